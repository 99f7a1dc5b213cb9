"""Pages of the roof: signing in and out, the audit trail, pages for what went wrong."""

import sys

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from welfare import clock
from welfare.access import UserRequest, requires
from welfare.accounts import note_sealed_login
from welfare.forms import SignInForm
from welfare.models import AuditEntry
from welfare.paging import page_of

OWN_DEVICE_SECONDS = 8 * 3600


def _next_page(request: HttpRequest) -> str:
    """Where to go after signing in: the page asked for, the office, or one's own page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if safe:
        return wanted
    office = request.user.is_authenticated and request.user.may_use("use_office")
    return resolve_url("home" if office else "me")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """登录. One answer for a wrong name and a wrong password."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(
            request,
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
        )
        if user is not None and user.is_past_one_time(clock.now()):
            form.add_error(None, "临时密码过期了，请安全管理员核对本人后再重设一个。")
        elif user is not None:
            login(request, user)
            if user.is_superuser:
                note_sealed_login(user)
            user.last_login = clock.now()  # Django's own hand takes the machine's clock
            user.save(update_fields=["last_login"])
            own = form.cleaned_data["device"] == "own"
            request.session.set_expiry(OWN_DEVICE_SECONDS if own else 0)
            return redirect(_next_page(request))
        else:
            form.add_error(None, "登录名或密码不对，再看一遍大小写。连错 5 次要等半小时。")
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "welfare/login.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出: ends the session and asks the browser to forget the pages."""
    logout(request)
    messages.success(request, "已退出登录。")
    response = redirect("board")
    response["Clear-Site-Data"] = '"cache"'
    return response


def locked_out(request: HttpRequest, credentials: object = None) -> HttpResponse:
    """Too many wrong passwords for one name (welfare.settings.AXES_…)."""
    return render(request, "429.html", status=429)


@require_GET
@requires("view_audit")
def audit_list(request: UserRequest) -> HttpResponse:
    """操作日志, newest first."""
    entries = AuditEntry.objects.select_related("actor")
    return render(request, "welfare/audit.html", {"page": page_of(request, entries)})


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's CSRF token does not fit: usually a page left open over a sign-out."""
    context = {"reason": "这一页打开太久了。退回去刷新一下，再提交一次。"}
    return render(request, "403.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for a form longer than settings.DATA_UPLOAD_MAX_MEMORY_SIZE."""
    code = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{code}.html", status=code)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason a guard gave."""
    given = str(exception) if isinstance(exception, PermissionDenied) else ""
    return render(request, "403.html", {"reason": given}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not yours; the page does not tell which."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away or too busy: touches neither it nor the session.

    Django calls this from the `except` that caught the error, so the error can be asked for.
    """
    away = isinstance(sys.exception(), OperationalError | InterfaceError)
    code = 503 if away else 500
    return render(None, f"{code}.html", status=code)
