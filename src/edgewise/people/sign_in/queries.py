"""Sign-in links."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from edgewise.people.models import Person

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
