"""大字版 and 高对比: asked for by URL, kept in a cookie, known before the first paint."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

MODES = {"size": "large", "contrast": "high"}
YEAR = 365 * 24 * 3600


class DisplayMiddleware:
    """Puts `request.display` in place: {"size": "large" or "", "contrast": "high" or ""}."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the modes, answer, and keep what the URL asked for."""
        display = {}
        for key, on in MODES.items():
            asked = request.GET.get(key, request.COOKIES.get(f"display_{key}", ""))
            display[key] = on if asked == on else ""
        request.display = display  # type: ignore[attr-defined]  # read by the context processor
        response = self.get_response(request)
        for key in MODES.keys() & request.GET.keys():
            response.set_cookie(
                f"display_{key}",
                display[key],
                max_age=YEAR,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        return response
