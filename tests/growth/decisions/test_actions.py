"""Decisions: recorded, written, taken and looked at; and no history of actions changes a locked word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edgewise.domain.decisions import model
from edgewise.domain.decisions.model import Again, Happened, Part, WhenTested
from edgewise.growth.decisions.actions import (
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
from edgewise.growth.decisions.queries import my_decisions, read_decisions
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.vault.actions import destroy_key
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
DAY = timedelta(days=1)
DUE = make.NOW + (make.DUE - make.NOW.date())
KEY = "0123456789ab0123456789ab"
FIRST = make.decision_words()
OTHER = make.decision_words("I keep the launch myself")
LOCKED = "This decision is taken, so its words stay. Add a line beside them."


def said_in(row: Decision) -> model.Decision:
    (read,) = read_decisions([Decision.objects.select_related("circle", "author__person").get(pk=row.pk)])
    assert read.said is not None
    return read.said


def days_of(row: Decision) -> tuple[date | None, date | None, date | None]:
    return Decision.objects.values_list("taken_on", "due_on", "looked_at_on").get(pk=row.pk)


def test_the_decision_of_an_issue_is_recorded_once_and_locked(harbour: Circle, amara: Membership) -> None:
    first, again = (
        record_taken(harbour, amara, words, session_code="held", issue=1, taken_on=make.NOW.date(), made_at=make.NOW)
        for words in (make.decision_words(), OTHER)
    )
    second = record_taken(
        harbour, amara, OTHER, session_code="held", issue=2, taken_on=make.NOW.date(), made_at=make.NOW
    )
    assert (first == again, second == first, Decision.objects.count()) == (True, False, 2)
    assert said_in(first) == model.Decision(make.decision_words(), make.NOW.date())
    assert days_of(first) == (make.NOW.date(), make.DUE, None)
    assert take(first, make.NOW + DAY) == ""
    assert (change_decision(first, OTHER), days_of(first)[0]) == (LOCKED, make.NOW.date())


def test_an_open_one_changes_every_word_until_it_is_taken(harbour: Circle, amara: Membership) -> None:
    row = make.open_decision(harbour, amara)
    assert (change_decision(row, OTHER), days_of(row)) == ("", (None, None, None))
    assert (take(row, make.NOW), days_of(row)) == ("", (make.NOW.date(), make.DUE, None))
    assert (change_decision(row, make.decision_words()), said_in(row).words) == (LOCKED, OTHER)


def test_without_a_day_it_is_due_after_four_weeks(harbour: Circle, amara: Membership) -> None:
    row = make.open_decision(harbour, amara, make.decision_words(by=None))
    take(row, make.NOW)
    assert days_of(row) == (make.NOW.date(), make.NOW.date() + 28 * DAY, None)


def test_one_whose_day_has_passed_meanwhile_gets_another_first(harbour: Circle, amara: Membership) -> None:
    row = make.open_decision(harbour, amara)
    assert take(row, DUE + DAY) == "The day of your forecast has passed. Give it another day first."
    assert (days_of(row)[0], take(row, DUE)) == (None, "")


def test_a_form_that_is_sent_twice_writes_once(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    rows = [write_decision(harbour, who, OTHER, make.NOW, KEY) for who in (amara, amara, bruno)]
    assert (rows[0] == rows[1], rows[1] == rows[2]) == (True, False)


def test_a_form_that_somebody_went_back_to_changes_what_is_open_and_says_what_is_taken(
    harbour: Circle, amara: Membership
) -> None:
    row = write_decision(harbour, amara, FIRST, make.NOW, KEY)
    assert isinstance(row, Decision)
    assert (write_decision(harbour, amara, OTHER, make.NOW, KEY), said_in(row).words) == (row, OTHER)
    assert take(row, make.NOW) == ""
    assert write_decision(harbour, amara, OTHER, make.NOW, KEY) == row
    refused = write_decision(harbour, amara, FIRST, make.NOW, KEY)
    assert (refused, said_in(row).words) == (LOCKED, OTHER)


def test_only_an_open_one_is_thrown_away(harbour: Circle, amara: Membership) -> None:
    row, taken = make.open_decision(harbour, amara), make.decision(harbour, amara)
    assert (throw_away(row), throw_away(row), throw_away(taken)) == (True, False, False)
    assert list(my_decisions(amara.person)) == [taken]
    assert take(row, make.NOW) == "This decision was thrown away."


def test_words_that_the_rules_refuse_are_not_kept(harbour: Circle, amara: Membership) -> None:
    assert write_decision(harbour, amara, model.Words(" "), make.NOW) == "Write what you decided."
    assert Decision.objects.count() == 0


def test_a_line_stands_beside_what_was_said_and_is_added_once(harbour: Circle, amara: Membership) -> None:
    row = make.decision(harbour, amara)
    for _ in range(2):
        assert correct(row, Part.FORECAST, "Only one was asked", DUE) == ""
    assert correct(row, Part.THIRD, "There is none", DUE) == "There is no such line to correct."
    assert said_in(row).words == make.decision_words()
    assert said_in(row).corrections == (model.Correction(make.DUE, Part.FORECAST, "Only one was asked"),)


def test_whether_an_assumption_was_tested_is_told_and_told_anew(harbour: Circle, amara: Membership) -> None:
    row = make.decision(harbour, amara)
    for tested in (WhenTested.NOT_BEFORE_IT, WhenTested.BEFORE_THE_LARGE_STEP):
        assert tell_tested(row, Part.FIRST, tested) == ""
    assert said_in(row).tested == ((Part.FIRST, WhenTested.BEFORE_THE_LARGE_STEP),)


def test_a_look_answers_and_an_early_no_waits_for_its_day(harbour: Circle, amara: Membership) -> None:
    row = make.decision(harbour, amara)
    assert look_again(row, Happened.NO, Again.YES, "", make.NOW + DAY) == ""
    assert days_of(row)[2] is None
    for _ in range(2):
        assert look_again(row, Happened.YES, Again.DIFFERENTLY, "It was luck", DUE) == ""
    assert (days_of(row)[2], [one.again for one in said_in(row).reviews]) == (
        make.DUE, [Again.YES, Again.DIFFERENTLY],
    )  # fmt: skip
    assert look_again(row, None, Again.YES, "", DUE) == "Did it happen? Choose yes, no or cannot be told."


def test_right_for_the_wrong_reason_is_kept_as_two_answers(harbour: Circle, amara: Membership) -> None:
    row = make.decision(harbour, amara)
    look_again(row, Happened.YES, Again.DIFFERENTLY, "It was luck", DUE)
    looked = said_in(row).review
    assert looked == model.Review(make.DUE, Happened.YES, Again.DIFFERENTLY, "It was luck")


def test_after_the_purge_nothing_is_written(harbour: Circle, amara: Membership) -> None:
    row, taken = make.open_decision(harbour, amara), make.decision(harbour, amara)
    destroy_key(harbour.scope)
    gone = "The circle’s key was destroyed on its purge date. Nobody can write here any more."
    written = write_decision(harbour, amara, OTHER, make.NOW)
    assert [written, take(row, make.NOW), look_again(taken, Happened.YES, Again.YES, "", DUE)] == [gone] * 3
    assert [read.said for read in read_decisions(my_decisions(amara.person))] == [None, None]


Act = Callable[[Decision, int], object]
LINE = st.sampled_from(["", "One line", "Another line", "x" * 501])
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(lambda line: lambda row, _day: change_decision(row, model.Words(line, 20)), LINE),
    st.just(lambda row, day: take(row, make.NOW + day * DAY)),
    st.just(lambda row, _day: throw_away(row)),
    st.builds(
        lambda part, line: lambda row, day: correct(row, part, line, make.NOW + day * DAY), st.sampled_from(Part), LINE
    ),
    st.builds(
        lambda part, tested: lambda row, _day: tell_tested(row, part, tested),
        st.sampled_from(Part),
        st.sampled_from(WhenTested),
    ),
    st.builds(
        lambda happened, again, line: lambda row, day: look_again(row, happened, again, line, make.NOW + day * DAY),
        st.none() | st.sampled_from(Happened),
        st.sampled_from(Again),
        LINE,
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ACTS, st.integers(0, 40)), max_size=15))
def test_no_history_of_actions_changes_a_locked_word(
    harbour: Circle, amara: Membership, acts: list[tuple[Act, int]]
) -> None:
    """The row says on which days it is found, whatever was done, and lines are only added."""
    with transaction.atomic():
        row, locked, lines = make.open_decision(harbour, amara), None, 0
        for act, day in acts:
            act(row, day)
            if not Decision.objects.filter(pk=row.pk).exists():
                assert locked is None
                break
            said = said_in(row)
            assert days_of(row) == (said.taken_on, said.due_on, said.looked_at_on)
            assert locked in (None, (said.words, said.taken_on))
            assert len(said.corrections) + len(said.reviews) >= lines
            lines = len(said.corrections) + len(said.reviews)
            if said.taken_on is not None:
                locked = (said.words, said.taken_on)
        transaction.set_rollback(True)
