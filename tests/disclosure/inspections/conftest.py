"""Sun and Hu inspect the branch of Zhang, whose claim was decided and put on notice this quarter."""

import pytest

from disclosure.actions.inspections import add_finding, check_item, open_inspection, sign_inspection
from disclosure.actions.papers import cleaned
from disclosure.actions.rectifications import issue_order
from disclosure.models import (
    Finding,
    Inspection,
    InspectionItem,
    InspectionKind,
    Quality,
    Rectification,
    Result,
)
from tests.mutualfund.fund import picture
from tests.people import DAY
from welfare.days import Quarter
from welfare.models import User
from welfare.roles import Role


@pytest.fixture
def hu(hire) -> User:
    """胡军, the second of the supervision group."""
    return hire("hu", "胡军", Role.SUPERVISOR)


def begin(unit, people, by) -> Inspection:
    return open_inspection(
        unit, kind=InspectionKind.QUARTER, quarter=Quarter.of(DAY), inspectors=people, on=DAY, by=by
    )


@pytest.fixture
def inspection(released, zhang, sun, hu) -> Inspection:
    """Open, with a notice (Sun released it) and a decision drawn."""
    return begin(zhang.station.branch, [sun, hu], sun)


def look(inspection, by) -> None:
    """Everything drawn fits."""
    for item in InspectionItem.objects.filter(draw__inspection=inspection):
        check_item(item, result=Result.FITS, note="", by=by)


def find(inspection, by, points=4, quality=Quality.STANDARD) -> Finding:
    return add_finding(
        inspection, quality=quality, points=points, reason="公开栏挂在值班室里", by=by,
        source=Finding.Source.SITE,
    )  # fmt: skip


@pytest.fixture
def order(inspection, zheng, sun) -> Rectification:
    """Zheng owes it."""
    return issue_order(
        find(inspection, sun), demand="移到过道", owner=zheng, due_on=DAY, on=DAY, by=sun
    )


@pytest.fixture
def photographed():
    """One clean picture."""
    return cleaned([picture()])


@pytest.fixture
def signed(inspection, sun, hu) -> Inspection:
    """Looked at and signed by both."""
    look(inspection, hu)
    sign_inspection(inspection, by=sun)
    return sign_inspection(inspection, by=hu)
