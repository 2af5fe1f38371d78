"""One survey that is right in every line, and the one line of it that a test makes wrong."""

from __future__ import annotations

import pytest

from edgewise.domain.surveys.loader import FormatErrors, load

HEAD = """\
key = "harbour"
name = "Harbour leaders"
answers = ["Almost never", "Seldom", "About half the time", "Often", "Almost always"]
cannot_say = "I cannot say"

"""


def item(number: int) -> str:
    return f'[[item]]\nkey = "item_{number}"\nbehaviour = "Does thing {number}."\nown = "I do thing {number}."\n\n'


def question(number: int) -> str:
    return f'[[question]]\nkey = "question_{number}"\nwords = "What {number}?"\n\n'


def survey_text(items: int = 15, questions: int = 2) -> str:
    return HEAD + "".join(map(item, range(1, items + 1))) + "".join(map(question, range(1, questions + 1)))


GOOD = survey_text()


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def problems(text: str) -> list[str]:
    """Each as line and words, without the name of the file."""
    with pytest.raises(FormatErrors) as caught:
        load(text, "my.toml")
    return [str(problem).removeprefix("my.toml:") for problem in caught.value.problems]
