"""Claims against the books 申请与账: what `verify_books` asks about payments."""

from collections.abc import Iterator

from django.db.models import F, Q

from mutualfund.duties import PAYMENT_PURPOSE
from mutualfund.models import Claim, Payment, Voucher


def check_claims() -> Iterator[str]:
    """Every paid claim has exactly one voucher of its amount and every claim voucher one claim.

    Yields a sentence per fault, naming the claim or the voucher.
    """
    for claim in Claim.objects.paid().filter(payment__isnull=True):
        yield f"{claim.number} 已付款，但没有付款记录和凭证"
    payments = Payment.objects.select_related("claim", "voucher")
    for payment in payments.exclude(claim__in=Claim.objects.paid()):
        yield f"{payment.claim.number} 有付款记录，状态却是「{payment.claim.get_status_display()}」"
    off = ~Q(amount=F("voucher__total")) | ~Q(amount=F("claim__approved_amount"))
    for payment in payments.filter(off):
        yield (
            f"{payment.claim.number} 核定 {payment.claim.approved_amount}、付款 {payment.amount}、"
            f"凭证 {payment.voucher} {payment.voucher.total}，三个数不一样"
        )
    vouchers = Voucher.objects.filter(purpose=PAYMENT_PURPOSE, kind="normal")
    known = {p.voucher_id: f"claim:{p.claim_id}" for p in payments}
    for voucher in vouchers.filter(source__startswith="claim:"):
        if known.get(voucher.pk) != voucher.source:
            yield f"凭证 {voucher}（{voucher.source}）没有对应的付款记录"
