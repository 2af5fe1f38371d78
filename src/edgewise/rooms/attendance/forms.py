"""Who came, corrected."""

from __future__ import annotations

from typing import Any

from django import forms

from edgewise.programmes.models.circles import Circle
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus


class AttendanceForm(forms.Form):
    """One person at one session."""

    row = forms.ModelChoiceField(queryset=Attendance.objects.none())
    status = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in AttendanceStatus if one != AttendanceStatus.PLANNED],
        coerce=AttendanceStatus,
    )

    def __init__(self, circle: Circle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Attendance.objects.filter(session__circle=circle, session__status=SessionStatus.CLOSED)
        field = self.fields["row"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = held.select_related("session", "seat__membership")
