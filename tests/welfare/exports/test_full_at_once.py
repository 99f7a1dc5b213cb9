"""A granted full export is taken once, also by two hands at the same moment."""

import pytest

from tests.mutualfund.test_many_hands import told
from tests.threads import at_once
from welfare.exports import TAKEN, ask_export, decide_export, take_export
from welfare.models import AuditEntry, ExportStatus

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_hands_at_once_take_it_once(zheng, gao):
    asked = ask_export(
        shape="workers", title="花名册", query={}, filter_words="", form="csv", row_ids=[1, 2],
        reason="核对", by=zheng,
    )  # fmt: skip
    granted = decide_export(asked, approve=True, by=gao)
    made = []

    def make(row_ids):
        made.append(row_ids)
        return b"a file", len(row_ids)

    answers = at_once([lambda: told(lambda: take_export(granted, make, by=zheng))] * 2)
    assert sorted(map(str, answers)) == ["b'a file'", "已经取走过一次，要再取请重新申请。"]
    assert made == [[1, 2]]
    assert AuditEntry.objects.filter(action=TAKEN).count() == 1
    granted.refresh_from_db()
    assert granted.status == ExportStatus.TAKEN
