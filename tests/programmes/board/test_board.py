"""The draft board: circles as they stand, moved by hand and taken back, locked, explained and compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edgewise.domain.matching.board_moves import Found, Join, Leave, Swap
from edgewise.domain.pictures.marks import Picture, Tone
from edgewise.people.models import Membership, Person
from edgewise.programmes.board.actions import Overtaken, change_tables, lock, make_move, redo, undo
from edgewise.programmes.board.page.about import PLAN
from edgewise.programmes.board.page.cards import card, figures, ordered
from edgewise.programmes.board.queries import part_of_draft, whole_draft
from edgewise.programmes.cohorts.actions import keep_apart
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.runs import DraftMove, MatchRun
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
HTMX = {"HX-Request": "true"}
FIRST = ("Amara", "Bruno", "Chidi", "Dana")
SECOND = ("Elif", "Farid", "Ines", "Jonas")


def member(name: str) -> Membership:
    return make.membership(name, function="Legal" if name in FIRST else "Sales", location="Oslo")


@pytest.fixture
def run() -> MatchRun:
    """Two circles of four, and Mei left over."""
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    return make.draft(cohort, [[member(name) for name in FIRST], [member(name) for name in SECOND]], [member("Mei")])


@pytest.fixture
def grace(sign_in: SignIn, run: MatchRun) -> Client:
    return sign_in(make.person("Grace"))


def names(run: MatchRun) -> list[list[str]]:
    known = dict(Membership.objects.values_list("pk", "person__name"))
    return [[known[pk] for pk in table] for table in MatchRun.objects.get(pk=run.pk).tables]


def url(run: MatchRun, name: str = "draft", *more: int) -> str:
    return reverse(f"programmes:{name}", args=[run.cohort.code, run.pk, *more])


def moved(run: MatchRun, name: str, place: int) -> None:
    make_move(run, None, run.version, Join(member(name).pk, place), f"{name} to circle {place + 1}")


def test_the_board_shows_every_circle_and_who_is_left_over(grace: Client, run: MatchRun) -> None:
    board = grace.get(url(run)).context
    shown = {card.number: [one.name for one in card.members] for card in board["cards"]}
    assert (shown, [(one.name, why) for one, why in board["bench"]]) == (
        {1: list(FIRST), 2: list(SECOND)},
        [("Mei", "No room.")],
    )


def test_the_board_takes_as_many_queries_for_many_circles_as_for_one(sign_in: SignIn) -> None:
    grace = sign_in(make.membership("Grace").person)
    taken = []
    for circles in (1, 3):
        cohort = make.cohort(coordinators=[make.membership("Grace")])
        people = [[make.membership(f"Person {circles} {n} {m}") for m in range(4)] for n in range(circles)]
        target = url(make.draft(cohort, people))
        with CaptureQueriesContext(connection) as seen:
            assert grace.get(target).status_code == 200
        taken.append(len(seen))
    assert taken[0] == taken[1]


def test_functions_are_told_apart_by_letters_too(run: MatchRun) -> None:
    Membership.objects.filter(pk=member("Dana").pk).update(function="Support")
    marks = whole_draft(run).scores.marks
    assert [(mark.name, mark.letters, mark.hue) for mark in marks.values()] == [
        ("Legal", "L", "0"), ("Sales", "Sa", "1"), ("Support", "Su", "2")
    ]  # fmt: skip


def test_a_circle_shows_its_common_hours_in_the_readers_time(run: MatchRun) -> None:
    Membership.objects.filter(pk=member("Dana").pk).update(works_from="11:00")
    strip = card(part_of_draft(run, [0]), 0).strip
    assert (strip.spans, strip.words, strip.longest) == (((660, 360),), "11:00–17:00", "6 h")


def test_a_circle_that_breaks_a_rule_comes_first_and_names_it(run: MatchRun) -> None:
    Membership.objects.filter(pk=member("Jonas").pk).update(manager=member("Farid"))
    draft = whole_draft(run)
    assert (ordered(draft, "worst"), draft.broken(1), figures(draft).broken) == ([1, 0], ("no reporting line",), 1)


def test_new_facts_are_seen_at_the_next_opening(run: MatchRun) -> None:
    assert whole_draft(run).broken(1) == ()
    Membership.objects.filter(pk=member("Jonas").pk).update(languages=["de"])
    assert whole_draft(run).broken(1) == ("common language",)


def test_somebody_who_has_gone_marks_the_circle(run: MatchRun) -> None:
    run.cohort.enrolments.filter(membership=member("Dana")).update(state=EnrolmentState.OPTED_OUT)
    assert whole_draft(run).broken(0) == ("somebody has gone",)


def test_a_secret_rule_has_one_name_whichever_it_is(run: MatchRun, grace: Client) -> None:
    keep_apart(member("Amara"), member("Bruno"))
    page = grace.get(url(run)).content.decode()
    assert whole_draft(run).broken(0) == ("a confidential rule",)
    assert [word for word in ("never", "declared", "identity") if word in page.lower()] == []


def test_whoever_has_said_yes_since_is_on_the_bench(grace: Client, run: MatchRun) -> None:
    make.enrolment(make.membership("Omar"), run.cohort, EnrolmentState.ENROLLED)
    bench = grace.get(url(run)).context["bench"]
    assert [(one.name, why) for one, why in bench] == [
        ("Mei", "No room."),
        ("Omar", "Said yes after this draft was made."),
    ]


def test_a_name_finds_the_circle_it_sits_in(grace: Client, run: MatchRun) -> None:
    answer = grace.get(url(run), {"q": "far"}, headers=HTMX)
    assert [one.number for one in answer.context["cards"]] == [2]


def test_a_move_is_made_and_scored(run: MatchRun) -> None:
    moved(run, "Mei", 0)
    assert (names(run), run.version, run.score == figures_score(run)) == (
        [[*FIRST, "Mei"], list(SECOND)],
        1,
        True,
    )


def figures_score(run: MatchRun) -> int:
    """The points gained over the draft of the fixture, whose score is told as 0."""
    draft = whole_draft(run)
    now = sum(draft.standing(place).score for place in range(len(run.tables)))
    before = MatchRun(cohort=run.cohort, rules=run.rules, people=run.people, as_of=run.as_of)
    before.tables, before.pk = [run.tables[0][:4], run.tables[1][:4]], 0
    return now - sum(whole_draft(before).standing(place).score for place in range(2))


@pytest.mark.parametrize(
    ("how", "tables"),
    [
        (lambda: Leave(member("Dana").pk), [["Amara", "Bruno", "Chidi"], list(SECOND)]),
        (lambda: Found(member("Dana").pk), [["Amara", "Bruno", "Chidi"], list(SECOND), ["Dana"]]),
        (lambda: Swap(member("Dana").pk, member("Mei").pk), [["Amara", "Bruno", "Chidi", "Mei"], list(SECOND)]),
        (
            lambda: Swap(member("Dana").pk, member("Elif").pk),
            [["Amara", "Bruno", "Chidi", "Elif"], ["Dana", "Farid", "Ines", "Jonas"]],
        ),
    ],
)
def test_every_move_is_taken_back_and_made_again(
    run: MatchRun, how: Callable[[], Leave | Found | Swap], tables: list[list[str]]
) -> None:
    make_move(run, None, 0, how(), "a move")
    after = run.score
    undo(run, 1)
    back = ([table for table in names(run) if table], run.score)
    redo(run, 2)
    assert (back, names(run), run.score) == (([list(FIRST), list(SECOND)], 0), tables, after)


def test_moves_are_taken_back_one_by_one_to_the_beginning(run: MatchRun) -> None:
    for name in ("Amara", "Bruno", "Chidi"):
        moved(run, name, 1)
    while undo(run, run.version):
        pass
    assert (names(run), run.score, run.moves.filter(undone=False).count()) == ([list(FIRST), list(SECOND)], 0, 0)


def test_a_circle_that_everybody_has_left_disappears(grace: Client, run: MatchRun) -> None:
    make_move(run, None, 0, Found(member("Mei").pk), "Mei to a new circle")
    answer = grace.post(url(run, "draft_step"), {"step": "undo", "version": 1}, headers=HTMX)
    assert ([(one.number, one.members) for one in answer.context["cards"]], answer.context["said"]) == (
        [(3, ())],
        "Taken back: Mei to a new circle",
    )
    assert '<li id="circle-3" hx-swap-oob="delete"></li>' in answer.content.decode()
    assert [one.number for one in grace.get(url(run)).context["cards"]] == [1, 2]
    assert grace.get(url(run, "draft_circle", 3)).status_code == 404


def test_a_new_move_forgets_what_was_taken_back(run: MatchRun) -> None:
    moved(run, "Amara", 1)
    undo(run, run.version)
    moved(run, "Bruno", 1)
    assert (redo(run, run.version), [move.words for move in run.moves.order_by("number")]) == (
        None,
        ["Bruno to circle 2"],
    )


def test_of_two_hands_at_once_one_is_heard(run: MatchRun) -> None:
    theirs = MatchRun.objects.get(pk=run.pk)
    moved(run, "Amara", 1)
    with pytest.raises(Overtaken):
        moved(theirs, "Bruno", 1)
    assert (names(run)[0], DraftMove.objects.count()) == (["Bruno", "Chidi", "Dana"], 1)


def test_whoever_comes_second_is_told_and_sees_the_newest(grace: Client, run: MatchRun) -> None:
    moved(run, "Amara", 1)
    late = {"person": member("Bruno").pk, "to": "2", "version": 0}
    answer = grace.post(url(run, "draft_move"), late, headers=HTMX)
    told = (
        "Another person has just changed this draft. This is the newest. "
        "Your change was not made, so please check again."
    )
    assert (answer.status_code, answer.context["said"], answer.context["run"].version) == (409, told, 1)
    assert {one.number: len(one.members) for one in answer.context["cards"]} == {1: 3, 2: 5}


def as_found(run: MatchRun) -> None:
    """The circles of the fixture, as a search would have found and proven them."""
    draft = whole_draft(run)
    found = [{"members": table, "score": draft.standing(place).score} for place, table in enumerate(run.tables)]
    score = sum(int(one["score"]) for one in found)
    result = run.result | {"circles": found, "score": score}
    MatchRun.objects.filter(pk=run.pk).update(result=result, score=score, bound=score, bound_kind="optimum")
    run.refresh_from_db()


def bar_of(picture: Picture) -> list[str]:
    """How much of the way to the best possible is filled."""
    return [one.width for one in picture.drawing.rects if one.tone is Tone.MAIN]


def test_a_score_below_the_best_possible_leaves_the_gauge_open(run: MatchRun) -> None:
    as_found(run)
    MatchRun.objects.filter(pk=run.pk).update(bound=run.score * 4 // 3)
    run.refresh_from_db()
    found = figures(whole_draft(run))
    assert found.picture.summary == f"At most {found.gap} below the best possible score."
    (width,) = bar_of(found.picture)
    assert (round(float(width.rstrip("%"))), round(float(found.gap.split()[0]))) == (75, 25)


def test_only_what_the_search_found_is_called_proven(run: MatchRun) -> None:
    as_found(run)
    found = figures(whole_draft(run))
    assert (found.bound_kind, found.gap, found.worst_found) == ("proven optimum", "0.00 %", None)
    assert (found.picture.summary, bar_of(found.picture)) == ("This is the best possible score.", ["100%"])
    moved(run, "Mei", 0)  # other people than the bound is for
    after = figures(whole_draft(run))
    assert (after.picture.summary, bar_of(after.picture)) == (
        "We have no proof of the best possible score for these circles.", [],
    )  # fmt: skip
    assert (after.bound_kind, after.gap) == ("", "–")
    undo(run, run.version)
    make_move(run, None, run.version, Swap(member("Dana").pk, member("Elif").pk), "a swap")
    swapped = figures(whole_draft(run))
    assert (swapped.bound_kind, swapped.gap.endswith(" %"), swapped.bound) == ("", True, found.bound)
    assert bar_of(swapped.picture) == ["100%"]  # another circle, and the same score
    assert ("Gap to that score", swapped.gap) in swapped.picture.table.rows
    Membership.objects.filter(pk=member("Jonas").pk).update(manager=member("Farid"))
    assert figures(whole_draft(run)).gap == "–"  # a circle that breaks a rule is none


def test_the_worst_circle_is_told_before_and_after_a_move_whatever_the_score_does(grace: Client, run: MatchRun) -> None:
    Membership.objects.filter(pk__in=[member(name).pk for name in FIRST]).update(development_goals=["strategy"])
    as_found(run)
    worst = whole_draft(run).worst
    swap = {"person": member("Dana").pk, "swap": member("Elif").pk, "version": run.version}
    shown = grace.get(url(run, "draft_try"), swap).context["effect"]
    answer = grace.post(url(run, "draft_move"), swap, headers=HTMX)
    now = whole_draft(MatchRun.objects.select_related("cohort__programme").get(pk=run.pk)).worst
    assert (worst, now) == (73, 86)
    assert (shown["worst"], shown["falls"]) == ("The worst circle rises from 73 % to 86 %.", False)
    assert answer.context["worst"] == "The worst circle rose from 73 % to 86 %."
    assert ("rose from 73 %" in answer.content.decode(), "73 % as found" in answer.content.decode()) == (True, True)
    shown = grace.get(url(run, "draft_try"), swap | {"version": run.version + 1}).context["effect"]
    assert (shown["worst"], shown["falls"]) == ("The worst circle falls from 86 % to 73 %.", True)
    back = grace.post(url(run, "draft_step"), {"step": "undo", "version": run.version + 1}, headers=HTMX)
    assert back.context["worst"] == "The worst circle fell from 86 % to 73 %."


def test_a_published_draft_moves_no_more(run: MatchRun) -> None:
    MatchRun.objects.filter(pk=run.pk).update(published_at=make.NOW)
    with pytest.raises(Overtaken):
        moved(run, "Amara", 1)


def test_a_move_answers_with_the_circles_it_touched(grace: Client, run: MatchRun) -> None:
    answer = grace.post(url(run, "draft_move"), {"person": member("Mei").pk, "to": "1", "version": 0}, headers=HTMX)
    context = answer.context
    assert ([one.number for one in context["cards"]], context["said"], context["bench"]) == (
        [1],
        "Mei to circle 1",
        [],
    )


def test_without_javascript_a_move_leads_back_to_the_board(grace: Client, run: MatchRun) -> None:
    answer = grace.post(url(run, "draft_move"), {"person": member("Mei").pk, "to": "2", "version": 0})
    assert (answer.headers["Location"], names(run)[1]) == (url(run), [*SECOND, "Mei"])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"to": "1"}, "That is where they sit."),
        ({"to": "3"}, "Choose a person of this draft, and where to."),
        ({"to": "nowhere"}, "Enter a valid value."),
        ({}, "Choose a person of this draft, and where to."),
    ],
)
def test_a_move_to_nowhere_is_refused_in_words(grace: Client, run: MatchRun, body: dict[str, str], words: str) -> None:
    asked: dict[str, str | int] = {"person": member("Amara").pk, "version": 0, **body}
    answer = grace.post(url(run, "draft_move"), asked, headers=HTMX)
    assert (answer.context["said"], run.moves.count()) == (words, 0)


def test_a_stranger_to_the_cohort_is_not_moved_in(grace: Client, run: MatchRun) -> None:
    lena = make.membership("Lena", make.organisation("Elsewhere"))
    answer = grace.post(url(run, "draft_move"), {"person": lena.pk, "to": "1", "version": 0}, headers=HTMX)
    assert (answer.context["said"], names(run)[0]) == ("Choose a person of this draft, and where to.", list(FIRST))


def test_what_a_move_would_break_is_said_before_it_is_made(grace: Client, run: MatchRun) -> None:
    Membership.objects.filter(pk=member("Mei").pk).update(languages=["zh"])
    asked: dict[str, str | int] = {"person": member("Mei").pk, "to": "1", "version": 0}
    found = grace.get(url(run, "draft_try"), asked).context["effect"]
    assert (found["fits"], found["breaks"]) == (False, ["Circle 1 would break: common language."])


def test_a_locked_person_stays_where_they_are(grace: Client, run: MatchRun) -> None:
    lock(run, 0, "person", [member("Amara").pk])
    asked = {"person": member("Amara").pk, "to": "2", "version": 1}
    answer = grace.post(url(run, "draft_move"), asked, headers=HTMX)
    assert (answer.context["said"], names(run)[0]) == ("Locked to the circle. Unlock first.", list(FIRST))


def test_a_circle_is_locked_whole_and_unlocked_whole(run: MatchRun) -> None:
    people = [member(name).pk for name in FIRST]
    lock(run, 0, "circle", people)
    locked = run.locked["seats"]
    lock(run, 1, "circle", people)
    assert (locked, run.locked["seats"]) == ([people], [])


def test_two_people_are_kept_together_or_apart_and_not_both(run: MatchRun) -> None:
    pair = sorted((member("Amara").pk, member("Elif").pk))
    lock(run, 0, "together", pair[::-1])
    together = run.locked["together"]
    parted = whole_draft(run).broken(0)
    lock(run, 1, "apart", pair)
    apart = dict(run.locked)
    lock(run, 2, "apart", pair)
    assert (together, parted, apart, run.locked["apart"]) == (
        [pair],
        ("locked seats",),
        {"together": [], "apart": [pair]},
        [],
    )


def test_the_board_lists_the_pairs_that_are_kept(grace: Client, run: MatchRun) -> None:
    lock(run, 0, "together", [member("Amara").pk, member("Elif").pk])
    board = grace.get(url(run)).context
    kept = [([name for _, name in people], how) for people, how in board["pairs"]]
    assert (kept, board["locks"]) == ([(["Amara", "Elif"], "together")], "1 pair stays as you locked it.")


def test_locks_follow_their_people_when_a_move_is_taken_back(run: MatchRun) -> None:
    moved(run, "Amara", 1)
    lock(run, 1, "person", [member("Amara").pk])
    lock(run, 2, "person", [member("Elif").pk])
    undo(run, 3)
    assert run.locked["seats"] == [[member("Amara").pk], [member("Elif").pk]]


def test_matching_again_takes_the_locks_along(grace: Client, run: MatchRun) -> None:
    lock(run, 0, "circle", [member(name).pk for name in FIRST])
    grace.post(url(run, "draft_again"))
    made = MatchRun.objects.get(parent=run)
    assert (made.locked["seats"], made.made_by) == ([[member(name).pk for name in FIRST]], make.membership("Grace"))


def test_a_person_is_told_why_they_sit_where_they_sit(grace: Client, run: MatchRun) -> None:
    page = grace.get(url(run, "draft_person", member("Amara").pk))
    assert (page.context["with_whom"], page.context["reasons"][0]) == (
        ["Bruno", "Chidi", "Dana"],
        "You share English, which all would rather speak.",
    )


def test_somebody_left_over_is_told_why(grace: Client, run: MatchRun) -> None:
    page = grace.get(url(run, "draft_person", member("Mei").pk))
    assert (page.context["card"], page.context["reasons"]) == (None, ["No room."])


def test_why_not_with_names_the_rule_that_forbids_it(grace: Client, run: MatchRun) -> None:
    Membership.objects.filter(pk=member("Elif").pk).update(role_level=6)
    page = grace.get(url(run, "draft_pair", member("Amara").pk, member("Elif").pk))
    assert (page.context["ways"], len(page.context["why_not"])) == ([], 1)


def test_a_way_to_sit_together_is_taken_with_one_press(grace: Client, run: MatchRun) -> None:
    page = grace.get(url(run, "draft_pair", member("Amara").pk, member("Elif").pk))
    _, plan = page.context["ways"][0]
    grace.post(url(run, "draft_plan"), {"plan": plan}, headers=HTMX)
    assert [{"Amara", "Elif"} <= set(table) for table in names(run)].count(True) == 1
    assert run.moves.get().words == "Amara and Elif together"


def test_a_way_that_nobody_offered_is_not_taken(grace: Client, run: MatchRun) -> None:
    answer = grace.post(url(run, "draft_plan"), {"plan": f"nonsense:{PLAN}"}, headers=HTMX)
    assert (answer.context["said"], names(run)) == (
        "That way is not open any more. Please check again.",
        [list(FIRST), list(SECOND)],
    )


def test_two_drafts_are_compared_by_who_sits_with_whom(grace: Client, run: MatchRun) -> None:
    tables = [[member(name) for name in table] for table in (FIRST, SECOND)]
    other = make.draft(run.cohort, tables, [member("Mei")])
    change_tables(other, None, 0, {1: [*other.tables[1], member("Mei").pk]}, "Mei to circle 2")
    context = grace.get(url(run, "draft_compare"), {"with": other.pk}).context
    rows = {row.one.name: (row.here, row.there, row.with_there, row.kept) for row in context["page"]}
    assert (context["kept"], context["pairs"], rows["Mei"]) == (12, 12, ("Left over", "Circle 2", SECOND, 0))
    assert sorted(rows) == sorted([*SECOND, "Mei"])


def test_a_draft_is_compared_with_the_newest_of_the_others(grace: Client, run: MatchRun) -> None:
    newest = [make.draft(run.cohort), make.draft(run.cohort)][1]
    board, compared = grace.get(url(run)).context, grace.get(url(run, "draft_compare")).context
    assert (board["others"], compared["other"]) == (True, newest)


def test_a_single_draft_has_nothing_to_be_compared_with(grace: Client, run: MatchRun) -> None:
    assert grace.get(url(run, "draft_compare")).context["other"] is None


def test_the_cache_may_forget_everything_between_two_clicks(grace: Client, run: MatchRun) -> None:
    grace.get(url(run))
    cache.clear()
    asked = {"person": member("Mei").pk, "to": "1", "version": 0}
    assert grace.post(url(run, "draft_move"), asked, headers=HTMX).context["board"].seated == 9
