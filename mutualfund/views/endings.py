"""签领、回访、结案 on screen: what waits, the scan of what was signed, the drawn calls."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mutualfund.actions.claim_calls import (
    draw_claim_sample,
    drawn,
    may_call,
    may_draw,
    record_claim_call,
)
from mutualfund.actions.endings import (
    NONE_TICKED,
    close_claim,
    close_ready,
    enter_signed,
    open_signed_sheet,
)
from mutualfund.call_notes import notes_open
from mutualfund.ending_shapes import (
    MINE,
    SHOWN,
    TO_CLOSE,
    TO_SIGN,
    calls_for,
    calls_of,
    quarter_asked,
    show_asked,
    undrawn,
    waiting_claims,
)
from mutualfund.forms.claims import ReasonForm
from mutualfund.forms.endings import ClaimCallForm
from mutualfund.models import CallAnswer, Claim, ClaimCall, ClaimSample, SignedSheet
from mutualfund.views.claims import claim_or_404
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.days import Quarter
from welfare.errors import Refused
from welfare.paging import page_of
from welfare.uploads import as_download

ACTIVE = "claim-list"
QUARTERS_OFFERED = 8


@require_GET
@requires("view_claims")
def claim_endings(request: UserRequest) -> HttpResponse:
    """签领和结案: paid claims that wait for the payee's word, for closing, or for words."""
    show = show_asked(request.GET)
    context = {
        "show": show,
        "lists": [
            (key, words, waiting_claims(request.user, key).count()) for key, words in SHOWN.items()
        ],
        "page": page_of(request, waiting_claims(request.user, show)),
        "undrawn": undrawn(on=clock.today()),
        "active": ACTIVE,
    }
    return render(request, "mutualfund/endings/list.html", context)


def _ticked(request: UserRequest) -> list[Claim]:
    keys = [key for key in request.POST.getlist("claims") if key.isdecimal() and len(key) < 19]
    return list(Claim.objects.visible_to(request.user).filter(pk__in=keys))


@require_POST
@requires("intake_claim")
def claim_endings_sign(request: UserRequest) -> HttpResponse:
    """登记签领: one scan for all that are ticked; cash of a photographed batch needs none."""
    file = request.FILES.get("scan")
    with refusals_shown(request):
        scan = file.read() if file else None
        kept = enter_signed(_ticked(request), scan=scan, on=clock.today(), by=request.user)
        messages.success(request, f"登记了 {len(kept)} 件签领。")
    return redirect("claim-endings")


@require_POST
@requires("intake_claim")
def claim_endings_close(request: UserRequest) -> HttpResponse:
    """结案 of all that are ticked."""
    with refusals_shown(request):
        if not (ticked := _ticked(request)):
            raise Refused(NONE_TICKED.split("。", maxsplit=1)[0] + "。")
        count = close_ready(ticked, on=clock.today(), by=request.user)
        messages.success(request, f"{count} 件已结案。")
    return redirect(f"{reverse('claim-endings')}?show={TO_CLOSE}")


@require_POST
@requires("intake_claim")
def claim_close(request: UserRequest, pk: int) -> HttpResponse:
    """结案 of one, with words when the call was no plain yes."""
    claim, form = claim_or_404(request.user, pk), ReasonForm(request.POST)
    with refusals_shown(request):
        words = form.cleaned_data["reason"] if form.is_valid() else ""
        close_claim(claim, words=words, on=clock.today(), by=request.user)
        messages.success(request, f"{claim.number} 已结案。")
    return redirect(claim)


@require_GET
@requires("view_claims")
def signed_sheet_file(request: UserRequest, uid: str) -> HttpResponse:
    """The scan as a download; the look is logged."""
    sheet = get_object_or_404(SignedSheet, uid=uid)
    with refusals_shown(request) as outcome:
        content = open_signed_sheet(sheet, by=request.user)
    if outcome.refused:
        return redirect(f"{reverse('claim-endings')}?show={TO_SIGN}")
    return as_download(content, file_type=sheet.file_type, filename=f"{sheet}.{sheet.file_type}")


@require_GET
@requires("view_claims")
def claim_calls(request: UserRequest) -> HttpResponse:
    """补助回访: the sample of a quarter's payments, what each said, and the draw repeated."""
    on = clock.today()
    quarter, last = quarter_asked(request.GET, on), Quarter.of(on).shifted(-1)
    samples = ClaimSample.objects.filter(year=quarter.year, quarter=quarter.number)
    sample = samples.select_related("drawn_by").first()
    calls = calls_of(quarter)
    keys = sorted(calls.values_list("payment", flat=True))
    is_mine = request.GET.get("show") == MINE
    page = page_of(request, calls_for(request.user) if is_mine else calls)
    context = {
        "is_mine": is_mine,
        "mine": calls_for(request.user).count() if request.user.may_use("call_claims") else 0,
        "notes_open": notes_open(list(page.object_list), request.user),
        "quarter": quarter,
        "quarters": list(last.shifted(1 - QUARTERS_OFFERED).until(last))[::-1],
        "sample": sample,
        "is_whole": sample is not None and drawn(sample) == keys,
        "no_draw": "" if sample else may_draw(quarter, on=on),
        "page": page,
        "waiting": calls.waiting().count(),
        "active": ACTIVE,
    }
    return render(request, "mutualfund/endings/calls.html", context)


@require_POST
@requires("call_claims")
def claim_call_draw(request: UserRequest) -> HttpResponse:
    """抽样 of a quarter's payments, once."""
    on = clock.today()
    quarter = quarter_asked(request.POST, on)
    with refusals_shown(request):
        sample = draw_claim_sample(quarter, on=on, by=request.user)
        messages.success(request, f"已抽 {sample.calls.count()} 个回访，种子 {sample.seed} 留底。")
    return redirect(f"{reverse('claim-calls')}?quarter={quarter.year}-{quarter.number}")


@require_http_methods(["GET", "POST"])
@requires("call_claims")
def claim_call(request: UserRequest, pk: int) -> HttpResponse:
    """One call: whom, about what, what he said."""
    call = get_object_or_404(ClaimCall.objects.about(), pk=pk)
    where = f"{reverse('claim-calls')}?quarter={call.sample.year}-{call.sample.quarter}"
    form = ClaimCallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            answer = CallAnswer(told["answer"])
            record_claim_call(
                call, answer=answer, note=told["note"], on=clock.today(), by=request.user
            )
            messages.success(request, "已记下回访结果。")
        if not outcome.refused:
            return redirect(where)
    context = {
        "call": call, "where": where, "form": form, "no_call": may_call(call, request.user),
        "notes_open": notes_open([call], request.user),
        "active": ACTIVE,
    }  # fmt: skip
    status = 400 if form.errors else 200
    return render(request, "mutualfund/endings/call.html", context, status=status)
