"""The audit trail stands or falls with the change, and is never changed itself."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from welfare import audit
from welfare.models import AuditEntry


def refused_by_the_database(sql: str) -> str:
    with (
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    return str(refusal.value)


def test_it_is_written_with_the_change(zheng):
    with transaction.atomic():
        audit.record("worker.revealed", zheng, by=zheng, reason="办理补助")
    entry = AuditEntry.objects.about(zheng).last()
    assert (entry.actor, entry.action, entry.facts) == (
        zheng,
        "worker.revealed",
        {"reason": "办理补助"},
    )


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_stand_alone(zheng):
    with pytest.raises(TransactionManagementError):
        audit.record("worker.revealed", zheng, by=zheng)


@pytest.mark.parametrize(
    "attack", ["UPDATE welfare_auditentry SET action = 'x'", "DELETE FROM welfare_auditentry"]
)
def test_it_is_never_changed_even_by_the_owner(zheng, attack):
    assert "append-only" in refused_by_the_database(attack)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE welfare_auditentry SET action = 'x'",
        "DELETE FROM welfare_auditentry",
        "TRUNCATE welfare_auditentry",
        "ALTER TABLE welfare_auditentry DISABLE TRIGGER append_only",
    ],
)
def test_it_is_out_of_reach_for_the_application(zheng, attack):
    words = refused_by_the_database(f"SET LOCAL ROLE guanai_app; {attack}")
    assert "permission denied" in words or "must be owner" in words
