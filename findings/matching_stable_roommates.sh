#!/usr/bin/env bash
# matching 1.4.3 (Gale-Shapley and relatives): stable roommates, the model for pairing the people of one list.
#
# Expected: where no stable pairing exists, an error, or the pairs that can be kept with a word about the rest.
# Seen: of four people whose wishes go round in a ring all four come back without a partner, with a warning and no error,
# though four others beside them in the same game are paired; three whose wishes go round give a pair and one left over.
# `solve` says nothing else: `check_validity`, which names who is unmatched, raises in both cases and is not called.
# Who pairs people with it has to count the Nones.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "matching==1.4.3"
"$folder/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

from matching.exceptions import MatchingError
from matching.games import StableRoommates

assert version("matching") == "1.4.3"
RING = {"Ann": ["Ben", "Cem", "Dov"], "Ben": ["Cem", "Ann", "Dov"], "Cem": ["Ann", "Ben", "Dov"], "Dov": ["Ann", "Ben", "Cem"]}
CALM = {"Eve": ["Fay", "Gil", "Hal"], "Fay": ["Eve", "Gil", "Hal"], "Gil": ["Hal", "Eve", "Fay"], "Hal": ["Gil", "Eve", "Fay"]}


def paired(wishes):
    game = StableRoommates.create_from_dictionary(wishes)
    found = {str(one): str(other) for one, other in game.solve().items()}
    try:
        game.check_validity()
    except MatchingError as error:
        return found, error.args or str(error)
    return found, ""


both = {one: [*wishes, *CALM] for one, wishes in RING.items()} | {one: [*wishes, *RING] for one, wishes in CALM.items()}
four, _ = paired(both)
print("a ring of four beside four others:", four)
assert {four[one] for one in RING} == {"None"} and four["Eve"] == "Fay" and four["Gil"] == "Hal"
three, said = paired({"Ann": ["Ben", "Cem"], "Ben": ["Ann", "Cem"], "Cem": ["Ann", "Ben"]})
print("three:", three, said)
assert three == {"Ann": "Ben", "Ben": "Ann", "Cem": "None"} and said
PY
