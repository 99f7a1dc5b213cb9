"""The annual report as a document: .docx to go on writing in, PDF to print."""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer

from welfare.annual_report import AnnualReport, Paragraph
from welfare.fonts import register_font
from welfare.person_pdf import (
    HEAD,
    LABEL,
    MARGIN,
    TEXT,
    TITLE,
    table_of,
    words_in,
)

SONG, HEI = "宋体", "黑体"
SOURCES = "数字和名单"
HEADER = ("数字", "出自哪份名单")
BODY = TEXT.clone("body", fontSize=11, leading=20, firstLineIndent=22)


def plain(paragraph: Paragraph) -> str:
    """The words of a paragraph, its numbers among them."""
    return "".join(str(piece) for piece in paragraph)


def sources_of(report: AnnualReport) -> list[tuple[str, str]]:
    """Each number that stands on a list, with the list's title, in order."""
    return [(figure.words, figure.source) for figure in report.figures if figure.source]


def _font(style: object, name: str, size: int) -> None:
    """A Chinese face needs its name twice in a .docx."""
    style.font.name, style.font.size = name, Pt(size)  # type: ignore[attr-defined]  # a docx style
    style.element.rPr.rFonts.set(qn("w:eastAsia"), name)  # type: ignore[attr-defined]  # the same


def report_docx(report: AnnualReport) -> bytes:
    """The report as .docx: title, paragraphs, and at its end where each number comes from."""
    book = Document()
    _font(book.styles["Normal"], SONG, 12)
    _font(book.styles["Heading 1"], HEI, 14)
    book.core_properties.title = report.title
    for words, size in ((report.title, 18), (report.span, 11)):
        line = book.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(words).font.size = Pt(size)
    for part in report.parts:
        if part.title:
            book.add_heading(part.title, level=1)
        for paragraph in part.paragraphs:
            line = book.add_paragraph()
            line.paragraph_format.first_line_indent = Pt(24)
            for piece in paragraph:
                line.add_run(str(piece))
    _sources(book, report)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sources(book: Any, report: AnnualReport) -> None:
    """Where each number comes from, as a table."""
    book.add_heading(SOURCES, level=1)
    table = book.add_table(rows=1, cols=len(HEADER), style="Table Grid")
    for cell, title in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = title
    for row in sources_of(report):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


def report_pdf(report: AnnualReport) -> bytes:
    """The report on A4 pages with the same words in the same order."""
    register_font()
    story: list[Flowable] = [words_in(report.title, TITLE), words_in(report.span, LABEL)]
    for part in report.parts:
        story.append(Spacer(1, 8))
        if part.title:
            story.append(words_in(part.title, HEAD))
        story += [words_in(plain(paragraph), BODY) for paragraph in part.paragraphs]
    story += [Spacer(1, 12), words_in(SOURCES, HEAD)]
    story.append(table_of(list(HEADER), [1, 3], [list(row) for row in sources_of(report)]))
    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN, title=report.title, lang="zh-CN",
    ).build(story)  # fmt: skip
    return out.getvalue()
