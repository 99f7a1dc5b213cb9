"""Something behind every list and every address: one row of each noun, made by the actions."""

import datetime as dt
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from disclosure.actions.notices import draft_claims_notice, release_notice, send_for_release
from disclosure.actions.suggestions import collect_suggestion
from disclosure.models import Notice, Suggestion, SuggestionField
from mutualfund.actions.meetings import close_meeting
from mutualfund.campaign_money import DRAW
from mutualfund.models import (
    AgendaItem,
    Claim,
    DraftVoucher,
    Evidence,
    Meeting,
    Voucher,
)
from staff.actions.callbacks import draw_sample
from staff.actions.gifts import attach_photo
from staff.actions.handovers import propose_handover
from staff.actions.households import add_member, make_household
from staff.actions.kinships import declare_kinship
from staff.actions.rosters import read_roster_file
from staff.models import (
    Cadre,
    Callback,
    Campaign,
    Goods,
    Handover,
    Household,
    HouseholdMember,
    KinRelation,
    Kinship,
    Pairing,
    Relation,
    RosterImport,
    Sheet,
    SheetPhoto,
    Visit,
    VisitDuty,
    Worker,
)
from tests.books import ROSTER
from tests.mutualfund.conftest import (  # noqa: F401 - one approved claim, as the fund makes it
    accepted,
    approved,
    committee,
    coop,
    investigated,
    meeting,
    zhang_joined,
)
from tests.mutualfund.fund import picture
from tests.people import DAY, make_worker
from tests.staff.campaign import drawn, locked
from tests.staff.care import make_cadre, pair, visit
from welfare.days import Quarter

# how the names of addresses begin -> the rows they are about
ROWS: dict[str, Any] = {
    "worker": Worker, "claim": Claim, "payment": Claim, "meeting": Meeting, "agenda": AgendaItem,
    "vote": AgendaItem, "evidence": Evidence, "notice": Notice, "suggestion": Suggestion,
    "roster": RosterImport, "visit": Visit, "voucher": Voucher, "draft": DraftVoucher,
    "campaign": Campaign, "sheet": Sheet, "household": Household, "member": HouseholdMember,
    "kinship": Kinship, "pairing": Pairing, "handover": Handover, "duty": VisitDuty, "cadre": Cadre,
    "callback": Callback,
    # these stand alone: their address begins otherwise than their row is called
    "sheet-photo-file": SheetPhoto, "household-new": Worker, "household-leave": Worker,
    "member-new": Household, "kinship-new": Worker, "insurance-new": Worker,
    "roster-import-repair": RosterImport, "handover-new": Pairing,
}  # fmt: skip
# arguments that are no field of the row: what they are about instead
OTHERS: dict[str, Any] = {"meeting": Meeting, "campaign": Campaign, "goods": Goods}
PLAIN = {"purpose": DRAW}


@pytest.fixture
def world(approved, zhao, zheng, zhang, bian, sun, liang, gao, chen, guo, yun):  # noqa: F811 - the fixture of the fund
    """A visit, a campaign, an announced claim and a suggestion."""
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 9, 1))
    visit(pairing, zhao, on=dt.date(2026, 9, 2))
    visit(pairing, zhao)
    draw_sample(Quarter(2026, 3), on=DAY, by=zheng)
    successor = make_cadre(liang, zheng)
    propose_handover(pairing, successor, note="家里都好", on=DAY, by=zheng)
    campaign = drawn(locked(liang, gao), liang, (chen, guo, yun))
    attach_photo(campaign.sheets.get(), picture(), by=zheng)
    home = make_household(zhang, by=zheng)
    facts = {"name": "张小雨", "relation": Relation.CHILD}
    add_member(home, facts=facts, by=zheng)
    declare_kinship(
        zhang, make_worker(), relation=KinRelation.OTHER, source="本人申报", on=DAY, by=zheng
    )
    over = close_meeting(approved.items.get().meeting, on=DAY, by=zheng)
    notice = draft_claims_notice(over, on=DAY, by=bian)
    release_notice(send_for_release(notice, by=bian), on=DAY, by=sun)
    collect_suggestion(
        [zhang], field=SuggestionField.SAFETY, title="装灯", present="", measure="装一盏",
        on=DAY, by=zheng,
    )  # fmt: skip


@pytest.fixture
def roster(house, zhou) -> RosterImport:
    """A roster that was looked at and not yet written."""
    return read_roster_file(ROSTER, create_places=True, on=DAY, by=zhou)


def parameters(name: str) -> list[str]:
    """The arguments of an address."""
    return list(get_resolver().reverse_dict.getlist(name)[0][0][0][1])


def real_address(name: str) -> str:
    """The address of a name, about a row that is there."""
    if not parameters(name):
        return reverse(name)
    model = ROWS.get(name) or ROWS[name.partition("-")[0]]
    row = model.objects.order_by("pk").first()
    assert row is not None, f"{name}: no {model.__name__} in the world"
    kwargs = {}
    for parameter in parameters(name):
        if parameter in PLAIN:
            kwargs[parameter] = PLAIN[parameter]
        elif parameter == "row":
            kwargs[parameter] = row.rows.values_list("pk", flat=True).first()
        else:
            thing = row if parameter not in OTHERS else OTHERS[parameter].objects.first()
            kwargs[parameter] = (
                thing.pk if parameter in ("pk", *OTHERS) else getattr(row, parameter)
            )
    return reverse(name, kwargs=kwargs)
