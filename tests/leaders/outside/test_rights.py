"""Rights of somebody from outside: what gives them, what ends them, and what never comes with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.session.commands import HandOver, Join, Park
from edgewise.leaders.models.outside import OutsideAnswer
from edgewise.leaders.outside.actions import add_outside, answer, end_invitation, end_outside, look_after_dates
from edgewise.leaders.outside.queries import standing_of
from edgewise.notices.models import Notice
from edgewise.people.calendars.actions import make_feed
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.circles import SeatEnd
from edgewise.programmes.signals import seats_changed
from edgewise.rooms.live import seat_check, ticket
from edgewise.rooms.log import log
from edgewise.rooms.messages import remind
from edgewise.rooms.models.sessions import Guest, Session
from edgewise.rooms.planning.actions import cancel_session, move_session, restore_session
from edgewise.rooms.sessions.actions.room import obey, open_room
from tests import make
from tests.leaders.outside.world import CANARY, NOOR, Outside, coordinator, hold, invited

pytestmark = [pytest.mark.store, pytest.mark.django_db]
SignIn = Callable[[Person], Client]


@pytest.fixture
def outside() -> Outside:
    return invited()


def facilitators(outside: Outside) -> list[str]:
    return [one.facilitator.person.name for one in Session.objects.order_by("pk") if one.facilitator]


def room(session: Session) -> str:
    return reverse("rooms:room", args=[session.code])


def record(session: Session) -> str:
    return reverse("rooms:record", args=[session.code])


def told(kind: Kind) -> list[str]:
    rows = Notice.objects.filter(kind=kind).order_by("to__person__name", "pk")
    return list(rows.values_list("to__person__name", flat=True))


def test_silence_and_a_no_look_the_same_to_everybody(outside: Outside, sign_in: SignIn) -> None:
    seats = list(outside.circle.seats.order_by("position"))
    for seat in seats[:3]:
        answer(outside.invitation, seat, agrees=True)
    pages = {
        "Grace": reverse("leaders:cohort-outside", args=[outside.circle.cohort.code]),
        "Amara": reverse("leaders:circle-outside", args=[outside.circle.code]),
        outside.person.name: reverse("leaders:outside"),
    }
    browsers = {name: sign_in(outside.person if name == outside.person.name else make.person(name)) for name in pages}

    def seen() -> list[str]:
        return [_without_tokens(browsers[name].get(page).text) for name, page in pages.items()]

    silent = seen()
    answer(outside.invitation, seats[3], agrees=False)
    assert seen() == silent
    assert (facilitators(outside), told(Kind.OUTSIDE_TO_SIGN)) == (["Bruno"] * 3, [])


def _without_tokens(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrfmiddlewaretoken" not in line)


def test_what_a_seat_says_stands_in_no_column(outside: Outside) -> None:
    for seat, agrees in zip(outside.circle.seats.order_by("position"), (True, False, True, True), strict=True):
        answer(outside.invitation, seat, agrees=agrees)
    assert [one.said for one in OutsideAnswer.objects.order_by("seat__position")] == ["y", "n", "y", "y"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM leaders_outsideanswer")
        sealed = [bytes(value) for (value,) in cursor.fetchall()]
    assert len(set(sealed)) == 4
    assert {len(one) for one in sealed} == {len(sealed[0])}


def test_everybody_asked_is_told_once_and_she_hears_when_all_agree(outside: Outside) -> None:
    assert told(Kind.OUTSIDE_ASKED) == ["Amara", "Bruno", "Chidi", "Dana"]
    assert told(Kind.OUTSIDE_INVITED) == ["Noor Haddad"]
    outside.all_say_yes()
    outside.all_say_yes()
    assert told(Kind.OUTSIDE_TO_SIGN) == ["Noor Haddad"]
    assert told(Kind.SESSION_PLANNED) == []
    outside.signs()
    assert told(Kind.SESSION_PLANNED) == ["Noor Haddad"] * 2
    assert facilitators(outside) == ["Noor Haddad", "Noor Haddad", "Bruno"]
    letters = Notice.objects.filter(kind=Kind.SESSION_PLANNED)
    assert {one.link for one in letters} == {reverse("leaders:outside")}
    assert not any("Harbour" in one.calendar for one in letters)


def test_she_signs_nothing_before_everybody_agrees(outside: Outside, sign_in: SignIn) -> None:
    page, her = reverse("leaders:outside-agreement", args=[outside.invitation.code]), sign_in(outside.person)
    assert her.post(page, {"version": "1"}).status_code == 404
    assert "Harbour" not in her.get(reverse("leaders:outside")).text
    outside.all_say_yes()
    assert her.post(page, {"version": "7"}).status_code == 302
    assert not standing_of(outside.invitation).is_signed
    assert facilitators(outside) == ["Bruno"] * 3


def test_a_yes_taken_back_ends_it_at_once(outside: Outside, sign_in: SignIn) -> None:
    outside.is_planned()
    her, seat = sign_in(outside.person), outside.circle.seats.get(position=4)
    assert her.get(room(outside.sessions[0])).status_code == 200
    answer(outside.invitation, seat, agrees=False)
    assert her.get(room(outside.sessions[0])).status_code == 404
    assert told(Kind.SESSION_CANCELLED) == ["Noor Haddad"] * 2
    answer(outside.invitation, seat, agrees=True)
    assert [one.revoked_at is None for one in Guest.objects.order_by("pk")] == [False, False, True, True]
    assert her.get(room(outside.sessions[0])).status_code == 200


def test_a_newcomer_is_asked_and_until_then_nobody_comes(outside: Outside) -> None:
    outside.is_planned()
    elif_ = make.seat(outside.circle, make.membership("Elif"), timezone.now())
    seats_changed.send(sender=None, circles={outside.circle.pk}, at=timezone.now())
    assert facilitators(outside) == ["Bruno"] * 3
    assert told(Kind.OUTSIDE_ASKED)[-1] == "Elif"
    answer(outside.invitation, elif_, agrees=True)
    assert facilitators(outside) == ["Bruno"] * 3  # a new version of the agreement waits for her
    outside.signs()
    assert facilitators(outside) == ["Noor Haddad", "Noor Haddad", "Bruno"]


def test_somebody_who_leaves_takes_nobodys_yes_along(outside: Outside) -> None:
    outside.is_planned()
    end_seat(outside.circle.seats.get(position=4), SeatEnd.OPTED_OUT, timezone.now())
    assert standing_of(outside.invitation).is_agreed
    assert facilitators(outside) == ["Bruno"] * 3
    outside.signs()
    assert facilitators(outside) == ["Noor Haddad", "Noor Haddad", "Bruno"]


def test_she_reads_the_record_of_what_she_attended_and_of_nothing_else(sign_in: SignIn) -> None:
    """A session before her, one she did not come to, and one she attended; each with words in it."""
    begins = timezone.now() + timedelta(minutes=1)
    outside = invited(begins)
    before = make.session(outside.circle, begins - timedelta(days=7))
    hold(before)
    outside.is_planned()
    her, (first, second, third) = sign_in(outside.person), outside.sessions
    assert her.get(room(first)).status_code == 200
    hold(first)
    hold(second, without_guests=True)
    hold(third)
    assert [her.get(record(one)).status_code for one in (before, first, second, third)] == [404, 200, 404, 404]
    assert [her.get(room(one)).status_code for one in (before, third)] == [404, 404]
    assert all(sign_in(make.person("Amara")).get(record(one)).status_code == 200 for one in (before, second, third))


def test_records_close_some_weeks_after_the_last_date(outside: Outside, sign_in: SignIn) -> None:
    outside.is_planned()
    first, her = outside.sessions[0], sign_in(outside.person)
    hold(first)
    assert her.get(record(first)).status_code == 200
    assert "Record" in her.get(reverse("leaders:outside")).text
    Session.objects.filter(pk__in=[one.pk for one in outside.sessions]).update(
        starts_at=timezone.now() - timedelta(days=31)
    )
    assert her.get(record(first)).status_code == 404
    assert her.get(room(first), follow=True).status_code == 404
    page = her.get(reverse("leaders:outside")).text
    assert (outside.circle.name in page, first.code in page) == (False, False)
    assert her.get(reverse("leaders:outside-agreement", args=[outside.invitation.code])).status_code == 404


@pytest.mark.parametrize("how", ["invitation", "person"])
def test_removed_she_is_out_of_the_room_its_stream_and_its_record(outside: Outside, sign_in: SignIn, how: str) -> None:
    outside.is_planned()
    first, second = outside.sessions[:2]
    hold(second)
    her = sign_in(outside.person)
    her.get(room(first))
    guest = Guest.objects.get(session=first)
    badge = ticket.Ticket(first.code, f"g{guest.pk}", outside.person.pk, make.sign_in(outside.person), 0)
    assert seat_check.ask(badge)
    assert (end_invitation(outside.invitation) if how == "invitation" else end_outside(outside.noor)) is True
    seat_check.forget()
    assert not seat_check.ask(badge)
    assert first.code in seat_check.ended_lately()[0]
    assert [her.get(page).status_code for page in (room(first), record(second))] == [404, 404]
    assert first.code not in her.get(reverse("leaders:outside")).text


def test_nobody_else_has_her_place(outside: Outside, sign_in: SignIn) -> None:
    outside.is_planned()
    guest = Guest.objects.get(session=outside.sessions[0])
    amara = make.person("Amara")
    stolen = ticket.Ticket(guest.session.code, f"g{guest.pk}", amara.pk, make.sign_in(amara), 0)
    nobody = ticket.Ticket(guest.session.code, f"g{guest.pk}", 0, "", 0)
    assert not seat_check.ask(stolen)
    assert not seat_check.ask(nobody)
    assert sign_in(make.person("Kofi")).get(room(guest.session)).status_code == 404


def test_a_room_that_was_open_before_takes_her_in_and_may_give_her_the_chair(outside: Outside, sign_in: SignIn) -> None:
    first = outside.sessions[0]
    state = open_room(first)
    obey(first, Join(), state.control.chair)
    outside.is_planned()
    assert sign_in(outside.person).get(room(first)).status_code == 200
    guest = f"g{Guest.objects.get(session=first).pk}"
    state = log.load_state(first)
    assert (state.seats[guest].signed, state.control.chair) == (True, "s2")
    obey(first, HandOver(to=guest), "s2")
    assert log.load_state(first).control.chair == guest


def test_her_calendar_and_her_reminder_say_when_and_not_what(outside: Outside) -> None:
    outside.is_planned()
    feed = reverse("rooms:feed", args=[make_feed(outside.person)])
    words = Client().get(feed).text
    assert (words.count("BEGIN:VEVENT"), "Harbour" in words) == (2, False)
    remind(timezone.now())
    assert told(Kind.SESSION_SOON) == ["Amara", "Bruno", "Chidi", "Dana", "Noor Haddad"]
    move_session(outside.sessions[1], outside.sessions[1].starts_at + timedelta(days=1))
    assert "Noor Haddad" in told(Kind.SESSION_MOVED)
    end_outside(outside.noor)
    assert Client().get(feed).text.count("BEGIN:VEVENT") == 0


def test_a_date_that_is_brought_back_asks_for_everybodys_yes_anew(outside: Outside, sign_in: SignIn) -> None:
    outside.is_planned()
    first, seat = outside.sessions[0], outside.circle.seats.get(position=1)
    cancel_session(first)
    assert sign_in(outside.person).get(room(first)).status_code == 404
    answer(outside.invitation, seat, agrees=False)
    first.refresh_from_db()
    assert restore_session(first)
    look_after_dates(timezone.now())
    assert sign_in(outside.person).get(room(first)).status_code == 404
    answer(outside.invitation, seat, agrees=True)
    assert sign_in(outside.person).get(room(first)).status_code == 200


def test_what_a_circle_keeps_for_itself_is_not_in_what_she_signs(outside: Outside, sign_in: SignIn) -> None:
    amara = sign_in(make.person("Amara"))
    page = reverse("programmes:objectives", args=[outside.circle.code])
    assert amara.post(page, {"version": "1", "objectives": f"{CANARY} objective"}).status_code == 302
    outside.all_say_yes()
    agreement = sign_in(outside.person).get(reverse("leaders:outside-agreement", args=[outside.invitation.code])).text
    assert (CANARY in agreement, "Sensitive data" in agreement) == (False, True)
    assert "Amara" not in agreement


def test_parked_words_of_a_circle_are_in_the_record_that_she_may_not_read(outside: Outside, sign_in: SignIn) -> None:
    third = outside.sessions[2]
    outside.is_planned()
    state = open_room(third)
    obey(third, Join(), state.control.chair)
    obey(third, Park(text=f"{CANARY} parked"), state.control.chair)
    her = sign_in(outside.person)
    pages = [room(third), record(third), reverse("leaders:outside"), reverse("notices:inbox"), reverse("people:me")]
    assert not any(CANARY in her.get(page).text for page in pages)


def test_somebody_of_the_organisation_is_nobody_from_outside(sign_in: SignIn) -> None:
    make.membership("Hana", is_owner=True)
    make.membership("Amara")
    page = reverse("leaders:add-outside", args=["northwind"])
    facts = {"name": "Amara", "email": make.person("Amara").email, "kind": "coach", "time_zone": "UTC"}
    assert "somebody of your organisation" in sign_in(make.person("Hana")).post(page, facts).text


def test_who_is_hired_later_is_imported_as_everybody_is() -> None:
    noor = add_outside(make.membership("Hana", is_owner=True), NOOR)
    end_outside(noor)
    hired = Membership.objects.create(organisation=noor.membership.organisation, person=noor.membership.person)
    assert list(Membership.objects.filter(person=noor.membership.person)) == [hired]


def test_who_is_hired_and_takes_a_seat_in_the_circle_is_not_at_its_table_twice(outside: Outside) -> None:
    outside.is_planned()
    hired = Membership.objects.create(organisation=outside.noor.membership.organisation, person=outside.person)
    make.seat(outside.circle, hired)
    seats_changed.send(sender=None, circles={outside.circle.pk}, at=timezone.now())
    outside.invitation.refresh_from_db()
    assert not Guest.objects.filter(revoked_at=None).exists()
    assert (facilitators(outside), outside.invitation.ended_at is None) == (["Bruno", "Bruno", "Bruno"], False)
    assert not Notice.objects.filter(to=hired, kind=Kind.OUTSIDE_ASKED).exists()


def test_what_ends_somebodys_rights_can_be_pressed_twice(outside: Outside, sign_in: SignIn) -> None:
    slug, code = outside.circle.cohort.programme.organisation.slug, outside.circle.cohort.code
    coordinates, owns = sign_in(coordinator().person), sign_in(make.person("Hana"))
    back = f"/cohorts/{code}/outside/{outside.invitation.code}/end/"
    remove = f"/o/{slug}/outside/{outside.noor.pk}/end/"
    led_to = [one.post(path)["Location"] for one, path in ((coordinates, back), (owns, remove)) for _ in range(2)]
    assert led_to == [f"/cohorts/{code}/outside/"] * 2 + [f"/o/{slug}/outside/"] * 2


def test_added_again_she_is_the_same_and_what_she_had_stays_ended(outside: Outside, sign_in: SignIn) -> None:
    outside.is_planned()
    end_outside(outside.noor)
    again = add_outside(coordinator(), NOOR)
    assert again == outside.noor
    assert sign_in(outside.person).get(room(outside.sessions[0])).status_code == 404
