"""Groups as diverse as can be: MDGPLIB instances against the best values known, with the search that makes circles.

`python -m benchmarks.mdgp [--data DIR] [--seconds 20]`. DIR holds `best_known.csv` (columns `instance` and
`best_known`) and each instance as plain text or gzip. An instance begins with its numbers of elements and of groups,
the kind of its sizes and the least and most members of each group; every further line is `i j distance`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from benchmarks.exchange.exchange import Exchange
from benchmarks.exchange.pairing import EMPTY, Limits

DATA = Path(__file__).parents[2] / "shared" / "data" / "mdgp"
BAR = 0.7  # percent below the best known, mean for each size, in 20 seconds
SUFFIXES = ("", ".txt", ".txt.gz", ".gz")
SEED = 1


@dataclass(frozen=True, eq=False)
class Instance:
    least: NDArray[np.int64]
    most: NDArray[np.int64]
    distances: NDArray[np.float32]

    @property
    def size(self) -> int:
        return len(self.distances)


def read(path: Path) -> Instance:
    """Raises ValueError with the line for a file that is not an instance."""
    raw = path.read_bytes()
    try:
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("ascii")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ValueError(f"not text and not gzip: {error}") from None
    first, *lines = text.split("\n")
    least, most, size = _header(first.split())
    distances = np.full((size, size), np.nan)
    np.fill_diagonal(distances, 0)
    for number, line in enumerate(lines, 2):
        if not (words := line.split()):
            continue
        try:
            i, j, distance = int(words[0]), int(words[1]), float(words[2])
        except (ValueError, IndexError):
            raise ValueError(f"line {number}: expected `i j distance`, found {line.strip()!r}") from None
        if not (0 <= i < size and 0 <= j < size and len(words) == 3 and np.isfinite(distance)):
            raise ValueError(f"line {number}: expected two elements from 0 to {size - 1} and their distance")
        if i != j:
            distances[i, j] = distances[j, i] = distance
    if missing := int(np.isnan(distances).sum()) // 2:
        raise ValueError(f"ends without the distances of {missing} pairs")
    return Instance(least, most, distances.astype(np.float32))


def _header(words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    try:
        size, groups = int(words[0]), int(words[1])
        limits = np.array([int(word) for word in words[2:] if not word.isalpha()], dtype=np.int64)
    except (ValueError, IndexError):
        raise ValueError("line 1: expected `elements groups ds least most least most ...`") from None
    if not limits.size and groups > 0 and size % groups == 0:
        limits = np.full(2 * groups, size // groups)
    if len(limits) != 2 * groups or groups < 1:
        raise ValueError(f"line 1: expected the least and most members of {groups} groups, found {len(limits)} numbers")
    least, most = limits[::2], limits[1::2]
    if not ((least >= 0) & (least <= most)).all() or not least.sum() <= size <= most.sum():
        raise ValueError(f"line 1: no sizes between these limits add up to {size}")
    return least, most, size


def best_sizes(instance: Instance) -> NDArray[np.int64]:
    """The sizes with the most pairs in groups, or the fewest where distances are negative: by dynamic programming."""
    sign = 1 if instance.distances.mean() >= 0 else -1
    pairs = sign * np.arange(instance.size + 1) ** 2
    most_pairs = np.full(instance.size + 1, -np.inf)
    most_pairs[0] = 0
    chosen = []
    for least, most in zip(instance.least, instance.most, strict=True):
        options = np.full((most + 1, instance.size + 1), -np.inf)
        for size in range(least, most + 1):
            options[size, size:] = most_pairs[: instance.size + 1 - size] + pairs[size]
        chosen.append(options.argmax(axis=0))
        most_pairs = options.max(axis=0)
    sizes, left = [], instance.size
    for choice in reversed(chosen):
        sizes.append(int(choice[left]))
        left -= sizes[-1]
    return np.array(sizes[::-1])


def solve(instance: Instance, seconds: float) -> float:
    """The sum of distances within the groups found in so many processor seconds."""
    began = process_time()
    dice = np.random.default_rng(SEED)
    sizes = best_sizes(instance)
    tables = np.full((len(sizes), sizes.max()), EMPTY)
    tables[np.arange(sizes.max()) < sizes[:, None]] = dice.permutation(instance.size)
    search = Exchange(instance.distances, tables, Limits(least=sizes, most=sizes))
    found = search.within(seconds - (process_time() - began), process_time, dice)
    return _sum(instance, found.tables)


def _sum(instance: Instance, tables: NDArray[np.int64]) -> float:
    """Counted apart from the search, from the file's distances; every element once and every size in its limits."""
    groups = [table[table != EMPTY] for table in tables]
    sizes = np.array([len(group) for group in groups])
    assert np.array_equal(np.sort(np.concatenate(groups)), np.arange(instance.size))
    assert ((instance.least <= sizes) & (sizes <= instance.most)).all()
    within = [instance.distances[np.ix_(group, group)].sum(dtype=np.float64) / 2 for group in groups]
    return float(sum(within))


def best_known(folder: Path) -> dict[str, float]:
    path = folder / "best_known.csv"
    with path.open(newline="", encoding="utf-8-sig") as lines:
        rows = csv.DictReader(lines)
        if not {"instance", "best_known"} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path}: expected the columns instance and best_known")
        try:
            found = {row["instance"]: float(row["best_known"]) for row in rows}
        except (TypeError, ValueError):
            raise ValueError(f"{path}, line {rows.line_num}: expected an instance and its best known value") from None
    if not found or min(found.values()) <= 0:
        raise ValueError(f"{path}: expected at least one instance, and best known values above 0")
    return found


def load(folder: Path) -> dict[str, tuple[Instance, float]]:
    """Raises OSError for a file that is not there and ValueError for one that is malformed, each naming it."""
    found = {}
    for name, known in best_known(folder).items():
        paths = [path for suffix in SUFFIXES if (path := folder / f"{name}{suffix}").is_file()]
        if not paths:
            raise FileNotFoundError(f"{folder}: no file for the instance {name}")
        try:
            found[name] = read(paths[0]), known
        except ValueError as error:
            raise ValueError(f"{paths[0]}, {error}") from None
    return found


def report(instances: dict[str, tuple[Instance, float]], seconds: float) -> int:
    """1 where a mean misses the bar."""
    by_size = defaultdict(list)
    print(f"{'instance':24}{'n':>6}{'found':>14}{'best known':>14}{'distance %':>12}{'cpu s':>8}")
    for name, (instance, known) in instances.items():
        began = process_time()
        found = solve(instance, seconds)
        taken = process_time() - began
        distance = 100 * (known - found) / known
        by_size[instance.size].append(distance)
        print(
            f"{name:24}{instance.size:6}{found:14,.0f}{known:14,.0f}{distance:12.3f}{taken:8.1f}",
            flush=True,
        )
    means = {size: sum(some) / len(some) for size, some in sorted(by_size.items())}
    print(f"\n{'mean distance %':24}{'n':>6}{'mean':>14}{'bar':>14}")
    for size, mean in means.items():
        print(f"{'':24}{size:6}{mean:14.3f}{BAR:14.1f}")
    everything = [distance for some in by_size.values() for distance in some]
    print(f"{'all':24}{'':6}{sum(everything) / len(everything):14.3f}")
    return int(max(means.values()) > BAR)


def main(arguments: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mdgp", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help=f"the folder of instances, {DATA} unless said")
    parser.add_argument("--seconds", type=float, default=20.0, help="processor seconds for each instance")
    asked = parser.parse_args(arguments)
    if asked.data == DATA and not DATA.is_dir():
        print(f"No instances at {DATA}: left out. --data names another folder.")
        return 0
    try:
        instances = load(asked.data)
    except (OSError, ValueError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    return report(instances, asked.seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
