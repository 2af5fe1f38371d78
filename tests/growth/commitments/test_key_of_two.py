"""What two promise each other in their hour is sealed with their key, and so is what follows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from edgewise.growth.commitments.actions import check_in
from edgewise.growth.commitments.queries import commitments, learnt_context, read, words_context
from edgewise.growth.models import CheckIn, Commitment, Status, Step
from edgewise.growth.steps.actions import set_step
from edgewise.growth.steps.queries import all_steps, step_context
from edgewise.people.models import Person
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.models.sessions import Session
from edgewise.vault.actions import destroy_key, ensure_installation_key, open_cipher
from edgewise.vault.cipher import Undecipherable
from edgewise.vault.queries import cipher_of, openings
from tests import make
from tests.rooms.pair_hours.two import circle_of_four, held, planned

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
WORDS = "ask Dana about the budget"


@pytest.fixture
def harbour() -> Circle:
    ensure_installation_key()
    return circle_of_four()


@pytest.fixture
def hour(harbour: Circle) -> Session:
    """Held, with a step and an answer that follow what Chidi promised there."""
    open_cipher(harbour.scope)  # the circle has a key of its own
    found = held(planned(harbour, "Amara", "Chidi", timezone.now() - timedelta(hours=2)), WORDS)
    row = commitments().get(author__person__name="Chidi")
    assert set_step(row, WORDS, row.by_date, timezone.now())
    check_in(row, row.author, Status.KEPT, WORDS, timezone.now())
    return found


def tokens() -> list[tuple[bytes, bytes]]:
    """Everything sealed of Chidi's promise, with its context."""
    row = Commitment.objects.get(author__person__name="Chidi")
    entry, step = CheckIn.objects.get(), Step.objects.get()
    return [
        (bytes(row.words), words_context(row.code)),
        (bytes(entry.learnt), learnt_context(row.code, entry.key)),
        (bytes(step.words), step_context(step.code)),
    ]


def opens(scope: str) -> list[bool]:
    """Does the key of that name open each of them?"""
    found = []
    for token, context in tokens():
        try:
            found.append(WORDS in cipher_of(scope).decrypt(token, context).decode())
        except Undecipherable:
            found.append(False)
    return found


def said() -> list[str]:
    """As the two read it: the promises, the answer, the step."""
    promises = read(commitments().order_by("author__person__name"), all_steps())
    words = [one.words.what for one in promises if one.words]
    learnt = [entry.learnt or "" for one in promises for entry in one.learnings]
    return words + learnt + [step.words or "" for one in promises for step in one.steps]


def test_the_key_of_the_two_opens_it_and_the_circles_does_not(hour: Session) -> None:
    assert (opens(hour.scope), opens(hour.circle.scope)) == ([True] * 3, [False] * 3)
    assert said() == [WORDS] * 4


def test_what_is_promised_in_a_meeting_is_the_circles(harbour: Circle) -> None:
    made = make.commitment(harbour, make.membership("Amara"))
    assert (made.scope, made.between_two) == (harbour.scope, False)


def test_who_reads_it_stands_in_the_log_of_the_two(hour: Session, sign_in: SignIn) -> None:
    before = openings(hour.circle.scope).count()
    assert sign_in(make.person("Amara")).get("/commitments/witnessing/").status_code == 200
    assert (openings(hour.scope).first() is not None, openings(hour.circle.scope).count()) == (True, before)


def test_the_migration_seals_it_anew_and_back(hour: Session) -> None:
    migration = import_module("edgewise.growth.migrations.0006_key_of_two")
    migration.seal_with_the_key_of_the_circle(apps, None)
    Commitment.objects.update(key_scope="")
    assert (opens(hour.scope), opens(hour.circle.scope)) == ([False] * 3, [True] * 3)
    assert said() == [WORDS] * 4
    migration.seal_with_the_key_of_two(apps, None)
    assert (opens(hour.scope), opens(hour.circle.scope)) == ([True] * 3, [False] * 3)
    assert said() == [WORDS] * 4


def test_the_migration_leaves_alone_what_nobody_can_read(hour: Session) -> None:
    migration = import_module("edgewise.growth.migrations.0006_key_of_two")
    before = tokens()
    destroy_key(hour.scope)
    migration.seal_with_the_key_of_the_circle(apps, None)
    migration.seal_with_the_key_of_two(apps, None)
    assert tokens() == before


def test_once_its_key_is_destroyed_nobody_reads_it(hour: Session) -> None:
    destroy_key(hour.scope)
    assert [words for words in said() if words] == []


def test_once_the_circle_is_purged_nobody_reads_it(hour: Session) -> None:
    Circle.objects.filter(pk=hour.circle_id).update(purged_at=timezone.now())
    assert [words for words in said() if words] == []
