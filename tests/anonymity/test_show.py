"""What each persona sees of three waves, and what could be learnt: `pytest -s tests/anonymity/test_show.py` prints it.

48 people are asked; some leave and some join between the waves. Everything is done by the actions of the application,
but that people who join are put in a circle at once.
"""

from __future__ import annotations

import html
import logging
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from edgewise.domain.pulse.builtin import builtin_questionnaire
from edgewise.people.models import Person
from edgewise.programmes.enrolments.actions import drop
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.ballots.actions import Sent, answer
from edgewise.pulse.models import Asked, Wave
from tests import make
from tests.anonymity.stranger import Helper, Read, recovered, who_answered
from tests.pulse import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SignIn = Callable[[Person], Client]
Rows = dict[str, list[tuple[Any, ...]]]
Given = dict[str, list[int]]  # all answers, by name

PEOPLE, LEAVERS, JOINERS = 48, ("Member 3", "Member 17"), ("Joiner 0", "Joiner 1", "Joiner 2")
SCALES = {"safety": 4, "accountability": 3, "respect": 3, "belonging": 1, "load": 1}
WORST_WAVE, CHEERFUL, CROSS = 1, (3, 4, 4, 5), (2, 2, 3, 4)
SHARE = 0.9  # of those who are asked, who answer
OFFICES = ("Oslo", "Pune", "Lyon")


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")


@pytest.fixture
def cohort() -> Cohort:
    """With a boss to whom all report, in three offices; Hana owns, Grace coordinates."""
    make.membership("Hana", is_owner=True)
    boss = make.membership("Boris")
    run = world.running(0, [make.membership("Grace")])
    for number in range(PEOPLE):
        who = make.membership(f"Member {number}", manager=boss, location=OFFICES[number % len(OFFICES)])
        make.enrolment(who, run)
    return run


class Story:
    """Three waves; `given`: who answered what, by wave, which no attacker sees."""

    def __init__(self, cohort: Cohort, dice: Random) -> None:
        self.cohort, self.dice = cohort, dice
        self.waves: list[Wave] = []
        self.given: list[Given] = []
        self.dumps: tuple[Rows, Rows] | None = None
        for number in range(3):
            self._wave(number)
            if not number:
                self._come_and_go()

    def _wave(self, number: int) -> None:
        wave, given = world.opened(self.cohort, number), Given()
        temper = CROSS if number == WORST_WAVE else CHEERFUL
        for line in world.lines(wave):
            if self.dice.random() < SHARE:
                given[line.membership.person.name] = [self.dice.choice(temper) for _ in range(world.ITEMS)]
                before = dump() if self.dumps is None else {}
                self._answer(line, given)
                self.dumps = self.dumps or (before, dump())
        self.waves.append(world.closed(wave))
        self.given.append(given)

    def _answer(self, line: Asked, given: Given) -> None:
        name = line.membership.person.name
        comment = "We need more time." if self.dice.random() < 0.3 else ""
        assert answer(line, list(given[name]), comment, world.at(line.wave.opens_on)) is Sent.DONE

    def _come_and_go(self) -> None:
        for name in LEAVERS:
            assert drop(self.cohort.enrolments.get(membership__person__name=name))
        for name in JOINERS:
            make.enrolment(make.membership(name, location="Oslo"), self.cohort)


def dump() -> Rows:
    """Every row of every table."""
    models = apps.get_models(include_auto_created=True)
    return {
        one._meta.db_table: [tuple(map(_plain, row)) for row in one._default_manager.order_by("pk").values_list()]
        for one in models
    }


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def read(client: Client, name: str, code: str) -> tuple[int, str]:
    answered = client.get(reverse(f"pulse:{name}", args=[code]))
    page = answered.content.decode()
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    return answered.status_code, main[0] if main else ""


def words(fragment: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", fragment)).split())


def table(page: str) -> dict[str, list[str]]:
    """The rows of the tables of a page, as somebody reads them; parts of the cohort by their own name."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    cells = [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]
    return {first: rest for first, *rest in cells if rest}


def personas(sign_in: SignIn) -> Iterator[tuple[str, Client]]:
    strange = make.membership("Zoe", make.organisation("Southwind"))
    named = {
        "participant, asked": "Member 0",
        "joined later": "Joiner 0",
        "left after the first": LEAVERS[0],
        "coordinator": "Grace",
        "owner": "Hana",
        "boss": "Boris",
    }
    for role, name in named.items():
        yield role, sign_in(make.person(name))
    yield "stranger", sign_in(strange.person)


def seen(story: Story, sign_in: SignIn) -> dict[str, list[int]]:
    """Status codes: the result of each wave, the form of the first, and the cohort's page of waves."""
    found, first = {}, story.waves[0]
    for role, client in personas(sign_in):
        pages = [read(client, "result", wave.code) for wave in story.waves]
        pages += [read(client, "answer", first.code), read(client, "cohort", story.cohort.code)]
        found[role] = [status for status, _ in pages]
        say(f"{role:22} results {found[role][:3]}  form of wave 1 {found[role][3]}  calendar {found[role][4]}")
    return found


def report_dumps(story: Story) -> list[str]:
    """What an administrator of the database learns from two dumps around one answer."""
    assert story.dumps is not None
    before, after = story.dumps
    changed = sorted(one for one in after if before[one] != after[one])
    say(f"\nTwo dumps around one answer: tables that differ: {', '.join(changed)}")
    for name in changed:
        for old, new in zip(before[name], after[name], strict=True):
            for one, other in zip(old, new, strict=True):
                if one != other and isinstance(other, bytes):
                    same = sum(a == b for a, b in zip(one, other, strict=True))
                    say(f"  the box: {len(one)} bytes before, {len(other)} after, {same} of them the same")
                elif one != other:
                    say(f"  {name}: {one} became {other}")
    return changed


def attack(story: Story, pages: Sequence[str]) -> list[str]:
    """With the coordinator's account, the ledger of a dump, and two people who tell what they answered."""
    found = []
    for wave, given, page in zip(story.waves, story.given, pages, strict=True):
        helpers = [name for name in given if name.startswith("Member")][:2]
        for scale in SCALES:
            found += [f"{wave.moment}, {scale}: {what}" for what in _certain(wave, given, page, scale, ())]
            found += [f"{wave.moment}, {scale}: {what}" for what in _certain(wave, given, page, scale, helpers)]
        if not _left_out(page):
            reads = [_read(wave, page, scale, ()) for scale in SCALES]
            found += [f"{wave.moment}: {what}" for what in who_answered(reads, [0] * len(reads[0].asked))]
    return found


def _certain(wave: Wave, given: Given, page: str, scale: str, helpers: Sequence[str]) -> set[str]:
    """What follows however the lot has fallen among the parts; the ledger has who answered."""
    atoms, out = _atoms(wave, page), _left_out(page)
    answered = [sum(name in given for name in atom) for atom in atoms]
    told = [
        Helper(next(n for n, atom in enumerate(atoms) if name in atom), _part(given[name], scale)) for name in helpers
    ]
    certain = []
    for lots in product(range(out + 1), repeat=len(atoms)):
        if sum(lots) == out:
            counted = tuple(people - lot for people, lot in zip(answered, lots, strict=True))
            what = set(recovered(_read(wave, page, scale, lots), counted, told))
            certain += [] if any("misread" in one for one in what) else [what]
    assert certain, "no lot fits: the rules are misread"
    return set.intersection(*certain)


def _atoms(wave: Wave, page: str) -> list[set[str]]:
    """Who the shown parts tell apart: the people of each shown office, and all others."""
    shown = [office for office in OFFICES if f"Location: {office}" in table(page)]
    found: dict[str, set[str]] = {}
    for line in world.lines(wave):
        office = line.facts["site"]
        found.setdefault(office if office in shown else "", set()).add(line.membership.person.name)
    return [found[office] for office in [*shown, ""] if office in found]


def _left_out(page: str) -> int:
    said = re.search(r"(\d+) answers? (?:was|were) drawn by lot", words(page))
    return int(said[1]) if said else 0


def _read(wave: Wave, page: str, scale: str, lots: tuple[int, ...]) -> Read:
    atoms, lines, place = _atoms(wave, page), table(page), list(SCALES).index(scale)
    shown = [office for office in OFFICES if f"Location: {office}" in lines]
    cells: list[tuple[tuple[int, ...], str]] = [
        ((number,), lines[f"Location: {office}"][place]) for number, office in enumerate(shown)
    ]
    cells.append((tuple(range(len(atoms))), lines[names()[scale]][0]))
    return Read(SCALES[scale], tuple(map(len, atoms)), tuple(cells), lots, whole=True)


def names() -> dict[str, str]:
    asks = builtin_questionnaire()
    return {scale.key: str(asks.said(scale.name)) for scale in asks.scales}


def _part(sheet: Sequence[int], scale: str) -> tuple[int, ...]:
    first = sum(list(SCALES.values())[: list(SCALES).index(scale)])
    return tuple(sheet[first : first + SCALES[scale]])


def test_what_each_persona_sees_and_what_could_be_learnt(
    cohort: Cohort, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "django.request")  # who may not read a page is no news here
    story = Story(cohort, Random(15))
    assert seen(story, sign_in) == {
        "participant, asked": [200, 200, 200, 302, 403],
        "joined later": [404, 200, 200, 404, 403],
        "left after the first": [200, 404, 404, 302, 403],
        "coordinator": [200, 200, 200, 403, 200],
        "owner": [200, 200, 200, 403, 200],
        "boss": [404] * 5,
        "stranger": [404] * 5,
    }
    pages = [read(sign_in(make.person("Grace")), "result", wave.code)[1] for wave in story.waves]
    for page in pages:
        say(f"\n{words(page[: page.index('</header>')])}")
        for first, rest in table(page).items():
            say(f"  {first}: {'; '.join(rest)}")
        say(f"  answers left out by lot: {_left_out(page)}")
    same = [read(sign_in(make.person("Member 0")), "result", wave.code)[1] for wave in story.waves]
    assert [_told(page) for page in same] == [_told(page) for page in pages]
    assert len(report_dumps(story)) == 2
    found = attack(story, pages)
    say(f"\nWhat follows about anybody, with the account, the dumps and the pages: {found or 'nothing'}")
    say("Who has answered stands in the ledger of a dump, and on no page.")
    assert found == []


def _told(page: str) -> str:
    return words(page[page.index("</header>") :])
