"""What is fixed at the launch of a wave: who can be told apart, and what can be shown at most."""

from __future__ import annotations

from msgspec import Struct


class Cell(Struct, frozen=True):
    """People of whom figures can be shown: all who are asked, or those of one value of one cut."""

    cut: str  # "" for all
    value: str
    people: int  # asked
    classes: tuple[int, ...]


class Plan(Struct, frozen=True):
    cells: tuple[Cell, ...]


def whole(people: int) -> Plan:
    return Plan((Cell("", "", people, (0,)),))
