"""Zhang is in hospital and asks for money before the meeting."""

from decimal import Decimal

import pytest

from mutualfund.actions.advances import (
    propose_advance,
)
from mutualfund.models import (
    Advance,
    Claim,
    ClaimKind,
)
from staff.models import Relation
from tests.mutualfund.fund import (
    enrol,
    file_claim,
    investigate,
)
from tests.mutualfund.meetings.advanced import BAR, WHY, pay_out
from tests.people import DAY, make_worker


@pytest.fixture
def ill(zhang_joined, zheng) -> Claim:
    """Zhang is in hospital: 542 yuan by the charter."""
    return file_claim(
        zhang_joined.worker, by=zheng, kind=ClaimKind.MEDICAL, relation=Relation.SELF,
        beneficiary="张桂兰", event="住院手术", total_cost=Decimal(6420),
    )  # fmt: skip


@pytest.fixture
def proposed(ill, committee, zheng) -> Advance:
    """Zheng asks for 300."""
    return propose_advance(ill, amount=BAR, reason=WHY, on=DAY, by=zheng)


@pytest.fixture
def paid(proposed, gao, chen, guo, yun) -> Advance:
    """The money is gone."""
    return pay_out(proposed, gao, chen, guo, yun)


@pytest.fixture
def before_the_committee(paid, zheng, liang, he) -> Claim:
    """Two looked into it: it waits for the meeting."""
    return investigate(paid.claim, [liang, he], by=zheng)


@pytest.fixture
def accepted_other(coop, zheng) -> Claim:
    """Somebody's child goes to school: no emergency."""
    worker = make_worker("李秀芬")
    enrol(worker, joined_on=DAY.replace(month=2))
    return file_claim(worker, by=zheng, beneficiary="李小海")
