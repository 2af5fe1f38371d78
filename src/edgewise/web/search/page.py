"""What a search shows: people, circles, cohorts and pages, each a link that its finder may follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from edgewise.people.models import Person
from edgewise.web.queries import Item
from edgewise.web.search import queries

LEAST_LETTERS = 2  # to look for people and circles; pages are found by one


@dataclass(frozen=True, slots=True)
class Found:
    words: str
    more: str  # what tells it from others of that name
    url: str
    person: Person | None = None  # whose face stands before it


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    found: Sequence[Found]


def search_for(person: Person, words: str, places: Sequence[Item]) -> list[Group]:
    """Groups with something in them; seven queries, however much there is. `places` are links of the navigation."""
    pages = [Found(item.words, "", item.url) for item in places if words.casefold() in item.words.casefold()]
    groups = [Group(_("Pages"), pages)]
    if len(words) >= LEAST_LETTERS:
        groups = [
            Group(_("People"), _once(_people(person, words))),
            Group(_("Circles"), _once(_circles(person, words))),
            Group(_("Cohorts"), _once(_cohorts(person, words))),
            *groups,
        ]
    return [group for group in groups if group.found]


def _people(person: Person, words: str) -> Iterable[Found]:
    looked_after = queries.people_found(person, words)
    known = {one.person_id for one in looked_after}
    for one in looked_after:
        more = " · ".join(filter(None, (one.job_title or one.function, one.location))) or one.person.email
        yield Found(one.person.name, more, reverse("desk:person", args=[one.organisation.slug, one.pk]), one.person)
    for seat in queries.seatmates_found(person, words):
        if seat.membership.person_id not in known:
            where = reverse("rooms:circle", args=[seat.circle.code])
            yield Found(seat.membership.person.name, seat.circle.name, where, seat.membership.person)


def _circles(person: Person, words: str) -> Iterable[Found]:
    mine = queries.own_circles_found(person, words)
    for seat in mine:
        where = reverse("rooms:circle", args=[seat.circle.code])
        yield Found(seat.circle.name, seat.circle.cohort.programme.name, where)
    sits_in = {seat.circle_id for seat in mine}
    for circle in queries.circles_found(person, words):
        if circle.pk not in sits_in:
            where = reverse("programmes:cohort", args=[circle.cohort.code]) + "#circles"
            yield Found(circle.name, circle.cohort.name, where)


def _cohorts(person: Person, words: str) -> Iterable[Found]:
    for run in queries.cohorts_found(person, words):
        yield Found(run.name, run.programme.name, reverse("programmes:cohort", args=[run.code]))
    for entry in queries.parts_found(person, words):
        where = reverse("programmes:part", args=[entry.cohort.code])
        yield Found(entry.cohort.name, entry.cohort.programme.name, where)
    for design in queries.programmes_found(person, words):
        where = reverse("programmes:programme", args=[design.organisation.slug, design.pk])
        yield Found(design.name, _("Programme"), where)


def _once(found: Iterable[Found]) -> list[Found]:
    return list({one.url: one for one in reversed(list(found))}.values())[::-1]
