"""The peer of the books: django-hordak, as its documentation uses it. `python -m bench.ledger_peer DSN`."""

import sys
import time
from typing import Any

import django
from django.conf import settings

from bench.turns import serve
from welfare.database.urls import parse


def set_up(dsn: str) -> None:
    """A Django of its own with the peer's tables in it."""
    settings.configure(
        DATABASES={"default": parse(dsn)},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        DEFAULT_CURRENCY="CNY",
        CURRENCIES=["CNY"],
        HORDAK_INTERNAL_CURRENCY="CNY",
    )
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after setup

    call_command("migrate", verbosity=0)


def _accounts() -> tuple[Any, Any, Any]:
    from hordak.models import Account, AccountType  # noqa: PLC0415 - after setup
    from moneyed import Money  # noqa: PLC0415

    made = [
        Account.objects.get_or_create(name=name, code=code, type=kind, currencies=["CNY"])[0]
        for name, code, kind in (
            ("bank", "1", AccountType.asset),
            ("gifts", "4", AccountType.income),
        )
    ]
    return made[0], made[1], Money(1, "CNY")


def singles(count: int) -> float:
    """So many transfers, each in a durable transaction."""
    from django.db import transaction  # noqa: PLC0415 - after setup

    bank, gifts, money = _accounts()
    begun = time.perf_counter()
    for _ in range(count):
        with transaction.atomic(durable=True):
            gifts.transfer_to(bank, money, description="收捐款 示例")
    return time.perf_counter() - begun


def bulk(count: int) -> float:
    """So many two-legged transactions by bulk_create."""
    from django.db import transaction  # noqa: PLC0415 - after setup
    from hordak.models import Leg, Transaction  # noqa: PLC0415

    bank, gifts, money = _accounts()
    begun = time.perf_counter()
    with transaction.atomic(durable=True):
        made = Transaction.objects.bulk_create(
            [Transaction(description="收会费 示例") for _ in range(count)]
        )
        Leg.objects.bulk_create(
            leg
            for one in made
            for leg in (
                Leg(transaction=one, account=gifts, credit=money),
                Leg(transaction=one, account=bank, debit=money),
            )
        )
    return time.perf_counter() - begun


def loop(count: int) -> float:
    """So many transfers in one transaction, one after another."""
    from django.db import transaction  # noqa: PLC0415 - after setup

    bank, gifts, money = _accounts()
    begun = time.perf_counter()
    with transaction.atomic(durable=True):
        for _ in range(count):
            gifts.transfer_to(bank, money)
    return time.perf_counter() - begun


if __name__ == "__main__":
    set_up(sys.argv[1])
    serve({"singles": singles, "bulk": bulk, "loop": loop})
