"""Prompts 系统提示: what the night found, each with its fact and its one button."""

import datetime as dt

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from staff.actions.prompts import dismiss_prompt, take_prompt
from staff.care_shapes import of_kind, prompts_asked
from staff.forms.told import ReasonForm
from staff.models import HardshipFile, Prompt, PromptKind, PromptStatus
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.models import User
from welfare.paging import page_of

# kind -> icon, what the one button says, where it leads once the matter stands
ACTS = {
    PromptKind.SCHOOL_AGE: ("mortarboard", "办入学补助", "claim-new", "education"),
    PromptKind.HOSPITAL: ("heart-pulse", "办医疗补助", "claim-new", "medical"),
    PromptKind.DEATH: ("person", "慰问家属，办丧葬补助", "claim-new", "wedding_funeral"),
    PromptKind.MARRIAGE: ("heart", "道贺并办补助", "claim-new", "wedding_funeral"),
    PromptKind.UNTOUCHED: ("folder2-open", "请包保人去看看", "", ""),
    PromptKind.NEVER_HELPED: ("cup-hot", "定帮扶办法", "hardship-plan", ""),
}


@require_GET
@requires("manage_hardship")
def prompt_list(request: UserRequest) -> HttpResponse:
    """系统提示, open ones first shown; four queries and the page's own."""
    user, on = request.user, clock.today()
    all_of_them = Prompt.objects.visible_to(user)
    counts = dict(all_of_them.order_by().values_list("status").annotate(Count("pk")))
    rows, show = prompts_asked(user, request.GET)
    kinds = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    page = page_of(request, of_kind(rows, request.GET))
    context = {
        "page": page,
        "lines": [
            (
                prompt,
                *ACTS[PromptKind(prompt.kind)][:2],
                prompt.days(on=on),
                _draft(user, prompt, on),
            )
            for prompt in page
        ],
        "show": show,
        "kind": request.GET.get("kind", ""),
        "open": counts.get(PromptStatus.OPEN, 0),
        "lists": [(s.value, s.label, counts.get(s, 0)) for s in PromptStatus],
        "kinds": [(k.value, k.label, kinds.get(k, 0)) for k in PromptKind],
        "active": "prompt-list",
    }
    return render(request, "staff/prompts/list.html", context)


def _prompt_or_404(request: UserRequest, pk: int) -> Prompt:
    return get_object_or_404(Prompt.objects.visible_to(request.user), pk=pk)


@require_POST
@requires("manage_hardship")
def prompt_take(request: UserRequest, pk: int) -> HttpResponse:
    """The one button: a matter stands, and the draft it is about opens filled in."""
    prompt = _prompt_or_404(request, pk)
    with refusals_shown(request) as outcome:
        matter = take_prompt(prompt, on=clock.today(), by=request.user)
    if outcome.refused:
        return redirect("prompt-list")
    who = matter.owner.name if matter.owner else ""
    words = f"已立转办单 {matter.number}，由{who}办，{matter.due_on:%m-%d} 前答复。"
    messages.success(request, words)
    return _draft_of(request, prompt) or redirect(matter)


def _draft_of(request: UserRequest, prompt: Prompt) -> HttpResponse | None:
    """The draft the fact starts: a claim once it has happened, the plan of the family's file."""
    _, _, name, _ = ACTS[PromptKind(prompt.kind)]
    if name == "hardship-plan":
        file = HardshipFile.objects.in_force().filter(worker=prompt.worker_id).first()
        return redirect(name, file.pk) if file else None
    if name and prompt.happened_on and prompt.happened_on > clock.today():
        told = f"补助到 {prompt.happened_on:%Y-%m-%d} 才发生，那天以后再受理"
        messages.info(request, f"{told}，在「已立事项」里接着办。")
    address = _draft(request.user, prompt, clock.today())
    return redirect(address) if address else None


def _draft(user: User, prompt: Prompt, on: dt.date) -> str:
    """Where the draft of a claim opens filled in; empty where it starts none, or not yet."""
    _, _, name, kind = ACTS[PromptKind(prompt.kind)]
    if not kind or not prompt.relation or not user.may_use("intake_claim"):
        return ""
    if prompt.happened_on and prompt.happened_on > on:
        return ""
    return f"{reverse(name)}?worker={prompt.worker_id}&kind={kind}&prompt={prompt.pk}"


@require_POST
@requires("manage_hardship")
def prompt_dismiss(request: UserRequest, pk: int) -> HttpResponse:
    """不用办, with the reason."""
    prompt, form = _prompt_or_404(request, pk), ReasonForm(request.POST)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        dismiss_prompt(prompt, reason=words, on=clock.today(), by=request.user)
        messages.success(request, "记下了，这件事不再提示。")
    return redirect("prompt-list")
