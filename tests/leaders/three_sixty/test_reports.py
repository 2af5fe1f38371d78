"""What is made once the window has closed: a report or none, a comparison, a choice, and the end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from edgewise.domain.three_sixty.model import Sheet
from edgewise.growth.changes.queries import my_changes, read_changes
from edgewise.leaders.models.three_sixty import Outcome, RaterGroup, ThreeSixty
from edgewise.leaders.three_sixty.actions.drafts import add_colleague, ask_again, rate_self
from edgewise.leaders.three_sixty.actions.reports import choose, end, make_report
from edgewise.leaders.three_sixty.page import manager_of, shared_report, whole_report
from edgewise.leaders.three_sixty.queries import Counts, Kept, counts_of, kept_of, opened_box, raters_of
from edgewise.people.models import Membership
from edgewise.vault.models import DataKey
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
DAY = timedelta(days=1)
AFTER = make.NOW + make.CLOSES + DAY
LATER = make.NOW + timedelta(days=120)


def kept(row: ThreeSixty) -> Kept:
    row.refresh_from_db()
    found = kept_of(row)
    assert found is not None
    return found


def second(first: ThreeSixty, but: tuple[str, ...] = (), **answers: Sheet) -> ThreeSixty:
    """The same people again, four months later."""
    again = ask_again(first, LATER)
    assert again is not None
    assert rate_self(again, make.sheet(4))
    make.launch(again, LATER)
    make.answered(again, LATER, but, **answers)
    assert make_report(again, LATER + make.CLOSES + DAY)
    again.refresh_from_db()
    return again


def test_it_is_made_once_and_not_before_the_day_after_the_last(amara: Membership) -> None:
    row, _ = make.launched(amara)
    make.answered(row)
    assert [make_report(row, at) for at in (make.NOW, AFTER - DAY, AFTER, AFTER)] == [False, False, True, False]
    assert [(cell.words, cell.people) for cell in kept(row).report.cells] == [
        ("peers", 4),
        ("people who report to you", 3),
    ]


def test_four_answers_make_no_report_and_are_deleted(amara: Membership) -> None:
    row, _ = make.launched(amara)
    make.answered(row, make.NOW, ("Mei", "Nadia", "Farid"))
    assert make_report(row, AFTER)
    row.refresh_from_db()
    gone = DataKey.objects.get(scope=row.answers_scope).destroyed_at
    assert (row.outcome, row.report, bytes(row.box), gone is not None) == (Outcome.TOO_FEW, None, b"", True)


def test_comments_are_there_and_the_manager_is_named(amara: Membership) -> None:
    row, _ = make.launched(amara, manager=True)
    make.answered(row, Bruno=make.sheet(4, "One"), Nadia=make.sheet(5, "Two"), Grace=make.sheet(1, "From Grace"))
    make_report(row, AFTER)
    found = kept(row)
    page = whole_report(row, found, manager_of(raters_of(row)))
    assert page.manager == "Grace"
    assert [(sorted(said.raters), said.manager) for _, said in page.comments] == [
        (["One", "Two"], "From Grace"),
        ([], ""),
    ]
    assert page.picture
    assert page.picture.table.headings[2] == "Grace"


def test_a_shared_report_has_what_was_ticked_and_never_a_word_or_the_manager(amara: Membership) -> None:
    row, _ = make.launched(amara, manager=True)
    make.answered(row, Bruno=make.sheet(4, "One"), Grace=make.sheet(1, "From Grace"))
    make_report(row, AFTER)
    page = shared_report(row, kept(row), ["strengths", "picture"])
    assert (page.blind_spots, page.hidden, page.change, page.comments, page.manager) == (None, None, None, [], "")
    assert page.picture
    assert (page.strengths is not None, "Grace" in page.picture.table.headings) == (True, False)


def test_the_second_time_is_compared_and_then_the_first_answers_go(amara: Membership) -> None:
    first = make.reported(amara, **{name: make.sheet(3) for name in make.RATERS})
    again = second(first)
    found = kept(again)
    assert found.change
    assert (found.change.others.words, found.change.others.people) == ("seen more often than before", 7)
    assert (found.change.own_before, found.change.own_after) == (3, 4)
    first.refresh_from_db()
    assert (bytes(first.box), opened_box(first), kept_of(first) is not None) == (b"", None, True)
    assert ask_again(first, LATER) == again


def test_the_same_answers_show_no_change(amara: Membership) -> None:
    found = kept(second(make.reported(amara)))
    assert found.change
    assert found.change.others.words == "no change can be shown"


def test_too_few_who_answered_both_times_are_not_compared(amara: Membership) -> None:
    row, _ = make.launched(amara)
    make.answered(row, make.NOW, ("Bruno", "Chidi"))
    make_report(row, AFTER)
    row.refresh_from_db()
    found = kept(second(row, ("Mei",)))
    assert found.change is None
    assert found.no_change
    assert found.no_change.words == "There is no comparison: fewer than 5 people answered both times."


def test_the_first_one_deleted_leaves_no_comparison(amara: Membership) -> None:
    first = make.reported(amara)
    again = ask_again(first, LATER)
    assert again
    assert end(first, LATER)
    assert rate_self(again, make.sheet())
    make.launch(again, LATER)
    make.answered(again, LATER)
    make_report(again, LATER + make.CLOSES + DAY)
    found = kept(again)
    assert found.no_change
    assert found.no_change.words == "There is no comparison: the answers of the first time are deleted."


def test_too_few_the_second_time_may_be_asked_a_third(amara: Membership) -> None:
    first = make.reported(amara)
    again = second(first, make.RATERS[:4])
    assert again.outcome == Outcome.TOO_FEW
    third = ask_again(first, LATER)
    assert third
    assert third != again


def test_who_has_left_is_not_asked_again_and_nobody_is_added(amara: Membership) -> None:
    first = make.reported(amara)
    bruno = make.membership("Bruno")
    bruno.left_on = date(2026, 4, 1)
    bruno.save()
    again = ask_again(first, LATER)
    assert again
    assert sorted(one.name for one in raters_of(again)) == sorted(set(make.RATERS) - {"Bruno"})
    refused = add_colleague(again, make.membership("Hana"), RaterGroup.PEERS)
    assert refused == "Who is asked cannot change any more."


def test_a_chosen_behaviour_becomes_the_change_that_others_see(amara: Membership) -> None:
    circle = make.circle(members=[amara, make.membership("Bruno")])
    row = make.reported(amara)
    choose(row, "says_back", circle.seats.get(membership=amara), "I say back what I heard", make.NOW)
    row.refresh_from_db()
    (named,) = read_changes(my_changes(amara.person))
    assert (row.chosen_item, named.words) == ("says_back", "I say back what I heard")


def test_the_end_destroys_both_keys(amara: Membership) -> None:
    row = make.reported(amara)
    assert [end(row, make.NOW), end(row, make.NOW)] == [True, False]
    row.refresh_from_db()
    assert (kept_of(row), opened_box(row), raters_of(row)[0].name != "") == (None, None, True)
    keys = DataKey.objects.filter(scope__in=(row.scope, row.answers_scope))
    assert [bytes(key.wrapped) for key in keys] == [b"", b""]


def test_counts_begin_with_five_leaders_and_end_with_the_last_month() -> None:
    leaders = [make.membership(name) for name in ("Amara", "Hana", "Ines", "Jonas", "Kofi", "Lena")]
    circle = make.circle(members=leaders)
    said = []
    for number, who in enumerate(leaders):
        row = make.reported(who)
        if number < 5:
            choose(row, "says_back", circle.seats.get(membership=who), "I say back", make.NOW)
        said.append(counts_of(who.organisation, date(2026, 4, 1)))
    assert said == [None] * 4 + [Counts(5, 5), Counts(5, None)]
    assert counts_of(make.organisation(), date(2026, 3, 31)) is None
    assert counts_of(make.organisation("Southgate"), date(2026, 4, 1)) is None
