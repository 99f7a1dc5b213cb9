"""Accounts 账号 and roles 角色: who may sign in, as what, and who decided it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.pairings import link_cadre_login
from staff.actions.workers import link_login
from staff.forms.told import ReasonForm
from welfare.access import UserRequest, refusals_shown, requires
from welfare.account_forms import AccountForm, LinkForm, PasswordForm, RolesForm
from welfare.account_page import (
    STATES,
    accounts_asked,
    asked_of,
    history_of,
    holders_of_roles,
    is_past_one_time,
    open_grants_of,
    open_pairings_of,
    role_lines,
    rows_of,
    waiting_words,
)
from welfare.accounts import (
    ONE_TIME_DAYS,
    choose_password,
    lock_account,
    may_grant,
    may_lock,
    may_reset,
    may_unlock,
    open_account,
    reset_password,
    set_roles,
    unlock_account,
)
from welfare.grants import confirm_grant, decline_grant, may_confirm, may_decline
from welfare.models import RoleGrant, User
from welfare.paging import page_of
from welfare.roles import Role


def _account_or_404(user: User, pk: int) -> User:
    return get_object_or_404(User.objects.visible_to(user), pk=pk)


@require_GET
@requires("use_office")
def role_table(request: UserRequest) -> HttpResponse:
    """角色权限: what each role may do, read from roles.py."""
    lines = role_lines(request.user.role_keys(), holders_of_roles(request.user))
    context = {"lines": lines, "may_list": request.user.may_use("view_accounts")}
    return render(request, "welfare/accounts/roles.html", context)


@require_GET
@requires("view_accounts")
def account_list(request: UserRequest) -> HttpResponse:
    """账号 in use, waiting for their first password, closed."""
    asked = asked_of(request.GET)
    page = page_of(request, accounts_asked(request.user, asked))
    context = {
        "asked": asked,
        "states": STATES,
        "roles": Role.choices,
        "page": page,
        "rows": rows_of(page.object_list),
        "may_open": request.user.may_use("manage_accounts"),
    }
    return render(request, "welfare/accounts/list.html", context)


def _link(user: User, form: LinkForm, *, by: User) -> None:
    """Tie the login to the worker and the cadre the form named."""
    if worker := form.cleaned_data["worker_number"]:
        link_login(worker, user, by=by)
    if cadre := form.cleaned_data["cadre_number"]:
        link_cadre_login(cadre, user, by=by)


def _password_told(request: UserRequest, user: User, password: str) -> HttpResponse:
    """The one-time password, on this one page and nowhere else."""
    context = {"account": user, "password": password, "days": ONE_TIME_DAYS}
    return render(request, "welfare/accounts/password.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires("manage_accounts")
def account_new(request: UserRequest) -> HttpResponse:
    """建账号: without roles, with a one-time password."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome, transaction.atomic():
            user, password = open_account(told["username"], name=told["name"], by=request.user)
            _link(user, form, by=request.user)
        if not outcome.refused:
            return _password_told(request, user, password)
    return render(request, "welfare/accounts/new.html", {"form": form})


@never_cache
@require_GET
@requires("view_accounts")
def account_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One account: whose it is, its roles, its history, and what this administrator may do."""
    return _detail(request, _account_or_404(request.user, pk))


def _detail(request: UserRequest, account: User, **forms: object) -> HttpResponse:
    user, row = request.user, rows_of([account])[0]
    ticked = forms["roles"].data.getlist("roles") if "roles" in forms else account.role_keys()  # type: ignore[attr-defined]  # a bound form
    context = {
        "account": account,
        "row": row,
        "lines": role_lines(ticked),
        "history": history_of(account),
        "grants": open_grants_of(account),
        "pairings": open_pairings_of(row.cadre),
        "is_past": is_past_one_time(account),
        "may_manage": user.may_use("manage_accounts"),
        "may_grant": user.may_use("grant_roles"),
        "why_not": {
            "grant": may_grant(account, by=user),
            "lock": may_lock(account, by=user),
            "unlock": may_unlock(account, by=user),
            "reset": may_reset(account, by=user),
        },
        "link_form": forms.get("link") or LinkForm(),
        "form": forms.get("roles") or RolesForm(),
    }
    return render(request, "welfare/accounts/detail.html", context)


@require_POST
@requires("manage_accounts")
def account_link(request: UserRequest, pk: int) -> HttpResponse:
    """绑定 an account to its worker or cadre."""
    account = _account_or_404(request.user, pk)
    form = LinkForm(request.POST)
    if form.is_valid():
        form.refuse_another(account.name)
    if not form.is_valid():
        return _detail(request, account, link=form)
    if not any(form.cleaned_data.values()):
        messages.error(request, "两个工号都没有填，没有什么要绑定。")
        return redirect(account)
    with refusals_shown(request) as outcome, transaction.atomic():
        _link(account, form, by=request.user)
    if not outcome.refused:
        messages.success(request, f"「{account.username}」已绑定。")
    return redirect(account)


@require_POST
@requires("grant_roles")
def account_roles(request: UserRequest, pk: int) -> HttpResponse:
    """授权: all roles of an account at once; what is refused stays ticked beside its reason."""
    account = _account_or_404(request.user, pk)
    form = RolesForm(request.POST)
    if form.is_valid():
        with refusals_shown(request) as outcome:
            told = form.cleaned_data
            set_roles(
                account, form.wanted(), reason=told["reason"], until=told["until"], by=request.user
            )
            messages.success(request, f"{account.name}的角色改好了，他的下一步操作就生效。")
            if words := waiting_words(account):
                messages.warning(request, words)
        if not outcome.refused:
            return redirect(account)
    return _detail(request, account, roles=form)


@require_GET
@requires("confirm_roles")
def grant_list(request: UserRequest) -> HttpResponse:
    """确认授权: roles that wait for a second person, and those that were decided."""
    user = request.user
    page = page_of(request, RoleGrant.objects.select_related("user", "asked_by", "decided_by"))
    context = {
        "page": page,
        "rows": [(one, may_confirm(user, one), may_decline(user, one)) for one in page],
        "waiting": RoleGrant.objects.waiting().count(),
        "may_list": user.may_use("view_accounts"),
    }
    return render(request, "welfare/accounts/grants.html", context)


@require_POST
@requires("confirm_roles")
def grant_decide(request: UserRequest, pk: int) -> HttpResponse:
    """确认 or 不同意."""
    grant = get_object_or_404(RoleGrant, pk=pk)
    with refusals_shown(request):
        if request.POST.get("step") == "confirm":
            confirm_grant(grant, by=request.user)
            messages.success(request, f"{grant}已生效。")
        else:
            decline_grant(grant, by=request.user)
            messages.success(request, f"{grant}没有授予。")
    return redirect("role-grant-list")


def _with_reason(
    request: UserRequest, pk: int, act: Callable[..., object], done: str
) -> HttpResponse:
    """Do something to an account for the reason in the form."""
    account = _account_or_404(request.user, pk)
    with refusals_shown(request):
        act(account, reason=_reason_in(request), by=request.user)
        messages.success(request, f"「{account.username}」{done}")
    return redirect(account)


def _reason_in(request: UserRequest) -> str:
    """The reason, empty when there is none or it is too long to be one."""
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


@require_POST
@requires("manage_accounts")
def account_lock(request: UserRequest, pk: int) -> HttpResponse:
    """停用."""
    return _with_reason(request, pk, lock_account, "已停用，登着的也退出了。")


@require_POST
@requires("grant_roles")
def account_unlock(request: UserRequest, pk: int) -> HttpResponse:
    """恢复."""
    return _with_reason(request, pk, unlock_account, "已恢复，角色和原来一样。")


@never_cache
@require_POST
@requires("grant_roles")
def account_password(request: UserRequest, pk: int) -> HttpResponse:
    """重设密码: the answer to this click shows the one-time password."""
    account = _account_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        password = reset_password(account, reason=_reason_in(request), by=request.user)
    if outcome.refused:
        return redirect(account)
    return _password_told(request, account, password)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_change(request: UserRequest) -> HttpResponse:
    """改密码: one's own, and the first thing after a one-time password."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            user = choose_password(request.user, password=form.cleaned_data["new_password1"])
        if not outcome.refused:
            update_session_auth_hash(request, user)
            messages.success(request, "密码改好了，下次用新密码登录。")
            return redirect("home" if user.may_use("use_office") else "board")
    context = {"form": form, "is_first": request.user.must_change_password}
    return render(request, "welfare/accounts/change.html", context)
