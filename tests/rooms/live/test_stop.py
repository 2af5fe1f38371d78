"""A server that stops."""

from __future__ import annotations

import asyncio

import pytest

from edgewise.rooms.live.engine import Engine


@pytest.mark.django_db(transaction=True)
def test_it_ends_although_a_part_of_it_has_lost_a_cancellation() -> None:
    lost: list[bool] = []

    async def part() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            lost.append(True)  # as asyncio.wait_for of Python 3.11 does, when the result comes at the same moment
        await asyncio.sleep(60)

    async def served() -> None:
        engine = Engine()
        engine.bots.run = part  # type: ignore[method-assign]
        await engine.start()
        await asyncio.sleep(0)
        await asyncio.wait_for(engine.stop(), 10)

    asyncio.run(served())
    assert lost == [True]
