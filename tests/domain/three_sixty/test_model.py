from __future__ import annotations

from datetime import date, timedelta

import pytest

from edgewise.domain.three_sixty.model import Group, Launch, Rules, launch
from tests.domain.three_sixty.sheets import ASKED, CLOSES, LAUNCH, OPENS, PEERS, RULES, SURVEY


def refusal(rules: Rules = RULES, asked: dict[str, Group] = ASKED, today: date = OPENS, manager: str = "ines") -> str:
    found = launch(SURVEY, rules, asked, today, manager)
    assert not isinstance(found, Launch)
    return str(found)


def test_a_launch_keeps_what_was_decided() -> None:
    asked = dict(ASKED)
    found = launch(SURVEY, RULES, asked, OPENS, "ines")
    asked.clear()
    assert found == LAUNCH


def test_nothing_of_a_launch_can_be_changed() -> None:
    with pytest.raises(AttributeError):
        LAUNCH.rules = RULES  # type: ignore[misc]
    with pytest.raises(AttributeError):
        LAUNCH.rules.fewest_in_group = 1  # type: ignore[misc]


@pytest.mark.parametrize("count", [4, 13])
def test_five_to_twelve_people_are_asked(count: int) -> None:
    asked = {f"r{number}": Group.PEERS for number in range(count)}
    assert refusal(asked=asked) == f"You ask {count} people. Ask 5 to 12 people, your manager aside."


def test_the_manager_is_in_no_group() -> None:
    assert refusal(manager=PEERS[0]) == "Your manager is shown by name, so they cannot be in a group too."


def test_the_window_begins_today_or_later() -> None:
    assert refusal(today=OPENS + timedelta(days=1)) == "The first day is in the past. Choose today or a later day."


@pytest.mark.parametrize(("days", "said"), [(1, "1 day"), (4, "4 days"), (61, "61 days"), (-3, "-3 days")])
def test_the_window_has_five_to_sixty_days(days: int, said: str) -> None:
    rules = Rules(OPENS, OPENS + timedelta(days=days - 1))
    assert refusal(rules) == f"The window has {said}. Give people 5 to 60 days."


@pytest.mark.parametrize("rules", [Rules(OPENS, CLOSES, 2, 5), Rules(OPENS, CLOSES, 3, 4)])
def test_thresholds_may_be_stricter_and_never_looser(rules: Rules) -> None:
    assert refusal(rules) == "Nothing is shown of fewer than 3 people in a group and 5 in all."
    assert isinstance(launch(SURVEY, Rules(OPENS, CLOSES, 4, 6), ASKED, OPENS), Launch)
