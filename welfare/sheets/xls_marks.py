"""Hidden rows, comments and formula errors of an old .xls file. Runs in the limited child.

The file is a compound document; its Workbook stream is a row of records: type, length, body
(MS-CFB, MS-XLS).
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from struct import Struct
from typing import Any

U16, U32, ENTRY = Struct("<H"), Struct("<I"), Struct("<64sH")
LAST_SECTOR = 0xFFFFFFFA
DIRECTORY_ENTRY = 128
EOF, FORMULA, NOTE, DATEMODE, CONTINUE, OBJ = 0x0A, 0x06, 0x1C, 0x22, 0x3C, 0x5D
BOUNDSHEET, TXO, BOOLERR, ROW = 0x85, 0x1B6, 0x205, 0x208
HIDDEN = 0x20
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}  # fmt: skip


def xls_marks(path: Path) -> dict[str, dict[str, Any]]:
    """Marks by sheet name, for Marks(**found). Raises ValueError, IndexError, struct.error."""
    stream = _Compound(path.read_bytes()).workbook()
    found, in_1904 = {}, False
    for kind, body in _records(stream, 0):
        if kind == DATEMODE:
            in_1904 = body[0] == 1
        elif kind == BOUNDSHEET:
            found[_sheet_name(body)] = _sheet(stream, U32.unpack_from(body)[0])
    return {name: {**told, "date1904": in_1904} for name, told in found.items()}


class _Compound:
    """Streams cut into sectors, chained by a table."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = 1 << min(U16.unpack_from(content, 30)[0], 20)
        firsts = [U32.unpack_from(content, 76 + 4 * n)[0] for n in range(109)]
        extra = U32.unpack_from(content, 68)[0]
        for _ in range(len(content) // self.size):
            if extra >= LAST_SECTOR:
                break
            more = self._numbers(self._sector(extra))
            firsts, extra = firsts + more[:-1], more[-1]
        self.table: list[int] = []
        for sector in firsts:
            if sector < LAST_SECTOR:
                self.table += self._numbers(self._sector(sector))

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self.size
        return self.content[begin : begin + self.size]

    def _numbers(self, data: bytes) -> list[int]:
        return [number for (number,) in U32.iter_unpack(data[: len(data) // 4 * 4])]

    def _chain(self, first: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        while first < LAST_SECTOR:
            chain.append(first)
            first = table[first]
            if len(chain) > len(table):
                raise ValueError("a chain without end")
        return chain

    def _stream(self, first: int) -> bytes:
        return b"".join(self._sector(sector) for sector in self._chain(first, self.table))

    def workbook(self) -> bytes:
        """The stream called Workbook. Raises ValueError when there is none."""
        directory = self._stream(U32.unpack_from(self.content, 48)[0])
        entries = {}
        for begin in range(0, len(directory), DIRECTORY_ENTRY):
            raw, length = ENTRY.unpack_from(directory, begin)
            name = raw[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
            entries[name] = U32.unpack_from(directory, begin + 116)[0], U32.unpack_from(directory, begin + 120)[0]  # fmt: skip
        first, size = entries.get("Workbook", (LAST_SECTOR, 0))
        if not size:
            raise ValueError("no workbook")
        if size >= U32.unpack_from(self.content, 56)[0]:
            return self._stream(first)[:size]
        small = self._numbers(self._stream(U32.unpack_from(self.content, 60)[0]))
        root = self._stream(entries["Root Entry"][0])
        return b"".join(root[n * 64 : n * 64 + 64] for n in self._chain(first, small))[:size]


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Records until the substream's end."""
    kind = 0
    while kind != EOF and place + 4 <= len(stream):
        kind, length = U16.unpack_from(stream, place)[0], U16.unpack_from(stream, place + 2)[0]
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _sheet_name(body: bytes) -> str:
    wide = body[7] & 1
    return body[8 : 8 + body[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _sheet(stream: bytes, begin: int) -> dict[str, Any]:
    hidden: list[list[int]] = []
    errors: dict[int, list[tuple[int, str]]] = {}
    notes: list[tuple[int, int, int]] = []
    texts: dict[int, str] = {}
    of = 0
    for (before, told), (kind, body) in pairwise(_records(stream, begin)):
        if kind == ROW and body[12] & HIDDEN:
            row = U16.unpack_from(body)[0]
            hidden.append([row, row])
        elif kind in (BOOLERR, FORMULA) and (code := _error(kind, body)) is not None:
            row, column = U16.unpack_from(body)[0], U16.unpack_from(body, 2)[0]
            errors.setdefault(row, []).append((column, ERRORS.get(code, "#N/A")))
        elif kind == OBJ:
            of = U16.unpack_from(body, 6)[0]
        elif kind == CONTINUE and before == TXO:
            letters = U16.unpack_from(told, 10)[0]
            texts.setdefault(of, _text(body, letters))
        elif kind == NOTE:
            row, column, _, number = (U16.unpack_from(body, n)[0] for n in (0, 2, 4, 6))
            notes.append((row, column, number))
    comments = [(row, column, texts.get(number, "")[:2000]) for row, column, number in notes]
    return {"hidden": sorted(hidden), "errors": errors, "comments": comments}


def _error(kind: int, body: bytes) -> int | None:
    """The code of a cell's error; None when it has none."""
    if kind == BOOLERR:
        return body[6] if body[7] else None
    is_error = body[12:14] == b"\xff\xff" and body[6] == 2
    return body[8] if is_error else None


def _text(body: bytes, letters: int) -> str:
    wide = body[0] & 1
    return body[1 : 1 + letters * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
