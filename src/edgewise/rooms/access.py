"""Fetching a session for people who may see it: 404 to everybody who never sat there, whatever their role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.people.access import AlreadyDone, current_memberships
from edgewise.people.calendars.queries import hashed
from edgewise.people.models import Person
from edgewise.people.queries import not_left
from edgewise.programmes.access import seat_of
from edgewise.programmes.circles.queries import held_seat_at, open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.guests.queries import is_browser_of
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Event, Guest, Session, SessionStatus
from edgewise.rooms.pair_hours.queries import due_pair_hours


def session_for_member(person: Person, code: str) -> tuple[Session, Seat]:
    """A session that expects the person, and the seat where they sit now. If the room is open, they sat down before."""
    opened_at = Event.objects.filter(session=OuterRef("pk"), version=1).values("at")
    found = _sessions().annotate(opened_at=Subquery(opened_at)).filter(code=code).first()
    if found is None:
        raise Http404
    seat = found.circle.seats.filter(membership__in=current_memberships(person), ended_at=None).first()
    if (
        seat is None
        or not found.expects(seat)
        or (found.opened_at and found.opened_at < int(seat.since.timestamp() * 1000))
    ):
        raise Http404
    if found.status == SessionStatus.CANCELLED:
        raise _already(found)
    return found, seat


def waiting_session(person: Person, circle_code: str, code: str) -> tuple[Session, Seat]:
    """A session that has not begun and expects the person, by their seat in the circle; else AlreadyDone."""
    found, seat = expected_session(person, circle_code, code)
    if found.status != SessionStatus.PLANNED:
        raise _already(found)
    return found, seat


def expected_session(person: Person, circle_code: str, code: str) -> tuple[Session, Seat]:
    """A session that expects the person, by their seat in the circle, whatever became of it."""
    seat = seat_of(person, circle_code)
    found = Session.every.filter(circle=seat.circle, code=code).first()
    if found is None or not found.expects(seat):
        raise Http404
    found.circle = seat.circle
    return found, seat


def due_for_member(person: Person, circle_code: str, coach: int, client: int) -> tuple[tuple[Seat, Seat], Seat]:
    """Coach and client, by their places, of a pair hour of the person that is due, and their seat; else AlreadyDone."""
    seat = seat_of(person, circle_code)
    places = {one.position: one for one in open_seats(seat.circle)}
    if seat.position not in (coach, client) or not {coach, client} <= places.keys():
        raise Http404
    two = places[coach], places[client]
    if two not in due_pair_hours(seat):
        words = _("This coaching hour is planned already, or it is not your turn.")
        raise AlreadyDone(words, reverse("rooms:circle", args=[circle_code]))
    return two, seat


def meeting_for_member(person: Person, code: str) -> tuple[Session, Seat]:
    """The same as `session_for_member`, of the whole circle: a pair hour takes no guests."""
    session, seat = session_for_member(person, code)
    if session.is_pair_hour:
        raise Http404
    return session, seat


def _already(session: Session) -> AlreadyDone:
    words = {
        SessionStatus.CANCELLED: _("This session is cancelled."),
        SessionStatus.LIVE: _("This session has begun already."),
    }.get(SessionStatus(session.status), _("This session is over already."))
    return AlreadyDone(words, reverse("rooms:circle", args=[session.circle.code]))


def record_for(person: Person, code: str) -> tuple[Session, Seat]:
    """A session that was held, for people who had a seat in the circle at that time; also after they left."""
    found = _opened().filter(code=code).annotate(opened_at=F("events__at")).first()
    if found is None:
        raise Http404
    seat = _seat_then(found.opened_at, found.circle.seats.filter(membership__person=person))
    if seat is None or not found.expects(seat) or f"s{seat.position}" not in log.load_state(found).seats:
        raise Http404
    return found, seat


def mirror_for(person: Person, code: str) -> tuple[Circle, list[tuple[Session, Seat]]]:
    """A circle, and its meetings whose record the person may read: the latest first, each with their seat then.

    404 to whoever never sat there; and to who left and has none.
    """
    seats = list(Seat.objects.filter(circle__code=code, membership__person=person).select_related("circle"))
    if not seats:
        raise Http404
    closed = _opened().filter(circle=seats[0].circle_id, coach=None, status=SessionStatus.CLOSED)
    held = closed.annotate(opened_at=F("events__at")).defer("format_json").order_by("-starts_at", "-pk")
    found: list[tuple[Session, Seat]] = [(one, seat) for one in held if (seat := _seat_then(one.opened_at, seats))]
    if not found and all(seat.ended_at for seat in seats):
        raise Http404
    return seats[0].circle, found


def _seat_then(opened_at: int, seats: Iterable[Seat]) -> Seat | None:
    """The one of somebody's seats that they held when a room was opened, in milliseconds since the epoch."""
    at = datetime.fromtimestamp(opened_at / 1000, UTC)
    return next((one for one in seats if one.since <= at and (one.ended_at is None or one.ended_at > at)), None)


def guest_for(secret: str) -> Guest:
    """The guest of a link, while the link is good."""
    guests = Guest.objects.select_related("session__circle__cohort__programme")
    found = guests.filter(token=hashed(secret), revoked_at=None).exclude(session__status=SessionStatus.CANCELLED)
    guest = found.first()
    if guest is None:
        raise Http404
    return guest


def guest_in_browser(secret: str, browser: str) -> Guest:
    """The guest of a link who came in by this browser."""
    guest = guest_for(secret)
    if not is_browser_of(guest, browser):
        raise Http404
    return guest


def outside_guest(person: Person, code: str) -> Guest:
    """The seat of a person from outside at a session to which they were invited, while they have a right to it."""
    seats = Guest.objects.select_related("session__circle__cohort__programme", "outside__person")
    good = seats.filter(not_left("outside"), outside__person=person, revoked_at=None, session__circle__purged_at=None)
    found = good.filter(session__code=code).exclude(session__status=SessionStatus.CANCELLED).first()
    if found is None:
        raise Http404
    return found


def is_at_the_table(person: Person | AnonymousUser, session: Session) -> bool:
    """Did the person sit in the circle when the room was opened, or do they now, before that? Then they are no guest.

    Also somebody who was taken out since: a guest's link is no way back in.
    """
    opened = Event.objects.filter(session=session, version=1).values_list("at", flat=True).first()
    moment = timezone.now() if opened is None else datetime.fromtimestamp(opened / 1000, UTC)
    return isinstance(person, Person) and held_seat_at(session.circle, person, moment)


def own_guest(person: Person, code: str, pk: int) -> Guest:
    """A guest of a session of one's own circle, to take the link back."""
    session, _seat = meeting_for_member(person, code)
    guest = session.guests.filter(pk=pk, outside=None).first()
    if guest is None:
        raise Http404
    if guest.revoked_at is not None:
        raise AlreadyDone(_("This link has ended already."), reverse("rooms:guests", args=[code]))
    return guest


def _opened() -> QuerySet[Session]:
    """Each beside the event that opened its room."""
    return _sessions().filter(events__version=1)


def _sessions() -> QuerySet[Session]:
    return Session.every.select_related("circle__cohort__programme")
