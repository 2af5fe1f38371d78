"""What others may hear of programmes. ARCHITECTURE.md says who does."""

from __future__ import annotations

from django.dispatch import Signal

# Who sits in the circles of `circles`, a set of ids, has changed at the moment `at`; new circles are among them. Sent
# in the transaction that changes it.
seats_changed = Signal()

# The key of `circle` is about to be destroyed, at the moment `at`: the last time that what was said there can be read.
# Sent before the transaction that does it; perhaps twice.
purging = Signal()

# Circles were rearranged by hand: `change` is the Rearrangement. Sent in its transaction, after `seats_changed`.
rearranged = Signal()
