"""What can change before the launch, who can be asked, and what the launch locks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from edgewise.domain.surveys.builtin import builtin_survey
from edgewise.leaders.models.three_sixty import RaterGroup, ThreeSixty
from edgewise.leaders.three_sixty.actions.answers import Window, start
from edgewise.leaders.three_sixty.actions.drafts import (
    add_colleague,
    add_outsider,
    begin,
    rate_self,
    remove_draft,
    remove_rater,
)
from edgewise.leaders.three_sixty.queries import colleagues_found, colleagues_near, opened_box
from edgewise.people.models import Membership
from edgewise.vault.models import DataKey
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SURVEY = builtin_survey("leading_by_listening")
KEY = "0123456789ab0123456789ab"
CLOSES = (make.NOW + make.CLOSES).date()


def names(row: ThreeSixty) -> list[str]:
    return sorted(rater.name for rater in row.raters.select_related("membership__person", "of"))


def test_a_form_that_is_sent_twice_begins_one(amara: Membership) -> None:
    assert begin(amara, SURVEY, make.NOW, KEY) == begin(amara, SURVEY, make.NOW, KEY)


def test_one_s_own_answers_can_change_until_the_launch(amara: Membership) -> None:
    row = make.three_sixty(amara, own=2)
    assert rate_self(row, make.sheet(5))
    make.launch(row)
    assert not rate_self(row, make.sheet(1))
    row.refresh_from_db()
    box = opened_box(row)
    assert (box and box.own) == make.sheet(5)


def test_it_begins_with_oneself(amara: Membership) -> None:
    row = begin(amara, SURVEY, make.NOW)
    assert start(row, Window(CLOSES, 3, 5), make.NOW) == "Answer about yourself first."


def test_what_the_rules_refuse_is_said_and_nothing_is_launched(amara: Membership) -> None:
    row = make.three_sixty(amara)
    refused = [
        start(row, window, make.NOW)
        for window in (Window(make.NOW.date(), 3, 5), Window(CLOSES, 2, 5), Window(CLOSES, 3, 4))
    ]
    for rater in list(row.raters.all())[:3]:
        remove_rater(row, rater.code)
    refused.append(start(row, Window(CLOSES, 3, 5), make.NOW))
    row.refresh_from_db()
    assert (refused, row.is_draft) == (
        [
            "The window has 1 day. Give people 5 to 60 days.",
            "Nothing is shown of fewer than 3 people in a group and 5 in all.",
            "Nothing is shown of fewer than 3 people in a group and 5 in all.",
            "You ask 4 people. Ask 5 to 12 people, your manager aside.",
        ],
        True,
    )


def test_the_launch_locks_everything_and_comes_once(amara: Membership) -> None:
    row, _ = make.launched(amara)
    before = names(row)
    refused = [
        start(row, Window(CLOSES, 3, 5), make.NOW),
        add_colleague(row, make.membership("Hana"), RaterGroup.PEERS),
        add_outsider(row, "Kofi", "kofi@example.org", RaterGroup.OTHERS),
        remove_rater(row, row.raters.all()[0].code),
        remove_draft(row),
    ]
    words = "Who is asked cannot change any more."
    assert (refused, names(row)) == (["It is launched already.", words, words, False, False], before)


def test_a_person_is_asked_once_and_nobody_about_themself(amara: Membership) -> None:
    row = make.three_sixty(amara)
    assert add_colleague(row, make.membership("Bruno"), RaterGroup.OTHERS) == ""
    assert add_outsider(row, "B.", " BRUNO@example.org ", RaterGroup.OTHERS) == ""
    assert (
        add_outsider(row, "N.", "Nadia@elsewhere.example", RaterGroup.OTHERS) == "This person is in the list already."
    )
    assert (
        add_outsider(row, "Me", "amara@example.org", RaterGroup.OTHERS) == "You have answered about yourself already."
    )
    assert names(row) == sorted(make.RATERS)


def test_nobody_is_asked_who_has_left_before_the_launch(amara: Membership) -> None:
    row = make.three_sixty(amara)
    Membership.objects.filter(person__name="Bruno").update(left_on=make.NOW.date())
    refused = start(row, Window(CLOSES, 3, 5), make.NOW)
    assert str(refused) == "Bruno has left the organisation. Remove them first."


def test_who_is_asked_by_address_and_hired_before_the_launch_is_asked_once(amara: Membership) -> None:
    row = make.three_sixty(amara)
    nadia = make.person("Nadia", "nadia@elsewhere.example")
    hired = Membership.objects.create(organisation=amara.organisation, person=nadia)
    assert add_colleague(row, hired, RaterGroup.PEERS) == "This person is in the list already."
    assert names(row) == sorted(make.RATERS)


def test_twelve_people_and_one_manager_can_be_asked(amara: Membership) -> None:
    row = make.three_sixty(amara, manager=True)
    for number in range(5):
        assert not add_outsider(row, f"O{number}", f"o{number}@example.org", RaterGroup.OTHERS)
    refused = [
        add_outsider(row, "One more", "more@example.org", RaterGroup.OTHERS),
        add_colleague(row, make.membership("Hana"), RaterGroup.MANAGER),
    ]
    assert refused == [
        "You can ask 12 people, your manager aside. Remove one first.",
        "One manager can be asked by name, and you have chosen one.",
    ]


def test_who_reports_to_whom_says_the_group(amara: Membership) -> None:
    amara.manager = make.membership("Grace")
    amara.save()
    make.membership("Chidi", manager=amara)
    make.membership("Dana", manager=amara.manager)
    make.circle(members=[amara, make.membership("Bruno")])
    make.membership("Elif", left_on=make.NOW.date(), manager=amara)
    make.membership("Kofi", make.organisation("Southgate"))
    assert [(one.person.name, group) for one, group in colleagues_near(amara)] == [
        ("Bruno", RaterGroup.PEERS),
        ("Chidi", RaterGroup.REPORTS),
        ("Dana", RaterGroup.PEERS),
        ("Grace", RaterGroup.MANAGER),
    ]


def test_colleagues_are_found_by_name_and_nobody_else(amara: Membership) -> None:
    make.membership("Bruno")
    make.membership("Brunhild", make.organisation("Southgate"))
    make.membership("Brun", left_on=make.NOW.date() - timedelta(days=1))
    found = [[one.person.name for one in colleagues_found(amara, words)] for words in ("bru", "b", "", "ama")]
    assert found == [["Bruno"], [], [], []]


def test_a_deleted_draft_takes_its_keys_along(amara: Membership) -> None:
    row = make.three_sixty(amara)
    assert remove_draft(row)
    assert not ThreeSixty.objects.exists()
    kept = DataKey.objects.filter(scope__startswith="three-sixty", destroyed_at=None)
    assert not kept.exists()
