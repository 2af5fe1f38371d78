from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from edgewise.programmes.models.designs import Cohort
from tests import make


@pytest.fixture
def run() -> Cohort:
    """A cohort that is running today, with circles of three and four."""
    found = make.cohort(
        make.programme(size_least=3, size_target=4, size_most=4), coordinators=[make.membership("Grace")]
    )
    found.starts_on, found.ends_on = timezone.localdate(), timezone.localdate() + timedelta(days=90)
    found.save()
    return found
