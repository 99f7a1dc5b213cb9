"""What a worker sees of himself at 我的: what he is asked, his file in words, help, who helps him."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from staff.actions.approvals import judged_of
from staff.hardship_page import latest_run
from staff.income import Judged
from staff.models import (
    FileStatus,
    HardshipFile,
    Matter,
    MatterStatus,
    MatterStep,
    Mode,
    Pairing,
    StepKind,
    Visit,
    Worker,
)
from welfare.help_page import Line, lines_of

ASKED_FOR = dt.timedelta(days=60)  # so long a visit waits for the worker's word
ASKED_AT_ONCE = 5
ASKS = {
    Mode.HOME: "来家里看过您吗", Mode.WORKPLACE: "到单位看过您吗", Mode.PHONE: "打电话问过您吗",
    Mode.VIDEO: "打视频问过您吗",
}  # fmt: skip
ZERO = Decimal("0.00")

S = FileStatus
# where the file stands, as one would say it at the counter, and what is next
WORDS = {
    S.DRAFT: ("申请填好了，还没有签字", "等您签字：在困难档案页看过再签，或者到车站工会小组签纸质的。"),
    S.APPLIED: ("申请交上去了", "下一步，工会核对材料。您不用做什么。"),
    S.DOCUMENT_REVIEW: ("工会在核对材料", "材料齐了就上门看。您不用做什么。"),
    S.RETURNED: ("还要补材料", "补齐送到车站工会小组，在困难档案页说一声，就接着往下办。"),
    S.HOME_SURVEY: ("两个人要上门看", "调查人会先打电话约时间。"),
    S.PEER_REVIEW: ("等大家评议", "评议以后公示。您不用做什么。"),
    S.PUBLICITY: ("正在公示", "公示时名字遮住一个字。期满没有不同意见，就送段工会审核。"),
    S.OBJECTION: ("有人提了不同意见，正在核查", "由没有参加调查的人核查，查清以前不往下办。"),
    S.UNION_REVIEW: ("等段工会审核", "批了就有包保人上门。您不用做什么。"),
    S.ACTIVE: ("在档，有人包保", ""),
    S.RECHECK_DUE: ("到了复核的日子", "工会会上门或打电话看看家里怎么样。"),
    S.TIER_CHANGE: ("等级正在调整", "办完以前等级不变，帮扶照旧。"),
    S.EXIT_PROPOSED: ("有人提出退档，还没有批", "批以前帮扶照旧。不同意请打监督电话。"),
    S.EXITED: ("已经退档", "又有困难，随时可以再申请。"),
    S.REJECTED: ("没有认定", "情况变了，随时可以再申请。"),
    S.WITHDRAWN: ("已经撤回", "随时可以再申请。"),
}  # fmt: skip


@dataclass(frozen=True)
class OwnFile:
    """His hardship file in words, with the arithmetic when it was measured."""

    file: HardshipFile
    title: str
    next: str
    why: str  # what was decided, or what is missing
    judged: Judged | None


@dataclass(frozen=True)
class Answered:
    """A matter whose answer waits for his word."""

    matter: Matter
    answer: MatterStep


def worker_of(user_pk: int) -> Worker | None:
    """The worker behind a login."""
    return Worker.objects.filter(user=user_pk).select_related("station").first()


def visits_to_confirm(worker: Worker, *, on: dt.date) -> "QuerySet[Visit]":
    """Visits to him nobody has confirmed, the latest first."""
    rows = Visit.objects.filter(pairing__file__worker=worker, confirmation=None)
    return rows.filter(visited_on__gte=on - ASKED_FOR).select_related("pairing__cadre")


def matters_to_rate(worker: Worker) -> list[Answered]:
    """What he asked for and somebody answered. Two queries."""
    rows = Matter.objects.filter(worker=worker, status=MatterStatus.ANSWERED)
    matters = {matter.pk: matter for matter in rows.select_related("owner")}
    steps = MatterStep.objects.filter(matter__in=matters, kind=StepKind.ANSWERED)
    latest = {step.matter_id: step for step in steps.select_related("by").order_by("pk")}
    return [Answered(matter, latest[key]) for key, matter in matters.items()]


def own_file(worker: Worker) -> OwnFile | None:
    """His latest hardship file; None when he never asked for one."""
    rows = HardshipFile.objects.filter(worker=worker).select_related("tier", "worker")
    file = rows.order_by("-pk").first()
    if file is None:
        return None
    run, status = latest_run(file), FileStatus(file.status)
    title, coming = WORDS[status]
    why = ""
    if status == S.RETURNED and run is not None:
        why = f"要补：{run.missing}"
    elif status == S.REJECTED:
        last = file.steps.order_by("-pk").first()
        why = f"原因：{last.words!s}" if last else ""
    elif status == S.EXITED:
        why = f"{file.exited_on}，{file.get_exit_reason_display()}"
    return OwnFile(file, title, coming, why, judged_of(run) if run and file.is_in_force else None)


@dataclass(frozen=True)
class Help:
    """What the house got this year, with who called."""

    lines: list[Line]
    calls: dict[str, list[dt.date]]  # who called, on which days

    @property
    def total(self) -> Decimal:
        """Cash, goods at their price and the fund, yuan."""
        return sum((line.amount for line in self.lines), ZERO)


def help_of(worker: Worker, *, on: dt.date) -> Help:
    """This year's help and calls. Three queries."""
    first = on.replace(month=1, day=1)
    calls = Visit.objects.counting().filter(pairing__file__worker=worker, visited_on__gte=first)
    lines = lines_of([worker.pk], since=first - dt.timedelta(days=1), until=on)
    days: dict[str, list[dt.date]] = {}
    for name, day in calls.order_by("visited_on").values_list("pairing__cadre__name", "visited_on"):
        days.setdefault(name, []).append(day)
    return Help(lines, days)


def lead_of(worker: Worker) -> Pairing | None:
    """Who answers for him."""
    rows = Pairing.objects.open().filter(file__worker=worker)
    return rows.select_related("cadre").first()
