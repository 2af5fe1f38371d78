"""The words and the dates of an agreement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.coaching import agreements as rules
from edgewise.domain.coaching.agreements import Clause, Terms, Why

STARTS, ENDS = date(2026, 3, 2), date(2026, 5, 25)
TERMS = Terms("Decide better.", 90, 14, date(2026, 8, 23), date(2026, 4, 13))


@pytest.mark.parametrize(
    ("weeks", "most", "review_on"),
    [
        (12, 6, date(2026, 4, 13)),
        (4, 6, date(2026, 3, 16)),
        (1, 6, date(2026, 3, 9)),
        (52, 6, date(2026, 4, 13)),
        (52, 2, date(2026, 3, 16)),
    ],
)
def test_it_is_reviewed_halfway_and_within_the_weeks_that_were_said(weeks: int, most: int, review_on: date) -> None:
    assert rules.first_review(STARTS, weeks, most) == review_on


def test_the_usual_text_has_no_problems_and_says_everything() -> None:
    said = " ".join(one for clause in rules.clauses(rules.DEFAULT_TEXT, TERMS) for one in clause.paragraphs)
    assert rules.text_problems(rules.DEFAULT_TEXT) == []
    wanted = ["Decide better.", "90 minutes, every 2 weeks", rules.CONFIDENTIALITY, rules.EXCEPTIONS, "23 August 2026"]
    assert [one in said for one in [*wanted, "13 April 2026"]] == [True] * 6
    assert "{" not in said
    assert (rules.SENSITIVE in said, "We start with low-risk topics" in said) == (True, True)


def test_a_guest_reads_what_is_said_of_sensitive_data_also_where_an_older_text_has_none() -> None:
    older = "# What stays here\n{confidentiality}"
    assert [one.heading for one in rules.clauses(older, TERMS)] == ["What stays here"]
    assert rules.clauses_for_guests(older, TERMS)[-1] == Clause("Sensitive data", (rules.SENSITIVE,))
    usual = rules.clauses(rules.DEFAULT_TEXT, TERMS)
    assert rules.clauses_for_guests(rules.DEFAULT_TEXT, TERMS) == usual


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "every day"), (7, "every week"), (14, "every 2 weeks"), (10, "every 10 days"), (28, "every 4 weeks")],
)
def test_how_often(days: int, words: str) -> None:
    assert rules.frequency(days) == words


GOOD = "{objectives} {confidentiality} {exceptions} {purge_on} {review_on}"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (" \n", ["The agreement needs a text."]),
        (GOOD + " {salary} {salary}", ["There is no field {salary}."]),
        (GOOD + " {", ["A brace { or } stands alone. Write fields like {purge_on}."]),
        (
            GOOD.replace("{exceptions}", ""),
            ["The field {exceptions} is missing: what comes before confidentiality (legal duty, danger to a person)."],
        ),
        (GOOD + "x" * 10_000, [f"The text has {len(GOOD) + 10_000} letters, at most 10000."]),
    ],
)
def test_a_text_that_no_agreement_can_be_made_from_says_why(text: str, problems: list[str]) -> None:
    assert rules.text_problems(text) == problems


def test_a_text_is_laid_out_by_its_headings_and_empty_lines() -> None:
    text = "Before all.\r\n\r\n# First\r\n{objectives}\r\n\r\nMore.\n## Second\nOn {review_on}.\n# Empty"
    assert rules.clauses(text, TERMS) == (
        Clause("", ("Before all.",)),
        Clause("First", ("Decide better.", "More.")),
        Clause("Second", ("On 13 April 2026.",)),
        Clause("Empty", ()),
    )


def test_what_a_member_wrote_is_neither_a_heading_nor_a_field() -> None:
    hostile = Terms("# Not a heading\n\n{exceptions}", 90, 14, TERMS.purge_on, TERMS.review_on)
    assert rules.clauses("# Ours\n{objectives}", hostile) == (Clause("Ours", ("# Not a heading\n\n{exceptions}",)),)


@given(st.text(alphabet="#{}ab \n\r", max_size=60))
def test_any_text_can_be_laid_out(text: str) -> None:
    found = rules.clauses(text, TERMS)
    assert all(clause.heading or clause.paragraphs or "#" in text for clause in found)


@pytest.mark.parametrize(
    ("agreed", "sitting", "why"),
    [
        (None, (1, 2), Why.FIRST),
        (None, (), None),
        ((1, 2), (2, 1), None),
        ((1, 2), (1, 2, 3), Why.MEMBERS),
        ((1, 2), (1,), Why.MEMBERS),
        ((1, 2), (), None),
    ],
)
def test_only_other_members_need_another_version(
    agreed: tuple[int, ...] | None, sitting: tuple[int, ...], why: Why | None
) -> None:
    assert rules.why_anew(agreed, sitting) == why


def test_a_review_moves_six_weeks_on_and_an_edit_on_its_day_counts_as_one() -> None:
    due = date(2026, 4, 13)
    assert [rules.is_to_review(due, on) for on in (date(2026, 4, 12), due, date(2026, 5, 1))] == [False, True, True]
    assert rules.next_review(due) == date(2026, 5, 25)
    assert rules.review_after_edit(due, date(2026, 4, 12)) == due
    assert rules.review_after_edit(due, date(2026, 4, 20)) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("today", "ends_on", "closed", "purged"),
    [
        (date(2026, 8, 22), ENDS, True, False),  # the day before
        (date(2026, 8, 23), ENDS, False, True),
        (date(2026, 8, 23), date(2026, 8, 23), False, False),  # the cohort was made longer
        (date(2026, 8, 23), date(2026, 12, 1), True, True),
    ],
)
def test_nothing_is_purged_before_its_day_or_while_a_circle_meets(
    today: date, ends_on: date, *, closed: bool, purged: bool
) -> None:
    assert rules.is_to_purge(TERMS.purge_on, today, ends_on, closed=closed) is purged


def test_the_reminder_before_a_session_is_written_in_the_morning_of_its_reader() -> None:
    starts_at = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)  # Monday evening; in Auckland it is Tuesday
    found = [rules.recall_at(starts_at, zone) for zone in ("Europe/Berlin", "Pacific/Auckland")]
    assert found == [
        datetime(2026, 2, 27, 9, 0, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Pacific/Auckland")),
    ]
