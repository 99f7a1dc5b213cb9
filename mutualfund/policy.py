"""What each URL of mutualfund asks for."""

from mutualfund.book_policy import BOOK_POLICY
from mutualfund.claim_policy import CLAIM_POLICY
from mutualfund.member_policy import MEMBER_POLICY

POLICY: dict[str, str] = {
    **CLAIM_POLICY,
    **BOOK_POLICY,
    **MEMBER_POLICY,
    "voucher-list": "view_books",
    "voucher-detail": "view_books",
    "voucher-reverse": "make_voucher",
    "draft-list": "view_books",
    "draft-detail": "view_books",
    "draft-review": "review_voucher",
    "draft-send-back": "review_voucher",
    "draft-post": "make_voucher",
    "relief-list": "view_campaigns",
    "relief-detail": "view_campaigns",
    "relief-sheet": "view_help",
    "relief-new": "manage_hardship",
    "relief-decide": "approve_hardship",
    "relief-withdraw": "manage_hardship",
    "relief-voucher": "make_voucher",
    "relief-pay": "pay_claim",
    "relief-call": "manage_hardship",
    "campaign-detail": "view_campaigns",
    "campaign-approve": "approve_campaign",
    "campaign-cancel": "approve_campaign",
    "campaign-voucher": "make_voucher",
    "campaign-review": "review_voucher",
    "campaign-post": "pay_claim",
}
