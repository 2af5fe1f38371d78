"""The questionnaire that comes with Edgewise, and what would be wrong with another."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from edgewise.domain.pulse.builtin import builtin_questionnaire
from edgewise.domain.pulse.model import Questionnaire


def test_twelve_items_of_five_scales() -> None:
    found = builtin_questionnaire()
    scales = Counter(item.scale for item in found.items)
    assert scales == {"safety": 4, "accountability": 3, "respect": 3, "belonging": 1, "load": 1}
    assert list(scales) == [scale.key for scale in found.scales]
    assert found.of_scale("respect") == [7, 8, 9]


def test_each_item_is_one_short_sentence() -> None:
    words = [item.words for item in builtin_questionnaire().items]
    assert [said for said in words if len(said.split()) > 18 or not said.endswith(".")] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"scale": [{"key": "safety", "name": "Safety"}]},
        {"answers": ["a", "b"]},
        {"item": []},
        {"surplus": 1},
    ],
)
def test_a_questionnaire_that_does_not_hold_together_is_refused(changes: dict[str, object]) -> None:
    plain = msgspec.to_builtins(builtin_questionnaire())
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(plain | changes, Questionnaire)


def test_a_key_that_is_there_twice_is_refused() -> None:
    plain = msgspec.to_builtins(builtin_questionnaire())
    items = [plain["item"][0], *plain["item"]]
    with pytest.raises(msgspec.ValidationError, match="twice"):
        msgspec.convert(plain | {"item": items}, Questionnaire)
