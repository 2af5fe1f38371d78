"""The places that a person can go to: the same number of queries for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.notices.inbox.page import unread
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.designs import Cohort

T = TypeVar("T")
APPEARANCES = ("light", "dark")
PERSONAS = {  # key -> e-mail in the demonstration, what they do there
    "participant": ("amara@harbour.example", gettext_lazy("Participant: her circle, her commitments, her hours")),
    "facilitator": ("bruno@harbour.example", gettext_lazy("Facilitator: runs the next session of his circle")),
    "coordinator": (
        "grace@harbour.example",
        gettext_lazy("Coordinator: sees who met and who kept a promise, and never what was said"),
    ),
    "owner": ("hana@harbour.example", gettext_lazy("Programme owner: people, programmes, matching")),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A link of the navigation. `wide_only`: on a phone it is in the menu instead of the bar."""

    words: str
    url: str
    name: str
    current: str = ""  # "page": here; "true": somewhere below it
    wide_only: bool = False

    @property
    def icon(self) -> str:
        return f"web/icons/{self.name}.svg"


@dataclass(frozen=True, slots=True)
class Persona:
    """A person of the demonstration. A visitor may sign in as them."""

    key: str
    person: Person
    role: str

    @property
    def first_name(self) -> str:
        return self.person.name.split()[0]


@dataclass(frozen=True, slots=True)
class Navigation:
    bar: list[Item]
    menu: list[Item]
    initials: str
    has_news: bool = False


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the navigation, read only by a page that shows it, and light or dark."""
    chosen = request.COOKIES.get("appearance", "")
    return {
        "navigation": SimpleLazyObject(lambda: navigation_for(request)),
        "appearance": chosen if chosen in APPEARANCES else "",
    }


def personas() -> list[Persona]:
    """Those of the four who are there; an installation without the demonstration's people has none."""
    people = {person.email: person for person in Person.objects.filter(email__in=[e for e, _role in PERSONAS.values()])}
    return [Persona(key, people[email], str(role)) for key, (email, role) in PERSONAS.items() if email in people]


def initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def navigation_for(request: HttpRequest) -> Navigation:
    person = request.user
    if not isinstance(person, Person):
        return Navigation([], [], "")
    bar = _places(person, request.path)
    me = _item(request.path, _("Me"), "people", "people:me")
    practice = _item(request.path, _("Practice and cards"), "circle", "web:practice")
    news = unread(person, timezone.now())
    told = _item(request.path, _messages(news), "home", "notices:inbox")
    return Navigation(
        bar, [told, me, practice, *(item for item in bar if item.wide_only)], initials(person.name), bool(news)
    )


def _messages(news: int) -> str:
    if not news:
        return _("Messages")
    return ngettext("Messages (%(count)s new)", "Messages (%(count)s new)", news) % {"count": news}


def _places(person: Person, path: str) -> list[Item]:
    today = timezone.localdate()
    coordinated = Cohort.objects.filter(coordinators__person=person).only("code", "starts_on", "ends_on")
    # A running cohort before one that is over, the longest-running first; the home page lists them all.
    desks = [run.code for run in sorted(coordinated, key=lambda run: (run.ends_on < today, run.starts_on, run.pk))]
    owned = list(
        Membership.objects.filter(person=person, is_owner=True, left_on=None)
        .order_by("organisation__name")
        .values_list("organisation__slug", flat=True)
    )
    return [
        _item(path, _("Home"), "home", "home"),
        _item(path, _("Circles"), "circle", "programmes:circles"),
        _item(path, _("Commitments"), "commitments", "growth:commitments", also=("/changes/", "/reflect/")),
        *(_item(path, _("Desk"), "desk", "desk:desk", code) for code in desks[:1]),
        *(_item(path, _("Programmes"), "programmes", "programmes:programmes", slug, wide=True) for slug in owned[:1]),
        *(_item(path, _("People"), "people", "people:people", slug, wide=True) for slug in owned[:1]),
    ]


def _item(
    path: str, words: str, icon: str, route: str, *args: str, wide: bool = False, also: tuple[str, ...] = ()
) -> Item:
    """`also`: where pages begin that belong to it and have addresses of their own."""
    url = reverse(route, args=args)
    below = "true" if url != "/" and path.startswith((url, *also)) else ""
    return Item(words, url, icon, current="page" if path == url else below, wide_only=wide)


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """One of a row of drills: the first is number 1, and after the last comes the first."""

    drill: T
    number: int
    of: int

    @property
    def next(self) -> int:
        return self.number % self.of + 1


def drill_at(row: Sequence[T], number: str) -> Place[T]:
    """There is always a drill: a number after the last begins again, and without a number it is the first."""
    at = (int(number) - 1) % len(row) if number.isdecimal() and len(number) < 6 else 0
    return Place(row[at], at + 1, len(row))
