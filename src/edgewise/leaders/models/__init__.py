"""The tables. Django finds them here; everything else imports them from the file that has them."""

from __future__ import annotations

from edgewise.leaders.models import outside, three_sixty

__all__ = ["outside", "three_sixty"]
