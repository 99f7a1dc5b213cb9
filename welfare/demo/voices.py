"""What the demo world's workers report 举报: invented, nobody of the roster is named in it."""

import datetime as dt
from functools import partial

from disclosure.actions.box_openings import answer_opening, record_opening
from disclosure.actions.handler_keys import make_key
from disclosure.actions.hotline import keep_log, plan_duty
from disclosure.actions.report_steps import take_step
from disclosure.actions.reports import add_words, case_of, send_report
from disclosure.models import Board, BoxOpening
from disclosure.models.reports import Category, Channel, Outcome, Report, StepKind
from disclosure.report_telling import Chosen, Telling
from welfare.demo.cast import PASSWORD, Cast
from welfare.demo.events import Event
from welfare.models import User

EVENING = dt.time(20)
DAY = dt.timedelta(days=1)
HANDLERS = ("sunyumei", "hujun")
# days before the end, channel, category, words, how far it went
TOLD = [
    (160, Channel.BOX, Category.LATE, "二季度的奖金到七月还没贴出来", 4),
    (150, Channel.ONLINE, Category.VISITS, "走访记录写了来过，家里人说没见着人", 4),
    (140, Channel.HOTLINE, Category.OTHER, "公开栏锁在会议室里，平时看不到", 4),
    (131, Channel.ONLINE, Category.UNTRUE, "墙上的数和网上的差一行", 4),
    (122, Channel.ONLINE, Category.FAVOUR, "名单里有一户条件不差", 4),
    (40, Channel.ONLINE, Category.MONEY, "慰问品的米和发票上的斤数对不上", 2),
    (9, Channel.BOX, Category.LATE, "上月考核结果没有贴", 1),
    (2, Channel.ONLINE, Category.LEAK, "群里有人发了带身份证号的名单", 0),
]
# days before the end on which each box was opened empty; the last one waits for the second opener,
# and the sixth box is past its day
OPENED = {
    1: (23, 16, 2), 2: (18, 11, 4), 3: (17, 10, 3), 4: (18, 11, 4), 5: (11, 4, 0), 6: (23, 16),
}  # fmt: skip
STEPS = (StepKind.REGISTERED, StepKind.ACCEPTED, StepKind.DECIDED, StepKind.ANSWERED)
WORDS = {
    StepKind.ACCEPTED: "", StepKind.DECIDED: "看了原始单据，问了三个人，情况属实",
    StepKind.ANSWERED: "查清了，已经改过来，责任人作了检讨。谢谢您提出来。",
}  # fmt: skip


def events(cast: Cast, until: dt.date) -> list[Event]:
    """The handlers set their passphrases first; then each report comes on its day."""
    first = until - 200 * DAY
    found = [Event(first, partial(_set_keys, cast, first), EVENING)]
    for before, channel, category, words, far in TOLD:
        on = until - before * DAY
        found.append(Event(on, partial(_tell, cast, on, channel, category, words, far), EVENING))
    for number, days in OPENED.items():
        for before in days:
            on = until - before * DAY
            found.append(Event(on, partial(_open_box, cast, on, number, 0, before > 0), EVENING))
    for before in (18, 11, 4, -3):  # the last log is not written yet, and a day is to come
        on = until - before * DAY
        planned = min(on, until)
        found.append(Event(planned, partial(_answer, cast, on, planned, before > 4), EVENING))
    return found


def _answer(cast: Cast, day: dt.date, on: dt.date, is_logged: bool) -> None:
    """A morning at the telephone."""
    one, two = (cast[name] for name in HANDLERS)
    duty = plan_duty(two, day=day, begins=dt.time(9), ends=dt.time(11), on=on, by=one)
    if is_logged:
        keep_log(duty, calls=1, words="问补助几天到账，告诉了在哪里查", on=on, by=two)


def _open_box(
    cast: Cast, on: dt.date, number: int, papers: int, by_both: bool = True
) -> BoxOpening:
    """Two open it; whether the second has said so."""
    one, two = (cast[name] for name in HANDLERS)
    opening = record_opening(
        Board.objects.get(number=number), second=two, papers=papers, words="锁好，封条完整",
        opened_on=on, on=on, by=one,
    )  # fmt: skip
    if by_both:
        return answer_opening(opening, objection="", on=on, by=two)
    return opening


def _set_keys(cast: Cast, on: dt.date) -> None:
    for username in HANDLERS:
        make_key(cast[username], passphrase=PASSWORD, on=on)


def _tell(
    cast: Cast, on: dt.date, channel: Channel, category: Category, words: str, far: int
) -> None:
    """It comes, and goes as far as it went by the end."""
    one, two = (cast[name] for name in HANDLERS)
    opening = _open_box(cast, on, 1, 1) if channel == Channel.BOX else None
    by = None if channel == Channel.ONLINE else one
    report, code = send_report(
        Telling(category, words), channel=channel, opening=opening, on=on, by=by
    )
    for later, kind in enumerate(STEPS[:far], start=1):
        _take(report, kind, one, two, on + 3 * later * DAY)
    case = case_of(code) if far == 2 else None
    if case is not None:
        add_words(case, "发票在材料员那里，编号尾数 07", on=on)


def _take(report: Report, kind: StepKind, one: User, two: User, on: dt.date) -> None:
    """Two register; the second hand does the rest."""
    chosen = Chosen(kind, WORDS.get(kind, ""), Outcome.FOUNDED)
    if kind == StepKind.REGISTERED and report.channel == Channel.ONLINE:
        take_step(report, chosen, on=on, by=one)
    take_step(report, chosen, on=on, by=two)
    report.refresh_from_db()
