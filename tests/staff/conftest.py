"""An application of Zhang, handled by the office."""

import pytest

from tests.staff.hardship.walk import Walk


@pytest.fixture
def walk(zhang, zheng, liang, zhao, he, gao) -> Walk:
    """Zheng fills in for Zhang, Liang reviews, Zhao and He survey, Gao decides."""
    return Walk(zhang, zheng, liang, [zhao, he], gao)
