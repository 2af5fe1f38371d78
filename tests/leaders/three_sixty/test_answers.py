"""Sheets come in: once each, into one sealed box, and no row tells whose is whose."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from edgewise.domain.three_sixty.model import Sheet
from edgewise.leaders.models.three_sixty import Rater, RaterGroup, RaterState, ThreeSixty
from edgewise.leaders.three_sixty.actions.answers import Sent, answer, answer_after_all, decline
from edgewise.leaders.three_sixty.actions.drafts import add_outsider
from edgewise.leaders.three_sixty.actions.reports import end, make_report
from edgewise.leaders.three_sixty.page import progress_of
from edgewise.leaders.three_sixty.queries import (
    answered_at_dawn,
    my_three_sixties,
    opened_box,
    rater_of,
    raters_of,
    today_at,
)
from edgewise.people.models import Membership
from tests import make
from tests.rows import tables

pytestmark = [pytest.mark.django_db, pytest.mark.store]
DAY = timedelta(days=1)
CANARY = "Osric asked the heron"


def rater(name: str) -> Rater:
    rows = Rater.objects.select_related("membership__person", "of__leader__person")
    return next(one for one in rows.exclude(token="") if one.name == name)


def test_a_link_finds_its_rater_and_is_not_kept(amara: Membership) -> None:
    _, secrets = make.launched(amara)
    found = rater_of(secrets["Bruno"])
    assert (found and found.name, rater_of(""), rater_of("never-issued")) == ("Bruno", None, None)
    assert [secret for secret in secrets.values() if secret in repr(tables())] == []


def test_a_second_sheet_changes_nothing(amara: Membership) -> None:
    row, _ = make.launched(amara)
    sent = [answer(rater("Bruno"), make.sheet(number), make.NOW) for number in (2, 5)]
    row.refresh_from_db()
    box = opened_box(row)
    assert (sent, box and list(box.raters.values())) == ([Sent.DONE, Sent.ALREADY], [make.sheet(2)])


def test_the_manager_s_sheet_stands_apart(amara: Membership) -> None:
    row, _ = make.launched(amara, manager=True)
    answer(rater("Grace"), make.sheet(1), make.NOW)
    row.refresh_from_db()
    box = opened_box(row)
    assert (box and box.raters, box and box.manager) == ({}, make.sheet(1))


@pytest.mark.parametrize("days", [-1, 14])
def test_nothing_is_taken_outside_the_window(amara: Membership, days: int) -> None:
    row, _ = make.launched(amara)
    if days < 0:
        end(row, make.NOW)
    assert answer(rater("Bruno"), make.sheet(), make.NOW + max(days, 0) * DAY) is Sent.OVER
    assert not Rater.objects.filter(state=RaterState.ANSWERED).exists()


def test_an_answer_changes_the_box_whole_the_line_of_its_rater_and_nothing_that_tells_more(amara: Membership) -> None:
    row, _ = make.launched(amara)
    answer(rater("Chidi"), make.sheet(4, CANARY), make.NOW)
    before = tables()
    answer(rater("Bruno"), make.sheet(3, CANARY * 20), make.NOW)
    after = tables()
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"leaders_threesixty", "leaders_rater", "notices_delivery"}  # his letters are called off
    one, other = (bytes(found) for found in (row.box, ThreeSixty.objects.get().box))
    row.refresh_from_db()
    assert len(one) == len(other) == len(row.box)
    alike = sum(a == b for a, b in zip(one[13:], other[13:], strict=True))
    assert alike < len(one) / 100
    assert CANARY not in repr(after)


def test_the_order_in_the_box_is_not_that_of_the_answers(amara: Membership) -> None:
    row, _ = make.launched(amara)
    for name in ("Mei", "Bruno", "Farid"):
        answer(rater(name), make.sheet(), make.NOW)
    row.refresh_from_db()
    box = opened_box(row)
    assert box
    assert list(box.raters) == sorted(box.raters)
    assert not any(name in repr(box) for name in ("Mei", "Bruno", "Farid", "member"))


def test_the_leader_s_line_changes_once_a_day_at_most(amara: Membership) -> None:
    row, _ = make.launched(amara)
    said = []
    for day, name in enumerate(("Bruno", "Chidi", "Dana", "Elif", "Farid", "Mei")):
        at = make.NOW + (day // 5) * DAY
        answer(rater(name), make.sheet(), at)
        row.refresh_from_db()
        said.append(answered_at_dawn(row, at))
    assert (said, answered_at_dawn(row, make.NOW + 2 * DAY)) == ([0, 0, 0, 0, 0, 5], 6)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu"])
def test_another_time_zone_of_the_leader_begins_no_new_day(amara: Membership, zone: str) -> None:
    now = timezone.now()
    make.launched(amara, now - 2 * DAY)
    for name in ("Bruno", "Chidi", "Dana", "Elif"):
        answer(rater(name), make.sheet(), now - DAY)
    answer(rater("Farid"), make.sheet(), now)
    Membership.objects.filter(pk=amara.pk).update(time_zone=zone)
    known = my_three_sixties(amara.person).get()
    assert not progress_of(known, raters_of(known), today_at(known)).enough


def test_a_sheet_that_comes_while_the_report_is_made_is_too_late(amara: Membership) -> None:
    """Sent before midnight on the last day, and taken up after it."""
    row, _ = make.launched(amara)
    make.answered(row, make.NOW, ["Bruno"])
    assert make_report(row, make.NOW + make.CLOSES + DAY)
    assert answer(rater("Bruno"), make.sheet(), make.NOW + make.CLOSES) is Sent.OVER
    row.refresh_from_db()
    assert not row.is_open(make.NOW.date())


def test_who_declines_is_left_alone_and_may_answer_after_all(amara: Membership) -> None:
    make.launched(amara)
    bruno = rater("Bruno")
    assert decline(bruno)
    assert rater("Bruno").state == RaterState.DECLINED
    answer_after_all(bruno)
    assert answer(rater("Bruno"), make.sheet(), make.NOW) is Sent.DONE
    assert not decline(bruno)


def test_a_box_with_the_longest_sheets_is_as_long_as_an_empty_one(amara: Membership) -> None:
    row = make.three_sixty(amara, manager=True)
    for number in range(5):
        add_outsider(row, f"O{number}", f"o{number}@example.org", RaterGroup.OTHERS)
    empty = len(ThreeSixty.objects.get().box)
    make.launch(row)
    words = "\U0001f9a9" * 1000
    full = Sheet(make.sheet(None).answers, dict.fromkeys(("keep", "change"), words))
    for one in Rater.objects.select_related("membership__person", "of__leader"):
        assert answer(one, full, make.NOW) is Sent.DONE
    assert len(ThreeSixty.objects.get().box) == empty


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_all_who_send_at_once_are_in_the_box(amara: Membership) -> None:
    row, secrets = make.launched(amara)

    def send(name: str) -> Sent:
        try:
            found = rater_of(secrets[name])
            assert found
            return answer(found, make.sheet(4, name), make.NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(14) as pool:
        sent = list(pool.map(send, [*make.RATERS, *make.RATERS]))
    row.refresh_from_db()
    box = opened_box(row)
    assert sorted(sent) == [Sent.ALREADY] * 7 + [Sent.DONE] * 7
    assert box
    assert sorted(one.comments["keep"] for one in box.raters.values()) == sorted(make.RATERS)
    assert row.version == 7


def test_a_sheet_that_cannot_be_kept_leaves_no_line(amara: Membership) -> None:
    make.launched(amara)
    with transaction.atomic():
        assert answer(rater("Bruno"), make.sheet(), make.NOW) is Sent.DONE
        transaction.set_rollback(True)
    assert (rater("Bruno").state, ThreeSixty.objects.get().version) == (RaterState.ASKED, 0)
