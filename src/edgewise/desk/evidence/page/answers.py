"""Each outcome of a report: the answer in a sentence, its picture, and how it was compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.domain.evidence import words
from edgewise.domain.evidence.comparison import Comparison, Method, Standing
from edgewise.domain.evidence.outcomes import difference_in_words, window_in_words
from edgewise.domain.evidence.report import Answer, Lack
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.domain.pictures.stretches import Row, Stretch, stretches
from edgewise.domain.roster.fields.levels import ROLE_LEVELS

MUCH = 0.1  # standardised: above, the sides differ in this fact
ROOM = 1.15  # the scale of a picture beside what it must hold
LACKS = {
    Lack.NO_LOTTERY: gettext_lazy("It was to be compared by lottery, and no places were drawn."),
    Lack.NO_BASELINE: gettext_lazy("The facts of people on the day of the invitation are not kept yet."),
    Lack.NOT_IMPORTED: gettext_lazy("No outcomes are imported yet."),
    Lack.TOO_EARLY: gettext_lazy("The outcomes were imported before the last day that counts. Import them again."),
}
STANDINGS = {
    Standing.SHOWN: (gettext_lazy("Shown"), "good"),
    Standing.NOT_SHOWN: (gettext_lazy("Not shown"), "floor"),
    Standing.REFUSED: (gettext_lazy("Refused"), "bad"),
}
EXPLORATORY = (gettext_lazy("Exploratory"), "plain")  # what was registered after the start never counts as shown
FACTS = {
    "level": gettext_lazy("Level"),
    "function": gettext_lazy("Function"),
    "site": gettext_lazy("Site"),
    "tenure": gettext_lazy("Time here"),
}
TENURES = {
    "0": gettext_lazy("less than a year"),
    "1": gettext_lazy("one to three years"),
    "2": gettext_lazy("three to seven years"),
    "3": gettext_lazy("seven years and more"),
}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """`tone`: of its tag."""

    number: int
    name: str
    verdict: str
    tone: str
    sentence: str
    seen: str
    is_exploratory: bool
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class AnswerPage:
    line: AnswerLine
    picture: Picture | None
    registered: str
    how: str
    naive: str
    sides: list[tuple[str, str, str]]  # what, taking part, compared
    balance: list[tuple[str, str, str, str, bool]]  # fact, taking part, compared, standardised, whether it is much
    method: list[str]


def answer_line(answer: Answer, number: int) -> AnswerLine:
    found, name = answer.comparison, answer.plan.name
    late = not answer.plan.registered_before_start
    if found is None:
        assert answer.lack is not None
        return AnswerLine(number, name, _("Not compared yet"), "plain", str(LACKS[answer.lack]), "", late, None)
    verdict, tone = EXPLORATORY if late and found.standing == Standing.SHOWN else STANDINGS[found.standing]
    picture = difference_picture(f"difference-{number}", name, found) if found.difference is not None else None
    said = words.because(found, name)
    return AnswerLine(number, name, str(verdict), tone, str(said), str(words.seen(found, name)), late, picture)


class Told(NamedTuple):
    """A difference with its interval, in points or units."""

    label: str
    value: float
    low: float
    high: float


def difference_picture(key: str, title: str, found: Comparison, *, beside_naive: bool = False) -> Picture:
    """The difference with its interval, zero, and the smallest that is worth having."""
    told = [_told(_("Difference"), found, found.difference, found.low, found.high)]
    if beside_naive:
        plain = (found.naive_difference, found.naive_low, found.naive_high)
        told.append(_told(_("An ordinary test"), found, *plain))
    worth = found.asked.smallest if found.asked.higher_is_better else -found.asked.smallest
    reach = ROOM * max(abs(worth), *(max(abs(one.low), abs(one.high)) for one in told))
    rows = [Row(one.label, (Stretch(one.low, one.high),), one.value, _change(found, one.value)) for one in told]
    table = Table(
        ("", _("Difference"), _("From"), _("To")),
        tuple((one.label, *(_change(found, number) for number in (one.value, one.low, one.high))) for one in told),
    )
    return Picture(
        key,
        title,
        _("Taking part minus compared."),
        stretches(rows, -reach, reach, sorted([(0.0, _("no difference")), (worth, _("worth having"))]), apart=True),
        table,
        (Key(Tone.MAIN, _("95 per cent interval")), Key(Tone.TARGET, _("Difference found"), is_dot=True)),
    )


def _told(label: str, found: Comparison, *numbers: float | None) -> Told:
    return Told(label, *((one or 0.0) * _unit(found) for one in numbers))


def _change(found: Comparison, told: float) -> str:
    return str(words.change(found, told / _unit(found)))


def _unit(found: Comparison) -> int:
    """Shares are told in points of per cent."""
    return 100 if found.asked.yes_no else 1


def answer_page(answer: Answer, number: int) -> AnswerPage:
    found, plan = answer.comparison, answer.plan
    line = answer_line(answer, number)
    registered = _("Registered on %(day)s: %(difference)s, %(window)s, compared with: %(whom)s.") % {
        "day": date_format(answer.registered_on, "j F Y"),
        "difference": difference_in_words(plan),
        "window": window_in_words(plan.window_days, plan.by),
        "whom": plan.by.label,
    }
    if answer.clock and answer.until:
        days = {"first": date_format(answer.clock, "j F Y"), "last": date_format(answer.until, "j F Y")}
        registered += " " + _("What happened from %(first)s to %(last)s counts, both days included.") % days
    if found is None:
        return AnswerPage(line, None, registered, "", "", [], [], [])
    return AnswerPage(
        line,
        difference_picture("difference", plan.name, found, beside_naive=True) if line.picture else None,
        registered,
        str(words.how(found)) if line.picture else "",
        str(words.naive_claim(found)),
        _sides(found),
        _balance(found),
        _method(answer),
    )


def _sides(found: Comparison) -> list[tuple[str, str, str]]:
    one, other = found.taking_part, found.compared
    rows = [
        (_("People"), str(one.people), str(other.people)),
        (_("Of whom the outcome is known and compared"), str(one.known), str(other.known)),
    ]
    if found.difference is not None:
        label = _("Share, weighted") if found.asked.yes_no else _("Mean, weighted")
        rows.append((label, str(words.amount(found, one.value)), str(words.amount(found, other.value))))
        rows.append((_("Circles, and people in none"), str(found.clusters[0]), str(found.clusters[1])))
    return rows


def _balance(found: Comparison) -> list[tuple[str, str, str, str, bool]]:
    return [
        (
            f"{FACTS[one.name]}: {kind_in_words(one.name, one.kind)}",
            f"{100 * one.taking_part:.0f} %",
            f"{100 * one.compared:.0f} %",
            words.signed(one.standardised, 2),
            abs(one.standardised) > MUCH,
        )
        for one in found.balance
    ]


def kind_in_words(name: str, kind: str) -> str:
    if not kind:
        return _("not known")
    if name == "level":
        return str(ROLE_LEVELS[int(kind)])
    return str(TENURES[kind]) if name == "tenure" else kind


def _method(answer: Answer) -> list[str]:
    """The numbers behind the interval, for whoever checks it."""
    found = answer.comparison
    assert found is not None
    if found.difference is None:
        return []
    p, of_all = words.p_said(found.p or 0.0), words.p_said(found.p_of_all if found.p_of_all is not None else 1.0)
    said = [
        _("p %(p)s; together with the other outcomes (Holm): p %(all)s.") % {"p": p, "all": of_all},
        _("Degrees of freedom: %(df)s. Design effect: %(effect)s. Strata: %(strata)d.")
        % {
            "df": words.plain(found.df or 0.0),
            "effect": words.plain(found.design_effect or 1.0, 2),
            "strata": found.strata,
        },
    ]
    if found.method == Method.LOTTERY:
        said.append(_("The sides were drawn by lot: what differs between them beside the outcome is chance."))
    if answer.apart:
        said.append(_apart(found.method, answer.apart))
    if answer.later:
        said.append(_later(answer.later))
    if found.needed is not None:
        said.append(_("To see the smallest difference worth having: %(n)d people in each group.") % {"n": found.needed})
    return said


def _apart(method: Method, many: int) -> str:
    if method == Method.LOTTERY:
        return _("Reserves, in neither side: %(n)d.") % {"n": many}
    return _("In a circle of another cohort on that day, or drawn for no place, in neither side: %(n)d.") % {"n": many}


def _later(many: int) -> str:
    said = ngettext(
        "%(n)d of those compared sat in another circle before the last day. That makes an effect look smaller.",
        "%(n)d of those compared sat in other circles before the last day. That makes an effect look smaller.",
        many,
    )
    return said % {"n": many}
