"""NUL characters 空字符 never reach the database, which has no place for them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

NUL = "\x00"


def _holds_nul(sent: QueryDict) -> bool:
    return any(NUL in name or any(NUL in value for value in sent.getlist(name)) for name in sent)


class PlainTextMiddleware:
    """Answer 400 to a NUL in the path, the query or the form; after the CSRF check."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Look once the view is known, when whoever asks may ask at all."""
        if NUL in request.path or _holds_nul(request.GET) or _holds_nul(request.POST):
            return render(request, "400.html", status=400)
        return None
