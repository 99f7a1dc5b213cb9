"""A small roster whose rows a test changes as it likes."""

import io
from types import SimpleNamespace

import pytest
import xlsxwriter

from staff.roster_sheet.known import Known
from staff.roster_sheet.reading import open_roster
from tests.books import workbook

HEADER = ["姓名", "性别", "身份证号", "车站", "用工状态"]
ZHANG = ["张桂兰", "女", "11010519491231002X", "青石站", "在岗"]
LI = ["李建国", "男", "430124195710159016", "东岭站", "息岗"]
WANG = ["王秀英", "女", "430523199012068321", "青石站", "在岗"]


def look(path, known=None, name=None):
    """The roster read to its end: rows, heads, summary and every problem as (cell, code)."""
    with open_roster(path, name or path.name, known or Known()) as reading:
        rows = list(reading.rows())
        told = [(p.cell, p.code) for row in rows for p in row.problems]
        warned = [(p.cell, p.code) for row in rows for p in row.warnings]
        return SimpleNamespace(
            rows=rows,
            values=[row.values for row in rows],
            heads=reading.heads,
            summary=reading.summary,
            problems=told,
            warnings=warned,
        )


@pytest.fixture
def read(tmp_path):
    """Rows of a workbook, read as a roster."""

    def reads(*rows, known=None, sheet="花名册"):
        path = tmp_path / "a.xlsx"
        path.write_bytes(workbook(*rows, sheet=sheet))
        return look(path, known)

    return reads


@pytest.fixture
def one(read):
    """One row with a further column, read as a roster: its only row."""

    def reads(title, cell, person=ZHANG, known=None):
        (row,) = read([*HEADER, title], [*person, cell], known=known).rows
        return row

    return reads


@pytest.fixture
def drawn(tmp_path):
    """A workbook drawn by hand: `draw(book, page)` is given xlsxwriter's objects."""

    def draws(draw, known=None, **options):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
            draw(book, book.add_worksheet("花名册"))
        path = tmp_path / "a.xlsx"
        path.write_bytes(out.getvalue())
        return look(path, known)

    return draws
