"""Two at once: the database is the referee."""

from __future__ import annotations

import pytest

from edgewise.domain.decisions.model import Again, Happened, Part, WhenTested
from edgewise.growth.decisions.actions import (
    ask_on_its_day,
    change_decision,
    correct,
    look_again,
    record_taken,
    take,
    tell_tested,
    throw_away,
    write_decision,
)
from edgewise.growth.decisions.models import Decision
from edgewise.notices.models import Notice
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from tests import make
from tests.at_once import at_once
from tests.growth.decisions.test_actions import DUE, LOCKED, OTHER, said_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def test_of_lines_written_at_once_none_is_lost(harbour: Circle, amara: Membership) -> None:
    row = make.decision(harbour, amara)
    lines = [f"Line {number}" for number in range(4)]
    done = at_once(
        *[lambda line=line: correct(row, Part.CHOSEN, line, DUE) for line in lines],
        lambda: tell_tested(row, Part.FIRST, WhenTested.NOT_BEFORE_IT),
        lambda: look_again(row, Happened.YES, Again.YES, "It came", DUE),
    )
    said = said_in(row)
    assert (done, sorted(one.words for one in said.corrections)) == ([""] * 6, lines)
    assert (len(said.tested), len(said.reviews)) == (1, 1)


def test_words_are_changed_before_it_is_taken_or_never(harbour: Circle, amara: Membership) -> None:
    row = make.open_decision(harbour, amara)
    before = said_in(row).words
    taken, changed = at_once(lambda: take(row, make.NOW), lambda: change_decision(row, OTHER))
    assert (taken, changed, said_in(row).words) in [("", "", OTHER), ("", LOCKED, before)]


def test_it_is_taken_or_thrown_away_and_never_both(harbour: Circle, amara: Membership) -> None:
    row = make.open_decision(harbour, amara)
    taken, thrown = at_once(lambda: take(row, make.NOW), lambda: throw_away(row))
    assert (taken == "", bool(thrown)) in [(True, False), (False, True)]
    assert Decision.objects.exclude(taken_on=None).exists() is not thrown


def test_what_is_sent_twice_at_once_is_there_once(harbour: Circle, amara: Membership) -> None:
    make.decision(harbour, amara)
    written = at_once(*[lambda: write_decision(harbour, amara, OTHER, make.NOW, "a" * 24)] * 3)
    recorded = at_once(
        *[
            lambda: record_taken(
                harbour, amara, OTHER, session_code="held", issue=1, taken_on=make.NOW.date(), made_at=make.NOW
            )
        ]
        * 3
    )
    assert (len(set(written)), len(set(recorded)), Decision.objects.count()) == (1, 1, 3)


def test_two_workers_tell_once(harbour: Circle, amara: Membership) -> None:
    row = make.decision(harbour, amara)
    told = at_once(*[lambda: ask_on_its_day(row, DUE)] * 3)
    assert (sorted(map(bool, told)), Notice.objects.count()) == ([False, False, True], 1)
