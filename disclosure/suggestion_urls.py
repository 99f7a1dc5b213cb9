"""URLs of the suggestions 合理化建议."""

from django.urls import URLPattern, URLResolver, path

from disclosure.views import suggestions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", suggestions.suggestion_board, name="suggestion-board"),
    path("desk/", suggestions.suggestion_list, name="suggestion-list"),
    path("desk/new/", suggestions.suggestion_new, name="suggestion-new"),
    path("desk/<int:pk>/", suggestions.suggestion_detail, name="suggestion-detail"),
    path("desk/<int:pk>/answer/", suggestions.suggestion_answer, name="suggestion-answer"),
    path("desk/<int:pk>/done/", suggestions.suggestion_done, name="suggestion-done"),
    path("desk/<int:pk>/accept/", suggestions.suggestion_accept, name="suggestion-accept"),
    path("desk/<int:pk>/return/", suggestions.suggestion_return, name="suggestion-return"),
    path("desk/<int:pk>/commend/", suggestions.suggestion_commend, name="suggestion-commend"),
]
