"""The only maker of public text: rows of the office become tables with masked names.

Names are masked (domain.md 13.3), illness never appears, and where two masks are alike the
station tells them apart.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from disclosure.models import Notice
from mutualfund.models import Claim, ClaimStatus, Meeting, MeetingStatus
from welfare.money import yuan

AFTER_DECISION = (
    ClaimStatus.APPROVED, ClaimStatus.PUBLICITY, ClaimStatus.PAYABLE, ClaimStatus.PAID,
    ClaimStatus.RECEIPT_SIGNED, ClaimStatus.CLOSED,
)  # fmt: skip


@dataclass(frozen=True)
class PublicTable:
    """What a notice shows."""

    topic: str
    title: str
    intro: str
    columns: list[str]
    rows: list[list[str]]
    summary: str
    claims: list[int]


def approved_claims(meeting: Meeting) -> list[Claim]:
    """The claims a meeting agreed to."""
    claims = Claim.objects.filter(items__meeting=meeting, status__in=AFTER_DECISION)
    return list(claims.select_related("member__worker__station").order_by("number"))


def meetings_to_announce() -> "QuerySet[Meeting]":
    """Closed meetings that agreed to claims and have no notice yet. Two queries."""
    sources = Notice.objects.filter(source__startswith="meeting:").values_list("source", flat=True)
    done = [int(source.removeprefix("meeting:")) for source in sources]
    closed = Meeting.objects.filter(status=MeetingStatus.CLOSED)
    waiting = closed.filter(items__claim__status=ClaimStatus.APPROVED)
    return waiting.exclude(pk__in=done).distinct()


def claims_of_meeting(meeting: Meeting) -> PublicTable:
    """互助金补助名单: masked name, station, kind, amount."""
    claims = approved_claims(meeting)
    masks = Counter(claim.public_name for claim in claims)
    rows, total = [], Decimal(0)
    for order, claim in enumerate(claims, start=1):
        worker = claim.member.worker
        name = claim.public_name
        if masks[name] > 1:
            name = f"{name}（{worker.number[-2:]}）"
        amount = claim.approved_amount or Decimal(0)
        total += amount
        rows.append([str(order), name, worker.station.name, claim.get_kind_display(), yuan(amount)])
    return PublicTable(
        topic="互助金补助",
        title=f"{meeting.held_on:%Y 年 %m 月}互助金补助名单公示",
        intro=(
            f"互助补充保险委员会 {meeting.held_on:%Y 年 %m 月 %d 日}会议研究同意以下补助，现予公示。"
            "有不同意见，公示期内可以打举报电话，也可以投举报箱，不署名也会查。"
        ),
        columns=["序号", "姓名", "车站", "类别", "金额（元）"],
        rows=rows,
        summary=f"共 {len(rows)} 笔，合计 {yuan(total)} 元",
        claims=[claim.pk for claim in claims],
    )
