"""URLs of the meetings and the congress 职工代表大会."""

from django.urls import URLPattern, URLResolver, path

from disclosure.views import congresses

urlpatterns: list[URLPattern | URLResolver] = [
    path("", congresses.congress_list, name="congress-list"),
    path("new/", congresses.congress_new, name="congress-new"),
    path("<int:pk>/", congresses.congress_detail, name="congress-detail"),
    path("<int:pk>/delegates/", congresses.congress_delegates, name="congress-delegates"),
    path("<int:pk>/resolve/", congresses.congress_resolve, name="congress-resolve"),
    path("<int:pk>/confirm/", congresses.congress_confirm, name="congress-confirm"),
    path("papers/<int:pk>/", congresses.congress_paper, name="congress-paper"),
]
