"""How sheets are sealed: as one box, padded, under a key of its own."""

from __future__ import annotations

from msgspec import msgpack

from edgewise.domain.surveys.model import MOST_ITEMS, QUESTIONS
from edgewise.domain.three_sixty.model import LONGEST_COMMENT, MOST_RATERS
from edgewise.leaders.models.three_sixty import ThreeSixty
from edgewise.leaders.three_sixty.queries import BOX_CONTEXT, Box
from edgewise.vault.actions import open_cipher

BYTES_A_LETTER = 4  # at most, in UTF-8
KEY_BYTES = 64  # of an item's or a question's key and what frames it
SHEET_BYTES = MOST_ITEMS * KEY_BYTES + QUESTIONS * (KEY_BYTES + BYTES_A_LETTER * LONGEST_COMMENT) + KEY_BYTES
SHEETS_OF_A_BOX = MOST_RATERS + 2  # the leader's and the manager's too
BOX_BYTES = 4 + KEY_BYTES + SHEETS_OF_A_BOX * SHEET_BYTES


def sealed_box(row: ThreeSixty, box: Box) -> bytes:
    """As long for one sheet as for all. In the order of names that mean nothing, so never in that of the answers."""
    laid_out = Box(box.salt, box.own, dict(sorted(box.raters.items())), box.manager)
    data = msgpack.encode(laid_out)
    padded = (len(data).to_bytes(4) + data).ljust(BOX_BYTES, b"\0")
    assert len(padded) == BOX_BYTES, "a sheet is larger than there is room for"
    return open_cipher(row.answers_scope).encrypt(padded, BOX_CONTEXT)
