"""Who reports to whom: found by address, employee number or name; loops named, never fatal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.model import Facts, Finding, Reading

COLUMN = phrase("Manager")


class Directory:
    """Everybody who will be in the organisation, to look a manager up in."""

    def __init__(self, people: Iterable[Facts]) -> None:
        everyone = list(people)
        self.emails = {str(facts.get("email")) for facts in everyone}
        self._numbers = {
            str(facts["employee_id"]): str(facts["email"]) for facts in everyone if facts.get("employee_id")
        }
        names = Counter(_plain(facts.get("name")) for facts in everyone)
        self._names = {
            _plain(facts.get("name")): str(facts["email"])
            for facts in everyone
            if names[_plain(facts.get("name"))] == 1
        }

    def email_of(self, written: str) -> str | None:
        """The address of the manager written as an address, an employee number or a name that only one bears."""
        text = written.strip()
        if text.lower() in self.emails:
            return text.lower()
        swapped = " ".join(part.strip() for part in reversed(text.split(",")))
        return self._numbers.get(text) or self._names.get(_plain(text)) or self._names.get(_plain(swapped))


def _plain(name: object) -> str:
    return " ".join(str(name or "").casefold().split())


def settle_managers(readings: Iterable[Reading], directory: Directory, left_out: Mapping[str, int]) -> None:
    """Replace what the file says of each manager by an address, or say why there is none.

    `left_out` is the row of each address of the file that has an error and is not imported.
    """
    for reading in readings:
        written = reading.facts.get("manager")
        if not isinstance(written, str):
            continue
        found = directory.email_of(written)
        if found is not None and found != reading.email:
            reading.facts["manager"] = found
            continue
        del reading.facts["manager"]
        reading.findings.append(_no_manager(written, found is not None, left_out.get(written.lower())))


def _no_manager(written: str, is_self: bool, row: int | None) -> Finding:
    if row is not None:
        what = phrase(
            "“{manager}” is in row {row}, which has an error; the manager stays as it was",
            manager=written[:80], row=row,
        )  # fmt: skip
        return Finding(COLUMN, what, phrase("Correct row {row}, then import again", row=row), is_error=False)
    if is_self:
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
