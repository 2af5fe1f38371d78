"""Reads: 360s of their leader, what raters are asked, what is sealed, and one count for those who pay for it all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet
from msgspec import Struct, msgpack

from edgewise.domain.anonymity.bands import FEWEST_IN_ALL
from edgewise.domain.anonymity.counts import at_least
from edgewise.domain.anonymity.rosters import shown
from edgewise.domain.phrases import Phrase
from edgewise.domain.surveys.model import Survey
from edgewise.domain.three_sixty.before_after import BeforeAfter
from edgewise.domain.three_sixty.model import Group, Launch, Rules, Sheet, Sheets
from edgewise.domain.three_sixty.report import Report
from edgewise.growth.queries import today_of
from edgewise.leaders.models.three_sixty import Outcome, Rater, RaterGroup, RaterState, Share, ThreeSixty
from edgewise.people.access import current_memberships
from edgewise.people.calendars.queries import hashed
from edgewise.people.models import Membership, Organisation, Person
from edgewise.people.queries import not_left
from edgewise.programmes.models.circles import Seat
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.queries import NoSuchKey, cipher_of

FEWEST_LEADERS = 5  # of fewer, no count of 360s
LEAST_LETTERS = 2  # of a name, to look for a colleague
COLLEAGUES_FOUND = 8
BOX_CONTEXT, REPORT_CONTEXT = b"box", b"report"


class Box(Struct, frozen=True):
    """Every sheet of a 360, without a name. `salt` makes a rater the same stranger in this 360 and in the one after."""

    salt: bytes
    own: Sheet | None = None
    raters: dict[str, Sheet] = {}
    manager: Sheet | None = None


class Refusal(Struct, frozen=True):
    """Why there is no comparison, as a phrase that can be said in any language."""

    message: str
    values: dict[str, int | str] = {}

    @property
    def words(self) -> Phrase:
        return Phrase(self.message, self.values)


class Kept(Struct, frozen=True):
    """What was made once the window had closed."""

    report: Report
    change: BeforeAfter | None = None
    no_change: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Of an organisation: how many leaders at least, in fives. `chose` None: too few did, or too few did not."""

    leaders: int
    chose: int | None


def survey_of(row: ThreeSixty) -> Survey:
    return msgspec.convert(row.survey, Survey)


def opened_box(row: ThreeSixty) -> Box | None:
    """None where nothing was written yet, and once its key is destroyed."""
    if not row.box:
        return None
    try:
        padded = cipher_of(row.answers_scope).decrypt(bytes(row.box), BOX_CONTEXT)
    except (KeyDestroyed, NoSuchKey):
        return None
    length = int.from_bytes(padded[:4])
    return msgpack.decode(padded[4 : 4 + length], type=Box)


def kept_of(row: ThreeSixty) -> Kept | None:
    """The report and what goes with it; None where there is none, and once its key is destroyed."""
    if not row.report:
        return None
    try:
        return msgpack.decode(cipher_of(row.scope).decrypt(bytes(row.report), REPORT_CONTEXT), type=Kept)
    except KeyDestroyed:
        return None


def stranger(salt: bytes, rater: Rater) -> str:
    """The name of a rater's sheet in the box, which stands in no row."""
    return hashlib.blake2b(rater.identity.encode(), key=salt, digest_size=16).hexdigest()


def launch_of(row: ThreeSixty, salt: bytes) -> Launch:
    """As it was locked."""
    assert row.opens_on, row.code
    assert row.closes_on, row.code
    raters = list(raters_of(row))
    rules = Rules(row.opens_on, row.closes_on, row.fewest_in_group, row.fewest_in_all)
    asked = {stranger(salt, one): Group(one.group) for one in raters if one.group != RaterGroup.MANAGER}
    managers = [stranger(salt, one) for one in raters if one.group == RaterGroup.MANAGER]
    return Launch(survey_of(row), rules, asked, managers[0] if managers else "")


def sheets_of(box: Box) -> Sheets:
    return Sheets(box.own or Sheet(), box.raters, box.manager)


def raters_of(row: ThreeSixty) -> QuerySet[Rater]:
    return row.raters.select_related("membership__person", "of").order_by("group", "pk")


def my_three_sixties(person: Person) -> QuerySet[ThreeSixty]:
    """Those that the person leads, in organisations they have not left; the newest first. Not the deleted ones."""
    mine = ThreeSixty.objects.filter(leader__in=current_memberships(person), ended_at=None)
    return mine.select_related("leader__person", "leader__organisation", "before", "again").order_by("-made_at", "-pk")


def rater_of(secret: str) -> Rater | None:
    """Whose link it is, whatever became of the 360."""
    found = Rater.objects.filter(token=hashed(secret)).exclude(token="")
    return found.select_related("of__leader__person", "of__leader__organisation", "membership__person").first()


def counting_day(at: datetime) -> date:
    """By UTC: on the leader's own clock a new day would begin whenever they choose another time zone."""
    return at.astimezone(UTC).date()


def answered_at_dawn(row: ThreeSixty, at: datetime) -> int:
    """How many had answered when this day began, the manager aside: a number that stays the same all day.

    It is counted either way, so that the leader's page does the same work before and after the first answer of a day.
    """
    now = answered(row)
    return row.counted if row.counted_on == counting_day(at) else now


def answered(row: ThreeSixty) -> int:
    return row.raters.filter(state=RaterState.ANSWERED).exclude(group=RaterGroup.MANAGER).count()


def colleagues_found(leader: Membership, words: str) -> list[Membership]:
    """People of the leader's organisation by name; nobody for less than two letters."""
    if len(words.strip()) < LEAST_LETTERS:
        return []
    found = Membership.objects.filter(not_left(), organisation=leader.organisation_id).exclude(pk=leader.pk)
    for word in words.split():
        found = found.filter(person__name__icontains=word)
    return list(found.select_related("person").order_by("person__name", "pk")[:COLLEAGUES_FOUND])


def colleagues_near(leader: Membership) -> list[tuple[Membership, RaterGroup]]:
    """Whom the leader may want to ask, with the group that follows from who reports to whom: three queries."""
    there = Membership.objects.filter(not_left(), organisation=leader.organisation_id).exclude(pk=leader.pk)
    people = there.select_related("person").order_by("person__name", "pk")
    circles = Seat.objects.filter(membership=leader, ended_at=None).values("circle")
    mates = Q(seats__circle__in=circles, seats__ended_at=None)
    near = Q(manager=leader) | Q(pk=leader.manager_id) | mates
    if leader.manager_id:
        near |= Q(manager=leader.manager_id)
    return [(one, group_of(leader, one)) for one in people.filter(near).distinct()]


def group_of(leader: Membership, other: Membership) -> RaterGroup:
    if other.pk == leader.manager_id:
        return RaterGroup.MANAGER
    return RaterGroup.REPORTS if other.manager_id == leader.pk else RaterGroup.PEERS


def to_close(day: date) -> QuerySet[ThreeSixty]:
    """Open ones whose last day was before that day somewhere."""
    rows = ThreeSixty.objects.filter(ended_at=None, reported_at=None, closes_on__lt=day).exclude(launched_at=None)
    return rows.select_related("leader__person")


def of_leavers(today: date) -> QuerySet[ThreeSixty]:
    return ThreeSixty.objects.filter(ended_at=None, leader__left_on__lte=today)


def kept_too_long(before: date) -> QuerySet[ThreeSixty]:
    return ThreeSixty.objects.filter(ended_at=None, closes_on__lt=before).exclude(launched_at=None)


def answers_kept_too_long(before: date) -> QuerySet[ThreeSixty]:
    """Of those that have a report and are not asked again."""
    return kept_too_long(before).filter(outcome=Outcome.REPORT, again=None).exclude(box=b"")


def shares_with(person: Person) -> QuerySet[Share]:
    """What leaders show the person, while the two sit in one circle."""
    leaders_seats = Seat.objects.filter(
        circle=OuterRef("circle"), membership=OuterRef(OuterRef("of__leader")), ended_at=None
    )
    together = Seat.objects.filter(Exists(leaders_seats), membership=OuterRef("reader"), ended_at=None)
    rows = Share.objects.filter(Exists(together), ended_at=None, of__ended_at=None)
    mine = rows.filter(reader__in=current_memberships(person))
    return mine.select_related("of__leader__person", "of__leader__organisation", "reader").order_by("-since", "-pk")


def counts_of(organisation: Organisation, day: date) -> Counts | None:
    """360s with a report that closed before the first day of that month; None of fewer than five leaders.

    Month by month, so that one more does not tell of somebody. How many chose a behaviour asks the same rule as every
    count of some people beside all of them (domain/anonymity/rosters).
    """
    rows = ThreeSixty.objects.filter(
        leader__organisation=organisation, outcome=Outcome.REPORT, closes_on__lt=day.replace(day=1)
    )
    found = list(rows.annotate(has_chosen=Q(chosen__isnull=False)).values_list("leader", "has_chosen"))
    leaders = frozenset(leader for leader, _ in found)
    if len(leaders) < FEWEST_LEADERS:
        return None
    chose = frozenset(leader for leader, has_chosen in found if has_chosen)
    may_say = chose in shown([leaders, chose], FEWEST_IN_ALL)
    return Counts(at_least(len(leaders)), at_least(len(chose)) if may_say else None)


def today_at(row: ThreeSixty) -> date:
    """The day it is where the leader is."""
    return today_of(row.leader)


def names_by_group(raters: Iterable[Rater]) -> Mapping[RaterGroup, list[Rater]]:
    """In the order of the groups; those of nobody are left out."""
    rows = list(raters)
    found = {group: [one for one in rows if one.group == group] for group in RaterGroup}
    return {group: people for group, people in found.items() if people}
