"""URLs of the suggestions 合理化建议."""

from django.urls import URLPattern, URLResolver, path

from disclosure.views import suggestion_work as work
from disclosure.views import suggestions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", suggestions.suggestion_board, name="suggestion-board"),
    path("desk/", suggestions.suggestion_list, name="suggestion-list"),
    path("desk/new/", suggestions.suggestion_new, name="suggestion-new"),
    path("desk/similar/", suggestions.suggestion_similar, name="suggestion-similar"),
    path("desk/publish/", suggestions.suggestion_publish, name="suggestion-publish"),
    path("desk/best/<int:year>/", suggestions.suggestion_best, name="suggestion-best"),
    path(
        "desk/best/<int:year>/circular/",
        suggestions.suggestion_circular,
        name="suggestion-circular",
    ),
    path("desk/<int:pk>/", suggestions.suggestion_detail, name="suggestion-detail"),
    path("desk/<int:pk>/screen/", work.suggestion_screen, name="suggestion-screen"),
    path("desk/<int:pk>/merge/", work.suggestion_merge, name="suggestion-merge"),
    path("desk/<int:pk>/score/", work.suggestion_score, name="suggestion-score"),
    path("desk/<int:pk>/answer/", work.suggestion_answer, name="suggestion-answer"),
    path("desk/<int:pk>/progress/", work.suggestion_progress, name="suggestion-progress"),
    path("desk/<int:pk>/done/", work.suggestion_done, name="suggestion-done"),
    path("desk/<int:pk>/accept/", work.suggestion_accept, name="suggestion-accept"),
    path("desk/<int:pk>/return/", work.suggestion_return, name="suggestion-return"),
    path("desk/<int:pk>/rate/", work.suggestion_rate, name="suggestion-rate"),
    path("desk/<int:pk>/commend/", work.suggestion_commend, name="suggestion-commend"),
    path("desk/<int:pk>/benefit/", work.suggestion_benefit, name="suggestion-benefit"),
    path(
        "desk/benefits/<int:pk>/decide/",
        work.suggestion_benefit_decide,
        name="suggestion-benefit-decide",
    ),
    path("desk/papers/<int:pk>/", work.suggestion_paper, name="suggestion-paper"),
]
