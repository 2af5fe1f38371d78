from __future__ import annotations

from importlib.resources import files
from itertools import chain

import pytest
from msgspec.structs import astuple

from edgewise.domain.formats import builtin
from edgewise.domain.formats.builtin import KEYS, builtin_format, builtin_formats, builtin_text, shown_formats
from edgewise.domain.formats.loader import load, to_toml
from edgewise.domain.formats.model import Does, Floor, Format, Output
from edgewise.domain.formats.rules import breaches
from edgewise.domain.formats.timetable import timetable
from edgewise.domain.phrases import Phrase

EVERY = [pytest.param(fmt, id=key) for key, fmt in builtin_formats().items()]
PEOPLE = [
    pytest.param(fmt, people, id=f"{key}-{people}")
    for key, fmt in builtin_formats().items()
    for people in range(fmt.people.least, fmt.people.most + 1)
]


def test_every_file_of_the_folder_is_a_built_in_format() -> None:
    found = [entry.name for entry in files(builtin).iterdir() if entry.name.endswith(".toml")]
    assert sorted(found) == sorted(f"{key}.toml" for key in KEYS)
    assert tuple(fmt.key for fmt in builtin_formats().values()) == KEYS


def test_a_page_is_given_every_text_as_a_phrase_looked_up_by_the_formats_key() -> None:
    assert shown_formats() == builtin_formats()
    for key, fmt in shown_formats().items():
        stages = [(one.title, one.purpose, one.job_aid, *astuple(one.prompt)) for one in fmt.stages()]
        texts = [fmt.name, fmt.summary, fmt.source, *chain.from_iterable(stages)]
        assert {text.context for text in texts if isinstance(text, Phrase)} == {f"format {key}"}
        assert all(isinstance(text, Phrase) for text in texts)


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        builtin_format("../model")


@pytest.mark.parametrize(("fmt", "people"), PEOPLE)
def test_a_built_in_format_fits_its_minutes_for_everybody_it_is_for(fmt: Format, people: int) -> None:
    assert timetable(fmt, people).problems == ()


@pytest.mark.parametrize("fmt", EVERY)
def test_a_built_in_format_breaks_no_rule(fmt: Format) -> None:
    assert breaches(fmt) == ()


@pytest.mark.parametrize("fmt", EVERY)
def test_a_copy_of_a_built_in_format_loads_to_an_equal_one(fmt: Format) -> None:
    assert load(to_toml(fmt), "copy.toml") == fmt


@pytest.mark.parametrize("fmt", EVERY)
def test_every_stage_has_its_words(fmt: Format) -> None:
    wordless = [stage.key for stage in fmt.stages() if not (stage.purpose and stage.prompt.others and stage.job_aid)]
    unspoken = [stage.key for stage in fmt.issue if not stage.prompt.owner]
    assert (wordless, unspoken, bool(fmt.summary), bool(fmt.source)) == ([], [], True, True)


@pytest.mark.parametrize("fmt", EVERY)
def test_nobody_leaves_a_built_in_format_without_somebody_committing(fmt: Format) -> None:
    required = {requirement.output for stage in fmt.stages() for requirement in stage.requires}
    assert required & {Output.COMMITMENT_EACH, Output.COMMITMENT_OWNER} != set()


def test_the_built_in_formats_use_every_floor() -> None:
    assert {stage.floor for fmt in builtin_formats().values() for stage in fmt.stages()} == set(Floor)


def test_the_decision_round_is_the_one_that_was_designed() -> None:
    fmt = builtin_format("decision_round")
    outputs = {stage.key: [str(output) for output in stage.requires] for stage in fmt.stages() if stage.requires}
    assert [stage.key for stage in fmt.opening] == ["check_in", "promises", "choose_issues"]
    assert [stage.does for stage in fmt.opening] == [Does.TALK, Does.PROMISES, Does.CHOOSE_ISSUES]
    assert outputs == {
        "clarify_frame": ["decision_question"],
        "perspectives_patterns": ["patterns>=1"],
        "options_round": ["options>=3"],
        "commit": ["decision", "restated_question", "commitment_owner"],
        "commitments": ["commitment_each"],
        "close": ["reflection_each"],
    }
    assert [stage.key for stage in fmt.stages() if stage.turns_owners_back()] == ["options_write", "options_round"]


def test_the_learning_of_action_learning_cannot_be_skipped() -> None:
    assert builtin_format("action_learning").closing[-1].can_be_skipped is False


def test_the_text_of_a_built_in_format_keeps_its_comments() -> None:
    assert builtin_text("decision_round").startswith("# The flagship: two decisions in ninety minutes")


def test_every_format_whose_issues_end_in_a_decision_asks_how_sure_its_owner_is() -> None:
    deciding = {fmt.key for fmt in builtin_formats().values() if _requires_decision(fmt)}
    asking = {fmt.key for fmt in builtin_formats().values() if fmt.asks_confidence}
    assert asking == deciding == {"decision_round", "executive_circle"}


def _requires_decision(fmt: Format) -> bool:
    return any(need.output is Output.DECISION for stage in fmt.issue for need in stage.requires)


def test_no_stage_became_longer_by_asking() -> None:
    """The minutes of the decision round's issue, as they were before it asked for anything on the side."""
    minutes = [stage.duration.planned(5) / 60 for stage in builtin_format("decision_round").issue]
    seconds = [stage.duration.most or stage.duration.planned(5) for stage in builtin_format("executive_circle").issue]
    assert (minutes, seconds) == ([4, 4, 2, 5, 3, 2, 5, 3], [300, 360, 360, 540, 240])
