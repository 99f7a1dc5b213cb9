"""This year's suggestions 合理化建议 in the demo world, one in every state, and what last year's brought."""

import datetime as dt
from decimal import Decimal

from disclosure.actions.papers import cleaned
from disclosure.actions.suggestion_work import (
    accept_suggestion,
    claim_benefit,
    decide_benefit,
    note_progress,
    rate_suggestion,
    report_suggestion_done,
)
from disclosure.actions.suggestions import (
    answer_suggestion,
    collect_suggestion,
    merge_suggestion,
    publish_answers,
    score_suggestion,
    screen_suggestion,
)
from disclosure.models import BenefitKind, Suggestion, SuggestionField, SuggestionStatus
from staff.models import Heard, Rating, Worker
from welfare import clock
from welfare.demo.cast import Cast
from welfare.demo.events import MORNING
from welfare.demo.money import scanned

F, S = SuggestionField, SuggestionStatus
DAY = dt.timedelta(days=1)
JUDGES = ("bailijun", "linxiaoyan")
# days before the end, field, what, how, how far it went
TOLD = [
    (150, F.SAFETY, "平交道口加一面凸面镜", "弯道外侧装一面，晚上也看得见来车", "implemented"),
    (120, F.SERVICE, "候车室饮水机旁放老花镜", "每站两副，用绳系住", "accepted"),
    (90, F.MANAGEMENT, "工具领用改扫码登记", "旧手机当扫码枪，月底自动出表", "reported_done"),
    (70, F.STABILITY, "内退职工体检安排到家附近医院", "每年一次，自己选医院", "implementing"),
    (60, F.MANAGEMENT, "给所有岗位配新电脑", "一次买齐", "declined"),
    (45, F.SERVICE, "站台长椅加扶手", "先在两个小站试", "deferred"),
    (20, F.SAFETY, "夜班巡线配头灯", "充电式，一班六盏", "in_review"),
    (12, F.SAFETY, "夜班巡线的人发头灯", "每人一盏充电头灯", "merged"),
    (3, F.SERVICE, "小件寄存处挂价目牌", "大字，写清按小时", "submitted"),
]
ANSWERS = {
    S.DECLINED: "今年更新十台，先给坏了的岗位，其余排到明年。",
    S.DEFERRED: "明年站台整修时一起做，先记下。",
}
MARKS = {"technical": 22, "gain": 14, "scope": 16, "practical": 18}
# yuan a year that last year's best were confirmed to bring; the rest is said in words
BROUGHT = (Decimal(18_000), Decimal(12_600), Decimal(9_400))


def settle_ideas(cast: Cast, until: dt.date) -> None:
    """Each on its days; the worker with a login is asked what he says to one."""
    workers = list(Worker.objects.on_roster(on=until).order_by("number")[40 : 40 + len(TOLD)])
    asked = Worker.objects.filter(user__username="worker").first()
    known: dict[str, Suggestion] = {}
    for (before, field, title, measure, far), worker in zip(TOLD, workers, strict=True):
        proposer = asked if asked and far == "accepted" else worker
        day = until - before * DAY
        with clock.travel(dt.datetime.combine(day, MORNING)):
            known[far] = collect_suggestion(
                [proposer], field=field, title=title, present="", measure=measure, on=day,
                by=cast["zhengmin"],
            )  # fmt: skip
        _go_on(cast, known, far, day)
    with clock.travel(dt.datetime.combine(until - 30 * DAY, MORNING)):
        publish_answers(on=until - 30 * DAY, by=cast["sunyumei"])
    _bring(cast, until)


def _go_on(cast: Cast, known: dict[str, Suggestion], far: str, day: dt.date) -> None:
    """As far as it went by the end."""
    suggestion, officer = known[far], cast["zhengmin"]
    if far == "submitted":
        return
    with clock.travel(dt.datetime.combine(day + 2 * DAY, MORNING)):
        if far == "merged":
            merge_suggestion(suggestion, into=known["in_review"], by=officer)
            return
        screen_suggestion(suggestion, by=officer)
        for judge in JUDGES[: 1 if far == "in_review" else 2]:
            score_suggestion(suggestion, points=MARKS, words="", by=cast[judge])
    if far == "in_review":
        return
    with clock.travel(dt.datetime.combine(day + 5 * DAY, MORNING)):
        outcome = S(far) if S(far) in ANSWERS else S.IMPLEMENTING
        adopted = outcome == S.IMPLEMENTING
        answer_suggestion(
            suggestion, outcome=outcome, reply=ANSWERS.get(outcome, "采纳，已列入计划。"),
            owner="设备科" if adopted else "", due_on=day + 80 * DAY if adopted else None,
            by=officer,
        )  # fmt: skip
    if adopted:
        _carry_out(cast, suggestion, far, day + 20 * DAY)


def _carry_out(cast: Cast, suggestion: Suggestion, far: str, day: dt.date) -> None:
    with clock.travel(dt.datetime.combine(day, MORNING)):
        note_progress(suggestion, words="东西买到了，先装一处试", by=cast["zhengmin"])
        if far == "implementing":
            return
        files = cleaned([scanned(suggestion.pk, "现场照片")])
        report_suggestion_done(
            suggestion, evidence="现场照片", files=files, on=day, by=cast["zhengmin"]
        )
        if far != "reported_done":
            accept_suggestion(suggestion, by=cast["sunyumei"])
        if far == "implemented":
            rate_suggestion(
                suggestion, rating=Rating.SATISFIED, heard=Heard.FACE, words="看得清了",
                by=cast["liangyan"],
            )  # fmt: skip


def _bring(cast: Cast, until: dt.date) -> None:
    """Last year's best: yuan for some, words for two, one claim that still waits for the accountant."""
    best = Suggestion.objects.of_year(until.year - 1).filter(excellent_year__isnull=False)
    rows = list(best.order_by("number")[: len(BROUGHT) + 3])
    day = until - 25 * DAY
    with clock.travel(dt.datetime.combine(day, MORNING)):
        for place, suggestion in enumerate(rows):
            amount = BROUGHT[place] if place < len(BROUGHT) else None
            benefit = claim_benefit(
                suggestion, kind=BenefitKind.DIRECT if amount else BenefitKind.INDIRECT,
                amount=amount, basis="按上年同月支出比较" if amount else "职工方便了，少跑一趟",
                on=day, by=cast["zhengmin"],
            )  # fmt: skip
            if suggestion != rows[-1]:
                decide_benefit(benefit, confirmed=True, reason="", on=day, by=cast["chenjing"])
