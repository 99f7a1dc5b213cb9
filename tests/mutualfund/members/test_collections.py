"""按表收会费: looked at first, written whole, the same file known again."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mutualfund.actions.closings import ask_closing, confirm_step
from mutualfund.actions.collections import (
    drop_collection,
    post_collection,
    receive_file,
    review_collection,
    review_income,
    write_collection,
)
from mutualfund.books import verify
from mutualfund.models import (
    Collection,
    CollectionKind,
    DraftVoucher,
    DuesPayment,
    Enrolment,
    Fund,
    Member,
    Receipt,
)
from tests.books import workbook
from tests.mutualfund.fund import enrol, register
from tests.mutualfund.sql import OWNER, as_app, run
from tests.people import DAY, make_worker
from tests.staff.care import make_lead, pair
from welfare.errors import Refused

HEADER = ("姓名", "工号", "缴费类别", "所属年度", "缴费日期", "金额(元)", "收据号", "缴费人")
PAYROLL = ("姓名", "工号", "扣款日期", "扣款金额(元)")


def line(worker, kind="首次入社", amount=50, receipt="", payer="", year=DAY.year):
    if kind == "首次入社" and not Enrolment.objects.filter(worker=worker).exists():
        register(worker, on=dt.date(2026, 1, 2))
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
    answer = client.post(reverse("collection-read"), sent, follow=True)
    assert "青石站 1 笔，50.00 元" in answer.content.decode()
    assert "正在写入 1 笔" in answer.content.decode()  # what the page says while it is written
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
    register(newcomer, on=dt.date(2026, 1, 2))
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


@pytest.mark.parametrize("role", ["guanai_app", OWNER])
def test_the_database_lets_nobody_else_pay_for_the_others(coop, chen, role):
    write_collection(received(chen, line(make_worker())), on=DAY, by=chen)
    with pytest.raises(DatabaseError, match="pays his dues himself"):
        run(
            "INSERT INTO mutualfund_duespayment (member_id, year, kind, amount, paid_on, payer, method,"
            " receipt_no) SELECT member_id, year + 1, 'renewal', 20, paid_on, 'depot', method, 'x'"
            " FROM mutualfund_duespayment",
            role=role,
        )


def test_the_database_takes_no_other_amount_than_the_charters(coop, chen):
    write_collection(received(chen, line(make_worker())), on=DAY, by=chen)
    due = (
        "INSERT INTO mutualfund_duespayment (member_id, year, kind, amount, paid_on, payer, method,"
        " receipt_no, is_void) SELECT member_id, year + 1, 'renewal', %s, paid_on, 'self', method, 'x', false"
        " FROM mutualfund_duespayment"
    )
    with pytest.raises(DatabaseError, match="by the charter, not 30"):
        run(due, 30)
    run(due, 20)


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


# -- a whole file at once -----------------------------------------------------------------------


@pytest.fixture
def written(coop, chen) -> Collection:
    """Three dues of one file, their vouchers waiting."""
    rows = [line(make_worker()) for _ in range(3)]
    return write_collection(received(chen, *rows), on=DAY, by=chen)


def press(client, step, collection) -> str:
    answer = client.post(reverse(f"collection-{step}", args=[collection.pk]), follow=True)
    return answer.content.decode()


def test_one_button_reviews_and_one_posts_the_whole_file(written, as_, guo, yun):
    reviewer, cashier, page = as_(guo), as_(yun), written.get_absolute_url()
    assert "整批审核 3 张，150.00 元" in reviewer.get(page).content.decode()
    with as_app():
        assert "整批审核了 3 张" in press(reviewer, "review", written)
        assert "整批记账 3 张，共 150.00 元" in press(cashier, "post", written)
    vouchers = [due.voucher for due in DuesPayment.objects.select_related("voucher__cashier")]
    assert {(v.maker, v.reviewer, v.cashier) for v in vouchers} == {(written.uploaded_by, guo, yun)}
    assert verify() == []
    again = press(cashier, "post", written)
    assert "没有等出纳确认的凭证" in again
    assert len(vouchers) == DuesPayment.objects.values("voucher").distinct().count() == 3


def test_every_number_of_a_file_opens_its_list(written, as_, guo, yun):
    client, others = as_(guo), as_(yun)
    review_collection(written, on=DAY, by=guo)
    desk = reverse("income-desk")
    link = f"{desk}?state=reviewed&amp;file={written.pk}"
    assert link in client.get(written.get_absolute_url()).content.decode()
    found = client.get(desk, {"state": "reviewed", "file": written.pk})
    assert found.context["page"].paginator.count == 3
    post_collection(written, on=DAY, cashier=yun)
    page = others.get(written.get_absolute_url()).content.decode()
    assert f"{reverse('dues-list')}?file={written.pk}&amp;booked=1" in page
    dues = others.get(reverse("dues-list"), {"file": written.pk, "booked": "1"})
    assert dues.context["page"].paginator.count == 3


def test_the_desk_leads_to_the_files_that_wait(written, as_, guo):
    page = as_(guo).get(reverse("income-desk")).content.decode()
    assert written.get_absolute_url() in page


def test_nobody_reviews_a_file_of_his_own(written, chen):
    with pytest.raises(Refused, match="您制的单"):
        review_collection(written, on=DAY, by=chen)


def test_nobody_posts_a_file_before_it_is_reviewed_or_that_he_reviewed(written, guo, yun):
    with pytest.raises(Refused, match="还有 3 张没有审核"):
        post_collection(written, on=DAY, cashier=yun)
    review_collection(written, on=DAY, by=guo)
    with pytest.raises(Refused, match="另一位出纳"):
        post_collection(written, on=DAY, cashier=guo)
    assert not DuesPayment.objects.filter(voucher__isnull=False).exists()


def test_a_file_that_cannot_be_posted_whole_is_posted_not_at_all(coop, chen, guo, yun):
    collection = received(chen, line(make_worker()), line(make_worker()))
    written = write_collection(collection, on=DAY, by=chen)
    review_collection(written, on=DAY, by=guo)
    late = written.dues.order_by("pk").last()
    with pytest.raises(Refused, match=r"还没到，一张也没有记账"):
        post_collection(written, on=late.paid_on - dt.timedelta(days=1), cashier=yun)
    assert not DuesPayment.objects.filter(voucher__isnull=False).exists()


def test_writing_a_long_file_asks_no_more_than_a_short_one(coop, chen, django_assert_num_queries):
    short = received(chen, *(line(make_worker()) for _ in range(2)))
    long = received(chen, *(line(make_worker()) for _ in range(12)))
    with CaptureQueriesContext(connection) as asked:
        write_collection(short, on=DAY, by=chen)
    with django_assert_num_queries(len(asked)):
        write_collection(long, on=DAY, by=chen)
    assert [r.number for r in Receipt.objects.order_by("number")] == list(range(1, 15))


def test_money_of_a_closed_month_is_refused_at_the_door(coop, chen, guo):
    fund = Fund.objects.mutual_aid()
    step = ask_closing(fund, through=dt.date(2026, 9, 30), on=DAY, by=chen)
    confirm_step(step, by=guo)
    early = list(line(make_worker()))
    early[4] = "2026-09-12"
    collection = received(chen, line(make_worker()), early)
    with pytest.raises(
        Refused, match=r"第 3 行：2026 年 09 月已经结账，记不进去了.*一行也没有写入"
    ):
        write_collection(collection, on=DAY, by=chen)
    assert not DuesPayment.objects.filter(collection=collection).exists()


def test_two_renewals_of_one_member_in_one_file_are_two_years(coop, chen):
    member = make_worker("钱甲")
    enrol(member, joined_on=DAY - dt.timedelta(days=360))
    renewal = {"kind": "年度续缴", "amount": 20}
    collection = received(
        chen, line(member, **renewal, year=2026), line(member, **renewal, year=2027)
    )
    write_collection(collection, on=DAY, by=chen)
    years = DuesPayment.objects.filter(collection=collection).values_list("year", flat=True)
    assert sorted(years) == [2026, 2027]


def test_a_paper_does_not_carry_a_number_of_ours(coop, chen):
    collection = received(chen, line(make_worker(), receipt="SJ-2026-0002"), line(make_worker()))
    with pytest.raises(Refused, match="第 2 行：SJ-2026-0002 是系统给的收据编号"):
        write_collection(collection, on=DAY, by=chen)


def test_only_the_accountant_hands_a_file_over(coop, as_, guo):
    client, sent = as_(guo), {"kind": "unit", "unit": "青石站", "file": file_of()}
    assert client.get(reverse("collection-list")).status_code == 200
    assert client.post(reverse("collection-read"), sent).status_code == 403
