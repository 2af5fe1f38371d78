"""Makes the question coach's table of weights: `python -m tests.domain.coaching.questions.learning`.

Logistic regression over the labelled sentences in tests/data/questions, of every text that is one sentence. Only the
files in `LEARNT` are read, because the coach is measured by the others. The same sentences give the same table on every
machine up to the rounding, which is why the table is kept and not made at every start.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

from edgewise.domain.coaching.questions import english
from edgewise.domain.coaching.questions.english import ENGLISH
from edgewise.domain.coaching.questions.learned import LABELS, UNIT, traits
from edgewise.domain.coaching.questions.text import sentences
from edgewise.domain.coaching.questions.verdict import is_asked
from tests.domain.coaching.questions.labelled import labelled

Floats = NDArray[np.float64]
TABLE = Path(english.__file__).parent / "learned.txt"
LEARNT = ("made", "indirect", "typed", "public", "business", "institutions", "managers", "borders")
FEWEST = 2  # sentences that a trait must be in
PENALTY = 1.0
STEPS = 150
SMALLEST = 8  # of the weights of a trait, the greatest: below, the trait is left out
HEAD = "# What each trait of a sentence weighs for advice, advice question, leading, closed, open and statement\n"


def main() -> None:
    TABLE.write_text(written(table([row for name in LEARNT for row in labelled(name)])), "utf-8")


def table(rows: Iterable[tuple[str, str]]) -> dict[str, list[int]]:
    """Weights by trait, for the labels in their order; `rows` are labels and texts."""
    found: list[set[str]] = []
    labels: list[int] = []
    for label, text in rows:
        parts = sentences(text, ENGLISH)
        if len(parts) == 1:
            asked = is_asked(parts[0], ENGLISH)
            found.append({trait.name for trait in traits(parts[0], asked)})
            labels.append(LABELS.index(label))
    return weighed(found, labels, len(LABELS))


def weighed(
    found: Sequence[set[str]], labels: Sequence[int], how_many: int, penalty: float = PENALTY, smallest: int = SMALLEST
) -> dict[str, list[int]]:
    """Weights by trait for each of `how_many` labels; `found` are the traits of each text, `labels` numbers from 0."""
    counts = Counter(name for names in found for name in names)
    columns = {name: place for place, name in enumerate(sorted(n for n, times in counts.items() if times >= FEWEST))}
    wanted = np.eye(how_many)[np.array(labels)]
    weights = np.rint(UNIT * _fitted(_matrix(found, columns), wanted, penalty)).astype(int)
    rows_of = {name: weights[place].tolist() for name, place in columns.items()}
    return {name: row for name, row in rows_of.items() if max(map(abs, row)) >= smallest}


def _matrix(found: Sequence[set[str]], columns: Mapping[str, int]) -> csr_array:
    places = [(row, columns[name]) for row, names in enumerate(found) for name in names if name in columns]
    rows, cols = np.array(places).T
    return csr_array((np.ones(len(places)), (rows, cols)), shape=(len(found), len(columns)))


def _fitted(matrix: csr_array, wanted: Floats, penalty: float) -> Floats:
    """Weights, traits x labels, by multinomial logistic regression; `wanted`, texts x labels, is 1 for its own."""
    shape = (matrix.shape[1], wanted.shape[1])
    labels = wanted.argmax(axis=1)

    def cost(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        loss = -np.log(np.maximum(chances[np.arange(len(labels)), labels], 1e-12)).sum()
        slope = matrix.T @ (chances - wanted) + penalty * weights
        return float(loss + penalty / 2 * (weights * weights).sum()), slope.ravel()

    return minimize(cost, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x.reshape(
        shape
    )


def written(weights: Mapping[str, Sequence[int]], head: str = HEAD) -> str:
    return head + "".join(f"{name}\t{' '.join(map(str, weights[name]))}\n" for name in sorted(weights))


if __name__ == "__main__":
    main()
