"""A cohort of the demonstration that is long over: sixty wanted a place, places were drawn, a year has passed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from msgspec.structs import asdict, replace

from edgewise.cli.demo.meetings import FORMAT, planned, seat, workday
from edgewise.desk.evidence.actions import make_report
from edgewise.desk.outcomes.actions.registration import lock, register
from edgewise.desk.outcomes.actions.values import freeze, write_values
from edgewise.desk.outcomes.models import Outcome, Registration
from edgewise.desk.outcomes.queries import clock_day, outcome_key
from edgewise.desk.recalls.actions import answer_recall, ask_cohort, count_recalls
from edgewise.desk.roi.actions import save_sheet
from edgewise.domain.coaching.unopened import ANSWERS_WANTED_WITHIN, UNOPENED_AFTER, Became
from edgewise.domain.evidence.outcomes import By, Nature, Plan
from edgewise.domain.evidence.roi import Item, Price, Sort
from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.simulation.people import Invented, invented_people
from edgewise.people.imports.actions.writes import import_people
from edgewise.people.imports.workbook.table import table_of_upload
from edgewise.people.models import Membership, Organisation
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.cohorts.actions import save_cohort
from edgewise.programmes.designs.actions import save_programme
from edgewise.programmes.due import end_cohorts
from edgewise.programmes.enrolments.actions import answer, invite
from edgewise.programmes.lotteries.actions import draw_places
from edgewise.programmes.lotteries.page.plan import Sizes
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState
from edgewise.programmes.models.lotteries import Group, Strata
from edgewise.rooms.attendance.actions import correct_attendance
from edgewise.rooms.models.sessions import AttendanceStatus
from edgewise.rooms.unopened.actions import answer_unopened, look_after_unopened

SEED = 11
SIZES = Sizes(places=32, reserves=4, strata=Strata.LEVEL)
BEGAN, WEEKS, FORTNIGHT = timedelta(days=415), 12, timedelta(days=14)
HELD = 4  # sessions of each circle
SITE, ZONE = "Porto", "Europe/Lisbon"
NAMES = (
    "Agnes", "Bastian", "Celia", "Dario", "Edith", "Fabian", "Greta", "Henrik", "Ida", "Jakob", "Karin", "Leon",
    "Marta", "Nico", "Odile", "Paula", "Quirin", "Rita", "Stefan", "Thea", "Ulf", "Valerie", "Wim", "Xenia", "Yusuf",
    "Zita", "Anton", "Berta", "Cem", "Doro",
)  # fmt: skip
PEOPLE = 2 * len(NAMES)
ENGAGEMENT = Plan("Engagement", Nature.SCORE, 365, 0.3, True, By.LOTTERY, True)
LEAVING = Plan("Leaving within a year", Nature.LEFT, 365, 4.0, False, By.LOTTERY, True, 12.0)


def tell_of_a_lottery(organisation: Organisation, grace: Membership, hana: Membership, now: datetime) -> Cohort:
    began = now - BEGAN
    programme, people = _programme(organisation), _people(organisation, now.date())
    run = Cohort(name="Porto", starts_on=began.date(), ends_on=(began + timedelta(weeks=WEEKS)).date())
    cohort = save_cohort(programme, run, [grace])
    outcomes = [_registered(cohort, plan, hana, began - timedelta(days=20)) for plan in (ENGAGEMENT, LEAVING)]
    _places(cohort, people, grace, began - timedelta(days=18))
    lock(cohort, began)
    freeze(Registration.objects.get(cohort=cohort), began)
    for fortnight in range(HELD):
        _meet(list(cohort.circles.order_by("pk")), began + FORTNIGHT * fortnight, Random(SEED + fortnight))
    end_cohorts(began + timedelta(weeks=WEEKS, days=1))
    _ask_again(cohort, began + timedelta(weeks=WEEKS + 13, days=1))
    _import(cohort, outcomes, now - timedelta(days=9))
    _account(cohort, outcomes, now - timedelta(days=8))
    make_report(cohort, hana, now - timedelta(days=7))
    return cohort


def _people(organisation: Organisation, today: date) -> list[Membership]:
    """Colleagues of another site, who come into no other story."""
    domain = organisation.memberships.first().person.email.partition("@")[2]  # type: ignore[union-attr]
    found = invented_people(48 + PEOPLE, Random(SEED), domain, today)[48:]
    rows = [asdict(_placed(one, number, domain)) for number, one in enumerate(found)]
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    table = table_of_upload(sheet.getvalue().encode())
    import_people(organisation, table, meanings_of(table, {}))
    return list(organisation.memberships.filter(location=SITE).select_related("person").order_by("pk"))


def _placed(one: Invented, number: int, domain: str) -> Invented:
    first = NAMES[number % len(NAMES)]
    email = f"{first.lower()}.{one.last_name.lower()}@{domain}"
    began = (date.fromisoformat(one.start_date) - BEGAN - timedelta(days=30)).isoformat()
    return replace(
        one, first_name=first, start_date=began, email=email, location=SITE, time_zone=ZONE, languages="en;pt"
    )


def _programme(organisation: Organisation) -> Programme:
    return save_programme(
        organisation,
        Programme(
            name="First line leaders",
            format_key=FORMAT,
            purpose="Team leads who decide with others, and stay.",
            session_minutes=builtin_formats()[FORMAT].minutes,
            level_spread=4,
            target_held=85,
            pulse=[],
        ),
    )


def _registered(cohort: Cohort, plan: Plan, hana: Membership, at: datetime) -> Outcome:
    made = register(cohort, plan, hana, at)
    assert isinstance(made, Outcome), made
    return made


def _places(cohort: Cohort, people: Sequence[Membership], grace: Membership, at: datetime) -> None:
    """All say yes; there is room for thirty-two."""
    invite(cohort, people, grace, at)
    for entry in cohort.enrolments.order_by("pk"):
        answer(entry, EnrolmentState.ENROLLED, at=at)
    EnrolmentChange.objects.filter(enrolment__cohort=cohort).update(at=at)
    problem = draw_places(cohort, SIZES, grace, at + timedelta(days=7))
    assert not problem, problem
    seat(cohort, SEED, at + timedelta(days=10))
    EnrolmentChange.objects.filter(enrolment__cohort=cohort, at__gt=at).update(at=at + timedelta(days=10))


def _meet(circles: Sequence[Circle], at: datetime, dice: Random) -> None:
    """They meet in a room of their own, without the page, and say afterwards that they did and who came."""
    day = workday((at + timedelta(days=5)).date())
    sessions = [planned(circle, datetime.combine(day, time(9), UTC), at) for circle in circles]
    asked = sessions[0].starts_at + UNOPENED_AFTER
    look_after_unopened(asked)
    for session in sessions:
        session.refresh_from_db()
        for place in list(open_seats(session.circle))[:2]:
            assert answer_unopened(session, place, Became.ELSEWHERE, asked)
    look_after_unopened(asked + ANSWERS_WANTED_WITHIN)
    for session in sessions:
        for row in session.attendance.select_related("session", "seat").order_by("pk"):
            came = AttendanceStatus.PRESENT if dice.random() < 0.9 else AttendanceStatus.NO_SHOW
            correct_attendance(row, came, session.facilitator, asked + ANSWERS_WANTED_WITHIN)


def _ask_again(cohort: Cohort, at: datetime) -> None:
    """A quarter after the end, most say with how many they have spoken since."""
    ask_cohort(cohort, at)
    dice = Random(SEED)
    for row in cohort.recalls.order_by("pk"):
        if dice.random() < 0.8:
            answer_recall(row, min(row.met, dice.choice((1, 2, 2, 3, 4))), at + timedelta(days=2))
    count_recalls(at + timedelta(days=30))


def _import(cohort: Cohort, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Of everybody drawn, reserves too: who comes into the comparison follows from the draw."""
    dice, engagement, leaving = Random(SEED), {}, {}
    clock = clock_day(cohort)
    assert clock is not None
    placed = set(cohort.lottery.entrants.filter(group=Group.PLACE).values_list("membership", flat=True))
    for number, who in enumerate(cohort.lottery.entrants.order_by("membership").values_list("membership", flat=True)):
        score = min(5.0, max(1.0, dice.gauss(3.9 if who in placed else 3.3, 0.45)))
        engagement[who] = (clock + timedelta(days=340), round(score, 1))
        if number % 14 == 5:
            leaving[who] = (clock + timedelta(days=60 + 5 * number), 1.0)
    write_values(cohort, {outcomes[0].pk: engagement, outcomes[1].pk: leaving}, at)


def _account(cohort: Cohort, outcomes: Sequence[Outcome], at: datetime) -> None:
    score, stay = (outcome_key(one) for one in outcomes)
    items = [
        Item(Sort.COST, "Hours that people spent in sessions", Price(40, 52, 65), "Payroll, team leads, 2025", 230),
        Item(Sort.COST, "Hours of coordinators", Price(45, 55, 70), "Payroll, HR, 2025", 60),
        Item(Sort.COST, "Software and hosting", Price(1500, 2000, 3000), "Offer of the IT department, 2025"),
        Item(Sort.VALUE, "One point more for one person", Price(300, 900, 2000), "Guess of the HR lead", outcome=score),
        Item(Sort.VALUE, "One person who stays", Price(15000, 28000, 45000), "Cost of hiring, HR, 2024", outcome=stay),
    ]
    assert save_sheet(cohort, "EUR", items, 0, at)
