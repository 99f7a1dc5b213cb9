"""Every voucher its paper 原始单据: what must lie behind a draft before it is reviewed.

Dues and donations have the numbered receipt 收据; a grant its document and interest the bank's
advice, scanned; a voucher by hand its scan. `mutualfund_draft_has_papers` in the database asks the
same at the review and writes the count 附单据 itself: nobody types it.
"""

from collections.abc import Iterable, Sequence

from mutualfund.models import DraftStatus, DraftVoucher, DuesPayment, Receipt, VoucherPaper

SCANNED = {"grant": "批文或拨款通知", "interest": "银行回单"}  # by what a source begins with
BY_HAND = ("hand", "correct", "clawback")
NUMBERED = ("dues", "donation")
VOID = "这一笔的收据已经作废，没有补开。请制单人在凭证上附上单据，附了再审核；没收到这笔钱的，退回凭证。"


def _paper_of(draft: DraftVoucher) -> str:
    """Which scan a draft needs, in words; empty when its numbered receipt is enough."""
    if draft.purpose in BY_HAND:
        return "原始单据"
    return SCANNED.get(draft.source.partition(":")[0], "") if draft.purpose == "receive" else ""


def without_paper(drafts: Iterable[DraftVoucher]) -> dict[int, str]:
    """The drafts whose paper is missing, with the sentence that says so. Four queries at most."""
    rows = list(drafts)
    wanted = {draft.pk: words for draft in rows if (words := _paper_of(draft))}
    bare = _without_receipt(draft for draft in rows if draft.pk not in wanted)
    there = set(
        VoucherPaper.objects.filter(draft__in=[*wanted, *bare]).values_list("draft", flat=True)
    )
    missing = {
        key: f"还没有{words}的扫描件，请制单人在凭证上补附，附了再审核。"
        for key, words in wanted.items()
    } | dict.fromkeys(bare, VOID)
    return {key: words for key, words in missing.items() if key not in there}


def _without_receipt(drafts: Iterable[DraftVoucher]) -> list[int]:
    """Dues and donations whose numbered receipt is void and was not written anew."""
    asked = {
        draft.source: draft.pk
        for draft in drafts
        if draft.purpose == "receive" and draft.source.partition(":")[0] in NUMBERED
    }
    numbers = _numbers(list(asked))
    return [key for source, key in asked.items() if not numbers.get(source)]


def _numbers(sources: Sequence[str]) -> dict[str, str]:
    """The number that stands behind each source: of the paper, or of ours that is not void.

    A due of before these books has the number of its paper receipt alone.
    """
    kept = Receipt.objects.filter(source__in=sources, void_reason="")
    found = {receipt.source: receipt.paper_no or str(receipt) for receipt in kept}
    left = [source for source in sources if source not in found and source.startswith("dues:")]
    if left:
        void = set(Receipt.objects.filter(source__in=left).values_list("source", flat=True))
        keys = [source[5:] for source in left if source not in void and source[5:].isdecimal()]
        dues = DuesPayment.objects.filter(pk__in=keys).values_list("pk", "receipt_no")
        found |= {f"dues:{key}": number for key, number in dues if number}
    return found


def why_no_paper(draft: DraftVoucher) -> str:
    """Why a draft cannot be reviewed for want of its paper; empty when it lies there."""
    return without_paper([draft]).get(draft.pk, "")


def numbered(draft: DraftVoucher) -> str:
    """The number of the receipt that stands behind money that came in; or nothing."""
    return _numbers([draft.source]).get(draft.source, "") if draft.purpose == "receive" else ""


def count_of(draft: DraftVoucher) -> int:
    """附单据 as the review will write it, and as it was written afterwards."""
    kind = draft.source.partition(":")[0]
    is_counted = draft.purpose in BY_HAND or (
        draft.purpose == "receive" and kind in {*NUMBERED, *SCANNED}
    )
    if draft.status != DraftStatus.DRAFT or not is_counted:
        return int(draft.attachments)
    return draft.papers.count() + bool(numbered(draft))
