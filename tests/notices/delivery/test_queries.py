"""What has not left yet: counted for those who wrote it, with the moment at which it leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.delivery.queries import Post, post_of, posts_of
from edgewise.notices.models import Delivery
from edgewise.notices.outbox.actions import tell
from edgewise.people.models import Membership
from tests import make

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 3, 4, 10, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, 10, tzinfo=UTC)
MONDAY_AT_8 = datetime(2026, 3, 9, 8, tzinfo=UTC)


def invited(name: str, at: datetime, zone: str = "UTC", of: str = "Northwind") -> Membership:
    who = make.membership(name, make.organisation(of), time_zone=zone)
    facts = {"programme": "Leading Together", "cohort": "Spring", "starts_on": "2026-04-01", "by": "Hana"}
    tell(who, Message(Kind.INVITATION, f"invitation:{name}", facts), at)
    return who


def test_letters_of_a_weekend_wait_for_monday_morning_where_their_reader_is() -> None:
    invited("Amara", SATURDAY)
    invited("Bruno", SATURDAY, "America/New_York")
    assert post_of(make.organisation(), SATURDAY) == Post(True, 2, MONDAY_AT_8)
    deliver(SATURDAY)
    assert post_of(make.organisation(), SATURDAY) == Post(True, 2, MONDAY_AT_8)


def test_a_letter_that_leaves_at_once_does_not_wait() -> None:
    invited("Amara", WEDNESDAY)
    assert post_of(make.organisation(), WEDNESDAY) == Post(True, 0, None)
    deliver(WEDNESDAY)
    assert post_of(make.organisation(), WEDNESDAY) == Post(True, 0, None)


def test_a_reminder_of_another_day_is_early_and_does_not_wait() -> None:
    start = WEDNESDAY + timedelta(days=9)
    soon = Message(Kind.SESSION_SOON, "soon", {"starts_at": start.isoformat()}, not_before=start - timedelta(days=1))
    tell(make.membership("Amara"), soon, WEDNESDAY)
    assert post_of(make.organisation(), WEDNESDAY) == Post(True, 0, None)


@pytest.mark.parametrize("has_mail", [True, False])
def test_no_count_of_letters_tells_who_is_muted_or_has_answered(settings: Settings, *, has_mail: bool) -> None:
    settings.EMAIL_IS_SET_UP = has_mail
    facts = {"person": "Bruno", "closes": "2026-03-15", "minutes": 7}
    for kind in (Kind.FEEDBACK_GIVEN, Kind.RATER_ASKED):
        tell(make.membership("Amara"), Message(kind, kind, facts, link="/", secret="x"), SATURDAY)
    assert post_of(make.organisation(), SATURDAY) == Post(has_mail, 0, None)


def test_letters_to_people_elsewhere_are_not_counted() -> None:
    invited("Amara", SATURDAY)
    invited("Kofi", SATURDAY, of="Elsewhere")
    found = posts_of([make.organisation(), make.organisation("Elsewhere"), make.organisation("Empty")], SATURDAY)
    assert [post.waiting for post in found.values()] == [1, 1, 0]


def test_without_mail_no_letter_is_taken_for_sent_and_all_leave_once_it_is_there(settings: Settings) -> None:
    settings.EMAIL_IS_SET_UP = False
    invited("Amara", WEDNESDAY)
    invited("Bruno", WEDNESDAY)
    report = deliver(WEDNESDAY)
    assert (report.sent, mail.outbox, post_of(make.organisation(), WEDNESDAY)) == (0, [], Post(False, 2, None))
    settings.EMAIL_IS_SET_UP = True
    deliver(WEDNESDAY + timedelta(days=1))
    assert sorted(letter.to[0] for letter in mail.outbox) == ["amara@example.org", "bruno@example.org"]


def test_without_mail_a_chat_still_has_its_messages(settings: Settings) -> None:
    settings.EMAIL_IS_SET_UP = False
    invited("Amara", WEDNESDAY)
    Delivery.objects.update(channel="chat")  # of somebody who has taken their chat away again
    assert deliver(WEDNESDAY).refused == 1
