"""The room while it is live: a page that brings its ticket along. Afterwards its record and its replay."""

from __future__ import annotations

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from edgewise.domain.coaching.questions.judge import judge
from edgewise.domain.session.evolving.evolve import replay as replay_of
from edgewise.growth.feedback.queries import taps_after
from edgewise.people.access import signed_in
from edgewise.people.sign_in.queries import sign_in_of
from edgewise.programmes.agreements.queries import is_review_due, must_sign
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.access import outside_guest, record_for, session_for_member
from edgewise.rooms.attendance.queries import came_to
from edgewise.rooms.demonstration.actions import take_as_person
from edgewise.rooms.guests.actions import admit_from_outside
from edgewise.rooms.guests.queries import readable_until
from edgewise.rooms.introductions.queries import still_to_see
from edgewise.rooms.live import ticket
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Guest, Session
from edgewise.rooms.notes.queries import private_note
from edgewise.rooms.planning.queries import facilitates_after
from edgewise.rooms.sessions import page
from edgewise.rooms.sessions.actions.room import open_room
from edgewise.rooms.sessions.forms import VersionForm
from edgewise.rooms.sessions.queries import left_during, read_by, seat_id, seat_of_guest
from edgewise.vault.actions import note_opening

LONGEST_CONTRIBUTION = 4000  # letters of a contribution


@require_safe
@never_cache
def room(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    try:
        session, seat = session_for_member(person, code)
    except Http404:
        return room_from_outside(request, outside_guest(person, code))
    if not page.is_open(session, timezone.now()):
        return early(request, session)
    if is_to_sign(session, seat):
        return to_agreement(session)
    if session.demo:
        take_as_person(session, seat_id(seat))
    more = {
        "is_review": is_review_due(seat) and not session.is_pair_hour,
        "noted": private_note(session, seat),
        "introduce": still_to_see(person),
        "looks": page.looks(session, person),
    }
    return room_page(request, "rooms/sessions/room.html", session, seat_id(seat), person.pk, **more)


def room_from_outside(request: HttpRequest, guest: Guest) -> HttpResponse:
    """For a person from outside, who has signed before: the room, and afterwards its record."""
    session, me = guest.session, seat_of_guest(guest)
    if not page.is_open(session, timezone.now()):
        return early(request, session)
    state = open_room(session)
    if page.is_over(state):
        return redirect("rooms:record", session.code)
    if me not in state.seats:
        admit_from_outside(guest)
    person = signed_in(request)
    return room_page(request, "rooms/sessions/room.html", session, me, person.pk, introduce=still_to_see(person))


@require_POST
@never_cache
def advise(request: HttpRequest, code: str) -> HttpResponse:
    """The question coach's advice on words that are not sent yet: for the writer alone, and kept nowhere."""
    session_for_member(signed_in(request), code)
    advice = judge(request.POST.get("text", "")[:LONGEST_CONTRIBUTION])
    return JsonResponse({**asdict(advice), "because": str(advice.because)})


@require_safe
@never_cache
def table(request: HttpRequest, code: str) -> HttpResponse:
    """For a screen on the wall: what everyone sees, and nothing to press."""
    person = signed_in(request)
    session, seat = session_for_member(person, code)
    if not page.is_open(session, timezone.now()):
        return early(request, session)
    if is_to_sign(session, seat):
        return to_agreement(session)
    return room_page(request, "rooms/sessions/table.html", session, "", person.pk)


def is_to_sign(session: Session, seat: Seat) -> bool:
    """A demonstration has bots at its table, who sign nothing."""
    return not session.demo and must_sign(seat, page.opened_at(session))


def to_agreement(session: Session) -> HttpResponse:
    return redirect(f"{reverse('programmes:agreement', args=[session.circle.code])}?room={session.code}")


def early(request: HttpRequest, session: Session) -> HttpResponse:
    context = {"session": session, "circle": session.circle, "opens_at": page.opens_at(session)}
    return render(request, "rooms/sessions/early.html", context)


def room_page(
    request: HttpRequest, template: str, session: Session, seat: str, person: int, **more: object
) -> HttpResponse:
    """`more` is for the template: `is_review`; `rename`, where a guest corrects their name."""
    signed = ticket.issue(session.code, seat, person, sign_in_of(request) if person else "")
    context = {
        **more,
        "session": session,
        "circle": session.circle,
        "member": bool(person) and not seat.startswith("g"),
        "next_facilitator": "" if session.is_pair_hour else facilitates_after(session),
        "was_facilitator": session.facilitator is not None and session.facilitator.person_id == person,
        "call": session.meeting_link or session.circle.meeting_link,
        "ticket": signed,
        **page.room_context(session, open_room(session), seat),
        "photographs": page.photographs_at(session, signed_in(request)) if person else (),
    }
    response = render(request, template, context)
    ticket.put_cookie(response, signed, session.code, seat)
    return response


@require_safe
@never_cache
def record(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    try:
        session, seat = record_for(person, code)
    except Http404:
        return record_from_outside(request, outside_guest(person, code))
    if not page.is_over(log.load_state(session)):
        return redirect("rooms:room", code)
    note_opening(session.scope, person, _("Record of the session of %(day)s") % _day_of(session))
    state, me = replay_of(read_by(session, seat)), seat_id(seat)
    context = {"session": session, "circle": session.circle, "record": page.safe_record(state, me), "me": me}
    context |= {"until": left_during(session, seat), "came": came_to(session)}
    taps = taps_after(person, session.code, timezone.now())
    context |= {"noted": private_note(session, seat), "member": True, "taps": taps}
    return render(request, "rooms/sessions/record.html", context)


def record_from_outside(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Of a session that they attended, for some weeks after the last of their dates in the circle."""
    session, me = guest.session, seat_of_guest(guest)
    state = log.load_state(session)
    if me not in state.seats or not state.seats[me].came_at or readable_until(guest) < timezone.now():
        raise Http404
    if not page.is_over(state):
        return redirect("rooms:room", session.code)
    person = signed_in(request)
    note_opening(session.scope, person, _("Record of the session of %(day)s") % _day_of(session))
    context = {"session": session, "circle": session.circle, "record": page.safe_record(state, me), "me": me}
    return render(request, "rooms/sessions/record.html", context)


@require_safe
@never_cache
def replay(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    session, seat = record_for(person, code)
    if not page.is_over(log.load_state(session)):
        return redirect("rooms:room", code)
    asked = VersionForm(request.GET)
    if not asked.is_valid():
        note_opening(session.scope, person, _("Replay of the session of %(day)s") % _day_of(session))
    me, version = seat_id(seat), asked.cleaned_data["version"] if asked.is_valid() else 1
    moment = page.moment(read_by(session, seat), me, version)
    photographs = page.photographs_at(session, person)
    context = {"session": session, "circle": session.circle, "moment": moment, "regions": moment.regions}
    return render(request, "rooms/sessions/replay.html", {**context, "me": me, "photographs": photographs})


def _day_of(session: Session) -> dict[str, str]:
    return {"day": date_format(session.starts_at, "j F Y")}
