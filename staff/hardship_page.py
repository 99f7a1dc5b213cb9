"""What the page of a hardship file shows beyond its row: stops, signers, and the one next act."""

import datetime as dt
from dataclasses import dataclass, field

from django.urls import reverse

from staff.actions.approvals import judged_of, peer_review_of
from staff.actions.surveys import SHUT, survey_of
from staff.duties import duties_taken, may, may_exit, may_withdraw
from staff.income import Judged
from staff.models import (
    Certification,
    Duty,
    FilePaper,
    FileStatus,
    FileStep,
    HardshipFile,
    Objection,
    PeerReview,
    RunKind,
    Survey,
    Worker,
)
from welfare.days import working_days
from welfare.models import User

S = FileStatus
STOPS = ("本人申请", "材料初审", "入户调查", "民主评议", "公示", "段工会审核", "生效，结对")
STANDS_AT = {
    S.DRAFT: 1, S.APPLIED: 2, S.DOCUMENT_REVIEW: 2, S.RETURNED: 2, S.HOME_SURVEY: 3,
    S.PEER_REVIEW: 4, S.PUBLICITY: 5, S.OBJECTION: 5, S.UNION_REVIEW: 6, S.ACTIVE: 8,
}  # fmt: skip
CHAIN = (
    (Duty.APPLY, "申请"), (Duty.REVIEW, "初审"), (Duty.SURVEY, "调查"), (Duty.PROPOSE, "拟定"),
    (Duty.HEAR, "核查"), (Duty.DECIDE, "审批"),
)  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """One stop of the way: done, now or ahead."""

    number: int
    words: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Link:
    """One link of the chain of signers."""

    words: str
    names: str


@dataclass(frozen=True)
class Bar:
    """The act that is due: its button, or whose turn it is, or why not this reader."""

    title: str
    words: str = ""
    label: str = ""
    url: str = ""
    is_post: bool = False
    blocked: str = ""


@dataclass(frozen=True)
class Shown:
    """Everything the page shows of the latest run."""

    run: Certification | None
    stops: list[Stop] = field(default_factory=list)
    chain: list[Link] = field(default_factory=list)
    judged: Judged | None = None
    survey: Survey | None = None
    peer: PeerReview | None = None
    objections: list[Objection] = field(default_factory=list)
    days: list[dt.date] = field(default_factory=list)

    @property
    def papers(self) -> list[str]:
        """What lies in the file's bag, in words."""
        run = self.run
        found = [FilePaper(key).label for key in run.papers] if run else []
        if self.survey and self.survey.finding:
            found.append(f"入户调查表，照片 {len(self.survey.photos.all())} 张")
        if run and run.notice_number:
            found.append(
                f"公示 {run.notice_number}（{run.publicity_from} 至 {run.publicity_until}）"
            )
        return found


def latest_run(file: HardshipFile) -> Certification | None:
    """The run that is open, or the last one; None for a file taken over from paper."""
    rows = file.certifications.select_related(
        "asked_tier", "proposed_tier", "filled_by", "reviewer"
    )
    run = rows.order_by("-pk").first()
    if run is not None:
        run.file = file
    return run


def reads_all(user: User) -> bool:
    """Whether this reader, who may see the file, reads what is told in it and its photographs."""
    return any(
        user.may_use(name) for name in ("manage_hardship", "approve_hardship", "survey_hardship")
    )


def may_see_worker(user: User, file: HardshipFile) -> bool:
    """Whether the worker's own page opens to this reader: a surveyor reads the file, not the person.

    One query.
    """
    if not user.may_use("view_workers"):
        return False
    return Worker.objects.visible_to(user).filter(pk=file.worker_id).exists()


def shown_of(run: Certification | None, *, on: dt.date) -> Shown:
    """Load what the page shows of a run. A fixed number of queries."""
    if run is None:
        return Shown(None)
    days: list[dt.date] = []
    if run.publicity_from and run.publicity_until:
        days = working_days(run.publicity_from, run.publicity_until)
    objections = run.objections.prefetch_related("handlers", "signatures__handler")
    objections = objections.select_related("answered_by")
    return Shown(
        run, _stops(run), _chain(run), judged_of(run), survey_of(run), peer_review_of(run),
        list(objections), days,
    )  # fmt: skip


def _stops(run: Certification) -> list[Stop]:
    at = STANDS_AT.get(FileStatus(run.status), 0)
    notes = {1: f"{run.applied_on:%m-%d}"}
    if run.publicity_from and run.publicity_until:
        notes[5] = f"{run.publicity_from:%m-%d} 至 {run.publicity_until:%m-%d}"
    if run.decided_on:
        notes[6] = f"{run.decided_on:%m-%d}"
    skipped = 2 if run.kind == RunKind.CHANGE else 0  # a tier change begins with the survey
    return [
        Stop(n, words, "done" if n < at else "now" if n == at else "", notes.get(n, ""))
        for n, words in enumerate(STOPS, start=1)
        if n == 1 or n > skipped
    ]


def _chain(run: Certification) -> list[Link]:
    taken = duties_taken(run)
    names = dict(User.objects.filter(pk__in=taken).values_list("pk", "name"))
    by_duty = {
        duty: "、".join(names[pk] for pk in sorted(taken) if duty in taken[pk]) for duty, _ in CHAIN
    }
    worker = run.file.worker.name
    if run.kind == RunKind.CHANGE:
        by_duty[Duty.APPLY] = f"{by_duty[Duty.APPLY]}（工会提出）"
    elif by_duty[Duty.APPLY]:
        by_duty[Duty.APPLY] = f"{worker}（{by_duty[Duty.APPLY]}代填）"
    else:
        by_duty[Duty.APPLY] = worker
    return [Link(words, by_duty[duty]) for duty, words in CHAIN]


def bar_for(file: HardshipFile, shown: Shown, user: User, *, on: dt.date) -> Bar:
    """The sticky bar: what this reader can do now, or whose turn it is."""
    run = shown.run
    if run is not None and not run.is_over:
        return _BARS[FileStatus(run.status)](run, shown, user, on)
    if file.status == S.EXIT_PROPOSED:
        blocked = may_exit(user, file) if user.may_use("approve_hardship") else ""
        return _act(file, user, "approve_hardship", "有人提出退档，等工会主席审批",
                    f"期限 {file.exit_due_on:%m-%d}" if file.exit_due_on else "",
                    ("审批退档", "hardship-exit-decide"), blocked=blocked)  # fmt: skip
    if file.status == S.RECHECK_DUE:
        words = f"{file.recheck_on:%Y-%m-%d} 起该复核" if file.recheck_on else ""
        return _act(file, user, "manage_hardship", "到了复核的日子", words,
                    ("复核", "hardship-recheck"))  # fmt: skip
    if file.status == S.ACTIVE:
        return _bar_active(file)
    return Bar(file.get_status_display())


def _act(
    file: HardshipFile,
    user: User,
    permission: str,
    title: str,
    words: str,
    button: tuple[str, str],
    *,
    is_post: bool = False,
    blocked: str = "",
) -> Bar:
    if not user.may_use(permission):
        return Bar(title, words)
    label, name = button
    return Bar(title, words, label, reverse(name, args=[file.pk]), is_post, blocked)


def _due(run: Certification, on: dt.date) -> str:
    if run.due_on is None:
        return ""
    if run.due_on < on:
        return f"期限 {run.due_on:%m-%d}，已超过 {(on - run.due_on).days} 天"
    return f"期限 {run.due_on:%m-%d}"


def _bar_draft(run: Certification, shown: Shown, user: User, on: dt.date) -> Bar:
    return _act(run.file, user, "manage_hardship", "等本人签字", "授权核查、如实承诺、同意公示",
                ("记本人签字", "hardship-sign"), blocked=may(user, Duty.APPLY, run))  # fmt: skip


def _bar_applied(run: Certification, shown: Shown, user: User, on: dt.date) -> Bar:
    return _act(run.file, user, "manage_hardship", "等收件初审", _due(run, on),
                ("收件", "hardship-receive"), is_post=True,
                blocked=may(user, Duty.REVIEW, run))  # fmt: skip


def _bar_review(run: Certification, shown: Shown, user: User, on: dt.date) -> Bar:
    return _act(run.file, user, "manage_hardship", "材料初审", _due(run, on),
                ("核对材料", "hardship-papers"), blocked=may(user, Duty.REVIEW, run))  # fmt: skip


def _bar_returned(run: Certification, shown: Shown, user: User, on: dt.date) -> Bar:
    return _act(run.file, user, "manage_hardship", "等本人补材料",
                f"{run.missing}。{_due(run, on)}", ("材料补齐了", "hardship-supplement"),
                blocked=may(user, Duty.HANDLE, run))  # fmt: skip


def _bar_survey(run: Certification, shown: Shown, user: User, on: dt.date) -> Bar:
    survey = shown.survey
    if survey is None:
        return _act(run.file, user, "manage_hardship", "等指派两名调查人", _due(run, on),
                    ("指派调查人", "hardship-surveyors"),
                    blocked=may(user, Duty.HANDLE, run))  # fmt: skip
    signs = list(survey.signatures.all())
    waiting = "、".join(sign.surveyor.name for sign in signs if sign.signed_at is None)
    mine = next((sign for sign in signs if sign.surveyor_id == user.pk), None)
    title = f"等{waiting}签字" if survey.finding else f"等{waiting}入户调查"
    if mine is None or mine.signed_at or not user.may_use("survey_hardship"):
        return Bar(title, _due(run, on))
    return Bar("轮到我入户调查", _due(run, on), "填调查表、签字",
               reverse("hardship-survey", args=[run.file_id]))  # fmt: skip


def _bar_peer(run: Certification, shown: Shown, user: User, on: dt.date) -> Bar:
    if shown.survey is not None and shown.survey.finding in SHUT:
        words = shown.survey.get_finding_display()
        return _decide(run, user, f"调查结论是{words}，等工会主席决定", on)
    if shown.peer is None:
        return _act(run.file, user, "manage_hardship", "等民主评议",
                    f"评议后拟定等级，再公示。{_due(run, on)}", ("记评议", "hardship-peer"),
                    blocked=may(user, Duty.PROPOSE, run))  # fmt: skip
    if not shown.peer.is_passed:
        return _decide(run, user, "评议没有过半数，等工会主席不予认定", on)
    return Bar("等公示", "公示由公开编辑拟、监督小组放行，至少 5 个工作日")


def _bar_publicity(run: Certification, shown: Shown, user: User, on: dt.date) -> Bar:
    if waiting := [one for one in shown.objections if not one.result]:
        title = f"{len(waiting)} 条不同意见还没有请人核查"
        words = f"答复以前不审核、不生效。{min(one.due_on for one in waiting):%m-%d} 前答复"
        if not user.may_use("hear_objections"):
            return Bar(title, words)
        return Bar(title, words, "请人核查", reverse("objection-list"))
    if run.publicity_until and run.publicity_until >= on:
        left = len([day for day in shown.days if day >= on])
        return Bar(f"公示还剩 {left} 个工作日", f"{run.publicity_until:%m-%d} 24:00 截止")
    return _act(run.file, user, "manage_hardship", "公示期满，没有没答复的意见", "",
                ("送段工会审核", "hardship-close"),
                blocked=may(user, Duty.HANDLE, run))  # fmt: skip


def _bar_objection(run: Certification, shown: Shown, user: User, on: dt.date) -> Bar:
    waiting = [one for one in shown.objections if not one.result]
    mine = next((one for one in waiting if user in one.unsigned), None)
    title = f"先把 {len(waiting)} 条不同意见查清"
    if mine is None or not user.may_use("survey_hardship"):
        return Bar(title, f"答复以前不审核、不生效。{_due(run, on)}")
    return Bar(title, _due(run, on), "写核查结果", reverse("objection-answer", args=[mine.pk]))


def _decide(run: Certification, user: User, title: str, on: dt.date) -> Bar:
    blocked = may(user, Duty.DECIDE, run) if user.may_use("approve_hardship") else ""
    return _act(run.file, user, "approve_hardship", title, _due(run, on),
                ("审批", "hardship-decide"), blocked=blocked)  # fmt: skip


def _bar_union(run: Certification, shown: Shown, user: User, on: dt.date) -> Bar:
    return _decide(run, user, "等段工会审核", on)


def _bar_active(file: HardshipFile) -> Bar:
    return Bar("在档", f"下次复核 {file.recheck_on:%Y-%m-%d}" if file.recheck_on else "")


_BARS = {
    S.DRAFT: _bar_draft, S.APPLIED: _bar_applied, S.DOCUMENT_REVIEW: _bar_review,
    S.RETURNED: _bar_returned, S.HOME_SURVEY: _bar_survey, S.PEER_REVIEW: _bar_peer,
    S.PUBLICITY: _bar_publicity, S.OBJECTION: _bar_objection, S.UNION_REVIEW: _bar_union,
}  # fmt: skip


def _others_of_run(run: Certification, user: User) -> list[tuple[str, str]]:
    found = []
    if run.status in (S.DRAFT, S.RETURNED) and not may(user, Duty.APPLY, run):
        found.append(("改申请内容", "hardship-edit"))
    if run.status == S.HOME_SURVEY and survey_of(run) is not None:
        found.append(("换调查人", "surveyor-replace"))
    if run.status in (S.PUBLICITY, S.OBJECTION):
        found.append(("登记不同意见", "objection-new"))
    if run.status == S.OBJECTION:
        found.append(("换核查人", "objection-replace"))
    if run.can_become(S.WITHDRAWN) and not may_withdraw(user, run):
        found.append(("撤回", "hardship-withdraw"))
    return found


def others_for(file: HardshipFile, run: Certification | None, user: User) -> list[tuple[str, str]]:
    """What else may be done now: words and address, for holders of the permission."""
    if not user.may_use("manage_hardship"):
        return []
    found = _others_of_run(run, user) if run is not None else []
    if file.status in (S.ACTIVE, S.RECHECK_DUE):
        found += [
            ("复核", "hardship-recheck"),
            ("调整等级", "hardship-change"),
            ("提出退档", "hardship-exit"),
        ]
    if file.status == S.EXITED:
        found.append(("记退档回访", "hardship-follow-up"))
    return [(words, reverse(name, args=[file.pk])) for words, name in found]


def history_of(file: HardshipFile) -> list[FileStep]:
    """Everything that happened, latest first. One query."""
    return list(FileStep.objects.of_file(file))
