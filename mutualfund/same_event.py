"""Is it the same event 一事一补? Asked of the whole family: the key sits on who was helped, not on
who applies.

The database keeps one standing claim of a key (`claim_one_per_event`); what a key cannot see, a day
told otherwise or a relative declared later, is looked for here among the family's claims.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from mutualfund.models import Charter, Claim, ClaimKind
from mutualfund.models.claims import ClaimQuerySet
from staff.kinship import kin_of
from staff.models import KinRelation, Kinship, Relation, Worker
from welfare.crypto import blind_index

NAMES = "{names}"  # where the names stand in words that are kept without them


@dataclass(frozen=True)
class Family:
    """The couple of a worker, told by their records, and everyone who is kin of him."""

    home: int  # the lowest key of the couple and who lives with them: the same for both
    couple: tuple[Worker, ...]  # who lives with him, and declared spouses
    spouses: tuple[Worker, ...]
    kin: frozenset[int]


def _plain(name: str) -> str:
    return "".join(name.split())


def _spouses_of(people: Iterable[int]) -> set[int]:
    rows = Kinship.objects.open().filter(relation=KinRelation.SPOUSE, relative__isnull=False)
    people = list(people)
    pairs = rows.filter(Q(worker__in=people) | Q(relative__in=people))
    return {key for pair in pairs.values_list("worker", "relative") for key in pair}


def family_of(worker: Worker) -> Family:
    """Who is asked about. Five queries at most."""
    married = _spouses_of([worker.pk]) - {worker.pk}
    homes = Worker.objects.filter(pk__in={worker.pk, *married}, household__isnull=False)
    own = Q(household__in=homes.values("household")) | Q(pk__in=married)
    near = list(Worker.objects.filter(own).exclude(pk=worker.pk).order_by("pk"))
    spouses = tuple(one for one in near if one.pk in married)
    kin = kin_of(worker).workers | {one.pk for one in near}
    return Family(min([worker.pk, *(one.pk for one in near)]), tuple(near), spouses, frozenset(kin))


def school_year(day: dt.date, *, begins: int) -> int:
    """The school year a day belongs to: letters of admission come in the summer before it."""
    return day.year if day.month >= begins else day.year - 1


def occasion_of(kind: str, day: dt.date | None, charter: Charter) -> str:
    """What makes two claims for one person one event: the school year, else the day."""
    if kind == ClaimKind.EDUCATION and day is not None:
        return f"school:{school_year(day, begins=charter.school_year_month)}"
    return str(day)


def _couple_may(kind: str, charter: Charter) -> bool:
    return charter.both_may_claim and kind == ClaimKind.WEDDING_FUNERAL


def key_of(
    worker: Worker, *, kind: str, relation: str, beneficiary: str, day: dt.date | None,
    charter: Charter,
) -> bytes:  # fmt: skip
    """The fingerprint of who was helped for what on which occasion, the same for both of a couple.

    But for schooling the kind is left out: one event under two names is still one event.
    """
    family = family_of(worker)
    person = f"worker:{worker.pk}"
    if relation != Relation.SELF:
        name = _plain(beneficiary)
        same = next((one for one in family.couple if _plain(one.name) == name), None)
        person = f"worker:{same.pk}" if same else f"home:{family.home}:{name}"
    if _couple_may(kind, charter):
        person = f"{person}:by:{worker.pk}"
    key = blind_index("mutualfund.claim.event", f"{person}|{occasion_of(kind, day, charter)}")
    assert key is not None  # noqa: S101 - the text is never empty
    return key


@dataclass(frozen=True)
class Found:
    """A claim of the family for the same person, and whether it is surely the same event."""

    claim: Claim
    is_same: bool


def found_among(
    others: ClaimQuerySet, family: Family, worker: Worker, *, kind: str, beneficiary: str,
    day: dt.date, charter: Charter, near: dt.timedelta,
) -> Found | None:  # fmt: skip
    """A claim for the same person that is the same event, or may be: told under another day.

    The names are sealed, so the family's claims are read one by one; they are few.
    """
    people = {worker.pk} if _couple_may(kind, charter) else {worker.pk, *family.kin}
    rows = others.filter(member__worker__in=people).select_related("member__worker")
    name, maybe = _plain(beneficiary), None
    for claim in rows.order_by("pk"):
        if _plain(str(claim.beneficiary)) != name:
            continue
        apart = abs(claim.event_date - day)
        same = apart == dt.timedelta(0) or (
            claim.kind == kind
            and (
                apart.days <= charter.same_event_days
                or (
                    kind == ClaimKind.EDUCATION
                    and occasion_of(kind, day, charter)
                    == occasion_of(kind, claim.event_date, charter)
                )
            )
        )
        if same:
            return Found(claim, is_same=True)
        if claim.kind == kind and apart <= near:
            maybe = maybe or claim
    return Found(maybe, is_same=False) if maybe else None


@dataclass(frozen=True)
class Looked:
    """Whose claims were looked through: in words, as it is kept without their names, and who."""

    words: str
    kept: str
    people: tuple[int, ...]


def looked_at(family: Family, worker: Worker) -> Looked:
    """Whose claims were looked through; 夫妻双方 only when the couple is known."""
    people: tuple[Worker, ...] = (worker,)
    words = f"只查了{NAMES}本人：没有登记是职工的配偶"
    if family.spouses:
        words, people = f"夫妻双方都查过：{NAMES}", (worker, *family.spouses)
    elif family.couple:
        words, people = f"查了本人和同户的：{NAMES}", (worker, *family.couple)
    names = "、".join(one.name for one in people)
    return Looked(words.replace(NAMES, names), words, tuple(one.pk for one in people))
