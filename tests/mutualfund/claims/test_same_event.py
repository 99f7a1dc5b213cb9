"""一事一补 asked of the family: two households, another day, one school year; and the words are true."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from mutualfund.actions.claims import submit_claim
from mutualfund.actions.evidence import Paper
from mutualfund.claim_checks import assess
from mutualfund.models import ClaimKind
from staff.actions.kinships import declare_kinship
from staff.models import Household, KinRelation, Relation
from tests.mutualfund.conftest import JOINED
from tests.mutualfund.fund import EVENT, enrol, facts_of, file_claim, papers_for
from tests.mutualfund.sql import rewrite
from tests.people import DAY, make_worker
from welfare.errors import Refused
from welfare.roles import Role

ILL = {"kind": ClaimKind.MEDICAL, "total_cost": Decimal(6420), "event": "住院"}
WED = {"kind": ClaimKind.WEDDING_FUNERAL, "event": "女儿结婚", "total_cost": Decimal(0)}


def later(days: int) -> dt.date:
    return EVENT + dt.timedelta(days=days)


@pytest.fixture
def father(zhang_joined, zheng):
    """Zhang's husband, a member of another household, declared and not read from a household."""
    father = make_worker("刘建国", household=Household.objects.create(number="H-002"))
    zhang_joined.worker.household = Household.objects.create(number="H-001")
    zhang_joined.worker.save()
    enrol(father, joined_on=JOINED)
    declare_kinship(
        zhang_joined.worker, father, relation=KinRelation.SPOUSE, source="结婚证", on=DAY, by=zheng
    )
    return father


def once(worker, **facts) -> str:
    """What is said of claims made before."""
    checks = assess(facts_of(worker, **facts), on=DAY).checks
    return next(check.words for check in checks if check.title == "没有重复申请")


@pytest.mark.parametrize(
    ("facts", "days"),
    [({}, 0), ({}, 15), (ILL, 1), (ILL, 3)],
    ids=["day", "school", "next", "third"],
)
def test_a_couple_in_two_households_claims_once(zhang_joined, father, zheng, facts, days):
    file_claim(zhang_joined.worker, by=zheng, **facts)
    with pytest.raises(Refused, match="一件事只补一次。张小雨的这件事，张桂兰已在"):
        file_claim(father, by=zheng, **(facts | {"event_date": later(days)}))


def test_a_name_written_with_a_space_is_the_same_person(zhang_joined, father, zheng):
    file_claim(zhang_joined.worker, by=zheng)
    with pytest.raises(Refused, match="一件事只补一次"):
        file_claim(father, by=zheng, beneficiary="张 小雨")


def test_beyond_the_charters_days_it_is_asked_about(zhang_joined, father, zheng):
    file_claim(zhang_joined.worker, by=zheng, **ILL)
    facts = facts_of(father, **(ILL | {"event_date": later(4)}))
    told = [check for check in assess(facts, on=DAY).checks if "可能是同一件事" in check.title]
    assert "张桂兰的 HZ-2026-0001 也是为张小雨" in told[0].words
    rewrite(assess(facts, on=DAY).charter, same_event_days=4)
    with pytest.raises(Refused, match="一件事只补一次"):
        file_claim(father, by=zheng, **(ILL | {"event_date": later(4)}))


def test_another_school_year_is_another_event(zhang_joined, zheng, coop):
    file_claim(zhang_joined.worker, by=zheng, event_date=dt.date(2026, 6, 20))
    assert file_claim(zhang_joined.worker, by=zheng, event_date=dt.date(2026, 9, 1)).number
    rewrite(coop, school_year_month=6, claims_per_year=9)
    with pytest.raises(Refused, match="一件事只补一次"):
        file_claim(zhang_joined.worker, by=zheng, event_date=dt.date(2026, 6, 25))


def test_a_sisters_claim_for_one_father_counts_too(zhang_joined, li, zheng):
    enrol(li, joined_on=JOINED)
    declare_kinship(
        zhang_joined.worker, li, relation=KinRelation.SIBLING, source="本人", on=DAY, by=zheng
    )
    told = ILL | {"relation": Relation.PARENT, "beneficiary": "张老汉"}
    file_claim(zhang_joined.worker, by=zheng, **told)
    with pytest.raises(Refused, match="一件事只补一次"):
        file_claim(li, by=zheng, **told)


def test_the_charter_may_let_both_claim_one_wedding(zhang_joined, father, zheng, coop):
    file_claim(zhang_joined.worker, by=zheng, **WED)
    with pytest.raises(Refused, match="一件事只补一次"):
        file_claim(father, by=zheng, **WED)
    rewrite(coop, both_may_claim=True)
    assert file_claim(father, by=zheng, **WED).member.worker == father
    with pytest.raises(Refused, match="一件事只补一次"):
        file_claim(father, by=zheng, **WED)


def test_the_words_say_who_was_looked_at(zhang_joined, father, li):
    assert once(zhang_joined.worker) == "夫妻双方都查过：张桂兰、刘建国"
    assert once(father) == "夫妻双方都查过：刘建国、张桂兰"
    enrol(li, joined_on=JOINED)
    assert once(li) == "只查了李秀英本人：没有登记是职工的配偶"


def test_relatives_are_kept_by_key_and_named_on_the_desks_page(as_, zhang_joined, father, zheng):
    file_claim(zhang_joined.worker, by=zheng, **ILL)
    later_one = file_claim(father, by=zheng, **(ILL | {"event_date": later(4)}))
    kept = json.dumps(later_one.checks, ensure_ascii=False)
    for name in ("张桂兰", "刘建国", "张小雨"):
        assert name not in kept
    page = as_(zheng).get(later_one.get_absolute_url()).content.decode()
    assert "夫妻双方都查过：刘建国、张桂兰" in page
    assert "张桂兰的 HZ-2026-0001 也是为同一个人" in page


def test_an_applicant_learns_nothing_of_a_relatives_claim(as_, zhang_joined, father, zheng, hire):
    father.user = hire("liu", "刘建国", Role.WORKER)
    father.save()
    claim = file_claim(zhang_joined.worker, by=zheng, **ILL)
    mine = as_(father.user)
    told = {
        "kind": "medical", "relation": "child", "beneficiary": "张小雨", "event": "住院",
        "total_cost": "6420", "other_aid": "0", "signed": "on",
    }  # fmt: skip
    papers = [Paper(p.name, p.content) for p in papers_for(ClaimKind.MEDICAL)]
    side = mine.post(reverse("own-claim-checks"), told | {"event_date": f"{EVENT}"})
    near = mine.post(reverse("own-claim-checks"), told | {"event_date": f"{later(4)}"})
    with pytest.raises(
        Refused, match="家里已经申请过。有疑问请带着材料到工会问工会干事"
    ) as refused:
        submit_claim(facts_of(father, **ILL), papers=papers, on=DAY, by=father.user)
    assert "家里已经申请过" in side.content.decode()
    for text in (side.content.decode(), near.content.decode(), str(refused.value)):
        assert "张桂兰" not in text
        assert claim.number not in text
