"""The hours of a circle as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edgewise.domain.pictures.bars import Sides, two_sided
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.rooms.hours.queries.ledger import Balance


def balance_picture(balances: Sequence[Balance]) -> Picture:
    """What each gave and received, to two sides, with the hours to reach on both."""
    target = max((one.promised.each_way for one in balances), default=0)
    rows = [_sides(one) for one in balances]
    reached = sum(one.is_reached for one in balances)
    words = ngettext(
        "%(reached)d of %(n)d person has given and received %(hours)g hours.",
        "%(reached)d of %(n)d people have given and received %(hours)g hours.",
        len(rows),
    )
    return Picture(
        "balance",
        _("Hours given and received"),
        words % {"reached": reached, "n": len(rows), "hours": target},
        two_sided(rows, target),
        Table(
            (_("Person"), _("Received"), _("Given"), _("One to one"), _("In the round"), _("Promised each way")),
            tuple(_cells(one) for one in balances),
        ),
        (
            Key(Tone.MAIN, _("Given")),
            Key(Tone.OTHER, _("Received")),
            Key(Tone.TARGET, _("%(n)g h to reach each way") % {"n": target}, is_line=True),
        ),
    )


def _cells(one: Balance) -> tuple[str, ...]:
    coaching = one.coaching
    hours = (coaching.received_hours, coaching.given_hours, coaching.one_to_one_hours, coaching.round_hours)
    return one.seat.membership.person.name, *(f"{each:g}" for each in (*hours, one.promised.each_way))


def _sides(one: Balance) -> Sides:
    given, received = one.coaching.given_hours, one.coaching.received_hours
    return Sides(
        one.seat.membership.person.name,
        given,
        received,
        _("%(n)g h given") % {"n": given},
        _("%(n)g h received") % {"n": received},
    )
