"""An address that somebody gives leads nowhere but to a public calendar."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from edgewise.domain.calendar.busy import MOST_BYTES, Problem, Unreadable
from edgewise.people.calendars.fetch import Fetched, fetch, is_public
from tests.people.calendars.calendars import Service, certificate_of, listening

PUBLIC, SECOND = "93.184.215.14", "2606:2800:220:1::1"
HOME = "https://calendar.example/private-k3y/basic.ics"
Handler = Callable[[httpx2.Request], httpx2.Response]

INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",  # noqa: S104
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1",
    "2002:7f00:1::1", "2002:a9fe:a9fe::1", "2001:0:7f00:1::1", "64:ff9b:1::1", "::127.0.0.1",
    "calendar.example", "", "1", "0x7f.1",
]  # fmt: skip
OUTSIDE = [
    "93.184.215.14",
    "8.8.8.8",
    "172.32.0.1",
    "100.128.0.1",
    "2606:2800:220:1::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]


def said(status: int, body: bytes = b"", **headers: str) -> httpx2.Response:
    """An answer as it comes from a connection, to be read once."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, headers=named, stream=httpx2.ByteStream(body))


class Net:
    """What names mean, in turn, and what answers; it keeps what it was asked."""

    def __init__(self, answer: Handler | None = None, **names: list[list[str]]) -> None:
        self.names = {name.replace("_", "."): list(turns) for name, turns in names.items()}
        self.answer = answer or (lambda _: said(200, b"BEGIN:VCALENDAR"))
        self.asked: list[httpx2.Request] = []
        self.looked_up: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        turns = self.names.get(host)
        if turns is None:
            return [host]
        return turns.pop(0) if len(turns) > 1 else turns[0]

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        return self.answer(request)

    def fetch(self, address: str = HOME, etag: str = "", allowed: tuple[str, ...] = ()) -> Fetched:
        return fetch(address, etag, allowed, self.resolve, httpx2.MockTransport(self.handle))

    def problem(self, address: str = HOME, allowed: tuple[str, ...] = ()) -> Problem:
        with pytest.raises(Unreadable) as why:
            self.fetch(address, allowed=allowed)
        return why.value.problem


def net(answer: Handler | None = None) -> Net:
    return Net(answer, calendar_example=[[PUBLIC]], inside_example=[["10.0.0.7"]])


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_within_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_outside_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("inside", [one for one in INSIDE if one])
def test_a_name_that_means_one_is_not_connected_to(inside: str) -> None:
    there = Net(calendar_example=[[PUBLIC, inside]])
    assert (there.problem(), there.asked) == (Problem.FORBIDDEN, [])


@pytest.mark.parametrize(
    "address",
    [
        "http://calendar.example/basic.ics",
        "https://calendar.example:8443/basic.ics",
        "https://calendar.example:22/",
        "ftp://calendar.example/basic.ics",
        "file:///etc/passwd",
        "gopher://calendar.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/latest/meta-data/",
        "https://inside.example/",
        "https://calendar.example@10.0.0.7/",
    ],
)
def test_nothing_but_https_to_the_outside(address: str) -> None:
    there = net()
    assert (there.problem(address) in {Problem.FORBIDDEN, Problem.NO_ADDRESS}, there.asked) == (True, [])


@pytest.mark.parametrize(
    "address", ["", "calendar", "https://", "https://calendar.example:x/", "https://a\nb/", "//calendar.example/"]
)
def test_what_is_no_address_is_said_to_be_none(address: str) -> None:
    assert net().problem(address) is Problem.NO_ADDRESS


@pytest.mark.parametrize(
    "address", ["https://2130706433/", "https://0x7f000001/", "https://localhost/", "https://127.1/"]
)
def test_other_ways_to_write_this_machine_lead_nowhere(address: str) -> None:
    """Looked up as this machine would."""
    with pytest.raises(Unreadable) as why:
        fetch(address, transport=httpx2.MockTransport(lambda _: httpx2.Response(200)))
    assert why.value.problem in {Problem.FORBIDDEN, Problem.UNKNOWN_HOST}


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    """A name that means something else a moment later (DNS rebinding) is not looked up again."""
    there = Net(calendar_example=[[PUBLIC], ["127.0.0.1"]])
    there.fetch()
    (asked,) = there.asked
    assert (asked.url.host, asked.headers["Host"], asked.extensions["sni_hostname"]) == (
        PUBLIC,
        "calendar.example",
        "calendar.example",
    )
    assert there.looked_up == ["calendar.example"]


def test_a_redirection_is_checked_anew() -> None:
    for target in ("https://inside.example/", "http://calendar.example/", "https://10.0.0.7/", "file:///etc/passwd"):
        there = net(lambda _, to=target: said(302, Location=to))  # type: ignore[misc]
        assert (there.problem(), len(there.asked)) == (
            Problem.FORBIDDEN if "file" not in target else Problem.NO_ADDRESS,
            1,
        )


def test_the_name_is_looked_up_for_each_redirection_and_rebinding_it_is_of_no_use() -> None:
    there = Net(lambda _: said(302, Location="/again"), calendar_example=[[PUBLIC], ["127.0.0.1"]])
    assert (there.problem(), len(there.asked)) == (Problem.FORBIDDEN, 1)


def test_a_few_redirections_are_followed_without_cookies_and_no_more() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        step = int(request.url.path.rpartition("/")[2] or 0)
        if step == 3:
            return said(200, b"there")
        return said(301, Location=f"/{step + 1}", Set_Cookie="who=amara; Path=/")

    there = net(answer)
    assert there.fetch("https://calendar.example/0").document == b"there"
    assert ["Cookie" in request.headers for request in there.asked] == [False] * 4
    endless = net(lambda _: said(302, Location="/"))
    assert (endless.problem(), len(endless.asked)) == (Problem.REDIRECTS, 4)


def test_a_mark_is_sent_and_what_has_not_changed_is_not_sent_again() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        same = request.headers.get("If-None-Match") == '"7"'
        return said(304 if same else 200, b"" if same else b"all of it", ETag='"7"')

    there = net(answer)
    assert (there.fetch(), there.fetch(etag='"7"')) == (Fetched(b"all of it", '"7"'), Fetched(None, ""))


@pytest.mark.parametrize("mark", ["é", "x" * 201])
def test_a_mark_that_could_not_be_said_back_is_none(mark: str) -> None:
    answer = httpx2.Response(200, headers=[(b"ETag", mark.encode())], stream=httpx2.ByteStream(b"there"))
    assert net(lambda _: answer).fetch() == Fetched(b"there", "")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (said(404), Problem.REFUSED),
        (said(401), Problem.REFUSED),
        (said(410), Problem.REFUSED),
        (said(429), Problem.BROKEN_SERVICE),
        (said(503), Problem.BROKEN_SERVICE),
        (said(302, Location="https://calendar.example:x/"), Problem.NO_ANSWER),
        (said(200, b"x" * (MOST_BYTES + 1)), Problem.TOO_BIG),
        (
            said(200, b"bomb", Content_Encoding="br"),
            Problem.NO_CALENDAR,
        ),
    ],
)
def test_an_answer_that_is_none_is_a_problem(answer: httpx2.Response, problem: Problem) -> None:
    assert net(lambda _: answer).problem() is problem


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (httpx2.ConnectError("no"), Problem.NO_ANSWER),
        (httpx2.ReadTimeout("slow"), Problem.SLOW),
        (httpx2.RemoteProtocolError("odd"), Problem.NO_ANSWER),
    ],
)
def test_a_connection_that_fails_is_a_problem(error: httpx2.HTTPError, problem: Problem) -> None:
    def fail(_: httpx2.Request) -> httpx2.Response:
        raise error

    assert net(fail).problem() is problem


def test_the_next_address_is_tried_where_one_takes_no_connection() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == SECOND:
            raise httpx2.ConnectTimeout("no IPv6 here")
        return said(200, b"there")

    there = Net(answer, calendar_example=[[SECOND, PUBLIC]])
    assert (there.fetch().document, [request.url.host for request in there.asked]) == (b"there", [SECOND, PUBLIC])


def test_what_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    class Drip(httpx2.SyncByteStream):
        def __iter__(self):  # type: ignore[no-untyped-def]
            while True:
                yield b"x"

    monkeypatch.setattr("edgewise.people.calendars.fetch.FETCH_SECONDS", 0.1)
    assert net(lambda _: httpx2.Response(200, stream=Drip())).problem() is Problem.SLOW


def test_a_host_that_the_operator_allows_may_be_within_and_no_other() -> None:
    there = net()
    assert there.fetch("https://inside.example/a.ics", allowed=("inside.example",)).document
    assert there.fetch("http://inside.example:5232/a.ics", allowed=("http://inside.example:5232",)).document
    for address in ("https://inside.example:8443/", "http://inside.example/", "https://10.0.0.7/"):
        assert there.problem(address, ("inside.example", "http://inside.example:5232")) is Problem.FORBIDDEN


def test_a_proxy_or_password_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://10.0.0.7:3128")
    there = net()
    there.fetch()
    assert (there.asked[0].url.host, "Authorization" in there.asked[0].headers) == (PUBLIC, False)


def test_who_gives_no_length_is_held_to_it_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    class Long(httpx2.SyncByteStream):
        sent = 0

        def __iter__(self):  # type: ignore[no-untyped-def]
            for _ in range(1000):
                self.sent += 1
                yield b"x" * 65536

    long = Long()
    caplog.set_level(logging.WARNING)
    assert net(lambda _: httpx2.Response(200, stream=long)).problem() is Problem.TOO_BIG
    assert (long.sent, caplog.records) == (MOST_BYTES // 65536 + 1, [])


@pytest.mark.parametrize(("name", "answers"), [("calendar.example", True), ("other.example", False)])
def test_the_certificate_must_be_of_the_name_although_the_connection_is_to_an_address(
    name: str, answers: bool, tmp_path: Path
) -> None:
    """Over a real connection: the name is in the handshake, and nowhere is it looked up."""
    file = certificate_of(name, tmp_path)
    with listening(Service(), file) as service:
        port = service.origin.rpartition(":")[2]
        address = f"https://calendar.example:{port}/a.ics"
        wire = httpx2.HTTPTransport(verify=ssl.create_default_context(cafile=str(file)))

        def ask() -> Fetched:
            return fetch(address, "", [f"calendar.example:{port}"], lambda *_: ["127.0.0.1"], wire)

        if answers:
            assert (ask().document, service.asked[0]["Host"]) == (service.document, f"calendar.example:{port}")
        else:
            with pytest.raises(Unreadable, match=Problem.NO_ANSWER.value):
                ask()
