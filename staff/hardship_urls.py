"""URLs of the hardship files and the canvass, and what each asks for."""

from django.urls import URLPattern, URLResolver, include, path

from staff.views import (
    approvals,
    canvasses,
    certifications,
    hardship,
    own_hardship,
    paper_files,
    plans,
    surveys,
)

# /hardship/<pk>/
file_urls = [
    path("", hardship.hardship_detail, name="hardship-detail"),
    path("sheet/", hardship.hardship_sheet, name="hardship-sheet"),
    path("edit/", certifications.hardship_edit, name="hardship-edit"),
    path("sign/", certifications.hardship_sign, name="hardship-sign"),
    path("receive/", certifications.hardship_receive, name="hardship-receive"),
    path("papers/", certifications.hardship_papers, name="hardship-papers"),
    path("supplement/", certifications.hardship_supplement, name="hardship-supplement"),
    path("withdraw/", certifications.hardship_withdraw, name="hardship-withdraw"),
    path("surveyors/", surveys.hardship_surveyors, name="hardship-surveyors"),
    path("survey/", surveys.hardship_survey, name="hardship-survey"),
    path("survey/refused/", surveys.survey_refused, name="survey-refused"),
    path("survey/photos/", surveys.survey_photos, name="survey-photos"),
    path("surveyors/replace/", surveys.surveyor_replace, name="surveyor-replace"),
    path("survey/sign/", surveys.survey_sign, name="survey-sign"),
    path("peer/", approvals.hardship_peer, name="hardship-peer"),
    path("objection/", approvals.objection_new, name="objection-new"),
    path("objection/replace/", approvals.objection_replace, name="objection-replace"),
    path("close/", approvals.hardship_close, name="hardship-close"),
    path("decide/", approvals.hardship_decide, name="hardship-decide"),
    path("change/", certifications.hardship_change, name="hardship-change"),
    path("recheck/", hardship.hardship_recheck, name="hardship-recheck"),
    path("exit/", hardship.hardship_exit, name="hardship-exit"),
    path("exit/decide/", hardship.hardship_exit_decide, name="hardship-exit-decide"),
    path("follow-up/", hardship.hardship_follow_up, name="hardship-follow-up"),
    path("plan/", plans.hardship_plan, name="hardship-plan"),
    path("plan/measure/", plans.measure_new, name="measure-new"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("hardship/", hardship.hardship_list, name="hardship-list"),
    path("hardship/new/", certifications.hardship_new, name="hardship-new"),
    path("hardship/take-over/", paper_files.hardship_take_over, name="hardship-take-over"),
    path("hardship/take-over/<int:pk>/", paper_files.hardship_paper, name="hardship-paper"),
    path("hardship/<int:pk>/", include(file_urls)),
    path("objections/<int:pk>/", approvals.objection_answer, name="objection-answer"),
    path("survey-photos/<uuid:uid>/", surveys.survey_photo_file, name="survey-photo-file"),
    path("measures/<int:pk>/", plans.measure_note, name="measure-note"),
    path("me/hardship/", own_hardship.hardship_own, name="hardship-own"),
    path("me/hardship/withdraw/", own_hardship.hardship_own_withdraw, name="hardship-own-withdraw"),
    path(
        "me/hardship/supplement/",
        own_hardship.hardship_own_supplement,
        name="hardship-own-supplement",
    ),
    # /canvasses/
    path("canvasses/", canvasses.canvass_list, name="canvass-list"),
    path("canvasses/new/", canvasses.canvass_new, name="canvass-new"),
    path("canvasses/<int:pk>/", canvasses.canvass_detail, name="canvass-detail"),
    path("canvasses/<int:pk>/close/", canvasses.canvass_close, name="canvass-close"),
    path("canvasses/<int:pk>/<int:worker>/", canvasses.canvass_record, name="canvass-record"),
    path("canvasses/units/<int:pk>/", canvasses.canvass_assign, name="canvass-assign"),
]
