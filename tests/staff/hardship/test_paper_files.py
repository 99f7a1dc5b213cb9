"""纸质档案转入: the paper's approval and the lead in one step, by who holds the right to it."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse

from staff.actions.hardship import mark_rechecks
from staff.models import Act, HardshipFile, Tier
from tests.mutualfund.sql import run
from tests.people import DAY
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


def test_the_office_takes_over_a_paper_file_with_its_lead(as_, zhang, zheng, zhao):
    office, lead = as_(zheng), make_lead(zheng)
    assert URL in office.get(reverse("hardship-list")).content.decode()
    found = office.post(URL, {"q": zhang.name}).content.decode()
    assert f"{URL}?worker={zhang.pk}" in found
    assert "柳青山" in office.get(URL, {"worker": zhang.pk}).content.decode()
    page = office.post(URL, paper(zhang, lead), follow=True).content.decode()
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
    assert not HardshipFile.objects.exists()


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
