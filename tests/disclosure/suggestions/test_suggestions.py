"""合理化建议: collected, merged, scored, answered, published together, accepted by another, rated, commended."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from disclosure.actions.suggestion_work import (
    accept_suggestion,
    claim_benefit,
    decide_benefit,
    note_progress,
    rate_own_suggestion,
    rate_suggestion,
    report_suggestion_done,
    send_suggestion_back,
)
from disclosure.actions.suggestions import (
    answer_suggestion,
    commend_suggestions,
    merge_suggestion,
    propose_own,
    publish_answers,
    score_suggestion,
    screen_suggestion,
)
from disclosure.models import (
    BenefitKind,
    Suggestion,
    SuggestionField,
    SuggestionStatus,
    SuggestionStep,
)
from staff.actions.workers import link_login
from staff.models import Heard, Rating
from tests.disclosure.suggestions.conftest import POINTS, answer, collect, report
from tests.mutualfund.fund import picture
from tests.people import DAY, make_worker
from welfare.errors import Refused

S = SuggestionStatus


def implemented(suggestion, zhang, sun):
    accept_suggestion(suggestion, by=sun)
    return rate_own_suggestion(suggestion, rating=Rating.SATISFIED, words="", by=zhang.user)


def test_numbers_follow_one_another(suggestion, li, zheng):
    assert suggestion.number == "JY-2026-001"
    assert collect(li, zheng, "候工室备急救箱").number == "JY-2026-002"


def test_it_refuses_a_telephone_number_in_public_text(zhang, zheng):
    with pytest.raises(Refused, match="改进措施里有手机号"):
        collect(zhang, zheng, measure="找 13812345678 来装")
    assert not Suggestion.objects.exists()


def test_a_worker_proposes_with_his_own_login_and_once(zhang, zheng):
    words = {"field": SuggestionField.SAFETY, "title": "装灯", "present": "", "measure": "装一盏"}
    with pytest.raises(Refused, match="由职工本人提"):
        propose_own(zhang, **words, on=DAY, by=zheng)
    propose_own(zhang, **words, on=DAY, by=zhang.user)
    with pytest.raises(Refused, match="JY-2026-001，正在办"):
        propose_own(zhang, **words, on=DAY, by=zhang.user)


def test_similar_ones_are_found_by_their_words(suggestion, li, zheng):
    collect(li, zheng, "候工室备急救箱", "买一只急救箱")
    near = Suggestion.objects.like("上水栓要装灯照明", "装灯")
    assert list(near) == [suggestion]


def test_a_merged_one_stays_and_its_proposers_count_in_the_other(suggestion, zhang, li, zheng):
    same = collect(li, zheng, "上水栓边上装灯")
    with pytest.raises(Refused, match="不能并入自己"):
        merge_suggestion(same, into=same, by=zheng)
    kept = merge_suggestion(same, into=suggestion, by=zheng)
    assert set(kept.proposers.all()) == {zhang, li}
    assert Suggestion.objects.tally()["total"] == 1
    assert Suggestion.objects.get(pk=same.pk).merged_into == kept
    with pytest.raises(Refused, match="自己已经并入别的建议"):
        merge_suggestion(suggestion, into=same, by=zheng)


def test_it_is_answered_after_two_have_scored_it(suggestion, judges, zheng):
    screen_suggestion(suggestion, by=zheng)
    score_suggestion(suggestion, points=POINTS, words="", by=judges[0])
    with pytest.raises(Refused, match="至少 2 个人评了分再答复，现在 1 个人"):
        answer(suggestion, zheng)
    with pytest.raises(Refused, match="评过不能改"):
        score_suggestion(suggestion, points=POINTS, words="", by=judges[0])
    with pytest.raises(Refused, match="「应用范围」评 0 到 20 分"):
        score_suggestion(suggestion, points=POINTS | {"scope": 21}, words="", by=judges[1])


def test_nobody_scores_or_handles_his_own(judges, zheng):
    own = make_worker("评审家")
    link_login(own, judges[0], by=zheng)
    suggestion = collect(own, zheng)
    with pytest.raises(Refused, match="由别人办"):
        screen_suggestion(suggestion, by=judges[0])
    screen_suggestion(suggestion, by=zheng)
    with pytest.raises(Refused, match="由别人评分"):
        score_suggestion(suggestion, points=POINTS, words="", by=judges[0])


def test_a_refusal_needs_its_reason_and_an_adopted_one_its_owner(suggestion, review, zheng):
    review(suggestion)
    with pytest.raises(Refused, match="答复要写一句话"):
        answer_suggestion(suggestion, outcome=S.DECLINED, reply=" ", by=zheng)
    with pytest.raises(Refused, match="谁来办、哪天办完"):
        answer_suggestion(suggestion, outcome=S.IMPLEMENTING, reply="好", by=zheng)


def test_a_deferred_one_is_taken_up_again_without_new_scores(suggestion, review, zheng):
    answer(review(suggestion), zheng, S.DEFERRED, "明年再看")
    with pytest.raises(Refused, match="要么采纳，要么不采纳"):
        answer(suggestion, zheng, S.DEFERRED, "再等")
    assert answer(suggestion, zheng).status == S.IMPLEMENTING


def test_who_reports_it_done_cannot_accept_it(reported, zheng, sun):
    with pytest.raises(Refused, match="要由别人验收"):
        accept_suggestion(reported, by=zheng)
    assert accept_suggestion(reported, by=sun).status == S.ACCEPTED


def test_done_without_a_paper_is_not_done(adopted, zheng):
    note_progress(adopted, words="灯买来了", by=zheng)
    with pytest.raises(Refused, match="要传凭据"):
        report_suggestion_done(adopted, evidence="装好了", files=[], on=DAY, by=zheng)


def test_work_sent_back_can_be_reported_again(reported, zheng, sun):
    send_suggestion_back(reported, reason="灯还不亮", by=sun)
    assert report(reported, zheng).reported_by == zheng
    words = list(SuggestionStep.objects.values_list("words", flat=True))
    assert words == ["", "", "马上办", "现场照片", "灯还不亮", "现场照片"]


def test_it_counts_when_its_proposer_is_content_and_a_bad_word_reopens_it(
    reported, zhang, li, zheng, sun
):
    accept_suggestion(reported, by=sun)
    assert Suggestion.objects.tally()["implemented"] == 0
    with pytest.raises(Refused, match="由提建议的人自己说"):
        rate_own_suggestion(reported, rating=Rating.SATISFIED, words="", by=li.user)
    with pytest.raises(Refused, match="写明哪里没办好"):
        rate_own_suggestion(reported, rating=Rating.UNSATISFIED, words="", by=zhang.user)
    rate_own_suggestion(reported, rating=Rating.UNSATISFIED, words="太暗", by=zhang.user)
    again = Suggestion.objects.get()
    assert (again.status, again.done_on, again.accepted_by) == (S.IMPLEMENTING, None, None)
    implemented(report(again, zheng), zhang, sun)
    assert Suggestion.objects.tally()["implemented"] == 1


def test_his_word_is_written_down_by_one_who_had_no_hand_in_it(reported, zheng, liang, sun):
    accept_suggestion(reported, by=sun)
    said = {"rating": Rating.FAIR, "heard": Heard.PHONE, "words": ""}
    for hand in (zheng, sun):
        with pytest.raises(Refused, match="要由别人去问"):
            rate_suggestion(reported, **said, by=hand)
    with pytest.raises(Refused, match="由他自己登录说"):
        rate_suggestion(reported, **said | {"heard": Heard.OWN}, by=liang)
    assert rate_suggestion(reported, **said, by=liang).status == S.IMPLEMENTED


def test_a_benefit_is_confirmed_by_another(reported, zhang, zheng, chen, sun):
    told = {
        "kind": BenefitKind.DIRECT,
        "amount": Decimal(1200),
        "basis": "每月省 100 元",
        "on": DAY,
    }
    with pytest.raises(Refused, match="落实以后才能"):
        claim_benefit(reported, **told, by=zheng)
    implemented(reported, zhang, sun)
    with pytest.raises(Refused, match="一年多少元"):
        claim_benefit(reported, **told | {"amount": None}, by=zheng)
    benefit = claim_benefit(reported, **told, by=zheng)
    with pytest.raises(Refused, match="由别人核定"):
        decide_benefit(benefit, confirmed=True, reason="", on=DAY, by=zheng)
    with pytest.raises(Refused, match="不予认定要写原因"):
        decide_benefit(benefit, confirmed=False, reason=" ", on=DAY, by=chen)
    decide_benefit(benefit, confirmed=True, reason="", on=DAY, by=chen)
    with pytest.raises(Refused, match="已经申报过"):
        claim_benefit(reported, **told, by=zheng)


def test_only_what_was_carried_out_is_commended_and_once(reported, zhang, zheng, sun):
    with pytest.raises(Refused, match="还没有落实"):
        commend_suggestions([reported], year=2026, circular_no="示例 1 号", by=zheng)
    implemented(reported, zhang, sun)
    assert commend_suggestions([reported], year=2026, circular_no="示例 1 号", by=zheng) == 1
    with pytest.raises(Refused, match="已经评为优秀"):
        commend_suggestions([reported], year=2026, circular_no="示例 2 号", by=zheng)


def test_answers_go_out_together_by_another_hand(client, suggestion, review, li, zheng, sun):
    answer(review(suggestion), zheng)
    answer(review(collect(li, zheng, "候车室装中央空调")), zheng, S.DECLINED, "上级统一安排")
    assert "上级统一安排" not in client.get("/suggestions/").content.decode()
    with pytest.raises(Refused, match="要由别人公布"):
        publish_answers(on=DAY, by=zheng)
    assert publish_answers(on=DAY, by=sun) == 2
    page = client.get("/suggestions/").content.decode()
    assert "上级统一安排" in page
    assert "张*兰" in page
    assert "张桂兰" not in page
    assert "上水栓" not in client.get("/suggestions/?show=no").content.decode()


def test_the_office_walks_a_suggestion_through(as_, zhang, zheng, liang, judges, sun, chen):
    office, watch = as_(zheng), as_(sun)
    told = {
        "proposer": zhang.number, "field": "safety", "title": "道口手推车加反光条",
        "measure": "两侧贴反光条",
    }  # fmt: skip
    url = office.post("/suggestions/desk/new/", told).url
    assert "道口手推车" in office.post("/suggestions/desk/similar/", told).content.decode()
    scorers = "、".join(sorted(judge.name for judge in judges))
    assert f"按下会告诉：{scorers}，去评分" in office.get(url).text
    office.post(f"{url}screen/")
    for judge in judges:
        as_(judge).post(f"{url}score/", POINTS)
    office.post(f"{url}answer/", {"outcome": "implementing", "reply": "办", "owner": "安全科",
                                  "due_on": "2026-11-20"})  # fmt: skip
    watch.post("/suggestions/desk/publish/")
    office.post(f"{url}progress/", {"words": "买好了"})
    assert "按下会告诉：孙玉梅，去验收" in office.get(url).text
    paper = SimpleUploadedFile("a.jpg", picture())
    office.post(f"{url}done/", {"evidence": "照片", "papers": [paper]})
    watch.post(f"{url}accept/")
    as_(liang).post(f"{url}rate/", {"rating": "satisfied", "heard": "phone"})
    office.post(f"{url}benefit/", {"kind": "indirect", "basis": "夜里看得清"})
    benefit = Suggestion.objects.get().benefits.get()
    as_(chen).post(f"/suggestions/desk/benefits/{benefit.pk}/decide/", {"decision": "confirm"})
    picked = {"pick": [Suggestion.objects.get().pk], "circular_no": "示例 2 号"}
    office.post("/suggestions/desk/best/2026/", picked)
    done = Suggestion.objects.get()
    assert (done.excellent_year, done.status) == (2026, S.IMPLEMENTED)
    assert done.benefits.get().state == "confirmed"
    assert office.get("/suggestions/desk/best/2026/circular/").content.startswith(b"%PDF")
    step = done.steps.get(kind="reported")
    paper_page = office.get(f"/suggestions/desk/papers/{step.papers.get().pk}/")
    assert paper_page.headers["Content-Type"] == "image/jpeg"
    page = office.get(url).content.decode()
    assert "职工评价" in page
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
