"""`make messages`: write the English catalogue."""

from __future__ import annotations

from checks.texts.catalogue import CATALOGUE, written
from checks.tree import ROOT

if __name__ == "__main__":
    file = ROOT / CATALOGUE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(written(ROOT))
    print(f"{CATALOGUE}: {file.read_text().count('msgid ') - 1} messages")
