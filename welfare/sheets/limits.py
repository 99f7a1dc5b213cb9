"""How much a workbook may hold. Imports no Django: the child reads it too."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds; `part` and `inflated` are what the zip holds unpacked."""

    file: int
    part: int
    inflated: int
    rows: int
    columns: int
    cells: int
    memory: int
    cpu: int


TABLE = Limits(
    file=5 * MEGABYTE, part=40 * MEGABYTE, inflated=60 * MEGABYTE,
    rows=20_000, columns=60, cells=1_200_000, memory=512 * MEGABYTE, cpu=20,
)  # fmt: skip
ROSTER = Limits(
    file=25 * MEGABYTE, part=200 * MEGABYTE, inflated=250 * MEGABYTE,
    rows=120_000, columns=80, cells=3_600_000, memory=640 * MEGABYTE, cpu=60,
)  # fmt: skip
BY_NAME = {"table": TABLE, "roster": ROSTER}
