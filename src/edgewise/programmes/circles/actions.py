"""Circles and the seats in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from edgewise.notices.outbox.actions import tell, tell_all, tell_each
from edgewise.people.models import Membership, Organisation
from edgewise.programmes.cases.actions import review_circles
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.cohorts.actions import new_code
from edgewise.programmes.messages import circle_changed, circle_ready
from edgewise.programmes.models.circles import Circle, Seat, SeatEnd
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentChange, EnrolmentState
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.signals import seats_changed

SEAT_KEPT_FOR = timedelta(minutes=10)  # after leaving: so long a slip can be taken back
NAMES = (  # plain words, no first names, and no two that are mistaken for each other
    "Harbour", "Lantern", "Cedar", "Meridian", "Orchard", "Compass", "Granite", "Willow", "Beacon", "Quarry",
    "Juniper", "Mosaic", "Thistle", "Anchor", "Heron", "Copper", "Maple", "Summit", "Ferry", "Almond", "Kestrel",
    "Slate", "Cypress", "Bridge", "Saffron", "Estuary", "Birch", "Atlas", "Otter", "Linen", "Acorn", "Agate",
    "Apricot", "Aspen", "Bamboo", "Basalt", "Bayou", "Bellows", "Boulder", "Bramble", "Breeze", "Brook", "Canyon",
    "Canvas", "Cascade", "Cello", "Chestnut", "Cinnamon", "Citadel", "Clover", "Cobalt", "Comet", "Cornice", "Cotton",
    "Crater", "Cricket", "Crystal", "Curlew", "Delta", "Dolphin", "Dune", "Falcon", "Fennel", "Fjord", "Flint",
    "Fountain", "Gable", "Galaxy", "Garnet", "Geyser", "Glacier", "Hickory", "Horizon", "Indigo", "Island", "Ivory",
    "Jetty", "Kayak", "Lagoon", "Lapis", "Larch", "Laurel", "Lavender", "Ledge", "Lemon", "Lilac", "Lotus", "Lynx",
    "Magnolia", "Mango", "Marble", "Marigold", "Meadow", "Mesa", "Mint", "Monsoon", "Nectar", "Nimbus", "Nutmeg",
    "Oasis", "Obsidian", "Onyx", "Opal", "Orchid", "Oriole", "Osprey", "Papaya", "Pebble", "Pepper", "Pergola",
    "Pine", "Plateau", "Poplar", "Prairie", "Prism", "Puffin", "Quartz", "Quince", "Rafter", "Ravine", "Sapphire",
    "Savanna", "Schooner", "Sequoia", "Shore", "Sienna", "Sorrel", "Sparrow", "Spruce", "Starling", "Steppe",
    "Sundial", "Sycamore", "Tamarind", "Tangerine", "Teal", "Terrace", "Thyme", "Tiller", "Topaz", "Trellis",
    "Tundra", "Tulip", "Turret", "Valley", "Velvet", "Verbena", "Viaduct", "Walnut", "Waterfall", "Wharf", "Windmill",
    "Wren", "Yarrow", "Zenith", "Zephyr", "Zinnia",
)  # fmt: skip


def free_names(cohort: Cohort, wanted: int) -> list[str]:
    """Names that no circle of the organisation has had; when the list is used up, with a number.

    Holds the organisation's row until the caller's transaction ends: two who open circles at once name them in turn.
    """
    organisation = cohort.programme.organisation_id
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
    taken = set(Circle.objects.filter(cohort__programme__organisation=organisation).values_list("name", flat=True))
    rounds = range(1, (wanted + len(taken)) // len(NAMES) + 2)
    every = (name if turn == 1 else f"{name} {turn}" for turn in rounds for name in NAMES)
    return [name for name in every if name not in taken][:wanted]


@transaction.atomic
def open_circles(
    cohort: Cohort,
    tables: Mapping[str, Sequence[Membership]],
    at: datetime,
    *,
    kind: str = "",
    by_colleagues: bool = False,
    why: Mapping[str, Sequence[str]] | None = None,
    run: MatchRun | None = None,
) -> list[Circle]:
    """Circles by name, with their members seated in that order and active from now, in a fixed number of writes.

    They are of the programme's kind unless told; `why` holds the reasons that members read, by the circle's name;
    `run` has the rules that they go by. `by_colleagues`: their members began them.
    """
    facts = {"cohort": cohort, "kind": kind or cohort.programme.kind, "run": run, "by_colleagues": by_colleagues}
    circles = Circle.objects.bulk_create(
        Circle(code=new_code(), name=name, why=list((why or {}).get(name, ())), **facts) for name in tables
    )
    Seat.objects.bulk_create(
        Seat(circle=circle, membership=who, position=place, since=at)
        for circle in circles
        for place, who in enumerate(tables[circle.name], 1)
    )
    _activate(cohort, [who for members in tables.values() for who in members])
    for circle in circles:
        circle.cohort = cohort
    each = ((circle, who) for circle in circles for who in tables[circle.name])
    tell_each([(who, circle_ready(circle, who, tables[circle.name])) for circle, who in each], at)
    seats_changed.send(sender=Circle, circles={circle.pk for circle in circles}, at=at)
    return circles


def fill_seats(circle: Circle, people: Sequence[Membership], at: datetime) -> None:
    """Seat them at the free places of a table that is there already, active from now."""
    taken = set(circle.seats.filter(ended_at=None).values_list("position", flat=True))
    free = [place for place in range(1, len(taken) + len(people) + 1) if place not in taken]
    Seat.objects.bulk_create(
        Seat(circle=circle, membership=who, position=place, since=at)
        for who, place in zip(people, free[: len(people)], strict=True)
    )
    _activate(circle.cohort, people)
    table = [*(seat.membership for seat in open_seats(circle))]
    for who in people:
        tell(who, circle_ready(circle, who, table), at)


def _activate(cohort: Cohort, people: Sequence[Membership]) -> None:
    waiting = Enrolment.objects.filter(cohort=cohort, membership__in=people).exclude(state=EnrolmentState.ACTIVE)
    become(waiting, EnrolmentState.ACTIVE)


def become(entries: Iterable[Enrolment], state: EnrolmentState) -> None:
    """All of them from now on, with a line in the history of each."""
    found = list(entries)
    EnrolmentChange.objects.bulk_create(EnrolmentChange(enrolment=entry, state=state) for entry in found)
    Enrolment.objects.filter(pk__in=[entry.pk for entry in found]).update(state=state)


def open_circle(cohort: Cohort, members: Sequence[Membership], name: str, at: datetime) -> Circle:
    return open_circles(cohort, {name: members}, at)[0]


@transaction.atomic
def take_seats_again(cohort: Cohort, who: Membership, now: datetime) -> int:
    """Give back the seats that were given up a moment ago and that nobody has taken since; how many."""
    left = Seat.objects.filter(
        circle__cohort=cohort,
        circle__closed_at=None,
        membership=who,
        reason_ended=SeatEnd.OPTED_OUT,
        ended_at__gt=now - SEAT_KEPT_FOR,
    )
    free = [seat.pk for seat in left if not seat.circle.seats.filter(position=seat.position, ended_at=None).exists()]
    taken = Seat.objects.filter(pk__in=free)
    taken.update(ended_at=None, reason_ended="")
    seats_have_changed(set(taken.values_list("circle_id", flat=True)), now)
    return len(free)


@transaction.atomic
def end_seat(seat: Seat, reason: SeatEnd, at: datetime) -> bool:
    """Close a seat; its holder sees nothing that is written afterwards. False if it was closed already."""
    ended = Seat.objects.filter(pk=seat.pk, ended_at=None).update(ended_at=at, reason_ended=reason) == 1
    seat.refresh_from_db(fields=["ended_at", "reason_ended"])
    seats_have_changed({seat.circle_id}, at)
    return ended


def seats_have_changed(circles: set[int], at: datetime, back: Collection[int] = ()) -> None:
    """Tell those who keep facts about these circles; a circle may have become too small.

    `back` are seats that had ended and are their holders' again. Of no circle there is nothing to ask anybody.
    """
    if not circles:
        return
    review_circles(circles, at)
    _tell_of_changes(circles, at, back)
    seats_changed.send(sender=Circle, circles=circles, at=at)


def _tell_of_changes(circles: set[int], at: datetime, back: Collection[int]) -> None:
    """The people who stay learn who has come and who has gone, and not why."""
    for circle in Circle.objects.filter(pk__in=circles, closed_at=None).select_related("cohort__programme"):
        seats = list(circle.seats.select_related("membership__person").order_by("position"))
        joined = [seat.membership for seat in seats if seat.ended_at is None and (seat.since == at or seat.pk in back)]
        left = [seat.membership for seat in seats if seat.ended_at == at]
        table = [seat.membership for seat in seats if seat.ended_at is None]
        stay = [who for who in table if who not in joined]
        if joined or left:
            tell_all(stay, circle_changed(circle, joined, left, at), at)
        for seat in seats:
            if seat.pk in back:
                tell(seat.membership, circle_ready(circle, seat.membership, table, again=at), at)
