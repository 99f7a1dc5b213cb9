"""One worker on one A4 sheet 职工登记表 as PDF: numbers masked, the reader's name across it.

ReportLab embeds the part of the font that is used, so that the text can be searched and copied.
"""

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepInFrame, Paragraph, Table, TableStyle

from staff.models import Worker
from staff.roster_fields import paper_words
from welfare.fonts import FONT, font_path, plain, register_font
from welfare.models import User
from welfare.money import yuan
from welfare.person_page import Care, Event, Kin, Membership, masked_of
from welfare.person_registry import open_facts

MARGIN = 15 * mm
WIDTH, HEIGHT = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN
LINE, GREY = colors.HexColor("#b8b2a7"), colors.HexColor("#6b655b")
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=9, leading=12.5, wordWrap="CJK")
LABEL = ParagraphStyle("label", parent=TEXT, textColor=GREY)
TITLE = ParagraphStyle("title", parent=TEXT, fontSize=16, leading=22, alignment=1)
HEAD = ParagraphStyle("head", parent=TEXT, fontSize=10.5, leading=18)
FAINT = (120, 120, 120, 38)
MARK_PIXELS = 48
FRAMED = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)


@dataclass(frozen=True)
class PersonSheet:
    """What stands on the sheet, each as far as the reader may see it."""

    worker: Worker
    care: Care
    family: list[Kin]
    membership: Membership | None
    events: list[Event]
    is_double: bool


def words_in(text: Any, style: ParagraphStyle = TEXT) -> Paragraph:
    """The words as they are: nothing in them is markup."""
    return Paragraph(plain(text), style)


def _pairs(pairs: Iterable[tuple[str, Any]], across: int = 2) -> Table:
    """Labels and values, some pairs in a row."""
    cells = [[words_in(label, LABEL), words_in(value)] for label, value in pairs]
    cells += [[words_in(""), words_in("")]] * (-len(cells) % across)
    rows = [
        [cell for pair in cells[start : start + across] for cell in pair]
        for start in range(0, len(cells), across)
    ]
    label = 26 * mm
    return Table(rows, [label, WIDTH / across - label] * across, style=FRAMED)


def table_of(header: list[str], widths: list[float], rows: list[list[Any]]) -> Table:
    """A framed table as wide as the sheet; widths are shares of it."""
    cells = [[words_in(title, LABEL) for title in header]]
    cells += [[words_in(value) for value in row] for row in rows]
    whole = sum(widths)
    return Table(cells, [WIDTH * width / whole for width in widths], style=FRAMED)


def _disability(worker: Worker) -> str:
    """Whether, never how: paper goes from hand to hand."""
    if not worker.is_disabled:
        return "否"
    is_known = worker.disability_type or worker.disability_grade
    return "是，类别和等级见本人页面" if is_known else "是"


def _registry(sheet: PersonSheet, on: dt.date) -> Table:
    worker, hidden = sheet.worker, masked_of(sheet.worker)
    post = f"{worker.get_post_display()} {worker.job}".strip()
    if worker.left_on:
        post = f"{worker.left_on} {worker.get_leave_reason_display()}离册"
    age = worker.age(on=on)
    return _pairs(
        [
            ("姓名", worker.name),
            ("工号", worker.number),
            ("性别", worker.get_sex_display()),
            (
                "出生日期",
                f"{paper_words(worker, 'birth')}（{age} 岁）" if age is not None else "",
            ),
            *open_facts(worker),
            ("单位", f"{worker.station.branch.name} {worker.station.name}"),
            ("岗位状态", post),
            ("身份证号", hidden["id_number"]),
            ("联系电话", hidden["phone"]),
            ("家庭住址", hidden["address"]),
            ("残疾", _disability(worker)),
            ("家庭", "双集体户" if sheet.is_double else "单职工户"),
            ("备注", worker.remark),
        ]
    )


def _care(care: Care) -> list[Any]:
    if care.file is None:
        return []
    file = care.file
    cadre = care.row.pairing.cadre if care.row else None
    quarters = "，".join(f"{quarter.words} {cell.words}" for quarter, cell in care.quarters[-4:])
    told: list[Any] = [
        words_in("困难档案", HEAD),
        _pairs(
            [
                ("档案号", file.number),
                ("困难等级", file.tier.name),
                ("主要致困原因", file.get_cause_display()),
                ("建档日期", file.opened_on),
                ("包保责任人", f"{cadre.name}，{cadre.title}" if cadre else "还没有"),
                ("季度走访", quarters),
            ]
        ),
    ]
    if care.promises:
        rows = [[one.title, one.state, one.words, one.source] for one in care.promises]
        told.append(table_of(["四个决不让", "现在", "情况", "依据"], [3, 2, 6, 5], rows))
    return told


def _member(membership: Membership | None) -> list[Any]:
    if membership is None:
        return []
    member = membership.member
    state = "在社" if membership.is_open else "已退社"
    return [
        words_in("互助补充保险", HEAD),
        _pairs(
            [
                ("社员编号", f"{member.number}（{state}）"),
                ("入社日期", member.joined_on),
                ("已缴会费", f"{yuan(membership.paid)} 元，{membership.payments} 次"),
                ("今年得到补助", f"{yuan(membership.given)} 元，{membership.given_cases} 次"),
            ]
        ),
    ]


def _story(sheet: PersonSheet, on: dt.date) -> list[Any]:
    told = [words_in("集体职工登记表", TITLE), _registry(sheet, on)]
    told += _care(sheet.care)
    if len(sheet.family) > 1:
        rows = [[kin.who, kin.what] for kin in sheet.family]
        told += [words_in("家庭成员", HEAD), table_of(["称谓", "情况"], [1, 3], rows)]
    told += _member(sheet.membership)
    if sheet.events:
        rows = [
            [str(event.on), event.title, "。".join(filter(None, (event.told, event.note)))]
            for event in sheet.events
        ]
        told += [words_in("最近的帮扶", HEAD), table_of(["日期", "事项", "说明"], [2, 4, 6], rows)]
    return told


def _faint(words: str) -> ImageReader:
    """The words as a picture: a watermark of text would mix with the text that is copied."""
    font = ImageFont.truetype(str(font_path()), MARK_PIXELS)
    _, _, width, height = font.getbbox(words)
    picture = Image.new("RGBA", (int(width), int(height) + 8), (120, 120, 120, 0))
    ImageDraw.Draw(picture).text((0, 0), words, font=font, fill=FAINT)
    return ImageReader(picture)


def _mark(canvas: Canvas, words: str) -> None:
    """The reader's name and the moment, across the sheet and at its foot."""
    picture = _faint(words)
    wide, high = picture.getSize()
    width, height = 95 * mm, 95 * mm * high / wide
    canvas.saveState()
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(35)
    for step in range(-4, 5):
        canvas.drawImage(picture, -width / 2, step * 34 * mm, width, height, mask="auto")
    canvas.restoreState()
    canvas.setFont(FONT, 7.5)
    canvas.setFillColor(GREY)
    canvas.drawString(MARGIN, 9 * mm, f"{words} 打印 · 号码已遮住 · 谁打印过有记录")


def person_pdf(*sheets: PersonSheet, by: User, at: dt.datetime) -> bytes:
    """A page for each; what does not fit is drawn smaller, so that it is always one page."""
    register_font()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, lang="zh-CN")
    canvas.setTitle(f"集体职工登记表 {sheets[0].worker.number}")
    canvas.setAuthor(by.name)
    for sheet in sheets:
        frame = KeepInFrame(WIDTH, HEIGHT, _story(sheet, at.date()), mode="shrink", hAlign="LEFT")
        _, height = frame.wrapOn(canvas, WIDTH, HEIGHT)
        frame.drawOn(canvas, MARGIN, A4[1] - MARGIN - height)
        _mark(canvas, f"{by.name} {at:%Y-%m-%d %H:%M}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
