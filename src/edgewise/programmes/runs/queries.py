"""A match run as it is stored, and as matching and pages need it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from django.utils.crypto import salted_hmac

from edgewise.domain.matching.model import Advice, Candidate, Effort, Kind, Match, Rule, Rules, Unplaced, Weights
from edgewise.domain.matching.rounds.sprint import not_again_yet
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort, MatchRun
from edgewise.programmes.queries.matching import candidates, freshness, last_met_in, never_again

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
    return candidates(chosen, run.as_of, ending=run.cohort if run.ends_round else None)


def met_too_lately(run: MatchRun, people: Sequence[Candidate]) -> list[list[int]]:
    """The pairs whom a sprint keeps apart in this run, since each has somebody newer to meet; none elsewhere."""
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
