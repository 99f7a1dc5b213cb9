"""公开栏 in the office: what hangs where, with photographs; and for everyone the sheet of a whole wall."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from disclosure.actions.boards import (
    add_posting_photo,
    check_board,
    open_posting_photo,
    post_notice,
    remove_posting,
)
from disclosure.forms.walls import CheckForm, PhotoForm, PostForm, RemoveForm
from disclosure.models import Board, Notice, Posting, PostingPhoto
from disclosure.wall_sheet import sheet_of
from disclosure.walls import Wall, narrowed_walls, walls
from staff.views.steps import carried_out
from welfare import clock
from welfare.access import UserRequest, refusals_shown, requires
from welfare.form_choices import give_choices
from welfare.paging import page_of
from welfare.uploads import as_download


@require_GET
@requires("use_office")
def wall_list(request: UserRequest) -> HttpResponse:
    """Every board with its coverage; ?show=gaps those that fail."""
    rows = walls(on=clock.today())
    shown = request.GET.get("show", "")
    context = {
        "page": page_of(request, narrowed_walls(request.GET.dict(), rows)),
        "shown": shown,
        "all": len(rows),
        "gaps": len(narrowed_walls({"show": "gaps"}, rows)),
    }
    return render(request, "disclosure/walls/list.html", context)


def _wall_or_404(number: int) -> Wall:
    found = walls(on=clock.today(), number=number)
    if not found:
        raise Http404("no such board")
    return found[0]


def _page(
    request: UserRequest,
    wall: Wall,
    *,
    post: PostForm | None = None,
    check: CheckForm | None = None,
) -> HttpResponse:
    waiting = [line.notice.pk for line in wall.lines if line.is_running and line.posting is None]
    form = post or PostForm()
    give_choices(form, notice=Notice.objects.filter(pk__in=waiting))
    context = {
        "wall": wall,
        "page": page_of(request, wall.lines),
        "post": form if waiting or post else None,
        "photo": PhotoForm(auto_id=False),
        "remove": RemoveForm(auto_id=False),
        "check": check or CheckForm(auto_id="check_%s"),
        "may_post": request.user.may_use("draft_notice"),
        "may_check": request.user.may_use("release_notice"),
        "checks": wall.board.checks.select_related("by")[:10],
    }
    status = 400 if post or check else 200
    return render(request, "disclosure/walls/detail.html", context, status=status)


@require_GET
@requires("use_office")
def wall(request: UserRequest, number: int) -> HttpResponse:
    """One board: what had to hang there, with photographs, and its check."""
    return _page(request, _wall_or_404(number))


@require_POST
@requires("draft_notice")
def wall_post(request: UserRequest, number: int) -> HttpResponse:
    """登记张贴."""
    found = _wall_or_404(number)
    form = PostForm(request.POST, request.FILES)
    give_choices(form, notice=Notice.objects.public())

    def act() -> None:
        told, today = form.cleaned_data, clock.today()
        post_notice(
            told["notice"], found.board, poster=told["poster"], photo=form.photo_read(),
            on=today, by=request.user,
        )  # fmt: skip

    if not carried_out(request, form, act):
        return _page(request, found, post=form)
    messages.success(request, "张贴记好了。")
    return redirect(found.board)


@require_POST
@requires("draft_notice")
def posting_photo(request: UserRequest, pk: int) -> HttpResponse:
    """补照片."""
    posting = get_object_or_404(Posting.objects.select_related("board"), pk=pk)
    form = PhotoForm(request.POST, request.FILES)
    with refusals_shown(request):
        photo = form.photo_read() if form.is_valid() else None
        if photo is None:
            messages.error(request, "选一张贴上以后的照片再传。")
        else:
            add_posting_photo(posting, photo, by=request.user)
            messages.success(request, "照片存好了。")
    return redirect(posting.board)


@require_POST
@requires("draft_notice")
def posting_remove(request: UserRequest, pk: int) -> HttpResponse:
    """登记撤下."""
    posting = get_object_or_404(Posting.objects.select_related("board"), pk=pk)
    form = RemoveForm(request.POST, request.FILES)
    with refusals_shown(request):
        told = form.cleaned_data if form.is_valid() else {}
        photo = form.photo_read() if told else None
        remover = told.get("remover", "")
        remove_posting(posting, remover=remover, photo=photo, on=clock.today(), by=request.user)
        messages.success(request, "撤下记好了。")
    return redirect(posting.board)


@require_POST
@requires("release_notice")
def wall_check(request: UserRequest, number: int) -> HttpResponse:
    """可见性检查, by the supervision group."""
    found, form = _wall_or_404(number), CheckForm(request.POST, auto_id="check_%s")

    def act() -> None:
        told = form.cleaned_data
        check_board(
            found.board, in_public_place=told["within_reach"] == "yes", words=told["words"],
            on=clock.today(), by=request.user,
        )  # fmt: skip

    if not carried_out(request, form, act):
        return _page(request, found, check=form)
    messages.success(request, "检查记好了。")
    return redirect(found.board)


@require_GET
@requires("use_office")
def posting_photo_file(request: UserRequest, uid: UUID) -> HttpResponse:
    """One photograph as a download; the look is logged."""
    photo = get_object_or_404(
        PostingPhoto.objects.select_related("posting__board", "posting__notice"), uid=uid
    )
    with refusals_shown(request) as outcome:
        content = open_posting_photo(photo, by=request.user)
    if outcome.refused:
        return redirect(photo.posting.board)
    return as_download(content, file_type=photo.file_type, filename=f"{photo}.{photo.file_type}")


@login_not_required
@require_GET
def wall_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The whole wall on one A3: money, notices, visits, hotline, head of the books."""
    board = get_object_or_404(Board.objects.select_related("branch"), number=number)
    address = request.build_absolute_uri("/")
    kind, _, number_of_line = settings.HOTLINE.rpartition("）")  # 「（路电）023-1234」
    context = {
        "board": board,
        "sheet": sheet_of(address, on=clock.today()),
        "line": (f"{kind}）" if kind else "", number_of_line),
    }
    return render(request, "disclosure/walls/sheet.html", context)
