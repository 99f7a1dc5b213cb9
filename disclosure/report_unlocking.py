"""A handler at work: his private key for twenty minutes, in two halves that meet in no one place.

The session, which lies in the database, holds the key locked; what unlocks it is a cookie that only
his browser has. Neither the database nor a stolen cookie opens a report.
"""

import secrets
from base64 import b64decode, b64encode

from django.conf import settings
from django.http import HttpResponse

from disclosure.actions.handler_keys import key_in_use
from disclosure.models.reports import HandlerKey
from disclosure.report_keys import lock, unlock
from welfare import clock
from welfare.access import UserRequest
from welfare.crypto import Damaged

COOKIE, HELD = "report_key", "report_key"
SECONDS = 20 * 60
PATH = "/reports/"


def _place(key: HandlerKey) -> str:
    return f"report.session:{key.pk}"


def hold(request: UserRequest, response: HttpResponse, key: HandlerKey, private: bytes) -> None:
    """Keep the private key for a while."""
    half = secrets.token_bytes(32)
    locked = lock(half, private, bound_to=_place(key))
    until = clock.now().timestamp() + SECONDS
    request.session[HELD] = [b64encode(locked).decode(), until]
    response.set_cookie(
        COOKIE, half.hex(), max_age=SECONDS, path=PATH, httponly=True, samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def held(request: UserRequest) -> bytes | None:
    """The private key, while the passphrase was given lately in this browser."""
    kept, half = request.session.get(HELD), request.COOKIES.get(COOKIE, "")
    key = key_in_use(request.user)
    if not kept or not half or key is None or clock.now().timestamp() > kept[1]:
        return None
    try:
        return unlock(bytes.fromhex(half), b64decode(kept[0]), bound_to=_place(key))
    except (Damaged, ValueError):
        return None


def let_go(request: UserRequest, response: HttpResponse) -> None:
    """Forget it at once."""
    request.session.pop(HELD, None)
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
