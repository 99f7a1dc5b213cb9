"""监督检查考核表 on A4: who looked, what was drawn by which seed, the sheet, the orders, places to sign."""

from django.utils.timezone import localtime
from reportlab.platypus import Flowable

from disclosure.actions.opinions import tallies_of
from disclosure.inspection_sheet import Line, orders_of, sheet_of, total_of
from disclosure.models import Inspection, InspectionItem, Inspector
from disclosure.office_paper import CENTRE, HEAD, SMALL, TITLE, framed, gap, on_paper, words
from welfare import clock


def record(inspection: Inspection) -> bytes:
    """The record as it stands."""
    lines = sheet_of(inspection, on=clock.today())
    team = list(inspection.team.select_related("user"))
    names = "、".join(one.user.name for one in team)
    about = (
        f"{inspection.number}　{inspection.get_kind_display()}　被查单位 {inspection.unit}　"
        f"{inspection.year} 年{inspection.period.words}　检查日期 {inspection.opened_on}"
    )
    story: list[Flowable] = [
        words("厂务公开监督检查考核表", TITLE), words(about, CENTRE),
        words(f"检查人 {names}，不在被查单位，没有经办抽中的事项", CENTRE), gap(),
        framed(("五性", "得分", "扣分和原因", "系统算出"), (1.4, 1, 4.6, 3), _rows(lines)),
        words(f"总分 {total_of(lines)} / 100", HEAD), *_heard(inspection),
    ]  # fmt: skip
    return on_paper(
        str(inspection), [*story, *_draws(inspection), *_orders(inspection), *_signs(team)]
    )


def _rows(lines: list[Line]) -> list[tuple[str, str, str, str]]:
    return [
        (line.quality.label, f"{line.points} / 20",
         "；".join(f"−{one.points} {one.reason}（{one.get_source_display()}）" for one in line.findings)
         or "没有扣分", "；".join(fact.words for fact in line.facts))
        for line in lines
    ]  # fmt: skip


def _heard(inspection: Inspection) -> list[Flowable]:
    """What workers said, once the sheet is signed."""
    tally = tallies_of([inspection]).get(inspection.pk)
    return [words(f"职工怎么看（意见条，不记名）：{tally.words}", HEAD)] if tally else []


def _draws(inspection: Inspection) -> list[Flowable]:
    rows = []
    for draw in inspection.draws.order_by("pk"):
        items = InspectionItem.objects.filter(draw=draw)
        differ = items.filter(result="differs").count()
        looked = items.exclude(result="").count()
        rows.append(
            (draw.get_sort_display(), draw.seed, len(draw.keys), draw.count, looked, differ)
        )
    header = ("抽什么", "种子", "从几件里", "抽几件", "查了", "不一致")
    note = "用同一个种子从同样的编号里再抽，抽中的不变。"
    return [words("系统抽样", HEAD), framed(header, (2, 2, 1, 1, 1, 1), rows), words(note, SMALL)]


def _orders(inspection: Inspection) -> list[Flowable]:
    rows = [
        (one.number, one.finding.reason, one.demand, one.owner.name, one.due_on,
         one.get_status_display())
        for one in orders_of(inspection)
    ]  # fmt: skip
    if not rows:
        return [words("整改通知：没有。", HEAD)]
    header = ("编号", "问题", "整改要求", "责任人", "期限", "状态")
    return [words("整改通知", HEAD), framed(header, (1.6, 3, 3, 1.1, 1.5, 1.2), rows)]


def _signs(team: list[Inspector]) -> list[Flowable]:
    rows = [
        (one.user.name, f"{localtime(one.signed_at):%Y-%m-%d}" if one.signed_at else "", "")
        for one in team
    ]
    rows.append(("被查单位", "", ""))
    return [gap(), framed(("检查人", "系统签字日期", "手签"), (1, 1, 2), rows)]
