"""Work that is not a request."""

from __future__ import annotations

from django_tasks import task

from edgewise.programmes.runs.tasks import work_on


@task()
def make_draft(pk: int) -> None:
    """The circles of a match run."""
    work_on(pk)
