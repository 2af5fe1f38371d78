"""Where the room's parts stand on the page: pure functions the region templates call. Lengths in SVG units."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import copysign, cos, pi, sin, sqrt
from typing import Any, NamedTuple

from django.utils.dateformat import format as format_date
from msgspec.structs import replace

from edgewise.domain.faces import initials
from edgewise.domain.phrases import Phrase, phrase, phrase_in
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.views.view import Audience, NeedView, RoomView, SeatView, StageView, StepView
from edgewise.rooms.regions.names import ROLE_IN_WORDS_UP_TO, labels, told_apart
from edgewise.rooms.regions.words import gathered, grouped, newest, others, paired

CENTRE = 280
RADIUS = 211  # of the ring of seats where few sit
NAME_Y, ROLE_Y = 51, 68  # of the words under a seat, from its middle
LETTER_WIDTH = 9.6  # of a name at a seat, at the most
ROLE_WIDTH = 7.6  # of a letter of a role
EDGES = (8, 552)  # of the drawing, from left to right, where few sit
ARC = 140  # the radius of the arc of time, with the air round it that words keep free
BESIDE = 38  # from the middle of a seat to a name that begins beside it

FLOOR_WORDS = {
    "holder": phrase("One person speaks"),
    "round": phrase("One round, one turn each"),
    "round_until_pass": phrase("Rounds until everyone has passed"),
    "questions": phrase("The others ask, the owner answers"),
    "back_turned": phrase("The owner listens, back turned"),
    "silent_writing": phrase("Everyone writes, nobody sees"),
    "open": phrase("Raise a hand to speak"),
    "all": phrase("Everyone at once"),
}
STATUS_WORDS = {
    "kept": phrase("Kept"),
    "partly": phrase("Partly"),
    "changed": phrase("Changed"),
    "not": phrase("Not kept"),
}
MOVE_WORDS = {  # as on the buttons of the desk
    "next_stage": phrase("Next stage"),
    "give_floor": phrase("Give the floor"),
    "take_floor": phrase("Interrupt"),
    "add_time": phrase("Add time"),
    "skip_stage": phrase("Skip"),
    "step_back": phrase("Step back"),
    "hand_over": phrase("Hand over"),
    "open_exit_gate": phrase("To the exit gate"),
}
OUTPUT_WORDS = {
    "decision_question": phrase("the decision question"),
    "restated_question": phrase("the question at the end"),
    "patterns": phrase("patterns"),
    "options": phrase("options"),
    "decision": phrase("the decision"),
    "commitment_owner": phrase("the issue owner\u2019s commitment"),
    "commitment_each": phrase("a commitment"),
    "reflection_each": phrase("a learning"),
}
ROLES = {  # of a seat, by the name of its mark: in words, and as a letter where many sit
    "owner": (phrase("issue owner"), phrase_in("letter at a seat", "O")),
    "chair": (phrase("facilitator"), phrase_in("letter at a seat", "F")),
    "deputy": (phrase("deputy"), phrase_in("letter at a seat", "D")),
    "guest": (phrase("guest"), phrase_in("letter at a seat", "G")),
}
NO_ROLE = ("", "")


class Spot(NamedTuple):
    """Where a name stands, from the middle of its seat."""

    x: str
    y: int
    anchor: str  # "middle", or "start" and "end" for a name beside its seat


class Place(NamedTuple):
    """One seat at the drawn table."""

    seat: SeatView
    x: str
    y: str
    label: str
    name_at: Spot
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
    radius = RADIUS if count <= ROLE_IN_WORDS_UP_TO else 214
    angles = [2 * pi * place / count - pi / 2 for place in range(count)]
    return tuple((f"{CENTRE + radius * cos(a):.1f}", f"{CENTRE + radius * sin(a):.1f}") for a in angles)


def name_spot(place: int, count: int, label: str, role: str = "") -> Spot:
    """Under the seat, off the arc; where many sit, beside it, and above or below at the top and the bottom."""
    angle = 2 * pi * place / count - pi / 2
    if count <= ROLE_IN_WORDS_UP_TO:
        x, half = RADIUS * cos(angle), max(len(label) * LETTER_WIDTH, len(role) * ROLE_WIDTH) / 2
        below = abs(RADIUS * sin(angle) + ROLE_Y)
        over = sqrt(max(0.0, ARC**2 - below**2)) + half - abs(x) if abs(x) > 1 else 0.0
        least, most = EDGES[0] + half - CENTRE - x, EDGES[1] - half - CENTRE - x
        return Spot(f"{min(max(copysign(max(0.0, over), x), least), most):.1f}", NAME_Y, "middle")
    if abs(cos(angle)) < 0.2:
        return Spot("0", NAME_Y if sin(angle) > 0 else -41, "middle")
    return Spot(str(BESIDE if cos(angle) > 0 else -BESIDE), 6, "start" if cos(angle) > 0 else "end")


def places(view: RoomView) -> tuple[Place, ...]:
    seats = tuple(replace(seat, name=name) for seat, name in zip(view.seats, _names(view), strict=True))
    spots = positions(len(seats))
    called = labels(tuple(seat.name for seat in seats))
    few = len(seats) <= ROLE_IN_WORDS_UP_TO
    turns = view.stage is not None and "round" in view.stage.floor
    owes = _owed(view)
    return tuple(
        Place(
            seat,
            *spots[at],
            called[at],
            name_spot(at, len(seats), called[at], str(_role(seat)[0])),
            initials(seat.name),
            _role(seat)[0] if few else "",
            "" if few else _role(seat)[1],
            _classes(seat, turns=turns),
            min(100, round(seat.share * len(seats) * 50)),
            _has_done(seat, owes),
        )
        for at, seat in enumerate(seats)
    )


def _role(seat: SeatView) -> tuple[str, str]:
    """The one that says most: a seat may have several."""
    return next((words for mark, words in ROLES.items() if getattr(seat, mark)), NO_ROLE)


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


@lru_cache(maxsize=1024)
def minutes(ms: Millis) -> str:
    """`4 min`, `45 s`, `1 min 30 s`. Said once: a running order has forty of them."""
    return str(_minutes(ms))


def _minutes(ms: Millis) -> Phrase:
    whole, seconds = divmod(round(ms / 1000), 60)
    if not whole:
        return phrase("{seconds} s", seconds=seconds)
    if not seconds:
        return phrase("{minutes} min", minutes=whole)
    return phrase("{minutes} min {seconds} s", minutes=whole, seconds=seconds)


@lru_cache(maxsize=1024)
def day(iso: str) -> str:
    """`13 November`, from `2026-11-13`."""
    return format_date(date.fromisoformat(iso), "j F")


def left_out(need: NeedView) -> str:
    """What a session closed without: `Left out: patterns.`, `Left out for Amara Okafor: a commitment.`"""
    what = OUTPUT_WORDS[need.output]
    if need.words:
        return phrase("Left out for {name}: {what}.", name=need.words, what=what)
    return phrase("Left out: {what}.", what=what)


def go_on_without(need: NeedView, name: str) -> str:
    """What the facilitator is about to leave out, and whose."""
    if not name:
        return phrase("{need} is left out. Your reason goes on the record.", need=need.words)
    what = OUTPUT_WORDS[need.output]
    return phrase("You go on without {what} from {name}. Your reason goes on the record.", what=what, name=name)


def move_words(move: str) -> str:
    return MOVE_WORDS[move]


def floor_words(stage: StageView) -> str:
    return FLOOR_WORDS.get(stage.floor, "")


def talking(view: RoomView) -> list[tuple[SeatView, int, str]]:
    """Who spoke, for how many whole percent, and the bar's length: 1000 units are twice an even share or more."""
    came = [seat for seat in view.seats if seat.came]
    return [(seat, round(seat.share * 100), f"{min(1000, seat.share * len(came) * 500):.0f}") for seat in came]


def name_of(view: RoomView, seat: SeatId) -> str:
    return next((name for each, name in zip(view.seats, _names(view), strict=True) if each.id == seat), "")


def _names(view: RoomView) -> tuple[str, ...]:
    return told_apart(tuple(seat.name for seat in view.seats))


def names_of(view: RoomView, seats: tuple[SeatId, ...]) -> str:
    """`Amara, Bruno and Chidi`."""
    found = [name_of(view, seat) for seat in seats]
    if len(found) < 2:
        return "".join(found)
    return phrase("{names} and {last}", names=", ".join(found[:-1]), last=found[-1])


def is_chair(view: RoomView) -> bool:
    return view.audience is Audience.CHAIR


GLOBALS: dict[str, Any] = {
    "places": places, "rights": rights, "segments": segments, "minutes": minutes, "grouped": grouped,
    "talking": talking, "floor_words": floor_words, "name_of": name_of, "names_of": names_of, "is_chair": is_chair,
    "status_words": STATUS_WORDS, "day": day, "left_out": left_out,
    "go_on_without": go_on_without, "gathered": gathered, "move_words": move_words,
    "initials": initials, "newest": newest, "paired": paired, "others": others,
}  # fmt: skip
