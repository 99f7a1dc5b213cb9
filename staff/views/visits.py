"""Visits 走访: logging one in three steps or from a phone's outbox, the list, one visit."""

import json
import time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.callbacks import confirm_at_next_visit
from staff.actions.doubts import avow_visit, close_doubt, may_avow, may_close
from staff.actions.visits import NewerVisit, latest_visit, record_visit
from staff.forms.visits import STEPS, VisitForm
from staff.models import Found, Mode, Pairing, Visit, VisitAvowal
from staff.visit_list import asked_of, narrowed
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires, told_at
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.paging import page_of

ANSWERS = ("yes", "no")
WORDS = 300  # characters of what was found out
LAST_STEP = 3
STEP_WORDS = ["见了谁", "情况怎样", "核对提交"]
SAVES = ("save", "anyway")  # 提交, and 是另一次，照样记下
WORKER_FILES = ("js/visit_outbox.js", "js/visit_worker.js")


def _form(request: UserRequest) -> VisitForm:
    quarter = Quarter.of(clock.today())
    mine = Pairing.objects.recordable_by(request.user)
    pairings = mine.by_calls(Visit.objects.counting().of_quarter(quarter))
    pairings = pairings.select_related("file__worker__station", "file__tier")
    data = request.POST if request.method == "POST" else None
    initial = {"pairing": request.GET.get("who"), "seen": latest_visit()}
    return VisitForm(data, initial=initial, pairings=pairings, today=clock.today())


def _step(request: UserRequest, form: VisitForm) -> int:
    """The step to show: back where an answer is missing, else where the button leads."""
    if request.method == "GET":
        return 1
    if form.step_errors(1):
        form.forgive(2)  # it is looked at when its turn comes
        return 1
    wanted = {"1": 1, "2": 2, "3": LAST_STEP}.get(request.POST.get("go", ""), LAST_STEP)
    if wanted < LAST_STEP:
        form.forgive(2)
    return 2 if wanted == LAST_STEP and form.step_errors(2) else wanted


def _record(request: UserRequest, form: VisitForm) -> Visit:
    """Record what a valid form says. Raises Refused, and NewerVisit unless told to go on anyway."""
    answers = form.cleaned_data
    return record_visit(
        answers["pairing"],
        visited_on=answers["visited_on"],
        time=answers["visited_time"],
        mode=Mode(answers["mode"]),
        levels=form.levels(),
        needs=answers["needs"],
        note=answers["note"],
        key=answers["key"],
        on=clock.today(),
        by=request.user,
        seen=None if request.POST.get("go") == "anyway" else answers["seen"],
    )


def _tried(request: UserRequest, form: VisitForm) -> Visit | NewerVisit:
    """The visit recorded, or the newer one found instead. Raises Refused."""
    try:
        return _record(request, form)
    except NewerVisit as newer:
        return newer


@never_cache
@require_http_methods(["GET", "POST"])
@requires("record_visit")
def visit_new(request: UserRequest) -> HttpResponse:
    """记走访. Works without script: each step is a page, earlier answers travel along."""
    form = _form(request)
    newer: Visit | NewerVisit | None = None
    step = _step(request, form)
    if request.POST.get("go") in SAVES and form.is_valid():
        with refusals_shown(request, form):
            newer = _tried(request, form)
        if isinstance(newer, Visit):
            return redirect(newer)
        step = form.step_refused() or LAST_STEP
    if form.is_bound:
        form.focus_first(step)
    today = clock.today()
    context = {
        "form": form,
        "step": step,
        "sections": [(number, [form[name] for name in names]) for number, names in STEPS.items()],
        "steps": STEP_WORDS,
        "newer": newer,
        "today": today,
        "drawn": int(time.time()),
        "summary": json.dumps(form.rows_to_check(), ensure_ascii=False),
        "quarter": Quarter.of(today),
        "days_left": (Quarter.of(today).last - today).days,
        "answered": form.answers_in_words() if step == LAST_STEP else {},
    }
    return render(request, "staff/visits/new.html", context)


@never_cache
@require_GET
@requires("record_visit")
def visit_session(request: UserRequest) -> HttpResponse:
    """For a phone's outbox: whose session this is, and the token to send with."""
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})


@never_cache
@require_POST
@requires("record_visit")
def visit_send(request: UserRequest) -> HttpResponse:
    """One visit out of a phone's outbox: saved, refused with words for each field, or something newer is here."""
    form = _form(request)
    if not form.is_valid():
        return _refused(form)
    try:
        visit = _record(request, form)
    except NewerVisit as newer:
        return JsonResponse({"outcome": "newer", "words": str(newer)})
    except Refused as refusal:
        told_at(form, refusal)
        return _refused(form)
    return JsonResponse({"outcome": "saved", "url": visit.get_absolute_url(), "words": str(visit)})


def _refused(form: VisitForm) -> JsonResponse:
    """What is wrong in one sentence, and for each field."""
    errors = {name: "；".join(map(str, words)) for name, words in form.errors.items()}
    words = "；".join(errors.values())
    return JsonResponse({"outcome": "refused", "words": words, "errors": errors})


@login_not_required
@require_GET
def visit_worker(request: UserRequest) -> HttpResponse:
    """The service worker of /visits/: its address decides what it may serve. Holds no data."""
    files = ", ".join(json.dumps(static(name)) for name in WORKER_FILES)
    answer = HttpResponse(f"importScripts({files});", content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
@requires("record_visit")
def visit_list(request: UserRequest) -> HttpResponse:
    """走访记录, latest first; narrowed by what the page of oddities points at."""
    seen = Visit.objects.visible_to(request.user)
    asked = asked_of(request.GET, seen)
    visits = narrowed(seen, asked).select_related(
        "pairing__file__worker__station", "pairing__cadre", "recorded_by"
    )
    may_check = request.user.may_use("check_visits")
    context = {"page": page_of(request, visits), "asked": asked, "may_check": may_check}
    return render(request, "staff/visits/list.html", context)


@require_GET
@requires("record_visit")
def visit_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One visit as it was recorded, and what the worker says to it."""
    visits = Visit.objects.visible_to(request.user).select_related(
        "pairing__file__worker__station",
        "pairing__file__tier",
        "pairing__cadre",
        "recorded_by",
        "confirmation__by",
    )
    visit = get_object_or_404(visits, pk=pk)
    earlier = Visit.objects.visible_to(request.user).filter(
        pairing__file=visit.pairing.file_id, visited_on__lt=visit.visited_on, confirmation=None
    )
    doubts = list(visit.doubts.select_related("owner", "closed_by"))
    open_doubt = next((doubt for doubt in doubts if doubt.found == Found.OPEN), None)
    context = {
        "visit": visit,
        "doubts": doubts,
        "open_doubt": open_doubt,
        "no_close": may_close(request.user, open_doubt) if open_doubt else "",
        "avowal": VisitAvowal.objects.filter(visit=visit).select_related("by").first(),
        "no_avow": may_avow(request.user, visit),
        "today": clock.today(),
        "unconfirmed": earlier.select_related("pairing__cadre").first(),
        "is_proxy": visit.recorded_by_id != visit.pairing.cadre.user_id,
    }
    return render(request, "staff/visits/detail.html", context)


@require_POST
@requires("record_visit")
def visit_ask(request: UserRequest, pk: int) -> HttpResponse:
    """At this visit the worker was asked whether the one before took place."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user), pk=pk)
    if (said := request.POST.get("came", "")) not in ANSWERS:
        messages.error(request, "点一下：职工说来过，还是没来过。")
        return redirect(visit)
    with refusals_shown(request):
        confirm_at_next_visit(visit, came=said == "yes", on=clock.today(), by=request.user)
        messages.success(request, "已记下职工对上次走访的回答。")
    return redirect(visit)


@require_POST
@requires("record_visit")
def visit_avow(request: UserRequest, pk: int) -> HttpResponse:
    """代录确认: the cadre says whether the visit another entered is his."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user), pk=pk)
    if (said := request.POST.get("made", "")) not in ANSWERS:
        messages.error(request, "点一下：是本人走访的，还是没有去过。")
        return redirect(visit)
    with refusals_shown(request):
        made, paper = said == "yes", request.POST.get("paper", "")
        avow_visit(visit, made=made, paper=paper, on=clock.today(), by=request.user)
        told = "从现在起算一次走访。" if made else "不算走访。"
        messages.success(request, f"已记下，{told}")
    return redirect(visit)


@require_POST
@requires("check_visits")
def visit_look_into(request: UserRequest, pk: int) -> HttpResponse:
    """核实 a visit the worker knows nothing of: it stands, or it never took place."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user), pk=pk)
    doubt = get_object_or_404(visit.doubts.open())
    if (found := request.POST.get("found", "")) not in (Found.STANDS, Found.VOID):
        messages.error(request, "点一下：核实来过，还是核实没来。")
        return redirect(visit)
    with refusals_shown(request):
        words = request.POST.get("words", "")[:WORDS]
        close_doubt(
            doubt, stands=found == Found.STANDS, words=words, on=clock.today(), by=request.user
        )
        messages.success(request, "已记下核实结果，走访任务按它重新算。")
    return redirect(visit)
