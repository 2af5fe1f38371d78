from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from pytest_django import Settings

from edgewise.cli import main
from edgewise.people.models import Membership
from tests.make import membership, organisation
from tests.people.files import AMARA, BRUNO, DATA, sheet, sheets

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_login_link_signs_in() -> None:
    membership("Amara")
    link = run("login-link", "AMARA@example.org").output.strip()
    assert Client().post(link.partition("8000")[2]).status_code == 302


def test_a_login_link_for_nobody_is_refused() -> None:
    result = run("login-link", "lena@example.org")
    assert (result.exit_code, result.output) == (1, "Error: nobody here has the address lena@example.org\n")


def test_organisations_of_one_name_get_their_own_short_names() -> None:
    assert [run("add-organisation", "Übung & Co", "--owner", "hana@example.org").stdout for _ in range(2)] == [
        "ubung-co\n",
        "ubung-co-2\n",
    ]
    assert Membership.objects.filter(is_owner=True, person__email="hana@example.org").count() == 2


def test_a_new_organisation_says_what_comes_next() -> None:
    said = run("add-organisation", "Northwind", "--owner", "hana@example.org").stderr
    assert said == (
        "Northwind is there. Its short name is northwind. Next:\n"
        "  1. Run `edgewise serve`, unless it runs already.\n"
        "  2. Give hana@example.org a sign-in link: `edgewise login-link hana@example.org`.\n"
        "  3. The first page leads on: bring people in, choose a programme, invite.\n"
    )


def test_a_new_organisation_without_mail_says_so(settings: Settings) -> None:
    settings.EMAIL_IS_SET_UP = False
    said = run("add-organisation", "Northwind", "--owner", "hana@example.org").stderr
    assert said.endswith(
        "Note: no mail is set up (EDGEWISE_EMAIL_URL). Invitations and other letters wait until it is.\n"
    )


def test_an_owner_needs_an_address() -> None:
    assert run("add-organisation", "Northwind", "--owner", "hana").exit_code == 2


@pytest.fixture
def file(tmp_path: Path) -> Path:
    organisation()
    path = tmp_path / "people.csv"
    path.write_bytes(sheet(AMARA, AMARA, BRUNO.replace("amara@", "nobody@")))
    return path


REPORT = """\
row 2 new amara@example.org
  row 3 says the same and is merged
row 4 new bruno@example.org
  warning: Manager: “nobody@example.org” is nobody in this file or organisation; the manager stays as it was. Add the \
manager, then import again
"""


def test_a_dry_run_says_what_would_happen_and_writes_nothing(file: Path) -> None:
    result = run("import-people", str(file), "--organisation", "northwind", "--dry-run")
    assert result.output == f"{REPORT}Would be: 2 new, 0 update, 0 unchanged, 0 error; 1 with a warning.\n"
    assert Membership.objects.count() == 0


def test_an_import_says_the_same_and_writes_it(file: Path) -> None:
    result = run("import-people", str(file), "--organisation", "northwind")
    assert result.output == f"{REPORT}Done: 2 new, 0 update, 0 unchanged, 0 error; 1 with a warning.\n"
    assert Membership.objects.count() == 2


def test_an_update_says_what_changes(file: Path) -> None:
    run("import-people", str(file), "--organisation", "northwind")
    file.write_bytes(sheet(AMARA.replace("Legal", "Finance").replace("Pride", "Other")))
    result = run("import-people", str(file), "--organisation", "northwind")
    first = result.output.splitlines()[0]
    assert first == "row 2 update amara@example.org: Function: Legal → Finance; Self-declared facts (kept sealed)"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--organisation", "nowhere"], "there is no organisation nowhere"),
        (["--organisation", "northwind", "--map", "Salary=email"], "the file has no column “Salary”"),
        (["--organisation", "northwind", "--map", "email=salary"], "“salary” is none of email, name,"),
        (["--organisation", "northwind", "--map", "email="], "no column holds an e-mail address"),
    ],
)
def test_a_wrong_word_is_refused(file: Path, words: list[str], said: str) -> None:
    result = run("import-people", str(file), *words)
    assert (result.exit_code > 0, said in result.output, Membership.objects.count()) == (True, True, 0)


def test_an_unsure_column_is_settled_by_the_word_it_asks_for(tmp_path: Path) -> None:
    organisation()
    path = tmp_path / "people.csv"
    path.write_bytes(sheet("amara@example.org,Amara", header="Kontakt,Name"))
    asked = run("import-people", str(path), "--organisation", "northwind")
    assert "add: --map 'Kontakt=email'" in asked.output
    assert run("import-people", str(path), "--organisation", "northwind", "--map", "Kontakt=email").exit_code == 0


def test_the_messy_sample_is_reported_row_by_row() -> None:
    organisation()
    result = run("import-people", str(DATA / "people_messy.csv"), "--organisation", "northwind", "--dry-run")
    lines = result.output.splitlines()
    assert sum(" error " in line for line in lines if line.startswith("row")) == 11
    assert lines[-1] == "Would be: 111 new, 0 update, 0 unchanged, 11 error; 8 with a warning."
    assert max(map(len, lines)) < 400


def test_the_key_is_rotated(key_file: Path) -> None:
    result = run("rotate-key")
    assert result.output.startswith("0 keys are now wrapped by a new installation key.")
    assert len(key_file.read_text().split()) == 2


def test_the_sheet_is_said_where_several_may_hold_the_people(tmp_path: Path) -> None:
    organisation()
    path = tmp_path / "people.xlsx"
    people = [["Email", "Name"], ["amara@example.org", "Amara"]]
    path.write_bytes(sheets(("2025", people), ("2026", people)))
    asked = run("import-people", str(path), "--organisation", "northwind")
    assert (asked.exit_code, asked.output) == (
        1,
        "Error: Several sheets may hold the people: “2025” and “2026”; say which with --sheet '2026'\n",
    )
    told = run("import-people", str(path), "--organisation", "northwind", "--sheet", "2026", "--dry-run")
    assert told.output.splitlines()[0] == "We read the sheet “2026” and no other sheet."


def test_the_sheet_is_named_where_no_column_holds_an_address(tmp_path: Path) -> None:
    organisation()
    path = tmp_path / "people.xlsx"
    path.write_bytes(sheets(("Cover", [["Created"]]), ("Staff", [["Name", "Function"], ["Amara", "Legal"]])))
    asked = run("import-people", str(path), "--organisation", "northwind")
    assert asked.output.splitlines() == [
        "We read the sheet “Staff” and no other sheet.",
        "Error: no column holds an e-mail address; say which with --map COLUMN=FIELD",
    ]


@pytest.mark.parametrize(("words", "new"), [([], 2), (["--without-hidden"], 1)])
def test_a_hidden_row_counts_unless_it_is_left_out(tmp_path: Path, words: list[str], new: int) -> None:
    organisation()
    path = tmp_path / "people.xlsx"
    rows = [["Email", "Name"], ["amara@example.org", "Amara"], ["bruno@example.org", "Bruno"]]
    path.write_bytes(sheets(("Staff", rows), hidden_rows=[3]))
    result = run("import-people", str(path), "--organisation", "northwind", "--dry-run", *words)
    assert (
        result.output.splitlines()[-1] == f"Would be: {new} new, 0 update, 0 unchanged, 0 error; {new} with a warning."
    )


def test_what_a_value_stands_for_is_said_or_remembered(tmp_path: Path) -> None:
    northwind = organisation()
    path = tmp_path / "people.csv"
    path.write_bytes(sheet("amara@example.org,Amara,L5", header="email,name,role level"))
    words = ["import-people", str(path), "--organisation", "northwind"]
    asked = run(*words, "--dry-run").output
    assert "role level: not understood: L5 (1 row); say what each stands for, such as --value" in asked
    northwind.value_meanings.create(meaning="role_level", value="l5", means="Director")
    assert run(*words, "--value", "level:L5=Manager").exit_code == 0
    assert Membership.objects.get().level_name == "Manager"
    assert run(*words).exit_code == 0
    assert Membership.objects.get().level_name == "Director"
