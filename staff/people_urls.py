"""URLs of people at any date, households, insurances and kinship."""

from django.urls import URLPattern, URLResolver, include, path

from staff.views import (
    cards,
    corrections,
    departures,
    households,
    insurances,
    kinships,
    tenures,
)

# /workers/<pk>/
worker_urls = [
    path("edit/", tenures.worker_edit, name="worker-edit"),
    path("move/", tenures.worker_move, name="worker-move"),
    path("move/undo/", tenures.worker_move_undo, name="worker-move-undo"),
    path("leave/", departures.worker_leave, name="worker-leave"),
    path("leave/undo/", departures.worker_leave_undo, name="worker-leave-undo"),
    path("return/", departures.worker_return, name="worker-return"),
    path("card/", cards.card_change, name="card-change"),
    path("insurance/", insurances.insurance_new, name="insurance-new"),
    path("kin/", kinships.kinship_new, name="kinship-new"),
    path("household/", households.household_new, name="household-new"),
    path("household/leave/", households.household_leave, name="household-leave"),
]

# /households/<pk>/
household_urls = [
    path("", households.household_detail, name="household-detail"),
    path("join/", households.household_join, name="household-join"),
    path("members/new/", households.member_new, name="member-new"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("workers/on-date/", tenures.worker_on_date, name="worker-on-date"),
    path("workers/left/", departures.departure_list, name="departure-list"),
    path("cards/", cards.card_list, name="card-list"),
    path("cards/<int:pk>/confirm/", cards.card_confirm, name="card-confirm"),
    path("cards/<int:pk>/drop/", cards.card_drop, name="card-drop"),
    path("workers/<int:pk>/", include(worker_urls)),
    path("households/", households.household_list, name="household-list"),
    path("households/<int:pk>/", include(household_urls)),
    path("members/<int:pk>/edit/", households.member_edit, name="member-edit"),
    path("members/<int:pk>/end/", households.member_end, name="member-end"),
    path("kin/<int:pk>/end/", kinships.kinship_end, name="kinship-end"),
    path("corrections/", corrections.correction_list, name="correction-list"),
    path("corrections/<int:pk>/", corrections.correction_answer, name="correction-answer"),
    path("insurance/", insurances.insurance_list, name="insurance-list"),
]
