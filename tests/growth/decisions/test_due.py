"""Its day comes: who took it is told once, and nobody else, and not a word of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from edgewise.domain.decisions.model import Again, Happened
from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.decisions.actions import look_again
from edgewise.growth.decisions.queries import decisions_due, my_decisions
from edgewise.notices.models import Delivery, Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.models import Membership
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from tests import make
from tests.growth.decisions.test_actions import DAY, DUE
from tests.growth.test_due import told

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def days_go_by(first: int, last: int) -> None:
    """Counted from the day on which it is due."""
    for day in range(first, last + 1):
        tick(DUE + day * DAY)


def test_its_author_is_told_once_on_its_day_and_not_a_word_of_it(harbour: Circle, amara: Membership) -> None:
    row = make.decision(harbour, amara)
    days_go_by(-2, -1)
    before = Notice.objects.count()
    days_go_by(0, 4)
    (notice,) = Notice.objects.all()
    assert (before, notice.to, notice.kind) == (0, amara, Kind.DECISION_DUE)
    assert (notice.facts, notice.link) == ({"on": "2026-03-02"}, f"/decisions/{row.code}/")
    assert not any(word in str(Notice.objects.values()) for word in ("launch", "Dana", "leads", "70"))
    row.refresh_from_db()
    assert row.asked_of == make.DUE


def test_it_is_the_day_where_the_author_is(harbour: Circle, amara: Membership) -> None:
    amara.time_zone = "Pacific/Auckland"
    amara.save()
    make.decision(harbour, amara)
    midnight = DUE.replace(hour=0) - timedelta(hours=13)
    tick(midnight - timedelta(minutes=5))
    assert told(Kind.DECISION_DUE) == []
    tick(midnight + timedelta(minutes=5))
    assert told(Kind.DECISION_DUE) == ["Amara"]


def test_what_is_answered_is_not_asked_and_what_is_answered_meanwhile_is_called_off(
    harbour: Circle, amara: Membership
) -> None:
    early, late = make.decision(harbour, amara), make.decision(harbour, amara)
    look_again(early, Happened.YES, Again.YES, "", make.NOW + DAY)
    tick(DUE)
    assert Notice.objects.count() == 1
    look_again(late, Happened.CANNOT_BE_TOLD, Again.TOO_EARLY, "", DUE)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"dropped"}


def test_an_early_no_is_asked_of_on_its_day(harbour: Circle, amara: Membership) -> None:
    look_again(make.decision(harbour, amara), Happened.NO, Again.YES, "", make.NOW + DAY)
    days_go_by(0, 1)
    assert told(Kind.DECISION_DUE) == ["Amara"]


def test_open_ones_and_those_of_a_purged_circle_are_not_asked_of(harbour: Circle, amara: Membership) -> None:
    make.open_decision(harbour, amara)
    lantern = make.circle(members=[amara], name="Lantern")
    make.decision(lantern, amara)
    Circle.objects.filter(pk=lantern.pk).update(purged_at=make.NOW)
    days_go_by(0, 1)
    assert told(Kind.DECISION_DUE) == []


def test_whoever_has_left_the_circle_is_told_and_whoever_left_the_organisation_is_not(
    harbour: Circle, amara: Membership, bruno: Membership
) -> None:
    make.decision(harbour, amara)
    make.decision(harbour, bruno)
    end_seat(harbour.seats.get(membership=amara), SeatEnd.MOVED, make.NOW + DAY)
    Membership.objects.filter(pk=bruno.pk).update(left_on=make.NOW.date())
    days_go_by(0, 1)
    assert told(Kind.DECISION_DUE) == ["Amara"]


@pytest.mark.parametrize(
    ("state", "names"),
    [
        (EnrolmentState.OPTED_OUT, []),
        (EnrolmentState.DROPPED, []),
        (EnrolmentState.PAUSED, []),
        (EnrolmentState.WAITING, []),
        (EnrolmentState.MOVED_ON, []),
        (EnrolmentState.COMPLETED, ["Amara"]),
    ],
)
def test_who_does_not_take_part_is_not_written_to(
    harbour: Circle, amara: Membership, state: EnrolmentState, names: list[str]
) -> None:
    make.decision(harbour, amara)
    Enrolment.objects.filter(membership=amara).delete()
    make.enrolment(amara, harbour.cohort, state)
    days_go_by(0, 1)
    assert told(Kind.DECISION_DUE) == names


def test_whoever_comes_back_from_a_pause_in_that_week_is_told(harbour: Circle, amara: Membership) -> None:
    make.decision(harbour, amara)
    Enrolment.objects.filter(membership=amara).delete()
    entry = make.enrolment(amara, harbour.cohort, EnrolmentState.PAUSED)
    days_go_by(0, 1)
    Enrolment.objects.filter(pk=entry.pk).update(state=EnrolmentState.ACTIVE)
    days_go_by(3, 4)
    assert told(Kind.DECISION_DUE) == ["Amara"]


def test_those_that_wait_are_found_for_the_next_session_of_several_people(
    harbour: Circle, amara: Membership, bruno: Membership
) -> None:
    chidi = make.membership("Chidi")
    first, second = make.decision(harbour, amara), make.decision(harbour, bruno)
    make.decision(harbour, chidi)
    later = make.decision(harbour, amara, make.decision_words(by=make.DUE + DAY))
    look_again(make.decision(harbour, bruno), Happened.YES, Again.YES, "", DUE)
    assert list(decisions_due([amara, bruno], make.DUE)) == [first, second]
    assert list(decisions_due([amara, bruno], make.DUE - DAY)) == []
    assert list(decisions_due([amara], make.DUE + DAY)) == [first, later]
    assert my_decisions(chidi.person).count() == 1
