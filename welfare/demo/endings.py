"""How the paid claims of the demo world end: signed on paper, asked about by quarter, closed."""

import datetime as dt
from decimal import Decimal
from functools import partial

from mutualfund.actions.claim_calls import draw_claim_sample, record_claim_call
from mutualfund.actions.clawbacks import (
    ask_clawback,
    decide_clawback,
    make_clawback_voucher,
    take_clawback,
)
from mutualfund.actions.endings import close_claim, close_ready, enter_signed, kept_from_closing
from mutualfund.actions.vouchers import review_voucher
from mutualfund.ending_shapes import ODD, TO_CLOSE, TO_SIGN, waiting_claims
from mutualfund.models import CallAnswer, Claim, ClaimCall
from welfare.days import Quarter
from welfare.demo.calendar import Calendar
from welfare.demo.cast import Cast
from welfare.demo.events import Event
from welfare.demo.money import scanned

LEFT = 3  # whose paper the office still waits for
TWICE = "复核票据时发现一张重复，多算了 60 元"
LESS = "说只收到一部分，银行流水一笔到账，本人翻了短信认了"


def ending_events(cast: Cast, calendar: Calendar) -> list[Event]:
    """After each quarter: the papers that came back, the draw, the calls, the closing."""
    early, late = calendar.moved(dt.date(2022, 7, 4)), calendar.moved(dt.date(2022, 10, 9))
    return [
        Event(early, partial(_end, cast, early, whole=True)),
        Event(late, partial(_end, cast, late, whole=False)),
    ]


def _end(cast: Cast, on: dt.date, *, whole: bool) -> None:
    officer, outsider = cast["zhengmin"], cast["xuming"]
    paid = list(waiting_claims(officer, TO_SIGN))
    enter_signed(
        paid if whole else paid[:-LEFT], scan=scanned(on.month, "签领单"), on=on, by=officer
    )
    draw_claim_sample(Quarter.of(on).shifted(-1), on=on, by=outsider)
    calls = list(ClaimCall.objects.waiting().about())
    for n, call in enumerate(calls if whole else calls[1:]):
        odd = whole and n == 0
        answer = CallAnswer.NOT_GOT if odd else CallAnswer.GOT
        note = "说少了一百" if odd else ""
        record_claim_call(call, answer=answer, note=note, on=on, by=outsider)
    for claim in waiting_claims(officer, ODD):
        close_claim(claim, words=LESS, on=on, by=officer)
    _claw_back(cast, paid[0], on, whole=whole)
    waiting = waiting_claims(officer, TO_CLOSE)
    ready = [claim for claim in waiting if not kept_from_closing(claim, officer)]
    close_ready(ready if whole else ready[: -2 * LEFT], on=on, by=officer)


def _claw_back(cast: Cast, claim: Claim, on: dt.date, *, whole: bool) -> None:
    """A receipt turned out to be counted twice: a part came back; another waits for the chair."""
    asked = ask_clawback(claim, amount=Decimal(60), reason=TWICE, on=on, by=cast["zhengmin"])
    if not whole:
        return
    decide_clawback(asked, agrees=True, on=on, by=cast["gaoli"])
    paper = scanned(on.day, "退款回单")
    draft = make_clawback_voucher(asked, paper=paper, on=on, by=cast["chenjing"])
    review_voucher(draft, on=on, by=cast["guoyongming"])
    take_clawback(asked, on=on, by=cast["liyun"])
