"""The annual report writes itself: every number is that of its list, on the page and on paper."""

import io
import re
import shutil
import subprocess

import pytest
from django.core.paginator import Page
from django.urls import reverse
from docx import Document

from mutualfund.actions.payments import pay_claim
from mutualfund.models import DuesPayment, Payment
from tests.mutualfund.conftest import (  # noqa: F401 - the fund's claim up to the cashier
    announced,
    reviewed,
)
from tests.people import DAY
from welfare.annual_papers import plain
from welfare.annual_report import report_of
from welfare.management.commands.facts import collect
from welfare.models import AuditEntry

PAPER = "annual-paper"


def words_of(report) -> str:
    """Every paragraph, as one text without blanks."""
    told = "".join(plain(words) for part in report.parts for words in part.paragraphs)
    return told.replace(" ", "")


def docx_words(client, year: int = DAY.year) -> str:
    answer = client.get(reverse(PAPER, args=["docx"]), {"year": year})
    book = Document(io.BytesIO(answer.content))
    lines = [line.text for line in book.paragraphs]
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "".join([*lines, *cells]).replace(" ", "")


def counts_on(answer) -> set[int]:
    """How many rows the lists of a page have."""
    layers = [layer for context in answer.context for layer in context]
    values = (value for layer in layers for value in layer.values())
    return {value.paginator.count for value in values if isinstance(value, Page)}


def test_every_number_opens_a_list_of_that_many(as_, world, roster, gao):
    client, report = as_(gao), report_of(DAY.year, user=gao, on=DAY)
    wrong, seen = [], 0
    for figure in report.figures:
        if not figure.url:
            continue
        answer = client.get(figure.url)
        text, seen = answer.content.decode(), seen + 1
        fits = not figure.words.isdecimal() or int(figure.words) in counts_on(answer)
        shown = re.search(rf"(?<![\d.,]){re.escape(figure.words)}(?![\d])", text)
        if answer.status_code != 200 or not (fits or shown):
            wrong.append((figure, answer.status_code))
    assert wrong == []
    assert seen > 20


def test_the_page_shows_what_the_report_says_and_that_the_year_goes_on(as_, world, gao):
    page = as_(gao).get(reverse("annual-report"))
    text = re.sub(r"<[^>]+>|\s", "", page.content.decode())
    for part in report_of(DAY.year, user=gao, on=DAY).parts:
        for paragraph in part.paragraphs:
            assert plain(paragraph).replace(" ", "") in text
    assert "这一年还没有过完，数字截至2026年10月20日" in text


def test_the_document_says_the_same_numbers_as_the_lists(as_, reviewed, yun, gao):  # noqa: F811 - the fixture
    pay_claim(reviewed, on=DAY, by=yun)
    told = docx_words(as_(gao))
    dues = DuesPayment.objects.filter(paid_on__year=DAY.year)
    assert f"收会费{dues.count()}笔，{sum(due.amount for due in dues):,.2f}元" in told
    assert Payment.objects.count() == 1
    assert "给予补助1人，1人次，500.00元。其中子女入学补助1人次，疾病医疗补助0人次" in told
    assert "资金累计10,000.00元，结存9,500.00元" in told
    assert "补助申领" in told  # the table of where the numbers come from
    entry = AuditEntry.objects.filter(action="list.exported").latest("pk")
    assert (entry.facts["form"], entry.facts["shape"]) == ("docx", "annual-report")


def test_the_pdf_says_it_too(as_, reviewed, yun, gao):  # noqa: F811 - the fixture
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not on this machine")
    pay_claim(reviewed, on=DAY, by=yun)
    content = as_(gao).get(reverse(PAPER, args=["pdf"])).content
    done = subprocess.run([program, "-", "-"], input=content, capture_output=True, check=True)
    text = re.sub(r"\s", "", done.stdout.decode())
    for part in report_of(DAY.year, user=gao, on=DAY).parts:
        for paragraph in part.paragraphs:
            assert plain(paragraph).replace(" ", "") in text


def test_it_agrees_with_the_facts(as_, world, gao):
    facts, told = collect(), words_of(report_of(DAY.year, user=gao, on=DAY))
    for words in (
        f"现有集体职工{facts['workers']}名，男职工{facts['men']}名，女职工{facts['women']}名",
        f"在岗{facts['on_post']}名，息岗{facts['off_post']}名，内部退养{facts['early_retired']}名",
        f"双集体职工{facts['double_households']}户，残疾职工{facts['disabled']}名",
        f"特困{facts['tiers']['extreme']}名，重困{facts['tiers']['severe']}名",
        f"在社社员{facts['members']}名",
        f"征集合理化建议{facts['suggestions']}条",
        f"固定公开栏{facts['boards']}个",
    ):
        assert words in told


def test_a_year_without_rows_says_so(as_, world, gao):
    told = words_of(report_of(DAY.year - 1, user=gao, on=DAY))
    for words in ("节日慰问：无", "付出的补助：无", "只记现在的情况"):
        assert words in told
    assert "在社社员" not in told
    report = report_of(DAY.year - 1, user=gao, on=DAY)
    assert (report.is_over, report.span) == (True, "2025 年 1 月 1 日至 12 月 31 日")


@pytest.mark.parametrize("year", ["1999", "abcd", "２０２６", "9999"])
def test_another_year_is_answered_with_the_years_there_are(as_, world, gao, year):
    page = as_(gao).get(reverse("annual-report"), {"year": year}, follow=True)
    assert "年的报告。先给您看 2026 年的" in page.content.decode()
    answer = as_(gao).get(reverse(PAPER, args=["docx"]), {"year": year})
    assert answer.status_code == 302


def test_who_may_not_open_a_list_gets_no_link_to_it(world, gao, xu):
    def linked(user) -> set[str]:
        figures = report_of(DAY.year, user=user, on=DAY).figures
        return {figure.source for figure in figures if figure.url}

    assert "走访任务" in linked(gao)
    assert "走访任务" not in linked(xu)
    assert "会费明细" in linked(xu)
