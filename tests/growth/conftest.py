"""Who promises, who witnesses, and where they sit; a test with other company says so itself."""

from __future__ import annotations

import pytest

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from tests import make


@pytest.fixture
def amara() -> Membership:
    return make.membership("Amara")


@pytest.fixture
def bruno() -> Membership:
    return make.membership("Bruno")


@pytest.fixture
def harbour(amara: Membership, bruno: Membership) -> Circle:
    return make.circle(members=[amara, bruno])
