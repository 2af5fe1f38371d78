"""A sign-in link is spent; a device is noted, and signed out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from edgewise.people.models import Person, SignIn
from edgewise.people.sign_in.queries import person_of_link, sign_ins_of
from edgewise.people.sign_in.store import BEGAN, DEVICE

ENDED_KEPT_FOR = timedelta(hours=24)  # a sign-in that is over, until its row goes too; longer than a room outlasts it
# What a browser says of itself names its ancestors too, so the first that fits is it.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def spend_link(token: str) -> Person | None:
    """The person that the link signs in; None if it was used, or they signed in since. Of two at once one wins."""
    person = person_of_link(token)
    if person is None:
        return None
    now = timezone.now()
    unspent = Person.objects.filter(pk=person.pk, last_login=person.last_login)
    if unspent.update(last_login=now) != 1:
        return None
    person.last_login = now
    return person


def note_device(request: HttpRequest, **_: object) -> None:
    """At sign-in: which device, and when, so that its holder knows it again in the list."""
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
    request.session[BEGAN] = int(timezone.now().timestamp())


def device_of(user_agent: str) -> str:
    """Such as "Firefox, Windows"; "" for what is no browser that is known here."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system)))


def sign_out_device(person: Person, key: str) -> bool:
    """End one sign-in of the person, if it has not ended; False if there never was one."""
    sign_ins_of(person).filter(pk=key).update(expires_at=timezone.now(), sealed=b"")
    return person.sign_ins.filter(pk=key).exists()


def sign_out_everywhere(person: Person) -> None:
    """Also where only a room outlasted the sign-in."""
    person.sign_ins.exclude(sealed=b"").update(expires_at=timezone.now(), sealed=b"")


def forget_ended_sign_ins(now: datetime) -> None:
    SignIn.objects.filter(expires_at__lt=now - ENDED_KEPT_FOR).delete()
