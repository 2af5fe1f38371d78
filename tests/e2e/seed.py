"""Stories that browser tests begin with: `python -m tests.e2e.seed STORY` on the home in EDGEWISE_HOME."""

from __future__ import annotations

import sys
from collections.abc import Callable

import edgewise.config.ready  # noqa: F401
from edgewise.people.models import Membership
from edgewise.web.queries import PERSONAS
from tests import make

NAMES = {"participant": "Amara", "facilitator": "Bruno", "coordinator": "Grace", "owner": "Hana"}


def personas() -> str:
    """The four people of the demonstration, two of them in a circle; prints the circle's code."""
    seated = {
        key: Membership.objects.create(
            organisation=make.organisation(), person=make.person(NAMES[key], email), is_owner=key == "owner"
        )
        for key, (email, _) in PERSONAS.items()
    }
    run = make.cohort(coordinators=[seated["coordinator"]])
    return make.circle(run, [seated["participant"], seated["facilitator"]]).code


STORIES: dict[str, Callable[[], str]] = {"personas": personas}

if __name__ == "__main__":
    sys.stdout.write(STORIES[sys.argv[1]]())
