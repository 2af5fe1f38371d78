"""What the environment says, read once, typed; a wrong value stops the start and names the variable.

Reading writes nothing: a home is made by what works in it (`make_home`).
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import tempfile
from collections.abc import Callable
from email.utils import parseaddr
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

T = TypeVar("T")
Encryption = Literal["", "tls", "ssl"]  # none, asked for by STARTTLS, from the first byte
PREFIX = "EDGEWISE_"
SHORTEST_SECRET = 32  # characters
HOST = re.compile(r"\.?[a-z0-9_]([a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\]|\*", re.IGNORECASE)
STORES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
STARTTLS_PORT = 587
MAIL_SCHEMES: dict[str, tuple[int, Encryption]] = {
    "smtp": (25, ""),
    "smtp+tls": (STARTTLS_PORT, "tls"),
    "submission": (STARTTLS_PORT, "tls"),
    "smtp+ssl": (465, "ssl"),
    "smtps": (465, "ssl"),
}
DEFAULT_HOME = Path("~/.local/share/edgewise")
OLD_HOME = Path("var")  # in the folder of the start, as versions before 0.2 took without being told
DATABASE = "edgewise.sqlite3"  # in the home
ADDRESS = "address"  # in the home: where it was last served
env = Env()


class Mail(NamedTuple):
    """A mail server; without a host there is none."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    encryption: Encryption = ""


class BadSetting(ImproperlyConfigured):
    """One sentence: which variable, and what was expected. Never the value, which may hold a password."""


def setting(
    read: Callable[[str], T], name: str, default: T, expected: str, valid: Callable[[T], bool] = lambda _: True
) -> T:
    """A variable's value as `read` types it. An empty one is as good as none."""
    variable = PREFIX + name
    if not os.environ.get(variable, "").strip():
        return default
    with contextlib.suppress(Exception):  # the readers of addresses raise whatever they stumble over
        value = read(variable)
        if valid(value):
            return value
    raise BadSetting(f"{variable} cannot be used. It should be {expected}.")


def text(name: str, default: str, expected: str, valid: Callable[[str], bool]) -> str:
    return setting(lambda variable: os.environ[variable].strip(), name, default, expected, valid)


def switch(name: str, default: bool) -> bool:
    return setting(env.bool, name, default, "true or false")


def names(name: str, expected: str, valid: Callable[[str], bool]) -> list[str]:
    """Several, separated by commas."""
    return setting(_parts, name, [], expected, lambda said: all(map(valid, said)))


def _parts(variable: str) -> list[str]:
    return [part.strip() for part in os.environ[variable].split(",") if part.strip()]


def is_host(said: str) -> bool:
    return HOST.fullmatch(said) is not None


def is_network(said: str) -> bool:
    return bool(ip_network(said, strict=False))


def is_calendar_host(said: str) -> bool:
    """A host, or one with a scheme or a port: `http://calendar.intranet:5232`."""
    parts = urlsplit(said if "://" in said else f"https://{said}")
    return parts.scheme in ("http", "https") and _names_a_host_alone(parts)


def base_url() -> str:
    """What the environment says people type, without a slash at the end; empty if it says nothing."""
    expected = "the address that people type, such as https://coaching.example.org, without a path"
    said = text("BASE_URL", "", expected, lambda url: _is_base(urlsplit(url)))
    return said.rstrip("/").lower()


def _is_base(parts: SplitResult) -> bool:
    return parts.scheme in ("http", "https") and parts.username is None and _names_a_host_alone(parts)


def _names_a_host_alone(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    known = is_host(f"[{host}]" if ":" in host else host) and not host.startswith((".", "*"))
    return known and parts.port != 0 and not (parts.path.strip("/") or parts.query or parts.fragment)


def allowed_hosts(base: str) -> list[str]:
    """Those that are named, and always the one that people type; without any named, this machine's own, too."""
    said = names("ALLOWED_HOSTS", "host names separated by commas, without https:// and without a port", is_host)
    host = urlsplit(base).hostname or ""
    typed = f"[{host}]" if ":" in host else host
    return list(dict.fromkeys([typed, *(said or ["localhost", "127.0.0.1", "[::1]"])]))


def database(home: Path) -> Any:
    """Django's settings of the one database."""
    expected = "an address such as postgres://user:password@host:5432/name, or sqlite:////folder/name.sqlite3"
    embedded = {"ENGINE": STORES[0], "NAME": str(home / DATABASE)}
    return setting(env.dj_db_url, "DATABASE_URL", embedded, expected, _is_store)


def _is_store(found: Any) -> bool:
    return found["ENGINE"] in STORES and found["NAME"] not in ("", ":memory:")


def mail() -> Mail:
    """Where letters go; without a server they go to the log."""
    expected = "an address such as smtp+tls://user:password@host:587, smtp+ssl://host:465, or console: for the log"
    return setting(lambda variable: _mail(os.environ[variable].strip()), "EMAIL_URL", Mail(), expected)


def _mail(said: str) -> Mail:
    if said.rstrip("/") == "console:":
        return Mail()
    parts = urlsplit(said)
    port, encryption = MAIL_SCHEMES[parts.scheme]
    if parts.port == STARTTLS_PORT and encryption == "ssl":  # nobody speaks TLS from the first byte there
        encryption = "tls"
    asked = {name for name, values in parse_qs(parts.query).items() if values[-1].lower() in ("1", "true", "yes", "on")}
    encryption = "ssl" if "ssl" in asked else "tls" if "tls" in asked else encryption
    if not is_host(parts.hostname or ""):
        raise ValueError(said)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(parts.hostname or "", parts.port or port, user, password, encryption)


def is_sender(said: str) -> bool:
    return re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(said)[1]) is not None


def is_redis(said: str) -> bool:
    parts = urlsplit(said)
    return bool(parts.path) if parts.scheme == "unix" else parts.scheme in ("redis", "rediss") and _has_port(parts)


def _has_port(parts: SplitResult) -> bool:
    return bool(parts.hostname) and parts.port != 0 and re.fullmatch(r"/?\d*", parts.path) is not None


def home() -> Path:
    """The folder for everything this installation keeps: database, keys, static files. It may not be there yet."""
    said = text("HOME", "", "a folder", lambda folder: _may_be_a_folder(Path(folder).expanduser()))
    if said:
        return Path(said).expanduser().resolve()
    try:
        path = DEFAULT_HOME.expanduser()
    except RuntimeError:
        raise BadSetting("EDGEWISE_HOME is not set, and this user has no home. It should be a folder.") from None
    if (OLD_HOME / DATABASE).is_file() and not (path / DATABASE).exists():
        raise BadSetting(
            f"EDGEWISE_HOME is not set, and there is a database in {OLD_HOME.resolve()}. "
            f"Set EDGEWISE_HOME={OLD_HOME.resolve()} to go on with it, or move the folder to {path}."
        )
    return path


def _may_be_a_folder(path: Path) -> bool:
    return next(one for one in (path.absolute(), *path.absolute().parents) if one.exists()).is_dir()


def kept(path: Path) -> str:
    """What stands in a small file of the home; empty if it is not there."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return ""


def secret_key(home: Path) -> str:
    """That of the environment or of the home; before the first start a new one, which `make_home` keeps."""
    expected = f"at least {SHORTEST_SECRET} characters that nobody can guess"
    said = text("SECRET_KEY", "", expected, lambda key: len(key) >= SHORTEST_SECRET)
    return said or kept(home / "secret.key") or secrets.token_urlsafe(48)


def keep_private(home: Path, database: Path) -> None:
    """What this process writes is its owner's alone, and so is what an earlier release wrote with other rights.

    SQLite gives the files beside the database the rights of the database. A home that everybody may write to, such as
    /tmp, is no folder of ours and is left as it is.
    """
    os.umask(0o077)
    files = [database, *database.parent.glob(f"{database.name}-*"), *home.glob("*.key"), *home.glob("*.log")]
    with contextlib.suppress(PermissionError):  # another user's, or a mounted secret: it is not ours to change
        if not home.stat().st_mode & stat.S_ISVTX:
            home.chmod(0o700)
        for file in files:
            if file.is_file():
                file.chmod(0o600)


def make_home(home: Path, secret: str, database: Path) -> str:
    """Makes the folder private and keeps the secret in a file that only its owner reads; of two makers one wins.

    Returns the secret of the home. OSError where nothing can be written.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_private(home, database)
    path = home / "secret.key"
    if os.environ.get(f"{PREFIX}SECRET_KEY", "").strip():
        return secret
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=home, prefix=".secret-")  # made 0600, whole before it has its name
        with os.fdopen(handle, "w") as file:
            file.write(secret)
        try:
            os.link(draft, path)
        except FileExistsError:  # another process was first: its secret is the secret
            pass
        finally:
            Path(draft).unlink()
    return kept(path)
