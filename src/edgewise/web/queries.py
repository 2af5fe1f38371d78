"""The places that a person can go to: the same number of queries for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.notices.inbox.page import unread
from edgewise.people.access import current_memberships, signed_in
from edgewise.people.models import Person
from edgewise.programmes.cohorts.queries import cohorts_looked_after

T = TypeVar("T")
APPEARANCES = ("light", "dark")
FOLLOWING_UP = ("/goals/", "/decisions/", "/feedback/", "/360/", "/changes/", "/reflect/")  # tabs of Commitments
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
    has_news: bool = False


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the navigation, read only by a page that shows it, light or dark, and whether mail leaves."""
    chosen = request.COOKIES.get("appearance", "")
    return {
        "navigation": SimpleLazyObject(lambda: navigation_for(request)),
        "appearance": chosen if chosen in APPEARANCES else "",
        "has_mail": settings.EMAIL_IS_SET_UP,
    }


def personas() -> list[Persona]:
    """Those of the four who are there; an installation without the demonstration's people has none."""
    people = {person.email: person for person in Person.objects.filter(email__in=[e for e, _role in PERSONAS.values()])}
    return [Persona(key, people[email], str(role)) for key, (email, role) in PERSONAS.items() if email in people]


def navigation_for(request: HttpRequest) -> Navigation:
    person = request.user
    if not isinstance(person, Person):
        return Navigation([], [])
    bar = _places(person, request.path)
    me = _item(request.path, _("Me"), "people", "people:me")
    seen = _item(request.path, _("360"), "people", "leaders:three_sixties")
    devices = _item(request.path, _("Signed-in devices"), "people", "people:devices")
    practice = _item(request.path, _("Practice and cards"), "circle", "web:practice")
    news = unread(person, timezone.now())
    told = _item(request.path, _messages(news), "home", "notices:inbox")
    return Navigation(
        bar,
        [told, me, seen, practice, devices, *(item for item in bar if item.wide_only)],
        bool(news),
    )


def places_of(request: HttpRequest) -> list[Item]:
    """Every page that the person can go to from the navigation, and those that are further off."""
    person = signed_in(request)
    found = navigation_for(request)
    owned = _owned_by(person)
    more = [
        _item(request.path, _("When I can meet"), "people", "people:hours", slug)
        for slug in _organisations_of(person)[:1]
    ]
    more += [
        _item(request.path, words, "people", route, slug)
        for slug in owned[:1]
        for words, route in (
            (_("Results"), "desk:overview"),
            (_("New programme"), "programmes:new_programme"),
            (_("Import people"), "people:import"),
            (_("Add a person"), "people:add_person"),
        )
    ]
    mine = [
        _item(request.path, _("Message settings"), "people", "notices:preferences"),
        _item(request.path, _("My calendar"), "people", "rooms:feed-settings"),
        _item(request.path, _("The pulse"), "people", "pulse:mine"),
    ]
    return list({item.url: item for item in (*found.bar, *found.menu, *mine, *more)}.values())


def _organisations_of(person: Person) -> list[str]:
    found = current_memberships(person).order_by("organisation__name")
    return list(found.values_list("organisation__slug", flat=True))


def _owned_by(person: Person) -> list[str]:
    owned = current_memberships(person).filter(is_owner=True)
    return list(owned.order_by("organisation__name").values_list("organisation__slug", flat=True))


def _messages(news: int) -> str:
    if not news:
        return _("Messages")
    return ngettext("Messages (%(count)s new)", "Messages (%(count)s new)", news) % {"count": news}


def _places(person: Person, path: str) -> list[Item]:
    today = timezone.localdate()
    codes = cohorts_looked_after(person, today).values_list("code", flat=True)
    desks = tuple(f"/cohorts/{code}/desk/" for code in codes)
    owned = _owned_by(person)
    return [
        _item(path, _("Home"), "home", "home"),
        _item(path, _("Circles"), "circle", "programmes:circles"),
        _item(path, _("Commitments"), "commitments", "growth:commitments", also=FOLLOWING_UP),
        *([_item(path, _("Desk"), "desk", "desk:desks", also=desks)] if desks else []),
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
