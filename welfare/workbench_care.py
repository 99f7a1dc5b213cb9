"""What care brings to the to-do list: reminders, prompts, doubts, measures, gifts, cards and matters."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Count
from django.urls import reverse

from staff.actions.doubts import unsigned_of, waiting_for
from staff.models import (
    Callback,
    CallbackSample,
    CampaignStatus,
    CanvassUnit,
    CardChange,
    Correction,
    Gift,
    HardshipFile,
    Measure,
    Norm,
    Pairing,
    PaperFile,
    Prompt,
    Reminder,
    Sheet,
)
from staff.reminding import recipients_on
from welfare.models import User
from welfare.workbench_matters import MATTERS
from welfare.workbench_tasks import Task, folded

KEPT = dt.timedelta(days=7)  # so long a reminder stands on the workbench


def told_today(on: dt.date) -> set[str]:
    """Keys of what somebody was reminded of today. One query."""
    return set(Reminder.objects.filter(on=on).values_list("key", flat=True))


def _reminded(user: User, on: dt.date) -> list[Task]:
    """What this person was reminded of lately and has not done yet."""
    rows = Reminder.objects.filter(person=user, on__gte=on - KEPT).select_related("by")
    latest = {reminder.key: reminder for reminder in rows.order_by("at", "pk")}
    if not latest:
        return []
    mine = [one for one in recipients_on(on) if one.user == user]
    tasks = [
        Task(
            "bell",
            f"提醒：{thing.who}，{thing.what}",
            thing.url,
            f"{latest[thing.key].by.name} {latest[thing.key].on:%m-%d} 提醒，"
            f"最晚 {thing.due_on:%Y-%m-%d}",
            kind="over" if thing.is_late else "wait",
            state="提醒",
        )
        for one in mine
        for thing in one.things
        if thing.key in latest
    ]
    return folded(tasks, "有人提醒您办的事", reverse("reminder-log"))


def _canvasses(user: User, on: dt.date) -> list[Task]:
    """摸底普查: the stations he was asked to go round, until everybody there is seen."""
    units = CanvassUnit.objects.filter(surveyors=user).going(on=on)
    tasks = [
        Task(
            "geo-alt",
            f"{unit.canvass}：{unit.station.name}",
            f"{unit.canvass.get_absolute_url()}?station={unit.station_id}",
            f"还有 {unit.left} 人没有走到，{unit.canvass.due_on:%m-%d} 前走完",
            place=unit.station.name,
            kind="over" if unit.canvass.due_on < on else "wait",
            state="入户",
        )
        for unit in units
    ]
    return folded(tasks, "摸底普查", reverse("canvass-list"))


def _prompts(user: User, on: dt.date) -> list[Task]:
    """Facts the night found, that nobody took up."""
    rows = Prompt.objects.visible_to(user).open().select_related("worker__station")
    tasks = [
        Task(
            "bell",
            f"{prompt.worker.name}：{prompt.get_kind_display()}",
            reverse("prompt-list"),
            f"{prompt.found_on:%m-%d} 查到的，还没有人办",
            place=prompt.worker.station.name,
            state="提示",
        )
        for prompt in rows
    ]
    return folded(tasks, "系统提示", reverse("prompt-list"))


def _calls(user: User, on: dt.date) -> list[Task]:
    """Drawn and not yet called: one line for each sample."""
    rows = Callback.objects.waiting().order_by().values("sample").annotate(n=Count("pk"))
    left = {row["sample"]: row["n"] for row in rows}
    samples = CallbackSample.objects.filter(pk__in=left).select_related("campaign")
    return [
        Task(
            "telephone",
            f"{sample.title} 回访",
            f"{reverse('callback-list')}?{sample.asked}",
            f"抽到的还有 {left[sample.pk]} 个没打",
            state="待回访",
        )
        for sample in samples
    ]


def _corrections(user: User, on: dt.date) -> list[Task]:
    """Workers who say that something in their file is wrong; nobody answers his own."""
    rows = Correction.objects.open().exclude(worker__user=user).select_related("worker__station")
    tasks = [
        Task(
            "pencil",
            f"{one.worker.name}：{one.get_item_display()}",
            reverse("correction-answer", args=[one.pk]),
            f"{one.asked_on:%m-%d} 申请更正自己的资料，{one.due_on:%m-%d} 前答复",
            place=one.worker.station.name,
            kind="over" if one.due_on < on else "wait",
            state="逾期" if one.due_on < on else "更正",
        )
        for one in rows
    ]
    return folded(tasks, "答复更正申请", reverse("correction-list"))


def _doubts(user: User, on: dt.date) -> list[Task]:
    """Visits a worker knows nothing of, that this person is to look into."""
    people = ("visit__pairing__file__worker__station", "visit__pairing__cadre")
    tasks = [
        Task(
            "telephone",
            f"核实走访：{doubt.visit.pairing.file.worker.name}说没来过",
            doubt.visit.get_absolute_url(),
            f"{doubt.visit.pairing.cadre.name} {doubt.visit.visited_on:%m-%d} 的走访，"
            f"{doubt.due_on:%m-%d} 前核实，核实前不算",
            place=doubt.visit.pairing.file.worker.station.name,
            kind="over" if doubt.is_overdue(on=on) else "wait",
            state="逾期" if doubt.is_overdue(on=on) else "待核实",
        )
        for doubt in waiting_for(user).select_related(*people)
    ]
    return folded(tasks, "核实职工说没来过的走访", f"{reverse('visit-list')}?state=doubted")


def _unsigned(user: User, on: dt.date) -> list[Task]:
    """Visits others entered for this cadre, that count only by his word."""
    rows = unsigned_of(user).select_related("pairing__file__worker__station", "recorded_by")
    tasks = [
        Task(
            "pencil",
            f"确认代录：{visit.visited_on:%m-%d} 走访 {visit.pairing.file.worker.name}",
            visit.get_absolute_url(),
            f"{visit.recorded_by.name} {visit.recorded_on:%m-%d} 代录，您确认以后才算",
            place=visit.pairing.file.worker.station.name,
            state="等您确认",
        )
        for visit in rows
    ]
    return folded(tasks, "确认代录的走访", f"{reverse('visit-list')}?state=unsigned")


def _measures(user: User, on: dt.date) -> list[Task]:
    """Measures of relief plans this person answers for, until they are done."""
    rows = Measure.objects.open().filter(owner=user, plan__file__in=HardshipFile.objects.in_force())
    tasks = [
        Task(
            "heart",
            f"{one.plan.file.worker.name}：{one.get_kind_display()}",
            reverse("measure-note", args=[one.pk]),
            f"帮扶方案的措施，{one.due_on:%Y-%m-%d} 前办，我是责任人",
            one.plan.file.number,
            place=one.plan.file.worker.station.name,
            tier=one.plan.file.tier,
            kind="over" if one.due_on < on else "info",
            state="逾期" if one.due_on < on else one.get_progress_display(),
        )
        for one in rows.select_related("plan__file__worker__station", "plan__file__tier")
    ]
    return folded(tasks, "帮扶措施等我办", f"{reverse('hardship-list')}")


def _gifts(user: User, on: dt.date) -> list[Task]:
    """Campaign lines another entered with this person as the second payer, one task a sheet."""
    rows = Gift.objects.to_avow(user).select_related("sheet__campaign", "sheet__station", "paid_by")
    sheets: dict[Sheet, list[Gift]] = {}
    for gift in rows.exclude(sheet=None).order_by("sheet", "line"):
        sheets.setdefault(gift.sheet, []).append(gift)  # type: ignore[arg-type]  # excluded above
    tasks = [
        Task(
            "gift",
            f"确认一同发放：{sheet.campaign}第 {sheet.number} 张",
            sheet.get_absolute_url(),
            f"{gifts[0].paid_by.name if gifts[0].paid_by else ''}登记了 {len(gifts)} 行，"
            "说是和您一同发的",
            place=sheet.station.name,
            state="等您确认",
        )
        for sheet, gifts in sheets.items()
    ]
    return folded(tasks, "确认一同发放的签领表", reverse("campaign-list"))


def _denied_gifts(user: User, on: dt.date) -> list[Task]:
    """Lines whose second payer says that he was not there: the office opens them again."""
    rows = Gift.objects.filter(campaign__status=CampaignStatus.DISTRIBUTING).denied()
    return [
        Task(
            "exclamation-lg",
            f"核对签领：{gift.file.worker.name}",
            gift.sheet.get_absolute_url() if gift.sheet else gift.campaign.get_absolute_url(),
            f"{gift.paid_with.name if gift.paid_with else ''}说没有一同去发",
            gift.campaign.number,
            place=gift.file.worker.station.name,
            kind="over",
            state="说没有去",
        )
        for gift in rows.select_related("campaign", "sheet", "paid_with", "file__worker__station")
    ]


def _cards(user: User, on: dt.date) -> list[Task]:
    """Cards another person changed, to be read once more."""
    rows = CardChange.objects.visible_to(user).unanswered().exclude(asked_by=user)
    tasks = [
        Task(
            "cash",
            f"确认新卡：{change.worker.name}",
            reverse("card-confirm", args=[change.pk]),
            f"{change.asked_by.name if change.asked_by else '没有记下的人'}经办，对着卡片再录一遍",
            state="待确认",
        )
        for change in rows.select_related("worker", "asked_by")
    ]
    return folded(tasks, "换卡等第二个人确认", f"{reverse('card-list')}?open=1")


def _norms(user: User, on: dt.date) -> list[Task]:
    """慰问标准 another entered, to be confirmed beside its paper. One query."""
    waiting = Norm.objects.filter(agreed=None).exclude(entered_by=user).select_related("entered_by")
    return [
        Task(
            "gift", f"核对慰问标准 {norm.document_no}", reverse("norm-list"),
            f"{norm.entered_by.name}照文件录的，核过才能照它拟方案", state="等核对",
        )
        for norm in waiting
    ]  # fmt: skip


def _papers(user: User, on: dt.date) -> list[Task]:
    """纸质档案 another typed off, to be held beside the paper. One query."""
    rows = PaperFile.objects.open().exclude(entered_by=user)
    tasks = [
        Task(
            "folder2-open", f"核对纸质档案：{paper.worker.name}", paper.get_absolute_url(),
            f"{paper.entered_by.name}录入，对过纸质档案才在档", place=paper.worker.station.name,
            tier=paper.tier, state="等核对",
        )
        for paper in rows.select_related("worker__station", "tier", "entered_by").order_by("pk")
    ]  # fmt: skip
    return folded(tasks, "纸质档案等人核对", reverse("hardship-take-over"))


def _past_leaders(user: User, on: dt.date) -> list[Task]:
    """Files of the heaviest tier led by no leader, without a reason, while a leader has room. One query."""
    found = Pairing.objects.past_free_leader(on=on).without_handover()
    tasks = [
        Task(
            "people", f"{one.file.worker.name}：请段领导接任", reverse("handover-new", args=[one.pk]),
            f"{one.file.tier}先由段领导包保，现在是{one.cadre.name}。选接任人；不换的，复核时写明原因",
            one.file.number, one.file.worker.station.name, one.file.tier, state="要换人",
        )
        for one in found.select_related("cadre", "file__worker__station", "file__tier")
    ]  # fmt: skip
    return folded(tasks, "请段领导接任", f"{reverse('pairing-matrix')}?hard=1")


CARE: list[tuple[str, Callable[[User, dt.date], list[Task]]]] = [
    ("use_office", _reminded),
    *MATTERS,
    ("answer_matter", _measures),
    ("manage_hardship", _prompts),
    ("survey_hardship", _canvasses),
    ("edit_workers", _corrections),
    ("check_visits", _calls),
    ("check_visits", _doubts),
    ("record_visit", _unsigned),
    ("edit_workers", _cards),
    ("hand_out_gift", _gifts),
    ("manage_campaigns", _denied_gifts),
    ("approve_campaign", _norms),
    ("take_over_hardship", _papers),
    ("manage_pairings", _past_leaders),
]
