"""How a person is told from others where a name has no room: initials, and one of ten colours."""

from __future__ import annotations

from functools import lru_cache

HUES = 10  # colours in web/static/web/tokens.css: --kind-0 to --kind-9


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """First letters of the first and the last word. A note in brackets is no part of a name: `Dana Levi (Legal)`."""
    words = name.partition(" (")[0].split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def hue(number: int) -> int:
    """The same colour for the same person on every page; neighbours in a list of people differ."""
    return number % HUES
