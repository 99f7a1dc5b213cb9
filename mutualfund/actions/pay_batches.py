"""付款批次: reviewed payments go out together, by bank file or cash sheet; then what came of each."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.claim_steps import locked_claim
from mutualfund.actions.payees import stopped_by_death
from mutualfund.actions.payments import (
    card_for,
    refuse_actors,
    refuse_overdraft,
    refuse_unready,
    settle,
)
from mutualfund.advances import advanced_on
from mutualfund.models import (
    CashPhoto,
    Claim,
    FailCode,
    Fund,
    LineResult,
    PayBatch,
    PayLine,
    PayMethod,
)
from mutualfund.models.pay_batches import BY_BANK, BY_HAND, CASH_SHEETS
from mutualfund.pay_answers import Answer
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan
from welfare.serials import next_number
from welfare.uploads import clean, keep, read

MOST = 200  # lines of a batch: what a cashier looks through, and one bank file takes


def digest_of(lines: Iterable[PayLine]) -> str:
    """The fingerprint of what goes out: number, name, account, bank, yuan, purpose, line by line."""
    rows = (
        (line.number, line.name, line.card, line.bank, line.amount, line.purpose) for line in lines
    )
    text = "\n".join("\t".join(str(cell) for cell in row) for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def _line(claim: Claim, number: int, method: PayMethod) -> PayLine:
    worker, card = claim.member.worker, ""
    payee = getattr(claim, "payee", None)
    if method == PayMethod.BANK:
        card = card_for(claim)
    bank = f"{worker.bank_name} {worker.bank_branch}".strip() if card else ""
    return PayLine(
        number=number, claim=claim, name=payee.name if payee else worker.name, card=card,
        card_index=worker.bank_card_index if card else None, card_last4=card[-4:], bank=bank,
        amount=claim.amount, purpose=f"互助补助 {claim.number}",
    )  # fmt: skip


@transaction.atomic
def make_batch(claims: Sequence[int], *, method: PayMethod, on: dt.date, by: User) -> PayBatch:
    """Freeze these claims as one batch, its total and its digest.

    Raises Refused for none, too many, one that is not ready, lies in another batch or was paid a
    part before the meeting (紧急垫付), a card that takes no money now, more than the fund holds, or a cashier who took any earlier step.
    """
    Fund.objects.locked()
    rows = list(Claim.objects.filter(pk__in=claims).order_by("number"))
    if not rows:
        raise Refused("一件都没有勾。勾上要一起付的，再做批次。")
    if len(rows) > MOST:
        raise Refused(f"一个批次最多 {MOST} 笔，勾了 {len(rows)} 笔。请分两次做。")
    lines = []
    for number, row in enumerate(rows, start=1):
        claim = locked_claim(row)
        draft = refuse_unready(claim)
        if other := claim.pay_lines.pending().select_related("batch").first():
            raise Refused(f"{claim.number} 已经在批次 {other.batch} 里等结果，不能再放进来。")
        refuse_actors(claim, draft, cashier=by)
        if advanced := advanced_on(claim):
            raise Refused(
                f"{claim.number} 已经垫付 {yuan(advanced)} 元，只付余下的。请在付款台单独付这一件。"
            )
        lines.append(_line(claim, number, method))
    total = sum((line.amount for line in lines), Decimal(0))
    refuse_overdraft(total, rows[0].charter, on=on)
    batch = PayBatch.objects.create(
        number=_next_number(on), method=method, made_on=on, made_by=by, many=len(lines),
        total=total, digest=digest_of(lines),
    )  # fmt: skip
    for line in lines:
        line.batch = batch
        line.save()
    audit.record(
        "batch.made", batch, by=by, many=batch.many, total=total, digest=batch.digest, method=method
    )
    return batch


def _next_number(on: dt.date) -> str:
    return next_number(PayBatch.objects.all(), f"PC-{on.year}-")


@transaction.atomic
def record_results(
    batch: PayBatch, answers: Sequence[Answer], *, on: dt.date, by: User
) -> tuple[int, int]:
    """Enter what came of lines; a paid one is posted. How many were paid, how many failed.

    All or nothing. Raises Refused for none, a line of another batch or answered before, a failure
    without its reason, cash without the photograph of the signed sheet or without a receiver.
    """
    Fund.objects.locked()
    if not answers:
        raise Refused("一笔结果都没有填。付了的选「已付」，没付成的选失败原因。")
    lines = {line.pk: line for line in batch.lines.select_for_update().order_by("number")}
    if batch.is_cash and any(each.paid for each in answers) and not batch.photos.exists():
        raise Refused("先传签好的现金签领表照片，再登记谁领了。")
    paid = 0
    for each in answers:
        line = lines.get(each.line)
        if line is None:
            raise Refused("有一笔不在这个批次里，刷新再填。")
        if line.result != LineResult.PENDING:
            raise Refused(f"第 {line.number} 笔{line.get_result_display()}，结果已经登记过。")
        if each.paid:
            _pay(batch, line, each, on=on, by=by)
            paid += 1
        else:
            _fail(batch, line, each, on=on, by=by)
    audit.record("batch.answered", batch, by=by, paid=paid, failed=len(answers) - paid)
    return paid, len(answers) - paid


def _pay(batch: PayBatch, line: PayLine, answer: Answer, *, on: dt.date, by: User) -> None:
    claim = locked_claim(line.claim)
    draft = refuse_unready(claim, is_sent=not batch.is_cash)
    refuse_actors(claim, draft, cashier=by)
    stopped = claim.held_reason or stopped_by_death(claim)
    line.payment = settle(
        claim, draft, method=PayMethod(batch.method), card=line.card_last4, taken=answer.taken,
        on=on, by=by,
    )  # fmt: skip
    line.result, line.result_on, line.result_by = LineResult.PAID, on, by
    line.save(update_fields=["result", "result_on", "result_by", "payment"])
    if stopped:
        audit.record("claim.paid_though_stopped", claim, by=by, batch=batch.number)


def _fail(batch: PayBatch, line: PayLine, answer: Answer, *, on: dt.date, by: User) -> None:
    known = BY_HAND if batch.is_cash else BY_BANK
    if answer.fail_code not in known:
        raise Refused(f"第 {line.number} 笔没有付成，选一个原因。")
    line.result, line.result_on, line.result_by = LineResult.FAILED, on, by
    line.fail_code, line.fail_words = FailCode(answer.fail_code), answer.words.strip()[:120]
    line.save(update_fields=["result", "result_on", "result_by", "fail_code", "fail_words"])
    audit.record("payment.failed", line.claim, by=by, batch=batch.number, reason=line.fail_code)


@transaction.atomic
def attach_cash_photo(batch: PayBatch, content: bytes, *, by: User) -> CashPhoto:
    """The photograph of the signed cash sheet, cleaned; a batch may have several, none goes away.

    Raises Refused for a batch of the bank, a file that is no photograph or PDF, or one used before.
    """
    if not batch.is_cash:
        raise Refused("这个批次由银行付，没有现金签领表。")
    file = clean(content, name=f"{batch.number} 现金签领表")
    if used := CashPhoto.objects.filter(sha256=file.sha256).select_related("batch").first():
        raise Refused(f"这张照片已经传过，是批次 {used.batch} 的。重新拍这一张。")
    photo = CashPhoto.objects.create(
        batch=batch, uid=keep(file, folder=CASH_SHEETS), file_type=file.file_type,
        size=len(file.content), sha256=file.sha256, stored_sha256=file.stored_sha256,
        uploaded_by=by, uploaded_at=clock.now(),
    )  # fmt: skip
    audit.record("batch.photographed", batch, by=by, photo=photo.pk)
    return photo


@transaction.atomic
def open_cash_photo(photo: CashPhoto, *, by: User) -> bytes:
    """The photograph's bytes; the look is logged. Raises Refused when the file is gone or changed."""
    content = read(photo.path, sha256=photo.stored_sha256, name=str(photo.batch))
    audit.record("batch.photo_opened", photo.batch, by=by, photo=photo.pk)
    return content
