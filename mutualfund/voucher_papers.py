"""Every voucher its paper 原始单据: what must lie behind a draft before it is reviewed.

Dues and donations have the numbered receipt 收据; a grant its document and interest the bank's
advice, scanned; a voucher by hand its scan. `mutualfund_draft_has_papers` in the database asks the
same at the review and writes the count 附单据 itself: nobody types it.
"""

from collections.abc import Iterable

from mutualfund.models import DraftStatus, DraftVoucher, DuesPayment, Receipt, VoucherPaper

SCANNED = {"grant": "批文或拨款通知", "interest": "银行回单"}  # by what a source begins with
BY_HAND = ("hand", "correct")


def _paper_of(draft: DraftVoucher) -> str:
    """Which scan a draft needs, in words; empty when its numbered receipt is enough."""
    if draft.purpose in BY_HAND:
        return "原始单据"
    return SCANNED.get(draft.source.partition(":")[0], "") if draft.purpose == "receive" else ""


def without_paper(drafts: Iterable[DraftVoucher]) -> dict[int, str]:
    """The drafts whose scan is missing, with the sentence that says so. One query."""
    wanted = {draft.pk: words for draft in drafts if (words := _paper_of(draft))}
    there = VoucherPaper.objects.filter(draft__in=wanted).values_list("draft", flat=True)
    missing = wanted.keys() - set(there)
    return {
        key: f"还没有{wanted[key]}的扫描件，请制单人在凭证上补附，附了再审核。" for key in missing
    }


def why_no_paper(draft: DraftVoucher) -> str:
    """Why a draft cannot be reviewed for want of its paper; empty when it lies there."""
    return without_paper([draft]).get(draft.pk, "")


def numbered(draft: DraftVoucher) -> str:
    """The number of the receipt that stands behind money that came in; or nothing."""
    kind, _, key = draft.source.partition(":")
    if draft.purpose != "receive":
        return ""
    if kind == "dues" and key.isdecimal():
        return DuesPayment.objects.filter(pk=key).values_list("receipt_no", flat=True).first() or ""
    receipt = Receipt.objects.filter(source=draft.source, void_reason="").first()
    return str(receipt) if receipt else ""


def count_of(draft: DraftVoucher) -> int:
    """附单据 as the review will write it, and as it was written afterwards."""
    kind = draft.source.partition(":")[0]
    is_counted = draft.purpose in BY_HAND or (
        draft.purpose == "receive" and kind in {"dues", "donation", *SCANNED}
    )
    if draft.status != DraftStatus.DRAFT or not is_counted:
        return int(draft.attachments)
    return draft.papers.count() + bool(numbered(draft))
