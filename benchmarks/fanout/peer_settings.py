"""Our settings with a Redis channel layer, for the peer built on Django Channels."""

from __future__ import annotations

import os

from edgewise.config.settings import *  # noqa: F403

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [{"address": os.environ["BENCH_REDIS_URL"], "socket_timeout": 60}], "capacity": 10_000},
    }
}
