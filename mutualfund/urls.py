"""URLs of mutualfund."""

from django.urls import URLPattern, URLResolver, include, path

from mutualfund.views import campaigns, drafts, vouchers

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mutualfund.claim_urls")),
    path("", include("mutualfund.book_urls")),
    path("", include("mutualfund.relief_urls")),
    path("fund/", include("mutualfund.member_urls")),
    # /campaigns/<pk>/  (the office's steps: staff/urls.py)
    path("campaigns/<int:pk>/", campaigns.campaign_detail, name="campaign-detail"),
    path("campaigns/<int:pk>/approve/", campaigns.campaign_approve, name="campaign-approve"),
    path("campaigns/<int:pk>/cancel/", campaigns.campaign_cancel, name="campaign-cancel"),
    path(
        "campaigns/<int:pk>/<str:purpose>/make/",
        campaigns.campaign_voucher,
        name="campaign-voucher",
    ),
    path(
        "campaigns/<int:pk>/<str:purpose>/review/",
        campaigns.campaign_review,
        name="campaign-review",
    ),
    path("campaigns/<int:pk>/<str:purpose>/post/", campaigns.campaign_post, name="campaign-post"),
    path("fund/ledger/", vouchers.voucher_list, name="voucher-list"),
    path("fund/ledger/<int:pk>/", vouchers.voucher_detail, name="voucher-detail"),
    path("fund/ledger/<int:pk>/reverse/", drafts.voucher_reverse, name="voucher-reverse"),
    path("fund/drafts/", drafts.draft_list, name="draft-list"),
    path("fund/drafts/<int:pk>/", drafts.draft_detail, name="draft-detail"),
    path("fund/drafts/<int:pk>/review/", drafts.draft_review, name="draft-review"),
    path("fund/drafts/<int:pk>/send-back/", drafts.draft_send_back, name="draft-send-back"),
    path("fund/drafts/<int:pk>/post/", drafts.draft_post, name="draft-post"),
]
