"""Collections 收款批次: reviewing and posting the vouchers of money that came in."""

import datetime as dt
from collections.abc import Iterable

from django.db import models, transaction

from mutualfund.actions.vouchers import post_voucher
from mutualfund.models import Donation, DraftVoucher, DuesPayment, Grant, Voucher
from welfare.models import User

# source key of a draft -> the row that came in with it
ROWS: dict[str, type[models.Model]] = {
    "dues": DuesPayment,
    "donation": Donation,
    "grant": Grant,
}


@transaction.atomic
def post_income(
    drafts: Iterable[DraftVoucher], *, on: dt.date, by: User, cashier: User
) -> list[Voucher]:
    """Post reviewed drafts of dues, donations and grants, and tie each row to its voucher.

    All or nothing. Raises Refused as post_voucher does.
    """
    posted = []
    for draft in drafts:
        voucher = post_voucher(draft, on=on, by=by, cashier=cashier)
        kind, pk = draft.source.split(":")
        ROWS[kind]._default_manager.filter(pk=pk).update(voucher=voucher)
        posted.append(voucher)
    return posted
