"""Zhou the registrar sits at the roster page."""

import pytest


@pytest.fixture
def desk(as_, zhou):
    """Zhou's browser."""
    return as_(zhou)
