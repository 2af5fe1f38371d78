"""Measures the pulse in a home of its own: started by benchmarks.pulse."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter, process_time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client

import edgewise.config.ready  # noqa: F401
from edgewise.config.static.files import collect
from edgewise.domain.pulse.ballots import PLACES_OF_A_BOX, Ballot, empty_box, with_ballot
from edgewise.people.models import Person
from edgewise.pulse.ballots.queries import box_context
from edgewise.pulse.models import Wave
from edgewise.vault.actions import open_cipher
from tests import make
from tests.pulse import world

FORM_BAR_MS, PAGE_BAR_MS = 60.0, 200.0
FORMS_SENT, IN_ONE_BOX, IN_MANY_BOXES = 100, 500, 10_000  # people
ANSWERED_A_BOX = 300
FUNCTIONS = ("Sales", "Engineering", "Finance", "Legal", "Support")


def main() -> int:
    call_command("migrate", verbosity=0)
    collect()
    settings.ALLOWED_HOSTS = ["testserver"]
    forms = sorted(_forms())
    at_95 = forms[len(forms) * 95 // 100]
    print(f"{'form, half':32}{forms[len(forms) // 2]:10.1f} ms")
    print(f"{'form, 95 of 100':32}{at_95:10.1f} ms")
    begun = process_time()
    wave = world.opened(world.crowd(IN_MANY_BOXES, make.membership("Grace"), FUNCTIONS))
    print(f"{'launch of 10,000':32}{1000 * (process_time() - begun):10.0f} ms of processor time")
    _fill(wave)
    begun = process_time()
    world.closed(wave)
    print(f"{'closing of 10,000':32}{1000 * (process_time() - begun):10.0f} ms of processor time")
    page = partial(_signed_in(make.person("Grace")).get, f"/pulse/{wave.code}/result/")
    result = min(_ms(page, 200) for _ in range(9))
    print(f"{'result page of 10,000':32}{result:10.1f} ms")
    return int(at_95 > FORM_BAR_MS or result > PAGE_BAR_MS)


def _forms() -> list[float]:
    """Each of the last who answer, into a box that is nearly full."""
    wave = world.opened(world.running(IN_ONE_BOX))
    world.send(wave, world.fours(IN_ONE_BOX - FORMS_SENT))
    given = {f"item-{item['key']}": "4" for item in wave.questionnaire["item"]} | {"comment": "We ask too little. " * 8}
    people = [line.membership.person for line in world.lines(wave)[-FORMS_SENT:]]
    return [_ms(partial(_signed_in(who).post, f"/pulse/{wave.code}/", given), 302) for who in people]


def _fill(wave: Wave) -> None:
    """All boxes with the same ballots: only their number matters here."""
    kinds, blob = len(wave.plan["kinds"]), empty_box(PLACES_OF_A_BOX)
    for number in range(ANSWERED_A_BOX):
        answers = tuple(world.DICE.choice((3, 4, 4, 5)) for _ in range(world.ITEMS))
        blob = with_ballot(blob, Ballot(number % kinds, answers), world.DICE)
    for box in wave.boxes.all():
        box.ballots = open_cipher(wave.scope).encrypt(blob, box_context(box.number))
        box.save()


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _ms(ask: Callable[[], Any], status: int) -> float:
    begun = perf_counter()
    answered = ask()
    taken = 1000 * (perf_counter() - begun)
    assert answered.status_code == status, answered
    return taken


if __name__ == "__main__":
    sys.exit(main())
