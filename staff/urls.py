"""URLs of staff."""

from django.urls import URLPattern, URLResolver, path

from staff.views import pairings, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("pairings/", pairings.pairing_matrix, name="pairing-matrix"),
    # /visits/
    path("visits/", visits.visit_list, name="visit-list"),
    path("visits/new/", visits.visit_new, name="visit-new"),
    path("visits/<int:pk>/", visits.visit_detail, name="visit-detail"),
]
