"""A sign-in link is spent."""

from __future__ import annotations

from django.utils import timezone

from edgewise.people.models import Person
from edgewise.people.sign_in.queries import person_of_link


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
