from __future__ import annotations

import pytest

from tests.domain.roster.names.cldr import TABLES, tables, written


@pytest.mark.slow
def test_the_tables_of_names_are_what_babel_has() -> None:
    """If Babel brings other names: `python -m tests.domain.roster.names.cldr` writes them anew."""
    stale = [file for file, names in tables().items() if (TABLES / file).read_text("utf-8") != written(names)]
    assert stale == []
