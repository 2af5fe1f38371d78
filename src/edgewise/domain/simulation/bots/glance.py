"""What a person at the table knows: the room's view and their own part, read for one seat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.views.view import NeedView, OwnPart, RoomView, SeatView, StageView
from edgewise.domain.simulation.bots.corpus import Theme, theme_of


@dataclass(frozen=True)
class Glance:
    view: RoomView
    own: OwnPart
    seat: SeatId
    now: Millis
    here: str = field(init=False)  # names this stage as it runs now: a stage stepped back to is another one

    def __post_init__(self) -> None:
        number = self.view.stage.number if self.view.stage else self.view.phase
        object.__setattr__(self, "here", f"{number}/{self.view.clock.step_began}")

    @cached_property
    def me(self) -> SeatView | None:
        return self.seat_of(self.seat)

    @cached_property
    def _may(self) -> frozenset[str]:
        return frozenset(self.view.may.get(self.seat, ()))

    def may(self, command: str) -> bool:
        """Would this command not be refused for who I am now?"""
        return command in self._may

    def seat_of(self, seat: SeatId) -> SeatView | None:
        return next((one for one in self.view.seats if one.id == seat), None)

    @property
    def i_hold(self) -> bool:
        return self.view.holder == self.seat

    @property
    def i_own(self) -> bool:
        return self.view.owner == self.seat

    @property
    def i_chair(self) -> bool:
        return self.view.chair == self.seat

    @property
    def paused(self) -> bool:
        return self.view.clock.paused_at > 0

    @property
    def turn(self) -> str:
        """Names the turn that is running now."""
        return f"{self.here}/{self.view.holder}/{self.view.clock.turn_began}"

    @cached_property
    def theme(self) -> Theme:
        return theme_of(self.view.board.title if self.view.board else "")

    @cached_property
    def said(self) -> frozenset[str]:
        """Everything on the boards and in the logs."""
        view = self.view
        logs = (view.learnings, view.wins, view.parked, view.appreciations)
        boards = [words for board in view.boards for words in (board.contributions, board.options)]
        return frozenset(words.text for group in (*logs, *boards) for words in group)

    @cached_property
    def open_needs(self) -> tuple[NeedView, ...]:
        """What the stage, or the exit gate, still waits for."""
        view = self.view
        needs = view.stage.needs if view.stage else view.exit_needs if view.phase == "exit_gate" else ()
        return tuple(need for need in needs if not need.met and not need.overridden)

    def needs(self, *outputs: str) -> bool:
        return any(need.output in outputs for need in self.open_needs)

    def owed_by(self, seat: SeatId) -> Iterable[str]:
        """Outputs still missing from this seat, its own and its issue's."""
        for need in self.open_needs:
            if seat in need.missing or (need.output == "commitment_owner" and seat == self.view.owner):
                yield need.output

    @property
    def stage(self) -> StageView | None:
        return self.view.stage

    @property
    def left_ms(self) -> Millis:
        """Of the stage; less than nothing in overtime, all the time in the world where nothing is timed."""
        deadline = self.view.clock.step_deadline
        return deadline - self.now if deadline else 1 << 40
