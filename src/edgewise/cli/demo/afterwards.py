"""What follows the sessions of the demonstration: reflections, check-ins, weekly steps, changes that peers see."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from edgewise.domain.coaching.changes import Example
from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.domain.coaching.themes import LEAST_COUNTED, MOST_THEMES, Theme
from edgewise.growth.changes.actions import answer_sighting, ask_peers, name_change
from edgewise.growth.changes.queries import open_change
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.models import About, Commitment, Reflection, Seen, Sighting, Status
from edgewise.growth.reflections.actions import write_reflection
from edgewise.growth.steps.actions import mark_done, set_step
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort

LEARNT = (
    "Asking first what the other side needs saved me a week.",
    "I waited for the perfect moment. The next one will be a fixed date.",
    "Half of it was enough to see that the direction is right.",
    "It was easier said aloud than it looked in my head.",
)
CHANGES = (
    "I let others finish before I answer.",
    "I say what I have decided, and by when, at the end of each meeting.",
    "I ask one question before I give advice.",
    "I name a disagreement in the meeting, not after it.",
    "I hand over work with what good looks like, and then leave it there.",
)
SEEN = (
    (
        Seen.CLEARLY,
        Example("Steering meeting on Tuesday", "You asked what others thought, twice, and heard both to the end."),
    ),
    (Seen.LITTLE, Example("Our last session", "You began to answer, stopped, and asked a question instead.")),
    (Seen.NOT_YET, Example()),
)
LOOKED_BACK = (
    ReflectionWords(
        "The question behind my question was whether I may decide this alone.",
        "Ask Bruno before the steering meeting, not in it.",
    ),
    ReflectionWords("It is easier to hear five questions than one piece of advice."),
    ReflectionWords("I was quicker to agree than I wanted to be.", "Take a minute before I say yes."),
)
OVER_ALL = (
    ReflectionWords("I decide with a date now, and I say it.", "My team asks me less often what I meant."),
    ReflectionWords("Ask before I advise. It is slower for a minute and faster for a month."),
    ReflectionWords("Somebody who asks me the same question every two weeks.", "I delegate before I am late."),
)
TALKED_OF = (  # what decisions are mostly about: the first come up most often
    Theme.DECISIONS, Theme.DECISIONS, Theme.DECISIONS, Theme.DELEGATION, Theme.DELEGATION, Theme.FEEDBACK,
    Theme.FEEDBACK, Theme.CONFLICT, Theme.BOUNDARIES, Theme.TIME, Theme.QUESTIONS, Theme.QUESTIONS, Theme.TRUST,
)  # fmt: skip
TOO_FEW_TO_TELL = LEAST_COUNTED - 2  # people who tap
STEPS = ("List the three decisions that wait for me", "Ask Dana which of them is hers", "Hand that one over")


def look_back(cohort: Cohort, since: datetime, dice: Random, useful: int, *, many: bool = True) -> None:
    """What is asked about since that moment: most write within a day, and tap; or too few for a number do.

    `useful` is what most of them find, 1 to 5. Whoever has not written by the next time does not write any more.
    """
    rows = cohort_reflections(cohort).filter(written_at=None, asked_at__gte=since).order_by("author", "on", "pk")
    authors = list(dict.fromkeys(rows.values_list("author", flat=True)))
    writers = set(authors if many else authors[:TOO_FEW_TO_TELL])
    for place, row in enumerate(rows.select_related("circle")):
        is_persona = row.author.person.name.split()[0] == "Amara"
        if row.author_id not in writers or (place % 4 == 2 and not is_persona):
            continue
        words = OVER_ALL if row.about == About.PROGRAMME else LOOKED_BACK
        taps = {dice.choice(TALKED_OF) for _ in range(dice.randint(1, MOST_THEMES))}
        tapped = min(5, useful + dice.choice((-1, 0, 0, 1)))
        themes = sorted(taps) if row.about == About.SESSION else []
        write_reflection(row, words[place % len(words)], tapped, row.asked_at + timedelta(hours=9), themes)


def cohort_reflections(cohort: Cohort) -> QuerySet[Reflection]:
    return Reflection.objects.filter(circle__cohort=cohort).select_related("author__person")


def follow_up(circle: Circle, now: datetime, dice: Random) -> None:
    """Promises whose day is over are checked in on within a day. The last of each circle is to do: Amara's in hers."""
    over = circle.commitments.filter(status=Status.OPEN, by_date__lt=now.date()).select_related("author__person")
    *answered, _to_do = sorted(over, key=lambda one: (one.author.person.name.startswith("Amara"), one.by_date, one.pk))
    for commitment in answered:
        status = dice.choice((Status.KEPT, Status.KEPT, Status.PARTLY))
        at = datetime.combine(commitment.by_date, time(15), UTC) + timedelta(hours=dice.randrange(24))
        check_in(commitment, commitment.author, status, dice.choice(LEARNT), min(at, now - timedelta(hours=1)))


def settle_up(circle: Circle, at: datetime, dice: Random) -> None:
    """At the end of a run everybody says what became of what is still open."""
    for commitment in circle.commitments.filter(status=Status.OPEN).select_related("author").order_by("pk"):
        status = dice.choice((Status.KEPT, Status.KEPT, Status.PARTLY, Status.NOT))
        check_in(commitment, commitment.author, status, dice.choice(LEARNT), at)


def take_steps(circle: Circle, now: datetime) -> None:
    for commitment in circle.commitments.filter(status=Status.OPEN).select_related("author"):
        _steps(commitment, now)


def _steps(commitment: Commitment, now: datetime) -> None:
    """One of the week before last that is done, and one of last week that is not."""
    zone = ZoneInfo(commitment.author.time_zone)
    for back, what in zip((12, 5), STEPS, strict=False):
        day = (now - timedelta(days=back)).date()
        made = set_step(commitment, what, day + timedelta(days=2), datetime.combine(day, time(10), zone))
        if made is not None and back > 7:
            mark_done(made, datetime.combine(day + timedelta(days=1), time(16), zone))


def see_changes(circle: Circle, now: datetime) -> None:
    """Each has named one, three weeks ago at the latest, and asks the next two; half of them have their answers."""
    seats = list(open_seats(circle).select_related("circle"))
    for place, (seat, words) in enumerate(zip(seats, CHANGES, strict=False)):
        named = open_change(seat) or name_change(seat, words, now - timedelta(days=21))
        others = [seats[(place + step) % len(seats)].membership for step in (1, 2)]
        ask_peers(named, [other.pk for other in others], now - timedelta(days=4))
        if place % 3 < 2:
            _answer(named.sightings.get(peer=others[place % 2]), place, now)


def _answer(row: Sighting, place: int, now: datetime) -> None:
    seen, example = SEEN[place % len(SEEN)]
    answer_sighting(row, seen, example, row.change.version, now - timedelta(days=2))
