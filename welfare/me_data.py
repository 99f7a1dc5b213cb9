"""我的资料 /me/data/: what is kept on me, who looked at it, my copy of it, and asking to put it right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from staff.actions.corrections import ask_correction
from staff.forms.own_data import AskForm
from staff.models import Correction, DataItem
from welfare import clock
from welfare.access import UserRequest, refusals_shown
from welfare.me import own_worker_or_404
from welfare.own_data import basics_of, look_words, looks_of, tables_of, taken_out
from welfare.paging import page_of
from welfare.sheets.book import Page, write_book
from welfare.sheets.formats import SafeXLSX


@never_cache
@require_http_methods(["GET", "POST"])
def me_data(request: UserRequest) -> HttpResponse:
    """Everything kept on me; POST asks to put one thing right."""
    worker, on = own_worker_or_404(request), clock.today()
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = DataItem(form.cleaned_data["item"])
        with refusals_shown(request) as outcome:
            asked = ask_correction(
                worker, item=item, wanted=form.cleaned_data["wanted"], on=on, by=request.user
            )
            messages.success(request, f"交上去了，工会 {asked.due_on:%m-%d} 前答复您。")
        if not outcome.refused:
            return redirect("me-data")
    context = {
        "worker": worker,
        "basics": basics_of(worker),
        "tables": tables_of(worker, on=on),
        "asked": Correction.objects.filter(worker=worker).order_by("-asked_on", "-pk")[:20],
        "form": form,
        "active": "me",
    }
    return render(request, "welfare/me/data.html", context, status=400 if form.errors else 200)


@never_cache
@require_GET
def me_looks(request: UserRequest) -> HttpResponse:
    """谁看过我的资料: each look with its day, its person and its reason."""
    worker = own_worker_or_404(request)
    page = page_of(request, looks_of(worker))
    context = {
        "page": page,
        "looks": [(entry, look_words(entry)) for entry in page],
        "taken": taken_out(worker),
        "active": "me",
    }
    return render(request, "welfare/me/looks.html", context)


@never_cache
@require_POST
def me_copy(request: UserRequest) -> HttpResponse:
    """My copy: everything kept on me as a workbook."""
    worker, on = own_worker_or_404(request), clock.today()
    mark = f"{worker.name}自己的资料，{on:%Y-%m-%d} 下载"
    pages = [Page("基本资料", mark, ("哪一项", "内容"), basics_of(worker))]
    pages += [Page(told.title, mark, told.header, told.rows) for told in tables_of(worker, on=on)]
    looks = [
        (f"{localtime(entry.at):%Y-%m-%d %H:%M}", str(entry.actor or "系统"), look_words(entry))
        for entry in looks_of(worker)
    ]
    pages.append(Page("谁看过", mark, ("时间", "谁", "看了什么"), looks))
    answer = HttpResponse(write_book(pages), content_type=SafeXLSX.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, f"我的资料{on:%Y%m%d}.xlsx")
    return answer
