"""ARCHITECTURE.md says who hears what; the connected receivers are asked."""

from __future__ import annotations

import re
from pathlib import Path

from django.dispatch import Signal

from edgewise.notices.signals import due
from edgewise.people.signals import facts_changed
from edgewise.programmes.signals import purging, rearranged, seats_changed

SIGNALS = {
    "notices.signals.due": due,
    "people.signals.facts_changed": facts_changed,
    "programmes.signals.seats_changed": seats_changed,
    "programmes.signals.rearranged": rearranged,
    "programmes.signals.purging": purging,
}
ROW = re.compile(r"^\| `(?P<signal>[a-z_.]+\.signals\.[a-z_]+)` \|.*\| (?P<receivers>`[^|]*`) \|$", re.MULTILINE)


def test_the_table_names_every_signal_and_everybody_who_hears_it() -> None:
    page = (Path(__file__).parents[2] / "ARCHITECTURE.md").read_text(encoding="utf-8")
    told = {row["signal"]: sorted(re.findall(r"`([^`]+)`", row["receivers"])) for row in ROW.finditer(page)}
    assert told == {name: heard_by(signal) for name, signal in SIGNALS.items()}


def heard_by(signal: Signal) -> list[str]:
    receivers, _ = signal._live_receivers(sender=None)
    return sorted(f"{one.__module__.removeprefix('edgewise.')}.{one.__qualname__}" for one in receivers)
