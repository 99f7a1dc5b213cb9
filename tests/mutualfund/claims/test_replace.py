"""更换调查人: who cannot sign any more is replaced, with a reason; a signature stays."""

import pytest
from django.urls import reverse

from mutualfund.actions.investigations import (
    assign_investigators,
    replace_investigator,
    sign_finding,
)
from mutualfund.models import Claim, ClaimStatus, Conclusion
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from welfare.errors import Refused
from welfare.roles import Role


@pytest.fixture
def wu(hire):
    """Somebody free to look into it."""
    return hire("wu", "吴干事", Role.OFFICER)


@pytest.fixture
def assigned(accepted, zheng, liang, he) -> Claim:
    """Liang and He are to look into it."""
    return assign_investigators(accepted, people=[liang, he], on=DAY, by=zheng)


def sign(claim, person):
    sign_finding(
        claim, finding="属实", conclusion=Conclusion.TRUE, visited_on=DAY, on=DAY, by=person
    )


def test_who_cannot_sign_is_replaced_and_the_claim_goes_on(as_, assigned, zheng, liang, he, wu):
    address = reverse("claim-replace", args=[assigned.pk])
    with as_app():
        sent = {"old": he.pk, "new": wu.pk, "reason": "休假"}
        text = as_(zheng).post(address, sent, follow=True).content.decode()
    assert "已换成吴干事调查" in text
    assert str(assigned.steps.last().words) == f"{he.name}换成吴干事：休假"
    for person in (liang, wu):
        sign(assigned, person)
    assigned.refresh_from_db()
    assert assigned.status == ClaimStatus.DELIBERATING


def test_a_signature_stays_and_a_reason_is_wanted(assigned, zheng, liang, he, wu):
    sign(assigned, he)
    with pytest.raises(Refused, match="签过字的不能换"):
        replace_investigator(assigned, old=he, new=wu, reason="休假", on=DAY, by=zheng)
    with pytest.raises(Refused, match="要写原因"):
        replace_investigator(assigned, old=liang, new=wu, reason=" ", on=DAY, by=zheng)
    with pytest.raises(Refused, match="已经在调查这件"):
        replace_investigator(assigned, old=liang, new=he, reason="休假", on=DAY, by=zheng)
    with pytest.raises(Refused, match="这件的受理人"):
        replace_investigator(assigned, old=liang, new=zheng, reason="休假", on=DAY, by=zheng)


def test_the_database_replaces_nobody_without_a_word(assigned, wu, he):
    with pytest.raises(Exception, match="without a word"):
        run(
            "UPDATE mutualfund_investigation SET investigator_id = %s WHERE investigator_id = %s",
            wu.pk, he.pk,
        )  # fmt: skip
