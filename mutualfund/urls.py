"""URLs of mutualfund."""

from django.urls import URLPattern, URLResolver, include, path

from mutualfund.views import vouchers

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mutualfund.claim_urls")),
    path("fund/ledger/", vouchers.voucher_list, name="voucher-list"),
    path("fund/ledger/<int:pk>/", vouchers.voucher_detail, name="voucher-detail"),
]
