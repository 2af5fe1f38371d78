"""The pages on which a coordinator makes circles: rules, progress, history, what people will read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.matching.model import Weights
from edgewise.people.models import Membership, Person
from edgewise.programmes.cohorts.actions import keep_apart
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.runs import MatchRun, RunState
from edgewise.programmes.runs.actions import draft_match, match_again, publish_circles, repeat
from edgewise.programmes.runs.page import Verdict
from edgewise.programmes.runs.queries import rules_for, rules_of
from tests import make
from tests.programmes.forms import filled

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
HTMX = {"HX-Request": "true"}
SAME = Verdict("The same circles.", is_same=True)
NOBODY_WORKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def cohort() -> Cohort:
    run = make.cohort(coordinators=[make.membership("Grace")])
    for name in make.CAST:
        make.enrolment(make.membership(name), run, EnrolmentState.ENROLLED)
    return run


@pytest.fixture
def grace(cohort: Cohort, sign_in: SignIn) -> Client:
    return sign_in(make.person("Grace"))


def page(name: str, *arguments: object) -> str:
    return reverse(f"programmes:{name}", args=arguments)


def form_of(client: Client, cohort: Cohort, query: str = "") -> dict[str, Any]:
    return filled(client.get(page("match", cohort.code) + query).context["form"])


def test_the_rules_begin_as_the_programmes(grace: Client, cohort: Cohort) -> None:
    cohort.programme.weights |= {"goal": 5}
    cohort.programme.save()
    given = form_of(grace, cohort)
    assert (given["kind"], given["size_least"], given["size_most"], given["weight_goal"], given["weight_level"]) == (
        "circle", 4, 6, 5, 4
    )  # fmt: skip


def test_weights_that_were_stored_before_there_were_units_mean_the_same(grace: Client, cohort: Cohort) -> None:
    stored = {"level": 1, "location": 2, "language": 3, "function": 4, "goal": 5, "strength": 0, "fresh": 1, "fair": 2}
    cohort.programme.weights = stored
    cohort.programme.save()
    given = form_of(grace, cohort)
    assert {name: given[f"weight_{name}"] for name in (*stored, "unit")} == stored | {"unit": 0}
    assert rules_for(cohort).weights == Weights(**stored, unit=0)


@override_settings(TASKS=NOBODY_WORKS)
def test_a_draft_can_ask_for_the_same_function_in_different_units(grace: Client, cohort: Cohort) -> None:
    given = form_of(grace, cohort) | {"weight_function": -5, "weight_unit": 5, "weight_location": -1}
    grace.post(page("match", cohort.code), given)
    weights = rules_of(MatchRun.objects.get()).weights
    assert (weights.function, weights.unit, weights.location) == (-5, 5, -1)


def test_no_other_weight_goes_below_nothing(grace: Client, cohort: Cohort) -> None:
    given = form_of(grace, cohort) | {"weight_goal": -1, "weight_function": -6}
    answer = grace.post(page("match", cohort.code), given)
    assert sorted(answer.context["form"].errors) == ["weight_function", "weight_goal"]
    assert MatchRun.objects.count() == 0


def test_another_kind_brings_its_usual_sizes(grace: Client, cohort: Cohort) -> None:
    given = form_of(grace, cohort, "?kind=group")
    assert (given["kind"], given["size_least"], given["size_target"], given["size_most"]) == ("group", 4, 6, 8)


@override_settings(TASKS=NOBODY_WORKS)
def test_rules_changed_for_one_draft_are_kept_with_it_alone(grace: Client, cohort: Cohort) -> None:
    given = form_of(grace, cohort) | {"level_spread": "", "weight_fair": 0, "seed": 42, "seconds": 7}
    grace.post(page("match", cohort.code), given)
    run = MatchRun.objects.get()
    cohort.programme.refresh_from_db()
    assert (run.seed, run.seconds, run.rules["level_spread"], run.rules["weights"]["fair"], run.made_by) == (
        42, 7, None, 0, Membership.objects.get(person__name="Grace")
    )  # fmt: skip
    assert (cohort.programme.level_spread, cohort.programme.weights["fair"]) == (2, 2)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"size_target": 3}, "size_target", "The best number lies between the fewest and the most."),
        ({"size_most": 14}, "size_most", "Decision round takes 4 to 8 people."),
        ({"weight_goal": 6}, "weight_goal", "Ensure this value is less than or equal to 5."),
        ({"seconds": 0}, "seconds", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_rules_that_cannot_be_are_refused_where_they_are_wrong(
    grace: Client, cohort: Cohort, wrong: dict[str, int], field: str, words: str
) -> None:
    answer = grace.post(page("match", cohort.code), form_of(grace, cohort) | wrong)
    assert (answer.context["form"].errors, MatchRun.objects.count()) == ({field: [words]}, 0)


def test_the_effect_of_each_hard_rule_is_shown_beside_it(grace: Client, cohort: Cohort) -> None:
    Membership.objects.filter(person__name="Dana").update(role_level=6)
    given = form_of(grace, cohort)
    shown = dict(grace.get(page("excluded", cohort.code), given, headers=HTMX).context["found"])
    assert (shown["level"].words, shown["line"].words) == (
        "Excludes 1 person and 33 % of all pairs.",
        "Excludes 0 people and 0 % of all pairs.",
    )
    widths = {key: [rect.width for rect in effect.bar.rects[1:]] for key, effect in shown.items() if effect.bar}
    assert (widths["level"], widths["line"], shown["secret"].bar) == (["16.67%"], [], None)  # one of six


def test_keeping_two_apart_changes_nothing_that_the_effects_tell(grace: Client, cohort: Cohort) -> None:
    given = form_of(grace, cohort)
    before = grace.get(page("excluded", cohort.code), given).content
    keep_apart(*Membership.objects.filter(person__name__in=["Amara", "Bruno"]))
    assert grace.get(page("excluded", cohort.code), given).content == before


def test_rules_that_make_no_sense_yet_have_no_effect_to_show(grace: Client, cohort: Cohort) -> None:
    given = form_of(grace, cohort) | {"size_least": ""}
    shown = dict(grace.get(page("excluded", cohort.code), given, headers=HTMX).context["found"])
    assert {(effect.words, effect.bar) for effect in shown.values()} == {("", None)}


def test_a_run_under_way_shows_how_far_it_is_and_leads_on_when_it_is_made(grace: Client, cohort: Cohort) -> None:
    progress = {"placed": 5, "people": 6, "score": 900, "bound": 1000, "seconds": 3.0, "share": 0.3}
    run = make.match_run(cohort, state=RunState.RUNNING, beat_at=timezone.now(), progress=progress)
    shown = grace.get(page("run", cohort.code, run.pk), headers=HTMX)
    assert (shown.templates[0].name, shown.context["run"].gap_so_far) == ("programmes/runs/progress.html", 10.0)
    MatchRun.objects.filter(pk=run.pk).update(state=RunState.DONE)
    made = grace.get(page("run", cohort.code, run.pk), headers=HTMX)
    assert made["HX-Redirect"] == page("draft", cohort.code, run.pk)


def test_a_run_around_locks_leads_on_to_its_draft_and_a_repetition_to_its_verdict(
    grace: Client, cohort: Cohort
) -> None:
    first = draft_match(cohort, seed=1)
    again, proof = match_again(first, None), repeat(first, None)
    assert grace.get(page("run", cohort.code, again.pk))["Location"] == page("draft", cohort.code, again.pk)
    assert grace.get(page("run", cohort.code, proof.pk)).context["verdict"] == SAME


def test_a_run_whose_worker_fell_silent_is_failed_when_it_is_looked_at(grace: Client, cohort: Cohort) -> None:
    run = make.match_run(cohort, state=RunState.RUNNING, worker="elsewhere:1", beat_at=make.NOW)
    assert grace.get(page("run", cohort.code, run.pk)).context["run"].state == RunState.FAILED


def test_a_run_of_another_cohort_is_not_found(grace: Client, cohort: Cohort) -> None:
    foreign = make.match_run(make.cohort())
    assert grace.get(page("run", cohort.code, foreign.pk)).status_code == 404


def test_the_history_says_what_a_repetition_proved(grace: Client, cohort: Cohort) -> None:
    repeat(draft_match(cohort, seed=9), None)
    shown = grace.get(page("runs", cohort.code)).context["runs"]
    assert [(run.seed, verdict) for run, verdict in shown] == [
        (9, SAME),
        (9, None),
    ]


def test_the_history_asks_as_many_questions_for_three_runs_as_for_one(grace: Client, cohort: Cohort) -> None:
    draft_match(cohort, seed=1)
    one = questions(grace, page("runs", cohort.code))
    repeat(draft_match(cohort, seed=2), None)
    assert questions(grace, page("runs", cohort.code)) == one


def questions(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_cohort_leads_to_drafts_and_to_no_repetition(grace: Client, cohort: Cohort) -> None:
    draft = draft_match(cohort, seed=1)
    repeat(draft, None)
    make.match_run(cohort)
    assert list(grace.get(page("cohort", cohort.code)).context["drafts"]) == [draft]


def test_a_run_that_found_nothing_cannot_be_repeated(grace: Client, cohort: Cohort) -> None:
    run = make.match_run(cohort, state=RunState.FAILED)
    answer = grace.post(page("repeat_run", cohort.code, run.pk), follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "There is nothing to repeat: this run found no circles."
    ]


def test_what_people_will_read_is_what_they_read(grace: Client, cohort: Cohort, sign_in: SignIn) -> None:
    run = draft_match(cohort, seed=1)
    shown = grace.get(page("preview", cohort.code, run.pk)).context
    assert (shown["problems"], shown["seated"], shown["left"]) == ((), 6, 0)
    publish_circles(run)
    letter = shown["letters"][0]
    assert list(letter.why) == Circle.objects.get().why
    read = sign_in(make.person("Amara")).get(page("circles")).content.decode()
    assert [reason for reason in letter.why if reason not in read] == []


def test_a_preview_says_what_stands_in_the_way_and_offers_no_publishing(grace: Client, cohort: Cohort) -> None:
    run = draft_match(cohort, seed=1)
    cohort.enrolments.filter(membership__person__name="Dana").update(state=EnrolmentState.OPTED_OUT)
    shown = grace.get(page("preview", cohort.code, run.pk))
    assert shown.context["problems"] == ("Dana is not waiting for a circle any more.",)
    assert page("publish", cohort.code, run.pk) not in shown.content.decode()


def test_somebody_placed_twice_by_hand_stops_the_publication(cohort: Cohort) -> None:
    run = draft_match(cohort, seed=1)
    run.tables = [run.tables[0], run.tables[0]]
    run.save()
    assert publish_circles(run)[0] == "Amara is in two circles."


def test_what_was_moved_by_hand_is_what_is_published(cohort: Cohort) -> None:
    run = draft_match(cohort, seed=1)
    farid = Membership.objects.get(person__name="Farid").pk
    run.tables = [[pk for pk in run.tables[0] if pk != farid], []]
    run.save()
    assert publish_circles(run) == ()
    assert Circle.objects.get().seats.count() == 5
