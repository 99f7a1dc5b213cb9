"""付款批次: frozen together, sent, answered once; what failed stays in sight and is never paid twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from mutualfund.actions.pay_batches import attach_cash_photo, make_batch, record_results
from mutualfund.actions.payments import pay_claim
from mutualfund.actions.vouchers import send_back
from mutualfund.books import verify
from mutualfund.models import (
    CashReceipt,
    Claim,
    DraftVoucher,
    PayBatch,
    PayLine,
    Payment,
    PayMethod,
    Receiver,
)
from mutualfund.pay_answers import Answer, Taken
from staff.actions.cards import ask_card_change, confirm_card_change
from staff.models import CardChange
from tests.books import workbook
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import OWNER, force, run
from tests.people import DAY
from tests.staff.workers.test_cards import wait_out
from welfare.errors import Refused
from welfare.models import ExportRequest

CARD = "6222020000001233306"
NEXT = "6222020000009998887"
BANK, CASH = PayMethod.BANK, PayMethod.CASH


def again(claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


@pytest.fixture
def sent(reviewed, yun) -> PayLine:
    """The claim's line in a batch of the bank."""
    return make_batch([reviewed.pk], method=BANK, on=DAY, by=yun).lines.get()


@pytest.fixture
def signing(reviewed, yun) -> PayLine:
    """The claim's line on a cash sheet that came back signed."""
    line = make_batch([reviewed.pk], method=CASH, on=DAY, by=yun).lines.get()
    attach_cash_photo(line.batch, picture(), by=yun)
    return line


def result(client, line, **told) -> str:
    """Enter the result of a line on the page; the page that follows."""
    url = reverse("pay-batch-results", args=[line.batch_id])
    data = {f"{line.pk}-{key}": value for key, value in told.items()}
    return client.post(url, data, follow=True).content.decode()


def at_commit(act) -> None:
    """Do it with what is asked at the end of a transaction, and take it back when that fails."""
    with transaction.atomic(), connection.cursor() as cursor:
        act()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def new_card(claim, zheng, zhou) -> CardChange:
    change = ask_card_change(
        claim.member.worker, card=NEXT, bank_name="", bank_branch="", document="新卡", by=zheng
    )
    return confirm_card_change(change, card=NEXT, by=zhou)


def test_ticked_ones_become_a_batch_the_bank_pays(as_, reviewed, yun, chen):
    client = as_(yun)
    told = {"claim": [reviewed.pk], "method": "bank"}
    page = client.post(reverse("pay-batch-new"), told, follow=True).content.decode()
    assert "PC-2026-0001" in page
    assert "人民币伍佰元整" in page
    assert "卡尾号 3306" in page
    assert CARD not in page
    line = PayLine.objects.get()
    desk = as_(chen).get(reverse("payment-list")).content.decode()
    assert "批次 PC-2026-0001 等结果" not in desk  # the accountant has no button there
    assert "批次 PC-2026-0001 等结果" in client.get(reverse("payment-list")).content.decode()
    assert "记下 1 笔已付" in result(client, line, result="paid")
    payment = Payment.objects.get(claim=reviewed)
    assert (payment.line, payment.card_last4, payment.cashier) == (line, "3306", yun)
    assert verify() == []


def test_a_failed_one_stays_in_sight_until_its_card_is_another(as_, sent, yun, zheng, zhou):
    client, claim = as_(yun), sent.claim
    page = result(client, sent, result="card", words="户名不符")
    assert "1 笔失败，留在付款台账里等改卡再付" in page
    assert "户名或账号不符（户名不符）" in page
    desk = client.get(reverse("payment-list")).content.decode()
    assert "付款失败：户名或账号不符（户名不符），卡尾号 3306" in desk
    with pytest.raises(Refused, match="尾号 3306 的卡付款失败过"):
        make_batch([claim.pk], method=BANK, on=DAY, by=yun)
    with pytest.raises(Refused, match="先办换卡，或改付现金"):
        pay_claim(again(claim), on=DAY, by=yun)
    change = new_card(claim, zheng, zhou)
    with pytest.raises(Refused, match="还不到 72 小时，10-23 09:00 以后"):
        make_batch([claim.pk], method=BANK, on=DAY, by=yun)
    wait_out(change)
    line = make_batch([claim.pk], method=BANK, on=DAY, by=yun).lines.get()
    assert line.card_last4 == NEXT[-4:]
    record_results(line.batch, [Answer(line.pk, paid=True)], on=DAY, by=yun)
    assert Payment.objects.filter(claim=claim).count() == 1


def test_a_bank_that_was_down_is_asked_again(sent, yun):
    record_results(sent.batch, [Answer(sent.pk, False, "bank")], on=DAY, by=yun)
    assert make_batch([sent.claim_id], method=BANK, on=DAY, by=yun).many == 1


def test_it_is_not_paid_beside_its_batch_nor_put_into_two(as_, sent, yun, guo):
    with pytest.raises(Refused, match="在付款批次 PC-2026-0001 里等结果"):
        pay_claim(again(sent.claim), on=DAY, by=yun)
    with pytest.raises(Refused, match="已经在批次 PC-2026-0001 里等结果"):
        make_batch([sent.claim_id], method=CASH, on=DAY, by=yun)
    with pytest.raises(Refused, match="在付款批次里等结果，登记了结果再退回"):
        send_back(DraftVoucher.objects.get(purpose="pay"), reason="错", by=guo)


def test_a_line_is_answered_once(as_, sent, yun):
    client = as_(yun)
    result(client, sent, result="paid")
    assert "一笔结果都没有填" in result(client, sent, result="bank")
    with pytest.raises(Refused, match="结果已经登记过"):
        record_results(sent.batch, [Answer(sent.pk, False, "bank")], on=DAY, by=yun)
    assert Payment.objects.count() == 1


def test_the_banks_own_file_answers(as_, sent, yun):
    client, url = as_(yun), reverse("pay-batch-file", args=[sent.batch_id])
    head = ("序号", "账号", "金额", "结果", "失败原因")

    def upload(*rows) -> str:
        book = SimpleUploadedFile("结果.xlsx", workbook(head, *rows))
        return client.post(url, {"file": book}, follow=True).content.decode()

    assert "选银行返回的结果文件再传" in client.post(url, follow=True).content.decode()
    assert "序号不在批次" in upload(("9", CARD, "500.00", "成功", ""))
    assert "的账号和批次里第 1 笔的不一样" in upload(("1", NEXT, "500.00", "成功", ""))
    assert "的金额是 50.00 元" in upload(("1", CARD, "50.00", "成功", ""))
    assert "的结果「处理中」看不懂" in upload(("1", CARD, "500.00", "处理中", ""))
    assert "前面已经有过" in upload(*[("1", CARD, "500.00", "成功", "")] * 2)
    assert "1 笔失败" in upload(("1", CARD, "500.00", "失败", "账户已销户"))
    assert (
        "账户销户、冻结或挂失（账户已销户）"
        in client.get(reverse("pay-batch", args=[sent.batch_id])).content.decode()
    )
    assert "以前都登记过" in upload(("1", CARD, "500.00", "失败", "账户已销户"))


def test_cash_is_signed_for_on_the_sheet(as_, reviewed, yun):
    client = as_(yun)
    line = make_batch([reviewed.pk], method=CASH, on=DAY, by=yun).lines.get()
    sheet = client.get(reverse("pay-batch-sheet", args=[line.batch_id])).content.decode()
    for words in ("现金签领表", "人民币伍佰元整", "领款人签名", "委员会主任"):
        assert words in sheet
    assert "先传签好的现金签领表照片" in result(client, line, result="paid")
    url = reverse("pay-batch-photo", args=[line.batch_id])
    assert "选一张签好的" in client.post(url, follow=True).content.decode()
    photo = SimpleUploadedFile("a.jpg", picture())
    assert "照片收到了" in client.post(url, {"photo": photo}, follow=True).content.decode()
    assert "代领要写齐代领人、关系和原因" in result(client, line, result="paid", name="张小雨")
    told = {"name": "张小雨", "relation": "女儿", "reason": "住院"}
    assert "张小雨（女儿，住院）代领" in result(client, line, result="paid", **told)
    receipt = CashReceipt.objects.get()
    assert (receipt.receiver, receipt.payment.method) == (Receiver.PROXY, CASH)


def test_cash_at_the_desk_names_who_took_it(as_, reviewed, yun):
    url, client = reverse("claim-pay", args=[reviewed.pk]), as_(yun)
    page = client.post(url, {"method": "cash"}, follow=True).content.decode()
    assert "付现金要写谁签领" in page
    page = client.post(url, {"method": "cash", "taker": "proxy"}, follow=True).content.decode()
    assert "代领要写齐代领人" in page
    page = client.post(url, {"method": "cash", "taker": "self"}, follow=True).content.decode()
    assert "已付 500.00 元" in page
    assert CashReceipt.objects.get().receiver == Receiver.SELF


def test_it_waits_for_the_minutes(reviewed, yun):
    meeting = reviewed.items.get().meeting
    force(
        "mutualfund_meeting",
        f"UPDATE mutualfund_meeting SET status = 'open' WHERE id = {meeting.pk}",
    )
    for pay in (
        lambda: pay_claim(again(reviewed), on=DAY, by=yun),
        lambda: make_batch([reviewed.pk], method=BANK, on=DAY, by=yun),
    ):
        with pytest.raises(Refused, match="还没有散会，纪要没有写定"):
            pay()


def test_a_just_changed_card_is_named_at_the_desk(as_, reviewed, yun, zheng, zhou):
    new_card(reviewed, zheng, zhou)
    assert "10-23 09:00 以后才能付到卡上" in as_(yun).get(reverse("payment-list")).content.decode()
    with pytest.raises(Refused, match="急用的改付现金"):
        pay_claim(again(reviewed), on=DAY, by=yun)
    assert pay_claim(again(reviewed), on=DAY, by=yun, method=CASH, taken=Taken()).pk


def test_who_took_another_step_makes_no_batch(reviewed, guo, chen, gao):
    for person in (guo, chen, gao):
        with pytest.raises(Refused, match="付款要由别人来办"):
            make_batch([reviewed.pk], method=BANK, on=DAY, by=person)


def test_the_banks_file_goes_out_as_the_bank_takes_it(as_, sent, yun, gao):
    client, url = as_(yun), reverse("export-ask", args=["pay-lines"])
    page = client.post(
        f"{url}?pk={sent.batch_id}", {"form": "csv", "reason": "交银行代发"},
        follow=True,
    ).content.decode()  # fmt: skip
    asked = ExportRequest.objects.get()
    assert "批次 PC-2026-0001，1 笔 500.00 元，指纹" in asked.filter_words, page
    as_(gao).post(reverse("export-decide", args=[asked.pk]), {"step": "approve"})
    taken = client.post(
        reverse("export-take", args=[asked.pk]), {"password": "a-long-password-7"}
    ).content.decode("utf-8-sig")
    assert taken.splitlines()[0] == "序号,户名,账号,开户行,金额,用途"
    assert f"1,张桂兰,{CARD}," in taken
    masked = client.get(f"/lists/pay-lines/csv/?pk={sent.batch_id}").content.decode()
    assert CARD not in masked


INSERT = (
    "INSERT INTO mutualfund_payline (uid, batch_id, number, claim_id, card, card_index, card_last4,"
    " bank, amount, purpose, result, fail_code, fail_words) SELECT gen_random_uuid(), batch_id,"
    " 2, claim_id, card, card_index, card_last4, bank, amount, purpose, 'pending', '', ''"
    " FROM mutualfund_payline"
)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (INSERT, "pay_line_one_live_per_claim|says"),
        ("UPDATE mutualfund_payline SET amount = 1", "permission"),
        ("UPDATE mutualfund_payline SET result = 'paid', result_on = current_date", "another payment|whole"),
        ("DELETE FROM mutualfund_payline", "permission"),
        ("UPDATE mutualfund_paybatch SET total = 1", "permission"),
        ("UPDATE mutualfund_draftvoucher SET status = 'dropped' WHERE purpose = 'pay'", "waits in a batch"),
    ],
)  # fmt: skip
def test_the_database_keeps_a_batch_as_it_was_made(sent, statement, words):
    with pytest.raises(DatabaseError, match=words):
        run(statement)


@pytest.mark.parametrize("guard", ["single", "young", "failed", "open"])
def test_the_database_pays_no_card_that_may_not_take_it(
    reviewed, yun, zheng, zhou, monkeypatch, guard
):
    worker = reviewed.member.worker
    words = {"single": "by one person", "young": "72 hours", "failed": "failed before",
             "open": "waits in a batch"}[guard]  # fmt: skip
    if guard == "single":
        worker.bank_card = NEXT
        worker.save()
    elif guard == "young":
        new_card(reviewed, zheng, zhou)
    else:
        line = make_batch([reviewed.pk], method=BANK, on=DAY, by=yun).lines.get()
        if guard == "failed":
            record_results(line.batch, [Answer(line.pk, False, "card")], on=DAY, by=yun)
    monkeypatch.setattr("mutualfund.actions.payments.card_for", lambda claim: NEXT)
    monkeypatch.setattr(
        "mutualfund.models.pay_batches.PayLineQuerySet.pending", lambda self: self.none()
    )
    with pytest.raises(DatabaseError, match=words):
        at_commit(lambda: pay_claim(again(reviewed), on=DAY, by=yun))


def test_the_database_pays_nothing_without_minutes(reviewed, yun, monkeypatch):
    meeting = reviewed.items.get().meeting
    force(
        "mutualfund_meeting",
        f"UPDATE mutualfund_meeting SET status = 'open' WHERE id = {meeting.pk}",
    )
    monkeypatch.setattr("mutualfund.actions.payments.minutes_missing", lambda claim: "")
    with pytest.raises(DatabaseError, match="has no minutes"):
        pay_claim(again(reviewed), on=DAY, by=yun)


def test_the_database_wants_a_receipt_for_cash(reviewed, yun, monkeypatch):
    monkeypatch.setattr(CashReceipt.objects, "create", lambda **told: None)
    with pytest.raises(DatabaseError, match="without a receipt"):
        at_commit(lambda: pay_claim(again(reviewed), on=DAY, by=yun, method=CASH, taken=Taken()))


def test_changed_bytes_are_seen_by_the_fingerprint(as_, sent, yun):
    page = as_(yun).get(reverse("pay-batch", args=[sent.batch_id])).content.decode()
    assert "和做批次时一样" in page
    run("ALTER TABLE mutualfund_payline DISABLE TRIGGER kept", role=OWNER)
    run("UPDATE mutualfund_payline SET purpose = '别的'", role=OWNER)
    run("ALTER TABLE mutualfund_payline ENABLE ALWAYS TRIGGER kept", role=OWNER)
    page = as_(yun).get(reverse("pay-batch", args=[sent.batch_id])).content.decode()
    assert "内容和做批次时的指纹不一样" in page
    assert PayBatch.objects.get().total == 500
