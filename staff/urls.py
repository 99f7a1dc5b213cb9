"""URLs of staff."""

from django.urls import URLPattern, URLResolver, include, path

from staff.views import pairings, rosters, visits, workers

urlpatterns: list[URLPattern | URLResolver] = [
    # /workers/  (one worker's page stands in the roof: welfare/person.py)
    path("workers/", workers.worker_list, name="worker-list"),
    path("workers/find/", workers.worker_find, name="worker-find"),
    path("", include("staff.people_urls")),
    # /imports/
    path("imports/", rosters.roster_imports, name="roster-imports"),
    path("imports/<int:pk>/", rosters.roster_import_preview, name="roster-import-preview"),
    path("imports/<int:pk>/commit/", rosters.roster_import_commit, name="roster-import-commit"),
    path("imports/<int:pk>/drop/", rosters.roster_import_drop, name="roster-import-drop"),
    path("pairings/", pairings.pairing_matrix, name="pairing-matrix"),
    # /visits/
    path("visits/", visits.visit_list, name="visit-list"),
    path("visits/new/", visits.visit_new, name="visit-new"),
    path("visits/<int:pk>/", visits.visit_detail, name="visit-detail"),
]
