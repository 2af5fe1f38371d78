"""What one page opens of several circles, and the day it is where somebody is."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import cipher_for, opened
from edgewise.programmes.models.circles import Circle
from edgewise.vault.cipher import Cipher


class Ciphers:
    """Those of the circles of one page, each opened once; None once a circle's key is destroyed."""

    def __init__(self) -> None:
        self._found: dict[int, Cipher | None] = {}

    def of(self, circle: Circle) -> Cipher | None:
        if circle.pk not in self._found:
            self._found[circle.pk] = cipher_for(circle)
        return self._found[circle.pk]

    def open(self, circle: Circle, token: bytes | memoryview | None, context: bytes) -> str | None:
        """None where there is nothing, and once the circle's key is destroyed."""
        return opened(self.of(circle), token, context) if token else None


def today_of(member: Membership) -> date:
    return timezone.localdate(timezone=ZoneInfo(member.time_zone))
