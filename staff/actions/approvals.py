"""From the survey to the decision: peer review 评议, notice 公示, union review."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from staff.actions.certifications import end_change, locked_run, refuse_unless, take_step
from staff.actions.hardship import change_tier, next_file_number, recheck_day
from staff.actions.pairings import pair_up
from staff.actions.raised_leads import pass_to_leader
from staff.actions.surveys import SHUT, survey_of
from staff.income import Judged, judge, may_propose
from staff.models import (
    Act,
    Cadre,
    Certification,
    CertificationRule,
    Duty,
    FileStatus,
    PeerReview,
    RunKind,
    Survey,
    Tier,
    TierChange,
)
from staff.models.certifications import LEAST_PUBLICITY_DAYS
from welfare import audit, clock
from welfare.days import working_days
from welfare.errors import Refused, RefusedField
from welfare.models import User


def judged_of(run: Certification) -> Judged | None:
    """The run's latest income test on its ruler; None before the survey. Three queries."""
    test = run.incomes.select_related("line").order_by("-pk").first()
    return judge(test, list(Tier.objects.in_use(on=run.applied_on))) if test else None


def peer_review_of(run: Certification) -> PeerReview | None:
    """The peer review of the run's present round."""
    return run.peer_reviews.filter(round=run.round).select_related("recorded_by").first()


def _refuse_meeting(
    survey: Survey, held_on: dt.date, minutes: str, count: tuple[int, int] | None, on: dt.date
) -> None:
    """`count` is who came and who agreed; None when no meeting was held."""
    called = timezone.localdate(survey.surveyed_at) if survey.surveyed_at else on
    if not called <= held_on <= on or not minutes.strip():
        raise Refused(
            f"评议日期在入户调查（{called:%Y-%m-%d}）和今天之间，评议记录要写；"
            "没有开评议会，写明为什么。"
        )
    if count is not None and (count[0] < 1 or not 0 <= count[1] <= count[0]):
        raise Refused("到会至少 1 人，同意人数不能多于到会人数。")


@transaction.atomic
def record_peer_review(
    run: Certification,
    *,
    tier: Tier,
    raise_reason: str,
    held_on: dt.date,
    present: int,
    agreed: int,
    minutes: str,
    is_skipped: bool,
    on: dt.date,
    by: User,
) -> PeerReview:
    """民主评议, or why none was held, and the tier proposed; then the run waits for its notice.

    Voted down, it proposes nothing and waits for the chair to refuse. Raises Refused when the
    survey says the family does not fit, for a tier the income does not carry (one step up needs a
    meeting and a reason), for counts that cannot be, and for kin or anyone whose duty stands apart.
    """
    run = locked_run(run)
    survey, judged = survey_of(run), judged_of(run)
    if run.status != FileStatus.PEER_REVIEW or survey is None:
        raise Refused(f"现在是「{run.get_status_display()}」，不在评议。")
    if peer_review_of(run) is not None:
        raise Refused("这一轮已经评议过。")
    if survey.finding in SHUT or judged is None:
        raise Refused(f"调查结论是{survey.get_finding_display()}，不能公示。请工会主席不予认定。")
    if reason := may_propose(tier, judged, raise_reason=raise_reason):
        raise Refused(reason)
    if is_skipped and tier.rank > (judged.tier.rank if judged.tier else 0):
        raise Refused("比收入核算提高一级，要开评议会讨论过。")
    _refuse_meeting(survey, held_on, minutes, None if is_skipped else (present, agreed), on)
    review = PeerReview.objects.create(
        certification=run, round=run.round, held_on=held_on, is_skipped=is_skipped, tier=tier,
        present=0 if is_skipped else present, agreed=0 if is_skipped else agreed,
        minutes=minutes.strip(), recorded_by=by, recorded_at=clock.now(),
    )  # fmt: skip
    run.proposed_tier = tier if review.is_passed else None
    run.raise_reason = raise_reason.strip()
    words = "没有开评议会" if is_skipped else f"到会 {present} 人，同意 {agreed} 人"
    words += f"，拟定{tier.name}" if review.is_passed else f"，{tier.name}没有过半数"
    take_step(
        run, Act.PEER_REVIEWED, FileStatus.PEER_REVIEW, duty=Duty.PROPOSE, words=words, on=on,
        by=by,
    )  # fmt: skip
    return review


@transaction.atomic
def start_publicity(
    run: Certification, *, number: str, first: dt.date, last: dt.date, on: dt.date, by: User
) -> Certification:
    """公示开始: called when the notice is released.

    Raises Refused before the peer review or after one that voted it down, for fewer than five
    working days (domain.md 5.5), and for kin.
    """
    run = locked_run(run)
    if len(working_days(first, last)) < LEAST_PUBLICITY_DAYS:
        raise Refused(
            f"公示至少 {LEAST_PUBLICITY_DAYS} 个工作日，{first:%m-%d} 至 {last:%m-%d} 不够。"
        )
    refuse_unless(run, FileStatus.PEER_REVIEW, "公示")
    review = peer_review_of(run)
    if review is None or not review.is_passed:
        raise Refused("还没有评议，或者评议没有过半数，不能公示。")
    run.publicity_from, run.publicity_until, run.notice_number = first, last, number
    words = f"{number}，{first:%m-%d} 至 {last:%m-%d}"
    take_step(run, Act.ANNOUNCED, FileStatus.PUBLICITY, duty=Duty.HANDLE, words=words, on=on, by=by)
    run.due_on = last
    run.save(update_fields=["due_on"])
    return run


@transaction.atomic
def close_publicity(run: Certification, *, posted: str, on: dt.date, by: User) -> Certification:
    """公示期满，没有意见或都已答复: on to the union, with how it was posted.

    Raises Refused before the period is over, with an open objection, without the posting, and for
    kin or who surveyed or heard.
    """
    run = locked_run(run)
    if run.objections.filter(result="").exists():
        raise Refused("还有不同意见没有答复，答复以前不审核。")
    if run.publicity_until is None or run.publicity_until >= on:
        until = f"{run.publicity_until:%m-%d}" if run.publicity_until else "还没有开始"
        raise Refused(f"公示到 {until}，期满第二天起才能送审。")
    if not posted.strip():
        raise Refused("写明贴在哪几处公开栏、什么时候拍的照片。")
    take_step(
        run, Act.NOTICE_OVER, FileStatus.UNION_REVIEW, duty=Duty.HANDLE, words=posted, on=on, by=by
    )
    return run


def _tier_to_approve(run: Certification, *, decision_no: str, lead: Cadre | None) -> Tier:
    """What the run proposes, when it is ripe and nothing of the decision is missing."""
    if not decision_no.strip():
        raise RefusedField("写批准的文号或会议纪要编号。", "words")
    if run.status != FileStatus.UNION_REVIEW or run.proposed_tier is None:
        raise Refused(f"现在是「{run.get_status_display()}」，还不能审批。")
    if run.kind != RunKind.CHANGE and lead is None:
        raise RefusedField("选一位包保责任人。在档一天也不能没有人包保，没选不能批准。", "lead")
    return run.proposed_tier


@transaction.atomic
def approve_certification(
    run: Certification,
    *,
    decision_no: str,
    lead: Cadre | None,
    on: dt.date,
    by: User,
    over_limit: str = "",
    no_leader: str = "",
    senior_opinion: str = "",
) -> Certification:
    """批准: the tier holds from today, the file gets its number, its recheck and its lead.

    A new or re-entered file is paired at once; a tier change keeps its lead, unless it is raised to
    the heaviest tier: then `lead` is the leader asked to take it over. Raises Refused without a
    document or a lead, for anyone with another duty in the case, for kin, and for a lead who is
    kin, has left, or is above the limit or before a free leader without a reason.
    """
    run = locked_run(run)
    tier = _tier_to_approve(run, decision_no=decision_no, lead=lead)
    rule = CertificationRule.objects.in_force(on=on)
    run.decision_no, run.decided_on = decision_no.strip(), on
    run.senior_opinion = senior_opinion.strip()
    file = run.file
    if run.kind != RunKind.CHANGE:
        file.opened_on, file.number = on, next_file_number(on.year)
        file.tier = tier
    file.basis, file.cause = run.decision_no, run.cause
    file.recheck_on = recheck_day(rule, after=on)
    file.save()
    take_step(
        run, Act.APPROVED, FileStatus.ACTIVE, duty=Duty.DECIDE,
        words=f"{tier.name}，{run.decision_no}", on=on, by=by,
    )  # fmt: skip
    if run.kind == RunKind.CHANGE:
        end_change(run, words=run.decision_no, on=on, by=by)
        if file.tier_id != tier.pk:
            file = change_tier(
                file, tier=tier, reason="等级调整", basis=run.decision_no, on=on, by=by
            )
            pass_to_leader(file, to=lead, no_leader=no_leader, on=on, by=by)
    else:
        TierChange.objects.create(
            file=file, on=on, now=tier, reason=run.get_kind_display(), basis=run.decision_no, by=by
        )
    if run.kind != RunKind.CHANGE and lead is not None:
        pair_up(file, lead, on=on, by=by, over_limit=over_limit, no_leader=no_leader)
    audit.record("hardship.approved", file, by=by, tier=tier.key, number=file.number)
    return run


@transaction.atomic
def reject_certification(
    run: Certification, *, reason: str, on: dt.date, by: User
) -> Certification:
    """不予认定 with a written reason; the worker may apply again.

    Raises Refused without a reason, for anyone with another duty in the case, or for kin.
    """
    run = locked_run(run)
    if not reason.strip():
        raise Refused("不予认定要写原因，本人会看到。")
    run.decided_on = on
    take_step(run, Act.REJECTED, FileStatus.REJECTED, duty=Duty.DECIDE, words=reason, on=on, by=by)
    end_change(run, words="不予调整", on=on, by=by)
    return run
