from __future__ import annotations

import pytest

from edgewise.domain.evidence.files.ratings import Refused, is_grade, is_rating_name, refused
from edgewise.domain.roster.model import Row, Table

RATINGS = (
    "Rating|Performance Rating|performance_rating_2025|Perf. Rating|Overall rating|Manager Rating|Rating FY25|"
    "PerformanceReview|Performance Review Score|Year-End Review|Annual Appraisal|Appraisal|"
    "Calibrated rating|Calibration|"
    "9-Box|9 Box Grid|Nine-box|Talent Review|Potential rating|High Potential|Performance|Performance 2025|"
    "FY25 Performance|Performance Level|Performance Score|Merit review|Stack ranking|Competency rating|"
    "Review score|Evaluation score|Performance Improvement Plan|"
    "Leistungsbeurteilung|Leistungsbewertung 2025|Mitarbeiterbeurteilung|Beurteilung|Gesamtbeurteilung|Bewertung|"
    "Évaluation annuelle|Évaluation de la performance|Entretien annuel|Evaluación de desempeño|Desempeño|"
    "Calificación del desempeño|Avaliação de desempenho|Valutazione delle prestazioni|Beoordelingsgesprek|"
    "Beoordeling|Ocena roczna|Performans değerlendirme|人事評価|评价 绩效|績效|인사평가|Оценка эффективности|"
    "Аттестация|تقييم الأداء"
)
INNOCENT = (
    "Engagement score|Engagement Index|eNPS|Employee ID|Employee Level|Staff level|Employee grade|Grade|Job grade|"
    "Operating site|Separating|Separation date|Integrating team|Termination Date|Effective Date|Event|KPI|Score|"
    "Customer satisfaction rating|Session rating|Rating of the session|Course evaluation|Course evaluation score|"
    "Engagement survey rating|Project performance|Delivered on time|On time|Reason|Note|Notes|Review date|"
    "Generation|Iteration|Hydrating|Compensation grade|Wellbeing score|Promotion date|Zufriedenheit|Status|"
    "Annual leave|Potential leaver|Personalnummer|Employee satisfaction rating"
)


@pytest.mark.parametrize("name", RATINGS.split("|"))
def test_a_column_of_ratings_is_known_by_its_name(name: str) -> None:
    assert is_rating_name(name)


@pytest.mark.parametrize("name", INNOCENT.split("|"))
def test_an_innocent_column_is_read(name: str) -> None:
    assert not is_rating_name(name)


@pytest.mark.parametrize(
    "cell",
    [
        "Meets expectations",
        "3 - Meets Expectations",
        "Consistently exceeds expectations",
        "Partially meets expectations",
        "Does not meet expectations",
        "Below Expectations",
        "Met most expectations",
        "Needs improvement",
        "Top performer",
        "High potential",
        "Performance review",
        "Übertrifft die Erwartungen",
        "Erfüllt die Erwartungen voll",
        "Répond aux attentes",
        "Cumple con las expectativas",
        "Atende às expectativas",
        "Voldoet aan de verwachtingen",
        "Spełnia oczekiwania",
        "Соответствует ожиданиям",
    ],
)
def test_a_cell_can_be_a_grade(cell: str) -> None:
    assert is_grade(cell)


@pytest.mark.parametrize(
    "cell",
    ["Termination", "Promotion", "Yes", "On time", "3.7", "2026-03-02", "Below target", "High", "Met", "Amara Okafor"],
)
def test_most_cells_are_no_grades(cell: str) -> None:
    assert not is_grade(cell)


def _table(header: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table(header, 1, tuple(Row(number, cells) for number, cells in enumerate(rows, 2)))


def test_the_first_column_of_ratings_is_named() -> None:
    assert refused(_table(("Emp. ID", "Score", "Rating"), ("E1", "3", "4"))) == Refused("Rating", 3, True)


def test_grades_give_a_column_away_whatever_its_name() -> None:
    assert refused(_table(("Emp. ID", "X"), ("E1", ""), ("E2", "Meets expectations"))) == Refused("X", 2, False)
    assert refused(_table(("Emp. ID", "X"), ("E1", "Outstanding"), ("E2", "Unsatisfactory"))) == Refused("X", 2, False)


def test_one_word_that_could_be_a_grade_is_not_enough() -> None:
    assert refused(_table(("Invoice", "State"), ("1", "Outstanding"), ("2", "Outstanding"), ("3", "Paid"))) is None


def test_rows_shorter_than_the_header_are_looked_at() -> None:
    assert refused(_table(("Emp. ID", "X"), ("E1",), ("E2", "Top performer"))) == Refused("X", 2, False)
