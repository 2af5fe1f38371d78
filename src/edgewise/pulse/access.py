"""Fetching as far as a person may see: those who were asked, and those who look after the cohort."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.views.debug import ExceptionReporter

from edgewise.people.models import Person
from edgewise.programmes.access import looked_after_by
from edgewise.pulse.ballots.queries import ledger_line
from edgewise.pulse.briefs.queries import brief_of
from edgewise.pulse.models import Asked, Brief, Wave


def line_to_answer(person: Person, code: str) -> Asked:
    """The person's own line in the ledger; 403 to somebody who looks after the cohort and is not asked."""
    found = ledger_line(person, code)
    if found is None:
        if _looked_after(person, code) is not None:
            raise PermissionDenied
        raise Http404
    return found


def wave_for_reader(person: Person, code: str) -> Wave:
    """A wave that the person was asked in, or of a cohort that they look after; 404 to everybody else."""
    line = ledger_line(person, code)
    found = line.wave if line else _looked_after(person, code)
    if found is None:
        raise Http404
    return found


def _looked_after(person: Person, code: str) -> Wave | None:
    rows = Wave.objects.filter(code=code, ended_at=None, cohort__in=looked_after_by(person).values("pk"))
    return rows.select_related("cohort__programme__organisation").first()


def brief_for_boss(person: Person, code: str) -> Brief:
    """The page that is theirs; 404 to everybody else."""
    found = brief_of(person, code)
    if found is None:
        raise Http404
    return found


class NoReflections(ExceptionReporter):
    """An error page for developers without what somebody sent, and without the values in the frames that held it."""

    def get_traceback_frames(self) -> list[Any]:
        return []

    def get_traceback_data(self) -> dict[str, Any]:
        return super().get_traceback_data() | {"filtered_POST_items": []}


def hold_back(request: HttpRequest) -> None:
    """Whatever goes wrong in this request, no page about it shows what was sent."""
    request.exception_reporter_class = NoReflections
