"""合理化建议: answered in words, accepted by another, counted with its denominator."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from disclosure.actions.suggestions import (
    accept_suggestion,
    answer_suggestion,
    collect_suggestion,
    commend_suggestions,
    report_suggestion_done,
    send_suggestion_back,
)
from disclosure.models import Suggestion, SuggestionField, SuggestionStatus, SuggestionStep
from tests.people import DAY, make_worker
from welfare.errors import Refused

ADOPT = SuggestionStatus.IMPLEMENTING


@pytest.fixture
def suggestion(zhang, zheng) -> Suggestion:
    """Zhang wants lamps over the taps; Zheng wrote it down."""
    return collect(zhang, zheng)


def collect(worker, by, title="上水栓旁装照明灯", measure="装一盏防水灯"):
    return collect_suggestion(
        [worker], field=SuggestionField.SAFETY, title=title, present="夜里靠手电",
        measure=measure, on=DAY, by=by,
    )  # fmt: skip


def adopt(suggestion, by):
    due = DAY + dt.timedelta(days=30)
    return answer_suggestion(
        suggestion, outcome=ADOPT, reply="马上办", owner="设备科", due_on=due, by=by
    )


def done(suggestion, by):
    return report_suggestion_done(suggestion, evidence="现场照片两张", on=DAY, by=by)


def test_numbers_follow_one_another(suggestion, li, zheng):
    assert suggestion.number == "JY-2026-001"
    assert collect(li, zheng, "候工室备急救箱").number == "JY-2026-002"


def test_it_refuses_a_telephone_number_in_public_text(zhang, zheng):
    with pytest.raises(Refused, match="改进措施里有手机号"):
        collect(zhang, zheng, measure="找 13812345678 来装")
    assert not Suggestion.objects.exists()


def test_a_refusal_needs_its_reason(suggestion, zheng):
    with pytest.raises(Refused, match="答复要写一句话"):
        answer_suggestion(suggestion, outcome=SuggestionStatus.DECLINED, reply=" ", by=zheng)
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.update(status=SuggestionStatus.DECLINED)


def test_an_adopted_one_needs_an_owner_and_a_day(suggestion, zheng):
    with pytest.raises(Refused, match="谁来办、哪天办完"):
        answer_suggestion(suggestion, outcome=ADOPT, reply="好", by=zheng)


def test_who_reports_it_done_cannot_accept_it(suggestion, zheng, sun):
    adopt(suggestion, zheng)
    done(suggestion, zheng)
    with pytest.raises(Refused, match="要由别人验收"):
        accept_suggestion(suggestion, by=zheng)
    accept_suggestion(suggestion, by=sun)
    assert Suggestion.objects.get().status == SuggestionStatus.IMPLEMENTED


def test_the_database_refuses_the_same_hand_twice(suggestion, zheng):
    with pytest.raises(IntegrityError, match="accepted_by_another"), transaction.atomic():
        Suggestion.objects.update(reported_by=zheng, accepted_by=zheng)


def test_work_sent_back_can_be_reported_again(suggestion, zheng, sun):
    adopt(suggestion, zheng)
    done(suggestion, zheng)
    send_suggestion_back(suggestion, reason="灯还不亮", by=sun)
    suggestion.refresh_from_db()
    assert suggestion.status == SuggestionStatus.IMPLEMENTING
    assert suggestion.reported_by is None
    done(suggestion, zheng)
    words = list(SuggestionStep.objects.values_list("words", flat=True))
    assert words == ["收到建议", "马上办", "现场照片两张", "灯还不亮", "现场照片两张"]


def test_only_what_was_carried_out_is_commended(suggestion, zheng, sun):
    with pytest.raises(Refused, match="还没有落实"):
        commend_suggestions([suggestion], year=2026, circular_no="示例 1 号", by=zheng)
    adopt(suggestion, zheng)
    accept_suggestion(done(suggestion, zheng), by=sun)
    assert commend_suggestions([suggestion], year=2026, circular_no="示例 1 号", by=zheng) == 1


def test_steps_cannot_be_changed(suggestion):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE disclosure_suggestionstep SET words = '改过'")


def test_the_public_reads_the_answer_and_a_masked_name(client, suggestion, li, zheng):
    answer_suggestion(
        collect(li, zheng, "候车室装中央空调"),
        outcome=SuggestionStatus.DECLINED, reply="站房改造由上级统一安排", by=zheng,
    )  # fmt: skip
    page = client.get("/suggestions/").content.decode()
    assert "站房改造由上级统一安排" in page
    assert "张*兰" in page
    assert "张桂兰" not in page
    assert "2 条里落实 0 条" in page
    only = client.get("/suggestions/?show=no").content.decode()
    assert "上水栓" not in only


def test_the_office_walks_a_suggestion_through(as_, zhang, zheng, sun):
    office, watch = as_(zheng), as_(sun)
    told = {
        "proposer": zhang.number, "field": "safety", "title": "道口手推车加反光条",
        "measure": "两侧贴反光条",
    }  # fmt: skip
    url = office.post("/suggestions/desk/new/", told).url
    office.post(f"{url}answer/", {"outcome": "implementing", "reply": "办", "owner": "安全科",
                                  "due_on": "2026-11-20"})  # fmt: skip
    office.post(f"{url}done/", {"evidence": "照片"})
    assert "报完成" not in watch.get(url).content.decode()
    watch.post(f"{url}accept/")
    office.post(f"{url}commend/", {"circular_no": "示例 2 号"})
    assert Suggestion.objects.get().excellent_year == 2026
    assert office.post(f"{url}accept/").status_code == 403


def test_an_unknown_employee_number_is_named(as_, zheng):
    told = {"proposer": "J9999", "field": "safety", "title": "一", "measure": "二"}
    page = as_(zheng).post("/suggestions/desk/new/", told).content.decode()
    assert "没有工号 J9999" in page


@pytest.mark.parametrize("path", ["/suggestions/", "/suggestions/desk/"])
def test_forty_ask_as_many_questions_as_two(
    path, as_, suggestion, zheng, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_(zheng)
    collect(make_worker("二号"), zheng, "第二条")
    client.get(path)
    with django_assert_max_num_queries(30) as few:
        client.get(path)
    for n in range(38):
        collect(make_worker(f"职工{n:02d}"), zheng, f"第 {n} 条")
    with django_assert_num_queries(len(few)):
        client.get(path)
