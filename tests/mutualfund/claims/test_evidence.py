"""Evidence files: what is kept is a clean picture or a PDF that does nothing (security.md G)."""

import io
import zipfile

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from mutualfund.models import Evidence
from tests.mutualfund.fund import picture
from welfare.errors import Refused
from welfare.models import AuditEntry
from welfare.uploads import FileType, clean


def pdf(**root) -> bytes:
    """A PDF of one page with some keys in its root."""
    made = pikepdf.new()
    made.add_blank_page()
    for key, value in root.items():
        made.Root[f"/{key}"] = value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A square PNG of many pixels and few bytes."""
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


def zipped() -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("a.html", "<script>alert(1)</script>")
    return out.getvalue()


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
REFUSED = {
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "不是照片或 PDF"),
    "html": (b"<!doctype html><script>alert(1)</script>", "不是照片或 PDF"),
    "gif": (b"GIF89a\x01\x00\x01\x00", "不是照片或 PDF"),
    "tiff": (b"II*\x00\x08\x00\x00\x00", "不是照片或 PDF"),
    "heic": (b"\x00\x00\x00\x18ftypheic", "不是照片或 PDF"),
    "zip": (zipped(), "不是照片或 PDF"),
    "nothing": (b"", "空文件"),
    "large": (b"\xff\xd8\xff" + bytes(10 * 1024 * 1024), "超过 10 MB"),
    "broken jpeg": (b"\xff\xd8\xff garbage", "打不开"),
    "png called jpeg inside": (b"\xff\xd8\xff" + bomb(4), "打不开"),
    "bomb": (bomb(20_000), "4000 万像素"),
    "smaller bomb": (bomb(12_000), "4000 万像素"),
    "pdf open action": (pdf(OpenAction=SCRIPT), "有脚本"),
    "pdf additional action": (pdf(AA=pikepdf.Dictionary(WC=SCRIPT)), "有脚本"),
    "pdf hidden script": (pdf(PieceInfo=pikepdf.Array([pikepdf.Dictionary(X=SCRIPT)])), "有脚本"),
    "pdf launch": (pdf(X=pikepdf.Dictionary(S=pikepdf.Name.Launch)), "有脚本"),
    "pdf attachment": (pdf(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Array([]))), "有脚本"),
    "pdf form": (pdf(AcroForm=pikepdf.Dictionary(XFA="x")), "有脚本"),
    "pdf broken": (b"%PDF-1.7 and nothing more", "打不开"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_refuses_what_is_no_plain_picture_or_pdf(name):
    content, words = REFUSED[name]
    with pytest.raises(Refused, match=words):
        clean(content, name="诊断证明")


def test_it_refuses_an_encrypted_pdf():
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Refused, match="加密"):
        clean(out.getvalue(), name="诊断证明")


def test_it_refuses_a_pdf_of_many_pages():
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(51):
        made.add_blank_page()
    made.save(out)
    with pytest.raises(Refused, match="50 页"):
        clean(out.getvalue(), name="诊断证明")


def test_it_keeps_a_harmless_pdf():
    kept = clean(pdf(), name="诊断证明")
    assert kept.file_type == FileType.PDF
    assert kept.content.startswith(b"%PDF-")


def test_it_forgets_where_the_picture_was_taken():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (28.0, 11.0, 40.0)}  # GPS
    exif[0x010F] = "a phone"
    kept = clean(picture(exif=exif), name="诊断证明")
    with Image.open(io.BytesIO(kept.content)) as image:
        assert dict(image.getexif()) == {}
    assert b"a phone" not in kept.content


def test_it_cuts_off_what_hangs_behind_the_picture():
    kept = clean(picture() + zipped() + b"<script>alert(1)</script>", name="诊断证明")
    assert b"script" not in kept.content
    assert b"PK\x03\x04" not in kept.content


def test_it_turns_the_picture_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated by a quarter
    kept = clean(picture((40, 30), exif=exif), name="诊断证明")
    with Image.open(io.BytesIO(kept.content)) as image:
        assert image.size == (30, 40)


@pytest.fixture
def paper(accepted) -> Evidence:
    """The first paper of Zhang's claim."""
    return accepted.evidence.first()


def test_it_stores_under_a_random_name(paper):
    assert paper.path == f"evidence/{paper.uid.hex[:2]}/{paper.uid.hex}.jpg"


def test_it_hands_out_a_file_that_can_do_nothing(as_, zheng, paper):
    answer = as_(zheng).get(reverse("evidence-file", args=[paper.uid]))
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''HZ-2026-0001-")
    assert answer["Content-Type"] == "image/jpeg"


def test_it_logs_who_looked(as_, zheng, paper):
    as_(zheng).get(reverse("evidence-file", args=[paper.uid]))
    look = AuditEntry.objects.get(action="evidence.opened")
    assert (look.actor, look.facts) == (zheng, {"paper": paper.paper})


def test_it_hands_out_nothing_that_was_changed_on_the_disk(as_, zheng, paper):
    default_storage.delete(paper.path)
    default_storage.save(paper.path, ContentFile(picture()))
    answer = as_(zheng).get(reverse("evidence-file", args=[paper.uid]))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("who", "code"),
    [("zheng", 200), ("wang", 200), ("gao", 200), ("xu", 200), ("he", 404), ("chen", 404),
     ("yun", 404), ("guo", 404), ("zhou", 404), ("sun", 404)],
)  # fmt: skip
def test_it_opens_to_those_who_judge_the_claim(request, as_, paper, who, code):
    client = as_(request.getfixturevalue(who))
    assert client.get(reverse("evidence-file", args=[paper.uid])).status_code == code


def test_it_opens_to_the_applicant_and_to_no_other_worker(as_, zhang, li, paper):
    address = reverse("evidence-file", args=[paper.uid])
    assert as_(zhang.user).get(address).status_code == 200
    assert as_(li.user).get(address).status_code == 404


def test_it_opens_to_an_investigator(as_, he, investigated):
    address = reverse("evidence-file", args=[investigated.evidence.first().uid])
    assert as_(he).get(address).status_code == 200
