"""Everybody who will be in the organisation, found as people and systems write a manager."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from edgewise.domain.roster.fields.invisible import without_invisible
from edgewise.domain.roster.fields.values import ADDRESS, LINK
from edgewise.domain.roster.model import Facts
from edgewise.domain.roster.names.plain import plain

# One part of a directory name (RFC 4514): `CN=Okafor\, Amara`, or `CN="Okafor, Amara"`, with spaces around it or not.
PART = re.compile(r'\s*([A-Za-z][\w.-]*)\s*=\s*("(?:[^"\\]|\\.)*"|(?:[^\\,;+"]|\\.)*)\s*(?:[,;+]|$)')
ESCAPED = re.compile(r"\\([0-9A-Fa-f]{2}(?:\\[0-9A-Fa-f]{2})*)|\\(.)")
NAMING = frozenset({"cn", "displayname", "uid", "samaccountname", "mail", "email", "emailaddress", "e"})
EXCHANGE = re.compile(r"/o=.*/cn=([^/=]+)$", re.IGNORECASE)  # how old Exchange servers write it
BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|<([^<>]*)>")
SPLIT = re.compile(r"\s+[-–—]+\s+|\s*[|/:;\n]\s*|,\s*(?=\S*\d)|(?<=\d),\s*")  # E17 - Amara Okafor; Amara Okafor, E17
NUMBERED = re.compile(r"^\S*\d\S*(?=\s)|(?<=\s)\S*\d\S*$")  # E17 Amara Okafor
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
NUMBER = re.compile(r"#?\s*0*([\w-]*?\w)(?:[.,]0+)?")
QUOTES_AND_MARKS = " -–—|/:,;'\"\u2018\u2019“”"
TITLES = frozenset(
    {
        "dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "herr", "frau", "ing", "dipl", "mag", "phd", "md", "mba",
        "msc", "bsc", "jr", "sr", "hr", "fr", "mme", "mlle", "sra", "srta", "dott",
    }
)  # fmt: skip
UMLAUT = re.compile(r"([aou])e")  # Mueller is Müller
# What a text may be, the surest first. A number counts without its zeros too, a name in any order of its words.
KINDS = ("number", "zeroless", "name", "words", "spelled", "account")
SOURCES = {"number": "employee_id", "zeroless": "employee_id", "name": "name", "words": "name", "spelled": "name"}


class Directory:
    """People by address, by other addresses, by number and by name."""

    def __init__(self, people: Iterable[Facts], aliases: Mapping[str, str] | None = None) -> None:
        """`aliases` are other addresses, each with the one under which the person is kept."""
        self._people = list(people)
        self._emails = {str(facts.get("email")): {str(facts.get("email"))} for facts in self._people}
        for alias, email in (aliases or {}).items():
            self._emails.setdefault(alias, set()).add(email)
        self._by: dict[str, dict[str, set[str]]] = {}  # of each kind that was asked for
        self._found: dict[str, frozenset[str]] = {}  # one manager is written in many rows

    def those_of(self, written: str) -> frozenset[str]:
        """The addresses of everybody who can be meant: one if it is clear, none if it is nobody here.

        It is written as an address, an employee number, a name, a directory name, or two of these together.
        """
        if written not in self._found:
            self._found[written] = frozenset(self._those_of(written))
        return self._found[written]

    def _those_of(self, written: str) -> set[str]:
        if those := self._emails.get(written.lower()):
            return those
        pieces = list(dict.fromkeys(_pieces(written)))
        emails = (self._emails.get(without_invisible(piece).lower(), set()) for piece in pieces)
        if those := set[str]().union(*emails):
            return those
        for kind in KINDS:
            found = [those for piece in pieces if (those := self._of_kind(kind).get(_as(kind, piece)))]
            if found:
                return min(found, key=len)
        return set()

    def _of_kind(self, kind: str) -> dict[str, set[str]]:
        """The addresses of everybody, by that."""
        if kind not in self._by:
            by: dict[str, set[str]] = defaultdict(set)
            for facts in self._people:
                email = str(facts.get("email"))
                if text := email.partition("@")[0] if kind == "account" else facts.get(SOURCES[kind]):
                    by[_as(kind, str(text))].add(email)
            by.pop("", None)
            self._by[kind] = dict(by)
        return self._by[kind]


def _as(kind: str, piece: str) -> str:
    """The piece as it would be looked up, if it were of that kind."""
    match kind:
        case "number":
            return piece.casefold()
        case "zeroless":
            number = NUMBER.fullmatch(piece.replace(",", "") if THOUSANDS.fullmatch(piece) else piece)
            return number[1].casefold() if number else ""
        case "name":
            return plain(piece)
        case "spelled":
            return UMLAUT.sub(r"\1", _as("words", piece))
        case "account":
            return piece.rpartition("\\")[2].casefold()
        case _:
            return " ".join(sorted(word for word in plain(piece).split() if word not in TITLES and len(word) > 1))


def _pieces(written: str) -> Iterator[str]:
    """What may be an address, a number or a name, the whole first: `Amara Okafor (E17)` is three."""
    text = written.strip()
    link = LINK.match(text.casefold())
    text = text[link.end() :] if link else text
    yield text
    if found := EXCHANGE.search(text):
        yield from (found[1], found[1].partition("-")[2])
    yield from _of_directory_name(text)
    yield from (address[0] for address in ADDRESS.finditer(text))
    yield from (inner.strip() for three in BRACKETS.findall(text) for inner in three if inner)
    outer = BRACKETS.sub(" ", text).strip(QUOTES_AND_MARKS)
    yield outer
    yield from (part.strip() for part in SPLIT.split(outer))
    yield from NUMBERED.findall(outer)
    yield NUMBERED.sub("", outer).strip()


def _of_directory_name(text: str) -> Iterator[str]:
    """The parts of `CN=Amara Okafor,OU=Staff,DC=harbour` that name a person."""
    at = 0
    while at < len(text) and (found := PART.match(text, at)):
        if found[1].casefold() in NAMING and found[2]:
            yield ESCAPED.sub(_unescaped, found[2].strip().strip('"'))
        at = found.end()


def _unescaped(found: re.Match[str]) -> str:
    return bytes.fromhex(found[1].replace("\\", "")).decode("utf-8", "replace") if found[1] else found[2]
