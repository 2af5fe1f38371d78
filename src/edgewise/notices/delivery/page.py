"""A letter laid out as e-mail: plain text, HTML, and what goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS, letter
from edgewise.domain.nudges.letters.model import Letter, Reader
from edgewise.notices.models import Notice
from edgewise.notices.preferences.queries import off_token
from edgewise.people.models import Membership


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
    off_url: str  # one click and that kind is not sent again; of a digest: where it is chosen
    calendar: str = ""
    method: str = ""


def reader_of(who: Membership) -> Reader:
    return Reader(who.person.name, ZoneInfo(who.time_zone))


def address_of(path: str) -> str:
    return f"{settings.BASE_URL}{path}" if path else ""


def mail_of(notices: Sequence[Notice]) -> Mail:
    """One mail to one person of one letter, or of several as a digest. The notices come with `to__person`."""
    first = notices[0]
    reader = reader_of(first.to)
    parts = [_part(one, reader) for one in notices]
    is_digest = len(parts) > 1
    context = {
        "parts": parts,
        "is_digest": is_digest,
        "subject": _("Your news from Edgewise") if is_digest else parts[0].letter.subject,
        "greeting": parts[0].letter.greeting,
        "preferences": address_of(reverse("notices:preferences")),
        "base": settings.BASE_URL,
    }
    html = render_to_string("notices/delivery/mail.html", context)
    return Mail(
        to=first.to.person.email,
        subject=str(context["subject"]),
        text=render_to_string("notices/delivery/mail.txt", context),
        html=_inliner().inline(html),
        off_url="" if is_digest else parts[0].off_url,
        calendar="" if is_digest else first.calendar,
        method="" if is_digest else first.method,
    )


def _part(notice: Notice, reader: Reader) -> Part:
    kind = Kind(notice.kind)
    off = address_of(reverse("notices:off", args=[off_token(notice.to_id, kind)]))
    return Part(letter(kind, notice.facts, reader), address_of(notice.link), off, WORDINGS[kind].title)


@cache
def _inliner() -> css_inline.CSSInliner:
    """Mail programs drop style sheets, so each element carries its own part of this one."""
    sheet = files("edgewise.notices").joinpath("static/notices/mail.css").read_text()
    return css_inline.CSSInliner(extra_css=sheet, load_remote_stylesheets=False)
