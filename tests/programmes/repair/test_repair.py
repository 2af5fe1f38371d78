"""A circle goes on in another way: the options, applying one, and what that means for those who come and go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.matching.repair import RepairKind
from edgewise.growth.commitments.queries import shared_in
from edgewise.people.models import Membership, Person
from edgewise.programmes.cases.actions import review_circles
from edgewise.programmes.cases.queries import open_cases
from edgewise.programmes.circles.queries import held_seat_at
from edgewise.programmes.cohorts.actions import keep_apart
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.models.cases import Case
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.repair.actions import apply_repair, end_circle
from edgewise.programmes.repair.queries import Option, options_of, situation_of
from edgewise.rooms.models.sessions import Attendance, Session, SessionStatus
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]


def seated(run: Cohort, name: str, *people: str) -> Circle:
    return make.circle(run, [make.membership(who) for who in people], name=name)


def waits(run: Cohort, name: str) -> Enrolment:
    return make.enrolment(make.membership(name), run, EnrolmentState.ENROLLED)


def leaves(run: Cohort, name: str) -> None:
    answer(run.enrolments.get(membership__person__name=name), EnrolmentState.OPTED_OUT)


def options(circle: Circle) -> list[Option]:
    return options_of(situation_of(Circle.objects.select_related("cohort__programme", "run").get(pk=circle.pk)))


def option(circle: Circle, kind: RepairKind) -> Option:
    return next(one for one in options(circle) if one.repair.kind is kind)


def table(circle: Circle) -> list[str]:
    seats = circle.seats.filter(ended_at=None).order_by("position")
    return list(seats.values_list("membership__person__name", flat=True))


def kinds(circle: Circle) -> list[RepairKind]:
    return [one.repair.kind for one in options(circle)]


def test_whoever_waits_takes_the_place_of_somebody_who_opted_out(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    jonas = waits(run, "Jonas")
    leaves(run, "Bruno")
    assert [line.case.kind for line in open_cases(run)] == ["small"]
    assert apply_repair(option(harbour, RepairKind.BACKFILL)) == ()
    jonas.refresh_from_db()
    assert (table(harbour), jonas.state, open_cases(run)) == (["Amara", "Jonas", "Chidi"], EnrolmentState.ACTIVE, [])
    assert [change.state for change in jonas.changes.order_by("pk")] == [EnrolmentState.ENROLLED, EnrolmentState.ACTIVE]


def test_two_small_circles_become_one_and_the_seats_say_why_they_ended(run: Cohort) -> None:
    harbour, lantern = seated(run, "Harbour", "Amara", "Bruno"), seated(run, "Lantern", "Chidi", "Dana")
    review_circles([harbour.pk, lantern.pk])
    assert apply_repair(option(harbour, RepairKind.MERGE)) == ()
    ended = Circle.objects.get(closed_at__isnull=False)
    stays = Circle.objects.get(closed_at=None)
    assert (sorted(table(stays)), table(ended)) == (["Amara", "Bruno", "Chidi", "Dana"], [])
    assert set(ended.seats.values_list("reason_ended", flat=True)) == {"moved to another circle"}
    assert (Case.objects.count(), open_cases(run), stays.why != []) == (2, [], True)


def test_a_reporting_line_is_mended_by_two_people_who_change_places(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi", "Dana")
    lantern = seated(run, "Lantern", "Elif", "Farid", "Jonas", "Mei")
    Membership.objects.filter(person__name="Bruno").update(manager=make.membership("Amara"))
    review_circles([harbour.pk])
    assert set(kinds(harbour)) == {RepairKind.SWAP}
    assert apply_repair(option(harbour, RepairKind.SWAP)) == ()
    assert (len(table(harbour)), len(table(lantern)), open_cases(run)) == (4, 4, [])
    assert len({"Amara", "Bruno"} & set(table(harbour))) == 1


def test_the_seat_of_whoever_left_the_organisation_ends_and_they_take_no_part(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi", "Dana")
    Membership.objects.filter(person__name="Dana").update(left_on=timezone.localdate())
    review_circles([harbour.pk])
    chosen = option(harbour, RepairKind.CONTINUE)
    assert ([who.name for who in chosen.gone], [who.name for who in chosen.told]) == (
        ["Dana"],
        ["Amara", "Bruno", "Chidi"],
    )
    assert apply_repair(chosen) == ()
    left = Seat.objects.get(membership__person__name="Dana")
    assert (left.reason_ended, run.enrolments.get(membership=left.membership).state) == (
        "left the organisation",
        EnrolmentState.DROPPED,
    )
    assert (table(harbour), open_cases(run)) == (["Amara", "Bruno", "Chidi"], [])


def test_a_circle_that_is_well_has_nothing_to_change_and_may_still_be_filled_up(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    assert kinds(harbour) == []
    waits(run, "Jonas")
    assert kinds(harbour) == [RepairKind.BACKFILL]


def test_a_locked_seat_and_people_kept_apart_by_hand_stay_so(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno")
    lantern = seated(run, "Lantern", "Chidi", "Dana")
    held = make.match_run(run)
    Circle.objects.update(run=held)
    assert {who.name for who in option(harbour, RepairKind.MERGE).moved} == {"Amara", "Bruno"}
    ids = dict(Seat.objects.values_list("membership__person__name", "membership"))
    MatchRun.objects.update(locked={"seats": [[ids["Chidi"]]]})
    assert {who.name for who in option(lantern, RepairKind.MERGE).moved} == {"Amara", "Bruno"}
    MatchRun.objects.update(locked={"apart": [[ids["Amara"], ids["Chidi"]]]})
    assert kinds(harbour) == []


def test_circles_of_other_rules_are_left_alone(run: Cohort) -> None:
    harbour, lantern = seated(run, "Harbour", "Amara", "Bruno"), seated(run, "Lantern", "Chidi", "Dana")
    assert kinds(harbour) == [RepairKind.MERGE]
    Circle.objects.filter(pk=lantern.pk).update(run=make.match_run(run))
    assert kinds(harbour) == []


def test_a_circle_in_trouble_of_its_own_hides_no_option_of_another(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi", "Dana")
    lantern = seated(run, "Lantern", "Elif", "Farid", "Jonas")
    cedar = seated(run, "Cedar", "Mei", "Omar", "Priya")
    Membership.objects.filter(person__name="Bruno").update(manager=make.membership("Amara"), function="Legal")
    keep_apart(make.membership("Elif"), make.membership("Farid"))
    Membership.objects.filter(person__name="Jonas").update(function="Sales", location="Oslo")
    touched = {change.circle for one in options(harbour) for change in one.changes}
    assert (touched, lantern in situation_of(harbour).circles) == ({harbour, cedar}, False)


def test_an_option_is_gone_once_somebody_concerned_sits_elsewhere(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    waits(run, "Jonas")
    waits(run, "Mei")
    first, second = options(harbour)
    assert apply_repair(first) == ()
    assert apply_repair(second) == ("The circles changed a moment ago. See what is possible now.",)
    assert len(table(harbour)) == 4


def test_whoever_opts_out_or_fills_up_meanwhile_is_not_seated(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    waits(run, "Jonas")
    chosen = option(harbour, RepairKind.BACKFILL)
    leaves(run, "Jonas")
    assert apply_repair(chosen) == ("Jonas cannot come any more.",)
    waits(run, "Mei")
    chosen = option(harbour, RepairKind.BACKFILL)
    make.circle(make.running_cohort(run.programme), [make.membership("Mei")])
    assert apply_repair(chosen) == ("Harbour: load cap does not hold any more.",)


def test_facts_that_change_meanwhile_are_heard_and_no_secret_is_named(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    waits(run, "Jonas")
    chosen = option(harbour, RepairKind.BACKFILL)
    keep_apart(make.membership("Jonas"), make.membership("Amara"))
    assert apply_repair(chosen) == ("Harbour: a confidential rule does not hold any more.",)
    assert kinds(harbour) == []


def test_a_newcomer_reads_nothing_of_before_and_whoever_left_nothing_of_after(run: Cohort) -> None:
    harbour, lantern = (
        seated(run, "Harbour", "Amara", "Bruno"),
        seated(run, "Lantern", "Chidi", "Dana", "Elif", "Farid"),
    )
    before = timezone.now()
    make.commitment(harbour, make.membership("Amara"), made_at=before)
    chosen = option(harbour, RepairKind.MOVE)
    came = make.membership(chosen.moved[0].name)
    make.commitment(lantern, came, made_at=before)
    assert apply_repair(chosen) == ()
    after = timezone.now()
    make.commitment(harbour, make.membership("Bruno"), made_at=after)
    make.commitment(
        lantern, make.membership("Chidi") if str(came) != "Chidi" else make.membership("Dana"), made_at=after
    )
    assert [held_seat_at(circle, came.person, at) for circle in (harbour, lantern) for at in (before, after)] == [
        False,
        True,
        True,
        False,
    ]
    assert [entry.author.person.name for entry in shared_in(harbour, came.person)] == ["Bruno"]
    assert [entry.author for entry in shared_in(lantern, came.person)] == [came]


def test_planned_sessions_expect_those_who_sit_there_now(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    ahead = make.session(harbour, timezone.now() + timedelta(days=3))
    held = make.session(harbour, timezone.now() - timedelta(days=3), status=SessionStatus.CLOSED)
    waits(run, "Jonas")
    leaves(run, "Bruno")
    assert apply_repair(option(harbour, RepairKind.BACKFILL)) == ()

    def expected(session: Session) -> list[str]:
        rows = Attendance.objects.filter(session=session).order_by("seat__position", "seat__pk")
        return list(rows.values_list("seat__membership__person__name", flat=True))

    ahead.refresh_from_db()
    assert (expected(ahead), expected(held)) == (["Amara", "Jonas", "Chidi"], ["Amara", "Bruno", "Chidi"])
    assert (ahead.facilitator, ahead.deputy, ahead.status) == (make.membership("Chidi"), None, SessionStatus.PLANNED)


def test_what_a_circle_that_ends_had_planned_is_called_off(run: Cohort) -> None:
    harbour, lantern = seated(run, "Harbour", "Amara", "Bruno"), seated(run, "Lantern", "Chidi", "Dana")
    sessions = {circle.pk: make.session(circle, timezone.now() + timedelta(days=3)) for circle in (harbour, lantern)}
    assert apply_repair(option(harbour, RepairKind.MERGE)) == ()
    ended = Circle.objects.get(closed_at__isnull=False)
    assert {pk: Session.objects.get(pk=one.pk).status == "cancelled" for pk, one in sessions.items()} == {
        pk: pk == ended.pk for pk in sessions
    }


def test_a_room_that_is_open_is_not_for_whoever_comes_now(run: Cohort, sign_in: SignIn) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    meeting = make.session(harbour, timezone.now())
    url = reverse("rooms:room", args=[meeting.code])
    assert sign_in(make.person("Amara")).get(url).status_code == 200
    waits(run, "Jonas")
    leaves(run, "Bruno")
    assert apply_repair(option(harbour, RepairKind.BACKFILL)) == ()
    assert [sign_in(make.person(who)).get(url).status_code for who in ("Amara", "Bruno", "Jonas")] == [200, 404, 404]


def test_a_coordinator_drops_a_person_and_repairs_on_the_page(run: Cohort, sign_in: SignIn) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    waits(run, "Jonas")
    grace = sign_in(make.person("Grace"))
    repair = reverse("programmes:repair", args=[run.code, harbour.code])
    gone = {"who": make.membership("Bruno").pk}
    assert grace.post(reverse("programmes:gone", args=[run.code, harbour.code]), gone)["Location"] == repair
    waiting = grace.get(reverse("desk:desk", args=[run.code])).context["waiting"]
    (small,) = [line.case.pk for line in waiting if line.case.concern == "small"]
    assert repair in grace.get(reverse("desk:case", args=[run.code, small])).content.decode()
    page = grace.get(repair)
    chosen = page.context["options"][0]
    confirm = reverse("programmes:repair_option", args=[run.code, harbour.code, chosen.key])
    assert (confirm in page.content.decode(), "Jonas comes from the waiting list" in page.content.decode()) == (
        True,
        True,
    )
    asked = grace.get(confirm).content.decode()
    assert ("Amara, Chidi, Jonas." in asked, table(harbour)) == (True, ["Amara", "Chidi"])
    assert grace.post(confirm)["Location"] == reverse("desk:desk", args=[run.code])
    assert (table(harbour), repair in grace.get(reverse("desk:desk", args=[run.code])).content.decode()) == (
        ["Amara", "Jonas", "Chidi"],
        False,
    )
    assert grace.post(confirm)["Location"] == repair
    assert [str(said) for said in grace.get(repair).context["messages"]][-1].startswith(
        "That is not possible any more."
    )


def test_a_circle_that_breaks_a_secret_rule_has_one_way_on_the_page_and_no_list_to_compare(
    run: Cohort, sign_in: SignIn
) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi", "Dana")
    seated(run, "Lantern", "Elif", "Farid", "Jonas")
    keep_apart(make.membership("Amara"), make.membership("Bruno"))
    page = sign_in(make.person("Grace")).get(reverse("programmes:repair", args=[run.code, harbour.code]))
    assert (len(page.context["options"]), "never" in page.content.decode()) == (1, False)
    assert apply_repair(page.context["options"][0]) == ()
    assert open_cases(run) == []


def test_only_somebody_who_sits_there_can_be_said_to_have_gone(run: Cohort, sign_in: SignIn) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    url = reverse("programmes:gone", args=[run.code, harbour.code])
    sign_in(make.person("Grace")).post(url, {"who": waits(run, "Jonas").membership_id})
    assert list(run.enrolments.filter(state=EnrolmentState.DROPPED)) == []


def test_the_people_of_a_circle_that_ends_wait_again_unless_they_sit_elsewhere(run: Cohort, sign_in: SignIn) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno")
    lantern = seated(run, "Lantern", "Bruno", "Chidi", "Dana")
    review_circles([harbour.pk])
    url = reverse("programmes:end_circle", args=[run.code, harbour.code])
    grace = sign_in(make.person("Grace"))
    assert [grace.post(url).status_code for _ in range(2)] == [302, 302]
    assert (table(harbour), len(table(lantern)), open_cases(run)) == ([], 3, [])
    assert set(harbour.seats.values_list("reason_ended", flat=True)) == {"the circle ended"}
    waiting = run.enrolments.filter(state=EnrolmentState.ENROLLED)
    assert list(waiting.values_list("membership__person__name", flat=True)) == ["Amara"]


def test_a_circle_that_nobody_is_left_in_can_be_ended(run: Cohort, sign_in: SignIn) -> None:
    harbour = seated(run, "Harbour", "Amara")
    leaves(run, "Amara")
    page = sign_in(make.person("Grace")).get(reverse("programmes:repair", args=[run.code, harbour.code]))
    assert (page.status_code, kinds(harbour), [line.case.kind for line in open_cases(run)]) == (200, [], ["small"])
    assert end_circle(harbour)
    assert open_cases(run) == []


def test_a_circle_of_another_cohort_is_not_found_and_one_that_ended_leads_to_the_desk(
    run: Cohort, sign_in: SignIn
) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno")
    other = make.circle(make.cohort(run.programme), [make.membership("Chidi")])
    grace = sign_in(make.person("Grace"))
    urls = [reverse("programmes:repair", args=[run.code, circle.code]) for circle in (harbour, other)]
    assert [grace.get(url).status_code for url in urls] == [200, 404]
    Circle.objects.filter(pk=harbour.pk).update(closed_at=timezone.now())
    assert grace.get(urls[0])["Location"] == reverse("desk:desk", args=[run.code])


def test_the_repair_page_asks_a_fixed_number_of_questions(run: Cohort, sign_in: SignIn) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno")
    seated(run, "Circle 1", "Person 1", "Person 2")
    grace = sign_in(make.person("Grace"))
    url = reverse("programmes:repair", args=[run.code, harbour.code])
    counts = []
    for number in (1, 8):
        for place in range(number):
            seated(run, f"Further {number} {place}", f"Person {number}{place}a", f"Person {number}{place}b")
        with CaptureQueriesContext(connection) as seen:
            assert grace.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
