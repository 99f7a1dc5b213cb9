"""大字版 and 高对比: asked for by URL, kept in a cookie, known before the first paint."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

MODES = {"size": "large", "contrast": "high"}  # the value that turns a mode on
OFF = {"size": "standard", "contrast": "normal"}  # the value that turns it off
YEAR = 365 * 24 * 3600  # seconds


class DisplayMiddleware:
    """Puts `request.display` in place: {"size": "large" or "", "contrast": "high" or ""}."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the modes, answer, and keep what the URL asked for.

        A value that is neither on nor off changes nothing: `size` may mean something else there.
        """
        asked = {
            key: request.GET[key] for key in MODES if request.GET.get(key) in (MODES[key], OFF[key])
        }
        display = {}
        for key, on in MODES.items():
            wanted = asked.get(key) or request.COOKIES.get(f"display_{key}")
            display[key] = on if wanted == on else ""
        request.display = display  # type: ignore[attr-defined]  # read by the context processor
        response = self.get_response(request)
        for key in asked:
            _keep(response, key, display[key], secure=request.is_secure())
        return response


def _keep(response: HttpResponse, key: str, value: str, *, secure: bool) -> None:
    """Remember a mode for a year, or forget it."""
    name = f"display_{key}"
    if value:
        response.set_cookie(name, value, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, samesite="Lax")
