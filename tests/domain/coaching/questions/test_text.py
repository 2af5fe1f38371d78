"""Where the words of a sentence stood."""

from __future__ import annotations

import pytest

from edgewise.domain.coaching.questions.english import ENGLISH
from edgewise.domain.coaching.questions.text import sentences


@pytest.mark.parametrize("quotation", ['"x"', "“no”", '"a longer one"'])
def test_a_quotation_of_any_length_moves_no_word(quotation: str) -> None:
    text = f"He said {quotation} to Tom."
    (sentence,) = sentences(text, ENGLISH)
    (start, end) = sentence.spans[-1]
    assert (text[start:end], "quoted" in sentence.words) == ("Tom", True)
