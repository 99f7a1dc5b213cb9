"""URLs of the reliefs 困难救助."""

from django.urls import URLPattern, URLResolver, include, path

from mutualfund.views import reliefs

# /reliefs/<pk>/
relief_urls = [
    path("", reliefs.relief_detail, name="relief-detail"),
    path("sheet/", reliefs.relief_sheet, name="relief-sheet"),
    path("decide/", reliefs.relief_decide, name="relief-decide"),
    path("withdraw/", reliefs.relief_withdraw, name="relief-withdraw"),
    path("voucher/", reliefs.relief_voucher, name="relief-voucher"),
    path("pay/", reliefs.relief_pay, name="relief-pay"),
    path("call/", reliefs.relief_call, name="relief-call"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("reliefs/", reliefs.relief_list, name="relief-list"),
    path("reliefs/<int:pk>/", include(relief_urls)),
    path("workers/<int:pk>/relief/", reliefs.relief_new, name="relief-new"),
]
