"""One worker on one A4 sheet: embedded font, text that can be copied, masked, on the record."""

import datetime as dt
import io
import shutil
import subprocess

import pikepdf
import pytest
from django.urls import reverse

from staff.actions.workers import PRINTED
from staff.models import Precision
from tests.staff.care import make_cadre, pair, visit
from welfare.models import AuditEntry


@pytest.fixture
def cared(zheng, zhao, zhang):
    """Zhang has a file, a cadre and many visits."""
    open_pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    for number in range(12):
        visit(open_pairing, zhao, note=f"第 {number} 次走访，" + "屋顶漏雨，要修。" * 12)
    zhang.phone = "13800000417"
    zhang.remark = "<b>&" + "备注很长" * 40
    zhang.save()
    return zhang


def sheet(client, worker) -> bytes:
    """The PDF."""
    answer = client.get(reverse("worker-pdf", args=[worker.pk]))
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def words_of(content: bytes, tmp_path) -> str:
    """The text as pdftotext finds it."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not on this machine")
    path = tmp_path / "sheet.pdf"
    path.write_bytes(content)
    done = subprocess.run([program, str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_it_is_one_a4_page_with_its_font(as_, zheng, cared):
    with pikepdf.open(io.BytesIO(sheet(as_(zheng), cared))) as book:
        (page,) = book.pages
        assert [round(float(edge)) for edge in page.mediabox] == [0, 0, 595, 842]
        fonts = [font for font in page.Resources.Font.values() if "/FontDescriptor" in font]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_its_text_can_be_read_and_says_who_took_it(as_, zheng, cared, tmp_path):
    words = words_of(sheet(as_(zheng), cared), tmp_path)
    for told in ("张桂兰", "集体职工登记表", "特困", "屋顶漏雨", "2026-10-20 09:00", "郑敏"):
        assert told in words
    assert cared.id_number not in words
    assert "13800000417" not in words
    assert "138****0417" in words


def test_it_tells_a_registrar_nothing_of_care(as_, zhou, cared, tmp_path):
    words = words_of(sheet(as_(zhou), cared), tmp_path)
    assert "特困" not in words
    assert "屋顶漏雨" not in words


def test_it_is_written_down_and_shown_to_the_next_reader(as_, zheng, cared):
    sheet(as_(zheng), cared)
    assert AuditEntry.objects.about(cared).filter(action=PRINTED, actor=zheng).count() == 1
    assert "打印" in as_(zheng).get(cared.get_absolute_url()).content.decode()


def test_it_is_not_for_strangers(as_, he, cared):
    assert as_(he).get(reverse("worker-pdf", args=[cared.pk])).status_code == 404


def test_it_says_that_he_is_disabled_never_how(as_, zheng, cared, tmp_path):
    cared.is_disabled, cared.disability_type, cared.disability_grade = True, "精神", "二级"
    cared.marital_status, cared.household_type = "丧偶", "农转居"
    cared.model_worker_type, cared.join_date = "省部级", dt.date(1993, 7, 1)
    cared.join_date_precision = Precision.MONTH
    cared.save()
    words = words_of(sheet(as_(zheng), cared), tmp_path)
    for told in ("丧偶", "农转居", "省部级", "1993-07", "类别和等级见本人页面"):
        assert told in words
    assert "精神" not in words
    assert "二级" not in words
