"""From the peer review to the decision on screen, one page a step."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from staff.actions.approvals import (
    approve_certification,
    close_publicity,
    record_peer_review,
    reject_certification,
)
from staff.actions.objections import answer_objection, raise_objection, replace_hearer
from staff.actions.surveys import survey_of
from staff.forms.approvals import AnswerForm, ApproveForm, ObjectionForm, PeerReviewForm
from staff.forms.fields import ReasonForm
from staff.forms.surveys import ReplaceForm
from staff.models import Certification, Duty, Objection, Result, RunKind, Source, Tier
from staff.suggested_leads import leaders_due, suggest_for
from staff.views.steps import file_or_404, people_for, run_or_404, step_page
from welfare import clock
from welfare.access import UserRequest, requires
from welfare.models import User


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_peer(request: UserRequest, pk: int) -> HttpResponse:
    """记评议 and propose the tier."""
    run = run_or_404(request.user, pk)
    form = PeerReviewForm(
        request.POST or None,
        tiers=Tier.objects.in_use(on=run.applied_on),
        initial={"held_on": clock.today()},
    )

    def act() -> None:
        given = form.cleaned_data
        record_peer_review(
            run, tier=given["tier"], raise_reason=given["raise_reason"], held_on=given["held_on"],
            present=given["present"] or 0, agreed=given["agreed"] or 0, minutes=given["minutes"],
            is_skipped=given["is_skipped"], on=clock.today(), by=request.user,
        )  # fmt: skip

    return step_page(
        request, run.file, form, act,
        title="民主评议", button="记下评议", done="评议记好了。",
        told=f"{_suggested(run)}过半数同意，公开编辑就拟公示；没有过半数，也照实记，由工会主席不予认定。"
        "拟定等级不能比收入核算的等级高；突发事件或大病，评议过、写明理由可以提高一级。",
        tells="，去拟公示（没有过半数的，由工会主席不予认定）", tells_able="draft_notice",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def objection_new(request: UserRequest, pk: int) -> HttpResponse:
    """登记不同意见, and ask two others to look into it."""
    run = run_or_404(request.user, pk)
    form = ObjectionForm(request.POST or None, free=people_for(run, Duty.HEAR))

    def act() -> None:
        given = form.cleaned_data
        raise_objection(
            run, words=given["words"], source=Source(given["source"]), who=given["who"],
            handlers=list(given["people"]), on=clock.today(), by=request.user,
        )  # fmt: skip

    return step_page(
        request, run.file, form, act,
        title="登记不同意见", button="登记，请他们核查", done="登记好了，答复以前不审核、不生效。",
        told="填表、初审、调查过这份档案的人要避开，不在名单里。",
        tells="选中的核查人，在他们的工作台",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def objection_replace(request: UserRequest, pk: int) -> HttpResponse:
    """换核查人: one of those who have not signed for another, with the reason."""
    run = run_or_404(request.user, pk)
    open_ones = run.objections.filter(result="").prefetch_related("handlers", "signatures")
    asked = {person.pk for one in open_ones for person in one.unsigned}
    form = ReplaceForm(
        request.POST or None,
        asked=User.objects.filter(pk__in=asked).order_by("name"),
        free=people_for(run, Duty.HEAR).exclude(pk__in=[*asked, request.user.pk]),
    )

    def act() -> None:
        given = form.cleaned_data
        replace_hearer(
            run, old=given["old"], new=given["new"], reason=given["words"], on=clock.today(),
            by=request.user,
        )  # fmt: skip

    return step_page(
        request, run.file, form, act,
        title="换核查人", button="换人", done="换好了，新的核查人在工作台能看到。",
        told="两位都要签字才算答复；签过字的不能换。",
        tells="新的核查人，在他的工作台；原来那位的工作台上不再有",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("survey_hardship")
def objection_answer(request: UserRequest, pk: int) -> HttpResponse:
    """写核查结果, each of those asked for himself; the second reads what the first found."""
    mine = Objection.objects.filter(handlers=request.user).select_related("certification__file")
    objection = get_object_or_404(mine, pk=pk)
    file = file_or_404(request.user, objection.certification.file_id)
    signed = objection.signatures.select_related("handler").exclude(handler=request.user).first()
    before = {"result": signed.result, "answer": str(signed.answer)} if signed else None
    form = AnswerForm(request.POST or None, initial=before)
    told = f"意见：{objection.words!s}（{objection.due_on:%m-%d} 前答复）"
    if signed:
        told += f" {signed.handler.name}已签：{signed.get_result_display()}。您看法不同，就按您查到的写。"
    return step_page(
        request, file, form,
        lambda: answer_objection(
            objection, result=Result(form.cleaned_data["result"]),
            answer=form.cleaned_data["answer"], on=clock.today(), by=request.user,
        ),
        title="核查不同意见", button="签字", icon="pen", told=told,
        done="签好了。核查人都签了，才算答复。",
        tells="工会干事：不属实的接着送审，属实的重新指派调查人" if signed else "另一位核查人，也要签字",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("manage_hardship")
def hardship_close(request: UserRequest, pk: int) -> HttpResponse:
    """公示期满, 送段工会审核."""
    run = run_or_404(request.user, pk)
    form = ReasonForm(request.POST or None, label="贴在哪几处、什么时候拍的照片")
    return step_page(
        request, run.file, form,
        lambda: close_publicity(
            run, posted=form.cleaned_data["words"], on=clock.today(), by=request.user
        ),
        title="公示期满", button="送段工会审核", done="送审了。",
        told=f"公示编号 {run.notice_number}。",
        tells="，去审批", tells_able="approve_hardship",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("approve_hardship")
def hardship_decide(request: UserRequest, pk: int) -> HttpResponse:
    """审批, by somebody with no other part in the case."""
    run = run_or_404(request.user, pk)
    is_change, today, tier = run.kind == RunKind.CHANGE, clock.today(), run.proposed_tier
    is_raised = is_change and tier != run.file.tier
    leaders = leaders_due(run.file, on=today, tier=tier) if is_raised else []
    offers = leaders if is_change else suggest_for(run.file, on=today, tier=tier)
    form = ApproveForm(request.POST or None, offers=offers, keeps_lead=is_change)

    def act() -> None:
        on, words = clock.today(), form.cleaned_data["words"]
        if form.is_agreed:
            approve_certification(
                run, decision_no=words, lead=form.chosen_lead, on=on, by=request.user,
                over_limit=form.cleaned_data.get("over_limit", ""),
                no_leader=form.cleaned_data.get("no_leader", ""),
                senior_opinion=form.cleaned_data["senior_opinion"],
            )  # fmt: skip
        else:
            reject_certification(run, reason=words, on=on, by=request.user)

    led = "选包保责任人，当天结对，没选不能批准"
    if is_change:
        led = "选一位段领导接任，或者写明为什么不换" if leaders else "包保责任人不变"
    return step_page(
        request, run.file, form, act,
        title=f"审批：{run.file.worker.name}，{tier or '（没有拟定等级）'}", button="签字", icon="pen",
        done="审批记好了。", told=f"同意写批准文号，{led}；不同意写原因，本人会看到。",
        tells=_told_of_lead(is_change=is_change, is_passed_on=bool(leaders)),
    )  # fmt: skip


def _told_of_lead(*, is_change: bool, is_passed_on: bool) -> str:
    if not is_change:
        return "上面选的包保责任人，首次走访在他的工作台；本人看到结果"
    return "选了接任的，交接在他的工作台等他接收" if is_passed_on else ""


def _suggested(run: Certification) -> str:
    """What the surveyors found and suggested, for who proposes the tier."""
    survey = survey_of(run)
    if survey is None or not survey.finding:
        return ""
    tier = f"，建议{survey.suggested_tier}" if survey.suggested_tier else "，没有建议等级"
    return f"调查人的结论：{survey.get_finding_display()}{tier}。"
