"""纸质档案转入: typed by one, held beside the paper by another, in force from that day."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from staff.actions.hardship import mark_rechecks, take_over_file
from staff.actions.pairings import pair_up
from staff.actions.paper_files import decide_paper, enter_paper
from staff.hardship_facts import Paper
from staff.models import Act, Cause, HardshipFile, PaperFile, Tier
from tests.mutualfund.sql import run
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, make_lead
from tests.staff.hardship.test_duties import STEP
from tests.staff.hardship.walk import ONE
from welfare.models import AuditEntry

URL = reverse("hardship-take-over")


def paper(zhang, lead, **changes) -> dict[str, object]:
    """What is typed off the paper."""
    facts = {
        "worker": zhang.pk, "document_no": "段工会〔2025〕3 号", "approved_on": "2025-03-01",
        "tier": Tier.objects.get(key="severe").pk, "cause": "own_illness", "lead": lead.pk,
    }  # fmt: skip
    return facts | changes


def test_a_paper_file_is_in_force_once_another_has_seen_it(as_, zhang, zheng, liang, zhao):
    first, office, lead = as_(liang), as_(zheng), make_lead(zheng)
    assert URL in office.get(reverse("hardship-list")).content.decode()
    found = office.post(URL, {"q": zhang.name}).content.decode()
    assert f"{URL}?worker={zhang.pk}" in found
    assert "柳青山" in office.get(URL, {"worker": zhang.pk}).content.decode()
    page = first.post(URL, paper(zhang, lead), follow=True).content.decode()
    assert "别人对过以后才在档" in page
    assert not HardshipFile.objects.exists()
    typed = PaperFile.objects.get()
    own = first.post(typed.get_absolute_url(), {"agree": "yes"}).content.decode()
    assert "是您录入的，要由别人对着纸质档案来核" in own
    assert "核对纸质档案：张桂兰" in office.get("/office/").content.decode()
    page = office.post(typed.get_absolute_url(), {"agree": "yes"}, follow=True).content.decode()
    file = HardshipFile.objects.get()
    assert f"{file.number} 转入了" in page
    assert (file.tier.key, file.opened_on, file.basis) == ("severe", DAY, "段工会〔2025〕3 号")
    assert file.pairings.get().cadre == lead
    step = file.steps.get()
    assert (step.act, step.by, str(step.words)) == (
        Act.TAKEN_OVER, zheng, "2025-03-01 批准，段工会〔2025〕3 号",
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="hardship.taken_over")
    assert "2025-03-01" in str(entry.facts)
    assert mark_rechecks(on=DAY) == 1  # the paper is older than a year


def test_papers_that_wait_are_paged(as_, zheng, liang):
    lead, tier = make_lead(zheng), Tier.objects.get(key="general")
    for number in range(51):
        facts = Paper("文号", DAY, tier, Cause.OTHER)
        enter_paper(make_worker(f"钱{number}"), facts, lead=lead, on=DAY, by=liang)
    first = as_(zheng).get(URL).content.decode()
    assert "51 份" in first
    assert "钱50" not in first
    assert "钱50" in as_(zheng).get(URL, {"page": 2}).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"document_no": " "}, "填纸质档案的批准文号"),
        ({"approved_on": f"{DAY + ONE}"}, "批准日期不能晚于今天"),
        ({"tier": 0}, "选列出来的等级"),
        ({"lead": ""}, "选包保责任人"),
    ],
)
def test_a_paper_without_its_approval_stays_outside(as_, zhang, zheng, change, words):
    answer = as_(zheng).post(URL, paper(zhang, make_lead(zheng)) | change)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not PaperFile.objects.exists()


def test_a_paper_that_differs_is_sent_back_with_words(as_, zhang, zheng, liang):
    office, lead = as_(zheng), make_lead(zheng)
    as_(liang).post(URL, paper(zhang, lead))
    address = PaperFile.objects.get().get_absolute_url()
    assert "退回要写哪里" in office.post(address, {"agree": "no"}).content.decode()
    office.post(address, {"agree": "no", "words": "等级是一般困难"})
    assert not HardshipFile.objects.exists()
    assert "已经核过或退回" in office.post(address, {"agree": "yes"}).content.decode()
    as_(liang).post(URL, paper(zhang, lead))
    assert PaperFile.objects.open().count() == 1


def test_the_database_wants_two_for_a_paper(zhang, zheng, liang, gao):
    told = {"lead": make_lead(zheng), "on": DAY, "by": liang}
    facts = Paper("文号", DAY, Tier.objects.get(key="general"), Cause.OTHER)
    typed = enter_paper(zhang, facts, **told)
    word = "UPDATE staff_paperfile SET agreed = false, words = 'x', decided_on = now(), decided_by_id = %s"
    with pytest.raises(IntegrityError, match="paper_confirmed_by_another"):
        run(word, liang.pk)
    with pytest.raises(IntegrityError, match="decided once, as it was typed"):
        run(word, gao.pk)
    with pytest.raises(IntegrityError, match="as it was typed"):
        run("UPDATE staff_paperfile SET document_no = 'y'")
    file = decide_paper(typed, agree=True, on=DAY, by=zheng).file
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    facts = {"tier": file.tier, "cause": Cause.OTHER, "basis": "x", "on": DAY, "by": zheng}

    @transaction.atomic
    def alone():
        pair_up(take_over_file(make_worker("钱"), **facts), told["lead"], on=DAY, by=zheng)
        run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match="nobody held the paper"):
        alone()


@pytest.mark.parametrize(
    "other",
    [
        {"tier": "severe"}, {"cause": Cause.OWN_ILLNESS}, {"document_no": "别的文号"},
        {"lead": "another"},
    ],
)  # fmt: skip
def test_the_database_begins_no_file_otherwise_than_the_paper_was_held(
    zhang, zheng, liang, zhao, other
):
    lead, tier = make_lead(zheng), Tier.objects.get(key="general")
    typed = enter_paper(zhang, Paper("文号", DAY, tier, Cause.OTHER), lead=lead, on=DAY, by=liang)
    begun = {"tier": tier, "cause": Cause.OTHER, "basis": "文号", "on": DAY, "by": zheng}
    if "tier" in other:
        begun["tier"] = Tier.objects.get(key=other["tier"])
    begun |= {"cause": other["cause"]} if "cause" in other else {}
    begun |= {"basis": other["document_no"]} if "document_no" in other else {}
    lead = make_cadre(zhao, zheng) if "lead" in other else lead

    @transaction.atomic
    def held_otherwise():
        file = take_over_file(zhang, **begun)
        pair_up(file, lead, on=DAY, by=zheng)
        word = {"agreed": True, "file": file, "decided_on": DAY, "decided_by": zheng}
        PaperFile.objects.filter(pk=typed.pk).update(**word)

    with pytest.raises(IntegrityError, match="begins otherwise than paper"):
        held_otherwise()


def test_the_database_asks_kin_of_a_paper(zhang, zheng, liang):
    enter_paper(
        zhang, Paper("文号", DAY, Tier.objects.get(key="general"), Cause.OTHER),
        lead=make_lead(zheng), on=DAY, by=liang,
    )  # fmt: skip
    zhang.user = zheng
    zhang.save(update_fields=["user"])
    word = "UPDATE staff_paperfile SET agreed = false, words = 'x', decided_on = %s, decided_by_id = %s"
    with pytest.raises(IntegrityError, match="decided once, as it was typed"):
        run(word, DAY, zheng.pk)
    again = (
        "INSERT INTO staff_paperfile (uid, worker_id, document_no, approved_on, tier_id, cause, lead_id,"
        " entered_on, entered_by_id) SELECT gen_random_uuid(), worker_id, document_no, approved_on,"
        " tier_id, cause, lead_id, entered_on, %s FROM staff_paperfile"
    )
    with pytest.raises(IntegrityError, match="enters no paper"):
        run(again, zheng.pk)


def test_nobody_else_takes_over_and_no_kin(as_, hire, zhang, zheng, zhao, gao):
    assert as_(zhao).get(URL).status_code == as_(gao).get(URL).status_code == 403
    zhang.user = zheng
    zhang.save(update_fields=["user"])
    own = as_(zheng).post(URL, paper(zhang, make_cadre(zhao, zheng))).content.decode()
    assert "您是职工本人，转入要由别人来办" in own


def test_the_database_takes_over_no_paper_from_another(walk, gao):
    file = walk.fill().run.file
    with pytest.raises(IntegrityError, match="takes over no paper"):
        run(
            STEP, file.pk, None, "taken_over", "handle", "", "active", gao.pk, dt.date(2026, 10, 20)
        )
