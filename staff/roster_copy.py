"""Rows on their way into the staging tables: one line of COPY text each (PostgreSQL 15, COPY)."""

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

from django.db import connection

from staff.models import Identity, IdState, RosterImportRow, StagedWorker
from staff.roster_fields import WRITES, says_disabled
from staff.roster_sheet.rows import RosterValues
from welfare.crypto import Sealer, normal, seal
from welfare.names import spoken

NULL, HEX = "\\N", "\\\\x"
COLLECTIVE = Identity.COLLECTIVE.value
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
SEALED_IN = {column: f"staff.worker.{column}" for column in WORKER_COLUMNS}
_PLACES = {column: place for place, column in enumerate(WORKER_COLUMNS)}
_FIELD_PLACES = {
    name: tuple(_PLACES[column] for column in columns) for name, columns in WRITES.items()
}


def text_cell(text: str) -> str:
    """A text; names and the like need no escaping."""
    return text if text.isalnum() else text.translate(ESCAPES)


@lru_cache(maxsize=4096)
def word_cell(text: str) -> str:
    """A text of a column that says the same few words over and over."""
    return text_cell(text)


def bytes_cell(value: bytes | None) -> str:
    """Bytes in hexadecimal."""
    return NULL if value is None else HEX + value.hex()


def json_cell(value: Any) -> str:
    """Anything as JSON."""
    return json.dumps(value, ensure_ascii=False).translate(ESCAPES) if value else "[]"


def array_cell(names: Iterable[str] | None) -> str:
    """An array of plain names."""
    return NULL if names is None else "{" + ",".join(names) + "}"


def worker_cells(
    values: RosterValues, uid: str, station: int | None, sealer: Sealer, id_index: bytes | None
) -> list[str]:
    """Everything a row says about a worker, sealed for the row of `uid`, as WORKER_COLUMNS.

    `id_index` is the blind index of his ID number, by which he was looked for.
    """
    here = f":{uid}"

    def sealed(name: str, text: str) -> str:
        return HEX + sealer.seal(text, bound_to=SEALED_IN[name] + here).hex() if text else NULL

    def index(name: str, text: str) -> str:
        return HEX + sealer.digest(SEALED_IN[name], normal(text)).hex() if text else NULL

    pinyin, initials = spoken(values.name)
    birth, work, income = values.birth, values.work_start, values.family_income
    joined = values.join_date
    return [
        text_cell(values.name), text_cell(pinyin[:120]), text_cell(initials[:20]), values.sex,
        sealed("id_number", values.id_number), bytes_cell(id_index),
        str(birth.day) if birth else NULL, birth.precision if birth else "day",
        word_cell(values.ethnicity), word_cell(values.political_status),
        word_cell(values.education), str(station) if station else NULL,
        word_cell(values.job), values.post,
        str(work.day) if work else NULL, work.precision if work else "day",
        sealed("phone", values.phone), index("phone", values.phone),
        sealed("bank_card", values.bank_card), index("bank_card", values.bank_card),
        sealed("address", values.address),
        NULL if values.family_size is None else str(values.family_size),
        NULL if income is None else sealed("family_income", str(income)),
        sealed("disability_certificate", values.disability_certificate),
        "t" if says_disabled(values) else "f",
        word_cell(values.marital_status), word_cell(values.household_type),
        sealed("remark", values.remark),
        sealed("disability_type", values.disability_type),
        sealed("disability_grade", values.disability_grade),
        word_cell(values.model_worker_type),
        str(joined.day) if joined else NULL, joined.precision if joined else "day",
        values.identity or COLLECTIVE,
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
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(nextval(pg_get_serial_sequence(%s, 'id')::regclass))"
            " FROM generate_series(1, %s)",
            [table, count],
        )
        ids: list[int] = cursor.fetchone()[0]
    return ids


def new_uids(count: int) -> list[str]:
    """Fresh row identities (random UUIDs, version 4)."""
    drawn = os.urandom(16 * count).hex()
    return [
        f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-{'89ab'[int(raw[16], 16) & 3]}{raw[17:20]}-{raw[20:]}"
        for raw in (drawn[at : at + 32] for at in range(0, len(drawn), 32))
    ]


class Copier:
    """Speaks to the database beside our own work: the server takes one batch in, and tells what it
    has to the next, while we read. Nobody else may speak to it before `wait` has returned.
    """

    def __init__(self) -> None:
        self.helper = ThreadPoolExecutor(max_workers=1)
        self.coming: deque[Future[Any]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.helper.shutdown(wait=True, cancel_futures=True)

    def send(self, rows: Sequence[str], staged: Sequence[str]) -> None:
        """Append a batch: what the rows would do, and what they would write."""
        self._ask(_copy_both, rows, staged)

    def find(self, ask: Callable[[Any], Any]) -> "Future[Any]":
        """Ask something of the driver's connection, after what was sent before."""
        return self._ask(ask)

    def _ask(self, job: Callable[..., Any], *facts: Any) -> "Future[Any]":
        connection.ensure_connection()
        self.coming.append(self.helper.submit(job, connection.connection, *facts))
        return self.coming[-1]

    def wait(self) -> None:
        """Until all that was asked is done. Raises DatabaseError when something was not."""
        while self.coming:
            with connection.wrap_database_errors:
                self.coming.popleft().result()


def _copy_both(door: Any, rows: Sequence[str], staged: Sequence[str]) -> None:
    """The door is the driver's: Django's own connection stays with the thread that made it."""
    for table, columns, lines in (
        (RosterImportRow._meta.db_table, ROW_COLUMNS, rows),
        (StagedWorker._meta.db_table, STAGED_COLUMNS, staged),
    ):
        if lines:
            words = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with door.cursor() as cursor, cursor.copy(words) as copy:
                copy.write("\n".join(lines) + "\n")


def sealed_payload(facts: Mapping[str, Any], uid: str) -> str:
    """What only an officer may read, sealed for the row of `uid`."""
    told = {key: value for key, value in facts.items() if value}
    if not told:
        return NULL
    text = json.dumps(told, ensure_ascii=False)
    return bytes_cell(seal(text, bound_to=f"staff.rosterimportrow.payload:{uid}"))
