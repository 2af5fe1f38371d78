"""Performance ratings are refused: how a column of them is told from a column of something else.

A name is judged by whole words, so that "operating" and "separating" hold no rating. A score of a survey is welcome:
the word "rating" beside what people think of something is no rating of a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from edgewise.domain.roster.model import Row, Table
from edgewise.domain.roster.names.plain import plain

LONGEST_GRADE = 60  # letters of a cell that can be a grade; a sentence is none
LEAST_GRADES = 2  # different one-word grades of one scale, before a column counts as a scale

# Names of what somebody's boss or a committee decides about them, as words of `plain`. Many languages, the commonest.
RATING = re.compile(
    r"\b(?:"
    r"(?:performance|perf) (?:review|reviews|rating|ratings|appraisal|evaluation|evaluations|assessment|score|scores|"
    r"grade|level|category|rank|ranking|calibration|result|results|outcome|band)"
    r"|(?:talent|merit|year ?end|annual|mid ?year|half ?year|quarterly|employee|staff|people|individual) "
    r"(?:review|reviews|rating|ratings|appraisal|evaluation|evaluations|assessment)"
    r"|(?:manager|supervisor|potential|competency|behaviou?r(?:al)?|values) (?:rating|ratings|assessment|evaluation)"
    r"|appraisals?|calibrat(?:ed|ion)|pre ?calibration"
    r"|(?:9|nine) ?box(?:es)?(?: grid)?|talent grid|stack rank(?:ing)?|forced rank(?:ing)?|forced distribution"
    r"|performance improvement plan|high potential|hipo|performance potential|potential performance"
    # German
    r"|leistungs(?:beurteilung|bewertung|einschatzung|stufe|note)(?:en)?|mitarbeiter(?:beurteilung|bewertung)(?:en)?"
    r"|beurteilung(?:en)?|beurteilungs\w+|gesamtbeurteilung|potenzialeinschatzung"
    # French
    r"|evaluation (?:de (?:la )?performance|annuelle|individuelle|du manager|du salarie)|note (?:d )?evaluation"
    r"|note (?:de performance|annuelle)|entretien annuel|appreciation annuelle|niveau de performance"
    # Spanish, Portuguese, Italian
    r"|evaluacion (?:de(?:l)? )?(?:desempeno|rendimiento)|calificacion (?:de(?:l)? )?(?:desempeno|rendimiento)"
    r"|nivel de desempeno|avaliacao (?:de )?desempenho|nota (?:de )?desempenho"
    r"|valutazione (?:delle? )?(?:prestazion[ei]|performance|annuale)"
    # Dutch, Polish, Swedish, Danish, Norwegian, Turkish, Czech
    r"|beoordeling(?:sgesprek|sscore)?|functioneringsgesprek|ocena (?:roczna|okresowa|pracownicza|pracownika|wynikow)"
    r"|prestationsbedomning|medarbetarbedomning|praestationsvurdering|prestasjonsvurdering"
    r"|performans (?:degerlendirme\w*|notu|puani)|hodnoceni (?:vykonu|zamestnance)"
    # Russian, Ukrainian
    r"|оценка (?:эффективности|персонала|результативности|работы)|аттестация|оцінка (?:ефективності|персоналу)"
    r")\b"
)
# Scripts without spaces between words, and Arabic, whose article is joined to its word.
RATING_ANYWHERE = re.compile(
    r"人事(?:評価|考課)|業績評価|勤務評定|绩效|績效|考核|人事评[估价]|인사\s?(?:평가|고과)|고과|تقييم (?:الاداء|الأداء)"
)
RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")  # PerformanceReview
# What says nothing by itself: a rating of a person, unless the name says of what.
ALONE = re.compile(
    r"(?:(?:current|last|previous|latest|prior|my|(?:fy|cy) ?\d*|h[12]|q[1-4]|ye|\d{2,4}) )*"
    r"(?:performance|perf|bewertung|evaluation|rendimiento|desempeno|desempenho|評価|평가)"
    r"(?: (?:current|last|fy ?\d*|cy ?\d*|h[12]|q[1-4]|\d{2,4}|score|level|value|code|label|description))*"
)
BARE = re.compile(r"\bratings?\b|\b(?:evaluation|review) scores?\b|\b(?:overall|final|review|evaluation) grade\b")
# Of these a rating is somebody's view of a thing, and no view of somebody.
OF_A_THING = re.compile(
    r"\b(?:engagement|satisfaction|survey|pulse|e?nps|csat|customer|client|session|coaching|circle|programme|program|"
    r"course|training|usefulness|workload|wellbeing|well being|happiness|belonging|inclusion|credit|project|product|"
    r"app|service|zufriedenheit|engagements?|satisfaccion|soddisfazione|tevredenheid)\b"
)
GRADE = re.compile(
    r"(?:\d[\s.:)-]*)?(?:consistently |often |always |usually |generally |fully |partially |partly |mostly |far |"
    r"significantly |greatly |does not |did not |not |almost |sometimes |frequently )*"
    r"(?:meets?|meeting|met|exceeds?|exceeding|exceeded|below|above|surpass(?:es|ed)?|achiev(?:es|ed|ing)|"
    r"misses|missed)(?: (?:all|most|some|many|few|the|our|key))*"
    r" (?:expectations?|job requirements|role requirements|performance standards?)"
    r"|(?:does not|did not|partially|partly|not) (?:meet|met)(?: \w+)? expectations?"
    r"|(?:needs|requires) (?:improvement|development)|improvement (?:needed|required)"
    r"|(?:top|high|low|strong|weak|solid|core|poor|under|key|star) ?performers?|(?:high|low|medium) potential"
    r"|(?:annual |year ?end |mid ?year )?performance (?:review|rating|appraisal|evaluation)(?: \w+)?"
    r"|(?:ubertrifft|erfullt|entspricht|unter|uber)(?: \w+){0,4} (?:erwartung(?:en)?|anforderung(?:en)?)"
    r"(?: \w+){0,3}"
    r"|(?:depasse|repond|conforme|inferieur|superieur|en dessous|au dessus|atteint)(?: \w+){0,3} attentes"
    r"|(?:no )?(?:cumple|supera|excede|por debajo|por encima)(?: \w+){0,3} expectativas"
    r"|(?:nao )?(?:atende|supera|excede|abaixo|acima)(?: \w+){0,3} expectativas"
    r"|(?:supera|soddisfa|sotto|sopra|inferiore|superiore)(?: \w+){0,3} (?:aspettative|attese)"
    r"|(?:voldoet|overtreft|onder|boven)(?: \w+){0,3} verwachting(?:en)?"
    r"|(?:spe[lł]nia|przekracza|ponizej|powyzej)(?: \w+){0,3} oczekiwan(?:ia)?"
    r"|(?:соответствует|превосходит|превышает|ниже|выше)(?: \w+){0,3} (?:ожиданиям|ожидания|ожиданий)"
)
GRADES = frozenset(
    {"outstanding", "exceptional", "unsatisfactory", "satisfactory", "underperforming", "underperformer",
     "underachiever", "overachiever", "exceeds", "meets", "below",
     "meets most", "meets some", "far exceeds", "marginal", "commendable", "distinguished", "inconsistent", "exemplary"}
)  # fmt: skip


class Refused(Struct, frozen=True):
    """The column for which a file is refused: its name, its place from 1, and what gave it away."""

    column: str
    number: int
    by_name: bool  # else by what is in it


def is_rating_name(name: str) -> bool:
    """Whether a column, or an outcome, of that name holds ratings of people: `Manager rating`, `9-box`, `Beurteilung`.

    `Engagement score`, `Customer satisfaction rating` and `Operating site` are none.
    """
    words = plain(RUN_TOGETHER.sub(" ", name))
    if RATING.search(words) or RATING_ANYWHERE.search(name):
        return True
    if OF_A_THING.search(words):
        return False
    return ALONE.fullmatch(words) is not None or BARE.search(words) is not None


def is_grade(cell: str) -> bool:
    """Whether the whole cell is a grade that somebody was given: `Meets expectations`."""
    return len(cell) <= LONGEST_GRADE and GRADE.fullmatch(plain(cell)) is not None


def refused(table: Table) -> Refused | None:
    """The first column with ratings of people, by its name or by what is in it; None where the file can be read."""
    for column, name in enumerate(table.header):
        by_name = is_rating_name(name)
        if by_name or _holds_grades(table.rows, column):
            return Refused(name, column + 1, by_name)
    return None


def _holds_grades(rows: Sequence[Row], column: int) -> bool:
    cells = {row.cells[column] for row in rows if column < len(row.cells)}
    scale = {word for cell in cells if len(cell) <= LONGEST_GRADE and (word := plain(cell)) in GRADES}
    return len(scale) >= LEAST_GRADES or any(map(is_grade, cells))
