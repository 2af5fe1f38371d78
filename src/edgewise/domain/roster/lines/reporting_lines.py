"""Who reports to whom: loops named, never fatal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edgewise.domain.phrases import listed, phrase
from edgewise.domain.roster.lines.directory import Directory
from edgewise.domain.roster.model import Finding, Reading

COLUMN = phrase("Manager")
MOST_NAMED = 5  # people who can be meant


def settle_managers(readings: Iterable[Reading], directory: Directory, left_out: LeftOut) -> None:
    """Replace what the file says of each manager by an address, or say why there is none."""
    for reading in readings:
        written = reading.facts.get("manager")
        if not isinstance(written, str):
            continue
        found = directory.those_of(written)
        if len(found) == 1 and reading.email not in found:
            (reading.facts["manager"],) = found
            continue
        del reading.facts["manager"]
        reading.findings.append(_no_manager(written, found, left_out))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who is in the file with an error, and not imported: their rows by address."""

    rows: Mapping[str, int]
    directory: Directory

    def email_of(self, written: str) -> str | None:
        found = self.directory.those_of(written)
        return next(iter(found)) if len(found) == 1 else None


def _no_manager(written: str, found: frozenset[str], left_out: LeftOut) -> Finding:
    row = left_out.rows.get(left_out.email_of(written) or "")
    if row is not None:
        what = phrase(
            "“{manager}” is in row {row}, which has an error; the manager stays as it was",
            manager=written[:80], row=row,
        )  # fmt: skip
        return Finding(COLUMN, what, phrase("Correct row {row}, then import again", row=row), is_error=False)
    if len(found) > 1:
        what = phrase(
            "“{manager}” can be {people}; the manager stays as it was",
            manager=written[:80], people=listed(sorted(found)[:MOST_NAMED]),
        )  # fmt: skip
        return Finding(COLUMN, what, phrase("Write the e-mail address"), is_error=False)
    if found:
        what = phrase("The person is their own manager; no manager is recorded")
        return Finding(COLUMN, what, is_error=False)
    what = phrase(
        "“{manager}” is nobody in this file or organisation; the manager stays as it was", manager=written[:80]
    )
    return Finding(COLUMN, what, phrase("Add the manager, then import again"), is_error=False)


def cycles(manager_of: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Every closed loop of reporting lines, each once, starting from its first address by the alphabet."""
    settled: set[str] = set()
    found = []
    for start in sorted(manager_of):
        path: dict[str, None] = {}  # in order, and quick to look into: a line may be thousands long
        at: str | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = manager_of.get(at)
        if at is not None and at in path:
            walked = list(path)
            found.append(_from_first(walked[walked.index(at) :]))
        settled.update(path)
    return found


def _from_first(loop: list[str]) -> tuple[str, ...]:
    first = loop.index(min(loop))
    return (*loop[first:], *loop[:first])


def warn_of_cycles(readings: Iterable[Reading], manager_of: Mapping[str, str]) -> None:
    by_email = {reading.email: reading for reading in readings}
    for loop in cycles(manager_of):
        what = phrase("A reporting line runs in a circle: {line}", line=" → ".join([*loop, loop[0]]))
        for email in loop:
            if email in by_email:
                finding = Finding(COLUMN, what, phrase("Correct one"), is_error=False)
                by_email[email].findings.append(finding)
