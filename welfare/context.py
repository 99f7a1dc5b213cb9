"""What every page knows: display modes, menus, stylesheets, whether this is the demo world."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from welfare import clock
from welfare.models import User
from welfare.navigation import Item, address, current, public_nav, sidebar, tabs

# Stylesheets in the order of the design: what stands after the modes and the paper overrules them.
_BASIS = ("tokens", "base", "controls", "components", "flow", "shares")
_MODES = ("display", "print")
_PUBLIC = (
    *(*_BASIS, "public", "board", "notices", "claims", "meetings", *_MODES),
    *("own", "states"),
)
_OFFICE = (
    *(*_BASIS, "office", "home", "pairings", "claims", "fund", "imports", "notices", *_MODES),
    *(
        "workers",
        "meetings",
        "care",
        "sheets",
        "files",
        "forms_paper",
        "desk",
        "accounts",
        "states",
    ),
)
_SHEET = (*_BASIS, *_MODES, "sheets")
PUBLIC_SHEETS = [f"css/{name}.css" for name in _PUBLIC]
OFFICE_SHEETS = [f"css/{name}.css" for name in _OFFICE]
SHEET_SHEETS = [f"css/{name}.css" for name in _SHEET]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the two shells. A view may set `active` itself; the workbench sets `nav_counts`, out
    of the list it shows: elsewhere nothing stands there that would be asked for on every page.
    """
    user = getattr(request, "user", None)
    menus = _office(user) if isinstance(user, User) and user.may_use("use_office") else _NO_OFFICE
    public = public_nav()
    lines: list[Item] = [*public, *(item for part in menus["sidebar"] for item in part.items)]
    return {
        "display": getattr(request, "display", {"size": "", "contrast": ""}),
        **menus,
        "public_nav": public,
        "active": current(request.path, lines),
        "nav_counts": {},
        "board_url": address("board"),
        "mine_url": address("me") or address("login"),
        "public_sheets": PUBLIC_SHEETS,
        "office_sheets": OFFICE_SHEETS,
        "sheet_sheets": SHEET_SHEETS,
        "hotline": settings.HOTLINE,
        "demo": settings.DEMO,
        "demo_day": clock.today() if settings.DAYS_BACK else None,
    }


_NO_OFFICE: dict[str, Any] = {
    "sidebar": [],
    "tabs": [],
    "home_url": "",
    "find_url": "",
    "visit_url": "",
}


def _office(user: User) -> dict[str, Any]:
    """Menus and addresses for someone of the union office."""
    return {
        "sidebar": sidebar(user),
        "tabs": tabs(user),
        "home_url": address("home"),
        "find_url": address("worker-find") if user.may_use("view_workers") else "",
        "visit_url": address("visit-new") if user.may_use("record_visit") else "",
    }
