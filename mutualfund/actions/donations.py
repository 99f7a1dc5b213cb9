"""Donations 捐款 of a drive 募捐."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from mutualfund.actions.vouchers import Line, draft_voucher
from mutualfund.models import Account, Donation, DraftVoucher, Drive, Fund, Side
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def open_drive(name: str, *, starts_on: dt.date, ends_on: dt.date, by: User) -> Drive:
    """Announce a drive. Raises Refused for a name used before or an end before the start."""
    if ends_on < starts_on:
        raise Refused("募捐结束日期早于开始日期，请改一下。")
    if Drive.objects.filter(name=name).exists():
        raise Refused(f"已有名为「{name}」的募捐，换个名称。")
    drive = Drive.objects.create(name=name, starts_on=starts_on, ends_on=ends_on)
    audit.record("drive.opened", drive, by=by)
    return drive


def _next_number(drive: Drive) -> str:
    """捐款编号: JK-<drive>-0001."""
    last = Donation.objects.filter(drive=drive).aggregate(last=Max("number"))["last"]
    return f"JK-{drive.pk}-{int(last.rsplit('-', 1)[1]) + 1 if last else 1:04d}"


@transaction.atomic
def receive_donation(
    drive: Drive,
    *,
    donor: str,
    unit: str,
    amount: Decimal,
    is_anonymous: bool,
    on: dt.date,
    by: User,
) -> DraftVoucher:
    """Enter one donation in yuan and draft its voucher (借 银行存款 / 贷 捐款收入).

    Raises Refused for a day outside the drive or an amount that is not positive.
    """
    if not drive.starts_on <= on <= drive.ends_on:
        raise Refused(f"{on:%Y-%m-%d} 不在「{drive}」的起止日期内。")
    if amount <= 0:
        raise Refused("捐款金额要大于 0 元。")
    drive = Drive.objects.select_for_update().get(pk=drive.pk)
    donation = Donation.objects.create(
        drive=drive,
        number=_next_number(drive),
        donor=donor,
        unit=unit,
        amount=amount,
        is_anonymous=is_anonymous,
        given_on=on,
    )
    draft = draft_voucher(
        Fund.objects.mutual_aid(),
        date=on,
        summary=f"收捐款 {donation.number}",
        lines=[
            Line(Account.objects.of("bank"), Side.DEBIT, amount),
            Line(Account.objects.of("donations"), Side.CREDIT, amount, f"donation:{donation.pk}"),
        ],
        source=f"donation:{donation.pk}",
        purpose="receive",
        attachments=1,
        by=by,
    )
    audit.record("donation.received", donation, by=by, amount=amount)
    return draft
