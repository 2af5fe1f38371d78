"""What to say: a contribution of the right kind that nobody has made yet, a commitment, a report."""

from __future__ import annotations

from collections.abc import Sequence

from edgewise.domain.formats.model import ContributionKind as Kind
from edgewise.domain.session import commands as c
from edgewise.domain.session import foresight_commands as foresight
from edgewise.domain.simulation.bots.corpus import day, sayings, spoken_date, themes, unsaid
from edgewise.domain.simulation.bots.glance import Glance
from edgewise.domain.simulation.bots.intents import Mind

CHANCES = (30, 50, 60, 70, 70, 80, 90)
ADVISABLE = (Kind.PERSPECTIVE, Kind.EXPERIENCE, Kind.OPTION)
REPORTS = (
    *[c.PromiseStatus.KEPT] * 6,
    *[c.PromiseStatus.PARTLY] * 2,
    c.PromiseStatus.CHANGED,
    c.PromiseStatus.NOT,
)


def kinds_for(glance: Glance) -> list[Kind]:
    """What this seat may sensibly contribute here: the owner answers, and nobody answers for the owner."""
    kinds = [Kind(kind) for kind in glance.stage.kinds] if glance.stage else []
    if glance.view.owner and Kind.ANSWER in kinds:
        return [kind for kind in kinds if (kind is Kind.ANSWER) is glance.i_own]
    return kinds


def contribution(glance: Glance, mind: Mind, key: str) -> c.Contribute | None:
    kinds = kinds_for(glance)
    if not kinds:
        return None
    wanted = Kind.OPTION in kinds and glance.needs("options")
    kind = Kind.OPTION if wanted else mind.pick(key, kinds)
    if kind in ADVISABLE and mind.chance(f"{key}/advice", mind.temper.advises):
        return c.Contribute(kind=kind, text=mind.pick(key, sayings().advice))
    noted = _noted(glance) if kind in ADVISABLE else ""
    return c.Contribute(kind=kind, text=noted or mind.pick(key, unsaid(_lines(glance, kind), glance.said)))


def _noted(glance: Glance) -> str:
    """The next line of my own silent note that nobody has read out yet."""
    after_writing = glance.stage is not None and glance.stage.floor.startswith("round")
    lines = glance.own.note.splitlines() if after_writing else []
    return next((line for line in lines if line not in glance.said), "")


def _lines(glance: Glance, kind: Kind) -> Sequence[str]:
    theme, words = glance.theme, sayings()
    match kind:
        case Kind.CLARIFYING_QUESTION:
            return [question for question, _ in theme.facts]
        case Kind.ANSWER:
            return _answers(glance)
        case Kind.OPEN_QUESTION:
            return theme.probes
        case Kind.PERSPECTIVE:
            return theme.perspectives
        case Kind.EXPERIENCE:
            return theme.experiences
        case Kind.OPTION:
            return theme.options
        case Kind.MIRROR:
            return words.mirrors
        case Kind.APPRECIATION:
            return words.appreciations


def _answers(glance: Glance) -> Sequence[str]:
    """To the question asked last, where its answer is known."""
    board = glance.view.board
    asked = [words.text for words in board.contributions if words.kind != Kind.ANSWER] if board else []
    known = dict(glance.theme.facts)
    return [known[asked[-1]]] if asked and asked[-1] in known else sayings().remarks


def note(glance: Glance, mind: Mind, key: str, lines: int) -> c.WriteNote:
    """A silent note of so many lines more; what stands there stays."""
    kinds = kinds_for(glance) or [Kind.PERSPECTIVE]
    pool = [line for line in _lines(glance, kinds[0]) if line not in glance.own.note]
    start = mind.number(key, max(1, len(pool)))
    fresh = (pool[start:] + pool[:start])[:lines]
    return c.WriteNote(text="\n".join(filter(None, [glance.own.note, *fresh])))


def proposal(glance: Glance, mind: Mind) -> c.ProposeIssue:
    taken = frozenset(one.title for one in glance.view.proposals)
    return c.ProposeIssue(title=mind.pick("issue", unsaid([theme.title for theme in themes().themes], taken)))


def pattern(glance: Glance, mind: Mind, key: str) -> c.NamePattern:
    board = glance.view.board
    named = frozenset(one.name for one in board.patterns) if board else frozenset()
    ids = tuple(words.id for words in board.contributions if words.kind == Kind.PERSPECTIVE) if board else ()
    start = mind.number(key, max(1, len(ids)))
    return c.NamePattern(
        name=mind.pick(key, unsaid(glance.theme.patterns, named)), contributions=ids[start : start + 3]
    )


def commitment(glance: Glance, mind: Mind) -> c.Commit:
    """A concrete action within three weeks, witnessed by somebody who is here."""
    others = [seat.id for seat in glance.view.seats if seat.id != glance.seat and seat.came and not seat.guest]
    action = mind.pick("action", sayings().commitments)
    return c.Commit(
        what=action.what,
        first_step=action.first_step,
        by_date=f"{day(glance.now, 4 + mind.number('by', 17)):%Y-%m-%d}",
        witness=mind.pick("witness", others or [seat.id for seat in glance.view.seats if seat.id != glance.seat]),
        measure=action.measure,
    )


def report(mind: Mind) -> c.ReportPromise:
    """Two in three are kept, as in a circle that works."""
    status = mind.pick("report", REPORTS)
    kept = status is c.PromiseStatus.KEPT
    return c.ReportPromise(
        status=status, learnt=mind.pick("learnt", sayings().successes if kept else sayings().setbacks)
    )


def question(glance: Glance, mind: Mind) -> c.FrameQuestion:
    return c.FrameQuestion(text=_dated(glance.theme.question, glance, mind))


def restated(glance: Glance, mind: Mind) -> c.RestateQuestion:
    return c.RestateQuestion(text=_dated(glance.theme.restated, glance, mind))


def _dated(text: str, glance: Glance, mind: Mind) -> str:
    return text.format(date=spoken_date(glance.now, 7 + mind.number("decide by", 14)))


def confidence(glance: Glance, mind: Mind) -> foresight.TellConfidence:
    """In tens. After a good round most are surer, and some see that they were too sure."""
    before = 10 * (3 + mind.number("sure", 5))
    change = 10 * (mind.number("surer", 6) - 1)
    is_after = glance.stage is not None and "sure_after" in glance.stage.asks
    return foresight.TellConfidence(sure=min(100, before + change) if is_after else before)


def assumption(glance: Glance) -> foresight.Assume:
    words, test = glance.theme.assumption
    return foresight.Assume(text=words, test=test)


def forecast(glance: Glance, mind: Mind) -> foresight.Foresee:
    """Of something that can be told within three weeks."""
    by = f"{day(glance.now, 7 + mind.number('foreseen by', 14)):%Y-%m-%d}"
    return foresight.Foresee(forecast=glance.theme.forecast, chance=mind.pick("chance", CHANCES), by=by)


def decision(glance: Glance) -> c.Decide:
    return c.Decide(text=glance.theme.decision)


def learning(mind: Mind, key: str) -> c.Reflect:
    return c.Reflect(learning=mind.pick(key, sayings().learnings))
