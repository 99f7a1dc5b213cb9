"""Pages that keep nothing of who opened them 不留痕迹: the reports 举报 (security.md J).

No login is looked at, no session begun, no cookie set, nothing of an upload laid on the disk before
it is sealed. There is no CSRF token: it would be a cookie, and these pages know nobody in whose name
another site could speak. `no-referrer` keeps their address out of the logs of the pages after them.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

View = Callable[..., HttpResponse]
MOST_BYTES = 32 * 1024 * 1024  # of all papers of one request


def traceless(view: View) -> View:
    """Mark a view as one that keeps nothing of who opens it; no login is asked for."""
    hidden: Any = csrf_exempt(login_not_required(sensitive_post_parameters()(view)))
    hidden.traceless = True
    return hidden  # type: ignore[no-any-return]  # the same view with marks


def is_traceless(path: str) -> bool:
    """Whether the address leads to such a page."""
    try:
        return bool(getattr(resolve(path).func, "traceless", False))
    except Resolver404:
        return False


class MemoryUpload(FileUploadHandler):
    """Holds an upload in memory. Raises RequestDataTooBig past the limit of all papers."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A paper begins."""
        super().new_file(*args, **kwargs)
        self.held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nobody after us sees the bytes."""
        self.taken += len(raw_data)
        if self.taken > MOST_BYTES:
            raise RequestDataTooBig("papers of a traceless page")
        self.held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The paper as forms know it; its name and type are what the browser said."""
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


class TracelessMiddleware:
    """Before anything reads the form: nobody is signed in, uploads stay in memory."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """No copy of the page stays in the browser, no address of it goes on."""
        response = self.get_response(request)
        if getattr(request, "is_traceless", False):
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def process_view(self, request: HttpRequest, view: View, *arguments: Any) -> None:
        """Once the view is known."""
        if getattr(view, "traceless", False):
            request.is_traceless = True  # type: ignore[attr-defined]  # read above
            request.user = AnonymousUser()
            request.upload_handlers = [MemoryUpload(request)]
