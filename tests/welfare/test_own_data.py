"""我的资料: a worker sees everything kept on him and who looked, takes a copy, asks to put it right."""

import io

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from python_calamine import CalamineWorkbook

from staff.actions.corrections import answer_correction, ask_correction
from staff.actions.workers import correct_worker, open_file, reveal_number
from staff.models import Correction, DataItem, Revealable
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from tests.staff.care import make_cadre, pair, visit
from welfare import clock
from welfare.errors import Refused

DATA, LOOKS, COPY = reverse("me-data"), reverse("me-looks"), reverse("me-copy")
WANTED = "换了号码，现在用的尾号是 6688"


@pytest.fixture
def asked(zhang) -> Correction:
    """Zhang says that her phone number is an old one."""
    return ask_correction(zhang, item=DataItem.PHONE, wanted=WANTED, on=DAY, by=zhang.user)


def told(client) -> dict[str, list[list[str]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.post(COPY).content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_she_reads_her_own_numbers_and_nobody_elses(as_, zhang, li):
    page = as_(zhang.user).get(DATA).content.decode()
    assert str(zhang.id_number) in page
    assert str(li.id_number) not in page
    assert zhang.name in page


def test_a_login_without_a_worker_finds_no_page(as_, zheng):
    for at in (DATA, LOOKS):
        assert as_(zheng).get(at).status_code == 404
    assert as_(zheng).post(COPY).status_code == 404


def test_she_sees_who_looked_and_why(as_, zhang, zheng):
    open_file(zhang, by=zheng)
    reveal_number(zhang, field=Revealable.PHONE, reason="约上门时间", by=zheng)
    open_file(zhang, by=zhang.user)
    page = as_(zhang.user).get(LOOKS).content.decode()
    assert "谁看过我的资料，2 次" in page
    assert "看了完整的手机号，约上门时间" in page
    assert "郑敏" in page


def test_nobody_sees_who_looked_at_another(as_, zhang, li, zheng):
    open_file(zhang, by=zheng)
    assert "还没有人看过" in as_(li.user).get(LOOKS).content.decode()


def test_her_copy_holds_what_the_page_shows(as_, zhang, zhao, zheng):
    pairing = pair(zhang, make_cadre(zhao, zheng), zheng)
    visit(pairing, zhao, note="=1+1 屋顶漏雨")
    open_file(zhang, by=zheng)
    book = told(as_(zhang.user))
    assert ["身份证号", str(zhang.id_number)] in book["基本资料"]
    assert any("=1+1 屋顶漏雨" in row for row in book["走访"])
    assert any("郑敏" in row for row in book["谁看过"])
    assert set(book) >= {"家里人", "三金", "互助会费", "申请的补助", "领到的"}


def test_asking_reaches_the_office_and_the_answer_comes_back(as_, zhang, zhou):
    mine, office = as_(zhang.user), as_(zhou)
    with as_app():
        mine.post(DATA, {"item": "phone", "wanted": WANTED})
    one = Correction.objects.get()
    assert f"{zhang.name}：手机号" in office.get(reverse("home")).content.decode()
    at = reverse("correction-answer", args=[one.pk])
    assert WANTED in office.get(at).content.decode()
    with as_app():
        office.post(at, {"outcome": "corrected", "answer": "看了原件，已改。"})
    page = mine.get(DATA).content.decode()
    assert "看了原件，已改。" in page
    assert "已更正" in page
    assert "已经答复过" in (
        office.post(at, {"outcome": "declined", "answer": "又"}, follow=True).content.decode()
    )


def test_an_empty_wish_names_its_field(as_, zhang):
    answer = as_(zhang.user).post(DATA, {"item": "phone", "wanted": " "})
    assert answer.status_code == 400
    assert "「应该是什么」还没有填" in answer.content.decode()


def test_one_item_waits_once(as_, zhang, asked):
    page = as_(zhang.user).post(DATA, {"item": "phone", "wanted": "再来一次"}).content.decode()
    assert "等工会答复，不用再交" in page
    assert Correction.objects.count() == 1


def test_nobody_asks_for_another_or_answers_his_own(zhang, li, asked):
    with pytest.raises(Refused, match="自己的资料"):
        ask_correction(zhang, item=DataItem.NAME, wanted="改", on=DAY, by=li.user)
    with pytest.raises(Refused, match="由别人核对"):
        answer_correction(asked, is_corrected=True, answer="好", on=DAY, by=zhang.user)


def test_nobody_corrects_his_own_file(zhang):
    with pytest.raises(Refused, match="自己的档案由别人更正"):
        correct_worker(zhang, facts={"ethnicity": "满"}, reason="写错了", by=zhang.user)


def test_the_database_keeps_an_answer_and_what_was_asked(zhang, asked, zheng):
    for statement, values in (
        ("DELETE FROM staff_correction", ()),
        ("UPDATE staff_correction SET item = 'name'", ()),
        ("UPDATE staff_correction SET status = 'declined', answered_on = asked_on,"
         " answered_by_id = %s", (zhang.user_id,)),
    ):  # fmt: skip
        with pytest.raises(DatabaseError):
            run(statement, *values)
    answer_correction(asked, is_corrected=False, answer="号码没错", on=DAY, by=zheng)
    with pytest.raises(DatabaseError, match="is kept"):
        run("UPDATE staff_correction SET status = 'corrected'")


def test_what_was_asked_lies_sealed(asked):
    with connection.cursor() as cursor:
        cursor.execute("SELECT wanted FROM staff_correction")
        assert b"6688" not in bytes(cursor.fetchone()[0])


def test_the_list_shows_waiting_ones_first_and_marks_late_ones(as_, zhou, asked):
    at = reverse("correction-list")
    with clock.travel(asked.due_on.replace(year=asked.due_on.year + 1)):
        assert "逾期" in as_(zhou).get(at).content.decode()
    assert "没有这样的申请" in as_(zhou).get(at, {"show": "answered"}).content.decode()
