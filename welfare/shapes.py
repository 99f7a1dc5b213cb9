"""Lists that can be taken out 导出: their columns, who may, what stands masked, how it is explained.

Each package keeps its shapes beside its views (`<package>/shapes.py`); the roof gathers them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from welfare.models import User
from welfare.sheets.book import Page, write_book, write_text

FORMS = {"xlsx": "Excel", "csv": "CSV", "print": "打印"}
CHUNK = 2000
GUIDE = "填写说明"
GUIDE_HEADER = ("列名", "填写说明", "这一份里")
NOT_BACK = "这一份里的号码已遮住，不能再导入。要改好再导入的，请申请完整导出。"
LAST_ROW = 1_000_000  # a worksheet ends a little later


@dataclass(frozen=True)
class Column:
    """One column: what it tells of a row, and how it is masked unless taken in full."""

    title: str
    told: Callable[[Any], Any]
    guide: str = ""
    mask: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Extra:
    """A second table that belongs to the list, e.g. the families of the hardship files."""

    title: str
    columns: tuple[Column, ...]
    rows: Callable[["QuerySet[Any]"], Iterable[Any]]


@dataclass(frozen=True)
class Shape:
    """A list of the office as a table. `back` says in the guide how a full one comes back."""

    key: str
    title: str
    page: str  # name of the URL whose list this is
    permissions: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[User, Mapping[str, str], dt.date], "QuerySet[Any]"]
    filters: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
    back: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def has_masks(self) -> bool:
        """Whether there is anything to ask for in full."""
        return bool(self.masked_titles)

    @property
    def masked_titles(self) -> list[str]:
        """The columns that are masked unless taken in full, those of the second tables too."""
        titles = [column.title for column in self.columns if column.mask]
        for extra in self.extras:
            titles += [f"{extra.title}的{column.title}" for column in extra.columns if column.mask]
        return titles

    def missing_permission(self, user: User) -> str:
        """The first permission this user lacks, or ""."""
        return next((name for name in self.permissions if not user.may_use(name)), "")

    def asked(self, query: Mapping[str, str]) -> dict[str, str]:
        """The filters of the list in a query string; page and sort marks of others are dropped."""
        return {key: str(query[key]).strip()[:60] for key in self.filters if query.get(key)}


@dataclass(frozen=True)
class Taken:
    """A list as it goes out: the shape, its rows, masked or full, and the watermark."""

    shape: Shape
    rows: "QuerySet[Any]"
    full: bool
    mark: str

    def values(self) -> Iterator[list[Any]]:
        """The rows of the main table, chunk by chunk."""
        return _values(self.shape.columns, self._iterated(), full=self.full)

    def _iterated(self) -> Iterable[Any]:
        return self.rows.iterator(chunk_size=CHUNK)

    def guide(self) -> list[tuple[str, str, str]]:
        """The column guide 填写说明, a section for each table."""
        lines = [("说明", note, "") for note in self._notes()]
        lines += self._explained(self.shape.columns)
        for extra in self.shape.extras:
            lines.append(("表", extra.title, ""))
            lines += self._explained(extra.columns)
        return lines

    def _explained(self, columns: tuple[Column, ...]) -> list[tuple[str, str, str]]:
        hidden = "" if self.full else "已遮住"
        return [(column.title, column.guide, hidden if column.mask else "") for column in columns]

    def _notes(self) -> list[str]:
        notes = list(self.shape.notes)
        if self.shape.has_masks and not self.full:
            return [*notes, NOT_BACK]
        return [*notes, self.shape.back] if self.shape.back else notes

    def content(self, form: str) -> bytes:
        """The file: .xlsx with its guide, or .csv."""
        header = [column.title for column in self.shape.columns]
        if form == "csv":
            return write_text(Page(self.shape.title, self.mark, header, self.values()))
        pages = [Page(self.shape.title, self.mark, header, self.values())]
        for extra in self.shape.extras:
            titles = [column.title for column in extra.columns]
            rows = _values(extra.columns, extra.rows(self.rows), full=self.full)
            pages.append(Page(extra.title, self.mark, titles, rows))
        return write_book([*pages, Page(GUIDE, self.mark, GUIDE_HEADER, self.guide())])


def _values(columns: tuple[Column, ...], rows: Iterable[Any], *, full: bool) -> Iterator[list[Any]]:
    for row in rows:
        line = []
        for column in columns:
            value = column.told(row)
            if column.mask and not full and value not in (None, ""):
                value = column.mask(str(value))
            line.append(value)
        yield line


def watermark(title: str, user: User, at: dt.datetime, *, full: bool, reason: str = "") -> str:
    """Who took what out when; it stands on every page of the copy."""
    words = f"{title} · {user.name} {at:%Y-%m-%d %H:%M} 导出"
    words += f" · 完整号码，用途：{reason}" if full else " · 号码已遮住"
    return words
