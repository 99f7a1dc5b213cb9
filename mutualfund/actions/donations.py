"""Donations 捐款 of a drive 募捐."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from mutualfund.actions.income import draft_income
from mutualfund.actions.receipts import issue_receipt, next_receipt
from mutualfund.models import Donation, DraftVoucher, Drive, Receipt, ReceiptMethod
from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.one_line import one_line
from welfare.serials import next_number

ANONYMOUS = "匿名"


@transaction.atomic
def open_drive(name: str, *, starts_on: dt.date, ends_on: dt.date, by: User) -> Drive:
    """Announce a drive. Raises Refused for a name used before or an end before the start."""
    name = one_line(name, "活动名称")
    if ends_on < starts_on:
        raise Refused("募捐结束日期早于开始日期，请改一下。")
    if Drive.objects.filter(name=name).exists():
        raise Refused(f"已有名为「{name}」的募捐，换个名称。")
    drive = Drive.objects.create(name=name, starts_on=starts_on, ends_on=ends_on)
    audit.record("drive.opened", drive, by=by)
    return drive


def _next_number(drive: Drive) -> str:
    """捐款编号: JK-<drive>-0001."""
    return next_number(Donation.objects.all(), f"JK-{drive.pk}-")


def _refuse_gift(
    drive: Drive, donor: str, amount: Decimal, is_anonymous: bool, may_be_named: bool, on: dt.date
) -> None:
    """Raise Refused for a donation the drive cannot take; see receive_donation."""
    if not drive.starts_on <= on <= drive.ends_on:
        raise Refused(f"{on:%Y-%m-%d} 不在「{drive}」的起止日期内。")
    if amount <= 0:
        raise Refused("捐款金额要大于 0 元。")
    if not donor.strip() and not is_anonymous:
        raise Refused("捐款人要写姓名或单位；不愿留名的选匿名。")
    if is_anonymous and may_be_named:
        raise Refused("匿名捐款不能公开姓名，两样只能选一样。")


def _receipted(donation: Donation, receipt: Receipt, *, by: User) -> None:
    """收据 for a donation: an anonymous donor stands on no paper."""
    issue_receipt(
        receipt,
        source=f"donation:{donation.pk}",
        payer=ANONYMOUS if donation.is_anonymous else donation.donor,
        reason=f"「{donation.drive}」捐款 {donation.number}",
        amount=donation.amount,
        method=ReceiptMethod(donation.method),
        by=by,
    )


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
    may_be_named: bool = False,
    is_cadre: bool = False,
    wish: str = "",
    method: ReceiptMethod = ReceiptMethod.BANK,
) -> DraftVoucher:
    """Enter one donation in yuan, issue its receipt and draft its voucher (借 银行存款 / 贷 捐款收入).

    Raises Refused for a day outside the drive, an amount that is not positive, a donor without a
    name who is not anonymous, or an anonymous one who would be named.
    """
    donor, unit, wish = (
        one_line(donor, "捐款人"),
        one_line(unit, "单位"),
        one_line(wish, "意愿用途"),
    )
    _refuse_gift(drive, donor, amount, is_anonymous, may_be_named, on)
    drive = Drive.objects.select_for_update().get(pk=drive.pk)
    receipt = next_receipt(on=on)
    donation = Donation.objects.create(
        drive=drive,
        number=_next_number(drive),
        donor=donor.strip() or ANONYMOUS,
        unit=unit,
        amount=amount,
        is_anonymous=is_anonymous,
        may_be_named=may_be_named,
        is_cadre=is_cadre,
        wish=wish,
        method=method,
        given_on=on,
    )
    _receipted(donation, receipt, by=by)
    draft = draft_income(donation, by=by)
    audit.record("donation.received", donation, by=by, amount=amount)
    return draft
