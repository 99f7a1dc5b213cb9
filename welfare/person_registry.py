"""What one person's page shows of the registry: dated rows, departures, insurances, kinship."""

import datetime as dt
from dataclasses import dataclass

from staff.actions.tenures import last_move
from staff.models import (
    Departure,
    InsuranceEntry,
    InsuranceKind,
    Kinship,
    Tenure,
    TenureTrace,
    Worker,
)
from staff.roster_fields import paper_words
from welfare.models import User


def open_facts(worker: Worker) -> list[tuple[str, str]]:
    """What a roster says of a person and every reader of his page may know, label and words."""
    return [
        ("花名册上的姓名", worker.name_raw or worker.name),
        ("身份证号状态", worker.get_id_number_state_display()),
        ("民族", worker.ethnicity),
        ("政治面貌", worker.political_status),
        ("文化程度", worker.education),
        ("婚姻状况", worker.marital_status),
        ("户口性质", worker.household_type),
        ("户口所在地", worker.household_place),
        ("邮政编码", worker.postcode),
        ("参加工作时间", paper_words(worker, "work_start")),
        ("进入集体单位时间", paper_words(worker, "join_date")),
        ("劳模类型", worker.model_worker_type),
    ]


def facts_of(worker: Worker, user: User) -> list[tuple[str, str]]:
    """The open facts; how he is disabled only to himself and to who may see full numbers
    (domain.md 13.3)."""
    told = open_facts(worker)
    if user.may_use("reveal_worker") or worker.user_id == user.pk:
        told += [
            ("残疾类别", str(worker.disability_type or "")),
            ("残疾等级", str(worker.disability_grade or "")),
            ("开户银行", " ".join(filter(None, (worker.bank_name, worker.bank_branch)))),
        ]
    return told


@dataclass(frozen=True)
class Insured:
    """An insurance with the month it is paid to, when that was entered."""

    kind: InsuranceKind
    entry: InsuranceEntry | None
    owed: int


@dataclass(frozen=True)
class Registry:
    """The dated side of a worker's file."""

    rows: list[Tenure]
    traces: list[TenureTrace]
    departures: list[Departure]
    open_departure: Departure | None
    may_undo_move: bool
    insurances: list[Insured]
    kinships: list[Kinship]

    @property
    def has_acts(self) -> bool:
        """Whether something can be taken back or answered."""
        return self.may_undo_move or self.open_departure is not None


def registry_of(worker: Worker, user: User, *, on: dt.date) -> Registry:
    """Everything dated of a worker. A fixed number of queries; kin only for those who handle it."""
    departures = list(worker.departures.select_related("recorded_by", "undone_by"))
    away = [one for one in departures if one.undone_at is None and one.returned_on is None]
    entries = InsuranceEntry.objects.current(on=on).filter(worker=worker)
    known = {entry.kind_id: entry for entry in entries.select_related("kind")}
    insurances = [
        Insured(kind, known.get(kind.pk), _owed(known.get(kind.pk), on))
        for kind in InsuranceKind.objects.filter(is_active=True)
    ]
    kin: list[Kinship] = []
    if user.may_use("manage_hardship"):
        open_kin = worker.kinships.filter(ended_on=None)
        kin = list(open_kin.select_related("relative", "relative_cadre", "relative_user"))
    may_undo = user.may_use("edit_workers") and not worker.left_on
    return Registry(
        list(worker.tenures.select_related("station").order_by("-since")),
        list(worker.traces.select_related("station")),
        departures,
        away[0] if away else None,
        may_undo and last_move(worker) is not None,
        insurances,
        kin,
    )


def _owed(entry: InsuranceEntry | None, on: dt.date) -> int:
    return entry.months_owed(on=on) if entry is not None else 0
