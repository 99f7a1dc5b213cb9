"""Reminders 提醒: who will be told before the button, the printed list, the sent log."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from staff.actions.reminders import mail_is_set, remind
from staff.care_shapes import reminders_asked
from staff.models import Reminder
from staff.remindable import Recipient, Thing
from staff.reminding import recipients_on
from staff.worker_list import asked_of, chosen_workers
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.paging import page_of


@require_http_methods(["GET", "POST"])
@requires("send_reminders")
def reminder_desk(request: UserRequest) -> HttpResponse:
    """提醒: everybody with his things; the page says who will be told and how."""
    on = clock.today()
    about = _workers_asked_about(request)
    people = recipients_on(on, about=about)
    if who := request.GET.get("who", ""):
        people = [one for one in people if one.key == who]
    if request.method == "POST":
        return _send(request, people)
    page = page_of(request, people)
    reached = [one for one in page if one.user and one.fresh]
    context = {
        "page": page,
        "who": who,
        "about": about,
        "on": on,
        "reached": reached,
        "by_mail": [one for one in reached if one.email] if mail_is_set() else [],
        "on_paper": [one for one in page if one.user is None],
        "mail_is_set": mail_is_set(),
        "unmailed": Reminder.objects.visible_to(request.user).unmailed().count(),
        "things": sum(len(one.things) for one in people),
        "active": "reminder-desk",
    }
    return render(request, "staff/reminders/desk.html", context)


def _workers_asked_about(request: UserRequest) -> set[int] | None:
    """The workers ticked in the list, or all that its filters ask for; None without either."""
    if not asked_of(request.GET).values and request.GET.get("every") != "1":
        return None
    return set(
        chosen_workers(request.GET, request.user, on=clock.today()).values_list("pk", flat=True)
    )


def _send(request: UserRequest, people: list[Recipient]) -> HttpResponse:
    wanted = set(request.POST.getlist("to"))
    chosen = [one for one in people if one.key in wanted]
    if not chosen:
        messages.error(request, "先勾选要提醒的人。")
        return redirect("reminder-desk")
    with refusals_shown(request):
        made = remind(chosen, on=clock.today(), by=request.user)
        names = "、".join(dict.fromkeys(reminder.person.name for reminder in made))
        messages.success(request, f"已提醒 {names}，共 {len(made)} 件。")
    return redirect("reminder-desk")


@require_GET
@requires("send_reminders")
def reminder_print(request: UserRequest) -> HttpResponse:
    """提醒单 on paper, a slip for each person or a list for each branch company."""
    people = recipients_on(clock.today())
    by_unit = request.GET.get("by") == "unit"
    context = {
        "slips": _by_unit(people) if by_unit else _by_person(people),
        "by_unit": by_unit,
        "on": clock.today(),
        "now": clock.now(),
    }
    return render(request, "staff/reminders/print.html", context)


Slips = list[tuple[str, list[tuple[Recipient, Thing]]]]


def _by_person(people: list[Recipient]) -> Slips:
    return [(f"{p.name}（{p.title}）", [(p, thing) for thing in p.things]) for p in people]


def _by_unit(people: list[Recipient]) -> Slips:
    pairs = [(one, thing) for one in people for thing in one.things]
    pairs.sort(key=lambda pair: (pair[1].unit, pair[0].name, pair[1].due_on))
    return [(unit, list(rows)) for unit, rows in groupby(pairs, key=lambda pair: pair[1].unit)]


@require_GET
@requires("use_office")
def reminder_log(request: UserRequest) -> HttpResponse:
    """提醒记录: who was told what, by whom, and whether the mail left."""
    rows = reminders_asked(request.user, request.GET)
    context = {
        "page": page_of(request, rows),
        "unmailed": request.GET.get("mail") == "failed",
        "active": "reminder-desk",
    }
    return render(request, "staff/reminders/log.html", context)
