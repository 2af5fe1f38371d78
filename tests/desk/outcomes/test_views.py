"""The pages of outcomes, for the programme's owner alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from msgspec.structs import replace

from edgewise.desk.outcomes.models import Outcome, OutcomeDraft
from edgewise.desk.outcomes.queries import plans_of, values_of
from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort
from tests import make
from tests.desk.outcomes import world
from tests.people.files import sheets

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
GIVEN = {
    "nature": "left",
    "name": "Left within a year",
    "window_days": "365",
    "smallest": "4",
    "usual": "12",
    "better": "higher",
    "by": "match",
}


@pytest.fixture
def cohort() -> Cohort:
    return world.cohort()


@pytest.fixture
def begun(cohort: Cohort) -> Cohort:
    """With an outcome that was registered before, and locked."""
    world.registered(cohort)
    world.begin(cohort)
    return cohort


@pytest.fixture
def owner(sign_in: SignIn, cohort: Cohort) -> Client:
    return sign_in(world.hana().person)


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def upload(owner: Client, cohort: Cohort, data: bytes, name: str = "leavers.csv") -> str:
    """Where it leads."""
    file = BytesIO(data)
    file.name = name
    answer = owner.post(at("outcome_file", cohort.code), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def words_of(owner: Client, path: str) -> str:
    return owner.get(path).content.decode()


@pytest.mark.parametrize("name", ["Grace", "Amara", "Jonas", "Kofi"])
def test_coordinators_members_and_strangers_get_404(sign_in: SignIn, cohort: Cohort, name: str) -> None:
    make.membership("Jonas")
    make.membership("Kofi", make.organisation("Southgate"), is_owner=True)
    row, draft = world.registered(cohort), world.uploaded(cohort, world.leavers(f"E3,{world.day()}"))
    client = sign_in(make.person(name))
    gets = [at("outcomes", cohort.code), at("register_outcome", cohort.code), at("outcome", cohort.code, row.pk)]
    gets += [at("outcome_file", cohort.code)]
    gets += [at(f"outcome_{step}", cohort.code, draft.code) for step in ("preview", "sheet", "columns")]
    posts = [at("remove_outcome", cohort.code, row.pk), at("clear_outcome", cohort.code, row.pk)]
    posts += [at("forget_outcomes", cohort.code), at("confirm_outcomes", cohort.code, draft.code)]
    posts += [at("discard_outcomes", cohort.code, draft.code)]
    assert {client.get(path).status_code for path in gets} | {client.post(path).status_code for path in posts} == {404}
    assert (Outcome.objects.count(), OutcomeDraft.objects.count()) == (1, 1)


def test_without_an_outcome_the_page_says_why_with_an_example(owner: Client, cohort: Cohort) -> None:
    words = words_of(owner, at("outcomes", cohort.code))
    assert "finds one that is good by chance" in " ".join(words.split())
    assert "For instance: “Left within a year." in " ".join(words.split())


def test_an_outcome_is_registered_changed_and_removed(owner: Client, cohort: Cohort) -> None:
    assert owner.post(at("register_outcome", cohort.code), GIVEN).status_code == 302
    assert [plan for _, plan in plans_of(cohort)] == [world.LEAVING]
    path = at("outcome", cohort.code, Outcome.objects.get().pk)
    assert owner.get(path).context["form"].initial["smallest"] == 4.0
    owner.post(path, GIVEN | {"smallest": "6"})
    assert [plan for _, plan in plans_of(cohort)] == [replace(world.LEAVING, smallest=6.0)]
    owner.post(at("remove_outcome", cohort.code, Outcome.objects.get().pk))
    assert Outcome.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"smallest": "0"}, "smallest"),
        ({"smallest": "nan"}, "smallest"),
        ({"usual": "2"}, "smallest"),
        ({"name": "Performance rating"}, "name"),
        ({"window_days": "5000"}, "window_days"),
        ({"nature": "salary"}, "nature"),
        ({"by": ""}, "by"),
    ],
)
def test_what_cannot_be_registered_is_said_at_its_field(
    owner: Client, cohort: Cohort, change: dict[str, str], field: str
) -> None:
    answer = owner.post(at("register_outcome", cohort.code), GIVEN | change)
    assert (answer.status_code, list(answer.context["form"].errors), Outcome.objects.count()) == (200, [field], 0)


def test_once_the_cohort_has_begun_the_form_leads_back_and_says_why(owner: Client, cohort: Cohort) -> None:
    row = world.registered(cohort)
    world.begin(cohort)
    path = at("outcome", cohort.code, row.pk)
    for answer in (owner.get(path), owner.post(path, GIVEN | {"smallest": "6"})):
        assert answer.headers["Location"] == at("outcomes", cohort.code)
    assert [plan for _, plan in plans_of(cohort)] == [world.LEAVING]


def test_what_is_registered_after_the_start_is_called_exploratory(owner: Client, cohort: Cohort) -> None:
    world.registered(cohort)
    world.begin(cohort)
    assert "This outcome is exploratory" in words_of(owner, at("register_outcome", cohort.code))
    owner.post(at("register_outcome", cohort.code), GIVEN | {"name": "Looked at later"})
    words = words_of(owner, at("outcomes", cohort.code))
    found = ("Exploratory: registered after the start", "Registered before the start, locked")
    assert [words.count(tag) for tag in found] == [1, 1]


def test_a_clear_file_leads_to_its_preview_and_from_there_to_the_page(owner: Client, begun: Cohort) -> None:
    row = begun.outcomes.get()
    data = world.leavers(f"E3,{world.day()}", f"E99,{world.day()}", f"E2,{world.day(-3)}", "E1,")
    path = upload(owner, begun, data)
    page = owner.get(path)
    preview = page.context["preview"]
    assert (preview.rows, preview.people, preview.left_out) == (4, 1, 3)
    assert [(why.label, count) for why, count in preview.tabs] == [
        ("Unknown people", 1),
        ("Without a date", 1),
        ("Outside the window", 1),
    ]
    assert "E99" in page.content.decode()
    assert values_of(row) == {}  # nothing is written before it is confirmed
    draft = OutcomeDraft.objects.get().code
    answer = owner.post(at("confirm_outcomes", begun.code, draft), {"digest": preview.digest})
    assert answer.headers["Location"] == at("outcomes", begun.code)
    row.refresh_from_db()
    assert values_of(row) == {make.membership("Chidi").pk: (date.fromisoformat(world.day()), 1.0)}
    assert "1 person, on" in words_of(owner, at("outcomes", begun.code))


def test_the_preview_says_what_is_new_changed_and_as_before(owner: Client, begun: Cohort) -> None:
    first = world.leavers(f"E3,{world.day()}", f"E4,{world.day()}")
    owner.get(upload(owner, begun, first))
    preview = owner.get(upload(owner, begun, first)).context["preview"]
    owner.post(at("confirm_outcomes", begun.code, OutcomeDraft.objects.get().code), {"digest": preview.digest})
    second = world.leavers(f"E3,{world.day()}", f"E4,{world.day(9)}", f"E1,{world.day()}")
    (change,) = owner.get(upload(owner, begun, second)).context["preview"].changes
    assert (change.name, change.new, change.changed, change.same) == (world.LEAVING.name, 1, 1, 1)


def test_where_something_is_unclear_it_is_asked(owner: Client, begun: Cohort) -> None:
    row = begun.outcomes.get()
    world.registered(begun, world.SCORE)
    rows = (f"E3,Goodbye,{world.day()}", f"E1,Transfer,{world.day()}")
    path = upload(owner, begun, world.leavers(*rows, header="Worker,Event,Effective Date"))
    columns = owner.get(path).headers["Location"]
    form = owner.get(columns).context["form"]
    assert [field.label for field in form.event_fields()] == ["Goodbye", "Transfer"]
    given = {"column_0": "who", "column_1": "what", "column_2": "when", "event_0": str(row.pk), "event_1": "leave-out"}
    assert owner.post(columns, given).headers["Location"] == path
    assert owner.get(path).context["preview"].people == 1


def test_another_column_for_the_event_is_asked_about_anew(owner: Client, begun: Cohort) -> None:
    row = begun.outcomes.get()
    rows = (f"E3,Termination,Gone,{world.day()}",)
    path = upload(owner, begun, world.leavers(*rows, header="Worker,Event,Remark,Effective Date"))
    columns = at("outcome_columns", begun.code, OutcomeDraft.objects.get().code)
    given = {"column_0": "who", "column_2": "what", "column_3": "when", "column_1": "leave-out"}
    assert owner.post(columns, given | {"event_0": str(row.pk)}).headers["Location"] == columns
    form = owner.get(columns).context["form"]
    assert [field.label for field in form.event_fields()] == ["Gone"]
    assert owner.post(columns, given | {"event_0": str(row.pk)}).headers["Location"] == path


def test_what_the_form_lacks_is_said(owner: Client, begun: Cohort) -> None:
    upload(owner, begun, world.leavers(f"E3,{world.day()}"))
    columns = at("outcome_columns", begun.code, OutcomeDraft.objects.get().code)
    answer = owner.post(columns, {"column_0": "when", "column_1": "when"})
    assert answer.context["form"].non_field_errors() == [
        "Two columns cannot both be “When (the day)”.",
        "Say which column holds the employee number or the e-mail address.",
        "Say which outcome the file is about.",
    ]


def test_of_two_sheets_that_are_alike_one_is_asked_for(owner: Client, begun: Cohort) -> None:
    first, second = ([("Emp. ID", "Termination Date"), (number, world.day())] for number in ("E3", "E4"))
    data = sheets(("Spring", first), ("Autumn", second), hidden_rows=[2])
    path = upload(owner, begun, data, "book.xlsx")
    asked = owner.get(path).headers["Location"]
    assert asked == at("outcome_sheet", begun.code, OutcomeDraft.objects.get().code)
    assert owner.post(asked, {"sheet": "Autumn"}).headers["Location"] == path
    page = owner.get(path)
    assert (page.context["preview"].people, page.context["draft"].sheet) == (1, "Autumn")
    assert "The workbook hides 1 row. It is read, too." in " ".join(page.content.decode().split())


def test_a_file_of_ratings_is_refused_at_the_upload(owner: Client, begun: Cohort) -> None:
    file = BytesIO(world.leavers(f"E3,{world.day()},4", header="Emp. ID,Termination Date,9-Box"))
    file.name = "x.csv"
    answer = owner.post(at("outcome_file", begun.code), {"file": file})
    assert "The column “9-Box” holds performance ratings." in answer.content.decode()


@pytest.mark.parametrize(
    ("starts_in", "invited", "registered", "why"),
    [
        (1, True, True, "Outcomes can be imported from the first day on, when what is registered is locked."),
        (0, False, True, "Nobody is invited yet. Every window begins with the first invitation."),
        (0, True, False, "Register an outcome first."),
    ],
)
def test_where_nothing_can_be_imported_it_says_why(
    sign_in: SignIn, starts_in: int, invited: bool, registered: bool, why: str
) -> None:
    run = world.cohort(starts_in, invited=invited)
    if registered:
        world.registered(run)
    client = sign_in(world.hana().person)
    answer = client.get(at("outcome_file", run.code))
    assert [str(one) for one in get_messages(answer.wsgi_request)] == [why]


def test_another_owners_file_is_not_theirs(sign_in: SignIn, begun: Cohort) -> None:
    draft = world.uploaded(begun, world.leavers(f"E3,{world.day()}"))
    client = sign_in(make.membership("Olga", is_owner=True).person)
    assert client.get(at("outcome_preview", begun.code, draft.code)).status_code == 404


def test_everything_is_deleted_for_good(owner: Client, cohort: Cohort) -> None:
    world.registered(cohort)
    owner.post(at("forget_outcomes", cohort.code))
    words = " ".join(words_of(owner, at("outcomes", cohort.code)).split())
    assert "The outcomes of people were deleted on" in words
    answer = owner.post(at("register_outcome", cohort.code), GIVEN | {"name": "Another"})
    assert answer.context["form"].non_field_errors() == [
        "The outcomes of this cohort were deleted. Nothing more can be registered for it."
    ]


def test_the_page_asks_as_much_of_the_database_for_three_outcomes_as_for_one(owner: Client, cohort: Cohort) -> None:
    counts = []
    for number in range(3):
        world.registered(cohort, replace(world.LEAVING, name=f"Left {number}"))
        with CaptureQueriesContext(connection) as asked:
            owner.get(at("outcomes", cohort.code))
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]


def test_the_preview_asks_as_much_for_many_rows_as_for_one(owner: Client, begun: Cohort) -> None:
    counts = []
    for many in (1, 3):
        path = upload(owner, begun, world.leavers(*[f"E{number},{world.day()}" for number in range(1, many + 1)]))
        with CaptureQueriesContext(connection) as asked:
            owner.get(path)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert timezone.localdate() > world.clock()
