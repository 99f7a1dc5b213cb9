"""URLs of the reports 举报: /report/ is everyone's, /reports/ the handlers'."""

from django.urls import path

from disclosure.views import box_openings, hotline, report, reports

urlpatterns = [
    path("report/", report.report_new, name="report-new"),
    path("report/check/", report.report_check, name="report-check"),
    path("report/add/", report.report_add, name="report-add"),
    path("report/rate/", report.report_rate, name="report-rate"),
    path("report/again/", report.report_again, name="report-again"),
    path("report/paper/<uuid:pk>/", report.report_paper, name="report-paper"),
    path("report/leave/", report.report_leave, name="report-leave"),
    path("reports/", reports.report_desk, name="report-desk"),
    path("reports/key/", reports.report_key, name="report-key"),
    path("reports/unlock/", reports.report_unlock, name="report-unlock"),
    path("reports/lock/", reports.report_lock, name="report-lock"),
    path("reports/enter/", reports.report_enter, name="report-enter"),
    path("reports/hotline/", hotline.hotline_duties, name="hotline-duties"),
    path("reports/boxes/", box_openings.box_openings, name="box-openings"),
    path("reports/boxes/<uuid:pk>/", box_openings.box_answer, name="box-answer"),
    path("reports/<uuid:pk>/", reports.report_detail, name="report-detail"),
    path("reports/<uuid:pk>/step/", reports.report_step, name="report-step"),
    path("reports/<uuid:pk>/reply/", reports.report_reply, name="report-reply"),
    path("reports/<uuid:pk>/share/", reports.report_share, name="report-share"),
    path("reports/<uuid:pk>/recuse/", reports.report_recuse, name="report-recuse"),
    path("reports/<uuid:pk>/print/", reports.report_print, name="report-print"),
    path("reports/file/<uuid:pk>/", reports.report_file, name="report-file"),
]
