"""What each URL of mutualfund asks for."""

from mutualfund.claim_policy import CLAIM_POLICY

POLICY: dict[str, str] = {
    **CLAIM_POLICY,
    "voucher-list": "view_books",
    "voucher-detail": "view_books",
}
