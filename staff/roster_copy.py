"""Rows on their way into the staging tables: one line of COPY text each (PostgreSQL 15, COPY)."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from staff.models import Identity, IdState, RosterImportRow, StagedWorker, Station
from staff.roster_fields import WRITES, says_disabled
from staff.roster_sheet.rows import RosterValues
from welfare.crypto import Sealer, normal, seal
from welfare.names import spoken

NULL = "\\N"
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})
ROW_COLUMNS = (
    "id", "roster_id", "sheet", "number", "outcome", "worker_id", "uid", "id_index",
    "spouse_index", "version", "digest", "fields", "payload", "problems", "warnings", "hidden",
)  # fmt: skip
WORKER_COLUMNS = (
    "name", "pinyin", "initials", "sex", "id_number", "id_number_index", "birth",
    "birth_precision", "ethnicity", "political_status", "education", "station_id", "job", "post",
    "work_start", "work_start_precision", "phone", "phone_index", "bank_card", "bank_card_index",
    "address", "family_size", "family_income", "disability_certificate", "is_disabled",
    "marital_status", "household_type", "remark", "disability_type", "disability_grade",
    "model_worker_type", "join_date", "join_date_precision", "identity",
    "name_raw", "id_number_state",
)  # fmt: skip
STAGED_COLUMNS = ("row_id", "roster_id", "worker_id", "uid", "place", *WORKER_COLUMNS)
_PLACES = {column: place for place, column in enumerate(WORKER_COLUMNS)}
_FIELD_PLACES = {
    name: tuple(_PLACES[column] for column in columns) for name, columns in WRITES.items()
}


def text_cell(text: str) -> str:
    """A text; names and the like need no escaping."""
    return text if text.isalnum() else text.translate(ESCAPES)


def bytes_cell(value: bytes | None) -> str:
    """Bytes in hexadecimal."""
    return NULL if value is None else "\\\\x" + value.hex()


def json_cell(value: Any) -> str:
    """Anything as JSON."""
    return json.dumps(value, ensure_ascii=False).translate(ESCAPES) if value else "[]"


def array_cell(names: Iterable[str] | None) -> str:
    """An array of plain names."""
    return NULL if names is None else "{" + ",".join(names) + "}"


def worker_cells(
    values: RosterValues, uid: str, station: Station | None, sealer: Sealer
) -> list[str]:
    """Everything a row says about a worker, sealed for the row of `uid`, as WORKER_COLUMNS."""

    def sealed(name: str, text: str) -> str:
        if not text:
            return NULL
        return "\\\\x" + sealer.seal(text, bound_to=f"staff.worker.{name}:{uid}").hex()

    def index(name: str, text: str) -> str:
        return "\\\\x" + sealer.digest(f"staff.worker.{name}", normal(text)).hex() if text else NULL

    pinyin, initials = spoken(values.name)
    birth, work, income = values.birth, values.work_start, values.family_income
    joined = values.join_date
    return [
        text_cell(values.name), text_cell(pinyin[:120]), text_cell(initials[:20]), values.sex,
        sealed("id_number", values.id_number), index("id_number", values.id_number),
        str(birth.day) if birth else NULL, birth.precision if birth else "day",
        text_cell(values.ethnicity), text_cell(values.political_status),
        text_cell(values.education), str(station.pk) if station else NULL,
        text_cell(values.job), values.post,
        str(work.day) if work else NULL, work.precision if work else "day",
        sealed("phone", values.phone), index("phone", values.phone),
        sealed("bank_card", values.bank_card), index("bank_card", values.bank_card),
        sealed("address", values.address),
        NULL if values.family_size is None else str(values.family_size),
        NULL if income is None else sealed("family_income", str(income)),
        sealed("disability_certificate", values.disability_certificate),
        "t" if says_disabled(values) else "f",
        text_cell(values.marital_status), text_cell(values.household_type),
        sealed("remark", values.remark),
        sealed("disability_type", values.disability_type),
        sealed("disability_grade", values.disability_grade),
        text_cell(values.model_worker_type),
        str(joined.day) if joined else NULL, joined.precision if joined else "day",
        values.identity or Identity.COLLECTIVE.value,
        text_cell(values.name_raw), values.id_state or IdState.of(values.id_number).value,
    ]  # fmt: skip


def only(cells: Sequence[str], names: Iterable[str]) -> list[str]:
    """The cells of some fields; the rest says nothing."""
    kept = {place for name in names for place in _FIELD_PLACES[name]}
    return [cell if place in kept else NULL for place, cell in enumerate(cells)]


def reserve(model: Any, count: int) -> list[int]:
    """The next ids of a table, taken from its sequence."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        (sequence,) = cursor.fetchone()
        cursor.execute(
            "SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count]
        )
        return [row[0] for row in cursor.fetchall()]


def new_uid() -> str:
    """A fresh row identity (a random UUID, version 4)."""
    raw = os.urandom(16).hex()
    return (
        f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-{'89ab'[int(raw[16], 16) & 3]}{raw[17:20]}-{raw[20:]}"
    )


def copy_lines(table: str, columns: Sequence[str], lines: Sequence[str]) -> None:
    """Append the lines to a staging table."""
    if not lines:
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        copy.write("\n".join(lines) + "\n")


def copy_rows(rows: Sequence[str], staged: Sequence[str]) -> None:
    """Append a batch: what the rows would do, and what they would write."""
    copy_lines(RosterImportRow._meta.db_table, ROW_COLUMNS, rows)
    copy_lines(StagedWorker._meta.db_table, STAGED_COLUMNS, staged)


def sealed_payload(facts: Mapping[str, Any], uid: str) -> str:
    """What only an officer may read, sealed for the row of `uid`."""
    told = {key: value for key, value in facts.items() if value}
    if not told:
        return NULL
    text = json.dumps(told, ensure_ascii=False)
    return bytes_cell(seal(text, bound_to=f"staff.rosterimportrow.payload:{uid}"))
