"""The only maker of public text: rows of the office become tables.

What of a person is shown masking.py decides by the profile of the catalogue; illness never appears.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.db.models import F, QuerySet

from disclosure.masking import Person, Titles, people_table, profile_of
from disclosure.models import Notice, NoticeObjection
from disclosure.period_tables import (
    donations_of_drive,
    fund_of_quarter,
    reliefs_of_quarter,
    tiers_of_quarter,
    visits_of_quarter,
)
from disclosure.table import PublicTable
from mutualfund.models import Claim, ClaimStatus, Meeting, MeetingStatus
from staff.models import (
    Campaign,
    Certification,
    CertificationRule,
    FileStatus,
    Objection,
    Result,
)
from staff.models.campaigns import HANDED_OUT
from welfare.money import yuan

MEETING, CAMPAIGN, CERTIFICATION = (
    "meeting",
    "campaign",
    "certification",
)  # what a notice's source begins with

AFTER_DECISION = (
    ClaimStatus.APPROVED, ClaimStatus.PUBLICITY, ClaimStatus.PAYABLE, ClaimStatus.PAID,
    ClaimStatus.RECEIPT_SIGNED, ClaimStatus.CLOSED,
)  # fmt: skip


def approved_claims(meeting: Meeting) -> list[Claim]:
    """The claims a meeting agreed to."""
    claims = Claim.objects.filter(
        items__meeting=meeting, items__is_revoked=False, status__in=AFTER_DECISION
    )
    return list(claims.select_related("member__worker__station").order_by("number"))


def meetings_to_announce() -> "QuerySet[Meeting]":
    """Closed meetings that agreed to claims and have no notice yet. Two queries."""
    sources = Notice.objects.filter(source__startswith="meeting:").values_list("source", flat=True)
    done = [int(source.removeprefix("meeting:")) for source in sources]
    closed = Meeting.objects.filter(status=MeetingStatus.CLOSED)
    waiting = closed.filter(items__claim__status=ClaimStatus.APPROVED, items__is_revoked=False)
    return waiting.exclude(pk__in=done).distinct()


def table_of(source: str) -> PublicTable:
    """The table of a notice's source (`meeting:12`), drawn from the records as they stand now."""
    kind, _, key = source.partition(":")
    return DRAWN[kind](key)


def campaigns_to_announce() -> "QuerySet[Campaign]":
    """Campaigns that were handed out and have no notice yet. Two queries."""
    sources = Notice.objects.filter(source__startswith=f"{CAMPAIGN}:")
    done = [int(source.partition(":")[2]) for source in sources.values_list("source", flat=True)]
    return Campaign.objects.filter(status__in=HANDED_OUT).exclude(pk__in=done)


def gifts_of_campaign(campaign: Campaign) -> PublicTable:
    """送温暖发放名单: masked name, station, tier, cash, goods at their value."""
    gifts = list(campaign.gifts.select_related("file__worker__station", "tier"))
    people = [
        Person(
            gift.file.worker,
            tier=gift.tier.name,
            amounts=(gift.cash, gift.goods_value, gift.cash + gift.goods_value),
        )
        for gift in gifts
    ]
    heads = ("慰问金（元）", "慰问品折合（元）", "合计（元）")
    grid = people_table(profile_of("campaigns"), people, Titles(tier="等级", amounts=heads))
    total = sum((person.amounts[-1] for person in people), Decimal(0))
    return PublicTable(
        topic="送温暖发放",
        title=f"{campaign}发放结果公示",
        intro=(
            f"{campaign}（{campaign.document_no}）已全部签领，现公示发放结果。"
            "有不同意见，公示期内可以在网上这件公示的页面提，也可以打举报电话、投举报箱，不署名也会查。"
        ),
        columns=grid.columns,
        rows=grid.rows,
        summary=f"共 {len(people)} 户，合计 {yuan(total)} 元",
    )


def claims_of_meeting(meeting: Meeting) -> PublicTable:
    """互助金补助名单: masked name, station, kind, amount."""
    claims = approved_claims(meeting)
    people = [
        Person(
            claim.member.worker,
            what=claim.get_kind_display(),
            amounts=(claim.approved_amount or Decimal(0),),
        )
        for claim in claims
    ]
    grid = people_table(profile_of("relief"), people, Titles(what="类别", amounts=("金额（元）",)))
    total = sum((person.amounts[0] for person in people), Decimal(0))
    return PublicTable(
        topic="互助金补助",
        title=f"{meeting.held_on:%Y 年 %m 月}互助金补助名单公示",
        intro=(
            f"互助补充保险委员会 {meeting.held_on:%Y 年 %m 月 %d 日}会议研究同意以下补助，现予公示。"
            "有不同意见，公示期内可以在网上这件公示的页面提，也可以打举报电话、投举报箱，不署名也会查。"
        ),
        columns=grid.columns,
        rows=grid.rows,
        summary=f"共 {len(people)} 笔，合计 {yuan(total)} 元",
        claims=[claim.pk for claim in claims],
    )


def certification_source(run: Certification) -> str:
    """The source key of a notice of a run: a survey made anew is announced anew."""
    return f"{CERTIFICATION}:{run.pk}:{run.round}"


def certifications_to_announce() -> list[Certification]:
    """Runs with a tier proposed by the peer review and no notice yet. Two queries."""
    waiting = Certification.objects.filter(
        status=FileStatus.PEER_REVIEW, peer_reviews__round=F("round"), proposed_tier__isnull=False
    ).select_related("file__worker__station", "proposed_tier")
    sources = Notice.objects.filter(source__startswith=f"{CERTIFICATION}:")
    done = set(sources.values_list("source", flat=True))
    return [run for run in waiting.order_by("pk") if certification_source(run) not in done]


def certification_table(pk: int, number: int) -> PublicTable:
    """困难职工公示 (domain.md 5.6): masked name, unit and proposed tier, nothing else.

    A run that has gone on, back or away since has no row: it is not to be announced any more.
    """
    rows = Certification.objects.select_related("file__worker__station", "proposed_tier")
    run = rows.get(pk=pk)
    worker, tier = run.file.worker, run.proposed_tier
    days = CertificationRule.objects.in_force(on=run.applied_on).publicity_days
    people = [Person(worker, tier=tier.name)] if tier else []
    grid = people_table(profile_of("approval"), people, Titles(unit="单位", tier="拟定等级"))
    waits = run.status == FileStatus.PEER_REVIEW and run.round == number
    return PublicTable(
        topic="困难职工认定",
        # the title stays when the table is taken down: no name in it
        title=f"关于拟认定{worker.station}一名困难职工等级的公示（{run.get_kind_display()}）",
        intro=(
            "经本人申请、材料初审、两人入户调查和民主评议，拟认定下列困难职工，现予公示，"
            f"公示期 {days} 个工作日。有不同意见，可以书面或打电话向段工会反映，提倡实名；"
            "也可以投举报箱，不署名也会查。由没有参加调查的人核查，答复以前不生效。"
        ),
        columns=grid.columns,
        rows=grid.rows if waits else [],
        summary="共 1 名",
    )


def checks_of(notices: Iterable[Notice]) -> dict[int, str]:
    """What stands beside notices that somebody objected to, by notice. Two queries.

    Nothing of what was said, nor by whom: only that it is looked into, or was.
    """
    notices = list(notices)
    return _checks_of_lists(notices) | _checks_of_files(notices)


def _checks_of_lists(notices: list[Notice]) -> dict[int, str]:
    """Those heard here."""
    rows = NoticeObjection.objects.filter(notice__in=notices, file_objection__isnull=True)
    results: dict[int, list[str]] = {}
    for notice, result in rows.values_list("notice", "result"):
        results.setdefault(notice, []).append(result)
    pays = {notice.pk for notice in notices if notice.claims}
    found = {}
    for notice, told in results.items():
        if "" in told:
            waits = "，所涉的补助答复以前不付款" if notice in pays else ""
            found[notice] = f"有不同意见，正在核查{waits}"
        else:
            founded = told.count(Result.FOUNDED)
            words = f"，其中 {founded} 条成立，所涉的补助不付款" if founded else ""
            found[notice] = f"收到不同意见 {len(told)} 条，都已核查答复{words}"
    return found


def _checks_of_files(notices: list[Notice]) -> dict[int, str]:
    """Those heard in a hardship file."""
    own = [(one, one.source.split(":")) for one in notices if one.source.startswith(CERTIFICATION)]
    rows = Objection.objects.filter(certification__in=[int(key[1]) for _, key in own])
    told = list(rows.values_list("certification", "raised_on", "result"))
    found = {}
    for notice, key in own:
        first = notice.public_from
        results = [
            result for run, day, result in told if run == int(key[1]) and first and day >= first
        ]
        if "" in results:
            found[notice.pk] = "有不同意见，正在核查，答复以前不生效"
        elif Result.FOUNDED in results:
            found[notice.pk] = "收到不同意见，核查成立，名单已撤下，重新调查以后再公示"
        elif results:
            found[notice.pk] = f"收到不同意见 {len(results)} 条，都已核查答复"
    return found


def _of_meeting(key: str) -> PublicTable:
    return claims_of_meeting(Meeting.objects.get(pk=int(key)))


def _of_campaign(key: str) -> PublicTable:
    return gifts_of_campaign(Campaign.objects.get(pk=int(key)))


def _of_certification(key: str) -> PublicTable:
    run, _, number = key.partition(":")
    return certification_table(int(run), int(number))


# what a notice's source begins with -> who draws its table
DRAWN: dict[str, Callable[[str], PublicTable]] = {
    MEETING: _of_meeting,
    CAMPAIGN: _of_campaign,
    CERTIFICATION: _of_certification,
    "fund": fund_of_quarter,
    "visits": visits_of_quarter,
    "reliefs": reliefs_of_quarter,
    "donations": donations_of_drive,
    "tiers": tiers_of_quarter,
}

# what a notice's source begins with -> the topic of the catalogue it is about
TOPIC_OF = {
    MEETING: "relief", CAMPAIGN: "campaigns", CERTIFICATION: "approval", "fund": "fund",
    "visits": "visits", "reliefs": "relief", "donations": "donations", "tiers": "approval",
}  # fmt: skip
