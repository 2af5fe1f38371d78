"""Importing this makes Django ready: a command's module imports it before anything that has tables."""

from __future__ import annotations

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edgewise.config.settings")
gc.disable()  # nothing that is set up here is ever garbage, and to look for it takes a sixth of the time
django.setup()
gc.enable()
gc.freeze()
