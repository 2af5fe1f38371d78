"""What may be written, and what it means."""

from __future__ import annotations

import pytest

from edgewise.domain.formats.loader import FormatErrors, load, load_bytes
from edgewise.domain.formats.model import (
    AtTimeUp,
    CircleKind,
    ContributionKind,
    Does,
    Duration,
    Floor,
    Format,
    Output,
    People,
    Prompt,
    Requirement,
    SpeaksFirst,
    Stage,
)
from tests.domain.formats.texts import GOOD, changed


def test_a_small_format_loads_whole() -> None:
    assert load(GOOD, "my.toml") == Format(
        key="harbour",
        name="Harbour talk",
        kind=CircleKind.CIRCLE,
        people=People(4, 8),
        minutes=60,
        opening=(
            Stage(
                key="arrive",
                title="Arrive",
                duration=Duration(per_person=30),
                floor=Floor.ROUND,
                does=Does.CHOOSE_ISSUES,
            ),
        ),
        issue=(
            Stage(
                key="write",
                title="Write",
                duration=Duration(least=120, most=240),
                floor=Floor.SILENT_WRITING,
                allows=(ContributionKind.OPTION,),
            ),
            Stage(
                key="read",
                title="Read",
                duration=Duration(fixed=300),
                floor=Floor.ROUND_UNTIL_PASS,
                allows=(ContributionKind.OPTION,),
                requires=(Requirement(Output.OPTIONS, 3),),
            ),
        ),
        closing=(
            Stage(
                key="leave",
                title="Leave",
                duration=Duration(fixed=90),
                floor=Floor.OPEN,
                requires=(Requirement(Output.COMMITMENT_EACH),),
            ),
        ),
    )


def issue_stage(lines: str) -> Stage:
    """The stage `write` of the small format, written with these lines after its key and title."""
    head, rest = GOOD.split('title = "Write"\n')
    return load(f'{head}title = "Write"\n{lines}\n{rest[rest.index("[[issue]]") :]}', "my.toml").issue[0]


@pytest.mark.parametrize("floor", list(Floor))
def test_every_floor_can_be_written(floor: Floor) -> None:
    assert issue_stage(f'minutes = 1\nfloor = "{floor}"\nallows = ["option"]').floor is floor


@pytest.mark.parametrize("kind", list(ContributionKind))
def test_every_kind_of_contribution_can_be_allowed(kind: ContributionKind) -> None:
    assert issue_stage(f'minutes = 1\nfloor = "open"\nallows = ["{kind}"]').allows == (kind,)


@pytest.mark.parametrize("who", list(SpeaksFirst))
def test_everyone_who_may_speak_first_can_be_written(who: SpeaksFirst) -> None:
    lines = f'minutes = 1\nfloor = "round"\nspeaks_first = "{who}"\nowner_takes_part = true'
    assert issue_stage(lines).speaks_first is who


@pytest.mark.parametrize("what", list(AtTimeUp))
def test_both_ends_of_the_time_can_be_written(what: AtTimeUp) -> None:
    assert issue_stage(f'minutes = 1\nfloor = "open"\nat_time_up = "{what}"').at_time_up is what


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("decision_question", Requirement(Output.DECISION_QUESTION)),
        ("restated_question", Requirement(Output.RESTATED_QUESTION)),
        ("patterns>=2", Requirement(Output.PATTERNS, 2)),
        ("options>=12", Requirement(Output.OPTIONS, 12)),
        ("decision", Requirement(Output.DECISION)),
        ("commitment_owner", Requirement(Output.COMMITMENT_OWNER)),
    ],
)
def test_every_output_of_an_issue_can_be_required(written: str, meant: Requirement) -> None:
    allows = 'allows = ["option", "perspective"]'
    assert issue_stage(f'minutes = 1\nfloor = "open"\n{allows}\nrequires = ["{written}"]').requires == (meant,)


@pytest.mark.parametrize("output", [Output.COMMITMENT_EACH, Output.REFLECTION_EACH])
def test_every_output_of_everybody_can_be_required(output: Output) -> None:
    text = changed('requires = ["commitment_each"]', f'requires = ["{output}"]')
    assert load(text, "my.toml").closing[0].requires == (Requirement(output),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("minutes = 4", Duration(fixed=240)),
        ("seconds = 100", Duration(fixed=100)),
        ("per_person = 45", Duration(per_person=45)),
        ("minutes = { least = 3, most = 5 }", Duration(least=180, most=300)),
        ("seconds = { least = 50, most = 70 }", Duration(least=50, most=70)),
    ],
)
def test_every_duration_can_be_written(written: str, meant: Duration) -> None:
    assert issue_stage(f'floor = "open"\n{written}').duration == meant


@pytest.mark.parametrize("does", [Does.TALK, Does.PROMISES])
def test_an_opening_stage_can_carry_out_business(does: Does) -> None:
    first = f'[[opening]]\nkey = "first"\ntitle = "First"\nminutes = 1\nfloor = "all"\ndoes = "{does}"\n'
    text = changed("[[opening]]", f"{first}\n[[opening]]")
    assert [stage.does for stage in load(text, "my.toml").opening] == [does, Does.CHOOSE_ISSUES]


def test_a_prompt_is_for_everybody_or_by_role() -> None:
    words = 'minutes = 1\nfloor = "open"\n'
    assert issue_stage(words + 'prompt = "Speak."').prompt == Prompt("Speak.")
    roles = 'prompt = { others = "Ask.", owner = "Answer.", facilitator = "Hold." }'
    assert issue_stage(words + roles).prompt == Prompt("Ask.", "Answer.", "Hold.")
    assert issue_stage(words + 'prompt.others = "Ask."\nprompt.owner = "Answer."').prompt == Prompt("Ask.", "Answer.")


def test_the_owners_back_can_be_turned_while_others_write() -> None:
    stage = issue_stage('minutes = 1\nfloor = "silent_writing"\nallows = ["option"]\nback_turned = true')
    assert (stage.back_turned, stage.turns_owners_back()) == (True, True)


def test_the_back_turned_floor_turns_the_owners_back() -> None:
    assert issue_stage('minutes = 1\nfloor = "back_turned"').turns_owners_back() is True
    assert issue_stage('minutes = 1\nfloor = "open"').turns_owners_back() is False


@pytest.mark.parametrize("kind", [kind for kind in CircleKind if kind is not CircleKind.PAIR])
def test_every_kind_of_circle_can_be_written(kind: CircleKind) -> None:
    assert load(changed('kind = "circle"', f'kind = "{kind}"'), "my.toml").kind is kind


def test_a_number_of_people_is_a_range_of_one() -> None:
    fmt = load(changed("people = { least = 4, most = 8 }", "people = 2").replace('"circle"', '"pair"'), "my.toml")
    assert (fmt.kind, fmt.people) == (CircleKind.PAIR, People(2, 2))


def test_a_session_without_issue_stages_takes_no_issue() -> None:
    text = GOOD[: GOOD.index("[[issue]]")].replace('does = "choose_issues"\n', "")
    assert load(text, "my.toml").issues == 0


def test_issues_and_everyone_owns_say_how_many() -> None:
    assert load(changed("minutes = 60", "minutes = 60\nissues = 3"), "my.toml").issue_count(6) == 3
    everyone = changed('does = "choose_issues"', "").replace("minutes = 60\n", "minutes = 60\neveryone_owns = true\n")
    assert load(everyone, "my.toml").issue_count(6) == 6


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake() -> None:
    assert load_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), "my.toml") == load(GOOD, "my.toml")


def test_all_problems_come_at_once_in_the_order_of_lines() -> None:
    text = GOOD.replace('"circle"', '"square"').replace('"round"', '"rounds"').replace("seconds = 90", "seconds = 1")
    with pytest.raises(FormatErrors) as caught:
        load(text, "my.toml")
    assert [(problem.line, problem.field) for problem in caught.value.problems] == [
        (3, "kind"),
        (11, 'opening stage "arrive": floor'),
        (32, 'closing stage "leave": seconds'),
    ]
