"""Every answer to a receipt code looks the same from outside (security.md J4): who watches the network
sees neither by its size nor by its time whether the code opened a report, and so who reported.
"""

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

STEP = (
    32 * 1024
)  # bytes; a page is filled up to a multiple of it, so that only a very long talk shows
OPEN, CLOSE = b"\n<!-- ", b" -->"

View = Callable[..., HttpResponse]


def filled(content: bytes) -> bytes:
    """The page with a comment of random letters behind it: packing does not make it shorter."""
    room = -(len(content) + len(OPEN) + len(CLOSE)) % STEP
    return content + OPEN + secrets.token_hex(room // 2 + 1)[:room].encode() + CLOSE


def evenly(view: View) -> View:
    """Answer a form of a code always as late and as long; a page that was only opened at once."""

    @wraps(view)
    def even(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        began = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code != 429:
            response.content = filled(response.content)
            time.sleep(max(settings.REPORT_SECONDS - (time.monotonic() - began), 0))
        return response

    return even
