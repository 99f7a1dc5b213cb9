"""受理密码: a handler's passphrase, behind which his private key lies (security.md J)."""

import datetime as dt
import secrets

from django.db import transaction

from disclosure.models.reports import HandlerKey
from disclosure.report_keys import lock, new_pair, stretched, unlock
from welfare import audit
from welfare.crypto import Damaged
from welfare.errors import Refused
from welfare.models import User

LEAST = 10  # characters of a passphrase
WRONG = "受理密码不对，再看一遍大小写。"


def key_in_use(user: User) -> HandlerKey | None:
    """The key this handler works with."""
    return HandlerKey.objects.filter(user=user, ended_on__isnull=True).first()


def private_of(key: HandlerKey, passphrase: str) -> bytes:
    """The private half. Raises Refused for a wrong passphrase."""
    try:
        return unlock(stretched(passphrase, salt=bytes(key.salt)), key.locked, bound_to=key.place)
    except Damaged as error:
        raise Refused(WRONG) from error


def _long_enough(passphrase: str) -> None:
    if len(passphrase) < LEAST:
        raise Refused(f"受理密码至少 {LEAST} 个字，不要和登录密码一样。")


@transaction.atomic
def make_key(user: User, *, passphrase: str, on: dt.date) -> HandlerKey:
    """启用, or 重设 when the old one is forgotten: what was sealed to the old key stays closed to him
    until another handler lets him in again. Raises Refused without permission or too short.
    """
    if not user.may_use("handle_reports"):
        raise Refused("受理密码由监督小组成员自己设。")
    _long_enough(passphrase)
    HandlerKey.objects.filter(user=user, ended_on__isnull=True).update(ended_on=on)
    pair, salt = new_pair(), secrets.token_bytes(16)
    key = HandlerKey(user=user, public=pair.public, salt=salt, made_on=on)
    key.locked = lock(stretched(passphrase, salt=salt), pair.private, bound_to=key.place)
    key.save(force_insert=True)
    audit.record("report_key.made", user, by=user)
    return key


@transaction.atomic
def change_passphrase(key: HandlerKey, *, old: str, new: str) -> HandlerKey:
    """Lock the same key anew. Raises Refused for a wrong old one or a short new one."""
    private = private_of(key, old)
    _long_enough(new)
    key.salt = secrets.token_bytes(16)
    key.locked = lock(stretched(new, salt=key.salt), private, bound_to=key.place)
    key.save(update_fields=["salt", "locked"])
    audit.record("report_key.changed", key.user, by=key.user)
    return key
