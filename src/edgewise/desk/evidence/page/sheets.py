"""A report as the sheets of a workbook: every number with what it means and where it is from."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edgewise.desk.evidence.page.answers import answer_page, kind_in_words
from edgewise.desk.evidence.page.report import crossed_of, figure_lines, silo_of
from edgewise.desk.evidence.page.workbook import Cell, Sheet
from edgewise.domain.evidence.figures import Figure
from edgewise.domain.evidence.pays import SEVEN_TIMES, pays_if, range_of
from edgewise.domain.evidence.report import Answer, Report
from edgewise.domain.evidence.roi import Sort, Spread


def sheets_of(report: Report) -> list[Sheet]:
    return [_answers(report), _balance(report.answers), _ties(report), _activity(report), _return(report)]


def _answers(report: Report) -> Sheet:
    run = report.run
    notes = (
        f"{run.organisation} · {run.programme} · {run.cohort}",
        _("Made on %(day)s. Seed %(seed)d.") % {"day": date_format(report.made_on, "j F Y"), "seed": report.seed},
        _(
            "Known: people whose outcome is known and compared. Of yes or no, values and differences are shares from 0 "
            "to 1: 0.04 is 4 points. Of a score they are its units. Difference: taking part minus compared; from and "
            "to: its interval of 95 per cent."
        ),
    )
    headings = (
        _("Outcome"), _("Answer"), _("In words"), _("Registered"), _("As registered"), _("Taking part"), _("Known"),
        _("Compared"),
        _("Known"), _("Taking part: value"), _("Compared: value"), _("Difference"), _("From"), _("To"), "p",
        _("p of all (Holm)"),
        _("Needed in each group"), _("Ordinary test: p"), _("How"),
    )  # fmt: skip
    rows = [_answer_row(answer, number) for number, answer in enumerate(report.answers, 1)]
    return Sheet(_("Answers"), headings, rows, notes)


def _answer_row(answer: Answer, number: int) -> Sequence[Cell]:
    page, found = answer_page(answer, number), answer.comparison
    line = page.line
    when = _("After the start: exploratory") if line.is_exploratory else _("Before the start")
    first: list[Cell] = [line.name, line.verdict, line.sentence, when, page.registered]
    if found is None:
        return [*first, *[None] * 14]
    return [
        *first, found.taking_part.people, found.taking_part.known, found.compared.people, found.compared.known,
        found.taking_part.value, found.compared.value, found.difference, found.low, found.high, found.p, found.p_of_all,
        found.needed, found.naive_p, " ".join([page.how, *page.method]),
    ]  # fmt: skip


def _balance(answers: Sequence[Answer]) -> Sheet:
    headings = (_("Outcome"), _("Fact"), _("Kind"), _("Taking part"), _("Compared"), _("Standardised difference"))
    rows = [
        (answer.plan.name, one.name, kind_in_words(one.name, one.kind), one.taking_part, one.compared, one.standardised)
        for answer in answers
        if answer.comparison
        for one in answer.comparison.balance
    ]
    return Sheet(_("Balance"), headings, rows)


def _ties(report: Report) -> Sheet:
    headings = (
        _("Across"), _("In words"), _("At least"), _("At most"), _("Ties"), _("Expected by lot"), _("From"), _("To"),
        _("Seed"),
    )  # fmt: skip
    rows = [
        (
            silo.name, silo.answer, one.low, one.high, one.pairs, one.by_lot, one.by_lot_low, one.by_lot_high, one.seed,
        )
        for one in crossed_of(report)
        for silo in [silo_of(one)]
    ]  # fmt: skip
    return Sheet(_("Ties"), headings, rows)


def _activity(report: Report) -> Sheet:
    headings = (
        _("Figure"), _("In words"), _("Value"), _("n"), _("From"), _("To"), _("Target"), _("Before"), _("Definition"),
        _("Source"),
    )  # fmt: skip
    lines = zip(report.activity, figure_lines(report), strict=True)
    rows = [(line.label, line.said, *_numbers(one), line.before, line.definition, line.source) for one, line in lines]
    notes = (_("Before: %(cohort)s") % {"cohort": report.earlier_name},) if report.earlier_name else ()
    return Sheet(_("Activity"), headings, rows, notes)


def _numbers(figure: Figure) -> tuple[Cell, ...]:
    return figure.value, figure.of, figure.low, figure.high, figure.target


def _return(report: Report) -> Sheet:
    headings = (_("Line"), _("Sort"), _("How many"), _("At least"), _("Likely"), _("At most"), _("Source"))
    sorts = {Sort.COST: _("Cost"), Sort.VALUE: _("Value of one unit")}
    rows: list[Sequence[Cell]] = [
        (
            item.name, sorts[item.sort], item.quantity if item.sort == Sort.COST else None, item.price.least,
            item.price.likely, item.price.most, item.source,
        )
        for item in report.items
    ]  # fmt: skip
    found = report.account
    if found:
        named = ((_("Cost"), found.cost), (_("Value"), found.value), (_("Left after the cost"), found.net))
        rows += [_spread(name, spread) for name, spread in named if spread]
        rows += [_spread(_("Times its cost"), found.ratio)] if found.ratio else []
        plans = {answer.key: answer.plan for answer in report.answers}
        rows += [(pays_if(plans[one.outcome], one), range_of(one), *[None] * 5) for one in found.break_even]
    notes = (
        _("Prices are in %(currency)s.") % {"currency": report.currency or "–"},
        _("Below the lines: one in ten draws lies below the first number and one in ten above the last."),
        str(SEVEN_TIMES),
    )
    return Sheet(_("Return"), headings, rows, notes)


def _spread(name: str, spread: Spread) -> Sequence[Cell]:
    return (name, _("Drawn"), None, spread.low, spread.middle, spread.high, None)
