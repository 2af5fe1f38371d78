"""A room on this process: its state, its open screens, and what each audience was last sent."""

from __future__ import annotations

from asyncio import TimerHandle
from collections import Counter
from collections.abc import Collection

from edgewise.domain.session.state import Phase, State
from edgewise.domain.session.views.audience import audience_of, own_part, view_as, view_for
from edgewise.domain.session.views.view import Audience, OwnPart, RoomView
from edgewise.rooms.live import frames
from edgewise.rooms.live.stream import Stream
from edgewise.rooms.log.room_time import now_in, speed_of
from edgewise.rooms.regions.render import Made, Marks, render_changes, render_regions


class Channel:
    __slots__ = ("_marks", "_sent", "bots", "code", "leaving", "opened_at", "polls", "state", "streams")

    def __init__(self, code: str, state: State, opened_at: float) -> None:
        self.code = code
        self.state = state
        self.opened_at = opened_at
        self.streams: list[Stream] = []
        self.polls: dict[str, TimerHandle] = {}  # seats that ask instead of listening, until when they count
        self.leaving: dict[str, TimerHandle] = {}  # seats whose last screen closed a moment ago
        self.bots: frozenset[str] = frozenset()  # seats held by bots of this process
        self._marks: dict[Audience, Marks] = {}
        self._sent: dict[Audience, int] = {}  # the version that the marks are of

    @property
    def is_idle(self) -> bool:
        return not (self.streams or self.polls or self.leaving or self.bots)

    @property
    def is_closed(self) -> bool:
        return self.state.control.phase is Phase.CLOSED

    def here(self) -> set[str]:
        """The seats with a screen, a poll or a bot on this process."""
        return {stream.seat for stream in self.streams if stream.seat} | self.polls.keys() | self.bots

    def audience_of(self, seat: str) -> Audience:
        return audience_of(self.state, seat)

    def own(self, seat: str) -> OwnPart | None:
        return own_part(self.state, seat) if seat in self.state.seats else None

    def greet(self, stream: Stream, since: int | None) -> None:
        """First words to a screen: the time, its own part, and the regions if it shows another version."""
        state = self.state
        now, speed = now_in(self.code), speed_of(self.code)
        stream.push(frames.hello(state.version, now, self.own(stream.seat), speed))
        if since == state.version:
            stream.version, stream.audience = since, self.audience_of(stream.seat)
        else:
            self.refresh(stream)

    def tell(self, frame: bytes) -> None:
        """Something that is no part of the state, to every screen."""
        for stream in self.streams:
            stream.push(frame)

    def tell_said(self, frame: bytes) -> None:
        """The same of words: an owner whose back is turned, and a screen that may hang before them, get none."""
        stage = self.state.stage
        is_turned = stage is not None and stage.turns_owners_back()
        for stream in self.streams:
            if not (is_turned and self.audience_of(stream.seat) is Audience.OWNER):
                stream.push(frame)

    def refresh(self, stream: Stream) -> None:
        """Everything, to one screen that is behind."""
        audience = self.audience_of(stream.seat)
        stream.push(self._full(audience))
        stream.version, stream.audience = self.state.version, audience
        own = self.own(stream.seat)
        if own:
            stream.push(frames.own(self.state.version, own))

    def publish(self, state: State, by: Collection[str] = ()) -> None:
        """Send each screen what changed. The seats in `by` got their own part with their answer, on one screen."""
        if state.version <= self.state.version:
            return
        before, self.state = self.state, state
        groups: dict[Audience, list[Stream]] = {}
        for stream in self.streams:
            groups.setdefault(self.audience_of(stream.seat), []).append(stream)
        made = Made()
        view: RoomView | None = None
        for audience, streams in groups.items():
            view = view_as(view, state, audience) if view else view_for(state, audience, now_in(self.code))
            self._publish_to(view, streams, made)
        screens = Counter(stream.seat for stream in self.streams)
        answered = {seat for seat in by if screens[seat] == 1 and seat not in self.polls}
        for stream in self.streams:
            self._tell_own(stream, before, answered)

    def _publish_to(self, view: RoomView, streams: list[Stream], made: Made) -> None:
        audience, version, now = view.audience, view.version, view.now
        changed = render_changes(view, self._marks.setdefault(audience, {}), made)
        delta, full = frames.regions(version, now, changed), b""
        known = self._sent.get(audience)
        for stream in streams:
            if stream.audience is audience and stream.version == known:
                stream.push(delta)
            else:
                full = full or self._full(audience)
                stream.push(full)
            stream.version, stream.audience = version, audience
        self._sent[audience] = version

    def _tell_own(self, stream: Stream, before: State, answered: Collection[str]) -> None:
        seat = stream.seat
        if not seat or seat in answered or seat not in before.seats:
            return
        part = own_part(self.state, seat)
        if part != own_part(before, seat):
            stream.push(frames.own(self.state.version, part))

    def _full(self, audience: Audience) -> bytes:
        now = now_in(self.code)
        html = render_regions(view_for(self.state, audience, now))
        return frames.regions(self.state.version, now, html, full=True)
