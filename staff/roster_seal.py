"""What the staged rows would write, sealed: here, or of a long roster in a process beside the reading.

Sealing costs as much as reading, and needs nothing but the keys. On two processors 100,000 rows are
read in about 7 s either way (2026-11-28): reader, sealer, parser and server share them. The process is
forked by one that reads rosters and does nothing else (staff/roster_job.py), before it has threads.
"""

from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from operator import attrgetter
from types import TracebackType
from typing import Any, NamedTuple, Self

from staff.roster_copy import only, worker_cells
from staff.roster_sheet.rows import NAMES, RosterValues
from welfare.crypto import Sealer

told_by: Callable[[RosterValues], tuple[Any, ...]] = attrgetter(*NAMES)


class ToSeal(NamedTuple):
    """A row that writes something: its id, import, worker and station, and what it says.

    `place` is the cell that names a station still to be made; `changes` the fields that change, None
    for a newcomer; `id_index` the blind index of the ID number.
    """

    row: int
    roster: int
    worker: int | None
    uid: str
    station: int | None
    place: str
    id_index: bytes | None
    changes: tuple[str, ...] | None
    values: tuple[Any, ...]


def staged_line(asked: ToSeal, sealer: Sealer) -> str:
    """A line of COPY text for STAGED_COLUMNS."""
    values = RosterValues(*asked.values)
    cells = worker_cells(values, asked.uid, asked.station, sealer, asked.id_index)
    if asked.changes is not None:
        cells = only(cells, asked.changes)
    head = (str(asked.row), str(asked.roster), str(asked.worker), asked.uid, asked.place)
    return "\t".join((*head, *cells))


class SealHere:
    """Seals at once."""

    def __init__(self) -> None:
        self.sealer = Sealer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Nothing to end."""

    def seal(self, rows: Sequence[ToSeal]) -> Callable[[], list[str]]:
        """The lines of the rows, when asked for."""
        lines = [staged_line(row, self.sealer) for row in rows]
        return lambda: lines


class SealBeside(SealHere):
    """Seals in a process of its own; answers come in the order they were asked for."""

    def __init__(self) -> None:
        context = get_context("fork")
        self.ours, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.ours), daemon=True)
        self.process.start()
        theirs.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.ours.close()
        self.process.terminate()
        self.process.join()

    def seal(self, rows: Sequence[ToSeal]) -> Callable[[], list[str]]:
        self.ours.send(rows)
        return self.ours.recv


def _serve(asked: Connection, other_end: Connection) -> None:
    other_end.close()  # so that the end of the reader is the end of what it asks
    sealer = Sealer()
    while True:
        try:
            rows = asked.recv()
        except EOFError:
            return
        asked.send([staged_line(row, sealer) for row in rows])
