"""One cell to one value. Each raises Unreadable with what is wrong and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.fields.invisible import without_invisible
from edgewise.domain.roster.model import Unreadable

ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@[^\s@<>(),;:\\\"\[\]]+\.[^\s@<>(),;:\\\"\[\].]{2,}")
LINK = re.compile(r"(mailto|smtp|sip):\s*")  # a link, or how Active Directory exports it
LONGEST_ADDRESS = 254
MOST_CIRCLES = 10


def parse_email(text: str) -> str:
    """`Amara <AMARA@Example.org>` -> `amara@example.org`."""
    inner = re.fullmatch(r"[^<>]*<([^<>]+)>", text)
    address = without_invisible(inner[1] if inner else text).lower()
    if link := LINK.match(address):
        address = address[link.end() :].partition("?")[0].strip()
    if "#ext#@" in address:
        what = phrase("“{text}” is the name of a guest account, not an e-mail address", text=text[:60])
        raise Unreadable(what, phrase("Write the address that the guest reads"))
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address) or ".." in address:
        raise Unreadable(
            phrase("“{text}” is not an e-mail address", text=text[:60]),
            phrase("Write it like {example}", example="amara@example.org"),
        )
    return address


def parse_list(text: str) -> tuple[str, ...]:
    """Lists are separated by `;` or line breaks, or by commas when there is neither."""
    separator = r"[;\n|]" if re.search(r"[;\n|]", text) else r","
    words = (" ".join(word.split()) for word in re.split(separator, text))
    return tuple(dict.fromkeys(word for word in words if word))


def topics(words: Iterable[str]) -> frozenset[str]:
    """Goals, strengths and attributes are the same when they differ in capitals and spaces alone."""
    return frozenset(" ".join(word.lower().split()) for word in words)


def parse_load_cap(text: str) -> int:
    whole = re.fullmatch(r"(\d{1,4})(?:\.0+)?", text.strip())
    if whole is None or int(whole[1]) > MOST_CIRCLES:
        what = phrase("“{text}” is not a number of circles", text=text[:40])
        raise Unreadable(what, phrase("Write a number from 0 to {most}", most=MOST_CIRCLES))
    return int(whole[1])
