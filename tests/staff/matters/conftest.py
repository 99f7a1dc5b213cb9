"""Zhang asked Zhao for something on a visit."""

import datetime as dt

import pytest

from staff.actions.matters import answer_matter, assign_matter
from staff.models import Matter, Need, Pairing
from tests.people import DAY
from tests.staff.care import make_cadre, pair, visit

DUE = DAY + dt.timedelta(days=10)


@pytest.fixture
def pairing(zhang, zhao, zheng) -> Pairing:
    """Zhang paired with Zhao."""
    return pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 7, 2))


@pytest.fixture
def matter(pairing, zhao) -> Matter:
    """Raised by a visit."""
    visit(pairing, zhao, note="屋顶漏雨", needs=[Need.HOUSING])
    return Matter.objects.get()


@pytest.fixture
def doing(matter, liang, zheng) -> Matter:
    """Liang is to see to it."""
    return assign_matter(matter, liang, due_on=DUE, on=DAY, by=zheng)


@pytest.fixture
def answered(doing, liang) -> Matter:
    """Liang says it is done."""
    return answer_matter(doing, answer="建筑段已补好屋顶", by=liang)
