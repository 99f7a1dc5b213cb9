"""追回 against the books: what `verify_books` asks about parts of payments that came back."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from mutualfund.models import Clawback, Entry, Fund, FundKey, Payment, Side, Voucher, VoucherKind
from mutualfund.models.clawbacks import CLAWBACK
from mutualfund.problems import Problem
from mutualfund.reports import MONEY


def check_clawbacks(fund: Fund) -> Iterator[Problem]:
    """Each voucher has its clawback of that sum, and less came back than was paid, once, in money."""
    if fund.key != FundKey.MUTUAL_AID:
        return
    vouchers = Voucher.objects.filter(fund=fund, kind=VoucherKind.NORMAL, purpose=CLAWBACK)
    rows = Clawback.objects.filter(voucher__isnull=False)
    for voucher in vouchers.exclude(pk__in=rows.values("voucher")):
        yield Problem(f"凭证 {voucher}", "clawback_unknown", "追回的凭证没有对应的追回")
    differing = rows.exclude(amount=F("voucher__total")).annotate(booked=F("voucher__total"))
    for one in differing.select_related("claim", "voucher"):
        words = f"{one.claim.number} 追回 {one.amount}，凭证 {one.booked}"
        yield Problem(f"凭证 {one.voucher}", "clawback_differs", words)
    money = Entry.objects.filter(
        voucher=OuterRef("voucher"), account__key__in=MONEY, side=Side.DEBIT,
        amount=OuterRef("voucher__total"),
    )  # fmt: skip
    came = rows.filter(Exists(money), voucher__corrects=F("payment__voucher"))
    for row in rows.exclude(pk__in=came.values("pk")).select_related("claim", "voucher"):
        words = f"{row.claim.number} 追回 {row.amount} 元，凭证没有更正付款的凭证，或者没有收到钱"
        yield Problem(f"凭证 {row.voucher}", "clawback_without_money", words)
    back = Payment.with_bounced.with_back()
    off = back.filter(Q(back__gte=F("amount")) | Q(back__gt=0, voucher__reversed_by__isnull=False))
    for payment in off.select_related("voucher"):
        words = f"付了 {payment.amount} 元，追回了 {payment.back} 元"
        if hasattr(payment.voucher, "reversed_by"):
            words += "，付款的凭证又已经冲销。先冲销追回的凭证"
        yield Problem(f"凭证 {payment.voucher}", "clawback_too_much", words)
