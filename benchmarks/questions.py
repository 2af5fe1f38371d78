"""The question coach against labelled sentences: who is taken for whom, how well, and how quickly.

Precision, recall and F1 of each class; macro-F1 is the mean of the six. `made` is what the rules were made with, the
other files were not.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import process_time

from benchmarks.f1 import mean_f1, scores
from edgewise.domain.coaching.questions.judge import judge
from edgewise.domain.coaching.questions.language import Label

DATA = Path(__file__).parents[1] / "tests" / "data" / "questions"
BAR = 0.85  # macro-F1, for every file
ORDER = (Label.OPEN, Label.CLOSED, Label.LEADING, Label.ADVICE_QUESTION, Label.ADVICE, Label.STATEMENT)
Confusion = Counter[tuple[Label, Label]]  # (labelled, judged)


def sentences(file: Path) -> list[tuple[Label, str]]:
    """Lines of `label<TAB>text`. ValueError: a label there is none of."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [(Label(label), text) for label, text in (line.split("\t") for line in lines)]


def confusion(rows: list[tuple[Label, str]]) -> Confusion:
    return Counter((label, judge(text).label) for label, text in rows)


def macro_f1(counts: Confusion) -> float:
    return mean_f1(counts, ORDER)


def main() -> int:
    reached = []
    for file in sorted(DATA.glob("*.tsv")):
        rows = sentences(file)
        start = process_time()
        counts = confusion(rows)
        spent = process_time() - start
        print(f"\n{file.stem}: {len(rows)} sentences, {len(rows) / spent:,.0f} a second; labelled down, judged across")
        print(f"{'':18}" + "".join(f"{label.value[:9]:>10}" for label in ORDER) + "   precision  recall      F1")
        for label in ORDER:
            row = "".join(f"{counts[label, other]:10}" for other in ORDER)
            print(f"{label.value:18}{row}" + "{:12.2f}{:8.2f}{:8.3f}".format(*scores(counts, label, ORDER)))
        reached.append(macro_f1(counts))
        print(f"macro-F1 {reached[-1]:.3f}", flush=True)
    return 0 if min(reached) >= BAR else 1
