"""What the server writes down: method, path without its query, status. Never a token, never a word said."""

from __future__ import annotations

import logging
import re
from typing import Any

# Links that let their bearer in: the part after the name is a secret.
SECRET_PATH = re.compile(r"(/(?:enter|g|join|feeds|off|360/answer)/)[^/?\s]+")


def without_secrets(text: str) -> str:
    return SECRET_PATH.sub(r"\1…", text.partition("?")[0])


class NoSecrets(logging.Filter):
    """Cuts queries and secret links out of the paths that loggers of requests are given."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                without_secrets(arg) if isinstance(arg, str) and arg.startswith("/") else arg for arg in record.args
            )
        return True


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secrets": {"()": "edgewise.config.logs.NoSecrets"}},
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "access": {"()": "uvicorn.logging.AccessFormatter", "fmt": "%(asctime)s %(request_line)s %(status_code)s"},
    },
    "handlers": {
        "plain": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_secrets"]},
        "access": {"class": "logging.StreamHandler", "formatter": "access", "filters": ["no_secrets"]},
    },
    "root": {"handlers": ["plain"], "level": "WARNING"},
    "loggers": {
        "edgewise": {"level": "INFO"},
        "django": {"handlers": ["plain"], "level": "WARNING", "propagate": False},
        "uvicorn": {"handlers": ["plain"], "level": "WARNING", "propagate": False},
        "uvicorn.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}
