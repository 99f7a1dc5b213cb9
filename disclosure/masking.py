"""脱敏: the one place that decides what of a person a public table shows (domain.md 13.3).

The profile 脱敏模板 is that of the catalogue's topic. Names are masked always; where two masks are
alike the last two digits of the number tell them apart. Groups under five people are merged.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from disclosure.models.catalogue import CatalogueTopic, Masking
from staff.models import Worker
from welfare.errors import Refused
from welfare.money import yuan
from welfare.names import masked

LEAST = 5  # people; a smaller group could be recognised
REST = "其他"
_AMOUNT, _TIER, _WHAT = "amount", "tier", "what"
SHOWS = {
    Masking.NAME_UNIT_AMOUNT: {_WHAT, _AMOUNT},
    Masking.NAME_UNIT_TIER: {_TIER},
    Masking.NAME_UNIT_BOTH: {_WHAT, _TIER, _AMOUNT},
}


def topic_of(code: str) -> CatalogueTopic:
    """A topic of the catalogue. Raises Refused when there is no such topic."""
    topic = CatalogueTopic.objects.filter(code=code).first()
    if topic is None:
        raise Refused(f"公开目录里没有编码「{code}」，先请系统管理员加上，写明怎样脱敏。")
    return topic


def profile_of(code: str) -> Masking:
    """The profile of a topic of the catalogue. Raises Refused when there is no such topic."""
    return Masking(topic_of(code).masking)


@dataclass(frozen=True)
class Person:
    """What the records say of one line; what of it is shown the profile decides."""

    worker: Worker
    what: str = ""
    tier: str = ""
    amounts: Sequence[Decimal] = ()


@dataclass(frozen=True)
class Titles:
    """The heads of the columns a table may have, in their order; empty ones it has not."""

    unit: str = "车站"
    what: str = ""
    tier: str = ""
    amounts: Sequence[str] = ()


@dataclass(frozen=True)
class Grid:
    """Heads and rows as they are printed, the number of the line first."""

    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)


def people_table(profile: Masking, people: Sequence[Person], titles: Titles) -> Grid:
    """One line for each person, or for each unit when the profile shows totals alone."""
    if profile == Masking.TOTALS:
        return _units_table(people, titles)
    shows = SHOWS[profile]
    what = titles.what if _WHAT in shows else ""
    tier = titles.tier if _TIER in shows else ""
    heads = titles.amounts if _AMOUNT in shows else ()
    columns = ["序号", "姓名", titles.unit, *filter(None, (what, tier)), *heads]
    names = _told_apart([person.worker for person in people])
    rows = []
    for order, (person, name) in enumerate(zip(people, names, strict=True), start=1):
        row = [str(order), name, person.worker.station.name]
        row += [person.what] if what else []
        row += [person.tier] if tier else []
        row += [yuan(amount) for amount in person.amounts] if heads else []
        rows.append(row)
    return Grid(columns, rows)


def _told_apart(workers: Sequence[Worker]) -> list[str]:
    masks = [masked(worker.name) for worker in workers]
    alike = Counter(masks)
    return [
        f"{mask}（{worker.number[-2:]}）" if alike[mask] > 1 else mask
        for mask, worker in zip(masks, workers, strict=True)
    ]


def _units_table(people: Sequence[Person], titles: Titles) -> Grid:
    groups: dict[str, Group] = {}
    for person in people:
        unit = person.worker.station.name
        so_far = groups.get(unit, Group(unit, 0))
        # the last amount of a line is its sum
        amount = person.amounts[-1] if person.amounts else Decimal(0)
        groups[unit] = Group(unit, so_far.people + 1, so_far.amount + amount)
    heads = titles.amounts[-1:]
    return groups_table([titles.unit, "人数", *heads], groups.values())


@dataclass(frozen=True)
class Group:
    """A line of a table that names nobody."""

    name: str
    people: int
    amount: Decimal = Decimal(0)

    @property
    def people_words(self) -> str:
        """How many, or that they are too few to say."""
        return str(self.people) if self.people >= LEAST else f"不足 {LEAST}"


def groups_table(columns: Sequence[str], groups: Iterable[Group]) -> Grid:
    """Name, people and, when there is a column for it, the amount; small groups merged."""
    rows = []
    for order, group in enumerate(merged(groups), start=1):
        row = [str(order), group.name, group.people_words]
        rows.append([*row, yuan(group.amount)] if len(columns) > len(("name", "people")) else row)
    return Grid(["序号", *columns], rows)


def merged(groups: Iterable[Group]) -> list[Group]:
    """Groups under five people become 其他; the smallest others with them until it has five.

    Money of a group without people 追回 is somebody's too: it goes the same way.
    """
    groups = [group for group in groups if group.people or group.amount]
    kept = [group for group in groups if group.people >= LEAST]
    rest = [group for group in groups if group.people < LEAST]
    while rest and kept and sum(group.people for group in rest) < LEAST:
        least = min(kept, key=lambda group: group.people)
        kept.remove(least)
        rest.append(least)
    if not rest:
        return kept
    people = sum(group.people for group in rest)
    return [*kept, Group(REST, people, sum((group.amount for group in rest), Decimal(0)))]
