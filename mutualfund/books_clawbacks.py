"""追回 against the books: what `verify_books` asks about parts of payments that came back."""

from collections.abc import Iterator

from django.db.models import F, Q

from mutualfund.models import Clawback, Fund, FundKey, Payment, Voucher, VoucherKind
from mutualfund.models.clawbacks import CLAWBACK
from mutualfund.problems import Problem


def check_clawbacks(fund: Fund) -> Iterator[Problem]:
    """Each voucher has its clawback of that sum, and less came back than was paid, once."""
    if fund.key != FundKey.MUTUAL_AID:
        return
    vouchers = Voucher.objects.filter(fund=fund, kind=VoucherKind.NORMAL, purpose=CLAWBACK)
    rows = Clawback.objects.filter(voucher__isnull=False)
    for voucher in vouchers.exclude(pk__in=rows.values("voucher")):
        yield Problem(f"凭证 {voucher}", "clawback_unknown", "追回的凭证没有对应的追回")
    for row in rows.select_related("claim", "voucher").exclude(amount=F("voucher__total")):
        words = f"{row.claim.number} 追回 {row.amount}，凭证 {row.voucher.total}"  # type: ignore[union-attr]  # asked for
        yield Problem(f"凭证 {row.voucher}", "clawback_differs", words)
    back = Payment.with_bounced.with_back()
    off = back.filter(Q(back__gte=F("amount")) | Q(back__gt=0, voucher__reversed_by__isnull=False))
    for payment in off.select_related("voucher"):
        words = f"付了 {payment.amount} 元，追回了 {payment.back} 元"
        if hasattr(payment.voucher, "reversed_by"):
            words += "，付款的凭证又已经冲销。先冲销追回的凭证"
        yield Problem(f"凭证 {payment.voucher}", "clawback_too_much", words)
