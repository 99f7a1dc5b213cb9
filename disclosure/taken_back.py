"""Rows of a released notice that no longer stand 撤下的行: the decision was taken back, or the claim.

The notice itself is frozen, and so is its check code; what is shown of it goes by the decisions.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from disclosure.models import Notice
from disclosure.sources import MEETING
from mutualfund.models import AgendaItem, ClaimAct, ClaimStatus, ClaimStep


@dataclass(frozen=True)
class ShownRow:
    """A row of a notice, or in its place why it was taken down; the name goes with it."""

    cells: list[str]
    order: str
    gone: str = ""


def _told(notices: Iterable[Notice]) -> dict[tuple[int, int], str]:
    """(meeting, claim) -> why its row is gone. Two queries."""
    meetings = [int(one.source.partition(":")[2]) for one in notices]
    items = AgendaItem.objects.filter(meeting__in=meetings)
    revoked = items.filter(is_revoked=True).values_list(
        "meeting", "claim", "decision__revocation__revoked_on"
    )
    told = {(meeting, claim): f"这一笔的决定 {day} 撤销，不付款" for meeting, claim, day in revoked}
    withdrawn = ClaimStep.objects.filter(
        act=ClaimAct.WITHDRAWN,
        claim__status=ClaimStatus.WITHDRAWN,
        claim__items__meeting__in=meetings,
    )
    for meeting, claim, day in withdrawn.values_list("claim__items__meeting", "claim", "on"):
        told.setdefault((meeting, claim), f"这一笔 {day} 由本人撤回，不付款")
    return told


def shown_rows(notice: Notice) -> list[ShownRow]:
    """The table of a notice as it stands today. At most two queries."""
    is_of_meeting = notice.source.startswith(f"{MEETING}:")
    told = _told([notice]) if is_of_meeting and notice.releaser_id else {}
    meeting = int(notice.source.partition(":")[2]) if is_of_meeting else 0
    is_by_claim = len(notice.claims) == len(notice.rows)  # not so where the profile shows totals
    claims = notice.claims if is_by_claim else [0] * len(notice.rows)
    return [
        ShownRow(row, row[0], told.get((meeting, claim), ""))
        for row, claim in zip(notice.rows, claims, strict=True)
    ]


def gone_by_notice(notices: Iterable[Notice]) -> dict[int, str]:
    """What stands beside notices in a list: how many of their rows were taken down. Two queries."""
    of_meetings = [one for one in notices if one.source.startswith(f"{MEETING}:")]
    told = _told(of_meetings)
    found = {}
    for notice in of_meetings:
        meeting = int(notice.source.partition(":")[2])
        gone = sum((meeting, claim) in told for claim in notice.claims)
        if gone:
            found[notice.pk] = f"其中 {gone} 笔后来撤下"
    return found
