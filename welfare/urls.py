"""Every address of the product; each package lists its own."""

from django.contrib import admin
from django.urls import include, path

from welfare import help as help_views
from welfare import home, person, take_out, views

urlpatterns = [
    path("", include("disclosure.urls")),
    path("", include("staff.urls")),
    path("", include("mutualfund.urls")),
    path("office/", home.home, name="home"),
    path("workers/<int:pk>/", person.worker_detail, name="worker-detail"),
    path("workers/<int:pk>/reveal/", person.worker_reveal, name="worker-reveal"),
    path("workers/<int:pk>/help/", help_views.worker_help, name="worker-help"),
    path("help/", help_views.help_balance, name="help-balance"),
    path("workers/<int:pk>/pdf/", person.worker_pdf, name="worker-pdf"),
    path("lists/<slug:shape>/<slug:form>/", take_out.list_export, name="list-export"),
    path("exports/", take_out.export_list, name="export-list"),
    path("exports/new/<slug:shape>/", take_out.export_ask, name="export-ask"),
    path("exports/<int:pk>/decide/", take_out.export_decide, name="export-decide"),
    path("exports/<int:pk>/take/", take_out.export_take, name="export-take"),
    path("audit/", views.audit_list, name="audit-list"),
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("admin/", admin.site.urls),
]

handler400 = "welfare.views.bad_request"
handler403 = "welfare.views.forbidden"
handler404 = "welfare.views.not_found"
handler500 = "welfare.views.broken"
