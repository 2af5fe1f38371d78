"""What others may hear of notices: that time has passed."""

from __future__ import annotations

from django.dispatch import Signal

# Time has passed: `now` is a moment, and receivers that keep dates do what is due by then. Any worker sends it, about
# once a minute, perhaps more than once for the same moment; so a receiver claims its work by a conditional update.
due = Signal()
