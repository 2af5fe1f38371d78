"""What people are called at the drawn table: short, and told apart."""

from __future__ import annotations

from functools import lru_cache

ROLE_IN_WORDS_UP_TO = 8  # people: up to here a seat has room for a role in words
LONGEST_LABEL = 14  # letters of a name at a seat
LONGEST_OF_MANY = 9  # letters of it where many sit, so that no name lies over the next seat
# Family names that stand before the given name wherever their bearers live, and are nobody's given name.
FAMILY_NAMES_FIRST = {
    "nguyễn", "nguyen", "trần", "tran", "phạm", "pham", "huỳnh", "huynh", "hoàng",
    "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý",
}  # fmt: skip


@lru_cache(maxsize=1024)
def labels(names: tuple[str, ...]) -> tuple[str, ...]:
    """First names; where two share one, the last name's initial too, or what else tells them apart."""
    first = [_called(name) for name in names]
    with_initial = [
        _with_initial(word, name) if first.count(word) > 1 else word for word, name in zip(first, names, strict=True)
    ]
    told = [
        _told(name) if with_initial.count(label) > 1 else label for name, label in zip(names, with_initial, strict=True)
    ]
    longest = LONGEST_LABEL if len(names) <= ROLE_IN_WORDS_UP_TO else LONGEST_OF_MANY
    return tuple(word if len(word) <= longest else word[: longest - 1].rstrip() + "…" for word in told)


def _called(name: str) -> str:
    """What people call somebody at the table: their given name."""
    words = _apart(name)[0].split() or ["?"]
    return words[-1] if words[0].casefold() in FAMILY_NAMES_FIRST else words[0]


def _with_initial(first: str, name: str) -> str:
    whole = _apart(name)[0]
    return f"{first} {whole.split()[-1][0]}." if " " in whole else first


def _told(name: str) -> str:
    whole, note = _apart(name)
    return f"{whole.split()[0]} {note}" if note else whole


def _apart(name: str) -> tuple[str, str]:
    """`Dana Levi (Legal)`: the name, and what tells its bearer from another one."""
    whole, _, note = name.removesuffix(")").partition(" (")
    return whole, note


@lru_cache(maxsize=1024)
def told_apart(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of which no two are alike: those that are get a number, in the order of their seats."""
    return tuple(
        f"{name} ({names[: at + 1].count(name)})" if names.count(name) > 1 else name for at, name in enumerate(names)
    )
