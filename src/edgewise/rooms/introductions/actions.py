"""The only write to introductions."""

from __future__ import annotations

from edgewise.people.models import Person
from edgewise.rooms.models.notes import IntroducedTo, Introduction


def note_seen(person: Person, to: IntroducedTo) -> None:
    """Said twice, it counts once."""
    Introduction.objects.bulk_create([Introduction(person=person, to=to)], ignore_conflicts=True)
