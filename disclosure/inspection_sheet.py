"""100 分评分表 of an inspection: five qualities, what cost points, and what the system knows itself."""

import datetime as dt
from dataclasses import dataclass, field

from django.urls import reverse

from disclosure.catalogue import LATE, WAITING, Entry, standings
from disclosure.inspection_draw import hands_in, key_of
from disclosure.models import (
    Board,
    Finding,
    Inspection,
    InspectionItem,
    Quality,
    Rectification,
    Result,
    Sort,
)
from disclosure.models.inspections import FULL, MEANING
from welfare.models import User
from welfare.money import yuan


@dataclass(frozen=True)
class Fact:
    """What the system counted itself, with the list behind it."""

    words: str
    url: str = ""


@dataclass
class Line:
    """One quality of the sheet."""

    quality: Quality
    findings: list[Finding] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    @property
    def meaning(self) -> str:
        """In plain words."""
        return MEANING[self.quality]

    @property
    def points(self) -> int:
        """What is left of 20."""
        return FULL - sum(finding.points for finding in self.findings)

    @property
    def cells(self) -> list[str]:
        """One cell a point, lost ones marked."""
        return [""] * self.points + ["x"] * (FULL - self.points)


def sheet_of(inspection: Inspection, *, on: dt.date) -> list[Line]:
    """The five qualities in their order. `on` is today."""
    lines = {quality: Line(quality) for quality in Quality}
    rows = inspection.findings.select_related("by", "order__owner")
    for finding in rows:
        lines[Quality(finding.quality)].findings.append(finding)
    for quality, fact in _facts(inspection, on):
        lines[quality].facts.append(fact)
    return list(lines.values())


def total_of(lines: list[Line]) -> int:
    """Of 100."""
    return sum(line.points for line in lines)


def _facts(inspection: Inspection, on: dt.date) -> list[tuple[Quality, Fact]]:
    """What is counted from the catalogue, the draws and the walls."""
    period = inspection.period
    entries: list[Entry] = [
        entry
        for standing in standings(on=on)
        for entry in standing.entries
        if entry.state != WAITING and period.first <= entry.deadline <= period.last
    ]
    late = [entry for entry in entries if entry.state == LATE or not entry.in_time]
    items = InspectionItem.objects.filter(draw__inspection=inspection)
    looked = items.exclude(result="").count()
    fits = items.filter(result=Result.FITS).count()
    walls = Board.objects.filter(branch=inspection.unit)
    hidden = walls.filter(in_public_place=False).count()
    catalogue, board = reverse("catalogue-desk"), reverse("board")
    gaps = sum(entry.state == LATE for entry in entries)
    return [
        (Quality.INITIATIVE, Fact(f"公开目录本季到期 {len(entries)} 期", catalogue)),
        (Quality.TIMELINESS, Fact(f"{len(entries)} 期里按时 {len(entries) - len(late)} 期", catalogue)),
        (Quality.TRUTHFULNESS, Fact(f"抽中的查了 {looked} 件，{fits} 件一致", "#draws")),
        (Quality.COMPLETENESS, Fact(f"断档 {gaps} 期", f"{catalogue}?show=late")),
        (Quality.STANDARD, Fact(f"公开栏 {walls.count()} 个，不在随时能到的地方 {hidden} 个", board)),
    ]  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A drawn row on the page: what it is, and why this reader may not look at it."""

    item: InspectionItem
    title: str
    url: str
    reason: str


def drawn_of(inspection: Inspection, user: User) -> list[Drawn]:
    """Everything drawn, in the order of the draws. A fixed number of queries."""
    rows = InspectionItem.objects.filter(draw__inspection=inspection).select_related(
        "draw", "checked_by", "notice", "visit__pairing__file",
        "decision__item__claim", "payment__claim",
    )  # fmt: skip
    items = list(rows)
    hands = {
        sort: hands_in(sort, [key_of(item) for item in items if item.draw.sort == sort])
        for sort in Sort
    }
    is_one = inspection.team.filter(user=user).exists()
    return [
        Drawn(item, *_told(item, user), _against(item, user, hands[Sort(item.draw.sort)], is_one))
        for item in items
    ]


def _against(item: InspectionItem, user: User, hands: dict[int, set[int]], is_one: bool) -> str:
    if not is_one:
        return "由检查人查"
    return "您经过手，由别的检查人查" if user.pk in hands.get(key_of(item), set()) else ""


def _told(item: InspectionItem, user: User) -> tuple[str, str]:
    """What it is called, without a name, and its page where this reader may go."""
    if item.notice:
        return f"公示 {item.notice.number}", item.notice.get_absolute_url()
    if item.visit:
        visit, may = item.visit, user.may_use("check_visits")
        words = f"{visit.visited_on:%m-%d} 走访，档案 {visit.pairing.file.number}"
        return words, visit.get_absolute_url() if may else ""
    may = user.may_use("view_claims")
    if item.payment:
        claim, words = (
            item.payment.bounced_claim or item.payment.claim,
            f"付款 {yuan(item.payment.amount)} 元",
        )
    elif item.decision:
        claim, words = item.decision.item.claim, item.decision.get_outcome_display()
    else:
        return "", ""
    return f"{claim.number} {words}", claim.get_absolute_url() if may else ""


def orders_of(inspection: Inspection) -> list[Rectification]:
    """Its orders with their steps and papers. Three queries."""
    rows = Rectification.objects.filter(finding__inspection=inspection)
    rows = rows.select_related("finding", "owner").order_by("number")
    return list(rows.prefetch_related("steps__papers", "steps__by"))
