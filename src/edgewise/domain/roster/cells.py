"""Cells of a spreadsheet that Edgewise writes."""

from __future__ import annotations


def harmless(cell: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it (OWASP, CSV injection)."""
    begins = cell.lstrip()[:1]
    return f"'{cell}" if begins and (begins in "=+-@|%" or cell[0] in "\t\r\n") else cell
