"""Where the room's parts stand on the page: pure functions the region templates call. Lengths in SVG units."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import cos, pi, sin
from typing import Any, NamedTuple

from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.views.view import Audience, NeedView, RoomView, SeatView, StageView, StepView, WordsView

CENTRE = 280
FEW = 8  # up to here a seat has room for a role in words

GROUP_WORDS = {
    "clarifying_question": "Questions and answers",
    "open_question": "Questions and answers",
    "answer": "Questions and answers",
    "perspective": "Perspectives",
    "experience": "Experiences",
    "mirror": "Mirrors",
    "appreciation": "Appreciations",
}
FLOOR_WORDS = {
    "holder": "One person speaks",
    "round": "Once round, one turn each",
    "round_until_pass": "Round and round, until everyone has passed",
    "questions": "The others ask, the owner answers",
    "back_turned": "The owner listens, back turned",
    "silent_writing": "Everyone writes, nobody sees",
    "open": "Raise a hand to speak",
    "all": "Everyone at once",
}
STATUS_WORDS = {"kept": "Kept", "partly": "Partly", "changed": "Changed", "not": "Not this time"}


class Place(NamedTuple):
    """One seat at the drawn table."""

    seat: SeatView
    x: str
    y: str
    label: str
    initials: str
    role: str
    badge: str
    classes: str
    ring: int  # airtime: 50 is an even share, 100 is twice that or more
    tick: bool


class Rights(NamedTuple):
    """What these seats may do now; seats with the same rights share one."""

    seats: str
    may: str
    why_not: str


class Segment(NamedTuple):
    """One step in the strip of the running order, 1000 units wide."""

    step: StepView
    x: str
    width: str


@lru_cache(maxsize=32)
def positions(count: int) -> tuple[tuple[str, str], ...]:
    """Around the table from the top, clockwise; further out where many sit, so that they do not touch."""
    radius = 211 if count <= FEW else 214
    angles = [2 * pi * place / count - pi / 2 for place in range(count)]
    return tuple((f"{CENTRE + radius * cos(a):.1f}", f"{CENTRE + radius * sin(a):.1f}") for a in angles)


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper() or "?"


@lru_cache(maxsize=1024)
def labels(names: tuple[str, ...]) -> tuple[str, ...]:
    """First names; where two share one, the last name's initial too."""
    first = [(name.split() or ["?"])[0] for name in names]
    return tuple(
        (f"{word} {name.split()[-1][0]}." if first.count(word) > 1 and " " in name else word)[:14]
        for word, name in zip(first, names, strict=True)
    )


def places(view: RoomView) -> tuple[Place, ...]:
    seats = view.seats
    spots = positions(len(seats))
    called = labels(tuple(seat.name for seat in seats))
    few = len(seats) <= FEW
    turns = view.stage is not None and "round" in view.stage.floor
    owes = _owed(view)
    return tuple(
        Place(
            seat,
            *spots[at],
            called[at],
            initials(seat.name),
            _role(seat) if few else "",
            "" if few else _badge(seat),
            _classes(seat, turns=turns),
            min(100, round(seat.share * len(seats) * 50)),
            _has_done(seat, owes),
        )
        for at, seat in enumerate(seats)
    )


def _role(seat: SeatView) -> str:
    if seat.owner:
        return "issue owner"
    return "facilitator" if seat.chair else "deputy" if seat.deputy else "guest" if seat.guest else ""


def _badge(seat: SeatView) -> str:
    return "O" if seat.owner else "F" if seat.chair else "D" if seat.deputy else "G" if seat.guest else ""


def _classes(seat: SeatView, *, turns: bool) -> str:
    marks = "seat"
    if seat.holder:
        marks += " holder"
    if not seat.present:
        marks += " away" if seat.came else " empty"
    if seat.owner:
        marks += " owner"
    if turns and seat.turn:
        marks += " turn-" + seat.turn
    return marks


def _owed(view: RoomView) -> str:
    """What each person owes in this stage, as the name of the seat's mark; "" for nothing."""
    if view.energy_open:
        return "tapped"
    stage = view.stage
    if stage is None:
        return "committed" if view.phase == "exit_gate" else ""
    if stage.floor == "silent_writing":
        return "wrote"
    if stage.does == "promises":
        return "reported"
    outputs = {need.output for need in stage.needs}
    return "committed" if "commitment_each" in outputs else "reflected" if "reflection_each" in outputs else ""


def _has_done(seat: SeatView, owes: str) -> bool:
    return bool(owes) and bool(getattr(seat, owes))


def rights(view: RoomView) -> tuple[Rights, ...]:
    alike: dict[tuple[tuple[str, ...], str], list[SeatId]] = {}
    for seat, may in view.may.items():
        alike.setdefault((may, view.why_not.get(seat, "")), []).append(seat)
    return tuple(Rights(" ".join(seats), " ".join(may), why) for (may, why), seats in alike.items())


def segments(steps: tuple[StepView, ...]) -> tuple[Segment, ...]:
    """The strip of the running order; a step of no length still shows."""
    lengths = [max(step.planned_ms, 20_000) for step in steps]
    whole = sum(lengths) or 1
    drawn, x = [], 0.0
    for step, length in zip(steps, lengths, strict=True):
        width = 1000 * length / whole
        drawn.append(Segment(step, f"{x:.1f}", f"{max(width - 2.5, 1.5):.1f}"))
        x += width
    return tuple(drawn)


def grouped(contributions: tuple[WordsView, ...]) -> list[tuple[str, list[WordsView]]]:
    """By kind, the newest kind first; questions stay with their answers, in the order they were said."""
    groups: dict[str, list[WordsView]] = {}
    for said in contributions:
        groups.setdefault(GROUP_WORDS.get(said.kind, said.kind), []).append(said)
    return list(reversed(groups.items()))


def minutes(ms: Millis) -> str:
    """`4 min`, `45 s`, `1 min 30 s`."""
    whole, seconds = divmod(round(ms / 1000), 60)
    if not whole:
        return f"{seconds} s"
    return f"{whole} min {seconds} s" if seconds else f"{whole} min"


def day(iso: str) -> str:
    """`13 November`, from `2026-11-13`."""
    when = date.fromisoformat(iso)
    return f"{when.day} {when:%B}"


def left_out(need: NeedView) -> str:
    """What a session closed without: `commitment of Amara Okafor`, `patterns`."""
    what = need.output.removesuffix("_each").removesuffix("_owner").replace("_", " ")
    return f"{what} of {need.words}" if need.words else what


def floor_words(stage: StageView) -> str:
    return FLOOR_WORDS.get(stage.floor, "")


def talking(view: RoomView) -> list[tuple[SeatView, int, str]]:
    """Who spoke, for how many whole percent, and the bar's length: 1000 units are twice an even share or more."""
    came = [seat for seat in view.seats if seat.came]
    return [(seat, round(seat.share * 100), f"{min(1000, seat.share * len(came) * 500):.0f}") for seat in came]


def name_of(view: RoomView, seat: SeatId) -> str:
    return next((each.name for each in view.seats if each.id == seat), "")


def names_of(view: RoomView, seats: tuple[SeatId, ...]) -> str:
    """`Amara, Bruno and Chidi`."""
    found = [name_of(view, seat) for seat in seats]
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def is_chair(view: RoomView) -> bool:
    return view.audience is Audience.CHAIR


GLOBALS: dict[str, Any] = {
    "places": places, "rights": rights, "segments": segments, "minutes": minutes, "grouped": grouped,
    "talking": talking, "floor_words": floor_words, "name_of": name_of, "names_of": names_of, "is_chair": is_chair,
    "status_words": STATUS_WORDS, "day": day, "left_out": left_out,
}  # fmt: skip
