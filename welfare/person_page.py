"""What one person's page shows: registry, care and fund, each as far as the reader may see it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mutualfund.models import Claim, Clawback, DuesPayment, Member
from mutualfund.models.claim_life import PAID_OUT
from mutualfund.rules import paid_until
from staff.actions.workers import OPENED, PRINTED, REVEALED
from staff.matrix import Row, in_order, matrix_of
from staff.models import (
    IN_FORCE,
    Gift,
    HardshipFile,
    HouseholdMember,
    Level,
    Pairing,
    Revealable,
    Tier,
    TierChange,
    Visit,
    VisitDuty,
    Worker,
)
from staff.tier_line import TierLine, tier_line
from welfare.days import Quarter
from welfare.masks import address_masked, card_masked, id_masked, phone_masked
from welfare.models import AuditEntry, User
from welfare.money import yuan

QUARTERS_SHOWN, EVENTS_SHOWN, LOOKS_SHOWN = 6, 12, 6
KINDS = {"": "全部", "visit": "走访", "gift": "领到的", "claim": "申领"}
LEVEL_PAINT = {Level.FINE: "ok", Level.WATCH: "wait", Level.RISK: "over"}
LEVEL_TOLD = {
    Level.FINE: "走访时看，没有难处",
    Level.WATCH: "走访时看，要多留意",
    Level.RISK: "走访时看，要马上帮",
}
FOUR = (
    ("living", "cup-hot", "生活过得下去"),
    ("schooling", "mortarboard", "孩子上得起学"),
    ("medical", "heart-pulse", "看得起病"),
)


@dataclass(frozen=True)
class Promise:
    """One of the four never-lets 四个决不让 with its evidence."""

    icon: str
    title: str
    kind: str
    state: str
    words: str
    source: str


@dataclass(frozen=True)
class Event:
    """A line of the timeline."""

    on: dt.date
    groups: tuple[str, ...]
    dot: str
    title: str
    told: str = ""
    note: str = ""
    url: str = ""
    state: tuple[str, str] | None = None


@dataclass(frozen=True)
class Care:
    """File, pairing, visits and gifts of a worker."""

    file: HardshipFile | None
    changes: list[TierChange]
    line: TierLine | None
    row: Row | None
    quarters: list[tuple[Quarter, Any]]
    visits: list[Visit]
    gifts: list[Gift]
    promises: list[Promise]


@dataclass(frozen=True)
class Membership:
    """A member's dues and what was paid to him, yuan."""

    member: Member
    paid: Decimal
    payments: int
    until: dt.date
    is_open: bool
    is_paid_up: bool
    given: Decimal
    given_cases: int


@dataclass(frozen=True)
class Kin:
    """Someone of the household."""

    who: str
    what: str
    income: Decimal | None
    url: str = ""


def masked_of(worker: Worker) -> dict[str, str]:
    """The numbers as they stand on the page."""
    return {
        "id_number": id_masked(str(worker.id_number)),
        "phone": phone_masked(str(worker.phone)) if worker.phone else "",
        "bank_card": card_masked(str(worker.bank_card)),
        "address": address_masked(str(worker.address)),
    }


def care_of(worker: Worker, user: User, *, on: dt.date) -> Care:
    """Everything of care this reader may see. A fixed number of queries."""
    files = list(HardshipFile.objects.visible_to(user).filter(worker=worker).select_related("tier"))
    changes = list(
        TierChange.objects.filter(file__in=files)
        .select_related("was", "now")
        .order_by("-on", "-pk")
    )
    pairings = Pairing.objects.visible_to(user).open().filter(file__in=files)
    duties = VisitDuty.objects.visible_to(user).filter(pairing__file__in=files)
    matrix = matrix_of(list(in_order(pairings)), duties, on=on)
    rows = [row for group in matrix.groups for one in group.cadres for row in one.rows]
    visits = list(
        Visit.objects.visible_to(user)
        .filter(pairing__file__in=files)
        .with_standing()
        .select_related("pairing__cadre")
        .order_by("-visited_on", "-pk")
    )
    gifts = Gift.objects.filter(file__in=files, received_on__isnull=False)
    file = next((file for file in files if file.status in IN_FORCE), None)
    row = rows[0] if rows else None
    cells = list(zip(matrix.quarters, row.cells, strict=True))[-QUARTERS_SHOWN:] if row else []
    promises = _promises(file, row, visits, on) if file else []
    line = tier_line(changes, list(Tier.objects.in_use(on=on)), on=on)
    kept = list(gifts.select_related("campaign"))
    return Care(file, changes, line, row, cells, visits, kept, promises)


def _promises(
    file: HardshipFile, row: Row | None, visits: list[Visit], on: dt.date
) -> list[Promise]:
    last = visits[0] if visits else None
    found = []
    for name, icon, title in FOUR:
        if last is None:
            found.append(Promise(icon, title, "wait", "还没走访", "第一次走访以后才看得出", ""))
            continue
        level = Level(getattr(last, name))
        source = f"{last.visited_on:%m-%d} {last.pairing.cadre.name}走访"
        words = LEVEL_TOLD[level]
        found.append(Promise(icon, title, LEVEL_PAINT[level], level.label, words, source))
    return [*found, _someone_cares(row, visits, on)]


def _someone_cares(row: Row | None, visits: list[Any], on: dt.date) -> Promise:
    icon, title, quarter = "people", "有人管", Quarter.of(on)
    if row is None:
        return Promise(icon, title, "over", "有风险", "还没有包保人", "")
    cadre = row.pairing.cadre.name
    times = sum(Quarter.of(v.visited_on) == quarter and v.counts for v in visits)
    source = f"{visits[0].visited_on:%m-%d} 走访" if visits else ""
    if not times:
        words = f"包保人{cadre}，{quarter.words}还没去"
        return Promise(icon, title, "wait", "要关注", words, source)
    words = f"包保人{cadre}，{quarter.words}已走访 {times} 次"
    return Promise(icon, title, "ok", "放心", words, source)


def claims_of(worker: Worker, user: User) -> list[Claim]:
    """The worker's claims this reader may see, latest first. One query."""
    claims = Claim.objects.visible_to(user).filter(member__worker=worker)
    return list(claims.order_by("-applied_on", "-pk"))


def membership_of(
    worker: Worker, claims: list[Claim], user: User, *, on: dt.date
) -> Membership | None:
    """The latest membership, when this reader may see the fund. Two queries."""
    member = Member.objects.visible_to(user).filter(worker=worker).order_by("-joined_on").first()
    if member is None:
        return None
    dues = list(
        DuesPayment.objects.standing().filter(member=member).values_list("amount", flat=True)
    )
    until = paid_until(member.joined_on, len(dues))
    given = [c for c in claims if c.status in PAID_OUT and c.applied_on.year == on.year]
    return Membership(
        member,
        sum(dues, Decimal(0)),
        len(dues),
        until,
        member.left_on is None or member.left_on > on,
        on < until,
        sum((claim.amount for claim in given), Decimal(0))
        - Clawback.objects.taken().filter(claim__in=given).amount(),
        len(given),
    )


def events_of(care: Care, claims: Iterable[Claim], user: User) -> list[Event]:
    """Visits, gifts, claims and changes of tier in one line, latest first.

    A line links to its page only when this reader may open that page.
    """
    opens_claims, opens_visits = user.may_use("view_claims"), user.may_use("record_visit")
    told = [*_of_visits(care, opens=opens_visits), *_of_gifts(care), *_of_tiers(care)]
    for claim in claims:
        paid = claim.status in PAID_OUT
        groups, dot = (("claim", "gift"), "money") if paid else (("claim",), "now")
        state = (claim.state_kind, claim.get_status_display())
        title = f"{claim.get_kind_display()}补助 {yuan(claim.amount)} 元"
        url = claim.get_absolute_url() if opens_claims else ""
        told.append(Event(claim.applied_on, groups, dot, title, "", claim.number, url, state))
    return sorted(told, key=lambda event: event.on, reverse=True)


def _of_visits(care: Care, *, opens: bool) -> Iterator[Event]:
    for visit in care.visits:
        worst = max(visit.living, visit.schooling, visit.medical, visit.belonging)
        told = f"{visit.pairing.cadre.name}，{visit.get_mode_display()}"
        note = "。".join(
            filter(None, [str(visit.note), f"需求：{visit.needs_words}" * bool(visit.needs)])
        )
        state = (LEVEL_PAINT[Level(worst)], Level(worst).label) if worst else None
        title = f"{Quarter.of(visit.visited_on).words}走访"
        url = visit.get_absolute_url() if opens else ""
        yield Event(visit.visited_on, ("visit",), "ok", title, told, note, url, state)


def _of_gifts(care: Care) -> Iterator[Event]:
    for gift in care.gifts:
        if gift.received_on is None:
            continue
        parts = [f"慰问金 {yuan(gift.cash)} 元", gift.goods]
        signed = (
            f"{gift.proxy_name}（{gift.proxy_relation}）代领" if gift.proxy_name else "本人签收"
        )
        title = f"{gift.campaign.get_festival_display()}慰问"
        note = f"{'，'.join(filter(None, parts))}。{signed}"
        yield Event(gift.received_on, ("gift",), "money", title, "", note)


def _of_tiers(care: Care) -> Iterator[Event]:
    for change in care.changes:
        was, now = change.was, change.now
        if was and was == now:
            title = f"困难档案复核，{now.name}不变"
        elif was and now:
            title = f"困难等级由{was.name}调为{now.name}"
        else:
            title = f"建困难档案，{now.name}" if now else "困难档案退档"
        yield Event(change.on, ("tier",), "info", title, "", change.reason)


def household_of(worker: Worker, *, with_income: bool, on: dt.date) -> list[Kin]:
    """The worker, other workers of the household, other members. Two queries."""
    found = [Kin("本人", worker.get_post_display(), None)]
    if worker.household_id is None:
        return found
    same = Worker.objects.filter(household=worker.household_id).exclude(pk=worker.pk)
    for other in same.select_related("station"):
        what = f"{other.station.name}，{other.get_post_display()}"
        found.append(Kin(f"配偶 {other.name}", what, None, other.get_absolute_url()))
    for member in HouseholdMember.objects.filter(household=worker.household_id, ended_on=None):
        income = _yuan_of(member.income) if with_income else None
        told = [member.schooling_words(on=on), member.workplace]
        if with_income:  # health is for the same eyes
            told.append(member.get_health_display())
        what = "，".join(filter(None, [*told, str(member.remark)]))
        found.append(Kin(member.get_relation_display(), what, income))
    return found


def _yuan_of(sealed: Any) -> Decimal | None:
    return None if sealed in (None, "") else Decimal(sealed)


def per_head(worker: Worker) -> Decimal | None:
    """家庭人均月收入, yuan; None when the roster does not tell."""
    income = _yuan_of(worker.family_income)
    return income / worker.family_size if income is not None and worker.family_size else None


@dataclass(frozen=True)
class Look:
    """Someone looked into the file."""

    at: dt.datetime
    who: str
    what: str


def looks_at(worker: Worker) -> list[Look]:
    """The last who opened or printed the file or saw a number in full. One query."""
    entries = AuditEntry.objects.about(worker).filter(action__in=(OPENED, PRINTED, REVEALED))
    found = []
    for entry in entries.select_related("actor").order_by("-at", "-pk")[:LOOKS_SHOWN]:
        what = "打印" if entry.action == PRINTED else "打开"
        if entry.action == REVEALED:
            field = Revealable(entry.facts["field"]).label
            what = f"看{field}，{entry.facts['reason']}"
        found.append(Look(entry.at, entry.actor.name if entry.actor else "系统", what))
    return found
