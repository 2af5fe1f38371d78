"""Every mistake is named with its file, line and field. One line of a right format is changed at a time."""

from __future__ import annotations

import pytest

from tests.domain.formats.texts import GOOD, changed, line_of, problems

FLOORS = "holder, round, round_until_pass, questions, back_turned, silent_writing, open, all"
KINDS = "clarifying_question, open_question, perspective, experience, option, mirror, answer, appreciation"
OUTPUTS = (
    "decision_question, restated_question, patterns, options, decision, "
    "commitment_each, commitment_owner, reflection_each"
)
LINE_END = "\n"  # a mistake of two lines is in the second
READ = 'issue stage "read": '
WRITE = 'issue stage "write": '
LEAVE = 'closing stage "leave": '

IN_THE_HEAD = [
    ('key = "harbour"', 'key = "The Harbour"', ('key: "The Harbour" must be small letters, digits and _, '
     "beginning with a letter")),
    ('name = "Harbour talk"', 'name = " "', "name: is empty"),
    ('name = "Harbour talk"', 'name = 7', "name: must be text, not a whole number"),
    ('name = "Harbour talk"', f'name = "{"x" * 81}"', "name: is 81 characters long; at most 80"),
    ('name = "Harbour talk"', 'name = "a\\u0007b"', "name: holds the character U+0007, which cannot be shown"),
    ('name = "Harbour talk"', 'name = "a\\nb"', "name: holds the character U+000A, which cannot be shown"),
    ('kind = "circle"', 'kind = "cirle"', ('kind: "cirle" is not one of pair, circle, group, executive; '
     'did you mean "circle"?')),
    ('kind = "circle"', "kind = true", "kind: must be one of pair, circle, group, executive, not true or false"),
    ("people = { least = 4, most = 8 }", "people = { least = 8, most = 4 }", "people: least (8) is more than most (4)"),
    ("people = { least = 4, most = 8 }", "people = { least = 4 }", "people.most: is missing"),
    ("people = { least = 4, most = 8 }", "people = { least = 1, most = 8 }",
     "people.least: must be a whole number from 2 to 14, not 1"),
    ("people = { least = 4, most = 8 }", "people = { least = 4, most = 8, usual = 6 }",
     "people.usual: is not a field here"),
    ("people = { least = 4, most = 8 }", "people = 15", "people: must be a whole number from 2 to 14, not 15"),
    ("minutes = 60", "minutes = 241", "minutes: must be a whole number from 5 to 240, not 241"),
    ("minutes = 60", "minutes = 2020-01-01", "minutes: must be a whole number from 5 to 240, not a date or time"),
    ("minutes = 60", "minutes = true", "minutes: must be a whole number from 5 to 240, not true or false"),
    ("minutes = 60", "minutes = 8", "minutes: needs 11 minutes for 4 people; only 8 are planned"),
]  # fmt: skip

IN_A_STAGE = [
    ('floor = "round_until_pass"', 'floor = "rounds"',
     f'{READ}floor: "rounds" is not one of {FLOORS}; did you mean "round"?'),
    ('title = "Read"', "title = []", f"{READ}title: must be text, not a list"),
    ("minutes = 5", "minutes = 1.5", f"{READ}minutes: must be whole; write seconds = 90"),
    ("minutes = 5", "minutes = inf", f"{READ}minutes: must be whole; write seconds = ..."),
    ("minutes = 5", "minutes = 0", f"{READ}minutes: must be a whole number from 1 to 240, not 0"),
    ("minutes = 5", "seconds = 4", f"{READ}seconds: must be a whole number from 5 to 14400, not 4"),
    ("minutes = 5", "seconds = 5.5",
     f"{READ}seconds: must be a whole number from 5 to 14400, not a decimal number"),
    ("minutes = 5", "per_person = 3601", f"{READ}per_person: must be a whole number from 5 to 3600, not 3601"),
    ("minutes = { least = 2, most = 4 }", "minutes = { least = 4, most = 4 }",
     f"{WRITE}minutes: least (4) must be less than most (4)"),
    ("minutes = { least = 2, most = 4 }", "minutes = { least = 2 }", f"{WRITE}minutes.most: is missing"),
    ("minutes = { least = 2, most = 4 }", "minutes = { least = 2, most = 4, max = 5 }",
     f'{WRITE}minutes.max: is not a field here; did you mean "most"?'),
    ('allows = ["option"]', 'allows = ["optoin"]',
     f'{WRITE}allows[1]: "optoin" is not one of {KINDS}; did you mean "option"?'),
    ('allows = ["option"]', 'allows = ["option", "option"]', f"{WRITE}allows[2]: option is there twice"),
    ('allows = ["option"]', 'allows = "option"', f"{WRITE}allows: must be a list in square brackets, not text"),
    ('allows = ["option"]', "allows = []",
     f"{WRITE}allows: is empty, so there is nothing to write in silence; name what people may write"),
    ('requires = ["options>=3"]', 'requires = ["options >= 3"]',
     f'{READ}requires[1]: "options >= 3" must be written like decision or options>=3'),
    ('requires = ["options>=3"]', 'requires = ["options>=0"]',
     f'{READ}requires[1]: "options>=0" must be written like decision or options>=3'),
    ('requires = ["options>=3"]', 'requires = ["options>=21"]', f"{READ}requires[1]: options>=21 is more than 20"),
    ('requires = ["options>=3"]', 'requires = ["options"]', f'{READ}requires[1]: how many? write "options>=1"'),
    ('requires = ["options>=3"]', 'requires = ["decision>=1"]',
     f'{READ}requires[1]: decision is there or it is not; write "decision" without a number'),
    ('requires = ["options>=3"]', 'requires = ["decisions"]',
     f'{READ}requires[1]: "decisions" is not one of {OUTPUTS}; did you mean "decision"?'),
    ('requires = ["options>=3"]', "requires = [3]",
     f"{READ}requires[1]: must be one of {OUTPUTS}, not a whole number"),
    ('requires = ["options>=3"]', 'requires = ["options>=3", "options>=4"]',
     f"{READ}requires[2]: options is required twice"),
    ('requires = ["options>=3"]', "prompt = 3",
     f"{READ}prompt: must be text, or a table of others, owner, facilitator, not a whole number"),
    ('requires = ["options>=3"]', 'prompt = { coach = "Ask." }', f"{READ}prompt.coach: is not a field here"),
    ('requires = ["options>=3"]', "can_be_skipped = 1",
     f"{READ}can_be_skipped: must be true or false, not a whole number"),
    ('requires = ["options>=3"]', 'job_aids = "x"', f'{READ}job_aids: is not a field here; did you mean "job_aid"?'),
]  # fmt: skip

AGAINST_A_RULE = [
    ('requires = ["commitment_each"]', 'requires = ["patterns>=1"]',
     f"{LEAVE}requires[1]: patterns belongs to an issue; there is no issue owner in closing"),
    ('requires = ["commitment_each"]', 'requires = ["commitment_owner"]',
     f"{LEAVE}requires[1]: commitment_owner belongs to an issue; there is no issue owner in closing"),
    ('requires = ["options>=3"]', 'requires = ["commitment_each"]',
     f"{READ}requires[1]: everybody is asked for commitment_each once; move it to a closing stage"),
    ('requires = ["options>=3"]', 'requires = ["patterns>=2"]',
     (f"{READ}requires[1]: patterns>=2 can never be met: "
     "neither this stage nor one before it allows perspective or experience")),
    ('requires = ["commitment_each"]', 'does = "promises"', f"{LEAVE}does: promises belongs in an opening stage"),
    ('requires = ["commitment_each"]', 'prompt.owner = "Say."',
     f"{LEAVE}prompt.owner: there is no issue owner outside an issue"),
    ('requires = ["commitment_each"]', "back_turned = true",
     f"{LEAVE}back_turned: there is no issue owner outside an issue"),
    ('floor = "open"', 'floor = "questions"',
     f"{LEAVE}floor: questions needs an issue owner; there is no issue owner outside an issue"),
    ('floor = "round"', 'floor = "round"\nowner_takes_part = true',
     'opening stage "arrive": owner_takes_part: there is no issue owner outside an issue'),
    ('requires = ["commitment_each"]', 'speaks_first = "quietest"',
     f"{LEAVE}speaks_first: nobody goes first where the floor is open; only in a round"),
    ('requires = ["options>=3"]', 'speaks_first = "owner"',
     f"{READ}speaks_first: the owner has no turn here; add owner_takes_part = true or choose another"),
    ('requires = ["options>=3"]', "back_turned = true\nowner_takes_part = true",
     f"{READ}owner_takes_part: the owner's back is turned, so the owner cannot take part"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "into", "message"), IN_THE_HEAD + IN_A_STAGE + AGAINST_A_RULE)
def test_a_mistake_is_named_with_its_line(line: str, into: str, message: str) -> None:
    (problem,) = problems(changed(line, into))
    assert problem == f"my.toml:{line_of(line) + into.count(LINE_END)}: {message}"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('key = "harbour"', "my.toml:1: key: is missing"),
        ('name = "Harbour talk"', "my.toml:1: name: is missing"),
        ('kind = "circle"', "my.toml:1: kind: is missing"),
        ("people = { least = 4, most = 8 }", "my.toml:1: people: is missing"),
        ("minutes = 60", "my.toml:1: minutes: is missing"),
        ('key = "read"', "my.toml:21: issue stage number 2: key: is missing"),
        ('title = "Read"', 'my.toml:21: issue stage "read": title: is missing'),
        ('floor = "round_until_pass"', 'my.toml:21: issue stage "read": floor: is missing'),
        (
            "minutes = 5",
            (
                'my.toml:21: issue stage "read": '
                "exactly one of minutes, seconds or per_person says how long; none is given"
            ),
        ),
    ],
)
def test_what_is_missing_is_named_where_its_table_begins(line: str, message: str) -> None:
    assert problems(changed(line, "")) == [message]


def test_a_pair_is_two_people() -> None:
    assert problems(changed('kind = "circle"', 'kind = "pair"')) == [
        "my.toml:4: people: a pair is two people; write people = 2"
    ]


def test_two_durations_are_one_too_many() -> None:
    assert problems(changed("minutes = 5", "minutes = 5\nper_person = 9")) == [
        (
            'my.toml:25: issue stage "read": per_person: '
            "exactly one of minutes, seconds or per_person says how long; minutes and per_person are given"
        )
    ]


def test_two_stages_of_one_key_are_named_at_the_second() -> None:
    assert problems(changed('key = "leave"', 'key = "write"')) == [
        'my.toml:30: closing stage "write": key: "write" is already the key of a stage in issue'
    ]


def test_a_format_without_stages_is_refused() -> None:
    assert problems(GOOD[: GOOD.index("[[opening]]")]) == [
        "my.toml:1: has no stages; write at least one under [[opening]], [[issue]] or [[closing]]"
    ]


def test_stages_must_be_an_array_of_tables() -> None:
    assert problems(changed("[[closing]]", "[closing]")) == [
        "my.toml:29: closing: must be stages, each under [[closing]], not a table"
    ]


def test_more_than_forty_stages_are_refused() -> None:
    more = "".join(f'[[closing]]\nkey = "s{n}"\ntitle = "S"\nseconds = 5\nfloor = "open"\n' for n in range(37))
    assert problems(GOOD + more) == ["my.toml:1: has more than 40 stages"]


@pytest.mark.parametrize(
    ("line", "into", "messages"),
    [
        (
            'does = "choose_issues"',
            "",
            ['1: nobody names the issue owners; add does = "choose_issues" to an opening stage, or everyone_owns'],
        ),
        ("minutes = 60", "minutes = 60\nissues = 5", ["6: issues: 5 issues need 5 owners; there may be only 4 people"]),
        (
            "minutes = 60",
            "minutes = 60\nissues = 0",
            [
                "6: issues: there are [[issue]] stages but no issue to take through them",
                '13: opening stage "arrive": does: there is nothing to choose: the session takes no issue',
            ],
        ),
        (
            "minutes = 60",
            "minutes = 60\neveryone_owns = true\nissues = 2",
            [
                "7: issues: everyone_owns already says how many; leave issues out",
                '14: opening stage "arrive": does: there is nothing to choose: everyone owns an issue',
            ],
        ),
    ],
)
def test_issues_and_their_owners_must_agree(line: str, into: str, messages: list[str]) -> None:
    assert problems(changed(line, into)) == [f"my.toml:{message}" for message in messages]


def test_issues_without_issue_stages_are_refused() -> None:
    text = GOOD[: GOOD.index("[[issue]]")].replace("minutes = 60", "minutes = 60\nissues = 1")
    assert problems(text) == ["my.toml:6: issues: there are no [[issue]] stages for them; add some or leave issues out"]


def test_a_second_choice_of_issues_is_refused() -> None:
    again = '[[opening]]\nkey = "again"\ntitle = "Again"\nminutes = 1\nfloor = "open"\ndoes = "choose_issues"\n\n'
    assert problems(GOOD.replace("[[issue]]", f"{again}[[issue]]", 1)) == [
        'my.toml:19: opening stage "again": does: an earlier stage already does choose_issues'
    ]


@pytest.mark.parametrize(
    ("floor", "message"),
    [
        ("holder", "the owner speaks where the floor is holder"),
        ("questions", "the owner speaks where the floor is questions"),
        ("back_turned", "the floor already says so; leave this out"),
    ],
)
def test_a_turned_back_that_makes_no_sense_is_refused(floor: str, message: str) -> None:
    text = changed('floor = "round_until_pass"', f'floor = "{floor}"\nback_turned = true')
    assert problems(text) == [f'my.toml:26: issue stage "read": back_turned: {message}']


@pytest.mark.parametrize("floor", ["holder", "questions", "open"])
def test_the_owner_takes_part_only_where_there_are_turns(floor: str) -> None:
    text = changed('floor = "round_until_pass"', f'floor = "{floor}"\nowner_takes_part = true')
    assert problems(text) == [
        (
            'my.toml:26: issue stage "read": owner_takes_part: is for round, round_until_pass, silent_writing, all; '
            f"where the floor is {floor} it means nothing"
        )
    ]
