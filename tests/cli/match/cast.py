"""A small organisation as a file, for the tests of `edgewise match`."""

from __future__ import annotations

import io
from pathlib import Path

from click.testing import CliRunner, Result

from edgewise.cli import main
from edgewise.cli.match.people import Roll, read_people

HEADER = "email,name,role_level,function,location,time_zone,languages,manager,goals,ergs,working_hours,max_circles"
AMARA = "amara@example.org,Amara,Manager,Legal,London,Europe/London,en;fr,,delegating,,,"
BRUNO = "bruno@example.org,Bruno,Manager,Sales,Lisbon,Europe/Lisbon,en;pt,,feedback,,,"
CHIDI = "chidi@example.org,Chidi,Team lead,Finance,Lagos,Africa/Lagos,en,,delegating,,,"
DANA = "dana@example.org,Dana,Senior manager,Product,Berlin,Europe/Berlin,en;de,,feedback,,,"
ELIF = "elif@example.org,Elif,Manager,People,Istanbul,Europe/Istanbul,en;tr,,delegating,,,"
FARID = "farid@example.org,Farid,Team lead,Design,Paris,Europe/Paris,en;fr,,feedback,,,"
FIVE = (AMARA, BRUNO, CHIDI, DANA, ELIF)
WHEN = ("--from", "2026-03-02", "--until", "2026-06-26", "--time", "0.3")


def named(*names: str) -> tuple[str, ...]:
    """More people of Amara's kind, under these names."""
    return tuple(AMARA.replace("amara", name.lower()).replace("Amara", name) for name in names)


def text(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def file(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def run(*arguments: str, typed: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["match", *arguments, *WHEN], input=typed)


def roll(*rows: str, header: str = HEADER, pairs: tuple[str, ...] = ()) -> Roll:
    content = io.BytesIO(text(*rows, header=header).encode())
    content.name = "people.csv"
    return read_people(content, pairs)
