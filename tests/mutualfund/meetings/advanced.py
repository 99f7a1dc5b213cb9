"""What the tests of 紧急垫付 share: the deeds of one, and what became of it."""

import datetime as dt
from decimal import Decimal

from django.urls import reverse

from mutualfund.actions.advances import (
    decide_advance,
    make_advance_voucher,
    pay_advance,
)
from mutualfund.actions.vouchers import review_voucher
from mutualfund.advances import told, with_claims
from mutualfund.models import (
    Advance,
    Charter,
)
from mutualfund.purse import purse_on
from tests.people import DAY

WHY = "住院押金等着交"
BAR = Decimal(300)


def pay_out(advance: Advance, gao, chen, guo, yun) -> Advance:
    """Approved, made, reviewed, paid."""
    decide_advance(advance, agrees=True, on=DAY, by=gao)
    draft = make_advance_voucher(advance, on=DAY, by=chen)
    review_voucher(draft, on=DAY, by=guo)
    return pay_advance(advance, on=DAY, by=yun)


def state(advance: Advance, on: dt.date = DAY) -> str:
    """What became of it, as the list says it."""
    (row,) = [one for one in told(with_claims(), on=on) if one.advance.pk == advance.pk]
    return row.words


def balance() -> Decimal:
    """What lies in the bank."""
    return purse_on(DAY, Charter.objects.get()).balance


def press(client, name, row, **sent) -> str:
    """Press a button; the page that follows."""
    return client.post(reverse(name, args=[row.pk]), sent, follow=True).content.decode()
