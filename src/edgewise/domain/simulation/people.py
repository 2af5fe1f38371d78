"""Invented people of an invented organisation, as an HR export would have them. The same dice, the same people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from msgspec import Struct

LEVELS = (
    "Individual contributor",
    "Senior individual contributor",
    "Team lead",
    "Manager",
    "Senior manager",
    "Director",
    "Vice president",
)
FIRST = (
    "Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Grace", "Hana", "Ines", "Jonas", "Kofi", "Lena",
    "Mateo", "Noor", "Olga", "Pavel", "Quynh", "Rosa", "Samir", "Tove", "Uma", "Viktor", "Wanda", "Xavier",
    "Yara", "Zeno", "Aisha", "Bela", "Carmen", "Dmitri", "Esther", "Filip", "Gita", "Hugo", "Iris", "Jamal",
    "Keiko", "Luca", "Mira", "Nils", "Oya", "Petra", "Ravi", "Sofia", "Tomas", "Ursula", "Vera", "Walid",
)  # fmt: skip
LAST = (
    "Okafor", "Lindqvist", "Eze", "Novak", "Demir", "Haddad", "Mensah", "Sato", "Ferreira", "Keller", "Boateng",
    "Fischer", "Rojas", "Rahman", "Petrova", "Horak", "Nguyen", "Marino", "Aziz", "Berg", "Iyer", "Weiss",
    "Kowalska", "Dubois",
)  # fmt: skip
PLACES = (  # city, time zone, a language spoken there beside English
    ("London", "Europe/London", ""),
    ("Lisbon", "Europe/Lisbon", "pt"),
    ("Berlin", "Europe/Berlin", "de"),
    ("Amsterdam", "Europe/Amsterdam", "nl"),
    ("Nairobi", "Africa/Nairobi", "sw"),
    ("New York", "America/New_York", "es"),
)
FUNCTIONS = ("Operations", "Engineering", "Finance", "People", "Sales", "Product", "Marketing", "Legal")
UNITS = ("Retail Bank", "Business Bank", "Insurance")
GOALS = (
    "delegating", "giving feedback", "managing conflict", "presenting to executives", "coaching my team",
    "strategic thinking", "running meetings", "inclusive leadership", "negotiation", "time management",
)  # fmt: skip
LEADERS = range(40, 48)  # one of each function; they report to the first of them


class Invented(Struct, frozen=True):
    """One row of the export."""

    employee_id: str
    first_name: str
    last_name: str
    email: str
    job_title: str
    role_level: str
    function: str
    unit: str
    location: str
    time_zone: str
    languages: str
    manager_email: str
    start_date: str
    development_goals: str
    strengths: str
    working_hours: str
    max_circles: str


def invented_people(count: int, rng: Random, domain: str, today: date) -> list[Invented]:
    """`count` people, from 48 to 1,152; eight lead a function, everyone else reports to one of them.

    `domain` is that of their addresses: use one that can never belong to anybody, like `harbour.example`.
    """
    leads = [f"{FIRST[place].lower()}@{domain}" for place in LEADERS]
    return [_one(place, rng, leads, domain, today) for place in range(count)]


def _one(place: int, rng: Random, leads: Sequence[str], domain: str, today: date) -> Invented:
    first, last = FIRST[place % len(FIRST)], LAST[(place * 7 + place // len(FIRST)) % len(LAST)]
    nearby = place < len(FUNCTIONS)  # the first few can always meet
    city, zone, spoken = PLACES[
        rng.choices(range(len(PLACES)), (5, 4, 4, 3, 0, 0) if nearby else (5, 4, 4, 3, 2, 1))[0]
    ]
    leader = place in LEADERS
    function = FUNCTIONS[place % len(FUNCTIONS)]
    level = rng.choice((5, 5, 4)) if leader else rng.choices(range(5), (1, 4, 5, 6, 3))[0]
    manager = leads[place % len(LEADERS)]
    if leader:
        manager = "" if place == LEADERS.start else leads[0]
    goals = rng.sample(GOALS, 2)
    strengths = Random(place).sample([goal for goal in GOALS if goal not in goals], 2)
    return Invented(
        employee_id=f"H{1000 + 7 * place}",
        first_name=first,
        last_name=last,
        email=f"{first.lower()}{'' if place < len(FIRST) else place // len(FIRST)}@{domain}",
        job_title=f"{LEVELS[level]}, {function}",
        role_level=LEVELS[level],
        function=function,
        unit=UNITS[place // len(FUNCTIONS) % len(UNITS)],
        location=city,
        time_zone=zone,
        languages=";".join(filter(None, ("en", spoken if rng.random() < 0.7 else ""))),
        manager_email=manager,
        start_date=(today - timedelta(days=rng.randrange(90, 4000))).isoformat(),
        development_goals="; ".join(goals),
        strengths="; ".join(strengths),
        working_hours=rng.choice(("09:00-17:00", "08:30-16:30", "09:00-18:00")),
        max_circles="2" if rng.random() < 0.3 else "1",
    )
