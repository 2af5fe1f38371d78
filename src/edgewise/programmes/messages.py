"""What those who take part are told, before it has any words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import names_of
from edgewise.programmes.cohorts.queries import cohort_names
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.programmes.models.lotteries import Entrant, Group
from edgewise.programmes.models.pair_requests import PairRequest
from edgewise.programmes.models.rounds import NextRound

TRIAL_READ_WITHIN = timedelta(minutes=1)  # so soon its writer wants to see a test letter


def part_link(cohort: Cohort) -> str:
    return reverse("programmes:part", args=[cohort.code])


def invitation(cohort: Cohort, by: Membership | None, words: str = "") -> Message:
    """`words` are the inviter's own, in plain text."""
    key, facts = f"invitation:{cohort.code}", _invitation_facts(cohort, by, words)
    return Message(Kind.INVITATION, key, facts, link=part_link(cohort), by=by.pk if by else None)


def trial_invitation(cohort: Cohort, by: Membership | None, words: str, at: datetime) -> Message:
    """The same letter to its writer alone. It waits for no quiet hours: they are looking."""
    facts = _invitation_facts(cohort, by, words) | {"test": True}
    key, link = f"invitation-trial:{cohort.code}:{at:%Y%m%d%H%M%S%f}", reverse("programmes:cohort", args=[cohort.code])
    return Message(Kind.INVITATION, key, facts, link=link, happens_at=at + TRIAL_READ_WITHIN)


def _invitation_facts(cohort: Cohort, by: Membership | None, words: str) -> dict[str, object]:
    facts = (
        cohort_names(cohort)
        | _answer_by(cohort)
        | {
            "starts_on": cohort.starts_on.isoformat(),
            "weeks": max(1, round((cohort.ends_on - cohort.starts_on).days / 7)),
            "minutes": cohort.programme.session_minutes,
        }
    )
    return facts | ({"by": by.person.name} if by else {}) | ({"words": words} if words else {})


def _answer_by(cohort: Cohort, today: date | None = None) -> dict[str, object]:
    """Nothing once that day has passed."""
    day = cohort.answer_by
    return {"answer_by": day.isoformat()} if day and (today is None or day >= today) else {}


def invitation_reminder(cohort: Cohort, today: date) -> Message:
    facts = cohort_names(cohort) | _answer_by(cohort, today)
    return Message(Kind.INVITATION_REMINDER, f"invitation-reminder:{cohort.code}", facts, link=part_link(cohort))


def profile_reminder(cohort: Cohort) -> Message:
    return Message(
        Kind.PROFILE_REMINDER, f"profile-reminder:{cohort.code}", cohort_names(cohort), link=reverse("people:me")
    )


def pause_ending(entry: Enrolment) -> Message:
    assert entry.paused_until is not None
    until, key = entry.paused_until.isoformat(), f"pause-ending:{entry.cohort.code}:{entry.paused_until}"
    ends_at = datetime.combine(entry.paused_until, time(), ZoneInfo(entry.membership.time_zone))
    facts, link = cohort_names(entry.cohort) | {"until": until}, part_link(entry.cohort)
    return Message(Kind.PAUSE_ENDING, key, facts, link=link, happens_at=ends_at)


def lot_drawn(cohort: Cohort, entrant: Entrant) -> Message:
    """What the lot was, to each of those who had said yes."""
    key, link, facts = f"lot:{cohort.code}", part_link(cohort), cohort_names(cohort)
    day = cohort.starts_on.isoformat()
    match Group(entrant.group):
        case Group.PLACE:
            return Message(Kind.PLACE_DRAWN, key, facts | {"starts_on": day}, link=link)
        case Group.PROMISED:
            return Message(Kind.PLACE_DRAWN, key, facts | {"starts_on": day, "promised": True}, link=link)
        case Group.RESERVE:
            return Message(Kind.PLACE_IN_LINE, key, facts | {"line": entrant.line, "until": day}, link=link)
        case Group.COMPARISON:
            return Message(Kind.PLACE_WAITS, key, facts, link=link)


def late_yes(cohort: Cohort) -> Message:
    """To somebody who has come back when the places were drawn, and did not see it on a page."""
    facts = cohort_names(cohort) | {"late": True}
    return Message(Kind.PLACE_WAITS, f"lot-late:{cohort.code}", facts, link=part_link(cohort))


def place_offered(cohort: Cohort, answer_by: date) -> Message:
    facts = cohort_names(cohort) | {"answer_by": answer_by.isoformat(), "starts_on": cohort.starts_on.isoformat()}
    return Message(Kind.PLACE_OFFERED, f"place-offered:{cohort.code}", facts, link=part_link(cohort))


def round_key(ahead: NextRound) -> str:
    return f"round:{ahead.cohort.code}:{ahead.begun:%Y%m%d}"


def round_proposed(ahead: NextRound, others: Iterable[Membership], begins: datetime) -> Message:
    """Nobody else: the reader sits out."""
    facts = cohort_names(ahead.cohort) | {
        "people": [one.person.name for one in others],
        "on": begins.date().isoformat(),
    }
    link = reverse("programmes:next_round", args=[ahead.cohort.code])
    return Message(Kind.ROUND_PROPOSED, round_key(ahead), facts, link, not_after=begins, happens_at=begins)


def round_to_look_at(ahead: NextRound, begins: datetime) -> Message:
    assert ahead.run is not None
    circles = sum(bool(table) for table in ahead.run.tables)
    facts = cohort_names(ahead.cohort) | {"circles": circles, "on": begins.date().isoformat()}
    link = reverse("programmes:next_round", args=[ahead.cohort.code])
    return Message(Kind.ROUND_TO_LOOK_AT, f"{round_key(ahead)}:desk", facts, link, not_after=begins, happens_at=begins)


def circle_ready(
    circle: Circle, who: Membership, table: Iterable[Membership], again: datetime | None = None
) -> Message:
    """Said once to each; `again` to somebody who had left it, at that moment."""
    others = [one.person.name for one in table if one.pk != who.pk]
    return Message(
        Kind.CIRCLE_READY,
        f"circle:{circle.code}:{again:%Y%m%d%H%M%S%f}" if again else f"circle:{circle.code}",
        names_of(circle) | {"people": others},
        link=reverse("rooms:circle", args=[circle.code]),
    )


def circle_changed(circle: Circle, joined: Iterable[Membership], left: Iterable[Membership], at: datetime) -> Message:
    facts = names_of(circle) | {
        "joined": [one.person.name for one in joined],
        "left": [one.person.name for one in left],
    }
    key = f"circle:{circle.code}:{at:%Y%m%d%H%M%S%f}"
    return Message(Kind.CIRCLE_CHANGED, key, facts, link=reverse("rooms:circle", args=[circle.code]))


def colleague_asked(request: PairRequest) -> Message:
    """To the person who is asked."""
    facts = cohort_names(request.cohort) | {"person": request.asker.person.name}
    link = reverse("programmes:pair-request", args=[request.pk])
    return Message(Kind.COLLEAGUE_ASKED, f"colleague-asked:{request.pk}", facts, link=link, by=request.asker_id)


def colleague_declined(request: PairRequest) -> Message:
    """To the person who asked, after a no and after no answer: in the same words."""
    facts = cohort_names(request.cohort) | {"person": request.asked.person.name}
    key = f"colleague-declined:{request.pk}"
    return Message(Kind.COLLEAGUE_DECLINED, key, facts, link=reverse("programmes:circles"))


def pair_begun(circle: Circle, two: Iterable[Membership]) -> Message:
    """To the coordinators: that it exists."""
    facts = names_of(circle) | {"people": [who.person.name for who in two]}
    link = reverse("programmes:cohort", args=[circle.cohort.code])
    return Message(Kind.PAIR_BEGUN, f"pair-begun:{circle.code}", facts, link=link)


def pair_ended(circle: Circle) -> Message:
    return Message(Kind.PAIR_ENDED, f"pair-ended:{circle.code}", names_of(circle), link=reverse("programmes:circles"))
