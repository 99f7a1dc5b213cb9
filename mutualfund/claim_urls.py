"""URLs of the claim desk, the committee and the payment desk."""

from django.urls import URLPattern, URLResolver, include, path

from mutualfund.views import (
    advances,
    claim_desk,
    claim_holds,
    claims,
    clawbacks,
    endings,
    investigations,
    meeting_papers,
    meetings,
    own_claims,
    pay_batches,
    payments,
    seats,
)

# /claims/<pk>/
claim_urls = [
    path("", claims.claim_detail, name="claim-detail"),
    path("assign/", investigations.claim_assign, name="claim-assign"),
    path("replace/", investigations.claim_replace, name="claim-replace"),
    path("finding/", investigations.claim_finding, name="claim-finding"),
    path("return/", claim_desk.claim_return, name="claim-return"),
    path("supplement/", claim_desk.claim_supplement, name="claim-supplement"),
    path("withdraw/", claim_desk.claim_withdraw, name="claim-withdraw"),
    path("clawback/", clawbacks.claim_clawback, name="claim-clawback"),
    path("payee/", claim_desk.claim_payee, name="claim-payee"),
    path("originals/", claim_desk.claim_originals, name="claim-originals"),
    path("receive/", claim_desk.claim_receive, name="claim-receive"),
    path("decline/", claim_desk.claim_decline, name="claim-decline"),
    path("take-back/", claim_desk.claim_take_back, name="claim-take-back"),
    path("appeal/", claim_desk.claim_appeal, name="claim-appeal"),
    path("hold/", claim_holds.claim_hold, name="claim-hold"),
    path("release/", claim_holds.claim_release, name="claim-release"),
    path("voucher/", payments.payment_voucher, name="payment-voucher"),
    path("review/", payments.payment_review, name="payment-review"),
    path("reopen/", payments.claim_reopen, name="claim-reopen"),
    path("pay/", payments.claim_pay, name="claim-pay"),
    path("close/", endings.claim_close, name="claim-close"),
    path("advance/", advances.claim_advance, name="claim-advance"),
]

# /advances/<pk>/
advance_urls = [
    path("", advances.advance_detail, name="advance-detail"),
    path("decide/", advances.advance_decide, name="advance-decide"),
    path("voucher/", advances.advance_voucher, name="advance-voucher"),
    path("pay/", advances.advance_pay, name="advance-pay"),
    path("recover/", advances.advance_recover, name="advance-recover"),
    path("returned/", advances.advance_return, name="advance-return"),
]

# /meetings/<pk>/
meeting_urls = [
    path("", meetings.meeting_detail, name="meeting-detail"),
    path("cases/<int:order>/", meeting_papers.meeting_case, name="meeting-case"),
    path("minutes/", meeting_papers.meeting_minutes, name="meeting-minutes"),
    path("forms/", meeting_papers.meeting_forms, name="meeting-forms"),
    path("letters/", meeting_papers.meeting_letters, name="meeting-letters"),
    path("pay-list/", meeting_papers.meeting_pay_list, name="meeting-pay-list"),
    path("correct/", meeting_papers.meeting_correct, name="meeting-correct"),
    path("signed/", meeting_papers.meeting_signed, name="meeting-signed"),
    path("attendance/", meetings.meeting_attendance, name="meeting-attendance"),
    path("open/", meetings.meeting_open, name="meeting-open"),
    path("cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("finalise/", meetings.meeting_finalise, name="meeting-finalise"),
    path("close/", meeting_papers.meeting_close, name="meeting-close"),
]

# /agenda/<pk>/
agenda_urls = [
    path("vote/", meetings.vote_cast, name="vote-cast"),
    path("proxy/", meetings.vote_proxy, name="vote-proxy"),
    path("refuse/", meetings.agenda_refuse, name="agenda-refuse"),
    path("postpone/", meetings.agenda_postpone, name="agenda-postpone"),
]

# /me/claims/  (a worker's own: each view narrows to the claims of the login)
own_urls = [
    path("", own_claims.own_claim_list, name="own-claim-list"),
    path("new/", own_claims.own_claim_new, name="own-claim-new"),
    path("new/checks/", own_claims.own_claim_checks, name="own-claim-checks"),
    path("<int:pk>/", own_claims.own_claim_detail, name="own-claim-detail"),
    path("<int:pk>/letter/", meeting_papers.own_letter, name="own-claim-letter"),
    path("<int:pk>/confirm/", own_claims.own_claim_confirm, name="own-claim-confirm"),
    path("<int:pk>/supplement/", own_claims.own_claim_supplement, name="own-claim-supplement"),
    path("<int:pk>/withdraw/", own_claims.own_claim_withdraw, name="own-claim-withdraw"),
    path("<int:pk>/appeal/", own_claims.own_claim_appeal, name="own-claim-appeal"),
    path("<int:pk>/received/", own_claims.own_claim_received, name="own-claim-received"),
]

# /payments/batches/
batch_urls = [
    path("", pay_batches.pay_batch_list, name="pay-batch-list"),
    path("new/", pay_batches.pay_batch_new, name="pay-batch-new"),
    path("<int:pk>/", pay_batches.pay_batch, name="pay-batch"),
    path("<int:pk>/results/", pay_batches.pay_batch_results, name="pay-batch-results"),
    path("<int:pk>/file/", pay_batches.pay_batch_file, name="pay-batch-file"),
    path("<int:pk>/sheet/", pay_batches.pay_batch_sheet, name="pay-batch-sheet"),
    path("<int:pk>/photo/", pay_batches.pay_batch_photo, name="pay-batch-photo"),
    path("photos/<uuid:uid>/", pay_batches.pay_batch_photo_file, name="pay-photo-file"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/new/", claims.claim_new, name="claim-new"),
    path("claims/new/checks/", claims.claim_checks, name="claim-checks"),
    path("claims/confirm/", own_claims.claim_confirm, name="claim-confirm"),
    path("claims/endings/", endings.claim_endings, name="claim-endings"),
    path("claims/endings/sign/", endings.claim_endings_sign, name="claim-endings-sign"),
    path("claims/endings/close/", endings.claim_endings_close, name="claim-endings-close"),
    path("claims/signed/<uuid:uid>/", endings.signed_sheet_file, name="signed-sheet-file"),
    path("claims/calls/", endings.claim_calls, name="claim-calls"),
    path("claims/calls/draw/", endings.claim_call_draw, name="claim-call-draw"),
    path("claims/calls/<int:pk>/", endings.claim_call, name="claim-call"),
    path("claims/<int:pk>/", include(claim_urls)),
    path("me/claims/", include(own_urls)),
    path("evidence/<uuid:uid>/", claims.evidence_file, name="evidence-file"),
    path("investigations/", investigations.investigation_list, name="investigation-list"),
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("committee/", seats.committee_list, name="committee-list"),
    path("committee/new/", seats.committee_new, name="committee-new"),
    path("committee/<int:pk>/end/", seats.committee_end, name="committee-end"),
    path("committee/<int:pk>/confirm/", seats.committee_confirm, name="committee-confirm"),
    path("meetings/<int:pk>/", include(meeting_urls)),
    path("signed-minutes/<int:pk>/", meeting_papers.signed_copy, name="signed-minutes"),
    path("agenda/<int:pk>/", include(agenda_urls)),
    path("advances/", advances.advance_list, name="advance-list"),
    path("advances/<int:pk>/", include(advance_urls)),
    path("clawbacks/<int:pk>/decide/", clawbacks.clawback_decide, name="clawback-decide"),
    path("clawbacks/<int:pk>/withdraw/", clawbacks.clawback_withdraw, name="clawback-withdraw"),
    path("clawbacks/<int:pk>/voucher/", clawbacks.clawback_voucher, name="clawback-voucher"),
    path("clawbacks/<int:pk>/take/", clawbacks.clawback_take, name="clawback-take"),
    path("payments/", payments.payment_list, name="payment-list"),
    path("payments/batches/", include(batch_urls)),
]
