"""URLs of disclosure: the front door needs no login."""

from django.urls import URLPattern, URLResolver, include, path

from disclosure.views import (
    board,
    catalogue,
    heads,
    never_lets,
    notice_desk,
    notices,
    objections,
    walls,
)
from disclosure.views import object as everyones

urlpatterns: list[URLPattern | URLResolver] = [
    path("", board.board, name="board"),
    path("open-data/", board.open_data_file, name="open-data"),
    path("fund/", board.fund_public, name="fund-public"),
    path("fund/heads/", heads.book_heads, name="book-heads"),
    path("fund/heads/verify/", heads.book_head_verify, name="book-head-verify"),
    # /notices/
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/<str:number>/", notices.notice_detail, name="notice-detail"),
    path("notices/<str:number>/print/", notices.notice_poster, name="notice-poster"),
    path("notices/<str:number>/verify/", notices.notice_verify, name="notice-verify"),
    path("notices/<str:number>/object/", everyones.notice_object, name="notice-object"),
    path("objection/", everyones.objection_check, name="objection-check"),
    path("boards/<int:number>/sheet/", walls.wall_sheet, name="wall-sheet"),
    # /catalogue/
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/<slug:code>/", catalogue.catalogue_topic, name="catalogue-topic"),
    path("suggestions/", include("disclosure.suggestion_urls")),
    path("congress/", include("disclosure.congress_urls")),
    path("supervision/", include("disclosure.inspection_urls")),
    path("", include("disclosure.report_urls")),
    path("never-lets/", never_lets.never_lets_page, name="never-lets"),
    path("never-lets/<slug:key>/", never_lets.never_let_cases, name="never-let-cases"),
    path(
        "never-lets/<slug:key>/<int:year>/<int:number>/",
        never_lets.never_let_cases,
        name="never-let-quarter",
    ),
    # /publish/
    path("publish/", notice_desk.notice_desk, name="notice-desk"),
    path("publish/catalogue/", catalogue.catalogue_desk, name="catalogue-desk"),
    path(
        "publish/catalogue/<slug:code>/register/",
        catalogue.catalogue_register,
        name="catalogue-register",
    ),
    path("publish/meeting/<int:meeting>/", notice_desk.notice_draft, name="notice-draft"),
    path("publish/file/<int:run>/", notice_desk.notice_draft_file, name="notice-draft-file"),
    path(
        "publish/campaign/<int:campaign>/",
        notice_desk.notice_draft_campaign,
        name="notice-draft-campaign",
    ),
    path("publish/boards/", walls.wall_list, name="wall-list"),
    path("publish/boards/<int:number>/", walls.wall, name="wall"),
    path("publish/boards/<int:number>/post/", walls.wall_post, name="wall-post"),
    path("publish/boards/<int:number>/check/", walls.wall_check, name="wall-check"),
    path("publish/postings/<int:pk>/photo/", walls.posting_photo, name="posting-photo"),
    path("publish/postings/<int:pk>/remove/", walls.posting_remove, name="posting-remove"),
    path("publish/walls/<uuid:uid>/", walls.posting_photo_file, name="posting-photo-file"),
    path("publish/objections/", objections.objection_list, name="objection-list"),
    path("publish/objections/<uuid:uid>/", objections.notice_objection, name="notice-objection"),
    path(
        "publish/objections/papers/<uuid:pk>/", objections.objection_paper, name="objection-paper"
    ),
    path("publish/period/", notice_desk.notice_draft_period, name="notice-draft-period"),
    path("publish/release/", notice_desk.notice_release_many, name="notice-release-many"),
    path("publish/proof/<uuid:uid>/", notice_desk.notice_proof, name="notice-proof"),
    path("publish/<int:pk>/note/", notice_desk.notice_note, name="notice-note"),
    path("publish/<int:pk>/step/", notice_desk.notice_step, name="notice-step"),
    path("publish/<int:pk>/correct/", notice_desk.notice_correct, name="notice-correct"),
    path("publish/<int:pk>/", notice_desk.notice_preview, name="notice-preview"),
    path("publish/<int:pk>/send/", notice_desk.notice_send, name="notice-send"),
    path("publish/<int:pk>/release/", notice_desk.notice_release, name="notice-release"),
    path("publish/<int:pk>/return/", notice_desk.notice_return, name="notice-return"),
]
