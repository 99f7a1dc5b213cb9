"""Relief 困难救助: proposed with its paper, approved by the chair, paid from the 送温暖(帮困) fund.

The voucher goes the way of every voucher: made, reviewed, paid by three more people.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.paid_out import post_as_paid
from mutualfund.actions.payments import worker_card
from mutualfund.actions.vouchers import Line, draft_voucher
from mutualfund.models import (
    Account,
    DraftStatus,
    DraftVoucher,
    Fund,
    FundKey,
    PayMethod,
    Relief,
    ReliefCall,
    ReliefKind,
    ReliefStatus,
    Side,
)
from mutualfund.models.reliefs import GIVEN_UP, RELIEF, WITHOUT_FILE
from mutualfund.relief_duties import draft_of, may_call, may_decide, may_handle, may_withdraw
from mutualfund.relief_money import relief_in_bank, relief_promised
from staff.kinship import kin_of
from staff.models import HardshipFile, Measure, Progress, Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan
from welfare.serials import next_number

S = ReliefStatus


@dataclass(frozen=True)
class Asked:
    """What the office proposes: yuan, the paper it rests on, and why."""

    kind: ReliefKind
    amount: Decimal
    document_no: str
    reason: str
    measure: Measure | None = None


@dataclass(frozen=True)
class Handed:
    """Cash into a hand: who stood by, and who took it when it was not the worker himself."""

    witness: User
    taken_by: str = ""


def locked_relief(relief: Relief) -> Relief:
    """The relief's row, locked, with its worker."""
    rows = Relief.objects.select_related("worker__station", "file")
    return rows.select_for_update(of=("self",)).get(pk=relief.pk)


@transaction.atomic
def propose_relief(worker: Worker, asked: Asked, *, on: dt.date, by: User) -> Relief:
    """提出救助. 先建档，后帮扶: but for what befalls anybody, a file in force is asked for.

    Raises Refused for a leaver, the family's own, without file, paper or reason, for a measure of
    another plan or one that is over, and for the same kind twice a day.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if worker.left_on is not None:
        raise Refused(f"{worker.name} {worker.left_on:%Y-%m-%d} 已离册，不能再提救助。")
    if by.pk == worker.user_id or by.pk in kin_of(worker).users:
        raise Refused("这是您本人或亲属，救助要由别人来提。")
    if asked.amount <= 0:
        raise Refused("救助金额要大于 0 元。")
    if not asked.document_no.strip():
        raise Refused("依据文件空着。写文件号，或者会议纪要的编号。")
    if not asked.reason.strip():
        raise Refused("写明为什么救助，批准的人要看。")
    file = HardshipFile.objects.in_force().filter(worker=worker).first()
    if file is None and asked.kind not in WITHOUT_FILE:
        raise Refused(
            f"先建档，后帮扶：{worker.name}没有在档的困难档案，不能办{asked.kind.label}。"
        )
    _refuse_unfit_measure(asked.measure, file)
    same = Relief.objects.filter(worker=worker, kind=asked.kind, proposed_on=on)
    if known := same.exclude(status__in=GIVEN_UP).first():
        raise Refused(f"今天已经给{worker.name}提过{asked.kind.label} {known.number}，不用再提。")
    relief = Relief.objects.create(
        number=next_number(Relief.objects.all(), f"JZ-{on.year}-"),
        worker=worker, file=file, measure=asked.measure, kind=asked.kind, amount=asked.amount,
        document_no=asked.document_no.strip()[:60], reason=asked.reason.strip()[:300],
        status=S.PROPOSED, proposed_by=by, proposed_on=on,
    )  # fmt: skip
    audit.record("relief.proposed", relief, by=by, amount=asked.amount, kind=asked.kind)
    return relief


def _refuse_unfit_measure(measure: Measure | None, file: HardshipFile | None) -> None:
    if measure is None:
        return
    if file is None or measure.plan.file_id != file.pk:
        raise Refused("这项措施不在这位职工现在的帮扶方案里。")
    if measure.progress in (Progress.DONE, Progress.DROPPED):
        raise Refused(f"这项措施{measure.get_progress_display()}，不能再按它救助。")


@transaction.atomic
def decide_relief(
    relief: Relief, *, agrees: bool, words: str = "", on: dt.date, by: User
) -> Relief:
    """批准 or 不批准; an approved one may be taken back before its voucher is made.

    Raises Refused for the proposer, the family, without a word when declined, or a short fund.
    """
    Fund.objects.locked(FundKey.RELIEF)
    relief = locked_relief(relief)
    if why := may_decide(by, relief):
        raise Refused(why)
    if agrees:
        _refuse_unfit(relief, on=on)
    elif not words.strip():
        raise Refused("不批准要写一句原因，提出的人要看。")
    relief.status = S.APPROVED if agrees else S.DECLINED
    relief.decided_by, relief.decided_on = by, on
    relief.answer = "" if agrees else words.strip()[:200]
    relief.save(update_fields=["status", "decided_by", "decided_on", "answer"])
    audit.record(f"relief.{relief.status}", relief, by=by, amount=relief.amount)
    return relief


def _refuse_unfit(relief: Relief, *, on: dt.date) -> None:
    worker = Worker.objects.select_for_update(no_key=True).get(pk=relief.worker_id)
    if worker.died_on is not None:
        raise Refused(f"{worker.name} {worker.died_on:%Y-%m-%d} 去世，不能发给本人。家属另外申请。")
    promised = relief_promised(on, but_relief=relief.pk)
    if relief.amount > (free := relief_in_bank(on) - promised):
        raise Refused(
            f"送温暖资金能用的只有 {yuan(free)} 元，不够 {yuan(relief.amount)} 元。等拨款到账再批准。"
        )


@transaction.atomic
def withdraw_relief(relief: Relief, *, by: User) -> Relief:
    """撤回 before it is decided. Raises Refused for another than the proposer, or too late."""
    relief = locked_relief(relief)
    if why := may_withdraw(by, relief):
        raise Refused(why)
    relief.status = S.WITHDRAWN
    relief.save(update_fields=["status"])
    audit.record("relief.withdrawn", relief, by=by)
    return relief


@transaction.atomic
def make_relief_voucher(relief: Relief, *, on: dt.date, by: User) -> DraftVoucher:
    """制单: 借 慰问支出 / 贷 银行存款. Reviewed at the desk of vouchers.

    Raises Refused before the approval, the second time, and for who proposed or approved.
    """
    fund = Fund.objects.locked(FundKey.RELIEF)
    relief = locked_relief(relief)
    if relief.status != S.APPROVED:
        raise Refused(f"这笔救助是「{relief.get_status_display()}」，批准以后才能制单。")
    if draft_of(relief) is not None:
        raise Refused("这笔救助已经制过单，等审核和付款。")
    if why := may_handle(by, relief):
        raise Refused(why)
    _refuse_unfit(relief, on=on)
    return draft_voucher(
        fund,
        date=on,
        summary=f"{relief.get_kind_display()} {relief.number} {relief.worker.name}",
        lines=[
            Line(Account.objects.of("relief", FundKey.RELIEF), Side.DEBIT, relief.amount, relief.source),
            Line(Account.objects.of("bank", FundKey.RELIEF), Side.CREDIT, relief.amount),
        ],
        source=relief.source,
        purpose=RELIEF,
        attachments=1,
        by=by,
    )  # fmt: skip


@transaction.atomic
def pay_relief(relief: Relief, *, on: dt.date, by: User, handed: Handed | None = None) -> Relief:
    """发放: to the worker's card, or in cash by two (`handed`). A second click changes nothing.

    Raises Refused without a reviewed voucher of the day, for who took another step or is family,
    for a card nobody entered or somebody just changed, or for cash without another pair of eyes.
    """
    Fund.objects.locked(FundKey.RELIEF)
    relief = locked_relief(relief)
    if relief.status == S.PAID and relief.cashier_id == by.pk:
        return relief
    draft = draft_of(relief)
    if relief.status != S.APPROVED or draft is None:
        raise Refused(f"这笔救助是「{relief.get_status_display()}」，没有等着付的凭证。")
    if draft.status != DraftStatus.REVIEWED or draft.reviewer is None:
        raise Refused("凭证还没有审核，先请审核人看过。")
    if why := may_handle(by, relief):
        raise Refused(why)
    if may_handle(draft.reviewer, relief):
        raise Refused(
            f"审核人{draft.reviewer.name}提出、批准过这笔或是亲属，请退回凭证由别人审核。"
        )
    _refuse_unfit(relief, on=on)
    if handed is not None:
        _refuse_hands(relief, handed, by=by)
    voucher = post_as_paid(draft, is_cash=handed is not None, on=on, by=by)
    relief.status, relief.voucher, relief.paid_on, relief.cashier = (
        S.PAID,
        voucher,
        voucher.date,
        by,
    )
    if handed is None:
        relief.method, relief.card_last4 = PayMethod.BANK, worker_card(relief.worker)[-4:]
    else:
        relief.method, relief.witness = PayMethod.CASH, handed.witness
        relief.taken_by = handed.taken_by.strip()[:120]
    relief.save(
        update_fields=["status", "voucher", "paid_on", "cashier", "method", "card_last4", "witness",
                       "taken_by"]
    )  # fmt: skip
    audit.record("relief.paid", relief, by=by, amount=relief.amount, voucher=str(voucher))
    return relief


def _refuse_hands(relief: Relief, handed: Handed, *, by: User) -> None:
    if handed.witness.pk == by.pk:
        raise Refused("现金要两个人一起发，经办的第二个人不能是您自己。")
    worker = relief.worker
    if handed.witness.pk == worker.user_id or handed.witness.pk in kin_of(worker).users:
        raise Refused(f"{handed.witness.name}是{worker.name}本人或亲属，经办要换一个人。")


@transaction.atomic
def record_relief_call(
    relief: Relief, *, arrived: bool, words: str, on: dt.date, by: User
) -> ReliefCall:
    """登记回访: whether the money arrived.

    Raises Refused before the payment, for who approved or handed it out, for family, or without
    words when it did not arrive.
    """
    relief = locked_relief(relief)
    if why := may_call(by, relief):
        raise Refused(why)
    if not arrived and not words.strip():
        raise Refused("钱没到，写明职工怎么说的。")
    call = ReliefCall.objects.create(
        relief=relief, arrived=arrived, words=words.strip()[:200], called_on=on, called_by=by
    )
    audit.record("relief.called", relief, by=by, arrived=arrived)
    return call
