"""The tables. Django finds them here; everything else imports them from the file that has them."""

from __future__ import annotations

from edgewise.leaders.models import outside

__all__ = ["outside"]
