"""What others may hear of people."""

from __future__ import annotations

from django.dispatch import Signal

# Facts of the memberships in `members`, a set of ids, have changed; sent in the transaction that changes them.
facts_changed = Signal()
