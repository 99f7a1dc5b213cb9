"""What each URL of the claim desk, the committee and the payment desk asks for."""

from welfare.access import LOGIN

CLAIM_POLICY: dict[str, str] = {
    "claim-list": "view_claims",
    "claim-detail": "view_claims",
    "claim-new": "intake_claim",
    "claim-checks": "intake_claim",
    "claim-assign": "intake_claim",
    "claim-return": "intake_claim",
    "claim-supplement": "intake_claim",
    "claim-withdraw": "intake_claim",
    "claim-payee": "intake_claim",
    "claim-hold": "intake_claim",
    "claim-release": "intake_claim",
    "claim-finding": "investigate_claim",
    "investigation-list": "investigate_claim",
    "evidence-file": LOGIN,  # Evidence.visible_to decides: handlers, investigators, the applicant
    "meeting-list": "view_claims",
    "meeting-detail": "view_claims",
    "meeting-minutes": "view_claims",
    "meeting-new": "manage_meeting",
    "meeting-attendance": "manage_meeting",
    "meeting-open": "manage_meeting",
    "meeting-close": "manage_meeting",
    "meeting-finalise": "finalise_claim",
    "vote-cast": "vote_claim",
    "vote-proxy": "manage_meeting",
    "agenda-postpone": "manage_meeting",
    "payment-list": "view_books",
    "payment-voucher": "make_voucher",
    "payment-review": "review_voucher",
    "claim-pay": "pay_claim",
}
