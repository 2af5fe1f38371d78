"""Six executives whose 52 raters are asked twice, four months apart, through the actions that pages call."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from edgewise.domain.surveys.builtin import builtin_survey
from edgewise.domain.three_sixty.model import Sheet
from edgewise.leaders.models.three_sixty import Part, Rater, RaterGroup, ThreeSixty
from edgewise.leaders.three_sixty.actions.answers import Window, answer, start
from edgewise.leaders.three_sixty.actions.drafts import add_colleague, add_outsider, ask_again, begin, rate_self
from edgewise.leaders.three_sixty.actions.reports import choose, make_report, share
from edgewise.people.models import Membership
from edgewise.people.sign_in.queries import link_for
from edgewise.programmes.models.circles import Circle
from tests import make

SURVEY = builtin_survey("leading_by_listening")
FIRST, SECOND, WINDOW_DAYS = timedelta(days=150), timedelta(days=20), 14  # before now
COMMENTS = {
    "keep": (
        "In the budget meeting she asked each of us for the strongest argument against the plan.",
        "When I was stuck with the supplier he asked what I had tried already, and waited.",
        "Names who had the idea, also in front of the board.",
        "Comes back to what was agreed, every week, without making it unpleasant.",
    ),
    "change": (
        "In a hurry the answer comes before the question is finished. I would see two seconds of silence.",
        "Decisions change between meetings and we learn it from others.",
        "Ask those who joined by video first.",
    ),
}


@dataclass(frozen=True, slots=True)
class Temper:
    """How an executive is seen, and what becomes of it. `raters`: peers, those who report, others."""

    name: str
    raters: tuple[int, int, int]
    own: float  # how they see themself
    seen: float  # how others do
    better: float  # points, the second time
    silent: int = 0  # raters who do not answer


TEMPERS = (
    Temper("Amara", (4, 4, 1), 4.2, 3.0, 0.9),
    Temper("Bruno", (3, 5, 0), 3.1, 4.3, 0.0),
    Temper("Chidi", (5, 5, 2), 3.8, 3.7, 0.3, silent=2),
    Temper("Dana", (3, 3, 3), 4.6, 2.6, 0.6, silent=1),
    Temper("Elif", (4, 4, 0), 3.5, 3.4, -0.4, silent=4),  # too few
    Temper("Farid", (2, 4, 0), 2.6, 3.6, 0.5),
)
assert sum(sum(one.raters) for one in TEMPERS) == 52


def executives() -> str:
    """Prints, for each: their name, a sign-in link, and the codes of their 360s."""
    dice, now = Random(52), timezone.now()
    leaders = [make.membership(one.name, job_title="Executive") for one in TEMPERS]
    table = make.circle(members=leaders, name="Northern Light")
    told = [_story(temper, who, table, dice, now) for temper, who in zip(TEMPERS, leaders, strict=True)]
    return json.dumps(told)


def _story(temper: Temper, who: Membership, table: Circle, dice: Random, now: datetime) -> dict[str, object]:
    first = begin(who, SURVEY, now - FIRST)
    _ask(first, temper, who)
    found = [_wave(first, temper, dice, now - FIRST, 0.0)]
    again = ask_again(found[0], now - SECOND)
    if again is not None:
        found.append(_wave(again, temper, dice, now - SECOND, temper.better))
        choose(found[0], "listens_to_the_end", table.seats.get(membership=who), "I let people finish", now)
        mates = [seat.membership for seat in table.seats.exclude(membership=who)[:2]]
        share(found[-1], mates, [Part.STRENGTHS, Part.PICTURE], now)
    return {"name": temper.name, "link": link_for(who.person), "codes": [row.code for row in found]}


def _ask(row: ThreeSixty, temper: Temper, who: Membership) -> None:
    groups = (RaterGroup.PEERS, RaterGroup.REPORTS, RaterGroup.OTHERS)
    for group, many in zip(groups, temper.raters, strict=True):
        for number in range(many):
            name = f"{temper.name}’s {group.value} {number + 1}"
            if group is RaterGroup.OTHERS:
                refused = add_outsider(row, name, f"{temper.name.lower()}{number}@elsewhere.example", group)
            else:
                email = f"{temper.name.lower()}.{group.value}{number}"
                refused = add_colleague(row, make.membership(email, who.organisation), group)
            assert not refused, refused
    assert not add_colleague(row, make.membership(f"{temper.name} Senior", who.organisation), RaterGroup.MANAGER)


def _wave(row: ThreeSixty, temper: Temper, dice: Random, at: datetime, better: float) -> ThreeSixty:
    assert rate_self(row, _sheet(temper.own + better / 3, dice, ()))
    started = start(row, Window((at + timedelta(days=WINDOW_DAYS - 1)).date(), 3, 5), at)
    assert isinstance(started, dict), started
    raters = list(Rater.objects.filter(of=row).select_related("membership__person", "of__leader").order_by("pk"))
    for rater in raters[temper.silent :]:
        words = dice.choices(("keep", "change", ""), k=1)
        answer(rater, _sheet(temper.seen + better, dice, [one for one in words if one]), at)
    assert make_report(row, timezone.now())
    row.refresh_from_db()
    return row


def _sheet(level: float, dice: Random, asked: Sequence[str]) -> Sheet:
    answers = {item.key: found for item, found in zip(SURVEY.items, _answers(level, dice), strict=True)}
    return Sheet(answers, {key: dice.choice(COMMENTS[key]) for key in asked})


def _answers(level: float, dice: Random) -> Iterator[int | None]:
    """Around that level, each behaviour a little apart from the others and the same for everybody."""
    for place in range(len(SURVEY.items)):
        wave = (1.2, -0.9, 0.4, 0.0, -0.4, 0.9)[place % 6]
        if dice.random() < 0.06:
            yield None
        else:
            yield min(5, max(1, round(dice.gauss(level + wave, 0.6))))
