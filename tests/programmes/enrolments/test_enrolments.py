"""Nobody takes part before saying yes, and every way out is one click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Person
from edgewise.programmes.cohorts.actions import switch_join_link
from edgewise.programmes.enrolments.actions import MAY_BECOME, answer, invite, join
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
State = EnrolmentState


def states(entry: Enrolment) -> list[str]:
    return list(entry.changes.order_by("pk").values_list("state", flat=True))


def test_an_invited_person_is_not_waiting_for_a_circle_before_saying_yes() -> None:
    cohort, amara = make.cohort(), make.membership("Amara")
    invite(cohort, [amara])
    before = list(waiting_for_a_circle(cohort))
    answer(cohort.enrolments.get(), State.ENROLLED)
    assert (before, list(waiting_for_a_circle(cohort))) == ([], [amara])


def test_a_second_invitation_changes_nothing() -> None:
    cohort, amara = make.cohort(), make.membership("Amara")
    entry = make.enrolment(amara, cohort, State.OPTED_OUT)
    assert invite(cohort, [amara, make.membership("Bruno")]) == 1
    entry.refresh_from_db()
    assert (entry.state, states(entry)) == (State.OPTED_OUT, [State.OPTED_OUT])


def test_each_change_is_kept_in_the_history() -> None:
    entry = make.enrolment(make.membership("Amara"), state=State.INVITED)
    for wanted in (State.ENROLLED, State.PAUSED, State.ENROLLED, State.OPTED_OUT):
        assert answer(entry, wanted) is True
    assert states(entry) == [State.INVITED, State.ENROLLED, State.PAUSED, State.ENROLLED, State.OPTED_OUT]


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("wanted", list(State))
def test_a_person_changes_only_as_the_table_says(state: EnrolmentState, wanted: EnrolmentState) -> None:
    entry = make.enrolment(make.membership("Amara"), state=state)
    assert answer(entry, wanted) is (wanted in MAY_BECOME[state])


def test_nobody_makes_themself_active_without_a_circle() -> None:
    assert all(State.ACTIVE not in after for after in MAY_BECOME.values())


def test_opting_out_gives_up_the_seat_and_a_pause_keeps_it() -> None:
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    circle = make.circle(members=[amara, bruno])
    out, pause = (circle.cohort.enrolments.get(membership=who) for who in (amara, bruno))
    answer(out, State.OPTED_OUT)
    answer(pause, State.PAUSED)
    assert list(Seat.objects.filter(ended_at=None).values_list("membership", flat=True)) == [bruno.pk]
    assert Seat.objects.get(membership=amara).reason_ended == "opted out"
    answer(pause, State.ENROLLED)
    assert pause.state == State.ACTIVE


def test_a_slip_is_undone_at_once_and_a_decision_is_not() -> None:
    circle = make.circle(members=[make.membership("Amara"), make.membership("Bruno")])
    slip, decision = circle.cohort.enrolments.order_by("membership__person__name")
    answer(slip, State.OPTED_OUT)
    answer(decision, State.OPTED_OUT)
    hour_ago = timezone.now() - timedelta(hours=1)
    Seat.objects.filter(membership=decision.membership).update(ended_at=hour_ago)
    assert (answer(slip, State.ENROLLED), answer(decision, State.ENROLLED)) == (True, True)
    assert (slip.state, decision.state) == (State.ACTIVE, State.ENROLLED)
    assert [seat.membership for seat in circle.seats.filter(ended_at=None)] == [slip.membership]


def test_a_seat_that_somebody_has_taken_since_is_not_given_back() -> None:
    circle = make.circle(members=[make.membership("Amara")])
    entry = circle.cohort.enrolments.get()
    answer(entry, State.OPTED_OUT)
    Seat.objects.create(circle=circle, membership=make.membership("Bruno"), position=1, since=timezone.now())
    answer(entry, State.ENROLLED)
    assert (entry.state, circle.seats.get(ended_at=None).membership) == (State.ENROLLED, make.membership("Bruno"))


def test_of_two_answers_at_once_from_the_same_page_one_counts() -> None:
    entry = make.enrolment(make.membership("Amara"), state=State.INVITED)
    stale = Enrolment.objects.get(pk=entry.pk)
    assert (answer(entry, State.OPTED_OUT), answer(stale, State.ENROLLED)) == (True, False)
    assert states(entry) == [State.INVITED, State.OPTED_OUT]


def test_the_link_enrols_and_a_closed_link_is_not_found(sign_in: SignIn) -> None:
    cohort, amara = make.cohort(), make.membership("Amara")
    switch_join_link(cohort, on=True)
    url = reverse("programmes:join", args=[cohort.join_code])
    client = sign_in(amara.person)
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    assert cohort.enrolments.get().state == State.ENROLLED
    switch_join_link(cohort, on=False)
    assert client.get(url).status_code == 404


def test_the_link_is_nothing_to_another_organisation(sign_in: SignIn) -> None:
    cohort = make.cohort()
    switch_join_link(cohort, on=True)
    kofi = make.membership("Kofi", make.organisation("Southgate"))
    client = sign_in(kofi.person)
    assert client.post(reverse("programmes:join", args=[cohort.join_code])).status_code == 404


def test_joining_twice_is_joining_once() -> None:
    cohort, amara = make.cohort(), make.membership("Amara")
    join(cohort, amara)
    join(cohort, amara)
    assert states(cohort.enrolments.get()) == [State.ENROLLED]


def test_a_person_answers_their_own_invitation_and_nobody_elses(sign_in: SignIn) -> None:
    cohort = make.cohort()
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    invite(cohort, [amara])
    url = reverse("programmes:part", args=[cohort.code])
    assert sign_in(bruno.person).post(url, {"state": "enrolled"}).status_code == 404
    assert sign_in(amara.person).post(url, {"state": "active"}).status_code == 200
    assert cohort.enrolments.get().state == State.INVITED
    sign_in(amara.person).post(url, {"state": "enrolled"})
    assert cohort.enrolments.get().state == State.ENROLLED
