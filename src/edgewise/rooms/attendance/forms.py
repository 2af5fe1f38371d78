"""Who came, corrected."""

from __future__ import annotations

from typing import Any

from django import forms

from edgewise.programmes.models.circles import Circle
from edgewise.rooms.models.sessions import OVER, Attendance, AttendanceStatus


class AttendanceForm(forms.Form):
    """One person at one meeting of the circle; who came to a pair hour is for the two to say."""

    row = forms.ModelChoiceField(queryset=Attendance.objects.none())
    status = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in AttendanceStatus if one != AttendanceStatus.PLANNED],
        coerce=AttendanceStatus,
    )

    def __init__(self, circle: Circle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Attendance.objects.filter(session__circle=circle, session__coach=None, session__status__in=OVER)
        field = self.fields["row"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = held.select_related("session", "seat__membership")
