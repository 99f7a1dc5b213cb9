"""A running notice as one page for the wall, A4 or A3: table, days, hotline, QR and check code."""

import datetime as dt
import io
from itertools import pairwise
from typing import Any

import segno
from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepInFrame, Paragraph, Spacer, Table, TableStyle

from disclosure.models import Notice
from welfare.fonts import FONT, plain, register_font

SIZES = {"a4": A4, "a3": A3}
MARGIN, FOOT = 16 * mm, 72 * mm
WIDTH = A4[0] - 2 * MARGIN
RED, GREY = colors.HexColor("#a3231f"), colors.HexColor("#6b655b")
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=13, leading=20, wordWrap="CJK")
TITLE = ParagraphStyle("title", parent=TEXT, fontSize=24, leading=32, alignment=1)
MANY, FLAT = 16, 0.75  # a longer list leaves the foot three quarters of its height
LEAST = 5.0  # points on A4; a list longer than that allows is shrunk
RULED = TableStyle(
    [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
)
MOST_CELLS = 10  # more working days than this are told in words alone


def _words(text: Any, style: ParagraphStyle = TEXT) -> Paragraph:
    return Paragraph(plain(text), style)


def poster(notice: Notice, *, days: list[dt.date], address: str, hotline: str, size: str) -> bytes:
    """The page; a long table is drawn smaller, so that it is always one page. `size` of SIZES."""
    register_font()
    sheet, out = SIZES[size], io.BytesIO()
    canvas = Canvas(out, pagesize=sheet)
    canvas.setTitle(notice.title)
    canvas.scale(sheet[0] / A4[0], sheet[1] / A4[1])
    _head(canvas, notice)
    top = A4[1] - 50 * mm
    above = [_words(notice.title, TITLE), Spacer(1, 5 * mm), _words(notice.intro)]
    above += [_words(notice.note)] if notice.note else []
    below = _period(days)
    share = FLAT if len(notice.rows) > MANY else 1
    room = top - FOOT * share - 8 * mm - sum(one.wrap(WIDTH, top)[1] for one in (*above, *below))
    middle = KeepInFrame(WIDTH, room, [_table(notice, room)], mode="shrink", hAlign="CENTER")
    for one in (*above, Spacer(1, 4 * mm), middle, Spacer(1, 4 * mm), *below):
        width, height = one.wrapOn(canvas, WIDTH, room)
        top -= height
        one.drawOn(canvas, MARGIN + (WIDTH - width) / 2 if one is middle else MARGIN, top)
    _foot(canvas, notice, address, hotline, share)
    canvas.save()
    return out.getvalue()


def _head(canvas: Canvas, notice: Notice) -> None:
    middle, top = A4[0] / 2, A4[1]
    canvas.setFillColor(RED)
    canvas.setFont(FONT, 26)
    canvas.drawCentredString(middle, top - 26 * mm, notice.issuer)
    canvas.setFillColor(colors.black)
    canvas.setFont(FONT, 11)
    canvas.drawCentredString(middle, top - 34 * mm, notice.number)
    canvas.setStrokeColor(RED)
    for width, down in ((2, 38), (0.6, 39.2)):
        canvas.setLineWidth(width)
        canvas.line(MARGIN, top - down * mm, A4[0] - MARGIN, top - down * mm)


def _table(notice: Notice, room: float) -> Table:
    """The list over the whole width, its letters as large as so many rows leave in the room."""
    letters = max(LEAST, min(12.5, room / (len(notice.rows) + 3) * 0.68))
    cell = ParagraphStyle("cell", parent=TEXT, fontSize=letters, leading=letters * 1.15)
    amount = ParagraphStyle("amount", parent=cell, alignment=2)
    styles = [amount if "元" in title else cell for title in notice.columns]
    rows = [
        [_words(value, style) for value, style in zip(row, styles, strict=False)]
        for row in (notice.columns, *notice.rows)
    ]
    rows.append([_words(notice.summary, cell)])
    last = ("SPAN", (0, -1), (-1, -1))
    first = 14 * mm  # 序号
    others = (WIDTH - first) / max(len(styles) - 1, 1)
    table = Table(rows, colWidths=[first, *([others] * (len(styles) - 1))], repeatRows=1)
    table.setStyle(RULED)
    pad = letters * 0.12
    table.setStyle([last, ("TOPPADDING", (0, 0), (-1, -1), pad)])
    table.setStyle([("BOTTOMPADDING", (0, 0), (-1, -1), pad)])
    table.setStyle([(side, (0, 0), (-1, -1), 3) for side in ("LEFTPADDING", "RIGHTPADDING")])
    return table


def _period(days: list[dt.date]) -> list[Any]:
    """The working days, the last one marked."""
    words = f"公示 {len(days)} 个工作日，{days[-1]:%m 月 %d 日} 24:00 截止"
    story: list[Any] = [_words(words)]
    if len(days) <= MOST_CELLS:
        cells = [f"{day:%m-%d}" for day in days]
        table = Table([cells], colWidths=[WIDTH / max(len(days), 5)] * len(days), hAlign="LEFT")
        table.setStyle(RULED)
        table.setStyle(
            [
                ("FONT", (0, 0), (-1, -1), FONT, 13),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                ("BOX", (-1, 0), (-1, 0), 2, RED),
            ]
        )
        story += [Spacer(1, 3 * mm), table]
    return story


def _foot(canvas: Canvas, notice: Notice, address: str, hotline: str, share: float) -> None:
    """Where to object: hotline, box, QR; `share` of its full height."""
    unit, foot = mm * share, FOOT * share
    side = 36 * unit
    canvas.setStrokeColor(colors.black)
    canvas.setLineWidth(1)
    canvas.line(MARGIN, foot - 4 * unit, A4[0] - MARGIN, foot - 4 * unit)
    lines = ((17, 14, "有不同意见，请说出来"), (32, 34, hotline), (43, 12, "不用署名，也会查。"))
    for down, size, words in (*lines, (50, 12, "也可以投旁边的举报箱。")):
        canvas.setFont(FONT, size * share)
        canvas.drawString(MARGIN, foot - down * unit, words)
    _qr(canvas, address, x=A4[0] - MARGIN - side, y=foot - 47 * unit, side=side)
    canvas.setFont(FONT, 10 * share)
    canvas.drawCentredString(A4[0] - MARGIN - side / 2, foot - 52 * unit, "扫码看电子版")
    canvas.setFont(FONT, 10)
    canvas.setFillColor(GREY)
    told = f"校验码 {notice.check_code}　{notice.public_from:%Y-%m-%d} 公开　一人拟稿，另一人放行"
    canvas.drawString(MARGIN, 10 * mm, told)


def _qr(canvas: Canvas, address: str, *, x: float, y: float, side: float) -> None:
    """The address as squares; a run of dark ones is one bar, so that no hair shows between."""
    rows = [tuple(row) for row in segno.make(address, error="m").matrix]
    cell = side / len(rows)
    for down, row in enumerate(rows):
        edges = [n for n, (a, b) in enumerate(pairwise((0, *row, 0))) if bool(a) != bool(b)]
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            at = y + side - (down + 1) * cell
            canvas.rect(x + begin * cell, at, (end - begin) * cell, cell, stroke=0, fill=1)
