"""Rotation: new groups for weeks with the fewest people meeting twice, against the bound and known optima."""

from __future__ import annotations

from time import process_time

from edgewise.domain.matching.rounds.rotation import rotations

# groups, size, weeks, people, and whether nobody has to meet twice within a second
CASES = (
    (5, 3, 7, 15, True),  # Kirkman's schoolgirls
    (5, 4, 5, 20, True),
    (8, 4, 7, 32, True),
    (12, 5, 8, 60, True),
    (8, 4, 8, 32, True),
    (6, 4, 6, 24, True),
    (6, 4, 7, 24, True),
    (8, 4, 9, 32, True),
    (9, 3, 13, 27, True),
    (8, 4, 10, 32, False),  # without a repeat it is known, and hard to find (Aguado 2004)
    (8, 4, 7, 30, False),
    (5, 4, 4, 18, False),
    (4, 4, 6, 16, False),  # one week more than there are new partners for
    (200, 5, 12, 1000, False),
)


def main() -> int:
    """1 when a case that must be without a repeat is not, or takes more than a second."""
    missed = 0
    print(f"{'groups-size-weeks':20}{'people':>8}{'repeats':>9}{'bound':>7}{'seconds':>9}  bar")
    for groups, size, weeks, people, must in CASES:
        started = process_time()
        found = rotations(groups, size, weeks, people=people)
        taken = process_time() - started
        kept = not must or (found.repeats == 0 and taken <= 1)
        missed += not kept
        bar = ("kept" if kept else "MISSED") if must else ""
        print(f"{f'{groups}-{size}-{weeks}':20}{people:8}{found.repeats:9}{found.bound:7}{taken:9.3f}  {bar}")
    return int(missed > 0)
