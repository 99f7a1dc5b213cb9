"""Whoever signs in with a one-time password 临时密码 chooses his own before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN = {"password-change", "logout"}


class FirstPasswordMiddleware:
    """Leads every page that needs a login to 改密码 while `must_change_password` stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *arguments: Any
    ) -> HttpResponse | None:
        """Public pages stay open; they show nobody's own data."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        needs_login = getattr(view, "login_required", True)
        waits = request.user.is_authenticated and request.user.must_change_password
        return redirect("password-change") if waits and needs_login and name not in OPEN else None
