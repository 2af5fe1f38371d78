"""The live routes as a browser meets them: one server, a session for each test."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing
from typing import Any

import pytest

from tests.crash.stores import own_store
from tests.e2e.server import Server
from tests.rooms.live.wire import Clicker, Frame, frames

SESSIONS = 12
pytestmark = [pytest.mark.store, pytest.mark.slow]


class Session:
    """One session of the server, its tickets, and connections that are closed at the end."""

    def __init__(self, server: Server, made: dict[str, Any]) -> None:
        self.port, self.code = server.port, str(made["code"])
        self.tickets: dict[str, str] = made["tickets"]
        self.clickers: list[Clicker] = []

    def clicker(self, seat: str) -> Clicker:
        self.clickers.append(Clicker(self.port, self.code, self.tickets.get(seat, seat)))
        return self.clickers[-1]

    async def hear(
        self, seat: str, until: Callable[[Frame], bool], since: int | None = None, last_id: int | None = None
    ) -> list[Frame]:
        """What a screen hears up to the frame that was waited for."""
        heard = []

        async def listen() -> None:
            async with aclosing(frames(self.port, self.code, self.tickets.get(seat, seat), since, last_id)) as screen:
                async for frame in screen:
                    heard.append(frame)
                    if until(frame):
                        return

        await asyncio.wait_for(listen(), 15)
        return heard

    async def look(self, seat: str, since: int | None = None) -> list[dict[str, Any]]:
        asked = "" if since is None else f"?since={since}"
        path = f"/live/{self.code}/state{asked}"
        _, body = await self.clicker(seat).get(path)
        return list(body)

    async def begin(self) -> None:
        """Bruno's (s2's) and Amara's screens poll; Bruno begins."""
        for seat in ("s1", "s2"):
            await self.look(seat)
        clicker, status = self.clicker("s2"), 0
        while status != 200:
            await asyncio.sleep(0.05)
            status, _ = await clicker.post({"do": "begin"})


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[Session]]:
    with own_store() as settings:
        server = Server(tmp_path_factory.mktemp("wire"), **settings)
        made = json.loads(server.python("-m", "tests.rooms.world", str(SESSIONS), "6"))
        server.start()
        try:
            yield iter([Session(server, each) for each in made])
        finally:
            server.stop()


@pytest.fixture
def session(sessions: Iterator[Session]) -> Session:
    return next(sessions)


def run(session: Session, work: Awaitable[None]) -> None:
    async def whole() -> None:
        try:
            await work
        finally:
            for clicker in session.clickers:
                await clicker.leave()
            await asyncio.sleep(0.05)

    asyncio.run(whole())


def _said_of(name: str, frame: Frame) -> str:
    """What the table says of one person to those who hear it; "" if it says nothing now."""
    table = frame.data["regions"].get("table", "") if frame.event == "regions" else ""
    found = re.search(rf"<li[^>]*>\s*({name}[^<]*)<", table)
    return found.group(1) if found else ""


def is_regions(frame: Frame) -> bool:
    return frame.event == "regions"


def test_a_screen_that_is_up_to_date_hears_hello_and_then_its_own_arrival(session: Session) -> None:
    async def story() -> None:
        hello, arrival = await session.hear("s1", is_regions, since=1)

        assert (hello.event, hello.version, sorted(hello.data)) == ("hello", 1, ["now", "own", "speed", "version"])
        assert (arrival.version, 'id="seat-s1"' in arrival.data["regions"]["table"]) == (2, True)

    run(session, story())


def test_a_screen_that_is_behind_gets_every_region_at_once(session: Session) -> None:
    async def story() -> None:
        await session.begin()

        heard = await session.hear("s1", is_regions, last_id=1)

        assert heard[-1].data["full"]
        assert sorted(heard[-1].data["regions"]) == [
            "agenda",
            "board",
            "chair",
            "part",
            "said",
            "stage",
            "status",
            "table",
        ]

    run(session, story())


def test_a_screen_from_the_future_is_told_to_reload(session: Session) -> None:
    async def story() -> None:
        heard = await session.hear("s1", lambda frame: frame.event == "reload", since=900)

        assert heard[0].event == "reload"
        assert [each["event"] for each in await session.look("s1", 900)] == ["hello", "reload"]

    run(session, story())


def test_looking_now_and_then_shows_the_same_as_listening(session: Session) -> None:
    async def story() -> None:
        await session.begin()
        hello, regions = await session.look("s1", 1)
        heard = await session.hear("s1", is_regions, last_id=1)

        assert regions["data"]["regions"].keys() == heard[-1].data["regions"].keys()
        assert [each["event"] for each in await session.look("s1", hello["data"]["version"])] == ["hello"]

    run(session, story())


def test_a_click_is_on_the_other_screen_before_long_and_a_refusal_says_why(session: Session) -> None:
    async def story() -> None:
        await session.begin()
        listening = asyncio.create_task(
            session.hear("s1", lambda frame: "budget" in str(frame.data and frame.data.get("regions")))
        )
        await asyncio.sleep(0.3)

        status, body = await session.clicker("s2").post({"do": "park", "text": "The budget"})
        heard = await listening
        refused, why = await session.clicker("s1").post({"do": "begin"})

        assert (status, heard[-1].version) == (200, body["version"])
        assert (refused, sorted(why)) == (409, ["reason", "refused", "suggestion"])

    run(session, story())


def test_a_request_sent_twice_is_done_once(session: Session) -> None:
    async def story() -> None:
        await session.begin()
        clicker = session.clicker("s2")

        first = await clicker.post({"do": "park", "text": "The budget"}, "same-key-1")
        second = await clicker.post({"do": "park", "text": "The budget"}, "same-key-1")

        assert second[1]["version"] == first[1]["version"]
        board = (await session.look("s1", 1))[1]["data"]["regions"]["board"]
        assert board.count("The budget") == 1

    run(session, story())


def test_what_is_wrong_with_a_request_is_named(session: Session) -> None:
    async def story() -> None:
        clicker = session.clicker("s1")

        answers = [
            await clicker.post(b"{"),
            await clicker.post({"do": "park"}),
            await clicker.post({"do": "park", "text": "x" * 5000}),
            await clicker.post({"do": "drop", "seat": "s2"}),
            await clicker.post({"do": "park", "text": "x"}, "short"),
            await clicker.post(b" " * 70_000),
            await clicker.post({"do": "park", "text": "x"}, Origin="https://evil.example"),
            await session.clicker("not-a-ticket").post({"do": "park", "text": "x"}),
        ]

        assert [status for status, _ in answers] == [400, 400, 400, 403, 400, 413, 403, 401]
        assert "`text`" in answers[1][1]["error"]
        assert "$.text" in answers[2][1]["error"]

    run(session, story())


def test_a_ticket_is_good_for_its_own_session_only(sessions: Iterator[Session]) -> None:
    one, other = next(sessions), next(sessions)

    async def story() -> None:
        one.tickets["s1"] = other.tickets["s1"]

        assert [frame.version for frame in await one.hear("s1", bool)] == [401]

    run(one, story())


def test_a_seat_that_leaves_is_seen_to_be_away_and_to_come_back(session: Session) -> None:
    def shows_elif(*, away: bool) -> Callable[[Frame], bool]:
        return lambda frame: bool(said := _said_of("Elif", frame)) and (", away" in said) is away

    async def story() -> None:
        await session.begin()
        watching = asyncio.create_task(session.hear("s1", shows_elif(away=True)))
        await session.hear("s5", is_regions)  # and the screen is closed again
        await watching
        back = asyncio.create_task(session.hear("s1", shows_elif(away=False)))
        await session.hear("s5", is_regions)
        await back

    run(session, story())


def test_too_many_clicks_at_once_are_asked_to_wait(session: Session) -> None:
    async def story() -> None:
        clicker = session.clicker("s4")

        statuses = {(await clicker.post({"do": "raise_hand"}))[0] for _ in range(120)}

        assert statuses == {409, 429}

    run(session, story())
