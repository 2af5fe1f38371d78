"""A new state from an old one: msgspec structs beside frozen slotted dataclasses (docs/adr/0003)."""

from __future__ import annotations

import dataclasses
import json
from functools import partial

import msgspec

from benchmarks.timing import best, table

FIELDS = [(f"field{number}", int) for number in range(30)]
Struct = msgspec.defstruct("Struct", FIELDS, frozen=True)
Data = dataclasses.make_dataclass("Data", FIELDS, frozen=True, slots=True)


def main() -> None:
    struct, data = Struct(*range(30)), Data(*range(30))
    line = msgspec.json.encode(struct)
    decode = msgspec.json.Decoder(Struct).decode
    print("two of 30 fields replaced")
    table(
        "µs",
        1e6,
        msgspec=best(partial(msgspec.structs.replace, struct, field3=1, field7=2)),
        dataclass=best(partial(dataclasses.replace, data, field3=1, field7=2)),
    )
    print("\nread from JSON; the struct's types are checked, the dataclass's are not")
    table("µs", 1e6, msgspec=best(partial(decode, line)), dataclass=best(lambda: Data(**json.loads(line))))
