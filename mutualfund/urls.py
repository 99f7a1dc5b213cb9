"""URLs of mutualfund."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mutualfund.claim_urls")),
]
