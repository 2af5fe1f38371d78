"""The words of the bots are believable, varied, and accepted by the rules."""

from __future__ import annotations

import re

from edgewise.domain.simulation.bots.corpus import sayings, spoken_date, theme_of, themes, unsaid
from edgewise.domain.simulation.transcript import airtime, transcript
from tests.bots import START, session

ALL = (*themes().themes, themes().general)


def test_every_decision_question_names_a_choice_and_a_date() -> None:
    form = re.compile(r"^I am deciding (whether|which|what) .+ by \{date\}\.$")
    assert [theme.title for theme in ALL if not (form.match(theme.question) and form.match(theme.restated))] == []
    assert {theme.question.split()[3] for theme in ALL} == {"whether", "which"}


def test_every_theme_has_enough_to_say_for_a_full_table() -> None:
    assert [theme.title for theme in ALL if min(len(theme.perspectives), len(theme.options)) < 6] == []
    assert [theme.title for theme in ALL if len(theme.facts) < 4 or len(theme.patterns) < 3] == []


def test_an_issue_of_somebody_real_is_met_with_general_words() -> None:
    assert theme_of("Should we paint it blue?") == themes().general


def test_nothing_is_repeated_while_something_is_left_to_say() -> None:
    assert unsaid(("a", "b"), frozenset({"a"})) == ["b"]
    assert unsaid(("a", "b"), frozenset({"a", "b"})) == ("a", "b")


def test_a_date_is_spoken_as_people_say_it() -> None:
    assert spoken_date(START, 12) == "14 March"


def test_actions_fit_the_lines_of_a_commitment() -> None:
    assert [a.what for a in sayings().commitments if max(map(len, (a.what, a.first_step, a.measure))) > 300] == []


def test_a_transcript_tells_the_stages_the_words_and_the_airtime() -> None:
    played = session("troika", 3)
    lines = list(transcript(played.events))
    assert lines[-1].endswith("== Closed")
    assert sum("commits:" in line for line in lines) == len(played.state.commitments)
    headings = [line for line in lines if re.search(r"== \d+\. ", line)]
    assert len(headings) >= len(played.state.control.steps)
    bars = list(airtime(played.state, played.events[-1].at))
    assert len(bars) == len(played.state.seats)
    percent = [int(bar.rpartition("%")[0].split()[-1]) for bar in bars]
    assert 98 <= sum(percent) <= 102
