"""An open workbook: heads at once, then one sheet after another, a line at a time.

The parser lives in a child process for as long as the workbook is open.
"""

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from welfare.errors import Refused
from welfare.sheets.cells import EMPTY, Cell, Kind
from welfare.sheets.guard import scan
from welfare.sheets.limits import BY_NAME

ROOT = Path(__file__).resolve().parent.parent.parent
CELL_END, SHEET_END, LINE_BREAK = "\x1f", "\x1d\n", "\x1e"


@dataclass(frozen=True)
class SheetHead:
    """A worksheet before its rows are read; rows and columns from 0.

    `top` holds its first rows; `hidden` row ranges; `comments` (row, column, text); `merged`
    (row, column, last row, last column). Where `marked` is false, hidden rows and comments
    could not be told.
    """

    place: int
    name: str
    visible: bool
    top: list[list[Cell]]
    merged: list[tuple[int, int, int, int]]
    hidden: list[tuple[int, int]]
    comments: list[tuple[int, int, str]]
    red: bool
    date1904: bool
    marked: bool


def cell_of(token: str) -> Cell:
    """A cell from its token: a letter for the kind, then the text."""
    return Cell(Kind(token[0]), token[1:].replace(LINE_BREAK, "\n")) if token else EMPTY


def tokens_of(line: str) -> list[str]:
    """The tokens of a row; empty cells at its end are left out."""
    return line.split(CELL_END) if line else []


class Workbook:
    """Use it in a `with`. Raises Refused for whatever is no readable workbook."""

    def __init__(self, path: Path, name: str, limits: str) -> None:
        self.name = name
        kind = scan(path, name, BY_NAME[limits])
        self.child = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "welfare.sheets.child", kind, limits, str(path.resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"},
        )
        self.answers = io.TextIOWrapper(self.child.stdout, encoding="utf-8", newline="\n")  # type: ignore[type-var]  # a pipe was asked for
        try:
            self.sheets = [_head(raw) for raw in json.loads(self._answer())]
            if not any(cell.text for sheet in self.sheets for row in sheet.top for cell in row):
                raise Refused(f"「{name}」里一行内容也没有。请看一下是不是选错了文件。")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; whatever it was doing is of no use any more."""
        self.child.kill()
        self.child.wait()
        self.answers.close()
        if self.child.stdin:
            with contextlib.suppress(BrokenPipeError):
                self.child.stdin.close()

    def lines(self, sheet: SheetHead) -> Iterator[str]:
        """The rows of a sheet as lines without their end, to be read to the last."""
        try:
            self.child.stdin.write(f"{sheet.place}\n".encode())  # type: ignore[union-attr]  # a pipe
            self.child.stdin.flush()  # type: ignore[union-attr]  # as above
        except BrokenPipeError:
            raise refusal(self.name, "") from None
        for line in self.answers:
            if line[0] == "\x1d":
                return
            if line[0] == "!":
                raise refusal(self.name, line)
            yield line[:-1]
        raise refusal(self.name, "")

    def _answer(self) -> str:
        line = self.answers.readline()
        if not line.startswith("["):
            raise refusal(self.name, line)
        return line


def _head(raw: dict[str, Any]) -> SheetHead:
    return SheetHead(
        place=raw["place"],
        name=raw["name"],
        visible=raw["visible"],
        top=[[cell_of(token) for token in tokens_of(line)] for line in raw["top"]],
        merged=[(a, b, c, d) for a, b, c, d in raw["merged"]],
        hidden=[(first, last) for first, last in raw["hidden"]],
        comments=[(row, column, text) for row, column, text in raw["comments"]],
        red=raw["red"],
        date1904=raw["date1904"],
        marked=raw["marked"],
    )


def refusal(name: str, words: str) -> Refused:
    """The sentence for what the child said before it ended."""
    if "password" in words:
        return Refused(
            f"「{name}」加了打开密码，读不了。请在 Excel 里取消密码（文件 › 信息 › 保护工作簿）再上传。"
        )
    return Refused(
        f"「{name}」读不出来：可能坏了，或者行、列太多。"
        "请用 Excel 打开，另存为 .xlsx，只留名单那一页再上传。"
    )
