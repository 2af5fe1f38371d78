"""`POST /live/<code>/speed`: how fast time runs in a demonstration, for everybody at its table. Nowhere else."""

from __future__ import annotations

import msgspec
from django.utils.translation import gettext as _
from starlette.types import Receive, Scope, Send

from edgewise.rooms.live.engine import engine
from edgewise.rooms.live.routes import http
from edgewise.rooms.live.routes.request_check import seated
from edgewise.rooms.log.room_time import SPEEDS, now_in
from edgewise.rooms.models.sessions import Session

LARGEST_BODY = 1024  # bytes


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    speed: int


class SpeedRoute:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await http.answer_with(send, _changed(scope, receive))


async def _changed(scope: Scope, receive: Receive) -> tuple[int, object]:
    code = (await seated(scope)).code
    if not await engine().hub.aside(lambda: Session.objects.filter(code=code, demo=True).exists()):
        raise http.problem(404, _("Only a demonstration can run faster."))
    try:
        wanted = msgspec.json.decode(await http.body_of(receive, LARGEST_BODY), type=Wanted)
    except msgspec.DecodeError as error:
        raise http.problem(400, str(error)) from None
    if wanted.speed not in SPEEDS:
        raise http.problem(400, _("A demonstration runs at the usual speed, or four times as fast."))
    channel = await engine().hub.channel(code)
    engine().hub.set_speed(channel, wanted.speed)
    return 200, {"now": now_in(code), "speed": wanted.speed}
