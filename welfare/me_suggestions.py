"""提建议 /me/suggestions/: a worker proposes, sees what is alike, and says how his was done."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from disclosure.actions.suggestion_work import rate_own_suggestion
from disclosure.actions.suggestions import propose_own
from disclosure.forms.suggestions import ProposeForm
from disclosure.models import Suggestion, SuggestionField, SuggestionStatus
from staff.models import Rating, Worker
from welfare import clock
from welfare.access import UserRequest, refusals_shown
from welfare.me_page import worker_of

NEAR = 3  # similar ones shown while he types
WORDS = 200  # characters of his own sentence


def _worker_or_404(request: UserRequest) -> Worker:
    worker = worker_of(request.user.pk)
    if worker is None:
        raise Http404("no worker behind this login")
    return worker


@never_cache
@require_http_methods(["GET", "POST"])
def me_suggestion_new(request: UserRequest) -> HttpResponse:
    """The worker's own proposal; who is none is told so at 我的."""
    worker = worker_of(request.user.pk)
    if worker is None:
        return redirect("me")
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_shown(request) as outcome:
            suggestion = propose_own(
                worker, field=SuggestionField(told["field"]), title=told["title"],
                present=told["present"], measure=told["measure"], on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, f"收到了，编号 {suggestion.number}。有了答复，这里看得到。")
        if not outcome.refused:
            return redirect("me")
    context = {"form": form, "active": "me"}
    return render(request, "welfare/me/suggestion_new.html", context)


@never_cache
@require_POST
def me_suggestion_similar(request: UserRequest) -> HttpResponse:
    """What is alike for the words typed so far, names masked; a piece of the page."""
    _worker_or_404(request)
    title, measure = (request.POST.get(key, "")[:500] for key in ("title", "measure"))
    near = Suggestion.objects.like(title, measure)[:NEAR] if title.strip() else []
    return render(request, "disclosure/suggestions/_similar.html", {"near": near})


@require_POST
def me_suggestion(request: UserRequest, pk: int) -> HttpResponse:
    """满意、基本满意、不满意, of who proposed it."""
    rows = Suggestion.objects.of_proposer(_worker_or_404(request))
    suggestion = get_object_or_404(rows, pk=pk)
    said, words = request.POST.get("rating", ""), request.POST.get("words", "").strip()[:WORDS]
    if said not in Rating.values:
        messages.error(request, "点一下：满意，基本满意，还是不满意。")
        return redirect("me")
    with refusals_shown(request):
        done = rate_own_suggestion(suggestion, rating=Rating(said), words=words, by=request.user)
        closed = done.status == SuggestionStatus.IMPLEMENTED
        messages.success(request, "办结了，谢谢您。" if closed else "转回去重新办。")
    return redirect("me")
