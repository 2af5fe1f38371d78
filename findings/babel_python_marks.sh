#!/usr/bin/env bash
# Babel 2.19.0, reading marks of translation out of Python source.
#
# Expected: each literal text inside a mark is a message; a mark inside the arguments of another call is found.
# Seen: the two texts of a conditional expression inside one mark come out as ONE message, joined without a space; and a
# mark that stands inside a call among the arguments of another mark is left out without a word.
# It is why Edgewise reads its Python with the standard library's `ast` (checks/texts/python_marks.py).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "babel==2.19.0"
"$folder/venv/bin/python" - <<'PY'
from io import BytesIO

import babel
from babel.messages.extract import extract


def messages(source: str) -> list[object]:
    return [message for _, message, _, _ in extract("python", BytesIO(source.encode()), keywords={"_": None})]


assert babel.__version__ == "2.19.0", babel.__version__
either = messages('_("One open seat" if seats == 1 else "Several open seats")\n')
inner = messages('_("Ends %s", shown(_("on Monday")))\n')
print("a conditional in one mark:", either)
print("a mark in a call in another mark:", inner)
assert either == ["One open seatSeveral open seats"], either
assert inner == ["Ends %s"], inner
PY
