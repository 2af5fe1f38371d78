"""What a cohort's ties show: how many cross each kind of silo, beside what drawing lots would give, and a matrix."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.desk.recalls.queries import recalling_of
from edgewise.desk.ties.queries import FACTS, facts_of_people, met_in
from edgewise.domain.evidence.ties.matrix import (
    FEWEST_PAIRS,
    FEWEST_PEOPLE,
    FEWEST_PEOPLE_OF_ERG,
    FEWEST_TIES,
    Matrix,
    Told,
    matrix_of,
    told_of,
)
from edgewise.domain.evidence.ties.ties import DRAWS, SEED, Crossing, Pair, crossing
from edgewise.domain.pictures.chances import Chance, chances
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.domain.pictures.stairs import Stair, stairs
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.programmes.models.designs import Cohort

LEAST_P = 0.001  # below it, a p is told as less than it
NONE = "–"


@dataclass(frozen=True, slots=True)
class Kind:
    """How the page speaks of one fact."""

    name: Promise | str
    crosses: Promise | str  # with %(n)s and %(all)d
    between: Promise | str


KINDS: Mapping[str, Kind] = {
    "function": Kind(
        gettext_lazy("Functions"),
        gettext_lazy("%(n)s of %(all)d ties cross functions."),
        gettext_lazy("Ties between functions"),
    ),
    "unit": Kind(
        gettext_lazy("Units"),
        gettext_lazy("%(n)s of %(all)d ties cross units."),
        gettext_lazy("Ties between units"),
    ),
    "location": Kind(
        gettext_lazy("Sites"),
        gettext_lazy("%(n)s of %(all)d ties cross sites."),
        gettext_lazy("Ties between sites"),
    ),
    "role_level": Kind(
        gettext_lazy("Levels"),
        gettext_lazy("%(n)s of %(all)d ties cross levels."),
        gettext_lazy("Ties between levels"),
    ),
}


@dataclass(frozen=True, slots=True)
class Silo:
    """One fact: what is told of it. `told` None: too few ties of people of whom it is known."""

    key: str
    name: str
    found: Crossing | None
    told: Told | None
    matrix: Matrix | None

    @property
    def picture(self) -> Picture | None:
        return _matrix_picture(self.key, self.matrix, self.words) if self.matrix else None

    @property
    def words(self) -> str:
        """All that is said of it, the answer first."""
        return " ".join(filter(None, (self.answer, self.verdict, self.left_out)))

    @property
    def answer(self) -> str:
        """How many cross, and what lots would give."""
        return f"{self.said} {self.by_lot}" if self.found and self.told else ""

    @property
    def said(self) -> str:
        assert self.found is not None
        return str(KINDS[self.key].crosses) % {"n": number_of(self.told, self.found.pairs), "all": self.found.pairs}

    @property
    def by_lot(self) -> str:
        assert self.found is not None
        facts = {"n": round(self.found.expected), "low": self.found.low, "high": self.found.high}
        return _("Drawing lots would give %(n)d, between %(low)d and %(high)d.") % facts

    @property
    def verdict(self) -> str:
        if self.found is None or self.told is None:
            return _("Too few ties to tell: it takes ten between people of whom it is on record.")
        if self.told.low > self.found.high:
            return _("More than chance gives.")
        if self.told.high < self.found.low:
            return _("Fewer than chance gives.")
        return _("About what chance gives.") if self.told.is_exact else _("Not told closely enough to compare.")

    @property
    def left_out(self) -> str:
        """Ties of which it is not known whether they cross."""
        unknown = self.found.unknown if self.found else 0
        if not unknown:
            return ""
        if unknown < FEWEST_PAIRS:
            return _("Fewer than five ties are left out: of somebody in them it is not on record.")
        return _("%(n)d ties are left out: of somebody in them it is not on record.") % {"n": unknown}


def ties_of(cohort: Cohort, today: date) -> dict[str, Any]:
    """Four queries, however many people there are."""
    met, facts = met_in(cohort), facts_of_people(cohort)
    ties, people = met.ties, met.people
    silos = [_silo(fact, ties, facts[fact], people, is_erg=cohort.is_erg) for fact in FACTS]
    told = [silo for silo in silos if silo.told]
    return {
        "silos": silos,
        "first": told[0] if told else None,
        "enough": len(ties) >= FEWEST_TIES,
        "fewest": FEWEST_TIES,
        "ties": len(ties),
        "once": _once(len(met.times) - len(ties)),
        "chances": _chances_picture(told) if told else None,
        "recalling": recalling_of(cohort, today),
        "draws": number_format(DRAWS, use_l10n=True, force_grouping=True),
        "seed": SEED,
    }


def _silo(fact: str, ties: Collection[Pair], values: Mapping[int, str], people: set[int], *, is_erg: bool) -> Silo:
    found = crossing(ties, values, people)
    told = told_of(found.across, found.pairs) if found else None
    order = [str(level) for level in range(len(ROLE_LEVELS))] if fact == "role_level" else []
    fewest = FEWEST_PEOPLE_OF_ERG if is_erg else FEWEST_PEOPLE
    matrix = matrix_of(ties, values, people, order, fewest) if told else None
    return Silo(fact, str(KINDS[fact].name), found, told, matrix)


def number_of(told: Told | None, whole: int) -> str:
    """`38`, `48 or more`, `Fewer than five`."""
    if told is None:
        return NONE
    if told.is_exact:
        return str(told.low)
    return _("%(n)d or more") % {"n": told.low} if told.high == whole else _("Fewer than five")


def _once(pairs: int) -> str:
    """Those who have met, and not twice."""
    if pairs < FEWEST_PAIRS:
        return _("Fewer than five further pairs have met once.")
    said = ngettext("%(n)d further pair has met once.", "%(n)d further pairs have met once.", pairs)
    return said % {"n": pairs}


def _chances_picture(silos: Sequence[Silo]) -> Picture:
    rows, table = [], []
    for silo in silos:
        found, told = silo.found, silo.told
        assert found is not None
        assert told is not None
        words = _("%(n)s of %(all)d") % {"n": number_of(told, found.pairs), "all": found.pairs}
        rows.append(
            Chance(silo.name, words, told.low, told.high, found.expected, found.low, found.high, most=found.pairs)
        )
        table.append(
            (
                silo.name,
                number_of(told, found.pairs),
                str(found.pairs),
                number_format(found.expected, 1),
                _("%(low)d to %(high)d") % {"low": found.low, "high": found.high},
                _p_of(found) if told.is_exact else NONE,
            )
        )
    legend = (
        Key(Tone.MAIN, _("These circles"), is_dot=True),
        Key(Tone.TARGET, _("Expected by lot"), is_line=True),
        Key(Tone.OPEN, _("95 in 100 draws")),
    )
    headings = (
        _("Across"),
        _("Ties that cross"),
        _("of"),
        _("Expected by lot"),
        _("95 in 100 draws"),
        _("p, two-sided"),
    )
    summary = " ".join(f"{silo.name}: {silo.verdict}" for silo in silos)
    title = _("Ties that cross, beside what drawing lots would give")
    return Picture("chances", title, summary, chances(rows), Table(headings, tuple(table)), legend)


def _p_of(found: Crossing) -> str:
    if found.p < LEAST_P:
        return _("less than %(p)s") % {"p": number_format(LEAST_P, 3)}
    return number_format(found.p, 3)


def _matrix_picture(fact: str, matrix: Matrix, words: str) -> Picture:
    names = [_name(fact, group) for group in matrix.groups]
    drawing = stairs([Stair(name, cells) for name, cells in zip(names, matrix.cells, strict=True)])
    size = range(len(names))
    both = [[matrix.cells[max(row, column)][min(row, column)] for column in size] for row in size]
    told = [[NONE if cell is None else str(cell) for cell in row] for row in both]
    heads = [
        _("%(group)s (%(n)d people)") % {"group": name, "n": n} for name, n in zip(names, matrix.people, strict=True)
    ]
    rows = [(head, *cells) for head, cells in zip(heads, told, strict=True)]
    return Picture(
        f"matrix-{fact}".replace("_", "-"),
        str(KINDS[fact].between),
        words,
        drawing,
        Table((_("Group"), *names), tuple(rows)),
    )


def _name(fact: str, group: str) -> str:
    if not group:
        return _("All others")
    return str(ROLE_LEVELS[int(group)]) if fact == "role_level" else group
