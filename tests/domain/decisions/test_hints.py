"""The questions that a forecast raises as it is typed: a table of sentences, then days and chances."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.decisions.hints import Doubt, hints
from edgewise.domain.decisions.model import Forecast
from tests.domain.decisions.decisions import AGREED, BY, DAY, TAKEN

LAST = date(2026, 9, 30)

# Somebody else could look on the day, and say yes or no.
CLEAR = [
    "Both leads have agreed",
    "By 15 March both leads have agreed",
    "Dana has signed the contract",
    "The board approves the budget",
    "The board approves the budget and the plan",
    "Sales and Marketing have agreed on one price",
    "Amara and Bruno have both said yes",
    "The candidate accepts our offer",
    "I have told my team that the project ends",
    "At least 3 of 4 people in my team say that meetings are better",
    "The satisfaction score is 4.2 or more",
    "We sell more than 10 licences",
    "We get between 20 and 30 answers",
    "The new release is live",
    "Nobody has left the team",
    "Chidi asks me for a second meeting",
    "My manager and I meet without the slides",
    "The research and development budget is cut",
    "The supplier delivers on or before the 3rd",
    "The steering committee says no",
    "We have hired a designer",
    "Ines moves to the Lisbon office",
    "HR publishes the new rules",
    "The customer renews for two years",
    "The works council does not object",
    "Fewer than five tickets are open",
    # as somebody writes whose first language is another
    "The boss will give his signature until Friday",
    "Client is accepting the price",
    "Until end of month the both leaders did agree",
    "My colleague has send me the numbers",
    "They will not cancelled the order",
    "We are receiving the visa from embassy",
    "I will have make the talk with Dana",
    "The director answers on my mail",
    "The team takes the decision for the new tool",
    "It will be signed the contract of Rana",
    "The CFO releases the money for the pilot",
    "Finance and Legal sign the framework by May",
    "The pilot starts in Warsaw",
    "Our turnover rises to 3 million",
    "The app is in the store",
    "Juan has apologised to Li",
    "The recruiter calls me back",
    "I will be promoted to manager",
    "The deadline is kept",
    "The boss and his deputy come to our demo",
    "He say yes to my idea",
    "Absences drop below 5 %",
    "Priya resigns",
    "The landlord gives us the keys",
    "Two of three clients renew",
    "The workshop takes place in Graz",
    "The auditors find no error",
    "My chief will let me lead the project",
    "The salary is raised",
    "The budget gets cut",
    "Both engineers stay",
    "The press writes about us",
    "Lena and Omar take over the shifts",
    "I get the job",
    "He will be promote in summer",
    "The offer is on the table",
]
# A feeling, a direction or a wish: two people could look on the day and not agree whether it happened.
UNSEEN = [
    "The mood is better",
    "The team is more aligned",
    "Communication improves",
    "Collaboration between the two teams has improved",
    "Dana feels supported",
    "People are happier with the process",
    "The project is on track",
    "The launch goes well",
    "My team understands the strategy",
    "Stakeholders are on board",
    "There is more trust in the team",
    "The relationship with Finance is good",
    "I am more confident in meetings",
    "We have made progress on the roadmap",
    "The team is motivated",
    "The handover is smooth",
    "The change is a success",
    "Things are clearer for everybody",
    "The work is less stressful",
    "By 15 March the mood is better",
    "By Q3 2026 the team is stronger",
    # as somebody writes whose first language is another
    "The communication will be improved itself",
    "Team will be more happy",
    "The colleagues are feeling them better",
    "We will have a good atmosphere in team",
    "The boss is satisfied of my work",
    "My people will be more engage",
    "It goes better with the other department",
    "The meetings are becoming more efficient",
    "The cooperation works good",
    "My boss listens to me",
    "The conflict is solved",
    "We have a clear vision",
    "Employees are more open about mistakes",
    "Team culture gets better",
    "The customer will be glad of the result",
    "The workload is decreased",
    "Both teams are work together more",
    "The discussions are going in the right direction",
    "We are closer to a decision",
    "Everyone knows their role",
    "Our team spirit is high",
    "I am less nervous at the meeting",
    "The new colleague integrates well",
    "We will be in good way with the client",
    "Turnover of staff reduces",
    "The department is happy and productive",
]
# Two things that can come apart: on the day one has happened and the other has not.
TWO = [
    "The board approves the plan and Dana signs the contract",
    "The board approves the plan and signs it",
    "Dana has agreed and the budget is approved",
    "We hire a designer, and Bruno moves to Sales",
    "The customer renews but asks for a discount",
    "Sales has agreed; Marketing has said no",
    "I tell my team and they accept it",
    "The draft is sent, then the board approves it",
    "Rana resigns and we have hired somebody",
    "The visa is granted as well as the flat is found",
    # as somebody writes whose first language is another
    "Boss will agree and he will give the money",
    "The client pays the invoice and is signing the next order",
    "Dana did accept and her manager is informed",
    "Marta comes back from leave and takes the team",
    "We will get the certification and the audit passes",
    "My presentation convinces the board and they give us the funds",
    "The vendor lowers the price and the contract runs three years",
    "I speak with Tom and he says sorry",
    "We keep the deadline and the client gives the next order",
    "The committee meets and votes",
]
# On the day the first part may not have happened, and then nothing can be told.
ONLY_IF = [
    "If the board agrees, we hire two people",
    "Dana signs the contract if the price is cut",
    "Unless HR objects, the rules are published",
    "Provided that the visa comes, Rana starts in May",
    "In case the client says yes we will deliver in June",
    "If Ana leaves we will search new person",
    "If I ask him he will say yes",
]


# What the rules do not know they leave alone: a question too few, never one too many.
NOT_KNOWN = [
    "The CEO supports my proposal",
    "People respect the new rules",
    "The conflict between A and B is smaller",
    "The workshop takes place and all heads attend",
]


def doubts(words: str, chance: int = 70, by: date | None = BY, last: date = LAST, today: date = TAKEN) -> list[Doubt]:
    return [one.doubt for one in hints(Forecast(words, chance, by), today, last)]


@pytest.mark.parametrize("words", CLEAR)
def test_an_event_that_others_could_see_raises_no_question(words: str) -> None:
    assert doubts(words) == []


@pytest.mark.parametrize("words", UNSEEN)
def test_a_feeling_or_a_direction_is_asked_about(words: str) -> None:
    assert doubts(words) == [Doubt.UNSEEN]


@pytest.mark.parametrize("words", TWO)
def test_two_events_in_one_are_asked_about(words: str) -> None:
    assert doubts(words) == [Doubt.TWO]


@pytest.mark.parametrize("words", ONLY_IF)
def test_an_event_that_waits_for_another_is_asked_about(words: str) -> None:
    assert doubts(words) == [Doubt.ONLY_IF]


@pytest.mark.parametrize("words", NOT_KNOWN)
def test_what_the_rules_do_not_know_raises_no_question(words: str) -> None:
    assert doubts(words) == []


def test_the_table_is_long_enough_to_mean_something() -> None:
    sentences = [*CLEAR, *UNSEEN, *TWO, *ONLY_IF, *NOT_KNOWN]
    assert len(set(sentences)) == len(sentences) >= 130


@pytest.mark.parametrize("words", ["", "  ", "合意が成立した", "Success", "Budget approved", "Approval"])
def test_nothing_typed_and_other_scripts_are_left_alone_and_one_word_is_too_few(words: str) -> None:
    asked = {"Success": [Doubt.UNSEEN], "Approval": [Doubt.UNSEEN]}
    assert doubts(words) == asked.get(words, [])


@pytest.mark.parametrize(
    ("by", "asked"),
    [
        (None, [Doubt.NO_DAY]),
        (TAKEN - DAY, [Doubt.PAST]),
        (TAKEN, []),
        (LAST, []),
        (LAST + DAY, [Doubt.TOO_LATE]),
    ],
)
def test_the_day_is_there_to_come_and_within_reach(by: date | None, asked: list[Doubt]) -> None:
    assert doubts(AGREED.words, by=by) == asked


@pytest.mark.parametrize(
    ("chance", "asked"),
    [(0, [Doubt.CERTAIN]), (1, []), (50, []), (99, []), (100, [Doubt.CERTAIN])],
)
def test_none_and_all_are_asked_about(chance: int, asked: list[Doubt]) -> None:
    assert doubts(AGREED.words, chance) == asked


def test_each_answer_has_one_question_at_most_in_the_order_of_the_form() -> None:
    found = hints(Forecast("The mood is better and Dana signs the contract", 100), TAKEN, LAST)
    assert [(one.field, one.doubt) for one in found] == [
        ("words", Doubt.TWO),
        ("by", Doubt.NO_DAY),
        ("chance", Doubt.CERTAIN),
    ]
    assert all(one.text.endswith(("?", ".")) for one in found)


@given(st.text(max_size=200), st.integers(), st.none() | st.dates(), st.dates(), st.dates())
def test_whatever_is_typed_gets_questions_and_never_an_error(
    words: str, chance: int, by: date | None, today: date, last: date
) -> None:
    fields = [one.field for one in hints(Forecast(words, chance, by), today, last)]
    assert fields == [field for field in ("words", "by", "chance") if field in fields]


def test_a_long_text_is_looked_at_in_no_time() -> None:
    assert doubts("the board and " * 5_000) == []
