"""A number that identifies a person stands in no address 网址: not in a history, a log, the record of an
export or a saved filter.

This is the one place that looks, whichever list reads which words. What is typed into a search form
is stopped in the browser already, and goes to the box that posts (static/js/shell.js).
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import escape_leading_slashes

from welfare.masks import identifies
from welfare.models import User
from welfare.take_out import SHAPES
from welfare.traceless import is_traceless

TOLD = "证件号、手机号和银行卡号不写进网址，没有按它查。"
BOX, WORDS = "找人请用页面上方的搜索框。", "请改用姓名、拼音或编号。"


class AddressMiddleware:
    """Lead to the same page without the number; what was sent is neither used nor written down."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(identifies(word) for name in request.GET for word in request.GET.getlist(name)):
            return _without_number(request)
        return self.get_response(request)


def _without_number(request: HttpRequest) -> HttpResponse:
    kept = request.GET.copy()
    for name in request.GET:
        if any(identifies(word) for word in request.GET.getlist(name)):
            del kept[name]
    if not is_traceless(request.path_info):  # a message would begin a session there
        _tell(request)
    address = escape_leading_slashes(_page(request.path_info))
    return redirect(f"{address}?{kept.urlencode()}" if kept else address)


def _tell(request: HttpRequest) -> None:
    user = request.user
    has_box = isinstance(user, User) and user.may_use("use_office") and user.may_use("view_workers")
    messages.info(request, TOLD + (BOX if has_box else WORDS))


def _page(path: str) -> str:
    """Where to go on: of an export its list, for without the words it would be another export."""
    try:
        shape = SHAPES.get(resolve(path).kwargs.get("shape", ""))
    except Resolver404:
        shape = None
    return reverse(shape.page) if shape else path
