"""One family, all help 一户一张帮扶单: campaigns, goods, relief and the fund in one statement, and who was
helped too little or too much by the dated measure (帮得少、帮得多)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mutualfund.models import Payment, Relief
from staff.models import Gift, HardshipFile, HelpMeasure, Worker
from welfare.models import User

ZERO = Decimal("0.00")
LISTS = {"few": "帮得少", "much": "帮得多", "every": "全部"}
SOURCES = {
    "cash": "送温暖慰问金",
    "goods": "送温暖慰问品",
    "relief": "困难救助",
    "fund": "互助金补助",
}


@dataclass(frozen=True)
class Line:
    """Something a family got, yuan."""

    on: dt.date
    source: str  # a key of SOURCES
    worker: Worker
    words: str
    amount: Decimal
    number: str
    url: str
    occasion: str  # cash and goods of one campaign are one time

    @property
    def source_words(self) -> str:
        """Where it came from."""
        return SOURCES[self.source]


@dataclass
class Family:
    """A household, or a worker alone, with what it got."""

    workers: list[Worker] = field(default_factory=list)
    file: HardshipFile | None = None
    lines: list[Line] = field(default_factory=list)
    why: str = ""

    @property
    def head(self) -> Worker:
        """Whose file it is, or the first of the family."""
        return self.file.worker if self.file else self.workers[0]

    @property
    def times(self) -> int:
        """次数."""
        return len({line.occasion for line in self.lines})

    @property
    def total(self) -> Decimal:
        """合计, yuan."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def by_source(self) -> list[tuple[str, str, int, Decimal]]:
        """Key, words, lines and yuan of each source."""
        return [
            (key, words, len(rows), sum((row.amount for row in rows), ZERO))
            for key, words in SOURCES.items()
            if (rows := [line for line in self.lines if line.source == key])
        ]


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier; a day that is not there becomes the 28th."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, 28))


def lines_of(
    workers: "Iterable[int] | None", *, since: dt.date | None, until: dt.date
) -> list[Line]:
    """What these workers got and kept (None: everyone), latest first. Three queries."""
    gifts = Gift.objects.received().filter(received_on__lte=until)
    payments = Payment.objects.standing().filter(paid_on__lte=until)
    reliefs = Relief.objects.standing().filter(paid_on__lte=until)
    if since is not None:
        gifts, payments = gifts.filter(received_on__gt=since), payments.filter(paid_on__gt=since)
        reliefs = reliefs.filter(paid_on__gt=since)
    if workers is not None:
        wanted = list(workers)
        gifts = gifts.filter(file__worker__in=wanted)
        payments = payments.filter(claim__member__worker__in=wanted)
        reliefs = reliefs.filter(worker__in=wanted)
    found = [_of_relief(relief) for relief in reliefs.select_related("worker__station")]
    for gift in gifts.select_related("campaign", "file__worker__station"):
        found += _of_gift(gift)
    for paid in payments.with_back().select_related("claim__member__worker__station"):
        claim, words = paid.claim, f"{paid.claim.get_kind_display()}补助"
        kept = paid.amount - (paid.back or ZERO)
        told = (claim.member.worker, words, kept, claim.number, claim.get_absolute_url())
        found.append(Line(paid.paid_on, "fund", *told, occasion=f"claim {claim.pk}"))
    return sorted(found, key=lambda line: line.on, reverse=True)


def _of_relief(relief: Relief) -> Line:
    told = (relief.get_kind_display(), relief.amount, relief.number, relief.get_absolute_url())
    day = relief.paid_on or relief.proposed_on
    return Line(day, "relief", relief.worker, *told, occasion=f"relief {relief.pk}")


def _of_gift(gift: Gift) -> list[Line]:
    campaign, worker = gift.campaign, gift.file.worker
    if gift.received_on is None:
        return []
    told, when = (campaign.number, campaign.get_absolute_url()), gift.received_on
    once = f"gift {gift.pk}"
    lines = []
    if gift.cash:
        lines.append(
            Line(when, "cash", worker, f"{campaign}慰问金", gift.cash, *told, occasion=once)
        )
    if gift.goods_value:
        words = f"{campaign}：{gift.goods}"
        lines.append(Line(when, "goods", worker, words, gift.goods_value, *told, occasion=once))
    return lines


def family_of(worker: Worker, user: User, *, on: dt.date) -> Family:
    """The statement of the worker's family. Six queries."""
    rows = Worker.objects.visible_to(user).filter(pk=worker.pk)
    if worker.household_id is not None:
        rows |= Worker.objects.visible_to(user).filter(household=worker.household_id)
    workers = list(rows.select_related("station"))
    files = HardshipFile.objects.visible_to(user).in_force().filter(worker__in=workers)
    file = files.select_related("tier", "worker").first()
    lines = lines_of([one.pk for one in workers], since=None, until=on)
    return Family(workers, file, lines)


@dataclass(frozen=True)
class Balance:
    """The lists of LISTS by the measure of the day."""

    measure: HelpMeasure
    since: dt.date
    few: list[Family]
    much: list[Family]
    every: list[Family]


def list_asked(query: Mapping[str, str]) -> str:
    """The list of ?show=; those helped too little for anything else."""
    return query["show"] if query.get("show") in LISTS else "few"


def balance_on(on: dt.date) -> Balance | None:
    """Who was helped too little and too much; None without a measure. Five queries."""
    measure = HelpMeasure.objects.of(on)
    if measure is None:
        return None
    since = months_before(on, measure.months)
    families: dict[object, Family] = defaultdict(Family)
    files = HardshipFile.objects.in_force().in_force_on(on)
    for file in files.select_related("tier", "worker__station").order_by("pk"):
        family = families[_key(file.worker)]
        family.file = family.file or file
        family.workers.append(file.worker)
    for line in lines_of(None, since=since, until=on):
        family = families[_key(line.worker)]
        family.lines.append(line)
        if line.worker not in family.workers:
            family.workers.append(line.worker)
    few, much = [], []
    for family in families.values():
        family.why = _why(family, measure)
        if family.why.startswith("少"):
            few.append(family)
        elif family.why:
            much.append(family)
    few.sort(key=lambda family: (family.total, family.head.pinyin))
    much.sort(key=lambda family: (-family.total, family.head.pinyin))
    every = sorted(families.values(), key=lambda family: (family.total, family.head.pinyin))
    return Balance(measure, since, few, much, every)


def _key(worker: Worker) -> object:
    return worker.household_id or f"worker {worker.pk}"


def _why(family: Family, measure: HelpMeasure) -> str:
    """Which line of the measure the family crosses; empty for none."""
    if family.times > measure.often_times:
        return f"多于 {measure.often_times} 次"
    if family.total > measure.much_yuan:
        return f"多于 {measure.much_yuan:,.2f} 元"
    if family.file and family.times < measure.few_times:
        return f"少于 {measure.few_times} 次"
    if family.file and family.total < measure.few_yuan:
        return f"少于 {measure.few_yuan:,.2f} 元"
    return ""
