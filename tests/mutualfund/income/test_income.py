"""进账: drives, donors who agree to be named, grants by base and ratio, interest, and the open differences."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.collections import post_income
from mutualfund.actions.donations import open_drive, receive_donation
from mutualfund.actions.dues import receive_due
from mutualfund.actions.figures import agree_explanation, explain_difference, state_figure
from mutualfund.actions.grants import receive_grant, receive_interest
from mutualfund.actions.income import draft_again
from mutualfund.actions.vouchers import (
    draft_reversal,
    post_voucher,
    review_voucher,
    send_back,
)
from mutualfund.books import verify
from mutualfund.income_check import difference_of, differences, dues_expected, matches
from mutualfund.models import (
    Donation,
    DraftVoucher,
    DueKind,
    DuesPayment,
    Explanation,
    Fund,
    Grant,
    Interest,
    Measure,
    Payer,
    ReceiptMethod,
    StatedFigure,
)
from tests.mutualfund.fund import enrol, picture, register
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY, make_worker
from welfare.errors import Refused


@pytest.fixture
def booked(guo, yun):
    """Review and post what came in."""

    def done(draft):
        return post_income([review_voucher(draft, on=DAY, by=guo)], on=DAY, cashier=yun)[0]

    return done


@pytest.fixture
def drive(house, chen):
    """A drive of five days that ends today."""
    return open_drive("献爱心", starts_on=DAY - dt.timedelta(days=4), ends_on=DAY, by=chen)


def give(drive, by, **told):
    facts = {"donor": "钱春兰", "unit": "机关", "amount": Decimal(100), "is_anonymous": False}
    return receive_donation(drive, on=DAY, by=by, **(facts | told))


@pytest.mark.parametrize(
    ("told", "public"),
    [
        ({"may_be_named": True}, "钱*兰"),
        ({}, "不公开姓名"),
        ({"is_anonymous": True, "donor": ""}, "匿名"),
    ],
)
def test_a_donor_is_named_only_when_he_agreed(drive, chen, told, public):
    give(drive, chen, **told)
    assert Donation.objects.get().public_name == public


def test_it_refuses_a_donation_outside_the_drive_or_without_a_name(drive, chen):
    with pytest.raises(Refused, match="不在「献爱心」的起止日期内"):
        receive_donation(
            drive, donor="甲", unit="", amount=Decimal(1), is_anonymous=False, by=chen,
            on=DAY + dt.timedelta(days=1),
        )  # fmt: skip
    with pytest.raises(Refused, match="要写姓名"):
        give(drive, chen, donor=" ")
    with pytest.raises(Refused, match="只能选一样"):
        give(drive, chen, is_anonymous=True, may_be_named=True)


def test_cash_lies_in_the_till_until_it_is_brought_to_the_bank(drive, chen, booked):
    voucher = booked(give(drive, chen, method=ReceiptMethod.CASH))
    assert voucher.entries.get(side=1).account.key == "cash"


def test_the_accountant_enters_a_donation_on_the_page(drive, as_, chen):
    sent = {"donor": "钱春兰", "amount": "1,200.50", "given_on": DAY.isoformat(), "method": "bank"}
    as_(chen).post(reverse("donation-new", args=[drive.pk]), sent)
    assert Donation.objects.get().amount == Decimal("1200.50")


def test_grants_of_one_document_are_held_against_base_and_ratio(house, chen):
    both = {
        "document_no": "〔2026〕5 号", "on": DAY, "by": chen,
        "match_base": Decimal(16_500), "match_ratio": Decimal(2),
    }  # fmt: skip
    receive_grant(payer=Payer.DEPOT, amount=Decimal(30_000), **both)
    (match,) = matches(on=DAY)
    assert (match.expected, match.difference) == (Decimal(33_000), Decimal(-3_000))
    receive_grant(payer=Payer.LABOUR_SERVICE, amount=Decimal(3_000), **both)
    (match,) = matches(on=DAY)
    assert match.difference == 0
    with pytest.raises(Refused, match="一起填"):
        receive_grant(
            payer=Payer.DEPOT, amount=Decimal(1), document_no="x", on=DAY, by=chen,
            match_base=Decimal(1),
        )  # fmt: skip


def test_a_tab_in_a_document_number_stops_no_posting(house, chen, booked):
    booked(
        receive_grant(
            payer=Payer.DEPOT,
            amount=Decimal(5),
            document_no="工会\t〔2026〕\n7 号",
            on=DAY,
            by=chen,
            papers=[("批文", picture())],
        )
    )
    assert Grant.objects.get().document_no == "工会 〔2026〕 7 号"
    assert verify() == []


def test_a_control_character_is_told(house, chen, as_):
    scan = SimpleUploadedFile("a.jpg", picture())
    told = {"amount": "5", "advice_no": "HD\x07-1", "received_on": DAY.isoformat(), "paper": scan}
    page = as_(chen).post(reverse("interest-new"), told).content.decode()
    assert "银行回单号里有看不见的控制字符（U+0007）" in page


def test_a_line_break_in_the_reason_of_a_reversal_stops_no_posting(house, chen, guo, yun, booked):
    wrong = booked(
        receive_interest(
            amount=Decimal(5), advice_no="HD-1", on=DAY, by=chen, papers=[("单据", picture())]
        )
    )
    red = draft_reversal(wrong, reason="记错\r\n一次", on=DAY, by=chen)
    posted = post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)
    assert posted.summary.endswith("：记错 一次")


def test_the_database_takes_no_draft_that_could_not_be_posted(house, chen):
    draft = receive_interest(
        amount=Decimal(5), advice_no="HD-1", on=DAY, by=chen, papers=[("单据", picture())]
    )
    with pytest.raises(DatabaseError, match="draft_summary_is_plain"):
        run(
            "INSERT INTO mutualfund_draftvoucher (fund_id, date, kind, summary, source, purpose, key,"
            " attachments, status, maker_id) SELECT fund_id, date, kind, E'a\\tb', 'x:1', purpose,"
            " gen_random_uuid(), 1, 'draft', maker_id FROM mutualfund_draftvoucher WHERE id = %s",
            draft.pk,
        )


def test_money_of_a_day_without_its_account_is_refused(house, chen):
    with pytest.raises(Refused, match="1999-12-31 没有启用"):
        receive_interest(
            amount=Decimal(5),
            advice_no="HD-1",
            on=dt.date(1999, 12, 31),
            by=chen,
            papers=[("单据", picture())],
        )


def test_interest_comes_once_for_each_advice_and_is_proved_by_the_books(house, chen, booked):
    booked(
        receive_interest(
            amount=Decimal("12.34"), advice_no="HD-1", on=DAY, by=chen, papers=[("单据", picture())]
        )
    )
    with pytest.raises(Refused, match="已经记过"):
        receive_interest(
            amount=Decimal("12.34"), advice_no="HD-1", on=DAY, by=chen, papers=[("单据", picture())]
        )
    assert verify() == []
    run("ALTER TABLE mutualfund_interest DISABLE TRIGGER kept", role=OWNER)
    Interest.objects.update(amount=Decimal(99))
    assert [problem.code for problem in verify()] == ["income_differs"]


def test_what_was_sent_back_is_made_anew(house, chen, guo, as_):
    draft = receive_interest(
        amount=Decimal(5), advice_no="HD-2", on=DAY, by=chen, papers=[("单据", picture())]
    )
    with pytest.raises(Refused, match="退回的收款凭证"):
        draft_again(draft, by=chen)
    send_back(draft, reason="日期不对", by=guo)
    told = verify(Fund.objects.mutual_aid())
    assert [problem.code for problem in told] == ["income_without_voucher"]
    page = as_(chen).get(reverse("income-desk"), {"state": "dropped"}).content.decode()
    assert reverse("income-redraft", args=[draft.pk]) in page
    as_(chen).post(reverse("income-redraft", args=[draft.pk]))
    assert DraftVoucher.objects.waiting().get().source == draft.source
    assert verify() == []


def test_the_cashier_confirms_no_voucher_he_made(house, chen, guo):
    draft = receive_interest(
        amount=Decimal(5), advice_no="HD-3", on=DAY, by=chen, papers=[("单据", picture())]
    )
    review_voucher(draft, on=DAY, by=guo)
    with pytest.raises(Refused, match="出纳不能制单"):
        post_income([draft], on=DAY, cashier=chen)


# -- expected against received ----------------------------------------------------------------


def pay(worker, kind, year, amount, by):
    if kind == DueKind.FIRST:
        register(worker)
    return receive_due(worker, kind=kind, year=year, amount=Decimal(amount), on=DAY, by=by)


def test_dues_paid_ahead_explain_what_is_beyond_the_first_dues(coop, chen, booked):
    people = [make_worker() for _ in range(3)]
    drafts = [pay(person, DueKind.FIRST, 2026, 50, chen) for person in people]
    drafts.append(pay(people[0], DueKind.RENEWAL, 2027, 20, chen))
    assert dues_expected(on=DAY).received == 0  # drafted, not posted
    for draft in drafts:
        booked(draft)
    told = dues_expected(on=DAY)
    assert (told.expected, told.received, told.difference) == (150, 170, 20)
    assert (told.ahead, told.ahead_amount, told.owed, told.unexplained) == (1, 20, 0, 0)


def test_renewals_that_fell_due_and_did_not_come_are_owed(coop):
    enrol(make_worker(), joined_on=DAY - dt.timedelta(days=400))
    told = dues_expected(on=DAY)
    assert (told.renewals_due, told.owed, told.owed_amount) == (1, 1, 20)
    assert (told.difference, told.unexplained) == (-20, 0)


def test_a_due_of_the_wrong_amount_stays_unexplained(coop):
    enrol(make_worker(), joined_on=DAY - dt.timedelta(days=10))
    run("ALTER TABLE mutualfund_duespayment DISABLE TRIGGER kept", role=OWNER)
    DuesPayment.objects.update(amount=Decimal(45))
    assert dues_expected(on=DAY).unexplained == Decimal(-5)


@pytest.fixture
def figure(coop, chen) -> StatedFigure:
    """A report says 10,100; the books hold 10,000."""
    return state_figure(
        document="报告", words="1 万零 100 元", measure=Measure.RAISED, amount=Decimal(10_100),
        as_of=DAY, by=chen,
    )  # fmt: skip


def explain(figure, amount, by, paper="收据 0033"):
    return explain_difference(
        figure, amount=Decimal(amount), paper=paper, words="漏登", on=DAY, by=by
    )


def test_a_difference_stays_on_show_until_a_receipt_explains_it(figure, as_, chen, guo, zheng):
    page = reverse("income-overview")
    assert "等收据说明" in as_(zheng).get(page).content.decode()
    sent = {"amount": "60", "paper": "收据 0033", "words": "漏登"}
    as_(chen).post(reverse("figure-explain", args=[figure.pk]), sent)
    assert difference_of(figure).left == Decimal(100)  # nobody else has seen the receipt
    told = Explanation.objects.get()
    assert as_(chen).post(reverse("figure-agree", args=[told.pk])).status_code == 403
    as_(guo).post(reverse("figure-agree", args=[told.pk]))
    assert difference_of(figure).left == Decimal(40)
    agree_explanation(explain(figure, 40, chen), on=DAY, by=guo)
    assert "说清了" in as_(zheng).get(page).content.decode()


def test_money_that_comes_in_closes_it_too(figure, drive, chen, booked):
    booked(give(drive, chen, amount=Decimal(100)))
    assert difference_of(figure).left == 0


@pytest.mark.parametrize("amount", [0, 101, -1])
def test_it_explains_no_more_than_there_is(figure, chen, amount):
    with pytest.raises(Refused, match="对不上"):
        explain(figure, amount, chen)


def test_it_takes_no_explanation_without_a_paper(figure, chen):
    with pytest.raises(Refused, match="凭哪张收据"):
        explain(figure, 100, chen, paper=" ")


@pytest.mark.parametrize(
    ("paper", "words"), [("x", "编号写全"), ("SJ-2026-9999", "没有 SJ-2026-9999")]
)
def test_a_paper_can_be_looked_up(figure, chen, paper, words):
    with pytest.raises(Refused, match=words):
        explain(figure, 100, chen, paper=paper)


def test_what_waits_for_another_is_not_explained_twice(figure, chen):
    explain(figure, 60, chen)
    with pytest.raises(Refused, match="对不上"):
        explain(figure, 60, chen)


def test_nobody_agrees_with_himself(figure, chen, guo):
    told = explain(figure, 100, chen)
    with pytest.raises(Refused, match="另一个人"):
        agree_explanation(told, on=DAY, by=chen)
    with pytest.raises(DatabaseError, match="needs another person"):
        run(
            'INSERT INTO mutualfund_agreement (explanation_id, by_id, "on") VALUES (%s, %s, now())',
            told.pk,
            chen.pk,
        )


def test_many_figures_cost_as_much_as_one(figure, chen, django_assert_num_queries):
    state_figure(
        document="报告", words="会费", measure=Measure.DUES, amount=Decimal(1), as_of=DAY, by=chen
    )
    rows = list(StatedFigure.objects.order_by("pk"))
    with django_assert_num_queries(2):
        told = differences(rows)
    assert [one.amount for one in told] == [Decimal(100), Decimal(1)]


@pytest.mark.parametrize("role", ["guanai_app", OWNER])
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mutualfund_statedfigure SET amount = 1",
        "DELETE FROM mutualfund_explanation",
        "UPDATE mutualfund_explanation SET amount = 1",
    ],
)
def test_the_database_keeps_what_was_stated_and_explained(figure, chen, attack, role):
    explain(figure, 10, chen)
    with pytest.raises(Exception, match=r"append|permission denied"):
        run(attack, role=role)
