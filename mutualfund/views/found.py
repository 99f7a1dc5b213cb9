"""What the fund's pages with one form share."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render

from welfare.access import UserRequest, said_twice
from welfare.errors import Refused


@dataclass(frozen=True)
class Page:
    """A page that is one form: its words, and where it leads back to."""

    title: str
    action: str
    back: str  # address
    back_words: str
    active: str  # key of the menu line
    intro: str = ""
    told: str = ""  # whom its button tells


def form_page(
    request: UserRequest, form: BaseForm, page: Page, done: Callable[[], str]
) -> HttpResponse:
    """Show the form; when it is sent and fits, do it and go to the address `done` gives.

    A refusal of the action stands above the form like any other mistake.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(done())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except IntegrityError as error:
            form.add_error(None, said_twice(error))
    context = {"form": form, "page_of_form": page, "active": page.active}
    status = 400 if form.errors else 200
    return render(request, "mutualfund/form.html", context, status=status)
