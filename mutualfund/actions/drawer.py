"""The drawer 库存现金: cash is fetched from the bank 提现 and taken there 存现, never below nothing."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.counts import booked_cash
from mutualfund.actions.handmade import write_voucher
from mutualfund.actions.vouchers import Line
from mutualfund.models import Account, DraftVoucher, Entry, Fund, Side
from mutualfund.models.counts import CashWay
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan


def refuse_short_drawer(fund: Fund, amount: Decimal, *, on: dt.date) -> None:
    """Raises Refused for more cash than the books say lies in the drawer on a day."""
    if amount > (held := booked_cash(fund, on=on)):
        raise Refused(
            f"库存现金只有 {yuan(held)} 元，不够 {yuan(amount)} 元。要付现金的，先在「现金盘点」页提现。"
        )


@transaction.atomic
def move_cash(
    fund: Fund,
    *,
    way: CashWay,
    amount: Decimal,
    reason: str,
    papers: Sequence[tuple[str, bytes]],
    on: dt.date,
    by: User,
) -> DraftVoucher:
    """提现 or 存现 as a voucher with its slip: reviewed, and posted by the cashier who moved it.

    Raises Refused for more than lies there, without a reason, and as write_voucher does.
    """
    fund = Fund.objects.locked(fund.key)
    if not reason.strip():
        raise Refused(f"{way.label}要写用途。")
    if amount <= 0:
        raise Refused("金额要大于 0 元。")
    cash, bank = (Account.objects.of(key, fund.key) for key in ("cash", "bank"))
    if way == CashWay.DEPOSIT:
        refuse_short_drawer(fund, amount, on=on)
    elif amount > (held := Entry.objects.of(bank).up_to(on).balance()):
        raise Refused(f"银行存款只有 {yuan(held)} 元，不够提 {yuan(amount)} 元。")
    into, out_of = (cash, bank) if way == CashWay.DRAW else (bank, cash)
    return write_voucher(
        fund,
        date=on,
        summary=f"{way.label}：{reason.strip()}"[:180],
        lines=[Line(into, Side.DEBIT, amount), Line(out_of, Side.CREDIT, amount)],
        papers=papers,
        on=on,
        by=by,
    )
