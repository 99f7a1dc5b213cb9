"""What only the cashier knows of a payment's voucher: its day, and whether cash left the drawer."""

import datetime as dt
from decimal import Decimal

from django.db.models import Sum

from mutualfund.actions.drawer import refuse_short_drawer
from mutualfund.actions.vouchers import post_voucher
from mutualfund.models import Account, DraftStatus, DraftVoucher, Side, Voucher
from welfare.models import User


def post_as_paid(draft: DraftVoucher, *, is_cash: bool, on: dt.date, by: User) -> Voucher:
    """Post the reviewed voucher of a payment with its day, on 库存现金 when cash was handed over.

    The books are those of money received and paid (收付实现制): the day of 制单 is not theirs. The
    database lets nothing else of a reviewed voucher change. Raises Refused as post_voucher does, and
    for more cash than the drawer holds.
    """
    draft = DraftVoucher.objects.select_for_update().get(pk=draft.pk)
    if draft.status == DraftStatus.REVIEWED and draft.date < on:
        draft.date = on
        draft.save(update_fields=["date"])
    if draft.status == DraftStatus.REVIEWED and is_cash:
        out = draft.lines.filter(account__key="bank", side=Side.CREDIT)
        paid = out.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
        refuse_short_drawer(draft.fund, paid, on=on)
        cash = Account.objects.get(fund=draft.fund_id, key="cash")
        draft.lines.filter(account__key="bank").update(account=cash)
    return post_voucher(draft, on=on, by=draft.maker, cashier=by, clicked_by=by)
