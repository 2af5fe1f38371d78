"""What helped others with a case that no single letter ends, in the order in which it is done."""

from __future__ import annotations

from collections.abc import Mapping

from edgewise.domain.nudges.cases import Concern
from edgewise.domain.phrases import Phrase, phrase

ADVICE: Mapping[Concern, tuple[Phrase, ...]] = {
    Concern.TRUST: (
        phrase("Read the page as everybody reads it, and thank people for it in front of all."),
        phrase(
            "Talk with all circles in the same way. Never look for who said something, and never ask a circle"
            " whether it was theirs."
        ),
        phrase("Ask each circle to read its norms aloud in the next session and to change one line."),
        phrase("Look for a cause that you can change: too little time, a boss who asks, circles that were moved."),
        phrase("Say in two weeks what you have changed. The next pulse shows whether it helped."),
    ),
}
