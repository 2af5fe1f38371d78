"""What one page opens of several circles, and the day it is where somebody is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import cipher_for, opened
from edgewise.programmes.models.circles import Circle
from edgewise.vault.cipher import Cipher


class Ciphers:
    """Those of the circles of one page, each opened once; None once a circle's key is destroyed."""

    def __init__(self) -> None:
        self._found: dict[str, Cipher | None] = {}

    def of(self, circle: Circle, scope: str = "") -> Cipher | None:
        """`scope` names a key of its own, of something in the circle."""
        name = scope or circle.scope
        if name not in self._found:
            self._found[name] = cipher_for(circle, name)
        return self._found[name]

    def open(self, circle: Circle, token: bytes | memoryview | None, context: bytes, scope: str = "") -> str | None:
        """None where there is nothing, and once the circle's key is destroyed."""
        return opened(self.of(circle, scope), token, context) if token else None


def sits_in(circle: Circle, who: Membership) -> bool:
    return circle.seats.filter(membership=who, ended_at=None).exists()


def today_of(member: Membership, at: datetime | None = None) -> date:
    """The day it is at that moment, or now, where the member is."""
    return timezone.localdate(at, ZoneInfo(member.time_zone))
