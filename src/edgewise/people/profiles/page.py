"""The list of an organisation's people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from edgewise.people.page import Column

COLUMNS = (
    Column("name", gettext_lazy("Name"), ("person__name",)),
    Column("role", gettext_lazy("Role"), ("role_level", "job_title", "person__name")),
    Column("location", gettext_lazy("Location"), ("location", "person__name")),
    Column("languages", gettext_lazy("Languages")),
    Column("manager", gettext_lazy("Manager"), ("manager__person__name", "person__name")),
)
