"""The workbench's overviews: the quarter, the places, the purse, what has just happened."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from mutualfund.models import Member, Payment
from staff.models import Branch, DutyStatus, HardshipFile, Tier, Visit, VisitDuty, Worker
from welfare.days import Quarter
from welfare.models import User
from welfare.money import yuan

HAPPENED = 6
DONE = (DutyStatus.DONE, DutyStatus.LATE_DONE)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    done: int
    due: int
    tier: Tier | None = None


@dataclass(frozen=True)
class QuarterCard:
    """The running quarter's visits against the time gone by."""

    quarter: Quarter
    whole: Share
    tiers: list[Share]
    day: int
    days: int
    expected: int

    @property
    def left(self) -> int:
        """Days left."""
        return self.days - self.day

    @property
    def ahead(self) -> int:
        """People visited more (or, below zero, fewer) than the time gone by asks."""
        return self.whole.done - self.expected

    @property
    def behind(self) -> int:
        """People visited fewer than the time gone by asks."""
        return -self.ahead

    @property
    def angle(self) -> float:
        """Where the time's mark stands on the ring, degrees from three o'clock."""
        return self.day / self.days * 360 - 90


def quarter_card(user: User, *, on: dt.date) -> QuarterCard:
    """This reader's share of the running quarter. One query."""
    quarter = Quarter.of(on)
    duties = VisitDuty.objects.visible_to(user).of_quarter(quarter)
    rows = duties.exclude(status=DutyStatus.WAIVED)
    due: Counter[tuple[int, str]] = Counter()
    done: Counter[tuple[int, str]] = Counter()
    held = ("pairing__file__tier__rank", "pairing__file__tier__name")
    for rank, name, status in rows.values_list(*held, "status"):
        due[rank, name] += 1
        done[rank, name] += status in DONE
    tiers = [
        Share(done[one], due[one], Tier(rank=one[0], name=one[1]))
        for one in sorted(due, reverse=True)
    ]
    whole = Share(done.total(), due.total())
    days = (quarter.last - quarter.first).days + 1
    day = (on - quarter.first).days + 1
    return QuarterCard(quarter, whole, tiers, day, days, round(whole.due * day / days))


@dataclass(frozen=True)
class PlaceRow:
    """A branch company: its people, its hardship files, its visits, its members."""

    name: str
    pk: int
    workers: int
    ranks: list[int]
    visits: Share
    members: int


@dataclass(frozen=True)
class Places:
    """All branch companies with their sums."""

    rows: list[PlaceRow]

    @property
    def total(self) -> PlaceRow:
        """The line at the foot."""
        visits = Share(
            sum(row.visits.done for row in self.rows), sum(row.visits.due for row in self.rows)
        )
        ranks = [rank for row in self.rows for rank in row.ranks]
        workers, members = sum(r.workers for r in self.rows), sum(r.members for r in self.rows)
        return PlaceRow("合计", 0, workers, ranks, visits, members)


def places_on(on: dt.date) -> Places:
    """The branch companies, the largest first. Five queries."""
    branch = "station__branch"
    workers = Counter(Worker.objects.on_roster(on=on).values_list(branch, flat=True))
    open_members = Member.objects.open_on(on).values_list("worker__station__branch", flat=True)
    members = Counter(open_members)
    ranks: dict[int, list[int]] = defaultdict(list)
    files = HardshipFile.objects.in_force().values_list(f"worker__{branch}", "tier__rank")
    for place, rank in files:
        ranks[place].append(Tier(rank=rank).bars)
    due: Counter[int] = Counter()
    done: Counter[int] = Counter()
    duties = VisitDuty.objects.of_quarter(Quarter.of(on)).exclude(status=DutyStatus.WAIVED)
    for place, status in duties.values_list(f"pairing__file__worker__{branch}", "status"):
        due[place] += 1
        done[place] += status in DONE
    rows = [
        PlaceRow(
            place.name,
            place.pk,
            workers[place.pk],
            sorted(ranks[place.pk], reverse=True),
            Share(done[place.pk], due[place.pk]),
            members[place.pk],
        )
        for place in Branch.objects.all()
    ]
    return Places(sorted(rows, key=lambda row: -row.workers))


@dataclass(frozen=True)
class Happening:
    """Something that has just happened."""

    at: dt.date
    dot: str
    title: str
    told: str
    url: str


def just_happened(user: User) -> list[Happening]:
    """The latest visits and payments this reader may see. Two queries."""
    found = []
    if user.may_use("record_visit"):
        visits = Visit.objects.visible_to(user).select_related("pairing__file__worker")
        found += [
            Happening(
                visit.visited_on,
                "ok",
                f"走访 {visit.pairing.file.worker.name}",
                str(visit.note),
                visit.get_absolute_url(),
            )
            for visit in visits[:HAPPENED]
        ]
    if user.may_use("view_claims"):
        payments = Payment.objects.select_related("claim", "cashier").order_by("-paid_on", "-pk")
        found += [
            Happening(
                paid.paid_on,
                "money",
                f"付款 {paid.claim.number}",
                f"{paid.claim.get_kind_display()} {yuan(paid.amount)} 元，出纳 {paid.cashier.name}",
                paid.claim.get_absolute_url(),
            )
            for paid in payments[:HAPPENED]
        ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:HAPPENED]
