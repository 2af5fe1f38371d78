"""The post: every message leaves once, or again until it has."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.models import Delivery, DeliveryState, Notice
from edgewise.notices.outbox.actions import tell, tell_all
from edgewise.notices.preferences.actions import save_preference, turn_off
from edgewise.people.models import Membership
from tests import make
from tests.notices.post import Box, Chat, by_smtp, chat_server, free_port, mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.store]
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
WHEN = {"starts_at": "2026-03-12T13:00:00+00:00"}
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def soon(number: int = 1) -> Message:
    return Message(Kind.SESSION_SOON, f"soon:{number}", WHEN, link="/circles/")


def nudge(number: int) -> Message:
    return Message(Kind.REFLECTION, f"reflection:{number}", {}, link="/")


def amara() -> Membership:
    return make.membership("Amara")


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("notice__key", "state"))


def test_a_message_leaves_once(mailoutbox: list[mail.EmailMessage]) -> None:
    tell(amara(), soon(), MONDAY)
    rounds = [deliver(MONDAY).sent, deliver(MONDAY).sent, deliver(MONDAY + timedelta(days=1)).sent]
    assert (rounds, [letter.to for letter in mailoutbox]) == ([1, 0, 0], [["amara@example.org"]])
    assert mailoutbox[0].subject == "Soon: your session on Thursday 12 March"


def test_a_letter_has_words_in_both_forms_and_a_way_out(mailoutbox: list[mail.EmailMessage]) -> None:
    tell(amara(), Message(Kind.SESSION_PLANNED, "p", WHEN, "/circles/", calendar=CALENDAR, method="REQUEST"), MONDAY)
    deliver(MONDAY)
    letter = mailoutbox[0]
    parts = {part.get_content_type(): part for part in letter.message().walk() if not part.is_multipart()}
    assert sorted(parts) == ["text/calendar", "text/html", "text/plain"]
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    html = str(next(body for body, kind in letter.alternatives if kind == "text/html"))  # type: ignore[attr-defined]
    assert ("<style" in html, 'style="' in html, "Thursday 12 March at 13:00" in html) == (False, True, True)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["List-Unsubscribe"].strip("<>") in letter.body


def test_nothing_leaves_in_quiet_hours_but_the_next_morning(mailoutbox: list[mail.EmailMessage]) -> None:
    night = datetime(2026, 3, 6, 21, 0, tzinfo=UTC)  # a Friday
    tell(amara(), soon(), night)
    asked = [deliver(night + timedelta(hours=hours)).sent for hours in range(72)]
    assert (asked.index(1), sum(asked)) == (59, 1)  # Monday at eight


def test_what_is_not_wanted_stays_to_be_read(mailoutbox: list[mail.EmailMessage]) -> None:
    turn_off(amara(), Kind.SESSION_SOON)
    tell(amara(), soon(), MONDAY)
    assert (deliver(MONDAY).dropped, mailoutbox, Notice.objects.count()) == (1, [], 1)


def test_a_reminder_of_what_is_over_is_not_sent(mailoutbox: list[mail.EmailMessage]) -> None:
    tell(amara(), Message(Kind.SESSION_SOON, "soon", WHEN, not_after=MONDAY), MONDAY)
    assert (deliver(MONDAY + timedelta(hours=1)).dropped, mailoutbox) == (1, [])


def test_over_the_cap_the_rest_comes_together_on_monday(mailoutbox: list[mail.EmailMessage]) -> None:
    save_preference(amara(), {"cap": 2})
    for number in range(5):
        tell(amara(), nudge(number), MONDAY)
    at_first = deliver(MONDAY).sent
    rest = [deliver(MONDAY + timedelta(hours=hours)).sent for hours in range(1, 24 * 8)]
    assert (at_first, sum(rest), len(mailoutbox)) == (2, 3, 3)
    assert mailoutbox[-1].subject == "Your news from Edgewise"
    assert set(states().values()) == {DeliveryState.SENT}


def test_a_daily_digest_is_one_letter(mailoutbox: list[mail.EmailMessage]) -> None:
    save_preference(amara(), {"digest": "daily"})
    for number in range(3):
        tell(amara(), nudge(number), MONDAY)
    tell(amara(), soon(), MONDAY)
    assert (deliver(MONDAY).sent, len(mailoutbox)) == (1, 1)  # the date of hers
    assert (deliver(MONDAY + timedelta(days=1)).sent, len(mailoutbox)) == (3, 2)


def test_nobody_who_has_left_the_organisation_is_written_to(mailoutbox: list[mail.EmailMessage]) -> None:
    tell(amara(), soon(), MONDAY)
    Membership.objects.update(left_on=MONDAY.date())
    assert (deliver(MONDAY).dropped, mailoutbox) == (1, [])


def test_a_whole_week_without_a_mail_server_loses_and_doubles_nothing() -> None:
    port, box = free_port(), Box()
    people = [make.membership(name) for name in make.CAST]
    with by_smtp(port):
        for day in range(7):
            now = MONDAY + timedelta(days=day)
            tell_all(people, soon(day), now)
            for hour in range(24):
                assert deliver(now + timedelta(hours=hour)).sent == 0
        with mail_server(box, port):
            later = MONDAY + timedelta(days=7)
            for quarter in range(4 * 10):
                deliver(later + timedelta(minutes=15 * quarter))
    assert (len(box.letters), len(set(box.ids))) == (42, 42)
    assert set(states().values()) == {DeliveryState.SENT}


def test_an_address_that_is_refused_stops_nobody_else() -> None:
    port, box = free_port(), Box(gone={"bruno@example.org"})
    with by_smtp(port), mail_server(box, port):
        tell_all([make.membership(name) for name in ("Amara", "Bruno", "Chidi")], soon(), MONDAY)
        report = deliver(MONDAY)
    assert (report.sent, report.refused) == (2, 1)
    failed = Delivery.objects.get(state=DeliveryState.FAILED)
    assert (failed.notice.to.person.name, failed.problem) == ("Bruno", "The mail server refused the address (550).")


def test_a_mailbox_that_is_full_for_a_while_stops_nobody_else() -> None:
    port, box = free_port(), Box(full={"amara@example.org"})
    with by_smtp(port), mail_server(box, port):
        tell_all([make.membership(name) for name in ("Amara", "Bruno", "Chidi")], soon(), MONDAY)
        report = deliver(MONDAY)
        assert (report.sent, report.refused, report.unreachable) == (2, 0, set())
        box.full.clear()
        assert deliver(MONDAY + timedelta(minutes=5)).sent == 1


def test_a_digest_in_a_chat_is_one_message_said_whole_or_not_at_all() -> None:
    port, chat = free_port(), Chat()
    save_preference(amara(), {"chat": f"http://127.0.0.1:{port}/hook", "digest": "daily"})
    for number in range(3):
        tell(amara(), nudge(number), MONDAY)
    with chat_server(chat, port):
        chat.answers = 500
        deliver(MONDAY + timedelta(days=1))
        chat.answers = 200
        deliver(MONDAY + timedelta(days=1, minutes=30))
        deliver(MONDAY + timedelta(days=1, minutes=60))
    assert [str(said["text"]).count("*") for said in chat.said] == [6]


def test_a_server_that_asks_for_patience_gets_it() -> None:
    port, box = free_port(), Box(busy=True)
    with by_smtp(port), mail_server(box, port):
        tell(amara(), soon(), MONDAY)
        first = deliver(MONDAY).sent
        box.busy = False
        assert (first, deliver(MONDAY).sent, deliver(MONDAY + timedelta(minutes=5)).sent) == (0, 0, 1)


def test_what_a_dead_worker_was_sending_is_sent_again_under_the_same_name() -> None:
    port, box = free_port(), Box()
    with by_smtp(port), mail_server(box, port):
        tell(amara(), soon(), MONDAY)
        deliver(MONDAY)
        # as a kill between the server's answer and the note of it leaves things
        Delivery.objects.update(state=DeliveryState.SENDING, claimed_at=MONDAY, sent_at=None)
        assert deliver(MONDAY + timedelta(minutes=1)).sent == 0
        assert deliver(MONDAY + timedelta(minutes=6)).sent == 1
    assert len(set(box.ids)) == 1


def test_a_chat_gets_what_a_mailbox_gets_and_each_outage_is_its_own(
    mailoutbox: list[mail.EmailMessage],
) -> None:
    port, chat = free_port(), Chat()
    save_preference(amara(), {"chat": f"http://127.0.0.1:{port}/hook"})
    tell(amara(), soon(), MONDAY)
    assert (deliver(MONDAY).sent, len(mailoutbox)) == (1, 1)  # the chat is down
    with chat_server(chat, port):
        chat.answers = 500
        deliver(MONDAY + timedelta(minutes=30))
        chat.answers = 200
        for minutes in (60, 90, 120):
            deliver(MONDAY + timedelta(minutes=minutes))
    assert (len(chat.said), len(mailoutbox)) == (1, 1)
    assert str(chat.said[0]["text"]).startswith("*Soon: your session on Thursday 12 March*")


def test_a_chat_message_that_may_have_been_said_is_not_said_again() -> None:
    save_preference(amara(), {"chat": "http://127.0.0.1:9/hook"})
    tell(amara(), soon(), MONDAY)
    Delivery.objects.filter(channel="chat").update(state=DeliveryState.SENDING, claimed_at=MONDAY)
    deliver(MONDAY + timedelta(minutes=6))
    assert Delivery.objects.get(channel="chat").state == DeliveryState.SENT


def test_the_address_of_a_chat_is_kept_encrypted() -> None:
    row = save_preference(amara(), {"chat": "https://hooks.slack.com/services/T0/B0/canary", "quiet_from": time(18)})
    assert row.chat is not None
    assert b"canary" not in bytes(row.chat)
