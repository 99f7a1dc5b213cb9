"""URLs of pairings, cadres, handovers, duties, visits and call-backs."""

from django.urls import path

from staff.views import cadres, callbacks, handovers, pairings, visit_sheets, visits

urlpatterns = [
    # /pairings/
    path("pairings/", pairings.pairing_matrix, name="pairing-matrix"),
    path("pairings/print/", visit_sheets.visit_sheets, name="visit-sheets"),
    path("workers/visit-sheets/", visit_sheets.worker_visit_sheets, name="worker-visit-sheets"),
    path("pairings/<int:pk>/", pairings.pairing_detail, name="pairing-detail"),
    path("pairings/<int:pk>/plan/", pairings.pairing_plan, name="pairing-plan"),
    path("pairings/<int:pk>/card/", pairings.pairing_card, name="pairing-card"),
    path("pairings/<int:pk>/handover/", handovers.handover_new, name="handover-new"),
    path("handovers/<int:pk>/accept/", handovers.handover_accept, name="handover-accept"),
    path("handovers/<int:pk>/decline/", handovers.handover_decline, name="handover-decline"),
    path("handovers/<int:pk>/withdraw/", handovers.handover_withdraw, name="handover-withdraw"),
    path("duties/", pairings.duty_list, name="duty-list"),
    path("duties/<int:pk>/waive/", pairings.duty_waive, name="duty-waive"),
    # /cadres/
    path("cadres/", cadres.cadre_list, name="cadre-list"),
    path("cadres/new/", cadres.cadre_new, name="cadre-new"),
    path("cadres/<int:pk>/", cadres.cadre_detail, name="cadre-detail"),
    path("cadres/<int:pk>/leave/", cadres.cadre_leave, name="cadre-leave"),
    # /visits/  (the service worker stands here because its address is its scope)
    path("visits/", visits.visit_list, name="visit-list"),
    path("visits/new/", visits.visit_new, name="visit-new"),
    path("visits/send/", visits.visit_send, name="visit-send"),
    path("visits/session/", visits.visit_session, name="visit-session"),
    path("visits/worker.js", visits.visit_worker, name="visit-worker"),
    path("visits/confirm/", callbacks.visit_confirm, name="visit-confirm"),
    path("visits/oddities/", callbacks.visit_oddities, name="visit-oddities"),
    path("visits/callbacks/", callbacks.callback_list, name="callback-list"),
    path("visits/callbacks/draw/", callbacks.callback_draw, name="callback-draw"),
    path("visits/callbacks/<int:pk>/", callbacks.callback_detail, name="callback-detail"),
    path("visits/<int:pk>/", visits.visit_detail, name="visit-detail"),
    path("visits/<int:pk>/avow/", visits.visit_avow, name="visit-avow"),
    path("visits/<int:pk>/look-into/", visits.visit_look_into, name="visit-look-into"),
    path("visits/<int:pk>/ask/", visits.visit_ask, name="visit-ask"),
]
