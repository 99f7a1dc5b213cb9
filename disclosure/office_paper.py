"""A plain A4 paper of the office: a red head, words, tables and a place to sign."""

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import TableStyle as Style

from welfare.fonts import FONT, plain, register_font

MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
RED = colors.HexColor("#a3231f")
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=11, leading=19, wordWrap="CJK")
BODY = ParagraphStyle("body", parent=TEXT, firstLineIndent=22)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=9.5, leading=14)
TITLE = ParagraphStyle("title", parent=TEXT, fontSize=18, leading=28, alignment=1)
HEAD = ParagraphStyle("head", parent=TEXT, fontSize=12.5, leading=22)
RED_HEAD = ParagraphStyle("red", parent=TITLE, fontSize=24, leading=36, textColor=RED)
RIGHT = ParagraphStyle("right", parent=TEXT, alignment=2)
CENTRE = ParagraphStyle("centre", parent=TEXT, alignment=1)
FRAMED = Style(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)


def words(text: Any, style: ParagraphStyle = TEXT) -> Paragraph:
    """The words as they are: nothing in them is markup."""
    register_font()
    return Paragraph(plain(text), style)


def red_head(text: str, number: str) -> list[Flowable]:
    """The head of an official paper with its number and the red line."""
    line = HRFlowable(width="100%", thickness=1.6, color=RED, spaceBefore=4, spaceAfter=12)
    return [words(text, RED_HEAD), words(number, CENTRE), line]


def framed(header: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[Any]]) -> Table:
    """A framed table as wide as the paper, its heading on every page."""
    cells = [[words(title, SMALL) for title in header]]
    cells += [[words(value, SMALL) for value in row] for row in rows]
    whole = sum(shares)
    return Table(
        cells,
        [WIDTH * share / whole for share in shares],
        repeatRows=1,
        style=FRAMED,
        spaceAfter=3 * mm,
    )


def gap(millimetres: float = 4) -> Spacer:
    """Room between two parts."""
    return Spacer(1, millimetres * mm)


def on_paper(title: str, story: list[Flowable]) -> bytes:
    """The parts on as many A4 pages as they need."""
    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN, title=title, lang="zh-CN",
    ).build(story)  # fmt: skip
    return out.getvalue()
