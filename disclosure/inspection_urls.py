"""URLs of the supervision 监督检查."""

from django.urls import URLPattern, URLResolver, path

from disclosure.views import inspections, opinions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", inspections.inspection_list, name="inspection-list"),
    path("new/", inspections.inspection_new, name="inspection-new"),
    path("orders/", inspections.rectification_list, name="rectification-list"),
    path("closed/", inspections.rectification_public, name="rectification-public"),
    path("items/<int:pk>/check/", inspections.inspection_check, name="inspection-check"),
    path("findings/<int:pk>/order/", inspections.rectification_issue, name="rectification-issue"),
    path("orders/<int:pk>/done/", inspections.rectification_report, name="rectification-report"),
    path(
        "orders/<int:pk>/recheck/", inspections.rectification_recheck, name="rectification-recheck"
    ),
    path("papers/<int:pk>/", inspections.rectification_paper, name="rectification-paper"),
    path("<int:pk>/", inspections.inspection_detail, name="inspection-detail"),
    path("<int:pk>/print/", inspections.inspection_print, name="inspection-print"),
    path("<int:pk>/redraw/", inspections.inspection_redraw, name="inspection-redraw"),
    path("<int:pk>/find/", inspections.inspection_find, name="inspection-find"),
    path("<int:pk>/sign/", inspections.inspection_sign, name="inspection-sign"),
    path("<int:pk>/slips/", opinions.inspection_slips, name="inspection-slips"),
    path("opinion/", opinions.opinion, name="opinion"),
    path("<int:pk>/close/", inspections.inspection_close, name="inspection-close"),
]
