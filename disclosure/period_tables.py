"""Tables of a quarter or a drive that name nobody: money in and out, visits, donations; and the tiers approved."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from disclosure.masking import (
    REST,
    Grid,
    Group,
    Person,
    Titles,
    groups_table,
    merged,
    people_table,
    profile_of,
)
from disclosure.models import Notice
from disclosure.public_words import public_name
from disclosure.table import PublicTable
from mutualfund.claim_stats import claim_stats
from mutualfund.models import Drive, Fund, Relief, ReliefKind
from mutualfund.reports import Part, fund_statement
from staff.models import Certification, DutyStatus, FileStatus, VisitDuty
from welfare.days import ONE, Quarter
from welfare.money import yuan

PRESENT = (
    "有不同意见，公示期内可以在网上这件公示的页面提，也可以打举报电话、投举报箱，不署名也会查。"
)


@dataclass(frozen=True)
class Waiting:
    """A period that is over and may be announced: what the notice's source is, and in words."""

    source: str
    words: str


def periods_to_announce(*, on: dt.date) -> list[Waiting]:
    """The last whole quarter's money, visits, tiers, reliefs, and drives that are over. Four queries."""
    quarter = Quarter.of(on).shifted(-1)
    key, words = f"{quarter.year}:{quarter.number}", f"{quarter.year} 年{quarter.words}"
    found = [
        Waiting(f"fund:{key}", f"{words}互助基金收支"),
        Waiting(f"visits:{key}", f"{words}走访覆盖"),
    ]
    if _decided(quarter).exists():
        found.append(Waiting(f"tiers:{key}", f"{words}困难等级审批结果"))
    if _relieved(quarter).exists():
        found.append(Waiting(f"reliefs:{key}", f"{words}困难救助发放"))
    over = Drive.objects.filter(ends_on__lt=on, donations__isnull=False).distinct()
    found += [Waiting(f"donations:{drive.pk}", f"{drive}捐款") for drive in over]
    told = Notice.objects.filter(source__in=[one.source for one in found])
    done = set(told.values_list("source", flat=True))
    return [one for one in found if one.source not in done]


def quarter_of(key: str) -> Quarter:
    """2026:3."""
    year, _, number = key.partition(":")
    return Quarter(int(year), int(number))


def last_days(sources: Iterable[str]) -> dict[str, dt.date]:
    """The last day of the quarter or the drive behind each source. One query at most."""
    found, drives = {}, {}
    for source in sources:
        kind, _, key = source.partition(":")
        if kind == "donations":
            drives[int(key)] = source
        else:
            found[source] = quarter_of(key).last
    ends = Drive.objects.filter(pk__in=drives).values_list("pk", "ends_on") if drives else ()
    return found | {drives[pk]: day for pk, day in ends}


def fund_of_quarter(key: str) -> PublicTable:
    """互助基金收支: the statement of the office at the quarter's end, less that before its first day."""
    quarter, fund = quarter_of(key), Fund.objects.mutual_aid()
    before = fund_statement(fund, on=quarter.first - ONE)
    after = fund_statement(fund, on=quarter.last)
    income = _moved(before.income, after.income)
    spent = _spent(_moved(before.expenses, after.expenses), quarter)
    received = sum((part.amount for part in income), Decimal(0))
    paid = sum((group.amount for group in spent), Decimal(0))
    lines = [["期初结余", "", "", yuan(before.balance)]]
    lines += [[public_name(p.key, p.name), yuan(p.amount), "", ""] for p in income]
    lines += [[group.name, "", yuan(group.amount), ""] for group in spent]
    lines.append(["期末结余", "", "", yuan(after.balance)])
    words = f"{quarter.year} 年{quarter.words}"
    return PublicTable(
        topic="互助基金收支",
        title=f"{words}互助基金收支公示",
        intro=f"{words}互助基金的收支，从账本取数，每一笔在网上的互助金页面都看得到。{PRESENT}",
        columns=["序号", "项目", "收入（元）", "支出（元）", "结余（元）"],
        rows=[[str(n), *line] for n, line in enumerate(lines, start=1)],
        summary=f"收入 {yuan(received)} 元，支出 {yuan(paid)} 元，结余 {yuan(after.balance)} 元",
    )


def _moved(before: list[Part], after: list[Part]) -> list[Part]:
    """What each account moved between two statements; those that did not are left out."""
    was = {part.key: part.amount for part in before}
    parts = [Part(p.key, p.name, p.amount - was.get(p.key, Decimal(0))) for p in after]
    return [part for part in parts if part.amount]


def _spent(parts: list[Part], quarter: Quarter) -> list[Group]:
    """Help by kind; kinds that helped fewer than five people, or only came back 追回, stand together."""
    kinds = claim_stats(on=quarter.last, since=quarter.first).kinds
    people = {f"aid_{kind.kind}": kind.persons for kind in kinds}
    helped = [
        Group(public_name(part.key, part.name), people[part.key], part.amount)
        for part in parts
        if part.key in people
    ]
    others = [
        Group(public_name(part.key, part.name), 0, part.amount)
        for part in parts
        if part.key not in people
    ]
    return [
        Group(f"{REST}补助" if group.name == REST else group.name, group.people, group.amount)
        for group in merged(helped)
    ] + others


def visit_groups(quarter: Quarter) -> list[Group]:
    """Duties of a quarter by branch; what was done in time travels as the amount, to be merged with them."""
    counts = (
        VisitDuty.objects.of_quarter(quarter)
        .exclude(status=DutyStatus.WAIVED)
        .order_by()
        .values_list("pairing__file__worker__station__branch__name", "status")
        .annotate(count=Count("pk"))
    )
    due: Counter[str] = Counter()
    done: dict[str, Decimal] = defaultdict(Decimal)
    for branch, status, count in counts:
        due[branch] += count
        done[branch] += count if status == DutyStatus.DONE else 0
    return [Group(branch, due[branch], done[branch]) for branch in sorted(due)]


def visits_of_quarter(key: str) -> PublicTable:
    """走访覆盖: by branch, the duties of the quarter and those done in time."""
    quarter = quarter_of(key)
    groups = visit_groups(quarter)
    rows = [
        [str(n), group.name, group.people_words, str(int(group.amount)), _share(group)]
        for n, group in enumerate(merged(groups), start=1)
    ]
    whole = Group(
        "", sum(one.people for one in groups), sum((one.amount for one in groups), Decimal(0))
    )
    words = f"{quarter.year} 年{quarter.words}"
    return PublicTable(
        topic="走访覆盖",
        title=f"{words}困难职工走访情况公示",
        intro=f"{words}应走访和当季走到的困难职工户数，从走访记录取数；电话不算，过了季度补的不算。{PRESENT}",
        columns=["序号", "分公司", "应走访（户）", "走到（户）", "覆盖率"],
        rows=rows,
        summary=f"应走访 {whole.people} 户，走到 {int(whole.amount)} 户，{_share(whole)}",
    )


def _share(group: Group) -> str:
    return f"{group.amount * 100 / group.people:.1f}%" if group.people else "—"


def _relieved(quarter: Quarter) -> "QuerySet[Relief]":
    days: tuple[dt.date, dt.date] = (quarter.first, quarter.last)
    return Relief.objects.standing().filter(paid_on__range=days)


def reliefs_of_quarter(key: str) -> PublicTable:
    """困难职工救助: by kind, how many got how much of the 送温暖 fund; nobody is named."""
    quarter = quarter_of(key)
    rows = (
        _relieved(quarter)
        .order_by()
        .values("kind")
        .annotate(people=Count("worker", distinct=True), sum=Sum("amount"))
    )
    names = dict(ReliefKind.choices)
    groups = [Group(names[row["kind"]], row["people"], row["sum"]) for row in rows]
    groups.sort(key=lambda group: group.name)
    grid = groups_table(["类别", "人数", "金额（元）"], groups)
    total = sum((group.amount for group in groups), Decimal(0))
    words = f"{quarter.year} 年{quarter.words}"
    return PublicTable(
        topic="困难职工救助",
        title=f"{words}困难职工救助发放公示",
        intro=f"{words}从送温暖（帮困）资金发放的困难救助，从付款记录取数，红字冲销的不算。{PRESENT}",
        columns=grid.columns,
        rows=grid.rows,
        summary=f"共 {_relieved(quarter).count()} 笔，合计 {yuan(total)} 元",
    )


def donations_of_drive(key: str) -> PublicTable:
    """献爱心捐款: by unit, how many gave how much; nobody is named."""
    drive = Drive.objects.get(pk=int(key))
    rows = (
        drive.donations.order_by()
        .values("unit")
        .annotate(people=Count("donor", distinct=True), sum=Sum("amount"))
    )
    groups = [Group(row["unit"] or "没有写单位", row["people"], row["sum"]) for row in rows]
    grid = groups_table(["单位", "人数", "金额（元）"], sorted(groups, key=lambda one: one.name))
    total = sum((group.amount for group in groups), Decimal(0))
    return PublicTable(
        topic="献爱心捐款",
        title=f"{drive}捐款公示",
        intro=f"{drive}（{drive.starts_on} 至 {drive.ends_on}）的捐款，全部进互助基金。{PRESENT}",
        columns=grid.columns,
        rows=grid.rows,
        summary=f"共 {drive.donations.count()} 人次，合计 {yuan(total)} 元",
    )


def tiers_of_quarter(key: str) -> PublicTable:
    """特重困职工审批: the tiers approved in a quarter."""
    quarter = quarter_of(key)
    grid = _tiers(quarter)
    words = f"{quarter.year} 年{quarter.words}"
    return PublicTable(
        topic="特重困职工审批",
        title=f"{words}困难等级审批结果公示",
        intro=f"{words}经公示、由段工会审批的困难等级。{PRESENT}",
        columns=grid.columns,
        rows=grid.rows,
        summary=f"共 {_decided(quarter).count()} 名",
    )


def _tiers(quarter: Quarter) -> Grid:
    runs = _decided(quarter).select_related("file__worker__station", "proposed_tier")
    people = [
        Person(run.file.worker, tier=str(run.proposed_tier))
        for run in runs.order_by("decided_on", "pk")
    ]
    return people_table(profile_of("approval"), people, Titles(unit="单位", tier="等级"))


def _decided(quarter: Quarter) -> "QuerySet[Certification]":
    days: tuple[dt.date, dt.date] = (quarter.first, quarter.last)
    return Certification.objects.filter(decided_on__range=days, status=FileStatus.ACTIVE)
