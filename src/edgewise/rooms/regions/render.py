"""The regions of the room as HTML: each once per audience, and again only when something it reads has changed."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from msgspec.structs import replace

from edgewise.domain.session.views.view import RoomView, SeatView
from edgewise.rooms.regions.drawing import GLOBALS, Place

REGIONS = ("table", "stage", "part", "board", "chair", "agenda", "status", "said")

environment = Environment(
    loader=PackageLoader("edgewise.rooms", "jinja2"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
    extensions=["jinja2.ext.i18n"],
)


def said(message: str, **values: object) -> Markup:
    """A text of a template in the language of the installation, with its values, which are escaped here."""
    return _marked(message) % values if values else _plain(message)


def said_of(one: str, many: str, number: int, **values: object) -> Markup:
    return _counted(one, many, number) % {"num": number, **values}


@lru_cache(maxsize=1024)
def _marked(message: str) -> Markup:
    return Markup(gettext(message))  # noqa: S704  a translator writes markup as the template does


@lru_cache(maxsize=1024)
def _plain(message: str) -> Markup:
    return _marked(message) % ()  # where `%%` becomes `%`


@lru_cache(maxsize=1024)
def _counted(one: str, many: str, number: int) -> Markup:
    return Markup(ngettext(one, many, number))  # noqa: S704


environment.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension: values are given to the texts
environment.globals.update(gettext=said, ngettext=said_of, _=said)


def seat_drawn(place: Place) -> Markup:
    """One seat of the drawing. Most clicks change one of six."""
    return _seat_drawn(place._replace(seat=_as_drawn(place.seat)))


def seat_said(seat: SeatView) -> Markup:
    """The same in words."""
    return _seat_said(_as_drawn(seat))


def _as_drawn(seat: SeatView) -> SeatView:
    """Without the exact times, which a seat does not show: they would make every moment a new drawing."""
    return replace(seat, share=0.0, floor_ms=0)


@lru_cache(maxsize=4096)
def _seat_drawn(place: Place) -> Markup:
    return Markup(environment.get_template("rooms/live/seat.html").render(p=place))  # noqa: S704  escaped by the template


@lru_cache(maxsize=4096)
def _seat_said(seat: SeatView) -> Markup:
    return Markup(environment.get_template("rooms/live/seat_said.html").render(s=seat))  # noqa: S704


environment.globals.update(GLOBALS, seat_drawn=seat_drawn, seat_said=seat_said)
_encode = msgspec.json.Encoder(enc_hook=str.__str__).encode  # a phrase by its English: it is only compared


class Mark(NamedTuple):
    """What a region was made from, and what came out; small, for a thousand idle rooms keep theirs."""

    fields: tuple[str, ...]  # of the view, those the template read
    values: int  # a hash of them
    html: int  # a hash of the outcome


Marks = dict[str, Mark]


@cache
def templates() -> dict[str, Template]:
    """One for each region; a server compiles them as it starts, and a process that draws no room never does."""
    return {name: environment.get_template(f"rooms/live/{name}.html") for name in REGIONS}


class Made:
    """What was made for one audience of a state and may serve the next: most of a view is the same for all."""

    def __init__(self) -> None:
        self.regions: dict[str, list[tuple[Mark, str]]] = {}
        self._hashes: dict[int, tuple[object, int]] = {}

    def hash_of(self, view: RoomView, fields: tuple[str, ...]) -> int:
        return hash(tuple(self._hash(getattr(view, field)) for field in fields))

    def _hash(self, value: object) -> int:
        known = self._hashes.get(id(value))
        if known is None:  # the value is kept beside its hash, so that its id stays its own
            known = self._hashes[id(value)] = (value, hash(_encode(value)))
        return known[1]


class Watched:
    """A view that notes which of its fields are read, so that a template need not declare them."""

    __slots__ = ("_read", "_view")

    def __init__(self, view: RoomView) -> None:
        self._view = view
        self._read: dict[str, None] = {}

    def __getattr__(self, name: str) -> Any:
        self._read[name] = None
        return getattr(self._view, name)

    def fields(self) -> tuple[str, ...]:
        return tuple(self._read)


def render_regions(view: RoomView) -> dict[str, str]:
    """Every region, for a first page or a stream that is behind."""
    return {name: template.render(view=view) for name, template in templates().items()}


def render_record(view: RoomView) -> str:
    """What a closed session leaves behind, to read and to print."""
    return environment.get_template("rooms/live/record.html").render(view=view)


def render_changes(view: RoomView, marks: Marks, made: Made) -> dict[str, str]:
    """The regions that differ from what `marks` remembers of this audience; `marks` is brought up to date."""
    changed = {}
    for name in REGIONS:
        old = marks.get(name)
        if old and old.values == made.hash_of(view, old.fields):
            continue
        marks[name], html = _shared(name, view, made) or _rendered(name, view, made)
        if old is None or old.html != marks[name].html:
            changed[name] = html
    return changed


def _shared(name: str, view: RoomView, made: Made) -> tuple[Mark, str] | None:
    done = made.regions.get(name, ())
    return next((each for each in done if each[0].values == made.hash_of(view, each[0].fields)), None)


def _rendered(name: str, view: RoomView, made: Made) -> tuple[Mark, str]:
    watched = Watched(view)
    html = templates()[name].render(view=watched)
    fields = watched.fields()
    result = Mark(fields, made.hash_of(view, fields), hash(html)), html
    made.regions.setdefault(name, []).append(result)
    return result
