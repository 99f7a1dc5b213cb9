"""Households: the list, one household, its members."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.households import (
    add_member,
    change_member,
    end_member,
    join_household,
    leave_household,
    make_household,
)
from staff.forms.households import JoinForm, MemberForm
from staff.forms.told import ReasonForm
from staff.household_list import asked_of, counts_of, narrowed, page_rows
from staff.models import HardshipFile, Household, HouseholdMember, Worker
from staff.views.found import form_page, worker_or_404
from staff.worker_list import sees_care
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.models import User
from welfare.paging import page_of


def _home_or_404(user: User, pk: int) -> Household:
    return get_object_or_404(Household.objects.visible_to(user), pk=pk)


def _member_or_404(user: User, pk: int) -> HouseholdMember:
    homes = Household.objects.visible_to(user).order_by().values("pk")
    members = HouseholdMember.objects.select_related("household")
    return get_object_or_404(members.filter(household__in=homes), pk=pk)


@require_GET
@requires("view_workers")
def household_list(request: UserRequest) -> HttpResponse:
    """家庭户: all, 双集体户, those with a file; the counts open their list."""
    user = request.user
    asked = asked_of(request.GET, care=sees_care(user))
    homes = Household.objects.visible_to(user)
    page = page_of(request, narrowed(homes, asked))
    context = {
        "page": page,
        "rows": page_rows(page, user),
        "counts": counts_of(homes, asked, care=sees_care(user)),
        "asked": asked,
        "sees_care": sees_care(user),
        "active": "household-list",
    }
    return render(request, "staff/households/list.html", context)


@require_GET
@requires("view_workers")
def household_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One household: its workers, its members, its one file."""
    user, on = request.user, clock.today()
    home = _home_or_404(user, pk)
    members = list(home.members.order_by("ended_on", "pk"))
    files = HardshipFile.objects.visible_to(user).in_force().filter(household=home)
    context = {
        "home": home,
        "workers": home.workers.select_related("station").order_by("pk"),
        "exits": home.exits.select_related("worker", "by"),
        "members": [(member, member.schooling_words(on=on)) for member in members],
        "file": files.select_related("tier", "worker").first(),
        "sees_private": user.may_use("reveal_worker"),
        "is_double": Household.objects.double().filter(pk=home.pk).exists(),
        "join": JoinForm(),
        "active": "household-list",
    }
    return render(request, "staff/households/detail.html", context)


@require_POST
@requires("manage_hardship")
def household_new(request: UserRequest, pk: int) -> HttpResponse:
    """建户 of a worker who has none."""
    worker = worker_or_404(request.user, pk)
    with refusals_shown(request) as outcome:
        home = make_household(worker, by=request.user)
        messages.success(request, f"已建户 {home.number}，接着登记家庭成员。")
    return redirect(worker if outcome.refused else home)


@require_POST
@requires("manage_hardship")
def household_join(request: UserRequest, pk: int) -> HttpResponse:
    """并入本户: another worker, by number."""
    home, form = _home_or_404(request.user, pk), JoinForm(request.POST)
    number = form.cleaned_data["number"].strip().upper() if form.is_valid() else ""
    worker = Worker.objects.visible_to(request.user).filter(number=number).first()
    if worker is None:
        messages.error(request, f"没有工号是「{number}」的职工。按工号并入，同名的人不会并错。")
        return redirect(home)
    with refusals_shown(request):
        join_household(worker, home, by=request.user)
        messages.success(request, f"{worker} 已并入 {home.number}。")
    return redirect(home)


@require_POST
@requires("manage_hardship")
def household_leave(request: UserRequest, pk: int) -> HttpResponse:
    """Take a worker out of his household, with a reason."""
    worker, form = worker_or_404(request.user, pk), ReasonForm(request.POST)
    home = worker.household
    with refusals_shown(request) as outcome:
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        leave_household(worker, reason=words, by=request.user)
        messages.success(request, f"{worker.name} 已移出本户。")
    return redirect(home if outcome.refused and home is not None else worker)


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def member_new(request: UserRequest, pk: int) -> HttpResponse:
    """登记家庭成员."""
    home = _home_or_404(request.user, pk)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member = add_member(home, facts=form.facts(), by=request.user)
        messages.success(request, f"已登记 {member.name}。")
        return redirect(home)
    intro = "在册的职工不在这里登记，请按工号并入本户。"
    return form_page(request, form, home, f"{home.number} 户登记家庭成员", "登记成员", intro)


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def member_edit(request: UserRequest, pk: int) -> HttpResponse:
    """更正家庭成员."""
    member = _member_or_404(request.user, pk)
    form = MemberForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        with refusals_shown(request) as outcome:
            change_member(member, facts=form.facts(), by=request.user)
            messages.success(request, f"{member.name} 已更正。")
        if not outcome.refused:
            return redirect(member.household)
    title = f"更正家庭成员 {member.name}"
    return form_page(request, form, member.household, title, "保存更正")


@require_POST
@requires("manage_hardship")
def member_end(request: UserRequest, pk: int) -> HttpResponse:
    """不再是家庭成员, with a reason."""
    member, form = _member_or_404(request.user, pk), ReasonForm(request.POST)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        end_member(member, reason=words, on=clock.today(), by=request.user)
        messages.success(request, f"{member.name} 已移出，记录留着。")
    return redirect(member.household)
