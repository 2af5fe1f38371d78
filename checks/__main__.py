"""`python -m checks`: the project's own rules, one line each, and what breaks them."""

from __future__ import annotations

import gc
import sys

from checks import inline_code, landed, nouns, numbers, requirements, routes, sizes, walls
from checks.texts import catalogue, unmarked
from checks.tree import ROOT

CHECKS = {
    "one noun per feature": nouns.problems,
    "walls inside an app": walls.problems,
    "a number says what it limits": numbers.problems,
    "size stops": sizes.problems,
    "no inline script or style": inline_code.problems,
    "locked requirements": requirements.problems,
    "texts are marked": unmarked.problems,
    "landed migrations stay": landed.problems,
    "catalogue in step": catalogue.problems,
    "access matrix complete": routes.problems,
}


def main() -> int:
    """0 when every rule holds."""
    broken = 0
    for name, check in CHECKS.items():
        found = check(ROOT)
        broken += len(found)
        print(f"{name}: {'ok' if not found else f'{len(found)} broken'}")
        for problem in found:
            print(f"  {problem}")
    print(sizes.medians(ROOT))
    return 1 if broken else 0


if __name__ == "__main__":
    gc.disable()  # a thousand syntax trees are many objects and no rubbish: half of the time would go into looking
    sys.exit(main())
