from __future__ import annotations

from datetime import date, time
from zoneinfo import available_timezones

from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.roster.fields.text import table_of_text
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.lines.reporting_lines import cycles
from edgewise.domain.roster.model import Facts
from edgewise.domain.roster.plan import Kind, Known, Outcome, Plan, plan_import

ZONES = Zones(available_timezones())
HEADER = "email,name,employee_id,function,time_zone,languages,manager,working_hours"


def plan(*rows: str, known: tuple[Known, ...] = (), header: str = HEADER) -> Plan:
    table = table_of_text("\n".join([header, *rows]).encode())
    return plan_import(table, meanings_of(table), known, ZONES)


def only(outcome_of: Plan) -> Outcome:
    (outcome,) = outcome_of.outcomes
    return outcome


def said(outcome: Outcome) -> list[str]:
    return [str(finding) for finding in outcome.findings]


def amara(**facts: object) -> Known:
    plain: Facts = {
        "email": "amara@example.org",
        "name": "Amara Okafor",
        "employee_id": "E1",
        "function": "Legal",
        "time_zone": "Europe/London",
        "languages": ("en",),
        "manager": None,
        "works_from": time(9),
        "works_until": time(17),
    }
    own = facts.pop("own", frozenset())
    elsewhere = facts.pop("elsewhere", False)
    assert isinstance(own, frozenset)
    assert isinstance(elsewhere, bool)
    return Known(1, {**plain, **facts}, own, elsewhere)  # type: ignore[dict-item]


AMARA = "amara@example.org,Amara Okafor,E1,Legal,Europe/London,en,,09:00-17:00"


def test_a_new_person() -> None:
    outcome = only(plan(AMARA))
    assert (outcome.kind, outcome.row, outcome.name, said(outcome)) == (Kind.NEW, 2, "Amara Okafor", [])


def test_the_same_again_changes_nothing() -> None:
    assert only(plan(AMARA, known=(amara(),))).kind is Kind.UNCHANGED


def test_an_update_says_what_changes() -> None:
    outcome = only(plan(AMARA, known=(amara(function="Sales", languages=("es",)),)))
    assert outcome.kind is Kind.UPDATE
    assert [str(change) for change in outcome.changes] == ["Function: Sales → Legal", "Languages: Spanish → English"]


def test_an_empty_cell_changes_nothing_but_the_manager() -> None:
    outcome = only(plan("amara@example.org,,,,,,,", known=(amara(manager="bruno@example.org"),)))
    assert [str(change) for change in outcome.changes] == ["Manager: bruno@example.org → nothing"]


def test_no_manager_in_words_is_no_manager() -> None:
    for words in ("NO_MANAGER", "n/a", "None", "-"):
        outcome = only(plan(AMARA.replace("en,,", f"en,{words},"), known=(amara(manager="bruno@example.org"),)))
        assert [str(change) for change in outcome.changes] == ["Manager: bruno@example.org → nothing"]


def test_a_column_that_is_not_there_changes_nothing() -> None:
    outcome = only(plan("amara@example.org", header="email,name", known=(amara(manager="bruno@example.org"),)))
    assert outcome.kind is Kind.UNCHANGED


def test_what_a_person_said_of_themself_stays() -> None:
    outcome = only(plan(AMARA, known=(amara(languages=("es",), own=frozenset({"languages"})),)))
    assert (outcome.kind, said(outcome)) == (Kind.UNCHANGED, ["Languages: It stays as the person set it"])


def test_somebody_who_left_and_is_in_the_export_has_come_back() -> None:
    outcome = only(plan(AMARA, known=(amara(left_on=date(2026, 1, 31)),)))
    assert [str(change) for change in outcome.changes] == ["Left on: 31 January 2026 → nothing"]


def test_a_new_address_under_the_same_number_is_the_same_person() -> None:
    row = "amara.lund@example.org,Amara Lund,E1,Legal,Europe/London,en,,09:00-17:00"
    outcome = only(plan(row, known=(amara(),)))
    assert (outcome.kind, outcome.known) == (Kind.UPDATE, 1)
    assert said(outcome) == ["E-mail address: It was amara@example.org; sign-in codes go to the new one"]


def test_a_number_that_somebody_else_bears_is_not_taken_over() -> None:
    """Two HR systems count from one: the address and the name say who a person is."""
    outcome = only(plan("bruno@example.org,Bruno Costa,E1,,UTC,en,,", known=(amara(),)))
    assert (outcome.kind, outcome.known) == (Kind.NEW, None)
    assert "employee_id" not in {change.fact for change in outcome.changes}
    assert said(outcome)[0].startswith("Employee number: E1 is the number of Amara Okafor (amara@example.org)")


def test_an_address_shared_with_another_organisation_is_not_changed_here() -> None:
    outcome = only(plan("amara.lund@example.org,Amara Lund,E1,,,,,", known=(amara(elsewhere=True),)))
    assert (outcome.kind, len(outcome.errors)) == (Kind.ERROR, 1)


def test_exact_duplicates_are_merged() -> None:
    outcome = only(plan(AMARA, AMARA.replace("amara@", "AMARA@")))
    assert (outcome.kind, outcome.row, outcome.merged) == (Kind.NEW, 2, (3,))


def test_contradicting_duplicates_name_both_rows() -> None:
    outcomes = plan(AMARA, AMARA.replace("Legal", "Sales")).outcomes
    assert [(outcome.kind, said(outcome)) for outcome in outcomes] == [
        (Kind.ERROR, [f"amara@example.org is also in row {other}, with another “Function”. Keep the row that is right"])
        for other in (3, 2)
    ]


def test_two_people_under_one_number_are_both_errors() -> None:
    outcomes = plan(AMARA, AMARA.replace("amara@", "bruno@")).outcomes
    assert [outcome.kind for outcome in outcomes] == [Kind.ERROR, Kind.ERROR]


def test_a_manager_is_found_by_address_number_or_name() -> None:
    for written in ("AMARA@example.org", "E1", "Amara Okafor", '"Okafor, Amara"'):
        outcome = plan(AMARA, f"bruno@example.org,Bruno,E2,,UTC,en,{written},").outcomes[1]
        assert {change.fact: change.after for change in outcome.changes}["manager"] == "amara@example.org"


def test_an_unknown_manager_and_oneself_are_warnings() -> None:
    unknown = only(plan("amara@example.org,Amara,E1,,UTC,en,nobody@example.org,"))
    oneself = only(plan("amara@example.org,Amara,E1,,UTC,en,amara@example.org,"))
    assert [outcome.kind for outcome in (unknown, oneself)] == [Kind.NEW, Kind.NEW]
    assert said(unknown)[0].startswith("Manager: “nobody@example.org” is nobody in this file or organisation")
    assert said(oneself) == ["Manager: The person is their own manager; no manager is recorded"]


def test_a_manager_whose_own_row_is_wrong_is_said_by_row() -> None:
    first = plan("amara@example.org,Amara,E1,,UTC,en,bruno@example.org,", "bruno@example.org,Bruno,E2,,Nowhere,en,,")
    assert said(first.outcomes[0])[0].startswith("Manager: “bruno@example.org” is in row 3, which has an error")


def test_a_reporting_line_in_a_circle_is_named_to_everyone_in_it() -> None:
    found = plan(
        "amara@example.org,Amara,E1,,UTC,en,bruno@example.org,",
        "bruno@example.org,Bruno,E2,,UTC,en,amara@example.org,",
        "chidi@example.org,Chidi,E3,,UTC,en,amara@example.org,",
    )
    circle = "amara@example.org → bruno@example.org → amara@example.org"
    warning = f"Manager: A reporting line runs in a circle: {circle}. Correct one"
    assert [said(outcome) for outcome in found.outcomes] == [[warning], [warning], []]


def test_every_circle_is_found_once() -> None:
    lines = {"a": "b", "b": "c", "c": "a", "d": "a", "e": "f", "f": "e", "g": "h"}
    assert cycles(lines) == [("a", "b", "c"), ("e", "f")]


def test_an_error_in_one_row_leaves_the_others() -> None:
    found = plan(AMARA, "bruno,Bruno,E2,,UTC,en,,", "chidi@example.org,Chidi,E3,,UTC,en,,25:00-26:00")
    assert [outcome.kind for outcome in found.outcomes] == [Kind.NEW, Kind.ERROR, Kind.ERROR]
    assert said(found.outcomes[2]) == [
        "working_hours: “25:00-26:00” is a time that does not exist. Write it like 09:00"
    ]


def test_nothing_of_a_declared_identity_is_said() -> None:
    header = "email,name,time_zone,languages,ergs"
    outcome = only(plan("amara@example.org,Amara,UTC,en,Pride; =Veterans", header=header))
    assert ["Pride" in text or "Veterans" in text for text in [*said(outcome), *map(str, outcome.changes)]] == [
        False
    ] * 5


def test_a_missing_time_zone_comes_from_the_location_and_is_said() -> None:
    outcome = only(plan("amara@example.org,Amara,en,Lisbon", header="email,name,languages,location"))
    assert said(outcome) == ["Time zone: None given: Europe/Lisbon is taken from Lisbon"]


def facts_of(outcome: Outcome) -> dict[str, object]:
    return {change.fact: change.after for change in outcome.changes}


def test_strengths_and_the_preferred_language_are_read() -> None:
    row = "amara@example.org,Amara,Europe/London,en;fr,French,delegating; feedback"
    facts = facts_of(only(plan(row, header="email,name,time zone,languages,preferred language,strengths")))
    assert (facts["languages"], facts["preferred_language"]) == (("en", "fr"), "fr")
    assert facts["strengths"] == ("delegating", "feedback")


def test_where_only_a_preferred_language_is_given_it_is_the_one_spoken() -> None:
    facts = facts_of(only(plan("amara@example.org,Amara,Lisbon,pt", header="email,name,location,preferred language")))
    assert (facts["languages"], facts["preferred_language"]) == (("pt",), "pt")


def test_a_manager_is_found_by_another_of_their_addresses() -> None:
    header = "userPrincipalName,mail,name,manager,time_zone,languages"
    found = plan(
        "amara@upn.example,amara@example.org,Amara,,UTC,en",
        "bruno@upn.example,,Bruno,amara@upn.example,UTC,en",
        header=header,
    )
    assert [outcome.email for outcome in found.outcomes] == ["amara@example.org", "bruno@upn.example"]
    assert {change.fact: change.after for change in found.outcomes[1].changes}["manager"] == "amara@example.org"


def test_a_manager_who_can_be_two_people_is_asked_about() -> None:
    found = plan(
        AMARA, AMARA.replace("amara@", "other@").replace("E1", "E2"), "bruno@example.org,Bruno,,,UTC,en,Amara Okafor,"
    )
    assert said(found.outcomes[2]) == [
        (
            "Manager: “Amara Okafor” can be amara@example.org and other@example.org; the manager stays as it was. "
            "Write the e-mail address"
        )
    ]


def test_a_place_in_several_zones_is_said_beside_the_zone_that_is_assumed() -> None:
    outcome = only(plan("amara@example.org,Amara,Cambridge,en", header="email,name,location,languages"))
    assert said(outcome) == [
        "Time zone: None given: UTC is assumed until the person sets it",
        (
            "Location: “Cambridge” can be in several time zones. "
            "Write one such as America/Toronto, Europe/London, Pacific/Auckland"
        ),
    ]
