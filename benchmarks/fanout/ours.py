"""Edgewise as it is served, but for the access log, which none of the compared servers writes."""

from __future__ import annotations

import logging

from edgewise.config.asgi import application

__all__ = ["application"]

access = logging.getLogger("uvicorn.access")
access.handlers.clear()
access.propagate = False
