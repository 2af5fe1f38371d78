"""The pages of programmes, one module for each of the people who use them."""

from __future__ import annotations
