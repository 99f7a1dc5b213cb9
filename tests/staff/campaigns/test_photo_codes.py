"""A photograph is matched by the QR it shows; another sheet's is refused by name."""

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from PIL import Image

from staff.actions.gifts import hand_out
from staff.actions.sheet_photos import attach_photo
from staff.models import Sheet, SheetPhoto
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import run
from tests.people import DAY
from welfare.errors import Refused


def shot(*sheets: Sheet) -> bytes:
    """The signed paper as a telephone sees it, a little askew."""
    paper = Image.new("RGB", (600, 400), "white")
    for place, sheet in enumerate(sheets):
        code = io.BytesIO()
        address = f"https://guanai.example{sheet.get_absolute_url()}"
        segno.make(address, micro=False).save(code, kind="png", scale=3, border=4)
        paper.paste(Image.open(code), (40 + 280 * place, 30))
    out = io.BytesIO()
    paper.rotate(2, fillcolor="white").save(out, "JPEG", quality=80)
    return out.getvalue()


def test_the_code_in_the_picture_finds_its_sheet(running, liang):
    first, second = running.sheets.all()
    assert attach_photo(first, shot(first), by=liang).match == "qr"
    with pytest.raises(Refused, match=f"是{running}第 1 张.*不是第 2 张"):
        attach_photo(second, shot(first), by=liang, by_hand=True)
    with pytest.raises(Refused, match="几张签领表的二维码"):
        attach_photo(second, shot(first, second), by=liang)
    with pytest.raises(Refused, match="没有读到这张签领表的二维码"):
        attach_photo(second, picture(), by=liang)
    assert attach_photo(second, picture(), by=liang, by_hand=True).match == "hand"
    with pytest.raises(IntegrityError, match="sheet_photo_match_known"):
        run(
            "INSERT INTO staff_sheetphoto (sheet_id, uid, file_type, size, sha256, stored_sha256,"
            " match, uploaded_by_id, uploaded_at) SELECT sheet_id, gen_random_uuid(), 'jpg', 1,"
            " 'a', 'b', 'told', uploaded_by_id, now() FROM staff_sheetphoto LIMIT 1"
        )


def test_the_board_says_that_all_were_given_alike(as_, gift, liang, he):
    hand_out(gift, on=DAY, by=liang, paid_with=he)
    assert "集体职工和全民职工同一个标准" in as_(he).get(reverse("board")).content.decode()


def test_many_photographs_find_their_sheets_at_once(as_, running, liang):
    first, second = running.sheets.all()
    files = [
        SimpleUploadedFile(f"{name}.jpg", content)
        for name, content in (("甲", shot(second)), ("乙", shot(first)), ("丙", picture()))
    ]
    answer = as_(liang).post(
        reverse("campaign-photos", args=[running.pk]), {"photo": files}, follow=True
    )
    page = answer.content.decode()
    assert "收到 2 张，对上第 1、2 张签领表" in page
    assert "「丙.jpg」没有读到二维码" in page
    assert set(SheetPhoto.objects.values_list("match", flat=True)) == {"qr"}
    answer = as_(liang).post(reverse("campaign-photos", args=[running.pk]), follow=True)
    assert "选签好的签领表照片" in answer.content.decode()
