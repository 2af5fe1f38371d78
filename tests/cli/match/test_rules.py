from __future__ import annotations

import io

import pytest

from edgewise.cli.match.people import BadInput
from edgewise.cli.match.rules import Named, Said, read_rules
from edgewise.domain.matching.model import Kind, Weights

IDS = {f"{name}@example.org": number for number, name in enumerate(("amara", "bruno", "chidi", "dana"), 1)}
NAMES = {1: "Amara Okafor", 2: "Bruno Costa", 3: "Chidi Eze", 4: "Bruno Costa"}
GOOD = """
kind = "group"
least = 3
most = 5
common_minutes = 90
level_spread = "any"
nobody_alone = false
[weights]
goal = 5
[[apart]]
people = ["Amara@example.org", "bruno@example.org", "chidi@example.org"]
[[never_again]]
people = ["amara@example.org", "dana@example.org"]
[[together]]
people = ["chidi@example.org", "dana@example.org"]
"""


def said(text: str) -> Said:
    file = io.BytesIO(text.encode())
    file.name = "rules.toml"
    return read_rules(file, Named(IDS, NAMES, frozenset({"zoe@example.org"})))


def mistakes(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        said(text)
    return str(caught.value).splitlines()


def pairs(*found: tuple[int, int]) -> frozenset[frozenset[int]]:
    return frozenset(map(frozenset, found))


def test_a_file_says_what_it_says_and_nothing_more() -> None:
    assert said(GOOD) == Said(
        kind=Kind.GROUP,
        least=3,
        most=5,
        common_minutes=90,
        level_spread="any",
        nobody_alone=False,
        weights=Weights(goal=5),
        apart=pairs((1, 2), (1, 3), (2, 3)),
        never_again=pairs((1, 4)),
        together=(frozenset({3, 4}),),
    )
    assert said("") == Said()


def test_the_same_instead_of_different_is_a_weight_below_nothing() -> None:
    assert said("[weights]\nfunction = -5\nlocation = -1\nunit = 3\n") == Said(
        weights=Weights(function=-5, location=-1, unit=3)
    )


def test_somebody_who_is_not_in_the_file_is_passed_over_and_said() -> None:
    found = said('[[never_again]]\npeople = ["amara@example.org", "gone@example.org", "bruno@example.org"]\n')
    stranger = "rules.toml:2: “gone@example.org” is nobody who can be matched here"
    assert found == Said(never_again=pairs((1, 2)), strangers=(stranger,))


def test_people_are_named_by_name_as_by_address() -> None:
    found = said('[[apart]]\npeople = ["Amara Okafor", "Eze, Chidi", "<dana@example.org>"]\n')
    assert found.apart == pairs((1, 3), (1, 4), (3, 4))


@pytest.mark.parametrize("name", ["apart", "never_again", "together"])
@pytest.mark.parametrize(
    ("people", "message"),
    [
        (
            '"amra@example.org", "bruno@example.org"',
            "“amra@example.org” is nobody here; did you mean amara@example.org?",
        ),
        ('"Amara Okafor", "bruno@exmaple.org"', "“bruno@exmaple.org” is nobody here; did you mean bruno@example.org?"),
        ('"Amara Okafro", "bruno@example.org"', "“Amara Okafro” is the name of nobody in the file of people"),
        ('"Bruno Costa", "chidi@example.org"', "“Bruno Costa” can be bruno@example.org or dana@example.org"),
    ],
)
def test_a_name_or_an_address_that_is_mistyped_is_a_mistake(name: str, people: str, message: str) -> None:
    (told,) = mistakes(f"[[{name}]]\npeople = [{people}]\n")
    assert told.startswith(f"rules.toml:2: {name}[1].people[")
    assert message in told


@pytest.mark.parametrize("name", ["apart", "never_again", "together"])
def test_a_list_that_keeps_nobody_apart_or_together_is_a_mistake(name: str) -> None:
    line = f'[[{name}]]\npeople = ["amara@example.org", "PERSON"]\n'
    told = f"rules.toml:1: {name}: names no two people of this file in any of its lines; correct it, or remove it"
    assert mistakes(line.replace("PERSON", "gone@example.org")) == [told]
    assert mistakes(line.replace("PERSON", "zoe@example.org")) == [told]
    found = said(line.replace("PERSON", "gone@example.org") + line.replace("PERSON", "dana@example.org"))
    assert len(found.strangers) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("min = 4", 'rules.toml:1: min: is not a field here; did you mean "least"?'),
        ("\nleast = 1", "rules.toml:2: least: must be a whole number from 2 to 14, not 1"),
        ("level_spread = 9", "rules.toml:1: level_spread: must be a whole number from 0 to 6, not 9"),
        ("weights = 3", "rules.toml:1: weights: must be a table: [weights]"),
        ("[weights]\nfaire = 3", 'rules.toml:2: weights.faire: is not a field here; did you mean "fair"?'),
        ("[weights]\nfair = -1", "rules.toml:2: weights.fair: must be a whole number from 0 to 5, not -1"),
        ("[weights]\nunit = -6", "rules.toml:2: weights.unit: must be a whole number from -5 to 5, not -6"),
        ("[weights]\nfair = 6", "rules.toml:2: weights.fair: must be a whole number from 0 to 5, not 6"),
        ('apart = ["a@b.org"]', 'rules.toml:1: apart[1]: must be written as [[apart]] with people = ["…", "…"]'),
        ('[[together]]\npeople = ["a@b.org"]', "rules.toml:2: together[1].people: must name two people or more"),
        (
            '[[apart]]\npeople = ["a@b.org", 3]',
            "rules.toml:2: apart[1].people[2]: must be an e-mail address in quotation marks",
        ),
        ("least = ", "rules.toml:1: not TOML: Invalid value"),
    ],
)
def test_a_mistake_has_its_line_and_key(text: str, message: str) -> None:
    assert mistakes(text) == [message]


def test_every_mistake_is_told() -> None:
    assert [line.split(":")[1] for line in mistakes("leest = 4\nmost = 99\nnobody_alone = 1")] == ["1", "2", "3"]
