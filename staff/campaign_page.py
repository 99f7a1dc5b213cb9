"""What a campaign's page shows: its way, the four unifications with evidence, stations, proxies."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from staff.campaign_duties import may_explain
from staff.models import (
    Callback,
    CallbackResult,
    Campaign,
    CampaignStatus,
    CampaignStep,
    Gift,
    GiftProxy,
    ProxyExplanation,
    Receipt,
    Sheet,
    Standard,
    Station,
)
from staff.models.campaigns import HANDED_OUT
from staff.models.proxies import PROXY_LIMIT
from welfare.models import User
from welfare.tells import named

S = CampaignStatus
WAY = (
    S.DRAFT,
    S.APPROVED,
    S.LIST_LOCKED,
    S.NOTIFIED,
    S.DISTRIBUTING,
    S.SIGNED,
    S.RECONCILED,
    S.ARCHIVED,
)
STOPS = ("拟方案", "批准", "名单锁定", "部署", "领钱发放", "签领完成", "核销", "归档")
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Stop:
    """One stop of the way: done, now or ahead; who signed and when."""

    number: int
    words: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Tick:
    """One of the four unifications 四个统一 with what proves it."""

    title: str
    kind: str  # ok, wait or over
    state: str
    words: str
    evidence: str


@dataclass
class TierRow:
    """A tier of the standard, how many families, what they come to in yuan."""

    standard: Standard
    families: int = 0

    @property
    def total(self) -> Decimal:
        """Cash and goods of all its families."""
        return self.standard.value * self.families


@dataclass
class StationRow:
    """A station's families, signed and money, with its sheets."""

    station: Station
    ranks: list[int] = field(default_factory=list)
    signed: int = 0
    unpaid: int = 0
    cash: Decimal = ZERO
    goods: Decimal = ZERO
    sheets: list[Sheet] = field(default_factory=list)
    signing: set[int] = field(default_factory=set)  # sheets somebody signs or may still sign
    receipt: Receipt | None = None

    @property
    def missing(self) -> list[Sheet]:
        """Sheets with a signature on them whose photograph has not come."""
        return [one for one in self.sheets if one.pk in self.signing and not one.photos.all()]


@dataclass(frozen=True)
class ProxyRow:
    """Someone who signed for others, and what the office says to it when they are many."""

    proxy: GiftProxy
    gifts: list[Gift]
    told: list[ProxyExplanation]
    why_not: str = ""  # why whoever looks may not explain it

    @property
    def alarms(self) -> bool:
        """More families than one proxy may serve."""
        return len(self.gifts) > PROXY_LIMIT

    def touches(self, sheet: Sheet) -> bool:
        """Whether one of his lines stands on a sheet."""
        return any(gift.sheet_id == sheet.pk for gift in self.gifts)

    @property
    def is_open(self) -> bool:
        """An alarm nobody has explained, or that has grown since."""
        return self.alarms and all(one.families < len(self.gifts) for one in self.told)


@dataclass(frozen=True)
class Board:
    """The whole page but for the money."""

    steps: dict[str, CampaignStep]
    stops: list[Stop]
    ticks: list[Tick]
    tiers: list[TierRow]
    stations: list[StationRow]
    proxies: list[ProxyRow]
    unpaid: list[Gift]
    gifts: list[Gift]

    @property
    def value(self) -> Decimal:
        """Cash and goods of the list, yuan; before the list nothing."""
        return sum((gift.value for gift in self.gifts), ZERO)

    @property
    def cash(self) -> Decimal:
        """Cash of the list, yuan."""
        return sum((gift.cash for gift in self.gifts), ZERO)

    @property
    def goods_value(self) -> Decimal:
        """Goods of the list, yuan."""
        return sum((gift.goods_value for gift in self.gifts), ZERO)

    @property
    def signed(self) -> int:
        """Families that signed."""
        return sum(gift.received_on is not None for gift in self.gifts)

    @property
    def unavowed(self) -> int:
        """Families that signed and whose second payer has not said that he went along."""
        return sum(gift.received_on is not None and not gift.went for gift in self.gifts)  # type: ignore[attr-defined]  # annotated

    @property
    def sheet_count(self) -> int:
        """Pages of the sign-off list."""
        return sum(len(row.sheets) for row in self.stations)

    @property
    def missing(self) -> list[Sheet]:
        """Sheets whose photograph has not come."""
        return [sheet for row in self.stations for sheet in row.missing]

    @property
    def places(self) -> str:
        """The stations of the list, by name."""
        return named([row.station.name for row in self.stations])

    @property
    def alarms(self) -> list[ProxyRow]:
        """Proxies who signed for more families than one may."""
        return [row for row in self.proxies if row.alarms]

    @property
    def all_ticked(self) -> bool:
        """四条都做到."""
        return all(tick.kind == "ok" for tick in self.ticks)

    @property
    def unexplained(self) -> list[TierRow]:
        """Tiers that differ from the norm without its reason."""
        return [row for row in self.tiers if row.standard.is_unexplained]

    @property
    def silent(self) -> list[StationRow]:
        """Stations that have not acknowledged."""
        return [row for row in self.stations if row.receipt is None]


@dataclass(frozen=True)
class Calls:
    """The call-back sample of a campaign 回访: drawn or not, how far, what the families said."""

    is_drawn: bool
    count: int
    waiting: int
    denied: int


def calls_of(campaign: Campaign) -> Calls | None:
    """None before everybody has signed. One query."""
    if campaign.status not in HANDED_OUT:
        return None
    said = Counter(
        Callback.objects.filter(sample__campaign=campaign).values_list("result", flat=True)
    )
    waiting, denied = said[CallbackResult.WAITING], said[CallbackResult.NOT_CAME]
    return Calls(bool(said), said.total(), waiting, denied)


def board_of(campaign: Campaign, user: User) -> Board:
    """Everything of the page as this user sees it. Nine queries however many lines."""
    steps = {step.status: step for step in campaign.steps.select_related("by")}
    rows = campaign.gifts.select_related("file__worker__station", "tier").order_by("line", "pk")
    gifts = list(rows.with_word())
    tiers = _tiers(campaign, gifts)
    stations = _stations(campaign, gifts)
    proxies = proxies_of(campaign, gifts, user)
    ticks = _ticks(campaign, steps, tiers, stations, gifts)
    unpaid = [gift for gift in gifts if gift.why_unpaid]
    return Board(steps, _stops(campaign, steps), ticks, tiers, stations, proxies, unpaid, gifts)


def proxies_of(campaign: Campaign, gifts: list[Gift], user: User) -> list[ProxyRow]:
    """Who signed for others among the lines, as this user sees it. Three queries."""
    lines: dict[int, list[Gift]] = {}
    for gift in gifts:
        if gift.proxy_id is not None:
            lines.setdefault(gift.proxy_id, []).append(gift)
    people = campaign.proxies.filter(pk__in=lines).select_related("worker")
    return [
        ProxyRow(
            one, lines[one.pk], list(one.explanations.all()),
            may_explain(user, lines[one.pk], campaign),
        )
        for one in people.prefetch_related("explanations__by")
    ]  # fmt: skip


def _stops(campaign: Campaign, steps: dict[str, CampaignStep]) -> list[Stop]:
    taken = [status for status in WAY if status in steps]
    found = []
    for number, (status, words) in enumerate(zip(WAY, STOPS, strict=True), start=1):
        step = steps.get(status)
        state = "done" if step else ""
        if step is None and len(taken) == number - 1 and campaign.status != S.CANCELLED:
            state = "now"
        note = f"{step.on:%m-%d} {step.by.name}" if step else ""
        found.append(Stop(number, words, state, note))
    return found


def _tiers(campaign: Campaign, gifts: list[Gift]) -> list[TierRow]:
    rows = {s.tier_id: TierRow(s) for s in campaign.standards.select_related("tier")}
    for gift in gifts:
        rows[gift.tier_id].families += 1
    return list(rows.values())


def _stations(campaign: Campaign, gifts: list[Gift]) -> list[StationRow]:
    sheets = campaign.sheets.select_related("station", "campaign").prefetch_related("photos")
    receipts = {receipt.station_id: receipt for receipt in campaign.receipts.all()}
    rows: dict[int, StationRow] = {}
    home = {}
    for sheet in sheets:
        row = rows.setdefault(sheet.station_id, StationRow(sheet.station))
        row.sheets.append(sheet)
        row.receipt = receipts.get(sheet.station_id)
        home[sheet.pk] = row
    for gift in gifts:
        if gift.sheet_id is None:
            continue
        row = home[gift.sheet_id]
        row.ranks.append(gift.tier.rank)
        if gift.received_on or not gift.why_unpaid:
            row.signing.add(gift.sheet_id)
        row.signed += gift.received_on is not None
        row.unpaid += bool(gift.why_unpaid)
        row.cash += gift.cash
        row.goods += gift.goods_value
    return list(rows.values())


def _ticks(
    campaign: Campaign,
    steps: dict[str, CampaignStep],
    tiers: list[TierRow],
    stations: list[StationRow],
    gifts: list[Gift],
) -> list[Tick]:
    return [
        _one_plan(campaign, steps, stations),
        _one_notice(steps, stations),
        _one_standard(campaign, tiers),
        _one_action(campaign, gifts),
    ]


def _one_plan(
    campaign: Campaign, steps: dict[str, CampaignStep], stations: list[StationRow]
) -> Tick:
    step = steps.get(S.APPROVED)
    if step is None:
        return Tick("统一安排", "wait", "等批准", "一份方案管全段", campaign.document_no)
    many = len(stations)
    state = f"{many} 个站 {many} / {many}" if many else "已批准"
    told = f"{campaign.document_no}，{step.on:%m-%d} {step.by.name}批准"
    return Tick("统一安排", "ok", state, "一份方案管全段", told)


def _one_notice(steps: dict[str, CampaignStep], stations: list[StationRow]) -> Tick:
    step, title, words = steps.get(S.NOTIFIED), "统一部署", "一次会、一份通知"
    if step is None:
        return Tick(title, "wait", "还没部署", words, "名单锁定以后通知各站")
    receipts = [row.receipt for row in stations if row.receipt]
    told = f"{step.facts.get('held_on', '')[5:]} {step.note}"
    if len(receipts) < len(stations):
        return Tick(title, "wait", f"回执 {len(receipts)} / {len(stations)}", words, told)
    last = max((receipt.on for receipt in receipts), default=step.on)
    told += f"，最晚回执 {last:%m-%d}"
    return Tick(title, "ok", f"{len(stations)} 个站都回执", words, told)


def _one_standard(campaign: Campaign, tiers: list[TierRow]) -> Tick:
    title, unequal = "统一标准", [row for row in tiers if not row.standard.is_equal]
    told = f"慰问标准 {campaign.norm}"
    if unequal:
        names = "、".join(row.standard.tier.name for row in unequal)
        why = "；".join(
            dict.fromkeys(row.standard.reason for row in unequal if row.standard.reason)
        )
        told = f"{told}。原因：{why}" if why else told
        return Tick(title, "over", f"{len(unequal)} 档不一样", f"{names}和全民职工不一样", told)
    return Tick(title, "ok", f"{len(tiers)} 档都相同", "和全民职工一样多", told)


def _one_action(campaign: Campaign, gifts: list[Gift]) -> Tick:
    title, first, last = "统一行动", campaign.window_from, campaign.window_until
    words = f"都在 {first:%m-%d} 至 {last:%m-%d} 发"
    days = sorted(gift.received_on for gift in gifts if gift.received_on)
    if not days:
        return Tick(title, "wait", "还没发", words, "每一行的领取日期都要在期内")
    entered = max(day for gift in gifts if (day := gift.entered_on))
    told = f"签领日期 {days[0]:%m-%d} 至 {days[-1]:%m-%d}，最晚录入 {entered:%m-%d}"
    if late := sum(gift.is_late_entry for gift in gifts):
        state = f"{len(days) - late} / {len(days)} 在期内，{late} 户过期补记"
        return Tick(title, "over", state, words, told)
    kind = "ok" if len(days) == len(gifts) else "wait"
    return Tick(title, kind, f"{len(days)} / {len(gifts)} 在期内", words, told)
