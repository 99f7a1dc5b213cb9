"""What a roster may write about a worker, column by column, and how it is compared.

The names are those of RosterValues and, but for the station, of Worker.
"""

from collections.abc import Mapping
from typing import Any

from staff.models import Identity, Post, Sex, Station, Worker
from staff.roster_sheet.columns import LABELS
from staff.roster_sheet.rows import RosterValues
from welfare.crypto import Sealer
from welfare.sheets.values import PaperDate

PLAIN = (
    "name", "sex", "ethnicity", "political_status", "education", "job", "post", "phone",
    "address", "family_size", "family_income", "disability_certificate", "marital_status",
    "household_type", "remark",
    "disability_type", "disability_grade", "model_worker_type", "identity",
)  # fmt: skip
DATED = ("birth", "work_start", "join_date")
# field → the columns it fills; a new worker also gets his ID number and his bank card
WRITES: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in PLAIN},
    "name": ("name", "pinyin", "initials", "name_raw"),
    "phone": ("phone", "phone_index"),
    "is_disabled": ("is_disabled",),
    "birth": ("birth", "birth_precision"),
    "work_start": ("work_start", "work_start_precision"),
    "join_date": ("join_date", "join_date_precision"),
    "station": ("station_id",),
}
ID_LABEL = "staff.worker.id_number"  # of the blind index by which a worker is found
HELD = {"station", "job", "post", "identity"}  # what a dated record (任免变动) repeats
FIELD_LABELS = {**LABELS, "marital_status": "婚姻状况", "household_type": "户口性质",
                "address": "家庭住址"}  # fmt: skip


def row_digest(values: RosterValues, sealer: Sealer) -> bytes:
    """What a row says about a worker as 16 keyed bytes: equal rows have equal digests."""
    birth, work, size, income = (
        values.birth, values.work_start, values.family_size, values.family_income,
    )  # fmt: skip
    joined, disabled = values.join_date, values.is_disabled
    parts = (
        values.name, values.sex, values.id_number,
        f"{birth.day}{birth.precision}" if birth else "",
        values.ethnicity, values.political_status, values.education, values.station, values.job,
        values.post, f"{work.day}{work.precision}" if work else "",
        values.phone, values.bank_card, "" if size is None else str(size),
        "" if income is None else str(income),
        values.disability_certificate, values.remark, values.address, values.marital_status,
        values.household_type, values.disability_type, values.disability_grade,
        values.model_worker_type, values.identity, f"{joined.day}{joined.precision}" if joined else "",
        "" if disabled is None else str(disabled),
    )  # fmt: skip
    return sealer.digest("staff.worker.roster", "\x1f".join(parts))


def changes_of(
    worker: Worker, values: RosterValues, stations: Mapping[str, Station]
) -> dict[str, tuple[Any, Any]]:
    """Field → (old, new) where the row says something else; a blank says nothing."""
    changes: dict[str, tuple[Any, Any]] = {}
    for name in PLAIN:
        new, old = getattr(values, name), getattr(worker, name)
        if new not in (None, "") and new != old:
            changes[name] = (old, new)
    for name in DATED:
        paper: PaperDate | None = getattr(values, name)
        day = getattr(worker, name)
        if paper is not None and (day is None or not paper.agrees_with(day)):
            changes[name] = (paper_of(worker, name), paper)
    station = stations.get(values.station)
    if station is None or worker.station_id != station.pk:
        changes["station"] = (worker.station.name, station.name if station else values.station)
    disabled = says_disabled(values)
    if disabled is not None and disabled != worker.is_disabled:
        changes["is_disabled"] = (worker.is_disabled, disabled)
    return changes


def says_disabled(values: RosterValues) -> bool | None:
    """Whether the row calls him disabled: a certificate, type or grade says so as well as 是."""
    if values.disability_certificate or values.disability_type or values.disability_grade:
        return True
    return values.is_disabled


def paper_of(worker: Worker, name: str) -> PaperDate | None:
    """A dated column of a worker with its precision."""
    day = getattr(worker, name)
    return PaperDate(day, getattr(worker, f"{name}_precision")) if day else None


def in_words(name: str, value: Any) -> str:
    """A value in full, as words; the page masks what identifies a person."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, PaperDate):
        shapes = {"year": "%Y", "month": "%Y-%m"}
        return value.day.strftime(shapes.get(value.precision, "%Y-%m-%d"))
    if name == "sex":
        return Sex(value).label
    if name == "post":
        return Post(value).label
    if name == "identity":
        return Identity(value).label
    return str(value)


def paper_words(row: Any, name: str) -> str:
    """A date as precise as the paper gave it: 1975-03, never an invented first."""
    day = getattr(row, name)
    return in_words(name, PaperDate(day, getattr(row, f"{name}_precision"))) if day else ""


def words_of(worker: Worker, station: str = "") -> dict[str, str]:
    """Everything a roster speaks of in words: of a worker, or of one to be at a station."""
    told = {name: in_words(name, getattr(worker, name)) for name in PLAIN}
    told |= {name: in_words(name, paper_of(worker, name)) for name in DATED}
    return {
        **told,
        "is_disabled": in_words("is_disabled", worker.is_disabled),
        "id_number": str(worker.id_number),
        "bank_card": str(worker.bank_card),
        "station": station or worker.station.name,
    }
