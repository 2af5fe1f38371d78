"""Sign-in links, and the devices on which people are signed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Person, SignIn
from edgewise.people.sign_in.store import hash_of

LINK_SECONDS = 15 * 60
LINK_SALT = "people.enter"


def _sign_in_mark(person: Person) -> str:
    """Changes at every sign-in, which is what makes a link work once."""
    return person.last_login.isoformat() if person.last_login else ""


def link_for(person: Person) -> str:
    """A link that signs the person in once, within fifteen minutes."""
    token = signing.dumps([person.pk, _sign_in_mark(person)], salt=LINK_SALT)
    return f"{settings.BASE_URL}{reverse('people:enter', args=[token])}"


def person_of_link(token: str) -> Person | None:
    """The person that a link signs in; None for a link that was used or is too old."""
    try:
        pk, mark = signing.loads(token, salt=LINK_SALT, max_age=LINK_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=pk, is_active=True).first()
    return person if person is not None and _sign_in_mark(person) == mark else None


def person_with(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower()).first()


ROOM_OUTLASTS = timedelta(hours=12)  # a sign-in that has grown too old; one that was ended, it does not outlast
ENDS_HEARD_WITHIN = timedelta(seconds=30)  # in which each process looks for what has ended: clocks differ, commits take


def sign_in_of(request: HttpRequest) -> str:
    """The key of the request's own sign-in among `sign_ins_of`; "" for somebody who is not signed in."""
    key = request.session.session_key
    return hash_of(key) if key and request.user.is_authenticated else ""


def sign_ins_of(person: Person) -> QuerySet[SignIn]:
    """The devices on which the person is signed in now, the one used last first."""
    return SignIn.objects.filter(person=person, expires_at__gt=timezone.now()).order_by("-seen_at", "-began_at")


def good_sign_ins(keys: Iterable[str]) -> set[str]:
    """Those of these sign-ins that may keep an open room: nobody is put out of a session because two weeks are over."""
    good = SignIn.objects.filter(pk__in=list(keys), expires_at__gt=timezone.now() - ROOM_OUTLASTS)
    return set(good.exclude(sealed=b"").values_list("pk", flat=True))


def ended_lately(now: datetime) -> set[str]:
    """Sign-ins that ended a moment ago."""
    ended = SignIn.objects.filter(expires_at__lte=now, expires_at__gt=now - ENDS_HEARD_WITHIN)
    return set(ended.values_list("pk", flat=True))
