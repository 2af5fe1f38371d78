"""Who leads; a test with other company says so itself."""

from __future__ import annotations

import pytest

from edgewise.people.models import Membership
from tests import make


@pytest.fixture
def amara() -> Membership:
    return make.membership("Amara")
