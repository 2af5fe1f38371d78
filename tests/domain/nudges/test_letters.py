from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain import phrases
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS, letter
from edgewise.domain.nudges.letters.model import Facts, Letter, MissingFact, Reader
from edgewise.domain.phrases import in_english, speak

BERLIN = ZoneInfo("Europe/Berlin")
AMARA = Reader("Amara Okafor", BERLIN)
NAMES = {"programme": "Canary-programme", "cohort": "Canary-cohort", "circle": "Canary-circle"}
kinds = pytest.mark.parametrize("kind", Kind)


def example(kind: Kind, **more: object) -> Mapping[str, object]:
    return {**WORDINGS[kind].example, **more}


def whole(found: Letter) -> str:
    return "\n".join((found.subject, found.greeting, *found.paragraphs, found.action, found.why))


@pytest.fixture
def _in_brackets() -> Iterator[None]:
    """A language in which every message stands in brackets."""
    before = phrases._translate
    speak(lambda given: f"[{in_english(given)}]")
    yield
    speak(before)


@pytest.mark.usefixtures("_in_brackets")
@kinds
def test_every_line_is_said_in_the_readers_language(kind: Kind) -> None:
    found = letter(kind, example(kind), AMARA)
    own = example(kind).get("words")  # a person wrote those
    lines = () if kind is Kind.FROM_COORDINATOR else [line for line in found.paragraphs if line != own]
    said = [str(line) for line in (found.subject, found.greeting, *lines, found.action, found.why)]
    said += [str(text) for text in (WORDINGS[kind].title, WORDINGS[kind].to, WORDINGS[kind].when)]
    assert [line for line in said if (line[0], line[-1]) != ("[", "]")] == []


@pytest.mark.usefixtures("_in_brackets")
def test_a_date_is_said_in_the_readers_language_part_by_part() -> None:
    moment = str(Facts({"starts_at": "2026-03-30T22:30:00+00:00"}, BERLIN).moment("starts_at"))
    assert moment == "[[[Tuesday] 31 [March]] at 00:30, [Berlin time]]"


@kinds
def test_every_kind_has_words_for_its_example(kind: Kind) -> None:
    found = letter(kind, example(kind), AMARA)
    assert found.greeting == "Hello Amara,"
    assert all([found.subject, found.paragraphs, found.action, found.why, *found.paragraphs])
    assert (len(found.paragraphs) <= 4, len(found.subject) <= 78, "!" in whole(found)) == (True, True, False)


@kinds
def test_no_subject_says_what_a_programme_cohort_or_circle_is_called(kind: Kind) -> None:
    assert "Canary" not in letter(kind, example(kind, **NAMES), AMARA).subject


@kinds
def test_a_discreet_letter_says_it_nowhere(kind: Kind) -> None:
    assert "Canary" not in whole(letter(kind, example(kind, **NAMES, discreet=True), AMARA))


@kinds
def test_a_fact_of_the_wrong_sort_is_named(kind: Kind) -> None:
    for name in {"starts_at", "was_at", "minutes", "people", "kept", "cases", "until"} & set(WORDINGS[kind].example):
        with pytest.raises(MissingFact, match=name):
            letter(kind, example(kind, **{name: object()}), AMARA)


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        (Kind.SESSION_PLANNED, "starts_at"),
        (Kind.SESSION_MOVED, "was_at"),
        (Kind.PAUSE_ENDING, "until"),
        (Kind.WITNESS_ASKED, "witness"),
        (Kind.FROM_COORDINATOR, "words"),
        (Kind.CASES_WAITING, "cases"),
    ],
)
def test_a_missing_fact_is_named(kind: Kind, fact: str) -> None:
    with pytest.raises(MissingFact, match=fact):
        letter(kind, {name: value for name, value in example(kind).items() if name != fact}, AMARA)


def test_a_time_without_an_offset_is_no_time() -> None:
    with pytest.raises(MissingFact, match="starts_at"):
        letter(Kind.SESSION_SOON, {"starts_at": "2026-03-12T13:00:00"}, AMARA)


def test_times_are_told_as_they_are_where_the_reader_works() -> None:
    facts = {"starts_at": "2026-03-30T22:30:00+00:00"}
    assert Facts(facts, BERLIN).moment("starts_at") == "Tuesday 31 March at 00:30, Berlin time"
    assert Facts(facts, ZoneInfo("America/New_York")).moment("starts_at") == "Monday 30 March at 18:30, New York time"
    assert Facts(facts, ZoneInfo("UTC")).moment("starts_at") == "Monday 30 March at 22:30, UTC"


def test_a_circle_changes_by_those_who_come_and_go() -> None:
    said = letter(Kind.CIRCLE_CHANGED, {"circle": "Harbour", "joined": ["Elif", "Farid"], "left": ["Ines"]}, AMARA)
    assert said.paragraphs[0] == "Elif and Farid have joined Harbour. Ines has left Harbour."
    with pytest.raises(MissingFact):
        letter(Kind.CIRCLE_CHANGED, {"circle": "Harbour"}, AMARA)


def test_a_norm_that_may_not_be_said_makes_no_letter() -> None:
    with pytest.raises(MissingFact):
        letter(Kind.WELL_KEPT, {"kept": 5, "of": 10}, AMARA)


@given(name=st.text(min_size=1), kind=st.sampled_from(list(Kind)))
def test_a_hostile_name_stays_on_one_line_and_shows_what_it_is(name: str, kind: Kind) -> None:
    names = {"person": f"A{name}", "witness": f"A{name}", "sender": f"A{name}", "by": f"A{name}", "circle": f"A{name}"}
    given_facts = {fact: value for fact, value in names.items() if fact in WORDINGS[kind].example}
    if kind != Kind.INVITATION:
        given_facts.pop("by", None)  # a day
    found = letter(kind, example(kind, **given_facts), Reader(name, BERLIN))
    assert all(line.isprintable() for line in (found.subject, found.greeting, *found.paragraphs))


OF_SESSIONS = [
    Kind.SESSION_PLANNED, Kind.SESSION_MOVED, Kind.SESSION_CHANGED, Kind.SESSION_CANCELLED, Kind.SESSION_SOON,
    Kind.SESSION_CLOSED_ITSELF,
]  # fmt: skip


@pytest.mark.parametrize("kind", OF_SESSIONS)
def test_a_letter_about_a_pair_hour_speaks_of_no_meeting_of_the_circle(kind: Kind) -> None:
    facts = example(kind, **NAMES, pair=True, person="Chidi Balogun", dates=1)
    said = " ".join(letter(kind, facts, AMARA).paragraphs)
    assert ("coaching hour" in said, "Canary-circle" in said) == (True, False)


def test_a_letter_about_a_pair_hour_names_the_other_unless_it_is_discreet() -> None:
    facts = example(Kind.SESSION_SOON, pair=True, person="Chidi Balogun")
    said = [whole(letter(Kind.SESSION_SOON, {**facts, "discreet": discreet}, AMARA)) for discreet in (False, True)]
    assert ["Chidi Balogun" in one for one in said] == [True, False]
    assert "You and Chidi Balogun have a coaching hour on Thursday 12 March" in said[0]
