"""Every address of the product; each package lists its own."""

from django.contrib import admin
from django.urls import include, path

from welfare import (
    account,
    after_death,
    annual,
    congress,
    home,
    me,
    me_data,
    me_matters,
    me_suggestions,
    person,
    take_out,
    views,
)
from welfare import help as help_views

admin.autodiscover()  # here and not at the start: whoever serves no pages waits for none of it

urlpatterns = [
    path("", include("disclosure.urls")),
    path("", include("staff.urls")),
    path("", include("mutualfund.urls")),
    path("office/", home.home, name="home"),
    path("me/", me.me, name="me"),
    path("me/data/", me_data.me_data, name="me-data"),
    path("me/data/looks/", me_data.me_looks, name="me-looks"),
    path("me/data/copy/", me_data.me_copy, name="me-copy"),
    path("me/visits/<int:pk>/", me.me_visit, name="me-visit"),
    path("me/matters/new/", me_matters.me_matter_new, name="me-matter-new"),
    path("me/matters/<int:pk>/", me.me_matter, name="me-matter"),
    path("me/suggestions/new/", me_suggestions.me_suggestion_new, name="me-suggestion-new"),
    path(
        "me/suggestions/similar/",
        me_suggestions.me_suggestion_similar,
        name="me-suggestion-similar",
    ),
    path("me/suggestions/<int:pk>/", me_suggestions.me_suggestion, name="me-suggestion"),
    path("workers/<int:pk>/", person.worker_detail, name="worker-detail"),
    path("workers/<int:pk>/reveal/", person.worker_reveal, name="worker-reveal"),
    path("workers/<int:pk>/help/", help_views.worker_help, name="worker-help"),
    path("help/", help_views.help_balance, name="help-balance"),
    path("help/after-death/", after_death.after_death_list, name="after-death-list"),
    path("reports/annual/", annual.annual_report, name="annual-report"),
    path("reports/annual/<slug:form>/", annual.annual_paper, name="annual-paper"),
    path("congress/report/", congress.congress_report, name="congress-report"),
    path(
        "congress/report/<slug:form>/", congress.congress_report_paper, name="congress-report-paper"
    ),
    path("workers/<int:pk>/pdf/", person.worker_pdf, name="worker-pdf"),
    path("workers/pdf/", person.worker_pdfs, name="worker-pdfs"),
    path("lists/<slug:shape>/<slug:form>/", take_out.list_export, name="list-export"),
    path("exports/", take_out.export_list, name="export-list"),
    path("exports/new/<slug:shape>/", take_out.export_ask, name="export-ask"),
    path("exports/<int:pk>/decide/", take_out.export_decide, name="export-decide"),
    path("exports/<int:pk>/take/", take_out.export_take, name="export-take"),
    path("audit/", views.audit_list, name="audit-list"),
    path("settings/roles/", account.role_table, name="role-table"),
    path("settings/accounts/", account.account_list, name="account-list"),
    path("settings/accounts/new/", account.account_new, name="account-new"),
    path("settings/accounts/<int:pk>/", account.account_detail, name="account-detail"),
    path("settings/accounts/<int:pk>/link/", account.account_link, name="account-link"),
    path("settings/accounts/<int:pk>/lock/", account.account_lock, name="account-lock"),
    path("settings/accounts/<int:pk>/unlock/", account.account_unlock, name="account-unlock"),
    path("settings/accounts/<int:pk>/roles/", account.account_roles, name="account-roles"),
    path("settings/accounts/<int:pk>/password/", account.account_password, name="account-password"),
    path("settings/grants/", account.grant_list, name="role-grant-list"),
    path("settings/grants/<int:pk>/decide/", account.grant_decide, name="role-grant-decide"),
    path("password/", account.password_change, name="password-change"),
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("admin/", admin.site.urls),
]

handler400 = "welfare.views.bad_request"
handler403 = "welfare.views.forbidden"
handler404 = "welfare.views.not_found"
handler500 = "welfare.views.broken"
