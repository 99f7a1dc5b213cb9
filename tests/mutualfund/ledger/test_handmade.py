"""记一笔, 冲销并更正, 年末结转: written by hand, with paper, by the same several hands."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from mutualfund.actions.handmade import (
    attach_papers,
    carry_over,
    correct_voucher,
    enter_money,
    write_voucher,
)
from mutualfund.actions.vouchers import Line, draft_voucher, post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.models import Account, DraftVoucher, Entry, Side, Voucher, VoucherPaper
from mutualfund.reports import fund_statement
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import run
from tests.people import DAY
from welfare import clock
from welfare.errors import Refused

NEW = reverse("voucher-new")


def photo(name="回单.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), "image/jpeg")


def sent(*rows, **facts):
    """A filled-in form: rows of (account key, debit, credit)."""
    told = {
        "date": "2026-10-19", "summary": "银行管理费", "papers": [photo()],
        "lines-TOTAL_FORMS": len(rows), "lines-INITIAL_FORMS": 0,
    }  # fmt: skip
    for n, (key, debit, credit) in enumerate(rows):
        told |= {
            f"lines-{n}-account": Account.objects.of(key).pk if key else "",
            f"lines-{n}-debit": debit,
            f"lines-{n}-credit": credit,
        }
    return told | facts


FEE = [("fees", "5.00", ""), ("bank", "", "5.00")]


def page_of(client, told, address=NEW) -> str:
    return client.post(address, told, follow=True).content.decode()


def test_a_voucher_goes_over_three_desks(as_, chen, guo, yun, coop):
    assert "已制单，等审核" in page_of(as_(chen), sent(*FEE))
    draft = DraftVoucher.objects.get(purpose="hand")
    for name, person, words in [
        ("draft-post", chen, "由出纳收付时记账"),
        ("draft-enter", yun, "审核以后才能记账"),
        ("draft-review", guo, "已审核"),
        ("draft-enter", yun, "已收付并记账"),
    ]:
        answer = as_(person).post(reverse(name, args=[draft.pk]), follow=True)
        assert words in answer.content.decode()
    voucher = Voucher.objects.get(source=draft.source)
    assert (voucher.maker, voucher.reviewer, voucher.cashier) == (chen, guo, yun)
    assert Entry.objects.of(Account.objects.of("fees")).balance() == Decimal("5.00")
    page = as_(guo).get(voucher.get_absolute_url()).content.decode()
    assert reverse("voucher-paper", args=[draft.papers.get().pk]) in page


def test_its_paper_opens_as_it_was_kept(as_, chen, coop):
    page_of(as_(chen), sent(*FEE))
    paper = VoucherPaper.objects.get()
    answer = as_(chen).get(reverse("voucher-paper", args=[paper.pk]))
    assert answer["Content-Type"] == "image/jpeg"
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([("fees", "5.00", ""), ("bank", "", "4.00")], "借贷不平，差 1.00 元"),
        ([("fees", "5.00", "")], "至少要有一借一贷两行"),
        ([("fees", "5.00", "5.00"), ("bank", "", "5.00")], "借方、贷方填一个"),
        ([("", "5.00", ""), ("bank", "", "5.00")], "还没有选科目"),
        ([("fees", "五元", ""), ("bank", "", "5.00")], "金额写成 1234.50"),
    ],
)
def test_it_says_what_is_wrong_with_the_lines(as_, chen, coop, told, words):
    assert words in page_of(as_(chen), sent(*told))
    assert not DraftVoucher.objects.filter(purpose="hand").exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"papers": []}, "附上原始单据"),
        ({"date": "2026-10-21"}, "还没到"),
        ({"date": "昨天"}, "日期写成"),
        ({"summary": ""}, "写摘要"),
        ({"papers": [SimpleUploadedFile("x.txt", b"text")]}, "不是照片或 PDF"),
    ],
)
def test_it_says_what_is_wrong_with_the_rest(as_, chen, coop, facts, words):
    assert words in page_of(as_(chen), sent(*FEE, **facts))
    assert not DraftVoucher.objects.filter(purpose="hand").exists()


def aid_lines() -> list[Line]:
    aid, bank = Account.objects.of("aid_medical"), Account.objects.of("bank")
    return [Line(aid, Side.DEBIT, Decimal(3000)), Line(bank, Side.CREDIT, Decimal(3000))]


def test_aid_is_never_paid_by_hand(as_, fund, chen, coop):
    aid, bank = ("aid_medical", "3000.00", ""), ("bank", "", "3000.00")
    assert "不由手工记账" in page_of(as_(chen), sent(aid, bank))
    told = {"date": DAY, "summary": "补助", "papers": [("a", picture())], "on": DAY, "by": chen}
    with pytest.raises(Refused, match="手工凭证不能用"):
        write_voucher(fund, lines=aid_lines(), **told)


def test_the_database_keeps_hands_off_the_aid(fund, chen, coop):
    with pytest.raises(DatabaseError, match="is for events"), transaction.atomic():
        draft_voucher(
            fund, date=DAY, summary="补助", lines=aid_lines(), source="hand:x", purpose="hand",
            attachments=1, by=chen,
        )  # fmt: skip


def test_verify_finds_aid_paid_by_hand(fund, chen, guo, yun, coop):
    run("ALTER TABLE mutualfund_draftline DISABLE TRIGGER before_review", role="")
    draft = draft_voucher(
        fund, date=DAY, summary="补助", lines=aid_lines(), source="hand:x", purpose="hand",
        attachments=1, by=chen,
    )  # fmt: skip
    run("ALTER TABLE mutualfund_draftline ENABLE ALWAYS TRIGGER before_review", role="")
    attach_papers(draft, papers=[("单据", picture())], by=chen)
    post_voucher(review_voucher(draft, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)
    assert [problem.code for problem in verify()] == ["event_by_hand"]


def test_a_correction_brings_no_aid_where_none_was(fund, as_, chen, guo, yun, coop):
    page_of(as_(chen), sent(*FEE))
    draft = review_voucher(DraftVoucher.objects.get(purpose="hand"), on=DAY, by=guo)
    fee = enter_money(draft, on=DAY, by=yun)
    with pytest.raises(Refused, match="手工凭证不能用"):
        correct_voucher(
            fee,
            reason="x",
            summary="x",
            lines=aid_lines(),
            papers=[("a", picture())],
            on=DAY,
            by=chen,
        )


def test_more_rows_keep_what_was_typed(as_, chen, coop):
    page = page_of(as_(chen), sent(*FEE, more="1"))
    assert 'name="lines-3-debit"' in page
    assert 'value="5.00"' in page
    assert not DraftVoucher.objects.filter(purpose="hand").exists()


def test_a_nonsense_count_of_rows_is_no_error(as_, chen, coop):
    told = sent(*FEE, **{"lines-TOTAL_FORMS": "99999999"})
    assert as_(chen).post(NEW, told).status_code == 302


def test_it_refuses_an_account_closed_on_the_day(coop, fund, chen):
    fees = Account.objects.of("fees")
    Account.objects.filter(pk=fees.pk).update(closed_on=DAY)
    lines = [
        Line(fees, Side.DEBIT, Decimal(1)),
        Line(Account.objects.of("bank"), Side.CREDIT, Decimal(1)),
    ]
    fees.refresh_from_db()
    lines[0] = Line(fees, Side.DEBIT, Decimal(1))
    with pytest.raises(Refused, match="没有启用"):
        write_voucher(
            fund, date=DAY, summary="x", lines=lines, papers=[("a", picture())], on=DAY, by=chen
        )


@pytest.mark.parametrize(
    "attack",
    ["UPDATE mutualfund_voucherpaper SET name = 'x'", "DELETE FROM mutualfund_voucherpaper"],
)
def test_the_database_keeps_the_papers(as_, chen, coop, attack):
    page_of(as_(chen), sent(*FEE))
    with pytest.raises(DatabaseError, match="permission denied"):
        run(attack)
    with pytest.raises(DatabaseError, match="append-only"):
        run(attack, role="")


def test_the_database_takes_no_paper_after_review(as_, chen, guo, coop):
    page_of(as_(chen), sent(*FEE))
    review_voucher(DraftVoucher.objects.get(purpose="hand"), on=DAY, by=guo)
    with pytest.raises(DatabaseError, match="papers of draft"):
        run(
            "INSERT INTO mutualfund_voucherpaper (draft_id, name, uid, file_type, size, sha256,"
            " stored_sha256, added_by_id, added_at) SELECT draft_id, 'x', gen_random_uuid(), 'jpg', 1,"
            " 'other', 'x', added_by_id, now() FROM mutualfund_voucherpaper"
        )


# -- 更正 -------------------------------------------------------------------------------------


def test_a_mistake_is_put_right_in_two_clicks(as_, chen, guo, yun, post):
    wrong = post("540.00", summary="收捐款")
    address = reverse("voucher-correct", args=[wrong.pk])
    page = as_(chen).get(address).content.decode()
    assert 'value="540.00"' in page
    rows = [("bank", "500.00", ""), ("donations", "", "500.00")]
    told = sent(*rows, summary="收捐款", reason="金额应为 500.00 元")
    assert "红字和更正的凭证都已制单" in page_of(as_(chen), told, address)
    red, blue = DraftVoucher.objects.get(reverses=wrong), DraftVoucher.objects.get(corrects=wrong)
    for draft, name, person in ((red, "draft-enter", yun), (blue, "draft-enter", yun)):
        review_voucher(draft, on=DAY, by=guo)
        as_(person).post(reverse(name, args=[draft.pk]))
    assert Entry.objects.of(Account.objects.of("donations")).balance() == Decimal("-500.00")
    page = as_(chen).get(wrong.get_absolute_url()).content.decode()
    assert Voucher.objects.get(corrects=wrong).get_absolute_url() in page
    assert verify() == []


def test_a_wrong_correction_leaves_no_red_draft(as_, chen, post):
    wrong = post("540.00")
    rows = [("bank", "500.00", ""), ("donations", "", "400.00")]
    address = reverse("voucher-correct", args=[wrong.pk])
    assert "借贷不平" in page_of(as_(chen), sent(*rows, reason="错了"), address)
    assert not DraftVoucher.objects.filter(reverses=wrong).exists()


def test_a_reversed_voucher_cannot_be_corrected_again(as_, chen, post):
    wrong = post()
    rows = [("bank", "1.00", ""), ("donations", "", "1.00")]
    address = reverse("voucher-correct", args=[wrong.pk])
    page_of(as_(chen), sent(*rows, reason="错了"), address)
    assert "等审核和记账" in page_of(as_(chen), sent(*rows, reason="错了"), address)


# -- 年末结转 ---------------------------------------------------------------------------------


@pytest.fixture
def carried(post, fund, chen, guo):
    """Last year's donations carried over into 结余."""
    post("100.00", date=dt.date(2025, 11, 20))
    post("30.00")
    draft = carry_over(fund, year=2025, on=DAY, by=chen)
    return post_voucher(review_voucher(draft, on=DAY, by=guo), on=DAY, by=chen)


def test_the_year_is_carried_into_net_assets(carried, fund):
    assert carried.date == dt.date(2025, 12, 31)
    assert Entry.objects.of(Account.objects.of("net")).balance() == Decimal("-100.00")
    last_year = Entry.objects.of(Account.objects.of("donations")).up_to(carried.date)
    assert last_year.balance() == 0
    assert verify() == []


def test_what_was_raised_is_still_told(carried, fund):
    statement = fund_statement(fund, on=DAY)
    assert (statement.raised, statement.balance) == (Decimal("130.00"), Decimal("130.00"))


def test_a_year_is_carried_once_and_when_it_is_over(carried, as_, chen):
    client = as_(chen)
    for year, words in (("2025", "已经结转过"), ("2026", "还没有过完"), ("²", "还没有过完")):
        answer = client.post(reverse("books-carry"), {"year": year}, follow=True)
        assert words in answer.content.decode()


def test_nothing_is_carried_out_of_an_empty_year(fund, chen):
    with clock.travel(DAY), pytest.raises(Refused, match="不用结转"):
        carry_over(fund, year=2024, on=DAY, by=chen)
