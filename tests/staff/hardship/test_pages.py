"""The pages of a hardship file, walked the way people click through them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.actions.notices import (
    draft_certification_notice,
    release_notice,
    send_for_release,
)
from staff.models import (
    Certification,
    Clear,
    FilePaper,
    FileStatus,
    HardshipFile,
    IncomeKind,
    Objection,
    Tier,
)
from tests.mutualfund.fund import picture
from tests.people import DAY, make_worker
from tests.staff.care import make_lead
from tests.staff.hardship.test_in_force import taken_over
from tests.staff.hardship.walk import ONE, Walk
from welfare import clock
from welfare.errors import Refused
from welfare.roles import Role

S = FileStatus


def application(**changes) -> dict:
    """The form as the browser sends it."""
    told = {
        "asked_tier": Tier.objects.get(key="severe").pk, "cause": "family_illness",
        "other_causes": ["schooling"], "nature": "personal", "story": "丈夫透析",
    }  # fmt: skip
    return told | changes


def survey_form(**changes) -> dict:
    """The survey as the browser sends it: 884.44 a head."""
    told = {
        "surveyed_at": "2026-10-20T15:20", "respondent": "张桂兰", "relation": "本人",
        "people": 3, "family": "三口", "home": "62 平方米", "assets": "没有车", "verifier": "邻居",
        "verified": "属实", "story": "透析用药在客厅", "needs": "看病", "clear": list(Clear),
        "finding": "fits", "suggested_tier": Tier.objects.get(key="severe").pk,
        "worker_signed_on": "2026-10-20", f"amount_{IncomeKind.WAGE}": "39840",
        f"amount_{IncomeKind.TRANSFER}": "3600", f"amount_{IncomeKind.ILLNESS}": "9200",
        f"amount_{IncomeKind.SCHOOLING}": "2400", f"note_{IncomeKind.ILLNESS}": "透析自付",
    }  # fmt: skip
    return told | changes


def upload() -> SimpleUploadedFile:
    """A photograph as the phone sends it."""
    return SimpleUploadedFile("客厅.jpg", picture())


def go(client, name: str, pk: int, **data) -> str:
    """POST a step and follow to the page it leads to."""
    answer = client.post(reverse(name, args=[pk]), data, follow=True)
    assert answer.status_code == 200, answer.context["form"].errors
    return answer.content.decode()


def test_the_whole_way_through_the_pages(as_, zhang, zheng, liang, zhao, he, gao, bian, sun):
    office, second = as_(zheng), as_(liang)
    page = office.post(reverse("hardship-new"), {"q": "张桂兰"}).content.decode()
    assert f"?worker={zhang.pk}" in page
    office.get(reverse("hardship-new"), {"worker": zhang.pk})
    page = office.post(reverse("hardship-new"), application(worker=zhang.pk), follow=True)
    assert "等本人签字" in page.content.decode()
    pk = HardshipFile.objects.get().pk
    ticks = dict.fromkeys(("authorised", "promised", "agreed"), "on")
    page = go(office, "hardship-sign", pk, signed_on="2026-10-20", **ticks)
    assert "初审要由别人来办" in page
    go(second, "hardship-receive", pk)
    go(second, "hardship-papers", pk, papers=[paper.value for paper in FilePaper])
    page = office.get(reverse("hardship-surveyors", args=[pk])).content.decode()
    assert "赵志强" in page
    assert "郑敏</label>" not in page  # filled in, so he does not go
    go(office, "hardship-surveyors", pk, people=[zhao.pk, he.pk])
    surveyor = as_(zhao)
    page = go(surveyor, "hardship-survey", pk, **survey_form())
    assert "884.44" in page
    assert "先传入户照片，再签字" in page
    page = go(surveyor, "survey-photos", pk, photos=[upload(), upload()])
    assert "收到 2 张照片" in page
    again = as_(he).get(reverse("hardship-survey", args=[pk])).content.decode()
    assert 'value="39840' in again  # the second surveyor corrects, he types nothing again
    assert "透析用药在客厅" in again
    go(surveyor, "survey-sign", pk)
    go(as_(he), "survey-sign", pk)
    severe = Tier.objects.get(key="severe").pk
    refused = office.post(reverse("hardship-peer", args=[pk]), {"tier": severe, "held_on": "2026-10-20",
                          "present": 9, "agreed": 8, "minutes": "都同意"})  # fmt: skip
    assert "拟定等级要由别人来办" in refused.content.decode()
    go(second, "hardship-peer", pk, tier=severe, held_on="2026-10-20", present=9, agreed=8,
       minutes="都同意")  # fmt: skip
    announced_by_another(as_, bian, sun)
    file = HardshipFile.objects.get()
    assert file.status == S.PUBLICITY
    with clock.travel(dt.date(2026, 10, 27)):
        go(office, "hardship-close", pk, words="6 处都贴了")
        chair = as_(gao)
        assert "审批" in chair.get(file.get_absolute_url()).content.decode()
        told = {"agree": "yes", "words": "段工会〔2026〕8 号"}
        unled = chair.post(reverse("hardship-decide", args=[pk]), told)
        assert unled.status_code == 400
        assert "选包保责任人，没选不能批准" in unled.content.decode()
        go(chair, "hardship-decide", pk, lead=make_lead(zheng).pk, **told)
        file.refresh_from_db()
        assert (file.status, file.number) == (S.ACTIVE, "KN-2026-0001")
        page = office.get(file.get_absolute_url()).content.decode()
        assert "柳青山（科长）" in page


def announced_by_another(as_, bian, sun) -> None:
    """The editor drafts from the desk, the supervision group releases."""
    editor = as_(bian)
    page = editor.get(reverse("notice-desk")).content.decode()
    assert "张*兰，青石站，拟定重困" in page
    run = Certification.objects.get()
    answer = editor.post(reverse("notice-draft-file", args=[run.pk]), follow=True)
    shown = answer.content.decode()
    assert "张*兰" in shown
    assert "透析" not in shown
    notice = answer.context["notice"]
    editor.post(reverse("notice-send", args=[notice.pk]))
    as_(sun).post(reverse("notice-release", args=[notice.pk]))
    run.refresh_from_db()
    assert (run.publicity_from, run.publicity_until) == (DAY, dt.date(2026, 10, 26))
    assert run.notice_number == notice.number


def test_a_run_is_announced_once_and_only_after_its_review(walk, bian):
    walk.surveyed()
    with pytest.raises(Refused, match="评议以后才公示"):
        draft_certification_notice(walk.run, on=DAY, by=bian)
    walk.peer_review()
    draft_certification_notice(walk.run, on=DAY, by=bian)
    with pytest.raises(Refused, match="已经拟过公示"):
        draft_certification_notice(walk.run, on=DAY, by=bian)


def test_a_notice_of_a_run_that_was_withdrawn_is_not_released(walk, bian, sun, as_, zheng):
    walk.surveyed().peer_review()
    notice = send_for_release(
        draft_certification_notice(walk.run, on=DAY, by=bian), on=DAY, by=bian
    )
    go(as_(zheng), "hardship-withdraw", walk.run.file_id, words="不办了")
    with pytest.raises(Refused, match="对不上"):
        release_notice(notice, on=DAY, by=sun)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("asked_tier", "", "选申请等级"),
        ("story", "", "填家里的困难情况"),
        ("other_causes", ["family_illness"], "不能和主要原因相同"),
        ("other_causes", ["schooling", "no_job", "laid_off", "uninsured"], "最多 3 项"),
        ("floor_area", "大", "建筑面积写成数字"),
        ("cause", "x", "只能选列出来的"),
    ],
)
def test_bad_input_keeps_the_form_and_saves_nothing(as_, zhang, zheng, field, value, words):
    data = application(worker=zhang.pk) | {field: value}
    answer = as_(zheng).post(reverse("hardship-new"), data)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not HardshipFile.objects.exists()


def test_a_refused_survey_keeps_what_was_typed(as_, walk, zhao):
    walk.fill().sign().receive().pass_papers().assign()
    url = reverse("hardship-survey", args=[walk.run.file_id])
    answer = as_(zhao).post(url, survey_form(found_car="on"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "要写明为什么仍然建档" in page
    assert "透析用药在客厅" in page
    answer = as_(zhao).post(url, survey_form(**{f"amount_{IncomeKind.WAGE}": "三万"}))
    assert "工资 12 个月合计写成数字" in answer.content.decode()


def test_the_list_counts_what_it_opens(as_, walk, zheng):
    taken_over(make_worker("李特困"), zheng)
    walk.fill().sign()
    client = as_(zheng)
    answer = client.get(reverse("hardship-list"))
    counts = {(tab.key, tab.value): tab.count for tab in answer.context["groups"]}
    counts |= {(tab.key, tab.value): tab.count for tab in answer.context["states"]}
    assert counts["group", "force"] == 1
    for (key, value), count in counts.items():
        query = {key: value} | ({"group": "force"} if key == "tier" else {})
        assert client.get(reverse("hardship-list"), query).context["page"].paginator.count == count
    assert (
        client.get(reverse("hardship-list"), {"state": "nonsense"}).context["asked"]["state"] == ""
    )
    late = client.get(reverse("hardship-list"), {"group": "late"})
    assert late.context["page"].paginator.count == 0
    with clock.travel(DAY + 30 * ONE):
        late = client.get(reverse("hardship-list"), {"group": "late"})
        assert [file.pk for file in late.context["page"]] == [walk.run.file_id]


def test_the_list_is_paged_and_asks_the_same_for_many(as_, zheng, django_assert_max_num_queries):
    client = as_(zheng)
    taken_over(make_worker("一人"), zheng)
    with django_assert_max_num_queries(20) as first:
        client.get(reverse("hardship-list"))
    for n in range(55):
        taken_over(make_worker(f"工{n}"), zheng)
    with django_assert_max_num_queries(20) as many:
        page = client.get(reverse("hardship-list")).context["page"]
    assert (len(page), page.paginator.num_pages) == (50, 2)
    assert len(many) == len(first)


def test_a_cadre_sees_only_files_he_surveys(as_, walk, zhao, he, hire):
    walk.fill().sign().receive().pass_papers()
    url = reverse("hardship-detail", args=[walk.run.file_id])
    assert as_(zhao).get(url).status_code == 404
    walk.assign()
    assert as_(zhao).get(url).status_code == 200
    assert as_(hire("else", "旁人", Role.CADRE)).get(url).status_code == 404


def test_the_supervision_group_sees_the_state_and_no_income(as_, walk, sun):
    walk.surveyed().peer_review()
    page = as_(sun).get(reverse("hardship-detail", args=[walk.run.file_id])).content.decode()
    assert "民主评议" in page
    for words in ("884.44", "透析"):
        assert words not in page


def test_an_objection_is_answered_by_those_asked(as_, walk, zheng, hire):
    walk.surveyed().peer_review().announce()
    pk = walk.run.file_id
    hearers = [hire(f"h{n}", f"核查{n}", Role.OFFICER) for n in (1, 2)]
    page = as_(zheng).get(reverse("objection-new", args=[pk])).content.decode()
    assert "核查1</label>" in page
    assert "赵志强</label>" not in page  # he surveyed
    go(as_(zheng), "objection-new", pk, words="她家有车", source="board",
       people=[h.pk for h in hearers])  # fmt: skip
    objection = Objection.objects.get()
    url = reverse("objection-answer", args=[objection.pk])
    assert as_(zheng).get(url).status_code == 404
    go(as_(hearers[0]), "objection-answer", objection.pk, result="unfounded", answer="女婿的车")
    page = as_(zheng).get(reverse("hardship-detail", args=[pk])).content.decode()
    assert "女婿的车" in page


def test_it_prints_three_copies_of_the_official_form(as_, walk, zheng):
    walk.reviewed().approve()
    page = as_(zheng).get(reverse("hardship-sheet", args=[walk.run.file_id])).content.decode()
    assert page.count("<article") == 3
    for words in (
        "职工所在单位存", "第 3 份，共 3 份", "884.44", "基层工会意见", "KN-2026-0001", "相对困难",
        "家庭经济状况核对授权书", "照片 4 张", "公示 GS-2026-0009（2026-10-20 至 2026-10-26）",
    ):  # fmt: skip
        assert words in page


def test_a_file_from_paper_prints_too(as_, zhang, zheng):
    file = taken_over(zhang, zheng)
    client = as_(zheng)
    assert "从纸质档案转入" in client.get(file.get_absolute_url()).content.decode()
    assert client.get(reverse("hardship-sheet", args=[file.pk])).status_code == 200


def test_recheck_change_exit_and_follow_up_have_their_pages(as_, zhang, zheng, gao):
    file = taken_over(zhang, zheng)
    office, chair = as_(zheng), as_(gao)
    change = application(reason="大病")
    go(office, "hardship-change", file.pk, **change)
    go(office, "hardship-withdraw", file.pk, words="家里不要调")
    go(office, "hardship-exit", file.pk, reason="lifted", evidence="儿子上班", told_on="2026-10-19")
    refused = office.get(reverse("hardship-exit-decide", args=[file.pk]))
    assert refused.status_code == 403
    go(chair, "hardship-exit-decide", file.pk, agree="yes", words="段工会〔2026〕9 号")
    page = go(office, "hardship-follow-up", file.pk, words="家里都好")
    assert "退档回访" in page
    file.refresh_from_db()
    assert file.status == S.EXITED


def test_the_worker_applies_for_himself(as_, zhang):
    client = as_(zhang.user)
    url = reverse("hardship-own")
    answer = client.post(url, application())
    assert answer.status_code == 400
    assert "要同意授权核查" in answer.content.decode()
    ticks = dict.fromkeys(("authorised", "promised", "agreed"), "on")
    page = client.post(url, application(**ticks), follow=True).content.decode()
    assert "已申请" in page
    run = Certification.objects.get()
    assert (run.is_on_behalf, run.signed_on) == (False, DAY)


def test_the_worker_takes_his_application_back_with_a_reason(as_, walk, zhang):
    walk.fill().sign()
    client, url = as_(zhang.user), reverse("hardship-own-withdraw")
    assert "不办了，撤回" in client.get(reverse("hardship-own")).content.decode()
    refused = client.post(url, {"words": " "}, follow=True).content.decode()
    assert "写一句撤回的原因" in refused
    page = client.post(url, {"words": "家里缓过来了"}, follow=True).content.decode()
    assert "已撤回" in page or "撤回了" in page
    assert walk.run.status == S.WITHDRAWN
    assert client.post(url, {"words": "再撤一次"}).status_code == 404


def test_nobody_takes_back_what_another_applied_for(as_, walk, li):
    walk.fill().sign()
    answer = as_(li.user).post(reverse("hardship-own-withdraw"), {"words": "撤"})
    assert answer.status_code == 404
    assert walk.run.status == S.APPLIED


def test_somebody_without_a_worker_has_no_own_file(as_, zheng):
    assert as_(zheng).get(reverse("hardship-own")).status_code == 404


def test_the_workbench_tells_whose_turn_it_is(as_, walk, zhao, liang, gao):
    walk.fill().sign()
    assert "办理 张桂兰" in as_(liang).get(reverse("home")).content.decode()
    walk.receive().pass_papers().assign()
    assert "上门调查 张桂兰" in as_(zhao).get(reverse("home")).content.decode()
    walk.survey().sign_survey().peer_review().announce().close()
    assert "审批 张桂兰" in as_(gao).get(reverse("home")).content.decode()


@pytest.mark.parametrize("step", ["edit", "supplement", "papers", "peer", "close"])
def test_a_step_out_of_its_time_says_so(as_, walk, liang, step):
    walk.fill().sign()
    forms = {
        "edit": application(), "supplement": {"words": "补了"},
        "papers": {"papers": [p.value for p in FilePaper]},
        "peer": {"tier": Tier.objects.get(key="severe").pk, "held_on": "2026-10-20",
                 "minutes": "x", "present": 1, "agreed": 1},
        "close": {"words": "贴了"},
    }  # fmt: skip
    answer = as_(liang).post(reverse(f"hardship-{step}", args=[walk.run.file_id]), forms[step])
    assert answer.status_code == 400
    assert walk.run.status == S.APPLIED


def test_another_station_gets_its_own_line(as_, zheng, walk):
    other = Walk(make_worker("钱春兰"), zheng, walk.reviewer, walk.people, walk.chair)
    other.fill()
    page = (
        as_(zheng)
        .get(reverse("hardship-list"), {"station": other.worker.station_id})
        .content.decode()
    )
    assert "钱春兰" in page


def test_a_surveyor_is_offered_no_page_that_stays_shut_to_him(as_, walk, zhao, zheng):
    walk.surveyed()
    address = walk.run.file.get_absolute_url()
    shut = walk.worker.get_absolute_url()
    assert as_(zhao).get(shut).status_code == 404
    assert f'href="{shut}"' not in as_(zhao).get(address).content.decode()
    assert f'href="{shut}"' in as_(zheng).get(address).content.decode()


def test_the_line_of_the_workbench_opens_the_files_that_wait(as_, zheng, liang, zhang):
    waiting = Walk(zhang, zheng, liang, [], zheng).fill().sign().run.file
    drafted = Walk(make_worker("李平"), zheng, liang, [], zheng).fill().run.file
    page = as_(liang).get(reverse("hardship-list"), {"group": "office"}).content.decode()
    assert waiting.number in page
    assert drafted.number not in page
    assert "只看等工会干事办的 1 份" in " ".join(page.split())
    chair = as_(liang).get(reverse("hardship-list"), {"group": "chair"}).content.decode()
    assert waiting.number not in chair
