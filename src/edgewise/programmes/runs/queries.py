"""People and rules as matching sees them, and a run as it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime, time
from itertools import combinations
from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils.crypto import salted_hmac

from edgewise.domain.calendar.slots import WeeklyWindow
from edgewise.domain.matching.given.history import met_before
from edgewise.domain.matching.model import Advice, Candidate, Effort, Kind, Match, Pair, Rule, Rules, Unplaced, Weights
from edgewise.domain.matching.rounds.sprint import not_again_yet
from edgewise.domain.roster.fields.values import topics
from edgewise.domain.roster.names.language_names import CANONICAL
from edgewise.people.hours.queries import USUAL_HOURS, weekly_hours_of
from edgewise.people.models import Membership
from edgewise.people.profiles.queries import declared_by
from edgewise.programmes.circles.queries import load_beside, load_seats
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort, NeverAgain
from edgewise.programmes.models.runs import MatchRun

NINE, FIVE = USUAL_HOURS
SEEDS = 2**31
USUAL_SECONDS = {120: 5, 500: 10, 2_500: 30}  # people up to -> processor seconds that are usually enough


def usual_seconds(people: int) -> int:
    return next((seconds for most, seconds in USUAL_SECONDS.items() if people <= most), 60)


def rules_for(cohort: Cohort) -> Rules:
    """The programme's rules, for the dates of this cohort."""
    design = cohort.programme
    return Rules(
        least=design.size_least,
        target=design.size_target,
        most=design.size_most,
        common_minutes=design.common_minutes,
        first=cohort.starts_on,
        last=cohort.ends_on,
        kind=Kind(design.kind),
        level_spread=design.level_spread,
        nobody_alone=design.nobody_alone,
        never_again=never_again(design.organisation_id),
        weights=Weights(**design.weights),
    )


def never_again(organisation_id: int) -> frozenset[Pair]:
    pairs = NeverAgain.objects.filter(one__organisation_id=organisation_id).values_list("one_id", "other_id")
    return frozenset(frozenset(pair) for pair in pairs)


def freshness(people: Sequence[int], at: datetime, half_life: int) -> dict[Pair, float]:
    """How fresh at that moment the last meeting of any two of the people is, from sharing a circle."""
    return dict(met_before(_meetings(people, at), at.date(), half_life))


def last_met_in(cohort: Cohort, people: Sequence[int], at: datetime) -> dict[Pair, date]:
    """The last day before that moment on which any two of the people shared a circle of this cohort."""
    found: dict[Pair, date] = {}
    for one, other, day in _meetings(people, at, cohort):
        pair = frozenset((one, other))
        found[pair] = max(day, found.get(pair, day))
    return found


def _meetings(people: Sequence[int], at: datetime, cohort: Cohort | None = None) -> Iterator[tuple[int, int, date]]:
    """Who sat at the same table, of that cohort if one is given, and the last day on which they did."""
    tables: dict[int, list[tuple[int, datetime, datetime]]] = {}
    seats = Seat.objects.filter(membership__in=people, since__lt=at).order_by("circle_id", "pk")
    seats = seats.filter(circle__cohort=cohort) if cohort else seats
    for circle, who, since, ended in seats.values_list("circle_id", "membership_id", "since", "ended_at"):
        tables.setdefault(circle, []).append((who, since, min(ended or at, at)))
    for seated in tables.values():
        for (one, since, until), (other, since_too, until_too) in combinations(seated, 2):
            if max(since, since_too) < min(until, until_too):
                yield one, other, min(until, until_too).date()


def candidates(
    memberships: QuerySet[Membership],
    at: datetime | None = None,
    *,
    into: Cohort | None = None,
    ending: Cohort | None = None,
) -> list[Candidate]:
    """The people as matching sees them; what is load at that moment, in every programme, counts against the load cap.

    Where they are matched `into` a cohort, what is load while it runs. Those in the circles of the cohort `ending` do
    not count: they end before the new ones begin.
    """
    people = list(
        memberships.select_related(None)
        .select_related("person")
        .annotate(skip_manager_id=F("manager__manager_id"))
        .order_by("pk")
    )
    seats = load_beside(into, at) if into else load_seats(at)
    seated = _load(seats, memberships, ending)
    declared, weeks = declared_by(people), weekly_hours_of(memberships.values("pk"))
    return [
        _candidate(one, seated.get(one.pk, 0), declared.get(one.pk, frozenset()), weeks.get(one.pk, ()))
        for one in people
    ]


def _load(seats: QuerySet[Seat], memberships: QuerySet[Membership], ending: Cohort | None) -> dict[int, int]:
    """How many of the seats each of the people holds; those without one are not in it."""
    theirs = seats.filter(membership__in=memberships.values("pk"))
    theirs = theirs.exclude(circle__cohort=ending, circle__by_colleagues=False) if ending else theirs
    return dict(theirs.values_list("membership").annotate(Count("pk")).order_by())


def _candidate(member: Membership, seats: int, declared: frozenset[str], week: Iterable[WeeklyWindow]) -> Candidate:
    languages = [CANONICAL.get(code, code) for code in member.languages]  # nb, kept by an earlier import, is no
    preferred = member.preferred_language
    above = {member.manager_id, vars(member)["skip_manager_id"]} - {None, member.pk}
    return Candidate(
        id=member.pk,
        name=member.person.name,
        languages=frozenset(languages),
        zone=member.time_zone,
        works_from=_minutes(member.works_from or NINE),
        works_until=_minutes(member.works_until or FIVE),
        week=tuple((day, _minutes(begins), _minutes(ends)) for day, begins, ends in week),
        level=member.role_level,
        function=member.function,
        unit=member.unit,
        location=member.location,
        prefers=CANONICAL.get(preferred, preferred) or next(iter(languages), ""),
        goals=topics(member.development_goals),
        offers=topics(member.strengths),
        line_up=frozenset(one for one in above if one is not None),
        free_load=member.load_cap - seats,
        declared=declared,
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


PLAIN = ("least", "target", "most", "common_minutes", "level_spread", "nobody_alone")


def rules_as_stored(rules: Rules, half_life: int) -> dict[str, Any]:
    """What a page may show of them: no pairs of people, and so nothing secret."""
    return {name: getattr(rules, name) for name in PLAIN} | {
        "kind": rules.kind.value,
        "first": rules.first.isoformat(),
        "last": rules.last.isoformat(),
        "weights": asdict(rules.weights),
        "half_life": half_life,
    }


def rules_of(run: MatchRun) -> Rules:
    """The rules of a run, with its locks as they are now and the pairs that are nobody's to read."""
    met = freshness(run.people, run.as_of, run.rules["half_life"])
    seats = tuple(frozenset(ids) for ids in run.locked.get("seats", ()))
    return replace(rules_as_matched(run, run.cohort), met=met, seats=seats)


def rules_as_matched(run: MatchRun, cohort: Cohort) -> Rules:
    """The rules of a run of that cohort, those included that hold people together or apart; who has met left out."""
    stored, locked = run.rules, run.locked
    return Rules(
        **{name: stored[name] for name in PLAIN},
        kind=Kind(stored["kind"]),
        first=date.fromisoformat(stored["first"]),
        last=date.fromisoformat(stored["last"]),
        weights=Weights(**stored["weights"]),
        never_again=never_again(cohort.programme.organisation_id),
        together=tuple(frozenset(ids) for ids in locked.get("together", ())),
        apart=frozenset(frozenset(ids) for ids in (*locked.get("apart", ()), *stored.get("met", ()))),
    )


def people_of(run: MatchRun) -> list[Candidate]:
    """Everybody of a run by today's facts; of their seats those that were open when it was asked for."""
    chosen = Membership.objects.filter(pk__in=run.people).select_related("person")
    return candidates(chosen, run.as_of, into=run.cohort, ending=run.cohort if run.ends_round else None)


def met_too_lately(run: MatchRun, people: Sequence[Candidate]) -> list[list[int]]:
    """The pairs that a sprint keeps apart in this run, since each has newer people to meet; none elsewhere."""
    if run.rules["kind"] != Kind.SPRINT or run.rules["least"] != Kind.SPRINT.sizes[0]:
        return []
    last_met = last_met_in(run.cohort, run.people, run.as_of)
    return sorted(sorted(pair) for pair in not_again_yet(people, rules_of(run), last_met, run.seed))


def digest_of(people: Sequence[Candidate], rules: Rules) -> str:
    """Changes with any fact that matching reads. Keyed, so that nobody can try out pairs against it."""
    ids = {one.id for one in people}
    within = replace(rules, never_again=frozenset(pair for pair in rules.never_again if pair <= ids))
    told = _canonical([replace(one, name="") for one in people]) + _canonical(within)
    return salted_hmac("programmes.match_run", told, algorithm="sha256").hexdigest()


def _canonical(facts: object) -> str:
    """The same text for equal facts: sets and mappings in order."""
    match facts:
        case frozenset():
            return f"{{{','.join(sorted(map(_canonical, facts)))}}}"
        case dict():
            return _canonical(frozenset(facts.items()))
        case list() | tuple():
            return f"[{','.join(map(_canonical, facts))}]"
        case Candidate() | Rules() | Weights():
            return _canonical([getattr(facts, field.name) for field in fields(facts)])
        case _:
            return repr(facts)


def result_as_stored(found: Match) -> dict[str, Any]:
    """What the engine made, by labels that tell no secret. `members` and `member` are membership ids:

    circles: [{members, score}], unplaced: [{member, rules, reasons}], advice: {smallest, relax, would_place, words}
    or null, warnings: [words], and score, bound, bound_kind, gap (percent), seconds (of a processor), effort.
    """
    return {
        "circles": [{"members": list(one.members), "score": one.score} for one in found.circles],
        "unplaced": [_left(one) for one in found.unplaced],
        "advice": found.advice and _advice(found.advice),
        "warnings": list(found.warnings),
        "score": found.score,
        "bound": found.bound,
        "bound_kind": found.bound_kind.value,
        "gap": found.gap,
        "seconds": found.seconds,
        "effort": asdict(found.effort),
    }


def _left(one: Unplaced) -> dict[str, Any]:
    return {"member": one.id, "rules": _labels(one.rules), "reasons": list(one.reasons)}


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        "smallest": _labels(advice.smallest),
        "relax": advice.relax and advice.relax.label,
        "would_place": advice.would_place,
        "words": list(advice.words),
    }


def _labels(rules: Sequence[Rule]) -> list[str]:
    return list(dict.fromkeys(rule.label for rule in rules))


def effort_of(run: MatchRun) -> Effort | None:
    """How much searching to repeat; None for a run that spends its seconds."""
    return Effort(**{name: tuple(counts) for name, counts in run.effort.items()}) if run.effort else None
