"""Two at once: the database is the referee."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from edgewise.growth import actions
from edgewise.growth.models import CheckIn, Commitment, Status
from edgewise.people.models import Membership
from edgewise.programmes.models import Circle
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


@pytest.fixture
def amara() -> Membership:
    return make.membership("Amara")


@pytest.fixture
def harbour(amara: Membership) -> Circle:
    return make.circle(members=[amara, make.membership("Bruno")])


def _at_once(*doings: Callable[[], object]) -> None:
    start = Barrier(len(doings))

    def do(doing: Callable[[], object]) -> None:
        try:
            start.wait()
            doing()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as threads:
        list(threads.map(do, doings))


def test_two_processes_that_settle_one_session_leave_one_commitment(harbour: Circle, amara: Membership) -> None:
    _at_once(*[lambda: make.commitment(harbour, amara, session_code="spring1")] * 4)

    assert Commitment.objects.count() == 1


def test_of_two_check_ins_at_once_the_later_moment_decides(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    later = make.NOW + timedelta(seconds=1)

    _at_once(
        lambda: actions.check_in(made, amara, Status.KEPT, "", later),
        lambda: actions.check_in(made, amara, Status.NOT, "", make.NOW),
    )

    made.refresh_from_db()
    assert (made.status, CheckIn.objects.count()) == (Status.KEPT, 2)


def test_one_form_sent_twice_at_once_is_one_check_in(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)

    _at_once(*[lambda: actions.check_in(made, amara, Status.KEPT, "", make.NOW, key="a" * 24)] * 4)

    assert CheckIn.objects.count() == 1
