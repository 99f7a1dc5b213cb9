"""URLs of staff."""

from django.urls import URLPattern, URLResolver, include, path

from staff.views import campaigns, norms, proxies, roster_repairs, rosters, sheets, workers

# /campaigns/<pk>/  (the page itself and the money stand with the fund: mutualfund/urls.py)
campaign_urls = [
    path("edit/", campaigns.campaign_edit, name="campaign-edit"),
    path("lock/", campaigns.campaign_lock, name="campaign-lock"),
    path("notify/", campaigns.campaign_notify, name="campaign-notify"),
    path("receipt/", campaigns.campaign_receipt, name="campaign-receipt"),
    path("goods/<int:goods>/bought/", campaigns.campaign_purchase, name="campaign-purchase"),
    path("goods/<int:goods>/left/", campaigns.campaign_leftover, name="campaign-leftover"),
    path("finish/", campaigns.campaign_finish, name="campaign-finish"),
    path("archive/", campaigns.campaign_archive, name="campaign-archive"),
    path("window/", campaigns.campaign_window, name="campaign-window"),
    path("window/decide/", campaigns.campaign_window_decide, name="campaign-window-decide"),
    path("gifts/", sheets.campaign_gifts, name="campaign-gifts"),
    path("proxies/<int:proxy>/", proxies.campaign_proxy, name="campaign-proxy"),
    path("photos/", sheets.campaign_photos, name="campaign-photos"),
    path("signoff/", sheets.campaign_signoff, name="campaign-signoff"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    # /workers/  (one worker's page stands in the roof: welfare/person.py)
    path("workers/", workers.worker_list, name="worker-list"),
    path("workers/find/", workers.worker_find, name="worker-find"),
    path("", include("staff.people_urls")),
    path("workers/filters/", workers.filter_list, name="filter-list"),
    path("workers/filters/save/", workers.filter_save, name="filter-save"),
    path("workers/filters/<int:pk>/rename/", workers.filter_rename, name="filter-rename"),
    path("workers/filters/<int:pk>/delete/", workers.filter_delete, name="filter-delete"),
    path("", include("staff.matter_urls")),
    # /imports/
    path("imports/", rosters.roster_imports, name="roster-imports"),
    path("imports/blank/", rosters.roster_blank, name="roster-blank"),
    path("imports/<int:pk>/", rosters.roster_import_preview, name="roster-import-preview"),
    path("imports/<int:pk>/commit/", rosters.roster_import_commit, name="roster-import-commit"),
    path("imports/<int:pk>/drop/", rosters.roster_import_drop, name="roster-import-drop"),
    path("imports/<int:pk>/missing/", rosters.roster_import_missing, name="roster-import-missing"),
    path("imports/<int:pk>/read/", rosters.roster_import_read, name="roster-import-read"),
    path("imports/<int:pk>/undo/", rosters.roster_import_undo, name="roster-import-undo"),
    path(
        "imports/<int:pk>/columns/",
        roster_repairs.roster_import_columns,
        name="roster-import-columns",
    ),
    path("imports/<int:pk>/mend/", roster_repairs.roster_import_mend, name="roster-import-mend"),
    path(
        "imports/<int:pk>/rows/<int:row>/repair/",
        roster_repairs.roster_import_repair,
        name="roster-import-repair",
    ),
    # /hardship/, /objections/, /measures/, /canvasses/, /me/hardship/
    path("", include("staff.hardship_urls")),
    # /pairings/, /cadres/, /handovers/, /duties/, /visits/
    path("", include("staff.care_urls")),
    # /campaigns/
    path("campaigns/", campaigns.campaign_list, name="campaign-list"),
    path("campaigns/new/", campaigns.campaign_new, name="campaign-new"),
    path("campaigns/norms/", norms.norm_list, name="norm-list"),
    path("campaigns/norms/<int:pk>/", norms.norm_decide, name="norm-decide"),
    path("campaigns/<int:pk>/", include(campaign_urls)),
    # /sheets/<code>/  what the QR on a sign-off sheet leads to
    path("sheets/<str:code>/", sheets.sheet_detail, name="sheet-detail"),
    path("sheets/<str:code>/avow/", sheets.sheet_avow, name="sheet-avow"),
    path("sheets/<str:code>/photo/", sheets.sheet_photo, name="sheet-photo"),
    path("sheets/<str:code>/lines/<int:gift>/undo/", sheets.sheet_undo, name="sheet-undo"),
    path("sheet-photos/<uuid:uid>/", sheets.sheet_photo_file, name="sheet-photo-file"),
]
