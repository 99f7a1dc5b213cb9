"""按表收会费: looked at first, written whole, the same file known again."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mutualfund.actions.collections import (
    drop_collection,
    receive_file,
    review_income,
    write_collection,
)
from mutualfund.models import (
    Collection,
    CollectionKind,
    DraftVoucher,
    DuesPayment,
    Member,
    Receipt,
)
from tests.books import workbook
from tests.mutualfund.fund import enrol
from tests.mutualfund.sql import as_app
from tests.people import DAY, make_worker
from tests.staff.care import make_lead, pair
from welfare.errors import Refused

HEADER = ("姓名", "工号", "缴费类别", "所属年度", "缴费日期", "金额(元)", "收据号", "缴费人")
PAYROLL = ("姓名", "工号", "扣款日期", "扣款金额(元)")


def line(worker, kind="首次入社", amount=50, receipt="", payer="", year=DAY.year):
    return (worker.name, worker.number, kind, year, "2026-10-12", amount, receipt, payer)


def file_of(*rows, header=HEADER) -> SimpleUploadedFile:
    return SimpleUploadedFile("会费.xlsx", workbook(header, *rows))


def received(chen, *rows, kind=CollectionKind.UNIT, header=HEADER) -> Collection:
    return receive_file(file_of(*rows, header=header), kind=kind, unit="青石站", on=DAY, by=chen)


def taken(chen, content: bytes, unit="青石站") -> Collection:
    file = SimpleUploadedFile("会费.xlsx", content)
    return receive_file(file, kind=CollectionKind.UNIT, unit=unit, on=DAY, by=chen)


def told(collection) -> str:
    return "；".join(f"{p['cell']}：{p['message']}" for p in collection.problems)


def test_nothing_is_written_before_it_is_confirmed(coop, as_, chen):
    client, worker = as_(chen), make_worker("钱甲")
    sent = {"kind": "unit", "unit": "青石站", "file": file_of(line(worker))}
    answer = client.post(reverse("collection-list"), sent, follow=True)
    assert "青石站 1 笔，50.00 元" in answer.content.decode()
    assert not DuesPayment.objects.exists()
    assert not Member.objects.exists()
    collection = Collection.objects.get()
    client.post(reverse("collection-write", args=[collection.pk]))
    due = DuesPayment.objects.get()
    assert (due.collection, due.member.worker, due.paid_on) == (
        collection, worker, dt.date(2026, 10, 12),
    )  # fmt: skip


def test_the_same_file_is_known_again(coop, chen):
    content = workbook(HEADER, line(make_worker()))
    write_collection(taken(chen, content), on=DAY, by=chen)
    with pytest.raises(Refused, match="2026-10-20 已经收过"):
        taken(chen, content, unit="别的站")
    assert DuesPayment.objects.count() == 1


def test_a_file_that_waits_is_looked_at_anew(coop, chen):
    content = workbook(HEADER, line(make_worker()))
    first, second = taken(chen, content), taken(chen, content)
    first.refresh_from_db()
    assert (first.status, second.status) == ("dropped", "preview")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amount": 49}, "第 2 行「金额」：首次入社应缴 50.00 元，表上是 49.00 元"),
        ({"kind": "年度续缴", "amount": 20}, "第 2 行「缴费类别」：钱甲 没有有效的社员资格"),
        ({"payer": "工会代缴"}, "第 2 行「缴费人」：钱甲 不是特困职工"),
        ({"kind": "没有这一类"}, "C2：没有「没有这一类」这一项"),
        ({"year": "去年"}, "D2：「去年」不是整数"),
    ],
)
def test_every_mistake_is_told_by_its_cell_and_nothing_is_written(coop, chen, change, words):
    collection = received(chen, line(make_worker("钱甲"), **change), line(make_worker("钱乙")))
    assert words in told(collection)
    with pytest.raises(Refused, match="要改"):
        write_collection(collection, on=DAY, by=chen)
    assert not DuesPayment.objects.exists()


def test_it_knows_strangers_doubles_and_used_receipts(coop, chen):
    known, twice = make_worker("钱甲"), make_worker("钱乙")
    enrol(known, joined_on=DAY - dt.timedelta(days=100))
    stranger = ("钱丙", "X0000", "首次入社", DAY.year, "2026-10-12", 50, "", "")
    other_name = ("张三", twice.number, "首次入社", DAY.year, "2026-10-12", 50, "", "")
    words = told(
        received(
            chen, line(known), line(twice, receipt="0007"), line(twice, receipt="0007"), stranger,
            other_name,
        )
    )  # fmt: skip
    for expected in (
        "钱甲 已是社员", "表里有两行", "收据号 0007 在表里有两行", "职工档案里没有钱丙",
        "档案里这个号是钱乙",
    ):  # fmt: skip
        assert expected in words


def test_a_total_that_does_not_add_up_stops_it(coop, chen):
    rows = [line(make_worker()), ("合计", None, None, None, None, 70, None, None)]
    collection = received(chen, *rows)
    assert collection.difference == Decimal(20)
    with pytest.raises(Refused, match=r"差 20\.00 元"):
        write_collection(collection, on=DAY, by=chen)


def test_a_row_that_no_longer_fits_writes_none(coop, chen):
    first, second = make_worker(), make_worker()
    collection = received(chen, line(first), line(second))
    enrol(second, joined_on=DAY)
    with pytest.raises(Refused, match=r"第 3 行：.*一行也没有写入"):
        write_collection(collection, on=DAY, by=chen)
    assert not Member.objects.filter(worker=first).exists()


def test_a_payroll_list_pays_what_each_owes_next(coop, chen):
    member, newcomer = make_worker("钱甲"), make_worker("钱乙")
    enrol(member, joined_on=DAY - dt.timedelta(days=360))
    rows = [
        ("钱甲", member.number, "2026-10-15", 20), ("钱乙", newcomer.number, "2026-10-15", 50),
    ]  # fmt: skip
    collection = received(chen, *rows, kind=CollectionKind.PAYROLL, header=PAYROLL)
    assert told(collection) == ""
    write_collection(collection, on=DAY, by=chen)
    dues = DuesPayment.objects.filter(collection=collection).order_by("pk")
    assert [(due.kind, due.year, due.method) for due in dues] == [
        ("renewal", 2026, "payroll"), ("first", 2026, "payroll"),
    ]  # fmt: skip
    assert Receipt.objects.count() == 2


def test_another_may_pay_for_those_in_the_hardest_tier(coop, chen, zheng):
    worker = make_worker("钱甲")
    pair(worker, make_lead(zheng), zheng, dt.date(2026, 1, 1))
    collection = received(chen, line(worker, payer="车务段代缴"))
    write_collection(collection, on=DAY, by=chen)
    due = DuesPayment.objects.get()
    assert (due.get_payer_display(), due.member.worker) == ("车务段代缴", worker)
    assert Receipt.objects.get().payer == "车务段代缴（钱甲）"


def test_a_dropped_batch_is_over(coop, chen):
    collection = drop_collection(received(chen, line(make_worker())), by=chen)
    with pytest.raises(Refused, match="不收了，不能再办"):
        write_collection(collection, on=DAY, by=chen)


def test_the_reviewer_reviews_and_the_cashier_posts_many_at_once(coop, chen, as_, guo, yun):
    write_collection(received(chen, line(make_worker()), line(make_worker())), on=DAY, by=chen)
    drafts = [str(pk) for pk in DraftVoucher.objects.waiting().values_list("pk", flat=True)]
    reviewer, cashier = as_(guo), as_(yun)
    with as_app():
        reviewer.post(reverse("income-review"), {"draft": drafts})
        cashier.post(reverse("income-post"), {"draft": drafts})
    vouchers = [due.voucher for due in DuesPayment.objects.select_related("voucher__cashier")]
    assert {(v.maker, v.reviewer, v.cashier) for v in vouchers} == {(chen, guo, yun)}


def test_the_maker_reviews_none_of_his_own(coop, chen):
    write_collection(received(chen, line(make_worker())), on=DAY, by=chen)
    with pytest.raises(Refused, match="您制的单"):
        review_income(DraftVoucher.objects.waiting(), on=DAY, by=chen)
