"""What is registered for a cohort, the frozen facts of people, their values, and the file that waits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.desk.outcomes.models import Outcome, OutcomeDraft, Registration
from edgewise.domain.evidence.clock import could_be_invited
from edgewise.domain.evidence.files.columns import Answers, Target, guessed
from edgewise.domain.evidence.files.rows import Read, Reader, Value, Values
from edgewise.domain.evidence.outcomes import By, Facts, Nature, Plan
from edgewise.domain.roster.kept import decode_table
from edgewise.domain.roster.lines.directory import Directory
from edgewise.domain.roster.model import Table
from edgewise.people.models import Membership
from edgewise.programmes.lotteries.queries import lottery_of
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.queries import NoSuchKey, cipher_of

BASELINE = b"baseline"


def evidence_scope(cohort: Cohort) -> str:
    """The name of the key of all that is kept of people's outcomes in this cohort."""
    return f"evidence:{cohort.code}"


def outcome_context(outcome: Outcome) -> bytes:
    return f"outcome:{outcome.pk}".encode()


def draft_context(draft: OutcomeDraft) -> bytes:
    return f"draft:{draft.code}".encode()


def clock_day(cohort: Cohort) -> date | None:
    """The day on which every window of the cohort begins, for both sides; the same for good once facts are frozen.

    It is the day of the draw where places were drawn by lot, else that of the first invitation; None before it.
    """
    return registration_of(cohort).clock_on or _drawn_on(cohort) or first_invited_on(cohort)


def _drawn_on(cohort: Cohort) -> date | None:
    drawn = lottery_of(cohort)
    return _day_of(drawn.drawn_at) if drawn else None


def _day_of(moment: datetime) -> date:
    """On the clock of the server, wherever its reader works: a window begins on one day for all."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def first_invited_on(cohort: Cohort) -> date | None:
    first: Mapping[str, Any] = cohort.enrolments.aggregate(at=Min("changes__at"))
    return _day_of(first["at"]) if first["at"] else None


def locked_words() -> str:
    return _("The cohort has begun: what was registered before it stays as it is.")


def no_more_reports() -> str:
    return _("The outcomes of this cohort were deleted. No report can be made of it any more.")


def has_begun(cohort: Cohort, registration: Registration) -> bool:
    """Whether its first day has come, even if the start was moved later since."""
    return registration.locked_at is not None or cohort.starts_on <= timezone.localdate()


def why_no_import(cohort: Cohort) -> str:
    """Why no file can be read now; empty where one can. Nobody sees outcomes and then changes what is registered."""
    registration = registration_of(cohort)
    if registration.forgotten_at:
        return _("The outcomes of this cohort were deleted.")
    if not has_begun(cohort, registration):
        return _("Outcomes can be imported from the first day on, when what is registered is locked.")
    if clock_day(cohort) is None:
        return _("Nobody is invited yet. Every window begins with the first invitation.")
    return "" if cohort.outcomes.exists() else _("Register an outcome first.")


def registration_of(cohort: Cohort) -> Registration:
    """Unsaved where nothing is registered yet."""
    return Registration.objects.filter(cohort=cohort).first() or Registration(cohort=cohort)


def outcomes_of(cohort: Cohort) -> QuerySet[Outcome]:
    """Those that were registered before the start come first."""
    return cohort.outcomes.select_related("registered_by__person").order_by("is_exploratory", "pk")


def plan_of(outcome: Outcome) -> Plan:
    return Plan(
        name=outcome.name,
        nature=Nature(outcome.nature),
        window_days=outcome.window_days,
        smallest=outcome.smallest,
        higher_is_better=outcome.higher_is_better,
        by=By(outcome.by),
        registered_before_start=not outcome.is_exploratory,
        usual=outcome.usual,
    )


def outcome_key(outcome: Outcome) -> str:
    """The name under which reports and accounts know it."""
    return str(outcome.pk)


def plans_of(cohort: Cohort) -> list[tuple[Outcome, Plan]]:
    """Each outcome with what was registered of it; those that are exploratory come last."""
    return [(outcome, plan_of(outcome)) for outcome in outcomes_of(cohort)]


def values_of(outcome: Outcome) -> dict[int, Value]:
    """By membership, the day and the value: 1 or 0 for a yes or a no, else the score. No row of an event is a no.

    Empty where nothing was imported, or the key is destroyed.
    """
    opened = _opened(outcome.cohort, outcome.sealed, outcome_context(outcome))
    return msgspec.json.decode(opened, type=dict[int, tuple[date, float]]) if opened else {}


def baseline_of(cohort: Cohort) -> dict[int, Facts] | None:
    """By membership, the facts of everybody who could have been invited on the day of the invitation, as frozen then.

    None where it is not made yet, or the key is destroyed.
    """
    opened = _opened(cohort, registration_of(cohort).baseline, BASELINE)
    return msgspec.json.decode(opened, type=dict[int, Facts]) if opened else None


def _opened(cohort: Cohort, sealed: bytes | memoryview | None, context: bytes) -> bytes | None:
    if sealed is None:
        return None
    try:
        return cipher_of(evidence_scope(cohort)).decrypt(bytes(sealed), context)
    except (KeyDestroyed, NoSuchKey):
        return None


def facts_on(cohort: Cohort, clock: date) -> dict[int, Facts]:
    """The facts as they are now, of everybody who could have been invited on that day."""
    invited = cohort.enrolments.filter(membership=OuterRef("pk"))
    people = Membership.objects.filter(organisation_id=cohort.programme.organisation_id).order_by("pk")
    columns = ("pk", "role_level", "function", "location", "start_date", "is_invited")
    rows = people.annotate(is_invited=Exists(invited)).values_list("left_on", "person__created_at", *columns)
    return {
        pk: Facts(level, function, location, started_on, is_invited)
        for left_on, known_since, pk, level, function, location, started_on, is_invited in rows
        if could_be_invited(started_on or timezone.localdate(known_since), left_on, clock)
    }


def to_lock(today: date) -> QuerySet[Cohort]:
    """Cohorts that have begun and are not locked."""
    return Cohort.objects.filter(starts_on__lte=today).exclude(registration__locked_at__isnull=False)


def to_freeze() -> QuerySet[Registration]:
    """Locked, with an outcome, and without the facts of people."""
    wanted = Registration.objects.exclude(locked_at=None).filter(baseline_at=None, forgotten_at=None)
    return wanted.filter(Exists(Outcome.objects.filter(cohort=OuterRef("cohort")))).select_related("cohort__programme")


def targets_of(cohort: Cohort) -> list[Target]:
    return [Target(row.pk, row.name, Nature(row.nature), row.window_days) for row in outcomes_of(cohort)]


def table_of(draft: OutcomeDraft) -> Table | None:
    """None: a sheet is to be chosen first, or the key was destroyed meanwhile."""
    opened = _opened(draft.cohort, draft.table, draft_context(draft))
    return decode_table(opened) if opened else None


def file_of(draft: OutcomeDraft) -> bytes:
    return _opened(draft.cohort, draft.file, draft_context(draft)) or b""


def answers_of(draft: OutcomeDraft, table: Table, targets: list[Target]) -> Answers:
    """What was said of the file, else what it seems to mean."""
    opened = _opened(draft.cohort, draft.answers, draft_context(draft))
    return msgspec.json.decode(opened, type=Answers) if opened else guessed(table, targets)


def rows_read(cohort: Cohort, table: Table, answers: Answers, targets: list[Target], clock: date) -> Read:
    """What importing the file would write now, and what it leaves out. Those who have left are known, too."""
    people = Membership.objects.filter(organisation_id=cohort.programme.organisation_id)
    rows = list(people.values_list("pk", "person__email", "employee_id"))
    directory = Directory({"email": email, "employee_id": number} for _pk, email, number in rows)
    by_address = {email: pk for pk, email, _number in rows}
    today = timezone.localdate()
    return Reader(table, answers, targets, directory, by_address, clock=clock, today=today).read()


def digest_of(values: Mapping[int, Values]) -> str:
    """Changes when anything does that would be written: what was looked at is what is written, or nothing is."""
    return hashlib.sha256(repr(sorted((key, sorted(of.items())) for key, of in values.items())).encode()).hexdigest()
