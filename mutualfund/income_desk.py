"""The desk of money that came in 收款办理: vouchers that wait for the reviewer or the cashier."""

from collections.abc import Iterable

from django.db.models import Q

from mutualfund.actions.income import ROWS
from mutualfund.models import DraftStatus, DraftVoucher
from mutualfund.models.vouchers import DraftQuerySet

PURPOSE = "receive"
STATES = [
    (DraftStatus.DRAFT, "等审核"),
    (DraftStatus.REVIEWED, "等出纳确认"),
    (DraftStatus.DROPPED, "退回的"),
]


def income_drafts() -> DraftQuerySet:
    """Drafts of dues, donations, grants and interest."""
    kinds = Q()
    for kind in ROWS:
        kinds |= Q(source__startswith=f"{kind}:")
    return DraftVoucher.objects.filter(kinds, purpose=PURPOSE)


def sent_back() -> DraftQuerySet:
    """退回的, as long as nobody made them anew."""
    anew = income_drafts().exclude(status=DraftStatus.DROPPED).values("source")
    return income_drafts().filter(status=DraftStatus.DROPPED).exclude(source__in=anew)


def waiting_in(state: str) -> DraftQuerySet:
    """The drafts of one state of the desk."""
    if state == DraftStatus.DROPPED:
        return sent_back()
    return income_drafts().filter(status=state)


def chosen(rows: DraftQuerySet, keys: Iterable[str]) -> DraftQuerySet:
    """The ticked ones; what is no number is left out."""
    return rows.filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 12])
