"""The coordinator's list: what the facts put on it, once, and what is done about it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.cases.actions import close_case, review_cohort
from edgewise.desk.cases.page import waiting_at
from edgewise.desk.cases.queries.concerns import concerns_of
from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.cases import Concern
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.models import Membership, Person
from edgewise.programmes.agreements.actions import agree_anew, sign
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.cohorts.actions import hand_over
from edgewise.programmes.enrolments.actions import answer, ask_for_rematch, take_rematch_back
from edgewise.programmes.models.circles import SeatEnd
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState, RematchRequest
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
State = EnrolmentState
DAY = timedelta(days=1)
REASON = "canary: I cannot say it in front of Farid"


@pytest.fixture
def spring() -> Cohort:
    """A cohort that has just begun, with a circle whose people have told all that is needed."""
    now = timezone.now()
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=now.date(), ends_on=now.date() + 90 * DAY)
    cohort.refresh_from_db()
    make.circle(cohort, [make.membership(name, development_goals=["delegating"]) for name in make.CAST])
    for entry in cohort.enrolments.all():
        entry.changes.create(state=entry.state)
    return cohort


def open_now(cohort: Cohort) -> list[tuple[str, str]]:
    today = timezone.localdate()
    return [(line.case.concern, line.heading.partition(" · ")[0]) for line in waiting_at(cohort, today)]


def review(cohort: Cohort, days: int = 0) -> list[tuple[str, str]]:
    review_cohort(cohort, timezone.now() + days * DAY)
    return open_now(cohort)


def test_a_cohort_that_goes_well_puts_nothing_on_the_desk(spring: Cohort) -> None:
    assert review(spring) == []


def test_a_circle_that_has_not_met_is_a_case_until_something_is_planned(spring: Cohort) -> None:
    assert review(spring, 9) == []
    assert review(spring, 10) == [(Concern.NO_FIRST, "Harbour")]
    make.session(spring.circles.get(), timezone.now() + 20 * DAY)
    assert review(spring, 11) == []
    assert DeskCase.objects.get().closed_at is not None


def test_a_circle_that_falls_silent_is_a_case(spring: Cohort) -> None:
    make.session(spring.circles.get(), timezone.now(), status=SessionStatus.CLOSED)
    Attendance.objects.update(status=AttendanceStatus.PRESENT)
    assert (review(spring, 20), review(spring, 21)) == ([], [(Concern.SILENT, "Harbour")])


def test_each_no_show_is_exactly_one_case(spring: Cohort) -> None:
    make.session(spring.circles.get(), timezone.now(), status=SessionStatus.CLOSED)
    Attendance.objects.update(status=AttendanceStatus.PRESENT)
    Attendance.objects.filter(seat__membership__person__name__in=("Bruno", "Dana")).update(
        status=AttendanceStatus.NO_SHOW
    )
    for day in range(5):
        review(spring, day)
    assert sorted(open_now(spring)) == [(Concern.NO_SHOW, "Bruno"), (Concern.NO_SHOW, "Dana")]


def test_who_has_not_answered_has_no_profile_or_waits_is_a_case(spring: Cohort) -> None:
    for name, state, days, goals in (
        ("Ines", State.INVITED, 14, []),
        ("Jonas", State.INVITED, 13, []),
        ("Kofi", State.ENROLLED, 7, []),
        ("Lena", State.ENROLLED, 14, ["delegating"]),
    ):
        entry = make.enrolment(make.membership(name, development_goals=goals), spring, state)
        EnrolmentChange.objects.filter(enrolment=entry).update(at=timezone.now() - days * DAY)
    assert review(spring) == [(Concern.WAITING, "Lena"), (Concern.NO_ANSWER, "Ines"), (Concern.NO_PROFILE, "Kofi")]


def test_who_leaves_is_one_case_and_so_is_a_circle_that_becomes_too_small(spring: Cohort) -> None:
    Programme.objects.update(size_least=6)
    spring = Cohort.objects.get(pk=spring.pk)
    answer(spring.enrolments.get(membership__person__name="Farid"), State.OPTED_OUT)
    found = [review(spring, day) for day in (0, 1, 2)][-1]
    assert sorted(found) == [(Concern.DROP_OUT, "Farid"), (Concern.SMALL, "Harbour")]


def test_company_is_named_only_where_somebody_sat_with_them_and_still_sits_there(spring: Cohort) -> None:
    ines = make.enrolment(make.membership("Ines"), spring, State.INVITED)
    mei = make.membership("Mei")
    make.circle(spring, [mei], "Lantern")
    for entry in (ines, *(spring.enrolments.get(membership=who) for who in (make.membership("Farid"), mei))):
        answer(entry, State.OPTED_OUT)
    assert [name for _, name in review(spring)].count("Ines") == 1
    said = DeskCase.objects.filter(concern=Concern.DROP_OUT).values_list("membership__person__name", "why")
    assert dict(said) == {
        "Ines": "Takes no part any more.",
        "Farid": "Takes no part any more. People who sat with them may need company.",
        "Mei": "Takes no part any more.",
    }


@pytest.mark.parametrize("late", [1, 30])
def test_who_left_and_who_asked_for_another_circle_are_no_cases_once_the_cohort_is_over(
    spring: Cohort, late: int
) -> None:
    answer(spring.enrolments.get(membership__person__name="Farid"), State.OPTED_OUT)
    ask_for_rematch(spring.enrolments.get(membership__person__name="Amara"), REASON)
    assert sorted(review(spring)) == [(Concern.DROP_OUT, "Farid"), (Concern.REMATCH, "Amara")]
    Cohort.objects.update(ends_on=timezone.localdate() - late * DAY)
    tick(timezone.now() + DAY)
    spring.refresh_from_db()
    assert (open_now(spring), concerns_of(spring, timezone.now())) == ([], [])
    ask = RematchRequest.objects.get()
    assert (ask.closed_at is not None, ask.words) == (True, None)


def test_a_circle_that_is_too_small_can_be_mended_from_its_case(spring: Cohort, sign_in: SignIn) -> None:
    Programme.objects.update(size_least=6, size_target=6)
    spring = Cohort.objects.get(pk=spring.pk)
    make.enrolment(make.membership("Mei"), spring, State.ENROLLED)
    answer(spring.enrolments.get(membership__person__name="Farid"), State.OPTED_OUT)
    review(spring)
    grace, case = sign_in(make.person("Grace")), spring.desk_cases.get(concern=Concern.SMALL)
    page = grace.get(reverse("desk:case", args=[spring.code, case.pk]))
    (way, *_) = page.context["options"]
    confirm = reverse("programmes:repair_option", args=[spring.code, spring.circles.get().code, way.key])
    assert confirm in page.content.decode()
    grace.post(confirm)
    assert spring.circles.get().seats.filter(membership__person__name="Mei", ended_at=None).exists()
    assert grace.get(reverse("desk:case", args=[spring.code, case.pk])).context["options"] == []


def test_lopsided_hours_and_too_many_circles_are_cases(spring: Cohort) -> None:
    circle = spring.circles.get()
    make.session(circle, timezone.now(), status=SessionStatus.CLOSED)
    Attendance.objects.update(status=AttendanceStatus.PRESENT)
    for name in ("Amara", "Bruno", "Chidi"):
        make.hours(circle, make.membership("Elif"), make.membership(name), 45)
    make.circle(make.running_cohort(), [make.membership("Chidi")])
    assert sorted(review(spring)) == [(Concern.LOPSIDED, "Elif"), (Concern.OVERLOADED, "Chidi")]


def test_pair_hours_that_lag_are_a_case_of_the_circle_until_they_are_held(spring: Cohort) -> None:
    Programme.objects.filter(pk=spring.programme_id).update(pair_hours=6, pair_minutes=45)
    spring.refresh_from_db()
    circle, whole = spring.circles.get(), 39
    make.session(circle, timezone.now() + 80 * DAY)  # not what this is about
    assert "pair_hours" not in dict(review(spring, 30))
    assert ("pair_hours", "Harbour") in review(spring, 45)
    why = DeskCase.objects.get(concern=Concern.PAIR_HOURS).why
    assert str(why) == "Held 0 of the 18 coaching hours between two that are due by now."
    for giver, receiver in itertools.pairwise(make.CAST):
        make.hours(circle, make.membership(giver), make.membership(receiver), whole, one_to_one=True)
    farid, amara = make.membership("Farid"), make.membership("Amara")
    make.hours(circle, farid, amara, whole / 3, one_to_one=True)  # no whole one
    assert ("pair_hours", "Harbour") in review(spring, 45)
    make.hours(circle, farid, amara, whole, one_to_one=True)
    assert ("pair_hours", "Harbour") not in review(spring, 45)


def test_an_agreement_without_a_signature_is_a_case_of_each(spring: Cohort) -> None:
    circle = spring.circles.get()
    make.session(circle, timezone.now() + 20 * DAY)
    agree_anew({circle.pk}, timezone.now())
    for seat in list(open_seats(circle))[:4]:
        sign(seat, 1, timezone.now())
    assert (review(spring, 6), sorted(review(spring, 7))) == (
        [],
        [(Concern.UNSIGNED, "Elif"), (Concern.UNSIGNED, "Farid")],
    )


def test_half_way_without_a_check_in_is_a_case(spring: Cohort) -> None:
    make.session(spring.circles.get(), timezone.now() + 44 * DAY)
    assert (review(spring, 37), review(spring, 38)) == ([], [(Concern.MIDWAY, "Harbour")])


def test_what_is_over_by_itself_and_comes_again_is_open_again(spring: Cohort) -> None:
    elsewhere = make.circle(make.running_cohort(), [make.membership("Chidi")])
    review(spring)
    end_seat(elsewhere.seats.get(), SeatEnd.OPTED_OUT, timezone.now())
    assert review(spring) == []
    make.circle(make.running_cohort(), [make.membership("Chidi")])
    assert review(spring) == [(Concern.OVERLOADED, "Chidi")]


def test_done_is_done_and_can_be_opened_again(spring: Cohort, sign_in: SignIn) -> None:
    review(spring, 10)
    case, client = DeskCase.objects.get(), sign_in(make.person("Grace"))
    url = reverse("desk:act", args=[spring.code, case.pk])
    client.post(url, {"do": "done"})
    assert (review(spring, 11), DeskCase.objects.get().closed_by) == ([], make.membership("Grace"))
    client.post(url, {"do": "reopen"})
    assert open_now(spring) == [(Concern.NO_FIRST, "Harbour")]
    client.post(url, {"do": "later"})
    assert (open_now(spring), list(case.notes.order_by("pk").values_list("what", flat=True))[:2]) == (
        [],
        ["Closed it.", "Opened it again."],
    )


def test_a_drafted_message_is_changed_and_sent_to_the_circle(spring: Cohort, sign_in: SignIn) -> None:
    review(spring, 10)
    case, client = DeskCase.objects.get(), sign_in(make.person("Grace"))
    url = reverse("desk:case", args=[spring.code, case.pk])
    assert "Harbour is ready and has no date yet" in client.get(url).context["form"].initial["words"]
    client.post(url, {"words": ""})
    assert not Notice.objects.filter(kind=Kind.FROM_COORDINATOR).exists()
    client.post(url, {"words": "Shall we?\nGrace"})
    told = Notice.objects.filter(kind=Kind.FROM_COORDINATOR).order_by("to__person__name")
    assert [(one.to.person.name, one.facts["words"]) for one in told] == [
        (name, "Shall we?\nGrace") for name in make.CAST
    ]


def test_asking_for_another_circle_is_one_click_and_its_reason_is_the_coordinators(
    spring: Cohort, sign_in: SignIn
) -> None:
    entry = spring.enrolments.get(membership__person__name="Amara")
    sign_in(make.person("Amara")).post(reverse("programmes:rematch", args=[spring.code]), {"words": REASON})
    sign_in(make.person("Amara")).post(reverse("programmes:rematch", args=[spring.code]), {})
    assert review(spring) == [(Concern.REMATCH, "Amara")]
    case = DeskCase.objects.get()
    make.membership("Hana", is_owner=True)
    pages = {
        name: sign_in(make.person(name)).get(reverse("desk:case", args=[spring.code, case.pk])).content.decode()
        for name in ("Grace", "Hana")
    }
    assert (REASON in pages["Grace"], REASON in pages["Hana"]) == (True, False)
    assert REASON.encode() not in bytes(RematchRequest.objects.get().words or b"")
    assert ask_for_rematch(entry) == 0  # asked already
    close_case(case, make.membership("Grace"))
    assert RematchRequest.objects.get().words is None


def test_who_would_rather_stay_takes_the_question_back(spring: Cohort) -> None:
    entry = spring.enrolments.get(membership__person__name="Amara")
    ask_for_rematch(entry, REASON)
    take_rematch_back(entry)
    assert (review(spring), RematchRequest.objects.get().words) == ([], None)


def test_on_mondays_the_desk_is_told_of_and_once(spring: Cohort) -> None:
    make.session(spring.circles.get(), timezone.now(), status=SessionStatus.CLOSED)
    Attendance.objects.update(status=AttendanceStatus.NO_SHOW)
    begins = timezone.now() + timedelta(days=(1 - timezone.now().weekday()) % 7)  # a Tuesday: one Monday follows
    for hour in range(0, 24 * 7, 4):
        tick(begins + timedelta(hours=hour))
    told = Notice.objects.filter(kind=Kind.CASES_WAITING)
    assert [(one.to.person.name, one.facts["cases"]) for one in told] == [("Grace", 6)]


def test_a_colleague_looks_after_the_desk_for_some_days(spring: Cohort, sign_in: SignIn) -> None:
    jonas, today = make.membership("Jonas"), timezone.localdate()
    client, url = sign_in(jonas.person), reverse("desk:desk", args=[spring.code])
    before = client.get(url).status_code
    handed = hand_over(spring, jonas, make.membership("Grace"), today, today + 3 * DAY)
    during = client.get(url).status_code
    sign_in(make.person("Grace")).post(reverse("desk:end_handover", args=[spring.code, handed.pk]))
    assert (before, during, client.get(url).status_code) == (404, 200, 404)


@pytest.mark.parametrize(("days", "field"), [((-1, 3), "from_on"), ((3, 1), "until_on"), ((0, 90), "until_on")])
def test_a_hand_over_that_cannot_be_is_refused(
    spring: Cohort, sign_in: SignIn, days: tuple[int, int], field: str
) -> None:
    jonas, today = make.membership("Jonas"), timezone.localdate()
    given = {"to": jonas.pk, "from_on": today + days[0] * DAY, "until_on": today + days[1] * DAY}
    page = sign_in(make.person("Grace")).post(reverse("desk:handover", args=[spring.code]), given)
    assert (list(page.context["form"].errors), spring.handovers.count()) == ([field], 0)


def test_who_leaves_is_handed_the_desk_until_the_day_before(spring: Cohort, sign_in: SignIn) -> None:
    today = timezone.localdate()
    jonas = make.membership("Jonas", left_on=today + 3 * DAY)
    given = {"to": jonas.pk, "from_on": today, "until_on": today + 3 * DAY}
    client, url = sign_in(make.person("Grace")), reverse("desk:handover", args=[spring.code])
    assert list(client.post(url, given).context["form"].errors) == ["until_on"]
    client.post(url, given | {"until_on": today + 2 * DAY})
    assert spring.handovers.get().to == jonas


def test_nobody_who_takes_part_is_handed_the_desk(spring: Cohort, sign_in: SignIn) -> None:
    today = timezone.localdate()
    given = {"to": make.membership("Amara").pk, "from_on": today, "until_on": today}
    page = sign_in(make.person("Grace")).post(reverse("desk:handover", args=[spring.code]), given)
    assert list(page.context["form"].errors) == ["to"]


def test_a_resource_groups_desk_can_be_taken_away_in_no_file(spring: Cohort, sign_in: SignIn) -> None:
    url = reverse("desk:export", args=[spring.code])
    client = sign_in(make.person("Grace"))
    before = client.get(url).status_code
    Cohort.objects.update(is_erg=True)
    assert (before, client.get(url).status_code) == (200, 404)


def _crowd(cohort: Cohort, many: int) -> None:
    for table in range(many):
        people = [make.membership(f"P{table} {number}") for number in range(5)]
        make.session(make.circle(cohort, people, f"Table {table}"), timezone.now(), status=SessionStatus.CLOSED)
    Attendance.objects.update(status=AttendanceStatus.NO_SHOW)


@pytest.mark.parametrize("many", [1, 3])
def test_the_facts_are_read_in_a_fixed_number_of_queries(spring: Cohort, many: int) -> None:
    _crowd(spring, many)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = concerns_of(Cohort.objects.select_related("programme").get(pk=spring.pk), timezone.now())
    assert (len(found) >= 5 * many, len(asked)) == (True, 20)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_is_read_in_a_fixed_number_of_queries(spring: Cohort, sign_in: SignIn, many: int) -> None:
    _crowd(spring, many)
    review(spring)
    client = sign_in(make.person("Grace"))
    client.get(reverse("desk:desk", args=[spring.code]))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("desk:desk", args=[spring.code]))
    assert len(asked) <= 22, len(asked)
    assert Membership.objects.count() > 5 * many
