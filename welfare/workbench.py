"""The to-do list of the workbench 今天要办: what waits for whoever looks, from every package."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from disclosure.catalogue import standings
from disclosure.models import Notice, NoticeObjection, NoticeStatus
from disclosure.sources import certifications_to_announce, meetings_to_announce
from mutualfund.ballot import sitting_of
from mutualfund.campaign_bar import bar_for
from mutualfund.campaign_money import money_of
from mutualfund.models import AgendaItem, Claim, ClaimStatus, Investigation, Meeting, MeetingStatus
from mutualfund.payment_desk import Waiting, desk_for
from staff.campaign_page import board_of
from staff.models import (
    Campaign,
    CampaignStatus,
    DutyStatus,
    Handover,
    HardshipFile,
    RosterImport,
    VisitDuty,
)
from staff.models.rosters import ImportStatus
from welfare.after_death import late_tasks
from welfare.days import Quarter
from welfare.models import User
from welfare.money import yuan
from welfare.workbench_books import BOOKS
from welfare.workbench_care import CARE, told_today
from welfare.workbench_committee import COMMITTEE
from welfare.workbench_matters import hot_matters
from welfare.workbench_tasks import ALONE, Agenda, Task, folded
from welfare.workbench_voices import VOICES


def agenda_for(user: User, *, on: dt.date) -> Agenda:
    """Everything that waits for this person. A fixed number of queries for each of his duties."""
    waiting: list[Task] = []
    for permission, tasks_of in SOURCES:
        if user.may_use(permission):
            waiting += tasks_of(user, on)
    overdue = list(_missed(user, on)) if user.may_use("view_pairings") else []
    again: list[Task] = []
    if user.may_use("view_matters"):
        again, late = hot_matters(user, on)
        overdue += late
    return Agenda(again, overdue, waiting)


def _missed(user: User, on: dt.date) -> Iterator[Task]:
    """Quarters nobody came in, until somebody comes."""
    duties = VisitDuty.objects.visible_to(user).unattended()
    may_record, may_remind = user.may_use("record_visit"), user.may_use("send_reminders")
    told = told_today(on) if may_remind else set()
    for duty in _with_people(duties):
        worker, cadre = duty.pairing.file.worker, duty.pairing.cadre
        late = (on - duty.due_on).days
        yield Task(
            "exclamation-lg",
            worker.name,
            worker.get_absolute_url()
            if user.may_use("view_workers")
            else reverse("pairing-matrix"),
            f"{duty.year} 年{duty.period.words}没有走访，已逾期 {late} 天。"
            f"包保人 {cadre.name}（{cadre.title}）",
            place=worker.station.name,
            tier=duty.pairing.file.tier,
            kind="over",
            action=("补记", _visit_url(duty)) if may_record else None,
            remind=_remind_url(duty) if may_remind and f"duty:{duty.pk}" not in told else "",
            note="今天已提醒" if f"duty:{duty.pk}" in told else "",
        )


def _with_people(duties: "QuerySet[VisitDuty]") -> "QuerySet[VisitDuty]":
    return duties.select_related(
        "pairing__file__worker__station", "pairing__file__tier", "pairing__cadre"
    )


def _remind_url(duty: VisitDuty) -> str:
    cadre = duty.pairing.cadre
    who = f"user-{cadre.user_id}" if cadre.user_id else f"cadre-{cadre.pk}"
    return f"{reverse('reminder-desk')}?who={who}"


def _visit_url(duty: VisitDuty) -> str:
    return f"{reverse('visit-new')}?who={duty.pairing_id}"


def _own_visits(user: User, on: dt.date) -> list[Task]:
    """A cadre's own visits of the running quarter."""
    quarter = Quarter.of(on)
    duties = VisitDuty.objects.of_quarter(quarter).filter(
        status=DutyStatus.PENDING, pairing__cadre__user=user
    )
    return [
        Task(
            "journal-plus",
            f"走访 {duty.pairing.file.worker.name}",
            _visit_url(duty),
            f"{quarter.words}还没去，最晚 {duty.due_on:%m-%d}，还剩 {max((duty.due_on - on).days, 0)} 天",
            place=duty.pairing.file.worker.station.name,
            tier=duty.pairing.file.tier,
            state="待走访",
        )
        for duty in _with_people(duties)
    ]


def _takeovers(user: User, on: dt.date) -> list[Task]:
    """Workers somebody wants to hand over to this cadre."""
    rows = Handover.objects.open().filter(to__user=user)
    return [
        Task(
            "arrow-left-right", f"接收 {row.pairing.file.worker.name}", row.pairing.get_absolute_url(),
            f"{row.pairing.cadre.name} {row.proposed_on:%m-%d} 交接：{row.note!s}",
            tier=row.pairing.file.tier, state="等接收",
        )
        for row in rows.select_related("pairing__cadre", "pairing__file__worker", "pairing__file__tier")
    ]  # fmt: skip


def _findings(user: User, on: dt.date) -> list[Task]:
    rows = Investigation.objects.waiting_for(user).select_related("claim__member__worker")
    tasks = [
        Task(
            "search",
            f"核实 {row.claim.member.worker.name}的情况",
            reverse("claim-finding", args=[row.claim_id]),
            f"{row.claim.get_kind_display()}，{row.claim.event!s}。上门核实，我是调查人之一",
            row.claim.number,
            kind="info",
            state="调查核实",
        )
        for row in rows
    ]
    return folded(tasks, "上门核实申请", reverse("investigation-list"))


def _claims_in(status: ClaimStatus, verb: str, picture: str) -> Callable[..., list[Task]]:
    """Claims that wait in a state for the office."""

    def tasks_of(user: User, on: dt.date) -> list[Task]:
        claims = Claim.objects.visible_to(user).filter(status=status)
        if status == ClaimStatus.DELIBERATING:
            claims = claims.exclude(pk__in=AgendaItem.objects.standing().values("claim"))
        tasks = [
            Task(
                picture,
                f"{verb} {claim.member.worker.name}的{claim.get_kind_display()}",
                claim.get_absolute_url(),
                f"{yuan(claim.asked_amount)} 元，{claim.applied_on:%m-%d} 申请，"
                f"已等 {(on - claim.applied_on).days} 天",
                claim.number,
                state=claim.get_status_display(),
            )
            for claim in claims.select_related("member__worker").order_by("applied_on", "pk")
        ]
        return folded(tasks, verb, f"{reverse('claim-list')}?state={status.value}")

    return tasks_of


def _of_the_dead(user: User, on: dt.date) -> list[Task]:
    """Money stopped by the applicant's death, until a relative is entered who takes it."""
    claims = Claim.objects.visible_to(user).stopped_by_death().select_related("member__worker")
    tasks = [
        Task(
            "slash-circle",
            f"登记代领人：{claim.member.worker.name}",
            claim.get_absolute_url(),
            f"{claim.member.worker.died_on:%Y-%m-%d} 去世，{yuan(claim.amount)} 元停付",
            claim.number,
            kind="over",
            state="停付",
        )
        for claim in claims
    ]
    return folded(tasks, "登记代领人", reverse("claim-list"))


def _votes(user: User, on: dt.date) -> list[Task]:
    """Claims of open meetings where this member's vote is awaited, and, for the chair, ripe ones."""
    found = []
    for meeting in Meeting.objects.filter(status=MeetingStatus.OPEN).select_related("chair"):
        sitting = sitting_of(meeting)
        seats = [ballot.seat_of(user.pk) for ballot in sitting.ballots]
        mine = sum(seat is not None and seat.is_awaited for seat in seats)
        url = meeting.get_absolute_url()
        if mine:
            told = f"{meeting.held_on:%m-%d} {meeting.place}"
            found.append(
                Task("people", f"表决 {meeting}", url, told, "", state=f"{mine} 件", weight=mine)
            )
        ripe = len(sitting.ripe) if meeting.chair.user_id == user.pk else 0
        if ripe:
            told = "票齐了，等主任委员签发"
            found.append(
                Task("pencil", f"签发 {meeting}", url, told, state=f"{ripe} 件", weight=ripe)
            )
    return found


def _desk(queue: str, verb: str, words: str) -> Callable[..., list[Task]]:
    """The payment desk's queue, without what this person may not touch."""

    def tasks_of(user: User, on: dt.date) -> list[Task]:
        rows: list[Waiting] = getattr(desk_for(user, on=on), queue)
        tasks = [
            Task(
                "cash",
                f"{verb} {row.claim.member.worker.name}的补助",
                row.claim.get_absolute_url()
                if user.may_use("view_claims")
                else reverse("payment-list"),
                f"{yuan(row.claim.amount)} 元，{words}",
                row.claim.number,
                state=row.claim.get_status_display(),
            )
            for row in rows
            if row.is_free
        ]
        return folded(tasks, f"{verb}补助", reverse("payment-list"))

    return tasks_of


def _to_announce(user: User, on: dt.date) -> list[Task]:
    """Meetings whose decisions nobody has put on notice, and drafts not yet sent."""
    desk = reverse("notice-desk")
    tasks = [
        Task("megaphone", f"拟公示：{meeting}", desk, "会议已定，还没有拟公示", state="待拟稿")
        for meeting in meetings_to_announce()
    ]
    tasks += [
        Task("megaphone", f"拟公示：{run.file.worker.public_name}", desk, "评议过，拟定等级等公示",
             run.number, state="待拟稿")
        for run in certifications_to_announce()
    ]  # fmt: skip
    drafts = Notice.objects.filter(status=NoticeStatus.DRAFT, editor=user)
    tasks += [
        Task(
            "pencil", notice.title, reverse("notice-preview", args=[notice.pk]),
            "草稿，还没有送放行", notice.number, kind="draft", state="草稿",
        )
        for notice in drafts
    ]  # fmt: skip
    return folded(tasks, "公示等着办", desk)


def _to_publish(user: User, on: dt.date) -> list[Task]:
    """Topics of the catalogue with something past its time and not public."""
    tasks = [
        Task(
            "list-check", f"{row.topic}超期未公开", f"{row.topic.get_absolute_url()}?show=late",
            f"应公开 {row.due} 期，已公开 {row.public} 期", kind="over", state=row.late_words,
        )
        for row in standings(on=on) if row.late
    ]  # fmt: skip
    return folded(tasks, "超期未公开", f"{reverse('catalogue-desk')}?show=late")


def _to_release(user: User, on: dt.date) -> list[Task]:
    rows = Notice.objects.filter(status=NoticeStatus.IN_REVIEW).select_related("editor")
    tasks = [
        Task(
            "megaphone", f"放行 {notice.title}", reverse("notice-preview", args=[notice.pk]),
            f"{notice.editor.name} {notice.drafted_on:%m-%d} 拟稿", notice.number, state="待放行",
        )
        for notice in rows.exclude(editor=user)
    ]  # fmt: skip
    return folded(tasks, "放行公示", reverse("notice-desk"))


def _to_hear(user: User, on: dt.date) -> list[Task]:
    rows = NoticeObjection.objects.open().select_related("notice").order_by("due_on")
    tasks = [
        Task("chat-left-text", f"核查异议：{row.notice.title}", row.get_absolute_url(),
             "公示时有人提的", row.notice.number, state=f"{row.due_on:%m-%d} 前")
        for row in rows
    ]  # fmt: skip
    return folded(tasks, "核查公示异议", reverse("objection-list"))


_IMPORTS = {  # a reading that ended while nobody looked
    ImportStatus.PREVIEW: "读完了，等确认写入",
    ImportStatus.MAPPING: "有的列要您认一认",
    ImportStatus.FAILED: "没读成，看看原因",
}


def _imports(user: User, on: dt.date) -> list[Task]:
    rows = RosterImport.objects.visible_to(user).filter(status__in=_IMPORTS)
    tasks = [
        Task(
            "file-earmark-spreadsheet", f"花名册 {row.filename}", row.get_absolute_url(),
            f"{localtime(row.uploaded_at):%m-%d %H:%M} 上传，{_IMPORTS[ImportStatus(row.status)]}",
            state=row.get_status_display(),
        )
        for row in rows
        if row.status != ImportStatus.PREVIEW or row.says_something
    ]  # fmt: skip
    return folded(tasks, "花名册等着处理", reverse("roster-imports"))


def _files(
    question: str, verb: str, *, mine: bool = False, turn: str = ""
) -> Callable[..., list[Task]]:
    """Hardship files that wait for this reader, by a question of their QuerySet."""

    def tasks_of(user: User, on: dt.date) -> list[Task]:
        ask = getattr(HardshipFile.objects.visible_to(user), question)
        rows = (ask(user) if mine else ask()).select_related("worker__station", "tier")
        tasks = [
            Task(
                "folder2-open", f"{verb} {file.worker.name}", file.get_absolute_url(),
                "困难档案", file.number, file.worker.station.name, file.tier,
                state=file.get_status_display(),
            )
            for file in rows
        ]  # fmt: skip
        asked = f"?group={turn}" if turn else "?state=home_survey"
        return folded(tasks, f"{verb}困难档案", f"{reverse('hardship-list')}{asked}")

    return tasks_of


def _campaigns(user: User, on: dt.date) -> list[Task]:
    """Campaigns whose next step is this person's; the latest few, there are three a year."""
    over = (CampaignStatus.ARCHIVED, CampaignStatus.CANCELLED)
    tasks = []
    for campaign in Campaign.objects.visible_to(user).exclude(status__in=over)[:ALONE]:
        bar = bar_for(campaign, board_of(campaign, user), money_of(campaign), user, on=on)
        if bar.may and not bar.blocked:
            state, url = campaign.get_status_display(), campaign.get_absolute_url()
            told = (
                bar.words or f"{campaign.window_from:%m-%d} 至 {campaign.window_until:%m-%d} 发放"
            )
            title = f"{campaign}：{bar.title}"
            tasks.append(Task("gift", title, url, told, campaign.number, state=state))
    return tasks


# what a permission brings to the list, in the order of the page
SOURCES: list[tuple[str, Callable[[User, dt.date], list[Task]]]] = [
    ("record_visit", _own_visits),
    *CARE,
    ("view_pairings", _takeovers),
    ("investigate_claim", _findings),
    ("survey_hardship", _files("waiting_for_surveyor", "上门调查", mine=True)),
    ("approve_hardship", _files("waiting_for_chair", "审批", turn="chair")),
    ("manage_hardship", _files("waiting_for_office", "办理", turn="office")),
    ("intake_claim", _of_the_dead),
    ("intake_claim", _claims_in(ClaimStatus.SUBMITTED, "受理：", "file-earmark-check")),
    ("intake_claim", _claims_in(ClaimStatus.ACCEPTED, "指派调查人：", "person-plus")),
    ("intake_claim", _claims_in(ClaimStatus.SUPPLEMENT, "等补件：", "file-earmark-plus")),
    ("manage_meeting", _claims_in(ClaimStatus.DELIBERATING, "排会研究：", "people")),
    ("vote_claim", _votes),
    ("draft_notice", _to_announce),
    ("draft_notice", _to_publish),
    ("release_notice", _to_release),
    ("hear_objections", _to_hear),
    ("make_voucher", _desk("to_make", "制单", "公示期满没有不同意见")),
    ("review_voucher", _desk("to_review", "审核", "凭证已制好")),
    ("pay_claim", _desk("to_pay", "付", "凭证已审核")),
    *COMMITTEE,
    *BOOKS,
    *VOICES,
    ("view_campaigns", _campaigns),
    ("import_roster", _imports),
    ("view_help", late_tasks),
]
