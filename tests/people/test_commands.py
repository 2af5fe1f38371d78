from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from edgewise.cli import main
from edgewise.people.models import Membership
from tests.make import membership, organisation
from tests.people.files import AMARA, BRUNO, DATA, sheet

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_login_link_signs_in() -> None:
    membership("Amara")
    link = run("login-link", "AMARA@example.org").output.strip()
    assert Client().get(link.partition("8000")[2]).status_code == 302


def test_a_login_link_for_nobody_is_refused() -> None:
    result = run("login-link", "lena@example.org")
    assert (result.exit_code, result.output) == (1, "Error: nobody here has the address lena@example.org\n")


def test_organisations_of_one_name_get_their_own_short_names() -> None:
    assert [run("add-organisation", "Übung & Co", "--owner", "hana@example.org").output for _ in range(2)] == [
        "ubung-co\n",
        "ubung-co-2\n",
    ]
    assert Membership.objects.filter(is_owner=True, person__email="hana@example.org").count() == 2


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
