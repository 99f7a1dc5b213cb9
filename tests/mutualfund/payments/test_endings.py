"""签领、回访、结案: the payee's word, the drawn call, the closing; each kept from whoever had a part."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from mutualfund.actions.bounced import reopen_claim
from mutualfund.actions.claim_calls import draw_claim_sample, drawn, record_claim_call
from mutualfund.actions.clawbacks import (
    ask_clawback,
    decide_clawback,
    make_clawback_voucher,
    take_clawback,
)
from mutualfund.actions.endings import close_claim, confirm_own_money, enter_signed
from mutualfund.actions.pay_batches import attach_cash_photo, make_batch, record_results
from mutualfund.actions.payments import make_payment_voucher, pay_claim, review_payment
from mutualfund.actions.vouchers import draft_reversal, post_voucher, review_voucher
from mutualfund.books import verify
from mutualfund.ending_shapes import TO_CLOSE, waiting_claims
from mutualfund.models import (
    CallAnswer,
    Claim,
    ClaimCall,
    ClaimSample,
    ClaimStatus,
    ClaimStep,
    PayMethod,
    SignedSheet,
)
from mutualfund.pay_answers import Answer, Taken
from staff.sampling import keys_ranked
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import OWNER, as_app, note_and_move, rewrite, run
from tests.people import DAY
from welfare import clock
from welfare.days import Quarter
from welfare.errors import Refused

LATER = Quarter.of(DAY).last + dt.timedelta(days=5)


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


@pytest.fixture
def paid(reviewed, yun) -> Claim:
    """The money went to Zhang's card."""
    pay_claim(reviewed, on=DAY, by=yun)
    return again(reviewed)


@pytest.fixture
def signed(paid, zheng) -> Claim:
    """Zhang signed on paper, Zheng scanned it; the quarter is over and Zhang's payment is drawn."""
    enter_signed([paid], scan=picture(), on=DAY, by=zheng)
    draw_claim_sample(Quarter.of(DAY), on=LATER, by=zheng)
    return again(paid)


def test_a_claim_goes_to_its_end_on_screen(as_, paid, zheng, xu):
    assert "等本人签领" in as_(zheng).get(paid.get_absolute_url()).content.decode()
    with as_app():
        scan = SimpleUploadedFile("a.jpg", picture())
        as_(zheng).post(reverse("claim-endings-sign"), {"claims": [paid.pk], "scan": scan})
        assert again(paid).status == ClaimStatus.RECEIPT_SIGNED
        with clock.travel(LATER):
            as_(xu).post(reverse("claim-call-draw"))
            call = ClaimCall.objects.get()
            page = as_(xu).get(reverse("claim-calls")).content.decode()
            assert "按种子重抽，结果一样" in page
            as_(xu).post(call.get_absolute_url(), {"answer": "got", "note": ""})
            listed = as_(zheng).get(reverse("claim-endings") + "?show=close").content.decode()
            assert paid.number in listed
            as_(zheng).post(reverse("claim-endings-close"), {"claims": [paid.pk]})
            page = as_(zheng).get(paid.get_absolute_url()).content.decode()
    assert again(paid).status == ClaimStatus.CLOSED
    assert "签领和回访都办完了" in page
    sheet = SignedSheet.objects.get()
    answer = as_(zheng).get(reverse("signed-sheet-file", args=[sheet.uid]))
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_payee_says_so_himself_and_nobody_else_does(as_, paid, zhang, zheng):
    with pytest.raises(Refused, match="申请人本人"):
        confirm_own_money(paid, on=DAY, by=zheng)
    assert "收到了，数对" in as_(zhang.user).get(f"/me/claims/{paid.pk}/").content.decode()
    with as_app():
        as_(zhang.user).post(reverse("own-claim-received", args=[paid.pk]))
    assert again(paid).status == ClaimStatus.RECEIPT_SIGNED
    with pytest.raises(Refused, match="不在等签领"):
        confirm_own_money(paid, on=DAY, by=zhang.user)


def test_who_paid_it_does_not_enter_the_signature(paid, yun, zheng):
    with pytest.raises(Refused, match=r"您是.*出纳"):
        enter_signed([paid], scan=picture(), on=DAY, by=yun)
    with pytest.raises(Refused, match="请传签过字的签领单"):
        enter_signed([paid], scan=None, on=DAY, by=zheng)
    insert = (
        "INSERT INTO mutualfund_acknowledgement (payment_id, how, signed_on, by_id, at)"
        " VALUES (%s, 'own', %s, %s, now())"
    )
    with pytest.raises(DatabaseError, match="for its payee"):
        run(insert, paid.payment.pk, DAY, yun.pk)
    with pytest.raises(DatabaseError, match="no photographed cash sheet"):
        run(insert.replace("'own'", "'batch'"), paid.payment.pk, DAY, zheng.pk)
    with pytest.raises(DatabaseError, match="does not enter the word"):
        run(insert.replace("'own'", "'batch'"), paid.payment.pk, DAY, yun.pk)


def test_the_photographed_cash_sheet_is_scan_enough(reviewed, yun, zheng):
    batch = make_batch([reviewed.pk], method=PayMethod.CASH, on=DAY, by=yun)
    attach_cash_photo(batch, picture(), by=yun)
    answers = [Answer(batch.lines.get().pk, paid=True, taken=Taken())]
    record_results(batch, answers, on=DAY, by=yun)
    enter_signed([again(reviewed)], scan=None, on=DAY, by=zheng)
    assert again(reviewed).payment.acknowledgement.get_how_display() == "现金批次的签领表"


def test_the_sample_is_drawn_once_when_the_quarter_is_over(paid, xu):
    quarter = Quarter.of(DAY)
    with pytest.raises(Refused, match="还没有过完"):
        draw_claim_sample(quarter, on=quarter.last, by=xu)
    sample = draw_claim_sample(quarter, on=LATER, by=xu)
    assert drawn(sample) == [paid.payment.pk]
    with pytest.raises(Refused, match="已经抽过"):
        draw_claim_sample(quarter, on=LATER, by=xu)
    with pytest.raises(Refused, match="没有付过补助"):
        draw_claim_sample(quarter.shifted(-4), on=LATER, by=xu)
    with pytest.raises(DatabaseError, match="append-only"):
        run("UPDATE mutualfund_claimsample SET seed = 'mine'", role=OWNER)
    with pytest.raises(DatabaseError, match="permission denied"):
        run("DELETE FROM mutualfund_claimcall")


SAMPLE = (
    "INSERT INTO mutualfund_claimsample"
    " (year, quarter, percent, seed, last_key, population, drawn_at, drawn_by_id)"
    " VALUES (%s, %s, 0, 'mine', 0, 0, now(), %s)"
)


def test_whoever_draws_by_sql_draws_what_everybody_would(paid, xu, zheng):
    """No share of nothing, no seed of one's own, no pick of one's own, no quarter that still runs."""
    quarter = Quarter.of(DAY)
    with pytest.raises(DatabaseError, match="nothing was paid"):
        run(SAMPLE, quarter.year, quarter.shifted(-1).number, xu.pk)
    run(SAMPLE, quarter.year, quarter.number, xu.pk)
    sample = ClaimSample.objects.get()
    assert (sample.percent, sample.population) == (10, 1)
    assert sample.seed != "mine"
    assert [call.payment_id for call in sample.calls.all()] == drawn(sample) == [paid.payment.pk]
    insert = "INSERT INTO mutualfund_claimcall (uid, sample_id, payment_id, answer) SELECT"
    with pytest.raises(DatabaseError, match="permission denied"):
        run(
            f"{insert} gen_random_uuid(), sample_id, payment_id, 'waiting' FROM mutualfund_claimcall"
        )
    run("CREATE OR REPLACE FUNCTION welfare_clock_is_told() RETURNS boolean"
        " LANGUAGE sql STABLE AS 'SELECT false'", role=OWNER)  # fmt: skip
    with pytest.raises(DatabaseError, match="is not over"):
        run(SAMPLE, 2099, 1, xu.pk)


def test_the_database_ranks_as_everybody_does(paid, xu):
    """The same keys by the same seed, whoever draws; a tenth of 25 is 3."""
    sample = draw_claim_sample(Quarter.of(DAY), on=LATER, by=xu)
    key = paid.payment.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s = ANY(ARRAY(SELECT mutualfund_claims_drawn(s) FROM mutualfund_claimsample s)),"
            " sha256(convert_to(%s || ':' || %s::bigint, 'UTF8'))", [key, sample.seed, key],
        )  # fmt: skip
        there, digest = cursor.fetchone()
    assert there
    assert bytes(digest) == hashlib.sha256(f"{sample.seed}:{key}".encode()).digest()
    ranked = keys_ranked(range(25), percent=10, seed=sample.seed)
    assert ranked == sorted(ranked)
    assert len(set(ranked)) == 3


def test_who_had_a_part_does_not_call(signed, zheng, liang, wang, chen, yun, xu):
    call = ClaimCall.objects.get()
    for person, part in (
        (zheng, "受理"),
        (liang, "调查"),
        (wang, "表决"),
        (chen, "制单"),
        (yun, "付款"),
    ):
        with pytest.raises(Refused, match=f"您是这件的{part}人"):
            record_claim_call(call, answer=CallAnswer.GOT, note="", on=LATER, by=person)
        with pytest.raises(DatabaseError, match=r"took the step|had a part"):
            run(
                "UPDATE mutualfund_claimcall SET answer = 'got', called_at = now(), called_by_id = %s",
                person.pk,
            )
        assert not ClaimCall.objects.free_for(person).exists()
    assert ClaimCall.objects.free_for(xu).get() == call
    record_claim_call(call, answer=CallAnswer.UNREACHED, note="", on=LATER, by=xu)
    record_claim_call(call, answer=CallAnswer.GOT, note="", on=LATER, by=xu)
    with pytest.raises(Refused, match="已经有回访结果"):
        record_claim_call(call, answer=CallAnswer.UNREACHED, note="", on=LATER, by=xu)


def test_a_part_asked_back_keeps_the_claim_open_and_its_hands_off(
    signed, bian, zheng, xu, gao, chen, guo, yun
):
    asked = ask_clawback(signed, amount=Decimal(60), reason="多算了", on=DAY, by=bian)
    call = ClaimCall.objects.get()
    with pytest.raises(Refused, match="您是追回的提出人"):
        record_claim_call(call, answer=CallAnswer.GOT, note="", on=LATER, by=bian)
    with pytest.raises(DatabaseError, match="had a part"):
        run(
            "UPDATE mutualfund_claimcall SET answer = 'got', called_at = now(), called_by_id = %s",
            bian.pk,
        )
    record_claim_call(call, answer=CallAnswer.GOT, note="", on=LATER, by=xu)
    with pytest.raises(Refused, match=r"正在追回 60\.00 元"):
        close_claim(signed, on=LATER, by=zheng)
    assert not waiting_claims(zheng, TO_CLOSE).exists()
    with pytest.raises(DatabaseError, match="cannot be closed"), transaction.atomic():
        note_and_move(signed, "closed", "receipt_signed", "closed", by=zheng)
    decide_clawback(asked, agrees=True, on=DAY, by=gao)
    draft = make_clawback_voucher(asked, paper=picture(), on=DAY, by=chen)
    review_voucher(draft, on=DAY, by=guo)
    take_clawback(asked, on=DAY, by=yun)
    with pytest.raises(Refused, match="追回的提出人，结案要由别的同事办"):
        close_claim(signed, on=LATER, by=bian)
    with pytest.raises(DatabaseError, match="cannot be closed"), transaction.atomic():
        note_and_move(signed, "closed", "receipt_signed", "closed", by=bian)
    assert close_claim(signed, on=LATER, by=zheng).status == ClaimStatus.CLOSED


def test_it_is_not_closed_before_the_call(signed, zheng, xu):
    with pytest.raises(Refused, match="还没打"):
        close_claim(signed, on=LATER, by=zheng)
    with pytest.raises(Refused, match="请写下他怎么说"):
        record_claim_call(
            ClaimCall.objects.get(), answer=CallAnswer.NOT_GOT, note="", on=LATER, by=xu
        )


def test_the_call_stands_on_the_desk_and_in_the_list_of_who_may_make_it(as_, signed, xu, zheng):
    page = reverse("claim-calls") + "?show=mine"
    with clock.travel(LATER):
        assert page in as_(xu).get("/office/").content.decode()
        assert page not in as_(zheng).get("/office/").content.decode()
        assert signed.number in as_(xu).get(page).content.decode()
        assert "没有等您问的" in as_(zheng).get(page).content.decode()
        assert "等我问的 1 个" in as_(xu).get(reverse("claim-calls")).content.decode()


def test_what_he_said_is_read_by_who_asked_who_closes_and_the_chair(
    as_, signed, xu, zheng, chen, gao
):
    call, said = ClaimCall.objects.get(), "卡给了前妻"
    record_claim_call(call, answer=CallAnswer.NOT_GOT, note=said, on=LATER, by=xu)

    def reads(person) -> bool:
        with clock.travel(LATER):
            page = as_(person).get(reverse("claim-calls")).content.decode()
        assert (said in page) != ("有记录，回访人、结案人和主任能看" in page)
        return said in page

    assert [reads(person) for person in (xu, gao, chen, zheng)] == [True, True, False, False]
    assert said in as_(zheng).get(signed.get_absolute_url()).content.decode()
    assert said not in as_(chen).get(signed.get_absolute_url()).content.decode()
    assert said not in as_(zheng).get(call.get_absolute_url()).content.decode()
    close_claim(signed, words="查清了", on=LATER, by=zheng)
    assert reads(zheng)


def test_nothing_is_to_be_confirmed_that_came_back_or_is_held(as_, paid, zhang, chen, guo, yun):
    address = reverse("own-claim-detail", args=[paid.pk])
    rewrite(paid, guard="keeps_facts", held_reason="查一查")
    assert "收到了，数对" not in as_(zhang.user).get(address).content.decode()
    rewrite(paid, guard="keeps_facts", held_reason="")
    reverse_it(paid, chen, guo, yun)
    page = as_(zhang.user).get(address).content.decode()
    assert "收到了，数对" not in page
    assert "钱退回来了。您不用做什么" in page
    assert "钱付出去了" not in as_(zhang.user).get("/me/").content.decode()


def test_a_no_is_cleared_up_by_another_with_words(signed, zheng, xu):
    call = ClaimCall.objects.get()
    record_claim_call(call, answer=CallAnswer.NOT_GOT, note="少一百", on=LATER, by=xu)
    with pytest.raises(Refused, match="由别人查了再结案"):
        close_claim(signed, words="查过", on=LATER, by=xu)
    with pytest.raises(Refused, match="写明查到什么"):
        close_claim(signed, on=LATER, by=zheng)
    close_claim(signed, words="记错了，银行流水是 500 元", on=LATER, by=zheng)
    assert again(signed).steps.last().words == "记错了，银行流水是 500 元"


def test_the_database_signs_for_nothing_by_itself(paid):
    with pytest.raises(DatabaseError, match="not signed for"):
        note_and_move(paid, "signed", "paid", "receipt_signed")


def test_before_the_sample_of_its_quarter_nothing_is_closed(paid, zheng):
    enter_signed([paid], scan=picture(), on=DAY, by=zheng)
    with pytest.raises(Refused, match="还没有抽回访"):
        close_claim(paid, on=LATER, by=zheng)
    with pytest.raises(DatabaseError, match="cannot be closed"):
        note_and_move(paid, "closed", "receipt_signed", "closed")


def test_what_was_signed_for_and_came_back_is_paid_again(signed, chen, guo, yun, zheng):
    reverse_it(signed, chen, guo, yun)
    with pytest.raises(Refused, match="已经红字冲销，钱退回来了"):
        close_claim(signed, on=LATER, by=zheng)
    assert reopen_claim(again(signed), reason="账号不符", on=DAY, by=chen).status == "payable"
    assert not ClaimCall.objects.waiting().exists()


@pytest.fixture
def closed(signed, zheng, xu) -> Claim:
    """Zhang said on the telephone that it came, and Zheng closed it."""
    record_claim_call(ClaimCall.objects.get(), answer=CallAnswer.GOT, note="", on=LATER, by=xu)
    close_claim(signed, on=LATER, by=zheng)
    return again(signed)


def test_what_comes_back_after_the_closing_is_paid_again_by_another(
    as_, closed, chen, guo, yun, zheng
):
    assert "签领和回访都办完了" in as_(chen).get(closed.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="还没有红字冲销"):
        reopen_claim(closed, reason="退票", on=LATER, by=chen)
    reverse_it(closed, chen, guo, yun)
    with pytest.raises(Refused, match="是您结案的"):
        reopen_claim(again(closed), reason="退票", on=LATER, by=zheng)
    for act, person in (("bounced", zheng), ("bounced", None), ("closed", chen)):
        with pytest.raises(DatabaseError, match="does not reopen it"):
            step_by_hand(closed, act, person)
    assert "可以重新付" in as_(chen).get(closed.get_absolute_url()).content.decode()
    with as_app():
        as_(chen).post(reverse("claim-reopen", args=[closed.pk]), {"reason": "卡已销户"})
    step = closed.steps.last()
    assert (step.was, step.now, step.by, step.words) == ("closed", "payable", chen, "卡已销户")
    with as_app():
        make_payment_voucher(again(closed), on=DAY, by=chen)
        review_payment(again(closed), on=DAY, by=guo)
        pay_claim(again(closed), on=DAY, by=yun)
    assert again(closed).status == ClaimStatus.PAID
    assert verify() == []


def reverse_it(claim: Claim, chen, guo, yun) -> None:
    """The bank sent it back, three people wrote it down."""
    red = draft_reversal(claim.payment.voucher, reason="银行退票", on=DAY, by=chen)
    post_voucher(review_voucher(red, on=DAY, by=guo), on=DAY, by=chen, cashier=yun)


def step_by_hand(claim: Claim, act: str, person) -> None:
    """A step out of the closing, past the action."""
    row = ClaimStep(
        claim=claim, act=act, was="closed", now="payable", words="x", by=person, on=DAY,
        at=clock.now(),
    )  # fmt: skip
    with transaction.atomic():
        row.save()


def test_nothing_is_closed_while_its_payment_is_being_reversed(signed, chen, zheng, xu):
    record_claim_call(ClaimCall.objects.get(), answer=CallAnswer.GOT, note="", on=LATER, by=xu)
    draft_reversal(signed.payment.voucher, reason="银行退票", on=DAY, by=chen)
    with pytest.raises(Refused, match="正在红字冲销"):
        close_claim(signed, on=LATER, by=zheng)
