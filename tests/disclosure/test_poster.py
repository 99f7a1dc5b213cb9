"""The paper for the wall: one page, with the table, the hotline, the code; gone after its days."""

import datetime as dt
import io
import shutil
import subprocess

import pikepdf
import pytest
from django.urls import reverse

from disclosure.actions.notices import notice_days
from disclosure.poster import poster
from tests.people import DAY
from welfare import clock

A4, A3 = (595, 841), (841, 1190)


def pages(data: bytes) -> list[tuple[int, int]]:
    """The size of each page in points."""
    with pikepdf.open(io.BytesIO(data)) as book:
        return [(int(page.mediabox[2]), int(page.mediabox[3])) for page in book.pages]


def text_of(data: bytes) -> str:
    """The text as pdftotext finds it."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not on this machine")
    done = subprocess.run([program, "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize(("query", "size"), [("", A4), ("?size=a3", A3), ("?size=x", A4)])
def test_anyone_takes_one_page_for_the_wall(client, released, query, size):
    with clock.travel(DAY):
        answer = client.get(reverse("notice-poster", args=[released.number]) + query)
    assert answer["Content-Type"] == "application/pdf"
    assert pages(answer.content) == [size]


def test_it_says_what_the_web_says_and_no_whole_name(client, released, settings):
    with clock.travel(DAY):
        data = client.get(reverse("notice-poster", args=[released.number])).content
    text = text_of(data)
    for words in (released.number, released.check_code, "张*兰", settings.HOTLINE, "不用署名"):
        assert words in text
    assert "张桂兰" not in text


def test_a_long_list_is_still_one_page(released):
    released.rows = [[str(n), "张*兰", "青石站", "疾病医疗", "500.00"] for n in range(1, 81)]
    data = poster(released, days=notice_days(released), address="/", hotline="023-1234", size="a4")
    assert pages(data) == [A4]


def test_the_letters_of_a_list_of_thirty_five_are_read_from_a_step_away(released):
    """One page leaves so much on A4, two fifths more on A3."""
    released.rows = [[str(n), "张*兰", "青石站", "疾病医疗", "500.00"] for n in range(1, 36)]
    data = poster(released, days=notice_days(released), address="/", hotline="023-1234", size="a4")
    with pikepdf.open(io.BytesIO(data)) as book:
        stream = pikepdf.parse_content_stream(book.pages[0])
    sizes = [float(operands[1]) for operands, operator in stream if str(operator) == "Tf"]
    assert min(sizes) >= 6.4


def test_it_is_gone_when_the_days_are_over(client, released):
    with clock.travel(released.public_until + dt.timedelta(1)):
        assert client.get(reverse("notice-poster", args=[released.number])).status_code == 404


def test_it_is_not_there_before_the_release(client, sent):
    with clock.travel(DAY):
        assert client.get(reverse("notice-poster", args=[sent.number])).status_code == 404
