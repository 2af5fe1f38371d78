"""A result as pictures: the scales with their margins, and accountability and respect on a field of four."""

from __future__ import annotations

from edgewise.domain.anonymity.publication import Figure, Shown
from edgewise.domain.phrases import Phrase, phrase
from edgewise.domain.pictures.fields import Axes, Ground, fields
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.domain.pictures.stretches import Row, Stretch, stretches
from edgewise.domain.pulse.model import HIGHEST_ANSWER, LOWEST_ANSWER, Questionnaire
from edgewise.domain.pulse.quadrant import FIELDS_PART_AT, Area, Field, span

NOT_SHOWN = phrase("cannot be shown")


def scales_picture(now: Shown, before: Shown | None, asks: Questionnaire) -> Picture:
    """`before`: the last wave of which something is shown."""
    drawn = [
        Row(
            asks.said(scale.name),
            (_stretch(now.figures.get(scale.key)), *((_stretch(before.figures.get(scale.key)),) if before else ())),
            None,
            score_words(now.figures.get(scale.key)),
        )
        for scale in asks.scales
    ]
    values = [(float(value), str(value)) for value in range(LOWEST_ANSWER, HIGHEST_ANSWER + 1)]
    legend = [Key(Tone.MAIN, phrase("this time")), *([Key(Tone.OTHER, phrase("the last time"))] if before else [])]
    return Picture(
        "pulse-scales",
        phrase("What the cohort says"),
        phrase(
            "A stretch is where the mean lies with its margin, from 1 ({lowest}) to 5 ({highest}).",
            lowest=asks.said(asks.answers[0]), highest=asks.said(asks.answers[-1]),
        ),
        stretches(drawn, LOWEST_ANSWER, HIGHEST_ANSWER, values),
        _scales_table(now, before, asks),
        tuple(legend),
    )  # fmt: skip


def _scales_table(now: Shown, before: Shown | None, asks: Questionnaire) -> Table:
    headings = [phrase("About"), phrase("Mean"), phrase("Margin")]
    if before:
        headings += [phrase("The last time"), phrase("Change")]
    rows = []
    for scale in asks.scales:
        figure = now.figures.get(scale.key)
        row: list[str] = [asks.said(scale.name), score_words(figure), margin_words(figure)]
        if before:
            row += [score_words(before.figures.get(scale.key)), change_words(figure)]
        rows.append(tuple(row))
    return Table(tuple(headings), tuple(rows))


def _stretch(figure: Figure | None) -> Stretch | None:
    if figure is None:
        return None
    found = span(figure)
    return Stretch(found.low, found.high)


def score_words(figure: Figure | None) -> Phrase:
    return figure.score.words if figure else NOT_SHOWN


def margin_words(figure: Figure | None) -> str:
    return phrase("give or take {margin}", margin=f"{figure.margin:.1f}") if figure else "–"


def change_words(figure: Figure | None) -> str:
    return figure.trend.words if figure and figure.trend else "–"


def quadrant_picture(now: Area, before: Area | None) -> Picture:
    names = [one.words for one in (Field.LOW, Field.FRIENDLY, Field.HELD_TO, Field.CURRENCY)]
    axes = Axes(
        LOWEST_ANSWER,
        HIGHEST_ANSWER,
        FIELDS_PART_AT,
        names,
        phrase("Respect →"),
        phrase("↑ Holding to what was agreed"),
    )
    legend = [Key(Tone.LESS, phrase("this time"))] + ([Key(Tone.BEFORE, phrase("the last time"))] if before else [])
    rows = [_quadrant_row(phrase("This time"), now)]
    rows += [_quadrant_row(phrase("The last time"), before)] if before else []
    return Picture(
        "pulse-quadrant",
        phrase("Accountability and respect"),
        phrase("The cohort lies somewhere in the area: it is as large as the two margins."),
        fields(axes, _ground(now), _ground(before) if before else None),
        Table((phrase("When"), phrase("Respect"), phrase("Holding to what was agreed"), phrase("Field")), tuple(rows)),
        tuple(legend),
    )


def _ground(of: Area) -> Ground:
    return Ground(of.respect.low, of.respect.high, of.accountability.low, of.accountability.high)


def _quadrant_row(when: str, of: Area) -> tuple[str, ...]:
    spans = [
        phrase("{low} to {high}", low=f"{one.low:.1f}", high=f"{one.high:.1f}")
        for one in (of.respect, of.accountability)
    ]
    field = of.field.words if of.is_sure else phrase("{field}, as far as can be seen", field=of.field.words)
    return (when, *spans, field)
