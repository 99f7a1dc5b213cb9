"""The chart of accounts 科目表: an account is added or closed; a used one keeps its meaning."""

import datetime as dt

from django.db import transaction

from mutualfund.models import Account, AccountKind, DraftVoucher, Entry, Fund
from mutualfund.models.accounts import BUILT_IN
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def add_account(
    fund: Fund, *, code: str, name: str, kind: AccountKind, opened_on: dt.date, by: User
) -> Account:
    """新增科目. Raises Refused for a code or a name that is there."""
    fund = Fund.objects.locked(fund.key)
    if Account.objects.filter(fund=fund, code=code).exists():
        raise Refused(f"编码 {code} 已经有科目了，换一个。")
    if Account.objects.filter(fund=fund, name=name).exists():
        raise Refused(f"已经有「{name}」这个科目了。")
    account = Account.objects.create(
        fund=fund, code=code, key=f"own_{code.replace('.', '_')}", name=name, kind=kind,
        opened_on=opened_on,
    )  # fmt: skip
    audit.record("account.added", account, by=by, code=code, name=name, kind=kind)
    return account


def may_close_account(account: Account, *, on: dt.date) -> str:
    """Why an account cannot be closed; empty when it can."""
    if account.closed_on is not None:
        return f"{account.closed_on:%Y-%m-%d} 已停用。"
    if account.key in BUILT_IN:
        return "系统自己记账要用这个科目，不能停用。"
    if Entry.objects.of(account).balance():
        return "科目还有余额，先转走再停用。"
    if Entry.objects.of(account).filter(date__gte=on).exists():
        return "今天还记过账，明天再停用。"
    if DraftVoucher.objects.waiting().filter(lines__account=account).exists():
        return "还有没记账的凭证用着这个科目。"
    return ""


@transaction.atomic
def close_account(account: Account, *, on: dt.date, by: User) -> Account:
    """停用. Raises Refused for a built-in one, with a balance, or while a draft uses it."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if words := may_close_account(account, on=on):
        raise Refused(words)
    account.closed_on = on
    account.save(update_fields=["closed_on"])
    audit.record("account.closed", account, by=by, on=on)
    return account
