"""Zhao answers for Zhang since July."""

import datetime as dt

import pytest

from staff.models import Cadre, Pairing
from tests.staff.care import make_cadre, pair

SINCE = dt.date(2026, 7, 2)


@pytest.fixture
def cadre(zhao, zheng) -> Cadre:
    """Zhao as a cadre."""
    return make_cadre(zhao, zheng)


@pytest.fixture
def pairing(zhang, cadre, zheng) -> Pairing:
    """Zhang paired with Zhao."""
    return pair(zhang, cadre, zheng, SINCE)
