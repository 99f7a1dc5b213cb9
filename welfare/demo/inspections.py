"""Last quarter's inspections 监督检查 in the demo world: one closed, one with orders in every state, one open."""

import datetime as dt

from disclosure.actions.inspections import (
    add_finding,
    check_item,
    close_inspection,
    open_inspection,
    sign_inspection,
)
from disclosure.actions.opinions import give_opinion, print_slips
from disclosure.actions.papers import cleaned
from disclosure.actions.rectifications import issue_order, recheck_order, report_order
from disclosure.inspection_duties import may_check
from disclosure.models import (
    Finding,
    Inspection,
    InspectionItem,
    InspectionKind,
    Quality,
    Rectification,
    Result,
)
from staff.models import Branch
from welfare import clock
from welfare.days import Quarter
from welfare.demo.cast import Cast
from welfare.demo.events import MORNING
from welfare.demo.money import scanned
from welfare.uploads import CleanFile

DAY = dt.timedelta(days=1)
TEAM = ("sunyumei", "hujun", "xuming")
F, Q = Finding.Source, Quality
SLIPS, ANSWERED = 30, 23
CLEAR = (22, 19)  # of those who answered, in the first and the second branch
# branch by its place, days before the end, what was found: quality, points, why, where, what is asked, how far
TOLD: list[tuple[int, int, list[tuple[Quality, int, str, str, str, str]]]] = [
    (0, 16, [(Q.COMPLETENESS, 2, "劳动定额只有结果，没有计算过程", F.SITE, "补上计算过程重新张贴", "closed")]),
    (1, 11, [
        (Q.TIMELINESS, 3, "八月奖金分配晚贴 3 个工作日", F.SYSTEM, "说明晚贴的原因", "closed"),
        (Q.STANDARD, 4, "公开栏旁边堆了东西，旁人不好进", F.SITE, "清走杂物，让人走得到", "done"),
        (Q.TIMELINESS, 5, "有一批公示的张贴照片没有传回", F.SITE, "补传张贴照片", "issued"),
    ]),
    (2, 2, []),
]  # fmt: skip


def settle_inspections(cast: Cast, until: dt.date) -> None:
    """Each on its day; the supervision group and the auditor look at what they had no hand in."""
    branches = list(Branch.objects.order_by("pk"))
    quarter = Quarter.of(until).shifted(-1)
    files = cleaned([scanned(1, "改后"), scanned(2, "改前")])
    for place, before, found in TOLD:
        day = until - before * DAY
        with clock.travel(dt.datetime.combine(day, MORNING)):
            inspection = open_inspection(
                branches[place], kind=InspectionKind.QUARTER, quarter=quarter,
                inspectors=[cast[name] for name in TEAM], on=day, by=cast["sunyumei"],
            )  # fmt: skip
            orders = [_find(cast, inspection, one, day, files) for one in found]
            if found:
                _hear(cast, inspection, CLEAR[place])
                _look_and_sign(cast, inspection)
        with clock.travel(dt.datetime.combine(day + DAY, MORNING)):
            for order, one in zip(orders, found, strict=True):
                _put_right(cast, order, one[-1], day + DAY, files)
            if place == 0:
                close_inspection(inspection, by=cast["hujun"])


def _hear(cast: Cast, inspection: Inspection, clear: int) -> None:
    """Slips go out; most of those that come back say yes."""
    codes = print_slips(inspection, count=SLIPS, by=cast["hujun"])
    for nth, code in enumerate(codes[:ANSWERED]):
        give_opinion(code, is_clear=nth < clear)


def _find(
    cast: Cast,
    inspection: Inspection,
    one: tuple[Quality, int, str, str, str, str],
    day: dt.date,
    files: list[CleanFile],
) -> Rectification:
    quality, points, reason, source, demand, _ = one
    by = cast["hujun"]
    finding = add_finding(
        inspection, quality=quality, points=points, reason=reason, source=source, by=by
    )
    return issue_order(
        finding, demand=demand, owner=cast["bianwen"], due_on=day + 14 * DAY, files=files[1:],
        on=day, by=by,
    )  # fmt: skip


def _look_and_sign(cast: Cast, inspection: Inspection) -> None:
    for item in InspectionItem.objects.filter(draw__inspection=inspection):
        looker = next(cast[name] for name in TEAM if not may_check(cast[name], item))
        check_item(item, result=Result.FITS, note="和底册对过", by=looker)
    for name in TEAM:
        sign_inspection(inspection, by=cast[name])


def _put_right(
    cast: Cast, order: Rectification, far: str, day: dt.date, files: list[CleanFile]
) -> None:
    if far == "issued":
        return
    report_order(order, words="照要求改了", files=files[:1], by=cast["bianwen"])
    if far == "closed":
        recheck_order(order, good=True, words="", on=day, by=cast["sunyumei"])
