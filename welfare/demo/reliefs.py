"""Reliefs 困难救助 of the demo world: one in every state, in the last weeks. Amounts are 示例."""

import datetime as dt
from decimal import Decimal
from functools import partial

from mutualfund.actions.campaigns import receive_relief_money
from mutualfund.actions.handmade import enter_money, write_voucher
from mutualfund.actions.reliefs import (
    Asked,
    Handed,
    decide_relief,
    make_relief_voucher,
    pay_relief,
    propose_relief,
    record_relief_call,
)
from mutualfund.actions.vouchers import Line, post_voucher, review_voucher
from mutualfund.models import Account, FundKey, Payer, Relief, ReliefKind, Side
from staff.models import HardshipFile, Worker
from welfare.demo.cast import Cast
from welfare.demo.events import Event
from welfare.demo.money import scanned

ALLOTTED = Decimal(20_000)  # 示例
K = ReliefKind
# days before the end, whose file in the order of numbers, kind, yuan, why, in cash, how far
TOLD = [
    (17, 4, K.ILLNESS, Decimal(2_000), "本人住院，自付部分付不起", False, "called"),
    (12, 20, K.SCHOOLING, Decimal(3_000), "儿子考上大专，学费还差一半", False, "called"),
    (9, 8, K.FESTIVAL, Decimal(500), "独居，国庆家里没有人", True, "paid"),
    (5, 12, K.TEMPORARY, Decimal(800), "屋顶漏雨，急着修", False, "approved"),
    (4, 24, K.HOSPITAL, Decimal(300), "爱人住院，段里去看", False, "proposed"),
]


def events(cast: Cast, calendar_end: dt.date) -> list[Event]:
    """The upper union's money first, then each relief on its day and the two days after it."""
    day = dt.timedelta(days=1)
    first = calendar_end - 19 * day
    steps = [Event(first, partial(_allot, cast, first))]
    for number, told in enumerate(TOLD):
        on = calendar_end - told[0] * day
        steps.append(Event(on, partial(_ask, cast, number, on)))
        if told[-1] == "proposed":
            continue
        steps.append(Event(on + day, partial(_approve, cast, number, on + day)))
        if told[-1] == "approved":
            continue
        steps.append(Event(on + 2 * day, partial(_pay, cast, number, on + 2 * day)))
        if told[-1] == "called":
            steps.append(Event(on + 6 * day, partial(_call, cast, number, on + 6 * day)))
    return steps


def _allot(cast: Cast, on: dt.date) -> None:
    allotted = receive_relief_money(
        payer=Payer.UPPER_UNION, amount=ALLOTTED, document_no=f"〔{on.year}〕示例 21 号", on=on,
        by=cast["chenjing"],
    )  # fmt: skip
    review_voucher(allotted, on=on, by=cast["guoyongming"])
    post_voucher(allotted, on=on, by=cast["chenjing"], cashier=cast["liyun"])


def _worker(number: int) -> Worker:
    files = HardshipFile.objects.in_force().select_related("worker").order_by("number")
    return files[TOLD[number][1]].worker


def _relief(number: int) -> Relief:
    return Relief.objects.get(worker=_worker(number), kind=TOLD[number][2])


def _ask(cast: Cast, number: int, on: dt.date) -> None:
    _, _, kind, amount, reason, _, _ = TOLD[number]
    asked = Asked(kind, amount, f"段工会〔{on.year}〕示例 {20 + number} 号", reason)
    propose_relief(_worker(number), asked, on=on, by=cast["zhengmin"])


def _approve(cast: Cast, number: int, on: dt.date) -> None:
    decide_relief(_relief(number), agrees=True, on=on, by=cast["gaoli"])


def _pay(cast: Cast, number: int, on: dt.date) -> None:
    relief = _relief(number)
    draft = make_relief_voucher(relief, on=on, by=cast["chenjing"])
    review_voucher(draft, on=on, by=cast["guoyongming"])
    handed = Handed(cast["liangyan"]) if TOLD[number][5] else None
    if handed:
        _draw(cast, relief.amount, on)
    pay_relief(relief, on=on, by=cast["liyun"], handed=handed)


def _draw(cast: Cast, amount: Decimal, on: dt.date) -> None:
    """提现 for what is handed over in cash."""
    cash, bank = (Account.objects.of(key, FundKey.RELIEF) for key in ("cash", "bank"))
    draft = write_voucher(
        bank.fund, date=on, summary="提现备付救助金", papers=[("银行回单", scanned(2, "提现"))],
        lines=[Line(cash, Side.DEBIT, amount), Line(bank, Side.CREDIT, amount)], on=on,
        by=cast["chenjing"],
    )  # fmt: skip
    enter_money(review_voucher(draft, on=on, by=cast["guoyongming"]), on=on, by=cast["liyun"])


def _call(cast: Cast, number: int, on: dt.date) -> None:
    record_relief_call(_relief(number), arrived=True, words="收到了，谢谢", on=on, by=cast["hewei"])
