"""A letter laid out as e-mail: plain text, HTML, and what goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS, letter
from edgewise.domain.nudges.letters.model import Letter, Reader
from edgewise.notices.models import Notice, OutsideLetter
from edgewise.notices.preferences.queries import off_token
from edgewise.people.models import Membership
from edgewise.people.queries import has_left


@dataclass(frozen=True, slots=True)
class Part:
    """One letter of a mail, and where its button and its way out lead."""

    letter: Letter
    url: str
    off_url: str
    title: str  # of its kind


@dataclass(frozen=True, slots=True)
class Mail:
    to: str  # an address
    subject: str
    text: str
    html: str
    off_url: str  # one click and that kind is not sent again; of a digest: none of its kinds; empty: there is no way
    reply_to: str = ""  # an address
    calendar: str = ""
    method: str = ""


def reader_of(who: Membership) -> Reader:
    return Reader(who.person.name, ZoneInfo(who.time_zone))


def address_of(path: str) -> str:
    return f"{settings.BASE_URL}{path}" if path else ""


def mail_of(notices: Sequence[Notice]) -> Mail:
    """One mail to one person of one letter, or of several as a digest.

    The notices come with `to__person` and `by__person`.
    """
    first = notices[0]
    reader = reader_of(first.to)
    parts = [_part(one, reader) for one in notices]
    is_digest, off_url = len(parts) > 1, _off_url(first.to_id, [Kind(one.kind) for one in notices])
    context = {
        "parts": parts,
        "is_digest": is_digest,
        "subject": _("Your news from Edgewise") if is_digest else parts[0].letter.subject,
        "greeting": parts[0].letter.greeting,
        "off_url": off_url,
        "preferences": address_of(reverse("notices:preferences")),
        "base": settings.BASE_URL,
    }
    return Mail(
        to=first.to.person.email,
        subject=str(context["subject"]),
        text=render_to_string("notices/delivery/mail.txt", context),
        html=_html(context),
        off_url=off_url,
        reply_to=_writer(notices),
        calendar="" if is_digest else first.calendar,
        method="" if is_digest else first.method,
    )


def mail_outside(row: OutsideLetter) -> Mail:
    """One letter to somebody without a membership. The row comes with `by__person`."""
    name, address, zone = row.to
    kind = Kind(row.kind)
    said = letter(kind, row.facts, Reader(name, ZoneInfo(zone)))
    context = {
        "parts": [Part(said, address_of(row.path), "", WORDINGS[kind].title)],
        "is_digest": False,
        "subject": said.subject,
        "greeting": said.greeting,
        "base": settings.BASE_URL,
    }
    return Mail(
        to=address,
        subject=str(said.subject),
        text=render_to_string("notices/delivery/mail.txt", context),
        html=_html(context),
        off_url="",
        reply_to=_address_of_writer(row.by),
    )


def _html(context: dict[str, Any]) -> str:
    return _inliner().inline(render_to_string("notices/delivery/mail.html", context))


def _part(notice: Notice, reader: Reader) -> Part:
    kind = Kind(notice.kind)
    off = _off_url(notice.to_id, [kind])
    return Part(letter(kind, notice.facts, reader), address_of(notice.path), off, WORDINGS[kind].title)


def _off_url(to: int, kinds: Sequence[Kind]) -> str:
    return address_of(reverse("notices:off", args=[off_token(to, *dict.fromkeys(kinds))]))


def _writer(notices: Sequence[Notice]) -> str:
    """The address of the person who caused it all; none if they have left, or if it is the reader."""
    writers = {one.by for one in notices}
    found = writers.pop() if len(writers) == 1 else None
    return "" if found and found.person_id == notices[0].to.person_id else _address_of_writer(found)


def _address_of_writer(found: Membership | None) -> str:
    return "" if found is None or has_left(found) else found.person.email


@cache
def _inliner() -> css_inline.CSSInliner:
    """Mail programs drop style sheets, so each element carries its own part of this one."""
    sheet = files("edgewise.notices").joinpath("static/notices/mail.css").read_text()
    return css_inline.CSSInliner(extra_css=sheet, load_remote_stylesheets=False)
