"""History is written by the hand that changes, in the same transaction (style.md rule 16)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from welfare import clock
from welfare.models import AuditEntry, User, subject_of


def record(action: str, subject: models.Model, *, by: User | None, **facts: Any) -> AuditEntry:
    """Write one entry of the audit trail. Never pass an ID number, card or phone as a fact.

    Raises TransactionManagementError outside a transaction: history and change stand together.
    """
    entry = _entry(action, subject, by, facts)
    entry.save(force_insert=True)
    return entry


def record_many(
    action: str, told: Iterable[tuple[models.Model, Mapping[str, Any]]], *, by: User | None
) -> None:
    """One entry for each subject with its facts, as `record` writes them, in few statements."""
    entries = (_entry(action, subject, by, facts) for subject, facts in told)
    AuditEntry.objects.bulk_create(entries, batch_size=5000)


def _entry(
    action: str, subject: models.Model, by: User | None, facts: Mapping[str, Any]
) -> AuditEntry:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("audit.record needs the change's transaction")
    plain = json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
    return AuditEntry(
        at=clock.now(), actor=by, action=action, subject=subject_of(subject), facts=plain
    )
