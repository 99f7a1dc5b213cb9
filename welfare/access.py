"""Doors of the house: who may open a page (403), and how a refusal reaches it.

The other two doors stand with the data: `visible_to(user)` on every queryset (404) and the
`may_…` functions of separation of duties.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError
from django.forms import Form
from django.http import HttpRequest, HttpResponse

from welfare.errors import Refused, RefusedField
from welfare.models import User
from welfare.roles import PERMISSIONS

PUBLIC = "public"  # no login
LOGIN = "login"  # any account
MEANWHILE = "刚才有人办了同一件事，您这一次没有记上。刷新一下看现在的情况。"
CROSSED = ("40P01", "40001")  # deadlock, serialization failure

TWICE = "23505"  # unique violation

View = Callable[..., HttpResponse]


class UserRequest(HttpRequest):
    """A request of someone logged in."""

    user: User


def requires(codename: str) -> Callable[[View], View]:
    """Open the view only to holders of a permission; others get 403 with the reason.

    Raises KeyError at import for a codename that is not in roles.PERMISSIONS.
    """
    words = PERMISSIONS[codename]

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.may_use(codename):
                raise PermissionDenied(f"这一页要有「{words}」的权限，请找系统管理员。")
            return view(request, *args, **kwargs)

        guarded.required_permission = codename  # type: ignore[attr-defined]  # read by the start-up check
        return guarded

    return guard


@dataclass
class Outcome:
    """Whether the block inside `refusals_shown` was refused, and with what words."""

    refusal: str = ""

    @property
    def refused(self) -> bool:
        """True when an action said no."""
        return bool(self.refusal)


def said_twice(error: IntegrityError) -> str:
    """What to say to the second of two who did the same at once; any other error goes on."""
    if getattr(error.__cause__, "sqlstate", "") != TWICE:
        raise error
    return MEANWHILE


def told_at(form: Form, refusal: Refused) -> None:
    """Put a refusal into the form: at the field it is about, where the form has it, else on top."""
    fields = refusal.fields if isinstance(refusal, RefusedField) else ()
    form.add_error(next((name for name in fields if name in form.fields), None), str(refusal))


@contextmanager
def refusals_shown(request: HttpRequest, form: Form | None = None) -> Iterator[Outcome]:
    """Turn a Refused into a message on the next page, or into an error of the form that is shown
    again; the view goes on after the block.

    So is one of two who waited for each other, or did the same: the database undid what he began.
    """
    outcome = Outcome()
    try:
        yield outcome
    except Refused as refusal:
        outcome.refusal = str(refusal)
        if form is not None:
            told_at(form, refusal)
            return
    except IntegrityError as error:
        outcome.refusal = said_twice(error)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") not in CROSSED:
            raise
        outcome.refusal = "刚才有人同时在办这一件，您这一次没有记上。请看一眼现在的情况，再点一次。"
    if outcome.refused:
        messages.error(request, outcome.refusal)
