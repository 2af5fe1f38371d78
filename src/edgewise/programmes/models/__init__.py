"""The tables. Django finds them here; everything else imports them from the file that has them."""

from __future__ import annotations

__all__ = ["agreements", "cases", "circles", "designs", "enrolments", "lotteries", "pair_requests", "rounds", "runs"]
