"""What a page says after a step: done, refused, or which field is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.forms import Form

from welfare.access import UserRequest, refusals_shown


@contextmanager
def told(request: UserRequest, words: str) -> Iterator[None]:
    """Refusals become a message, success these words."""
    with refusals_shown(request):
        yield
        messages.success(request, words)


def is_valid(request: UserRequest, form: Form) -> bool:
    """Whether the form is whole; each complaint becomes a message."""
    if form.is_valid():
        return True
    for wrong in form.errors.values():
        messages.error(request, f"{wrong[0]}。")
    return False
