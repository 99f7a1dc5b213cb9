"""What every page knows: display modes, the sidebar, whether this is the demo world."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from welfare import clock
from welfare.navigation import sidebar


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the two shells."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "display": getattr(request, "display", {"size": "", "contrast": ""}),
        "sidebar": sidebar(user) if signed_in and user.may_use("use_office") else [],  # type: ignore[union-attr, arg-type]  # signed in
        "demo_day": clock.today() if settings.DAYS_BACK else None,
    }
