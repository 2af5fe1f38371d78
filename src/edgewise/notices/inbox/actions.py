"""A message that was read."""

from __future__ import annotations

from django.utils import timezone

from edgewise.notices.models import Notice
from edgewise.people.models import Person


def mark_read(person: Person) -> int:
    """All of the person's messages have been seen; how many were new."""
    return Notice.objects.filter(to__person=person, read_at=None).update(read_at=timezone.now())


def mark_one_read(notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
