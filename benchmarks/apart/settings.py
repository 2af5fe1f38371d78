"""Edgewise with the room's style sheets and modules each in a file of its own, as they are edited."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import find
from django.http import HttpRequest

from edgewise.config.settings import *  # noqa: F403
from edgewise.config.settings import TEMPLATES
from edgewise.config.static.bundles import MODULES, STYLES, join_modules

ROOM_STYLES, ROOM_MODULES = STYLES["rooms/room.css"], MODULES["rooms/room.js"]


def files(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the room's page asks for, one by one."""
    joined = join_modules(ROOM_MODULES, lambda name: Path(str(find(name))).read_text())
    modules = [name for name in re.findall(r"// (\S+/js/\S+\.js)$", joined, re.MULTILINE) if name not in ROOM_MODULES]
    return {"apart_sheets": ROOM_STYLES, "apart_modules": sorted(modules)}


TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("benchmarks.apart.settings.files")  # type: ignore[index]
