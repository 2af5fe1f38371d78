"""What the places drawn mean for one person, on their own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from edgewise.programmes.lotteries.queries import OFFER_GRACE, WAIT, lot_of, lottery_of, promises_to, waits_after_draw
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, OfferAnswer

MAY_SAY_YES = (EnrolmentState.INVITED, EnrolmentState.OPTED_OUT, EnrolmentState.DROPPED)


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """`lot` is None for somebody who was not in the draw."""

    entry: Enrolment
    lot: Entrant | None
    is_late: bool  # a yes now means to wait
    is_promised: bool  # a yes now is enough for a place
    today: date

    @property
    def waits(self) -> bool:
        return self.entry.state == EnrolmentState.WAITING

    @property
    def has_promise(self) -> bool:
        """Of a place in the next cohort."""
        lot = self.lot
        return lot is not None and lot.group in WAIT and lot.answer != OfferAnswer.YES

    @property
    def has_place(self) -> bool:
        """And wait for a circle."""
        lot = self.lot
        return self.entry.state == EnrolmentState.ENROLLED and lot is not None and not self.has_promise

    @property
    def is_asked(self) -> bool:
        """A place is free, and they have not answered yet."""
        lot = self.lot
        return self.waits and lot is not None and lot.answered_at is None and _until(lot, self.today)

    @property
    def is_in_line(self) -> bool:
        """They may still be asked."""
        lot = self.lot
        is_reserve = lot is not None and lot.group == Group.RESERVE and lot.offered_at is None
        return self.waits and is_reserve and self.today <= self.entry.cohort.starts_on

    @property
    def was_asked(self) -> bool:
        """And the place has gone to somebody else, or nobody."""
        return self.waits and self.lot is not None and self.lot.offered_at is not None and not self.is_asked


def own_place(entry: Enrolment, today: date) -> OwnPlace | None:
    """None where no place was drawn, and none is promised."""
    asks = entry.state in MAY_SAY_YES
    is_promised = asks and promises_to(entry.cohort).filter(membership=entry.membership_id).exists()
    if lottery_of(entry.cohort) is None:
        return OwnPlace(entry, None, is_late=False, is_promised=True, today=today) if is_promised else None
    is_late = asks and waits_after_draw(entry.cohort, entry.membership_id, today)
    return OwnPlace(entry, lot_of(entry), is_late, is_promised and not is_late, today)


def _until(lot: Entrant, today: date) -> bool:
    return lot.answer_by is not None and today - OFFER_GRACE <= lot.answer_by
