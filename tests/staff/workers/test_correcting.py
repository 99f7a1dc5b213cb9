"""更正档案: facts of a person, with a reason; sealed ones are never filled in beforehand."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.people import make_worker
from welfare.models import AuditEntry

FACTS = {"sex": "female", "birth": "1970-03-12", "birth_precision": "day",
         "work_start_precision": "day", "join_date_precision": "day", "is_disabled": "on",
         "reason": "核对原件"}  # fmt: skip


@pytest.fixture
def disabled(house):
    """A disabled worker with all that is known of it."""
    return make_worker(
        "钱春兰", is_disabled=True, disability_certificate="99999919700312002X43",
        disability_type="肢体", disability_grade="二级", family_income="3200.00",
    )  # fmt: skip


def correct(client, worker, **changes):
    """Send the form as the browser does; a value of None is a box without its tick."""
    told = {"name": worker.name} | FACTS | changes
    url = reverse("worker-edit", args=[worker.pk])
    answer = client.post(url, {name: v for name, v in told.items() if v is not None}, follow=True)
    worker.refresh_from_db()
    return answer.content.decode()


def test_the_registrar_corrects_without_touching_the_income(as_, zhou, disabled):
    page = as_(zhou).get(reverse("worker-edit", args=[disabled.pk])).content.decode()
    assert "家庭月收入" not in page
    page = correct(
        as_(zhou), disabled, marital_status="丧偶", join_date="1993-07-01", family_income="1.00"
    )
    assert "已更正" in page
    assert (disabled.marital_status, disabled.join_date) == ("丧偶", dt.date(1993, 7, 1))
    assert str(disabled.family_income) == "3200.00"


def test_what_is_sealed_is_kept_when_left_empty_and_never_shown(as_, zheng, disabled):
    page = as_(zheng).get(reverse("worker-edit", args=[disabled.pk])).content.decode()
    assert "99999919700312002X43" not in page
    assert page.count("已经登记，不在这里显示") == 4
    assert 'value="二级" selected' not in page
    correct(as_(zheng), disabled, disability_type="听力")
    told = (disabled.disability_certificate, disabled.disability_type, disabled.disability_grade)
    assert told == ("99999919700312002X43", "听力", "二级")


def test_the_trail_names_what_was_sealed_and_does_not_quote_it(as_, zheng, disabled):
    correct(as_(zheng), disabled, disability_type="听力", model_worker_type="全国")
    facts = AuditEntry.objects.get(action="worker.corrected").facts
    assert facts["changed"] == {"disability_type": "改过", "model_worker_type": ["", "全国"]}


def test_nobody_has_a_certificate_of_a_disability_he_has_not(as_, zheng, disabled):
    page = correct(as_(zheng), disabled, is_disabled=None, disability_grade="一级")
    assert "就要勾上「残疾」" in page
    assert disabled.is_disabled
    page = correct(as_(zheng), disabled, is_disabled=None)
    assert "已更正" in page
    told = (disabled.disability_certificate, disabled.disability_type, disabled.disability_grade)
    assert (disabled.is_disabled, *told) == (False, "", "", "")


def test_a_word_that_is_in_no_list_is_refused_by_name(as_, zheng, disabled):
    page = correct(as_(zheng), disabled, disability_grade="九级")
    assert "「残疾等级」只能选列出来的一项" in page
    assert disabled.disability_grade == "二级"
