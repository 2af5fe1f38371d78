"""A leadership team is chosen knowingly, and everybody who is asked reads what it means."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.domain.session.commands import Commit, HandOver, Join
from edgewise.growth.commitments.forms import CommitmentForm
from edgewise.growth.goals.forms import GoalForm
from edgewise.people.models import Membership, Person
from edgewise.programmes.cases.queries import wrong_with
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Kind, Programme
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.rooms.log import log
from edgewise.rooms.planning.queries import chairs_of
from edgewise.rooms.sessions.actions.room import obey, open_room
from tests import make

pytestmark = [pytest.mark.store, pytest.mark.django_db]
SignIn = Callable[[Person], Client]
OFF = "the rule is off"


def team(kind: Kind = Kind.LEADERSHIP) -> Circle:
    """Bruno, in the second seat, is the manager of the three others."""
    circle = make.circle(make.cohort(make.programme(kind=kind)), [make.membership(name) for name in make.CAST[:4]])
    bruno = make.membership("Bruno")
    Membership.objects.exclude(pk=bruno.pk).update(manager=bruno)
    return circle


def posted(sign_in: SignIn, **changes: str) -> tuple[int, str]:
    """The form of the template, sent with these changes."""
    hana = sign_in(make.membership("Hana", is_owner=True).person)
    page = reverse("programmes:new_programme", args=["northwind"]) + "?like=leadership"
    first = hana.get(page).context["form"]
    data = {name: first[name].value() for name in first.fields}
    filled = {name: value for name, value in data.items() if value is not None and value is not False}
    answer = hana.post(page, filled | changes)
    return answer.status_code, answer.text


def test_it_is_chosen_with_a_tick_and_not_by_accident(sign_in: SignIn) -> None:
    assert posted(sign_in)[0] == 200
    assert "Tick this if you want it so" in posted(sign_in)[1]
    assert not Programme.objects.exists()
    assert posted(sign_in, with_boss="on")[0] == 302
    assert Programme.objects.get().kind == Kind.LEADERSHIP


def test_the_tick_belongs_to_no_other_kind_and_a_team_has_no_pairs(sign_in: SignIn) -> None:
    assert "Only a leadership team sits with its boss" in posted(sign_in, with_boss="on", kind="circle")[1]
    assert "alone with their boss" in posted(sign_in, with_boss="on", pair_hours="4")[1]
    assert "alone with their boss" in posted(sign_in, with_boss="on", colleagues_may_pair="on")[1]
    assert not Programme.objects.exists()


def test_the_design_and_the_page_where_people_say_yes_tell_it(sign_in: SignIn) -> None:
    hana, jonas = make.membership("Hana", is_owner=True).person, make.membership("Jonas")
    for kind, told in ((Kind.LEADERSHIP, True), (Kind.CIRCLE, False)):
        cohort = make.cohort(make.programme(kind=kind))
        make.enrolment(jonas, cohort, EnrolmentState.INVITED)
        design = sign_in(hana).get(reverse("programmes:programme", args=["northwind", cohort.programme.pk])).text
        assert ("the team sits with its boss" in design) is told
        assert (OFF in sign_in(jonas.person).get(reverse("programmes:part", args=[cohort.code])).text) is told


def test_no_case_opens_for_a_reporting_line_that_was_chosen() -> None:
    assert [list(found) for found in wrong_with([team()]).values()] == [[]]
    assert [list(found) for found in wrong_with([team(Kind.CIRCLE)]).values()] == [["line"]]


def test_the_boss_is_in_no_rota_and_no_choice_of_a_witness() -> None:
    circle = team()
    amara = circle.seats.get(position=1)
    assert [who.person.name for who in chairs_of(circle)] == ["Amara", "Chidi", "Dana"]
    choices = [CommitmentForm(amara, []).fields["witness"], GoalForm(circle, amara.membership).fields["witness"]]
    assert [[str(who) for who in one.queryset] for one in choices] == [["Chidi", "Dana"]] * 2  # type: ignore[attr-defined]
    assert [who.person.name for who in chairs_of(team(Kind.CIRCLE))] == ["Amara", "Bruno", "Chidi", "Dana"]


def test_in_the_room_the_boss_gets_the_chair_from_nobody(sign_in: SignIn) -> None:
    """Also where a plan from before names him."""
    session = make.session(team())
    assert session.facilitator == make.membership("Bruno")
    state = open_room(session)
    assert (state.control.chair, state.control.deputy, state.seats["s2"].boss) == ("s3", "s1", True)
    for seat in state.seats:
        obey(session, Join(), seat)
    assert getattr(obey(session, HandOver(to="s2"), "s3"), "code", "") == "boss"
    promise = Commit("Call our biggest customer", "Look up the number", "2027-01-15", "s2")
    assert getattr(obey(session, promise, "s1"), "code", "") in {"boss", "not_begun"}
    assert log.load_state(session).control.chair == "s3"
