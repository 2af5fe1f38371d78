"""Which introductions somebody still has before them."""

from __future__ import annotations

from edgewise.people.models import Person
from edgewise.rooms.models.notes import IntroducedTo, Introduction


def still_to_see(person: Person) -> set[str]:
    seen = Introduction.objects.filter(person=person).values_list("to", flat=True)
    return {one.value for one in IntroducedTo} - set(seen)
