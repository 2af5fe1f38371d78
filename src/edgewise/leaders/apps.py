from __future__ import annotations

from django.apps import AppConfig


class LeadersConfig(AppConfig):
    name = "edgewise.leaders"
    label = "leaders"
