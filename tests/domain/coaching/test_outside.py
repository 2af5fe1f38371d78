from __future__ import annotations

from datetime import date
from decimal import Decimal

from edgewise.domain.coaching.outside import Line, Rate, Visit, all_agree, ledger

NOOR, OMAR, SPRING, AUTUMN = 1, 2, 10, 11
HOUR = 3_600_000


def test_a_no_and_silence_are_the_same_and_an_empty_table_agrees_to_nothing() -> None:
    assert all_agree([1, 2, 3], [1, 2, 3])
    assert all_agree([1, 2], [1, 2, 9])  # who has left since said yes
    assert not all_agree([1, 2, 3], [1, 2])
    assert not all_agree([], [])
    assert not all_agree([], [9])


def test_hours_and_cost_by_month_person_and_cohort() -> None:
    """Minutes are whole in each session; a rate counts from its day on; nobody without a rate has a cost."""
    visits = [
        Visit(NOOR, SPRING, date(2026, 3, 2), HOUR + 29_999),
        Visit(NOOR, SPRING, date(2026, 3, 16), HOUR // 2),
        Visit(NOOR, SPRING, date(2026, 4, 13), HOUR),
        Visit(NOOR, AUTUMN, date(2026, 4, 20), HOUR // 3),
        Visit(NOOR, AUTUMN, date(2026, 6, 1), HOUR),
        Visit(OMAR, SPRING, date(2026, 4, 13), HOUR),
        Visit(OMAR, SPRING, date(2026, 4, 14), 20_000),  # half a minute is none
    ]
    rates = {
        NOOR: [
            Rate(date(2026, 3, 10), Decimal(100), "EUR"),
            Rate(date(2026, 4, 20), Decimal("99.99"), "USD"),
            Rate(date(2026, 5, 1), Decimal(0), ""),
        ]
    }
    assert ledger(visits, rates) == (
        Line(date(2026, 6, 1), NOOR, AUTUMN, 1, 60),
        Line(date(2026, 4, 1), NOOR, SPRING, 1, 60, "EUR", Decimal("100.00")),
        Line(date(2026, 4, 1), NOOR, AUTUMN, 1, 20, "USD", Decimal("33.33")),
        Line(date(2026, 4, 1), OMAR, SPRING, 1, 60),
        Line(date(2026, 3, 1), NOOR, SPRING, 1, 60),
        Line(date(2026, 3, 1), NOOR, SPRING, 1, 30, "EUR", Decimal("50.00")),
    )
