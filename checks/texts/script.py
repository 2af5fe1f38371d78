"""JavaScript: strings that people read. It marks none: its texts come from the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checks.texts import HOLE, TWO, WORD, Unmarked, has_words, is_title, reads_as_text
from checks.texts.script_tokens import Token, Tokens

# What is given to these is said or put on the page.
SAYING = {"say", "status", "announce", "alert", "confirm", "prompt", "createTextNode"}
SHOWN = {"textContent", "innerText", "innerHTML", "title", "placeholder", "ariaLabel", "alt", "label"}
VOICED = {"aria-label", "title", "placeholder", "alt"}  # given to setAttribute
# What is given to these is for the browser.
UNREAD = {
    *(
        "querySelector",
        "querySelectorAll",
        "closest",
        "matches",
        "all",
        "part",
        "getElementById",
        "matchMedia",
        "fetch",
    ),
    *(
        "setItem",
        "getItem",
        "removeItem",
        "setAttribute",
        "getAttribute",
        "addEventListener",
        "add",
        "remove",
        "toggle",
    ),
    *("split", "join", "className", "id", "headers", "Error", "log", "warn", "debug"),
}
STORED = re.compile(r"edgewise ")  # the name of something that the browser keeps
SELECTOR = re.compile(r"[\[\]#=<>{}]|(?:^|\s)[.:]\w")


class Place(NamedTuple):
    """What a string is given to: the function, the property, and the string before it in the same call."""

    call: str = ""
    property: str = ""
    before: str = ""


def unmarked(source: str) -> Iterator[Unmarked]:
    places, last = [Place()], Token(0, "sign", "")
    for token in Tokens(source).all():
        here = places[-1]
        if token.kind == "string":
            if _is_read(token.text, here):
                yield Unmarked(token.line, token.text)
            places[-1] = here._replace(before=token.text)
        elif token.text == "(":
            places.append(Place(last.text if last.kind == "name" else here.call, here.property))
        elif token.text in {"[", "{"}:
            places.append(here)
        elif token.text in {")", "]", "}"} and len(places) > 1:
            places.pop()
        elif token.text in {"=", ":"} and last.kind == "name":
            places[-1] = here._replace(property=last.text)
        elif token.text in {";", ","}:
            places[-1] = here._replace(property="")
        last = token


def _is_read(text: str, place: Place) -> bool:
    if place.call == "setAttribute" and place.before in VOICED:
        return has_words(text)
    if {place.call, place.property} & UNREAD or SELECTOR.search(text) or STORED.match(text):
        return False
    if place.call in SAYING or place.property in SHOWN:
        return bool(TWO.search(text)) or is_title(text)
    return reads_as_text(text) or (HOLE in text and any(WORD.search(part) and " " in part for part in text.split(HOLE)))
