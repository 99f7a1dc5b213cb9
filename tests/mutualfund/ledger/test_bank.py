"""银行对账: a statement comes in once, many match one, the rest is on the 余额调节表."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.bank import match_lines, match_plain_ones, remember_rule, take_statement
from mutualfund.actions.vouchers import Line, draft_reversal, post_voucher, review_voucher
from mutualfund.bank_sheet import read_statement
from mutualfund.books import verify
from mutualfund.models import Account, BankLine, BankMatch, BankStatement, DraftVoucher, Side
from mutualfund.reconciliation import reconcile
from tests.books import workbook
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import as_app, force, run
from tests.people import DAY
from welfare.errors import Refused
from welfare.roles import Role

HEAD = ("交易日期", "摘要", "对方户名", "收入", "支出", "余额")
DESK, TAKE = reverse("bank-desk"), reverse("bank-take")
ROWS = [
    ("2026-10-12", "存入", "", "150.00", "", "150.00"),
    ("2026-10-13", "转账", "张桂兰", "", "30.00", "120.00"),
    ("2026-10-14", "结息", "", "1.25", "", "121.25"),
]


def statement(*rows, name="10月.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(HEAD, *(rows or ROWS)))


@pytest.fixture
def bank(house) -> Account:
    """102 of the mutual-aid fund."""
    return Account.objects.of("bank")


@pytest.fixture
def taken(bank, chen) -> BankStatement:
    """The statement of October."""
    return take_statement(read_statement(statement(), bank), bank, by=chen)


@pytest.fixture
def booked(post, draft):
    """Two donations that the bank saw as one deposit."""
    return [post("100.00", date=dt.date(2026, 10, 12)), post("50.00", date=dt.date(2026, 10, 12))]


def test_it_is_looked_at_before_it_is_written(as_, chen, bank):
    client = as_(chen)
    page = client.post(TAKE, {"file": statement()}).content.decode()
    assert "3 行，新的 3 行" in page
    assert "121.25" in page
    assert not BankStatement.objects.exists()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert "已导入" in client.post(TAKE, {"token": token}, follow=True).content.decode()
    assert BankLine.objects.count() == 3


def test_a_preview_is_good_for_its_maker_alone(as_, chen, hire, bank):
    page = as_(chen).post(TAKE, {"file": statement()}).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    other = hire("other", "另一位会计", Role.ACCOUNTANT)
    for bad in (token, token[:-2], ""):
        answer = as_(other).post(TAKE, {"token": bad}, follow=True).content.decode()
        assert "请重新选文件" in answer
    assert not BankStatement.objects.exists()


def test_the_same_file_comes_in_once(as_, chen, bank):
    content = workbook(HEAD, *ROWS)
    take_statement(read_statement(SimpleUploadedFile("a.xlsx", content), bank), bank, by=chen)
    again = {"file": SimpleUploadedFile("另一个名字.xlsx", content)}
    assert "已经导入过" in as_(chen).post(TAKE, again).content.decode()


def test_lines_of_an_earlier_statement_are_not_taken_twice(bank, chen, taken):
    longer = statement(*ROWS, ("2026-10-15", "转账", "李秀英", "", "20.00", "101.25"))
    read = read_statement(longer, bank)
    assert [line.is_known for line in read.lines] == [True, True, True, False]
    take_statement(read, bank, by=chen)
    assert BankLine.objects.count() == 4


def test_a_statement_may_stand_newest_first(bank):
    assert read_statement(statement(*reversed(ROWS)), bank).closing == Decimal("121.25")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([ROWS[0], ROWS[2]], "接不上前一行"),
        ([("2026-10-12", "存入", "", "", "", "150.00")], "没有收入也没有支出"),
        ([("十月", "存入", "", "1.00", "", "150.00")], "处要改"),
        ([("2026-10-12", "存入", "", "1.00", "", "很多")], "不是金额"),
    ],
)
def test_it_says_what_is_wrong_with_a_statement(as_, chen, bank, rows, words):
    assert words in as_(chen).post(TAKE, {"file": statement(*rows)}).content.decode()


def test_it_reads_csv_and_refuses_what_is_no_table(as_, chen, bank):
    text = "\n".join(",".join(row) for row in (HEAD, *ROWS)).encode("utf-8-sig")
    page = as_(chen).post(TAKE, {"file": SimpleUploadedFile("流水.csv", text)}).content.decode()
    assert "新的 3 行" in page
    page = as_(chen).post(TAKE, {"file": SimpleUploadedFile("x.xlsx", picture())}).content.decode()
    assert "wf-note--over" in page


def test_one_deposit_is_two_vouchers(as_, chen, bank, taken, booked):
    line = BankLine.objects.get(memo="存入")
    sent = {"line": [line.pk], "voucher": [booked[0].pk]}
    assert (
        "差 50.00 元，对不上"
        in as_(chen).post(reverse("bank-match"), sent, follow=True).content.decode()
    )
    sent["voucher"] = [voucher.pk for voucher in booked]
    assert "已对上" in as_(chen).post(reverse("bank-match"), sent, follow=True).content.decode()
    assert "已经对上了" in as_(chen).post(reverse("bank-match"), sent, follow=True).content.decode()
    assert verify() == []


@pytest.fixture
def cancelled(post, chen, guo, yun):
    """A voucher of the 9th and its red twin of the day: the bank never saw either."""
    wrong = post("70.00", date=dt.date(2026, 10, 9))
    red = review_voucher(draft_reversal(wrong, reason="重复", on=DAY, by=chen), on=DAY, by=guo)
    return [wrong, post_voucher(red, on=DAY, by=chen, cashier=yun)]


def test_a_red_voucher_and_its_original_need_no_line_of_the_bank(as_, chen, bank, cancelled):
    client, sent = as_(chen), {"voucher": [cancelled[0].pk]}
    page = client.post(reverse("bank-match"), sent, follow=True).content.decode()
    assert "选两张以上" in page
    assert len(reconcile(bank, on=DAY).books_only) == 2
    sent["voucher"].append(cancelled[1].pk)
    with as_app():
        page = client.post(reverse("bank-match"), sent, follow=True).content.decode()
    assert "已对上" in page
    assert "银行 0 行，凭证 2 张" in page
    assert reconcile(bank, on=DAY).books_only == []
    assert reconcile(bank, on=dt.date(2026, 10, 10)).books_only == [cancelled[0]]
    assert verify() == []
    address = reverse("bank-unmatch", args=[BankMatch.objects.get().pk])
    assert "已拆开" in client.post(address, follow=True).content.decode()
    assert not BankMatch.objects.exists()


def test_vouchers_that_do_not_cancel_each_other_need_the_bank(as_, chen, bank, booked):
    sent = {"voucher": [voucher.pk for voucher in booked]}
    page = as_(chen).post(reverse("bank-match"), sent, follow=True).content.decode()
    assert "银行一边 0.00 元，账上一边 150.00 元" in page


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_match_of_vouchers_alone_that_leaves_a_rest(bank, booked, chen):
    attack = (
        "WITH one AS (INSERT INTO mutualfund_bankmatch (matched_by_id, matched_at)"
        f" VALUES ({chen.pk}, now()) RETURNING id) INSERT INTO mutualfund_matchedvoucher"
        " (match_id, voucher_id) SELECT one.id, v.id FROM one, mutualfund_voucher v"
    )
    with pytest.raises(DatabaseError, match=r"is off: bank 0, books 150\.00"):
        run(attack)


def test_a_match_is_taken_apart_again(as_, chen, bank, taken, booked):
    line = BankLine.objects.get(memo="存入")
    match = match_lines(bank, lines=[line.pk], vouchers=[v.pk for v in booked], by=chen)
    address = reverse("bank-unmatch", args=[match.pk])
    assert "已拆开" in as_(chen).post(address, follow=True).content.decode()
    assert BankLine.objects.open().count() == 3
    assert not BankMatch.objects.exists()


def test_plain_pairs_match_by_themselves_and_doubtful_ones_do_not(bank, taken, post, chen):
    post("150.00", date=dt.date(2026, 10, 12))
    post("1.25", date=dt.date(2026, 10, 14))
    post("1.25", date=dt.date(2026, 10, 14))
    assert match_plain_ones(bank, by=chen) == 1
    assert set(BankLine.objects.open().values_list("memo", flat=True)) == {"转账", "结息"}


def test_among_several_the_name_decides(bank, chen, post):
    rows = [
        ("2026-10-13", "存入", "", "200.00", "", "200.00"),
        ("2026-10-13", "转账", "张桂兰", "", "30.00", "170.00"),
        ("2026-10-13", "转账", "李秀英", "", "30.00", "140.00"),
        ("2026-10-13", "转账", "", "", "30.00", "110.00"),
    ]
    take_statement(read_statement(statement(*rows), bank), bank, by=chen)
    for name in ("张桂兰", "王大山", "赵小雨"):
        lines = [
            Line(Account.objects.of("aid_other"), Side.DEBIT, Decimal(30)),
            Line(bank, Side.CREDIT, Decimal(30)),
        ]
        post(date=dt.date(2026, 10, 13), lines=lines, summary=f"付补助 {name}")
    assert match_plain_ones(bank, by=chen) == 1
    assert BankLine.objects.exclude(match=None).get().party == "张桂兰"


def test_the_reconciliation_leads_both_sides_to_one_sum(bank, taken, booked, post, chen):
    line = BankLine.objects.get(memo="存入")
    match_lines(bank, lines=[line.pk], vouchers=[v.pk for v in booked], by=chen)
    post("7.00", date=DAY)
    found = reconcile(bank, on=DAY)
    assert (found.bank, found.books) == (Decimal("121.25"), Decimal("157.00"))
    assert (found.bank_received, found.bank_paid) == (Decimal("1.25"), Decimal("30.00"))
    assert (found.books_received, found.books_paid) == (Decimal("7.00"), Decimal("0.00"))
    assert found.adjusted_bank == found.adjusted_books == Decimal("128.25")
    assert found.agrees


def test_what_the_bank_saw_later_is_open_on_an_earlier_day(bank, taken, post, chen):
    early = post("150.00", date=dt.date(2026, 10, 8))
    line = BankLine.objects.get(memo="存入")
    match_lines(bank, lines=[line.pk], vouchers=[early.pk], by=chen)
    found = reconcile(bank, on=dt.date(2026, 10, 10))
    assert [voucher.pk for voucher in found.books_only] == [early.pk]
    assert found.bank is None
    assert not found.agrees


def test_a_remembered_word_writes_the_voucher(as_, chen, bank, taken):
    client = as_(chen)
    line = BankLine.objects.get(memo="结息")
    address = reverse("bank-voucher", args=[line.pk])
    paper = SimpleUploadedFile("回单.jpg", picture())
    assert "没有规则" in client.post(address, {"paper": paper}, follow=True).content.decode()
    sent = {"word": "结息", "counter": Account.objects.of("interest").pk}
    assert "记住了" in client.post(reverse("bank-rule"), sent, follow=True).content.decode()
    assert "已经有规则" in client.post(reverse("bank-rule"), sent, follow=True).content.decode()
    assert "要有原始单据" in client.post(address, follow=True).content.decode()
    paper.seek(0)
    assert "已制单" in client.post(address, {"paper": paper}, follow=True).content.decode()
    draft = DraftVoucher.objects.get(purpose="hand")
    assert [(x.account.key, x.side, x.amount) for x in draft.lines.all()] == [
        ("bank", 1, Decimal("1.25")),
        ("interest", -1, Decimal("1.25")),
    ]


def test_a_rule_is_forgotten(as_, chen, bank):
    rule = remember_rule(bank, word="结息", counter=Account.objects.of("interest"), by=chen)
    page = as_(chen).post(reverse("bank-forget", args=[rule.pk]), follow=True).content.decode()
    assert "不再用" in page


def test_a_rule_stays_within_its_fund(bank, chen):
    with pytest.raises(Refused, match="同一个基金"):
        remember_rule(bank, word="x", counter=Account.objects.of("fees", "relief"), by=chen)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mutualfund_bankline SET amount = amount + 1",
        "DELETE FROM mutualfund_bankline",
        "UPDATE mutualfund_bankstatement SET sha256 = 'x'",
    ],
)
def test_the_database_keeps_what_the_bank_wrote(taken, attack):
    with pytest.raises(DatabaseError, match="permission denied"):
        run(attack)
    with pytest.raises(DatabaseError, match=r"is kept|append-only"):
        run(attack, role="")


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_match_that_does_not_add_up(bank, chen, post):
    take_statement(read_statement(statement(), bank), bank, by=chen)
    voucher = post("100.00", date=dt.date(2026, 10, 12))
    line = BankLine.objects.get(memo="存入")
    attack = (
        "WITH one AS (INSERT INTO mutualfund_bankmatch (matched_by_id, matched_at)"
        f" VALUES ({chen.pk}, now()) RETURNING id), two AS (INSERT INTO mutualfund_matchedvoucher"
        f" (match_id, voucher_id) SELECT id, {voucher.pk} FROM one)"
        f" UPDATE mutualfund_bankline SET match_id = one.id FROM one WHERE mutualfund_bankline.id = {line.pk}"
    )
    with pytest.raises(DatabaseError, match=r"is off: bank 150\.00, books 100\.00"):
        run(attack)
    assert not BankMatch.objects.exists()


def test_verify_finds_a_match_bent_by_force(bank, taken, booked, chen):
    line = BankLine.objects.get(memo="存入")
    match_lines(bank, lines=[line.pk], vouchers=[v.pk for v in booked], by=chen)
    force(
        "mutualfund_matchedvoucher",
        f"DELETE FROM mutualfund_matchedvoucher WHERE voucher_id = {booked[0].pk}",
    )
    assert [problem.code for problem in verify()] == ["match_differs"]


def test_the_desk_asks_the_same_for_one_line_and_for_many(
    as_, chen, bank, taken, post, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_(chen)
    client.get(DESK)
    with django_assert_max_num_queries(30) as few:
        client.get(DESK)
    more = [("2026-10-16", f"存{n}", "", "1.00", "", f"{122.25 + n:.2f}") for n in range(60)]
    take_statement(read_statement(statement(*more), bank), bank, by=chen)
    for _ in range(3):
        post()
    with django_assert_num_queries(len(few)):
        page = client.get(DESK).content.decode()
    assert "第 1 页，共 2 页，63 条" in page
