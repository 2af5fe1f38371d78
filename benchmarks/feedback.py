"""The feedback coach against labelled sentences: who is taken for whom, how well, and how quickly.

Precision, recall and F1 of each class; macro-F1 is the mean of the eight. The coach learnt from the files in `LEARNT`
and its rules were made with them; the others it is measured by. Beside it two baselines, made from the same files: the
most frequent class, and naive Bayes over single words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from benchmarks.f1 import mean_f1, scores
from edgewise.domain.coaching.feedback.judge import judge
from edgewise.domain.coaching.feedback.language import LABELS, Label

DATA = Path(__file__).parents[1] / "tests" / "data" / "feedback"
LEARNT = (
    "build",
    "intern",
    "museum",
    "sales",
    "site",
    "abroad",
    "office",
    "borders",
    "school",
    "kitchen",
    "bank",
    "remote",
    "council",
    "stranger",
    "harbour",
    "estate",
)
BAR = 0.85  # macro-F1, for every file
Row = tuple[Label, str]
Confusion = Counter[tuple[Label, Label]]  # (labelled, judged)
Judge = Callable[[str], Label]


def sentences(file: Path) -> list[Row]:
    """Lines of `label<TAB>text`. ValueError: a label there is none of."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [(Label(label), text) for label, text in (line.split("\t") for line in lines)]


def heard(text: str) -> Label:
    return judge(text).deciding.label


def confusion(rows: Sequence[Row], said: Judge = heard) -> Confusion:
    return Counter((label, said(text)) for label, text in rows)


def macro_f1(counts: Confusion) -> float:
    return mean_f1(counts, LABELS)


def most_frequent(rows: Sequence[Row]) -> Judge:
    label = Counter(label for label, _ in rows).most_common(1)[0][0]
    return lambda _: label


def naive_bayes(rows: Sequence[Row]) -> Judge:
    """Multinomial, over lower-case words, one added to every count."""
    words = {label: Counter(word for own, text in rows if own is label for word in _words(text)) for label in LABELS}
    known = set().union(*words.values())
    before = Counter(label for label, _ in rows)
    sums = {label: sum(counts.values()) + len(known) for label, counts in words.items()}

    def said(text: str) -> Label:
        def chance(label: Label) -> float:
            told = (math.log((words[label][word] + 1) / sums[label]) for word in _words(text) if word in known)
            return math.log(before[label]) + sum(told)

        return max(LABELS, key=chance)

    return said


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() or letter in "'’" else " " for letter in text.casefold()).split()


def main() -> int:
    learnt = [row for name in LEARNT for row in sentences(DATA / f"{name}.tsv")]
    others = {"most frequent class": most_frequent(learnt), "naive Bayes": naive_bayes(learnt)}
    reached = []
    for file in sorted(DATA.glob("*.tsv")):
        rows = sentences(file)
        start = process_time()
        counts = confusion(rows)
        spent = process_time() - start
        _print(file.stem, counts, len(rows), spent)
        reached.append(macro_f1(counts))
        beside = "; ".join(f"{name} {macro_f1(confusion(rows, said)):.3f}" for name, said in others.items())
        print(f"macro-F1 {reached[-1]:.3f}; {beside if file.stem not in LEARNT else 'learnt from'}", flush=True)
    return 0 if min(reached) >= BAR else 1


def _print(name: str, counts: Confusion, rows: int, spent: float) -> None:
    print(f"\n{name}: {rows} sentences, {1000 * spent / rows:.1f} ms each; labelled down, judged across")
    print(f"{'':24}" + "".join(f"{label.value[:8]:>9}" for label in LABELS) + "   precision  recall      F1")
    for label in LABELS:
        row = "".join(f"{counts[label, other]:9}" for other in LABELS)
        print(f"{label.value:24}{row}" + "{:12.2f}{:8.2f}{:8.3f}".format(*scores(counts, label, LABELS)))


if __name__ == "__main__":
    raise SystemExit(main())
