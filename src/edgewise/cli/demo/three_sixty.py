"""Two 360s of Bruno's in the demonstration: the first before his circle began, the second read since yesterday."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from edgewise.domain.surveys.builtin import builtin_survey
from edgewise.domain.surveys.model import ANSWERS
from edgewise.domain.three_sixty.model import Sheet
from edgewise.leaders.due import close_three_sixties
from edgewise.leaders.models.three_sixty import Rater, RaterGroup, ThreeSixty
from edgewise.leaders.three_sixty.actions.answers import Sent, Window, answer, start
from edgewise.leaders.three_sixty.actions.drafts import add_colleague, add_outsider, ask_again, begin, rate_self
from edgewise.leaders.three_sixty.actions.reports import choose
from edgewise.leaders.three_sixty.page import own_words
from edgewise.leaders.three_sixty.queries import raters_of
from edgewise.notices.delivery.actions import take_as_sent
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Seat

SURVEY = "leading_by_listening"
BEFORE, AFTER = timedelta(days=66), timedelta(days=15)  # when each was launched, before the end of the story
LENGTH = timedelta(days=13)  # of a window, after its first day
CHOSE = timedelta(days=30)
REPORT_TO_BRUNO = ("olga", "keiko", "lena", "hugo")
ASKED = {
    RaterGroup.PEERS: ("jonas", "rosa", "zeno", "ines", "farid"),
    RaterGroup.REPORTS: REPORT_TO_BRUNO,
    RaterGroup.OTHERS: ("samir",),
    RaterGroup.MANAGER: ("petra",),
}
CUSTOMER = ("Ottilie Brandt", "ottilie@quayside.example")
SILENT = "Farid"  # the second time
CHOSEN = "invites_dissent"
SEED, SAME_PERCENT, NEAR = 360, 10, (0, 0, 0, 0, 1, -1)
SEE_OTHERWISE: dict[str, dict[str, int | None]] = {  # both times; None: cannot say
    "Samir": {"gives_feedback": None, "tells_early": 5},
    "Ottilie": {"admits_mistakes": None, "tells_early": 5},
    "Rosa": {"says_what_to_change": None},
    "Olga": {"tells_early": 2},
    "Keiko": {"tells_early": 2},
}
# by item: himself and about what others say, the first time and the second
LEVELS = {
    "listens_to_the_end": (4, 3, 4, 4),
    "listens_without_fixing": (3, 2, 3, 3),
    "says_back": (3, 3, 4, 4),
    "asks_before_advising": (4, 2, 4, 3),
    "asks_openly": (3, 3, 4, 4),
    "names_the_decision": (4, 4, 5, 5),
    "tests_assumptions": (3, 3, 4, 4),
    "invites_dissent": (5, 2, 4, 4),
    "explains_decisions": (4, 4, 4, 5),
    "says_i_dont_know": (2, 4, 3, 5),
    "admits_mistakes": (3, 3, 3, 4),
    "shares_the_floor": (5, 3, 5, 3),
    "gives_credit": (2, 4, 2, 5),
    "gives_feedback": (3, 3, 4, 4),
    "says_what_to_change": (4, 2, 4, 3),
    "holds_to_account": (3, 3, 3, 4),
    "follows_through": (4, 5, 5, 5),
    "tells_early": (4, 4, 4, 4),
}
# what people wrote to the two questions: to keep, to change
WROTE_FIRST = {
    "Jonas": ("When the release slipped you told the customer the same day, before anybody asked.", ""),
    "Rosa": (
        "In the budget meeting you said whose idea the smaller scope was.",
        "In the planning meeting you had decided before two of us had spoken. Ask who thinks otherwise.",
    ),
    "Keiko": ("", "Ask me what I have tried before you tell me what you would do."),
    "Lena": (
        "You said “I don't know” in front of the directors, and we found out together.",
        "Those of us who dial in are asked last, or not at all.",
    ),
    "Hugo": ("What you promise on Monday is there on Friday.", ""),
    "Petra": ("He names a problem while it is small.", "Let the team argue a decision before it reaches me."),
}
WROTE_AFTER = {
    "Jonas": (
        "Before the supplier decision you asked each of us what speaks against it. One answer changed the plan.",
        "",
    ),
    "Zeno": ("You say in one line what you heard me say. I correct you less often now.", ""),
    "Olga": ("", "In calls, ask the people who are not in the room first."),
    "Keiko": ("You asked me for two ideas of mine first, and we took the second.", "Do the same when time is short."),
    "Ottilie": ("We hear of a delay from you, and never from the calendar.", ""),
    "Petra": ("He brings me the other view along with his own.", "Bring in the quiet ones as well."),
}


def ask_twice(seat: Seat, members: dict[str, Membership], now: datetime) -> None:
    """A report, a behaviour that his circle is to see, and the same people again: the second report is compared."""
    leader, dice = seat.membership, Random(SEED)
    first = _first(leader, members, now - BEFORE)
    given = {one.name: _answers(dice) for one in raters_of(first)}
    _run(first, given, WROTE_FIRST, now - BEFORE)
    first.refresh_from_db()
    choose(first, CHOSEN, seat, own_words(first, CHOSEN), now - CHOSE)
    again = ask_again(first, now - AFTER - timedelta(days=1))
    assert again is not None
    assert rate_self(again, Sheet({item: levels[2] for item, levels in LEVELS.items()}))
    changed = {name: _changed(answers, dice) for name, answers in given.items() if not name.startswith(SILENT)}
    _run(again, changed, WROTE_AFTER, now - AFTER)


def _first(leader: Membership, members: dict[str, Membership], at: datetime) -> ThreeSixty:
    row = begin(leader, builtin_survey(SURVEY), at - timedelta(days=1))
    assert rate_self(row, Sheet({item: levels[0] for item, levels in LEVELS.items()}))
    for group, names in ASKED.items():
        for name in names:
            assert not add_colleague(row, members[name], group)
    assert not add_outsider(row, *CUSTOMER, RaterGroup.OTHERS)
    return row


def _run(
    row: ThreeSixty, given: dict[str, dict[str, int | None]], wrote: dict[str, tuple[str, str]], at: datetime
) -> None:
    """Launched at that moment, answered in the days after it, and made into a report once its window has closed."""
    launched = start(row, Window((at + LENGTH).date(), row.fewest_in_group, row.fewest_in_all), at)
    assert isinstance(launched, dict), launched
    for day, rater in enumerate(one for one in raters_of(row) if one.name in given):
        moment = at + timedelta(days=1 + day, hours=2)
        take_as_sent(moment)
        assert answer(rater, _sheet(rater, given[rater.name], wrote), moment) is Sent.DONE
    close_three_sixties(at + LENGTH + timedelta(days=1))


def _sheet(rater: Rater, answers: dict[str, int | None], wrote: dict[str, tuple[str, str]]) -> Sheet:
    keys = [question.key for question in builtin_survey(SURVEY).questions]
    words = wrote.get(_called(rater.name), ())
    comments = {key: said for key, said in zip(keys, words, strict=False) if said}
    return Sheet(answers | SEE_OTHERWISE.get(_called(rater.name), {}), comments)


def _answers(dice: Random) -> dict[str, int | None]:
    return {item: _on_scale(levels[1] + dice.choice(NEAR)) for item, levels in LEVELS.items()}


def _changed(answers: dict[str, int | None], dice: Random) -> dict[str, int | None]:
    """What this person saw the first time, and most of what has changed since."""
    moved = dict(answers)
    for item, (_, before, _, after) in LEVELS.items():
        if dice.randrange(100) >= SAME_PERCENT:
            moved[item] = _on_scale((answers[item] or before) + after - before)
    return moved


def _on_scale(answer: int) -> int:
    return min(ANSWERS, max(1, answer))


def _called(name: str) -> str:
    return name.split(maxsplit=1)[0]
