"""What others may hear of programmes. ARCHITECTURE.md says who does."""

from __future__ import annotations

from django.dispatch import Signal

# Who sits in the circles of `circles`, a set of ids, has changed at the moment `at`; new circles are among them. Sent
# in the transaction that changes it.
seats_changed = Signal()

# Circles were rearranged by hand: `change` is the Rearrangement. Sent in its transaction, after `seats_changed`.
rearranged = Signal()
