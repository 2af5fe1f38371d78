"""From those who said yes to seats at tables: drafted, looked at, published at once."""

from __future__ import annotations

from datetime import time

import pytest

from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import circles_of
from edgewise.programmes.cohorts.actions import keep_apart
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.runs.actions import discard_draft, draft_match, publish_circles
from edgewise.programmes.runs.queries import candidates, rules_for
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def cohort() -> Cohort:
    run = make.running_cohort()
    for name in make.CAST:
        make.enrolment(make.membership(name), run, EnrolmentState.ENROLLED)
    return run


def member(name: str) -> Membership:
    return Membership.objects.get(person__name=name)


def test_publishing_seats_everybody_and_makes_them_active(cohort: Cohort) -> None:
    made = draft_match(cohort, seed=1)
    assert publish_circles(made) == ()
    circle = cohort.circles.get()
    assert list(circle.seats.order_by("position").values_list("membership__person__name", "position")) == [
        (name, place) for place, name in enumerate(make.CAST, 1)
    ]
    assert set(cohort.enrolments.values_list("state", flat=True)) == {EnrolmentState.ACTIVE}
    assert cohort.enrolments.filter(changes__state=EnrolmentState.ACTIVE).count() == 6


def test_a_draft_tells_nobody_and_seats_nobody(cohort: Cohort) -> None:
    made = draft_match(cohort, seed=1)
    assert (Circle.objects.count(), Seat.objects.count(), made.published_at) == (0, 0, None)
    discard_draft(made)
    assert MatchRun.objects.count() == 0


def test_a_draft_is_published_once(cohort: Cohort) -> None:
    made = draft_match(cohort, seed=1)
    publish_circles(made)
    assert publish_circles(made) == ("This draft has been published already.",)
    assert Circle.objects.count() == 1


def test_whoever_opted_out_since_the_draft_stops_the_publication(cohort: Cohort) -> None:
    made = draft_match(cohort, seed=1)
    cohort.enrolments.filter(membership=member("Dana")).update(state=EnrolmentState.OPTED_OUT)
    assert publish_circles(made) == ("Dana is not waiting for a circle any more.",)
    assert (Circle.objects.count(), MatchRun.objects.get().published_at) == (0, None)


def test_a_seat_taken_elsewhere_since_the_draft_fills_the_load(cohort: Cohort) -> None:
    made = draft_match(cohort, seed=1)
    make.seat(make.circle(make.running_cohort(cohort.programme)), member("Dana"))
    assert publish_circles(made) == ("Circle 1: load cap does not hold any more.",)


def test_a_new_manager_since_the_draft_stops_the_publication(cohort: Cohort) -> None:
    made = draft_match(cohort, seed=1)
    Membership.objects.filter(pk=member("Dana").pk).update(manager=member("Farid"))
    assert publish_circles(made) == ("Circle 1: no reporting line does not hold any more.",)


def test_two_people_kept_apart_do_not_meet_and_no_draft_says_so(cohort: Cohort) -> None:
    keep_apart(member("Amara"), member("Bruno"))
    keep_apart(member("Bruno"), member("Amara"))
    made = draft_match(cohort, seed=1)
    tables = [set(circle["members"]) for circle in made.result["circles"]]
    together = {member("Amara").pk, member("Bruno").pk}
    assert (len(tables), [table for table in tables if together <= table]) == (1, [])
    stored = repr((made.rules, made.result | {"locked": {}}))
    assert [word for word in ("never", "apart", "alone") if word in stored.replace("nobody_alone", "")] == []


def test_a_manager_two_steps_up_who_takes_no_part_still_counts(cohort: Cohort) -> None:
    jonas = make.membership("Jonas")
    Membership.objects.filter(pk=jonas.pk).update(manager=member("Amara"))
    Membership.objects.filter(pk=member("Bruno").pk).update(manager=jonas)
    facts = {one.name: one.line_up for one in candidates(waiting_for_a_circle(cohort))}
    assert facts["Bruno"] == {jonas.pk, member("Amara").pk}


def test_open_seats_of_every_programme_count_against_the_load_cap(cohort: Cohort) -> None:
    Membership.objects.filter(pk=member("Dana").pk).update(load_cap=2)
    make.seat(make.circle(make.running_cohort()), member("Dana"))
    make.ended_seat(make.circle(make.running_cohort()), member("Dana"))
    facts = {one.name: one.free_load for one in candidates(waiting_for_a_circle(cohort))}
    assert (facts["Dana"], facts["Amara"]) == (1, 1)


def test_the_rules_are_the_programmes_on_the_cohorts_dates(cohort: Cohort) -> None:
    rules = rules_for(cohort)
    assert (rules.least, rules.target, rules.most, rules.first, rules.last) == (
        4, 5, 6, cohort.starts_on, cohort.ends_on
    )  # fmt: skip


def test_hours_nobody_said_are_nine_to_five(cohort: Cohort) -> None:
    Membership.objects.filter(pk=member("Dana").pk).update(works_from=None, works_until=None)
    Membership.objects.filter(pk=member("Elif").pk).update(works_from=time(7, 30), works_until=time(15))
    facts = {one.name: (one.works_from, one.works_until) for one in candidates(waiting_for_a_circle(cohort))}
    assert (facts["Dana"], facts["Elif"]) == ((540, 1020), (450, 900))


def test_a_second_match_in_a_cohort_gives_other_names(cohort: Cohort) -> None:
    publish_circles(draft_match(cohort, seed=1))
    for number in range(4):
        make.enrolment(make.membership(f"New {number}"), cohort, EnrolmentState.ENROLLED)
    publish_circles(draft_match(cohort, seed=2))
    assert [circle.name for circle in circles_of(cohort)] == ["Harbour", "Lantern"]


def test_norwegian_is_one_language_whenever_it_was_imported(cohort: Cohort) -> None:
    Membership.objects.filter(pk=member("Dana").pk).update(languages=["nb", "en"], preferred_language="nb")
    Membership.objects.filter(pk=member("Elif").pk).update(languages=["no"], preferred_language="")
    spoken = {one.name: (sorted(one.languages), one.prefers) for one in candidates(waiting_for_a_circle(cohort))}
    assert (spoken["Dana"], spoken["Elif"]) == ((["en", "no"], "no"), (["no"], "no"))
