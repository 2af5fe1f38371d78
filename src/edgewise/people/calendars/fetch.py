"""Fetching an address that a person gave, without being led to a place that only this server can reach.

Nothing but https on its usual port, and no host that leads into a private network. The address is looked up once, and
the connection goes to what was looked up and checked: a name that means something else a moment later changes nothing.
Redirections are followed by hand and checked in the same way. Hosts that the operator allows are taken as they are.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx2

from edgewise.domain.calendar.busy import MOST_BYTES, Problem, Unreadable

CONNECT_SECONDS, FETCH_SECONDS = 5.0, 15.0  # seconds
MOST_REDIRECTS = 3
LONGEST_MARK = 200  # characters
HEADERS = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity", "User-Agent": "Edgewise"}
SPECIAL = IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24")  # of protocols; not every Python knows (RFC 6890)
TRANSLATED = IPv6Network("64:ff9b::/96")  # an IPv4 address as networks of IPv6 alone reach it (RFC 6052)
Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    document: bytes | None  # None: as it was when it had that mark
    etag: str


def is_public(address: str) -> bool:
    """May a stranger send this server there? Not into its own network, in whatever way the address is written."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found in TRANSLATED:
            found = IPv4Address(int(found) & 0xFFFFFFFF)
        elif found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found.sixtofour is not None or found.teredo is not None or found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or any(found in net for net in SPECIAL))


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host."""
    try:
        return list(
            dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        )
    except (OSError, UnicodeError):
        raise Unreadable(Problem.UNKNOWN_HOST) from None


def fetch(
    address: str,
    etag: str = "",
    allowed: Iterable[str] = (),
    resolve: Resolve = resolved,
    transport: httpx2.BaseTransport | None = None,
) -> Fetched:
    """Fetch the document at the address. `allowed` are origins, or hosts, that may be private. Raises Unreadable."""
    until = time.monotonic() + FETCH_SECONDS
    headers = {**HEADERS, **({"If-None-Match": etag} if etag else {})}
    client = httpx2.Client(
        verify=_trusted(), timeout=CONNECT_SECONDS, trust_env=False, transport=transport, headers=headers
    )
    with client:
        url = _url(address)
        for _ in range(MOST_REDIRECTS + 1):
            found = _asked(client, url, _checked(url, allowed, resolve), until)
            if isinstance(found, Fetched):
                return found
            client.cookies.clear()
            url = found
    raise Unreadable(Problem.REDIRECTS)


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that browsers trust, and those that this machine does: an intranet has its own."""
    context = httpx2.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _url(address: str) -> httpx2.URL:
    try:
        return httpx2.URL(address)
    except (httpx2.InvalidURL, ValueError, TypeError):
        raise Unreadable(Problem.NO_ADDRESS) from None


def _origin(url: httpx2.URL) -> tuple[str, str, int]:
    return url.scheme, url.raw_host.decode("ascii"), url.port or (80 if url.scheme == "http" else 443)


def _checked(url: httpx2.URL, allowed: Iterable[str], resolve: Resolve) -> list[str]:
    """The addresses to connect to, in order; all of them may be connected to."""
    scheme, host, port = origin = _origin(url)
    if not (scheme and host):
        raise Unreadable(Problem.NO_ADDRESS)
    is_allowed = origin in {_origin(_url(one if "://" in one else f"https://{one}")) for one in allowed}
    if not is_allowed and (scheme, port) != ("https", 443):
        raise Unreadable(Problem.FORBIDDEN)
    found = resolve(host, port)
    if not found:
        raise Unreadable(Problem.UNKNOWN_HOST)
    if not is_allowed and not all(map(is_public, found)):
        raise Unreadable(Problem.FORBIDDEN)
    return found


def _asked(client: httpx2.Client, url: httpx2.URL, addresses: list[str], until: float) -> Fetched | httpx2.URL:
    """The document, or the address that it redirects to. The first address that takes a connection answers."""
    problem = Problem.NO_ANSWER
    for address in addresses:
        try:
            return _answer(client, url, address, until)
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            continue
        except httpx2.TimeoutException:
            problem = Problem.SLOW
            break
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError):
            break
    raise Unreadable(problem)


def _answer(client: httpx2.Client, url: httpx2.URL, address: str, until: float) -> Fetched | httpx2.URL:
    """The certificate is of the name, and the connection to the address that was checked."""
    host = url.netloc.decode("ascii")
    name = {"sni_hostname": url.raw_host.decode("ascii")}
    request = client.build_request("GET", url.copy_with(host=address), headers={"Host": host}, extensions=name)
    answer = client.send(request, stream=True)
    try:
        return _read(answer, url, until)
    finally:
        answer.close()


def _read(answer: httpx2.Response, url: httpx2.URL, until: float) -> Fetched | httpx2.URL:
    if answer.status_code == httpx2.codes.NOT_MODIFIED:
        return Fetched(None, "")
    if answer.has_redirect_location:
        return url.join(answer.headers["Location"])
    if answer.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR or answer.status_code == httpx2.codes.TOO_MANY_REQUESTS:
        raise Unreadable(Problem.BROKEN_SERVICE)
    if answer.status_code != httpx2.codes.OK:
        raise Unreadable(Problem.REFUSED)
    return Fetched(_document(answer, until), _mark(answer))


def _mark(answer: httpx2.Response) -> str:
    """The answer's own name for what it holds; none, if it could not be said back."""
    mark = answer.headers.get("ETag", "")
    return mark if len(mark) <= LONGEST_MARK and mark.isascii() and mark.isprintable() else ""


def _document(answer: httpx2.Response, until: float) -> bytes:
    """As it came: what was packed without being asked for is no calendar, and could unpack to anything."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise Unreadable(Problem.NO_CALENDAR)
    document = bytearray()
    for part in answer.iter_raw():
        document += part
        if len(document) > MOST_BYTES:
            raise Unreadable(Problem.TOO_BIG)
        if time.monotonic() > until:
            raise Unreadable(Problem.SLOW)
    return bytes(document)
