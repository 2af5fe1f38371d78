"""The settings of the tests: the real ones, in a home of their own that goes away afterwards."""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

gc.disable()  # until all tests are collected (tests/conftest.py): nothing is garbage before

_home = tempfile.TemporaryDirectory(prefix="edgewise-test-")
os.environ["EDGEWISE_HOME"] = _home.name
for _name in ("SECRET_KEY", "INSTALLATION_KEY_FILE", "DEMO", "BASE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "PSEUDO"):
    os.environ.pop(f"EDGEWISE_{_name}", None)

# Each worker of a parallel run has a numbered Redis database of its own: clearing a cache empties the whole of it.
if _redis := os.environ.get("EDGEWISE_REDIS_URL"):
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["EDGEWISE_REDIS_URL"] = urlsplit(_redis)._replace(path=f"/{15 - _worker % 8}").geturl()

from edgewise.config.settings import *  # noqa: E402, F403
from edgewise.config.settings import ALLOWED_HOSTS, DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
# Pages are rendered without collecting the static files first; tests/web and tests/e2e serve the real ones.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_IS_SET_UP = True  # as on most installations; tests of the first day say otherwise
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, so that threads share it as they do in production; in memory they would share a lock instead.
    _database["TEST"] = {"NAME": str(Path(_home.name) / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
else:
    # Two runs at once on one server must not meet.
    _database["TEST"] = {"NAME": f"test_edgewise_{os.getpid()}"}
