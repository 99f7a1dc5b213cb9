"""举报登记表 on A4 (domain.md 12.2), for the two handlers' file: what the key at hand opens, and who
printed it. A paper nobody else may see.
"""

from reportlab.platypus import Flowable

from disclosure.office_paper import CENTRE, HEAD, SMALL, TITLE, framed, gap, on_paper, words
from disclosure.report_case import Case, told_of, words_of
from staff.models import Branch
from welfare import clock
from welfare.models import User

WARNING = "内部材料。被反映的人和单位不能看；用完放回举报卷，到期和全文一起销毁。"


def register_form(case: Case, *, by: User) -> bytes:
    """The form as it stands, with every turn of the talk and every step."""
    report = case.report
    story: list[Flowable] = [
        words("举报（来信来访来电）登记表", TITLE),
        words(f"{report.number}　{report.get_channel_display()}　{report.get_status_display()}", CENTRE),
        gap(),
        framed(("项目", "内容"), (1, 4), _facts(case)),
        words("反映的内容和往来", HEAD),
        framed(("日期", "谁", "内容", "附件"), (1.3, 1.2, 5, 0.8), _talk(case)),
        words("办理经过", HEAD),
        framed(("日期", "办了什么", "经办人", "说明"), (1.3, 1.6, 1.1, 4.3), _steps(case)),
        framed(("谁", "手签", "日期"), (1, 2, 1), [("承办人", "", ""), ("另一位受理人", "", "")]),
        words(WARNING, SMALL),
        words(f"打印人 {by.name}　{clock.now():%Y-%m-%d %H:%M}", SMALL),
    ]  # fmt: skip
    return on_paper(report.number, story)


def _facts(case: Case) -> list[tuple[str, object]]:
    report, told = case.report, told_of(case)
    branch = Branch.objects.filter(pk=told["branch"]).first() if told["branch"] else None
    opening = report.opening
    opened = (
        f"{opening}，{opening.opened_by.name}、{opening.opened_with.name}" if opening else "不是"
    )
    handlers = report.shares.filter(until__isnull=True).select_related("handler")
    who = "，".join(filter(None, (told["name"] or "匿名", told["contact"])))
    return [
        ("收到日期", report.received_on), ("举报箱开箱", opened),
        ("事项类别", report.get_category_display()), ("密级", report.get_secrecy_display()), ("举报人", who),
        ("被反映的人", told["subjects"] or "没有写"), ("被反映的单位", branch or "没有写"),
        ("承办人", "、".join(one.handler.name for one in handlers)),
        ("时限", f"{report.register_by} 前登记，{report.answer_by} 前答复"),
        ("调查结论", report.get_outcome_display() if report.outcome else "还没有"),
        ("答复日期", report.answered_on or "还没有"),
        ("举报人是否满意", {None: "没有说", True: "满意", False: "不满意"}[report.satisfied]),
    ]  # fmt: skip


def _talk(case: Case) -> list[tuple[object, ...]]:
    turns = case.report.messages.select_related("by").prefetch_related("files")
    return [
        (turn.on, turn.by.name if turn.by else "举报人", words_of(case, turn.pk, turn.words),
         f"{len(turn.files.all())} 份")
        for turn in turns
    ]  # fmt: skip


def _steps(case: Case) -> list[tuple[object, ...]]:
    return [
        (step.on, step.get_kind_display(), step.who,
         words_of(case, step.pk, step.words) if step.words else "")
        for step in case.report.steps.select_related("by")
    ]  # fmt: skip
