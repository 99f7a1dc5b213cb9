"""章程: drafted as a copy, passed by a resolution, never edited; the day of the event decides."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from mutualfund.actions.charter import (
    adopt_charter,
    change_draft,
    draft_charter,
    draft_first_charter,
)
from mutualfund.actions.decisions import finalise_ripe_items
from mutualfund.actions.investigations import assign_investigators
from mutualfund.charter_page import compare
from mutualfund.claim_checks import assess
from mutualfund.forms.charters import DraftForm
from mutualfund.models import AmountBand, Charter, Claim, ClaimKind
from tests.mutualfund.fund import EVENT, enrol, facts_of, file_claim, vote_all
from tests.mutualfund.sql import OWNER, as_app, rewrite, run
from tests.people import DAY
from welfare.errors import Refused

TOMORROW = DAY + dt.timedelta(days=1)


@pytest.fixture
def draft(coop, zheng) -> Charter:
    """Zheng drafts a revision: 600 for schooling."""
    made = draft_charter(coop, version="2027 年修订", on=DAY, by=zheng)
    return change(made, zheng, {"education": {"amount": Decimal(600)}})


def change(charter, by, benefits, terms=None) -> Charter:
    return change_draft(
        charter, terms=terms or {}, benefits=benefits, articles={},
        bands=[(Decimal(1000), 3, 4)], by=by,
    )  # fmt: skip


def adopt(charter, by, **told) -> Charter:
    facts = {"resolution": "职代会〔2026〕9 号", "valid_from": TOMORROW, "on": DAY}
    return adopt_charter(charter, by=by, **(facts | told))


def test_a_draft_decides_nothing(draft, zhang_joined):
    assert assess(facts_of(zhang_joined.worker), on=DAY).arithmetic.amount == 500


def test_the_day_of_the_event_decides_which_version_counts(draft, zhang_joined, gao):
    adopt(draft, gao)
    before = assess(facts_of(zhang_joined.worker, event_date=DAY), on=DAY)
    after = assess(
        facts_of(zhang_joined.worker, event_date=TOMORROW, applied_on=TOMORROW), on=TOMORROW
    )
    assert (before.charter.version, before.arithmetic.amount) == ("2025 年版（示例）", 500)
    assert (after.charter.version, after.arithmetic.amount) == ("2027 年修订", 600)


def test_the_version_before_ends_the_day_the_new_one_begins(draft, coop, gao):
    adopt(draft, gao)
    coop.refresh_from_db()
    assert coop.valid_to == TOMORROW
    assert Charter.objects.covering(DAY) == coop
    assert Charter.objects.covering(TOMORROW) == draft


def test_it_is_passed_only_with_a_number_and_not_for_the_past(draft, gao):
    with pytest.raises(Refused, match="决议文号"):
        adopt(draft, gao, resolution=" ")
    with pytest.raises(Refused, match="已经过去"):
        adopt(draft, gao, valid_from=DAY - dt.timedelta(days=1))


def test_a_passed_version_is_never_edited(draft, gao, zheng, as_):
    adopt(draft, gao)
    with pytest.raises(Refused, match="已经通过，不能再改"):
        change(draft, zheng, {"education": {"amount": Decimal(1)}})
    with pytest.raises(Refused, match="已经通过，不能再改"):
        adopt(draft, gao, valid_from=TOMORROW + dt.timedelta(days=9))
    answer = as_(zheng).get(reverse("charter-edit", args=[draft.pk]))
    assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mutualfund_charter SET waiting_days = 0",
        "UPDATE mutualfund_charter SET adopted_on = NULL",
        "UPDATE mutualfund_benefit SET amount = 9",
        "DELETE FROM mutualfund_article",
        "UPDATE mutualfund_amountband SET agreeing = 0",
        "INSERT INTO mutualfund_amountband (charter_id, above, investigators, agreeing) SELECT id, 7, 2, 0 FROM mutualfund_charter",
    ],
)
@pytest.mark.parametrize("role", ["guanai_app", OWNER])
def test_the_database_keeps_a_passed_version_before_any_claim(coop, attack, role):
    with pytest.raises(Exception, match="is in use"):
        run(attack, role=role)


def test_the_database_has_one_version_in_force_on_a_day(draft, coop):
    with pytest.raises(Exception, match="charter_one_in_force"):
        run(
            "UPDATE mutualfund_charter SET adopted_on = %s, resolution = 'x' WHERE id = %s",
            DAY, draft.pk,
        )  # fmt: skip


def test_the_officer_drafts_and_the_chair_passes_on_the_pages(coop, as_, zheng, gao):
    client = as_(zheng)
    answer = client.post(
        reverse("charter-new", args=[coop.pk]), {"version": "2027 年修订"}, follow=True
    )
    form = answer.context["form"]
    sent = {
        name: "" if field.initial is None else field.initial for name, field in form.fields.items()
    }
    sent |= {
        "education-amount": "650",
        "waiting_days": "60",
        "band1-above": "2000",
        "band1-investigators": "4",
    }
    made = Charter.objects.get(version="2027 年修订")
    client.post(reverse("charter-edit", args=[made.pk]), sent)
    assert made.benefits.get(kind="education").amount == 650
    assert list(made.bands.values_list("above", "investigators")) == [(1000, 3), (2000, 4)]
    assert client.post(reverse("charter-adopt", args=[made.pk])).status_code == 403
    as_(gao).post(
        reverse("charter-adopt", args=[made.pk]),
        {"resolution": "职代会〔2026〕9 号", "valid_from": TOMORROW.isoformat()},
    )
    made.refresh_from_db()
    assert (made.adopted_by, made.waiting_days, made.valid_from) == (gao, 60, TOMORROW)


def test_a_draft_with_nonsense_is_told_field_by_field(draft, as_, zheng):
    answer = as_(zheng).post(reverse("charter-edit", args=[draft.pk]), {"first_due": "很多"})
    assert answer.status_code == 400
    assert "金额写成 1234.50 这样" in answer.content.decode()


def test_two_versions_stand_side_by_side(draft, coop, as_, zheng):
    coop.refresh_from_db()
    groups = {group.title: group for group in compare(coop, draft)}
    changed = [row for row in groups["补助标准：子女入学"].rows if row.differs]
    assert [(row.title, row.left, row.right) for row in changed] == [
        ("定额（元）", "500.00", "600.00")
    ]
    assert groups["参数"].changes == 0
    page = as_(zheng).get(reverse("charter-compare"), {"a": coop.pk, "b": draft.pk, "only": "1"})
    assert "600.00" in page.content.decode()
    assert "补助标准：疾病医疗" not in page.content.decode()


# -- terms of a benefit, limits by amount -----------------------------------------------------


def ill(worker, cost, **told):
    return facts_of(worker, ClaimKind.MEDICAL, total_cost=Decimal(cost), **told)


def test_one_event_is_capped_before_the_year(coop, zhang_joined):
    medical = coop.benefits.get(kind="medical")
    rewrite(medical, cap_per_event=Decimal(300))
    sum_ = assess(ill(zhang_joined.worker, 9000), on=DAY).arithmetic
    assert sum_.amount == 300
    assert sum_.formula == "（9,000.00 − 1,000.00）× 10%，封顶 300.00"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"window_days": 10}, "事发后 10 天内申请"),
        ({"waiting_days": 300}, "入社满 300 天才能申请"),
    ],
)
def test_a_benefit_may_have_terms_of_its_own(coop, li, facts, words):
    enrol(li, joined_on=EVENT - dt.timedelta(days=60))
    rewrite(coop.benefits.get(kind="education"), **facts)
    told = [check.refusal for check in assess(facts_of(li), on=DAY).refusals]
    assert any(words in one for one in told)


def test_a_benefit_may_be_claimed_so_often_and_no_more(coop, zhang_joined, zheng):
    rewrite(coop.benefits.get(kind="education"), count_per_year=1)
    file_claim(zhang_joined.worker, by=zheng)
    again = facts_of(zhang_joined.worker, beneficiary="张小雪")
    assert "子女入学每人每年最多 1 次" in assess(again, on=DAY).refusals[0].refusal


@pytest.fixture
def band(coop) -> AmountBand:
    """Above 400 yuan three look into it and four must agree."""
    row = coop.bands.get()
    rewrite(row, above=Decimal(400))
    return row


def test_above_an_amount_more_people_look_into_it(band, accepted, zheng, liang, he, zhao):
    with pytest.raises(Refused, match="要指派 3 名"):
        assign_investigators(accepted, people=[liang, he], on=DAY, by=zheng)
    assign_investigators(accepted, people=[liang, he, zhao], on=DAY, by=zheng)
    assert Claim.objects.get(pk=accepted.pk).investigations.count() == 3


def test_above_an_amount_more_votes_must_agree(coop, meeting, committee, gao):
    rewrite(coop.bands.get(), above=Decimal(400), agreeing=5)
    vote_all(meeting, committee)
    with pytest.raises(Refused, match="至少要 5 票同意，现在 4 票"):
        finalise_ripe_items(meeting, on=DAY, by=gao)


def test_a_benefit_tells_its_terms(coop):
    medical = coop.benefit_of(ClaimKind.MEDICAL)
    medical.cap_per_event, medical.waiting_days = Decimal(600), 0
    assert medical.terms == [
        "（自付 − 起付线 1,000.00）× 10%", "每件封顶 600.00 元", "每人每年封顶 800.00 元", "等待期 0 天",
        "可以紧急垫付",
    ]  # fmt: skip


def test_the_first_charter_starts_from_the_sample_and_is_none_once_passed(house, as_, zheng, gao):
    client = as_(zheng)
    assert "从示例起草第一版" in client.get(reverse("charter-list")).content.decode()
    with as_app():
        client.post(reverse("charter-first"), {"version": "2026 年版"})
    draft = Charter.objects.get()
    assert (draft.is_draft, draft.is_sample, draft.benefits.count()) == (True, True, 4)
    sent = {"resolution": "职代会〔2026〕1 号", "valid_from": DAY.isoformat()}
    with as_app():
        as_(gao).post(reverse("charter-adopt", args=[draft.pk]), sent)
    passed = Charter.objects.in_force(on=DAY)
    assert (passed, passed.is_sample) == (draft, False)
    assert not passed.benefits.filter(is_sample=True).exists()
    assert "数额是示例" not in client.get(passed.get_absolute_url()).content.decode()


def test_there_is_one_first_charter(coop, zheng):
    with pytest.raises(Refused, match="已经有章程了"):
        draft_first_charter(version="又一版", on=DAY, by=zheng)


def test_the_years_limit_has_the_places_its_column_keeps(draft):
    form = DraftForm({"payout_guard": "0.805"}, charter=draft)
    assert form.errors["payout_guard"] == ["年度支出上限比例最多 2 位小数"]
