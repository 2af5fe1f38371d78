"""Days of the week and months, as they stand in a date."""

from __future__ import annotations

from edgewise.domain.phrases import phrase_in

DAYS = (
    phrase_in("in a date", "Monday"),
    phrase_in("in a date", "Tuesday"),
    phrase_in("in a date", "Wednesday"),
    phrase_in("in a date", "Thursday"),
    phrase_in("in a date", "Friday"),
    phrase_in("in a date", "Saturday"),
    phrase_in("in a date", "Sunday"),
)
MONTHS = (
    phrase_in("in a date", "January"),
    phrase_in("in a date", "February"),
    phrase_in("in a date", "March"),
    phrase_in("in a date", "April"),
    phrase_in("in a date", "May"),
    phrase_in("in a date", "June"),
    phrase_in("in a date", "July"),
    phrase_in("in a date", "August"),
    phrase_in("in a date", "September"),
    phrase_in("in a date", "October"),
    phrase_in("in a date", "November"),
    phrase_in("in a date", "December"),
)
