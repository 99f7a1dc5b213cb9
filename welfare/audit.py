"""History is written by the hand that changes, in the same transaction (style.md rule 16)."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from welfare import clock
from welfare.models import AuditEntry, User, subject_of


def record(action: str, subject: models.Model, *, by: User | None, **facts: Any) -> AuditEntry:
    """Write one entry of the audit trail. Never pass an ID number, card or phone as a fact.

    Raises TransactionManagementError outside a transaction: history and change stand together.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("audit.record needs the change's transaction")
    plain = json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
    return AuditEntry.objects.create(
        at=clock.now(),
        actor=by,
        action=action,
        subject=subject_of(subject),
        facts=plain,
    )
