"""Claims against the books 申请与账: what `verify_books` asks about payments."""

from collections.abc import Iterator

from django.db.models import F, Q

from mutualfund.duties import PAYMENT_PURPOSE
from mutualfund.models import Claim, Fund, Payment, Voucher, VoucherKind
from mutualfund.problems import Problem


def check_claims(fund: Fund) -> Iterator[Problem]:
    """Every paid claim has exactly one voucher of its amount and every claim voucher one claim."""
    vouchers = Voucher.objects.filter(fund=fund, kind=VoucherKind.NORMAL, purpose=PAYMENT_PURPOSE)
    payments = Payment.objects.filter(voucher__fund=fund).select_related("claim", "voucher")
    known = {payment.voucher_id: f"claim:{payment.claim_id}" for payment in payments}
    for voucher in vouchers.filter(source__startswith="claim:"):
        if known.get(voucher.pk) != voucher.source:
            words = f"{voucher.source} 的付款凭证没有对应的付款记录"
            yield Problem(f"凭证 {voucher}", "voucher_without_payment", words)
    off = ~Q(amount=F("voucher__total")) | ~Q(amount=F("claim__approved_amount"))
    for payment in payments.filter(off):
        words = (
            f"{payment.claim.number} 核定 {payment.claim.approved_amount}、付款 {payment.amount}、"
            f"凭证 {payment.voucher.total}，三个数不一样"
        )
        yield Problem(f"凭证 {payment.voucher}", "claim_differs", words)
    for payment in payments.exclude(claim__in=Claim.objects.paid()):
        words = f"有付款记录，状态却是「{payment.claim.get_status_display()}」"
        yield Problem(f"申请 {payment.claim.number}", "payment_without_state", words)
    for claim in Claim.objects.paid().filter(payment__isnull=True):
        yield Problem(f"申请 {claim.number}", "paid_without_voucher", "已付款，没有付款凭证")
