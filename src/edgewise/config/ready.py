"""Importing this makes Django ready: a command's module imports it before anything that has tables."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edgewise.config.settings")
django.setup()
