"""Lists that can be taken out 导出: their columns, who may, what stands masked, how it is explained.

Each package keeps its shapes beside its views (`<package>/shapes.py`); the roof gathers them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from welfare.models import User
from welfare.sheets.book import Page, write_book, write_text
from welfare.sheets.writer import write_csv, write_xlsx

FORMS = {"xlsx": "Excel", "csv": "CSV", "print": "打印"}
CHUNK = 2000
GUIDE = "填写说明"
GUIDE_HEADER = ("列名", "填写说明", "这一份里")
NOT_BACK = "这一份里的号码已遮住，不能再导入。要改好再导入的，请申请完整导出。"
LAST_ROW = 1_000_000  # a worksheet ends a little later


@dataclass(frozen=True)
class Column:
    """One column: what it tells of a row, and how it is masked unless taken in full.

    `told` is a function of the row, or a path such as `worker.station.name`.
    """

    title: str
    told: Callable[[Any], Any] | str
    guide: str = ""
    mask: Callable[[str], str] | None = None

    def value(self, row: Any, *, full: bool) -> Any:
        """The cell."""
        value = _followed(row, self.told) if isinstance(self.told, str) else self.told(row)
        if isinstance(value, dt.datetime):
            value = f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        if self.mask and not full and value not in (None, ""):
            return self.mask(str(value))
        return value


def _followed(row: Any, path: str) -> Any:
    """What the path leads to; None where a link is missing."""
    for name in path.split("."):
        row = getattr(row, name)
        if row is None:
            return None
        if callable(row):
            row = row()
    return row


def hidden(_words: str) -> str:
    """A mask that leaves nothing."""
    return "已遮"


def told_plainly(query: Mapping[str, str]) -> str:
    """The filters as they stand in the address."""
    return "、".join(f"{key}={value}" for key, value in query.items())


@dataclass(frozen=True)
class Extra:
    """A second table that belongs to the list, e.g. the families of the hardship files."""

    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Any], Iterable[Any]]


@dataclass(frozen=True)
class Shape:
    """A list of the office as a table. `back` says in the guide how a full one comes back."""

    key: str
    title: str
    page: str  # name of the URL whose list this is
    permissions: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[User, Mapping[str, str], dt.date], "QuerySet[Any] | Sequence[Any]"]
    filters: tuple[str, ...] = ()
    of: tuple[str, ...] = ()  # filters that stand in the path of the page, in its order
    words: Callable[[Mapping[str, str]], str] = told_plainly  # the filters, for who approves
    extras: tuple[Extra, ...] = ()
    back: str = ""
    is_bare: bool = False  # a full one is another house's form: the header first, nothing else
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
        return {
            key: str(query[key]).strip()[:60] for key in (*self.of, *self.filters) if query.get(key)
        }

    def address(self, query: Mapping[str, str]) -> str:
        """The page of the list with these filters."""
        rest = {key: value for key, value in query.items() if key not in self.of}
        page = reverse(self.page, args=[query[key] for key in self.of if key in query])
        return f"{page}?{urlencode(rest)}" if rest else page


def number_in(query: Mapping[str, str], key: str = "pk") -> int:
    """A number that stands in the path of the page. Raises Http404 for anything else."""
    told = query.get(key, "")
    if not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise Http404
    return int(told)


SHAPES: dict[str, Shape] = {}


def gather(*packages: Iterable[Shape]) -> dict[str, Shape]:
    """The shapes of every package, by key."""
    SHAPES.update({shape.key: shape for shapes in packages for shape in shapes})
    return SHAPES


@dataclass(frozen=True)
class Taken:
    """A list as it goes out: the shape, its rows, masked or full, and the watermark."""

    shape: Shape
    rows: "QuerySet[Any] | Sequence[Any]"
    full: bool
    mark: str

    @property
    def count(self) -> int:
        """How many rows."""
        return self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)

    @property
    def row_ids(self) -> list[int]:
        """Which rows, so that no other goes out after they were approved."""
        return sorted(self._table().order_by().values_list("pk", flat=True))

    def narrowed(self, row_ids: list[int]) -> "Taken":
        """Those of these rows that are still on the list, and no other."""
        return replace(self, rows=self._table().filter(pk__in=row_ids))

    def _table(self) -> "QuerySet[Any]":
        if not isinstance(self.rows, QuerySet):
            raise TypeError(f"{self.shape.key} has masks, so its rows must come from one table")
        return self.rows

    def values(self) -> Iterator[list[Any]]:
        """The rows of the main table, chunk by chunk."""
        return _values(self.shape.columns, self._iterated(), full=self.full)

    def _iterated(self) -> Iterable[Any]:
        rows = self.rows
        return rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else rows

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
        if self.full and self.shape.is_bare:
            write = write_csv if form == "csv" else write_xlsx
            return write(header, self.values())
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
        yield [column.value(row, full=full) for column in columns]


def watermark(title: str, user: User, at: dt.datetime, *, full: bool, reason: str = "") -> str:
    """Who took what out when; it stands on every page of the copy."""
    words = f"{title} · {user.name} {at:%Y-%m-%d %H:%M} 导出"
    words += f" · 完整号码，用途：{reason}" if full else " · 号码已遮住"
    return words
