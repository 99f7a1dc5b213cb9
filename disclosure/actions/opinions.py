"""意见条: printed for a unit while it is inspected, each answered once by whoever holds it."""

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Q

from disclosure.inspection_duties import NOT_ON, is_inspector
from disclosure.models import Inspection, InspectionStatus
from disclosure.models.opinions import Opinion, OpinionSlip, Tally
from welfare import audit
from welfare.crypto import keyed_digest, normal
from welfare.errors import Refused
from welfare.models import User

DIGITS, MOST = 10, 100  # of a code; slips of one inspection
WRONG = "没有这个码，或者已经用过、检查已经签字。对一对意见条上的 10 位数字。"


def _digest(code: str) -> bytes:
    return keyed_digest("opinion.slip", code)


def _digits(typed: str) -> str:
    return normal(typed).replace("-", "")


@transaction.atomic
def print_slips(inspection: Inspection, *, count: int, by: User) -> list[str]:
    """印意见条; the codes are nowhere else. Raises Refused for anybody but an inspector, once the
    sheet is signed, and for too many.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if not is_inspector(by, inspection):
        raise Refused(NOT_ON)
    if inspection.status != InspectionStatus.OPEN:
        raise Refused("检查人都签了字，不再收意见条。")
    if not 1 <= count <= MOST - inspection.slips.count():
        raise Refused(f"一次检查最多 {MOST} 张，还可以印 {MOST - inspection.slips.count()} 张。")
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}")
    slips = [OpinionSlip(inspection=inspection, digest=_digest(code)) for code in codes]
    OpinionSlip.objects.bulk_create(slips)
    audit.record("inspection.slips_printed", inspection, by=by, count=count)
    return sorted(codes)


@transaction.atomic
def give_opinion(code: str, *, is_clear: bool) -> None:
    """填意见条, by nobody. Raises Refused for a code that opens nothing, the second time, and once the
    sheet is signed.
    """
    open_ones = OpinionSlip.objects.filter(
        digest=_digest(_digits(code)), is_used=False, inspection__status=InspectionStatus.OPEN
    )
    slip = open_ones.select_for_update(of=("self",)).first()
    if slip is None:
        raise Refused(WRONG)
    OpinionSlip.objects.filter(pk=slip.pk).update(is_used=True)
    Opinion.objects.create(inspection_id=slip.inspection_id, is_clear=is_clear)


def tallies_of(inspections: Iterable[Inspection]) -> dict[int, Tally]:
    """What workers said, of those whose sheet is signed: one who watches it grow learns nothing.
    One query.
    """
    signed = [one.pk for one in inspections if one.status != InspectionStatus.OPEN]
    rows = Opinion.objects.filter(inspection__in=signed).order_by().values("inspection")
    counted = rows.annotate(all=Count("pk"), clear=Count("pk", filter=Q(is_clear=True)))
    found = {row["inspection"]: Tally(row["clear"], row["all"]) for row in counted}
    return {key: found.get(key, Tally(0, 0)) for key in signed}
