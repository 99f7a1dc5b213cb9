"""The report to the congress 向职工代表大会的报告: resolutions, fund, care, suggestions, what was made
public, what workers asked for, supervision, reports.

Written as the annual report is: each number is asked of the list it leads to.
"""

import datetime as dt
from dataclasses import dataclass
from operator import attrgetter

from django.urls import reverse

from disclosure.congress_links import STANDARDS
from disclosure.models import Congress, Resolution, Suggestion
from disclosure.report_counts import report_years
from disclosure.suggestion_benefits import confirmed_of
from welfare.annual_numbers import Figure, Numbers
from welfare.annual_report import AnnualReport, Paragraph, Part, care_of, fund_of, suggestions_of
from welfare.days import Quarter
from welfare.models import User
from welfare.money import yuan


@dataclass(frozen=True)
class CongressReport(AnnualReport):
    """What the union tells the congress of a year."""

    @property
    def title(self) -> str:
        """Its title."""
        return f"{self.year} 年向职工代表大会的报告"


def congress_report_of(year: int, *, user: User, on: dt.date) -> CongressReport:
    """The report of a year as this reader sees the lists. `on` is today."""
    last = min(dt.date(year, 12, 31), on)
    ask = Numbers(user, year, last, on)
    parts = [
        _resolutions(ask),
        Part("二、互助金收支", fund_of(ask).paragraphs),
        Part("三、扶贫帮困", care_of(ask).paragraphs),
        _suggestions(ask),
        _disclosure(ask),
        _matters(ask),
        _supervision(ask),
        _reports(ask),
    ]
    return CongressReport(year, last, last < on or last == dt.date(year, 12, 31), parts)


def _resolutions(ask: Numbers) -> Part:
    part, year = Part("一、大会决议的落实"), str(ask.year)
    rows = Resolution.objects.filter(congress__held_on__year=ask.year)
    told = rows.select_related("congress", "charter", *STANDARDS, "line__branch")
    meetings = ask.count("congresses", year=year)
    resolved = ask.total("congresses", lambda congress: congress.many, year=year)
    part.paragraphs.append(["登记会议 ", meetings, " 次，决议 ", resolved, " 份。"])
    part.paragraphs += [_turnout(ask, one) for one in ask.rows("congresses", year=year)]
    may = ask.user.may_use("use_office")
    for one in told:
        state = "通过" if one.is_passed else "没有通过"
        url = one.congress.get_absolute_url() if may else ""
        named = Figure(one.number, str(one.congress), url)
        part.paragraphs.append([named, f"：{one.title}，{state}{_behind(one)}。"])
    return part


def _turnout(ask: Numbers, congress: Congress) -> Paragraph:
    """到会, from the list of delegates where one is kept."""
    if not congress.delegates.exists():
        url = congress.get_absolute_url() if ask.user.may_use("use_office") else ""
        many, here = (
            Figure(str(number), str(congress), url)
            for number in (congress.entitled, congress.present)
        )
        return [f"{congress.title}：应到 ", many, " 人，实到 ", here, " 人。"]
    pk = str(congress.pk)
    return [
        f"{congress.title}：应到代表 ", ask.count("delegates", pk=pk), " 人，实到 ",
        ask.count("delegates", pk=pk, show="present"), " 人，没到 ",
        ask.count("delegates", pk=pk, show="absent"), " 人。",
    ]  # fmt: skip


def _behind(resolution: Resolution) -> str:
    """What it stands behind, in words."""
    told = []
    if resolution.charter:
        told.append(f"章程「{resolution.charter.version}」{resolution.charter.valid_from} 起施行")
    told += resolution.standards
    if resolution.report_year:
        told.append(f"审议了 {resolution.report_year} 年报告")
    return "，" + "，".join(told) if told else ""


def _suggestions(ask: Numbers) -> Part:
    part = Part("四、合理化建议")
    found = [each for each in (ask.year, ask.year - 1) if Suggestion.objects.of_year(each).exists()]
    part.paragraphs += [suggestions_of(ask, each) for each in found]
    for each in found:
        brought = confirmed_of(Suggestion.objects.of_year(each).counted())
        if brought.direct or brought.indirect:
            many = ask.count("suggestions", year=str(each), show="benefit")
            words: Paragraph = [f"{each} 年的建议经会计核定有效益的 ", many, " 条"]
            worth = Figure(yuan(brought.amount), many.source, many.url)
            words += ["，直接经济效益一年 ", worth, " 元。"]
            part.paragraphs.append(words)
    if not found:
        part.paragraphs.append(["这一年和上一年的合理化建议：无。"])
    return part


def _disclosure(ask: Numbers) -> Part:
    """The catalogue knows only today; notices and objections know their year."""
    part = Part("五、厂务公开")
    if ask.is_running:
        due, public = (ask.total("catalogue", attrgetter(key)) for key in ("due", "public"))
        late = ask.total("catalogue", attrgetter("late"), show="late")
        words: Paragraph = ["公开目录 ", ask.count("catalogue"), " 项，应公开 ", due]
        words += [" 期，已公开 ", public, " 期，断档 ", late, " 期，在 "]
        part.paragraphs.append([*words, ask.count("catalogue", show="late"), " 项里。"])
    year = str(ask.year)
    words = ["这一年公示 ", ask.count("notices", year=year), " 件，收到不同意见 "]
    words += [ask.count("objections", year=year), " 条，还没有答复的 "]
    part.paragraphs.append([*words, ask.count("objections", year=year, show="open"), " 条。"])
    return part


def _matters(ask: Numbers) -> Part:
    """诉求, quarter by quarter, by the day they were raised."""
    part = Part("六、职工诉求")
    if not ask.user.may_use("view_matters"):
        part.paragraphs.append(["诉求的数，有「查看转办事项」权限的人打开才有。"])
        return part
    first, last = Quarter(ask.year, 1), Quarter.of(ask.on)
    for quarter in first.until(last):
        key = f"{quarter.year}-{quarter.number}"
        raised = ask.count("matters", quarter=key, show="all")
        words: Paragraph = [f"{quarter.words}提出 ", raised, " 件，办结 "]
        words += [ask.count("matters", quarter=key, show="closed"), " 件，说过不满意的 "]
        part.paragraphs.append([*words, ask.count("matters", quarter=key, show="bad"), " 件。"])
    return part


def _supervision(ask: Numbers) -> Part:
    year = str(ask.year)
    words: Paragraph = ["监督检查 ", ask.count("inspections", year=year), " 次，下整改通知 "]
    words += [ask.count("rectifications", year=year), " 张，改好并由别人复查 "]
    closed = ask.count("rectifications", year=year, show="closed")
    late = ask.count("rectifications", year=year, show="late")
    words += [closed, " 张，过期没改好 ", late, " 张。"]
    return Part("七、监督检查和整改", [words])


def _reports(ask: Numbers) -> Part:
    """Whole quarters only, and nothing under five: each number leads to the table everyone reads."""
    part = Part("八、举报")
    told = next((each for each in report_years(on=ask.today) if each.year == ask.year), None)
    if told is None:
        part.paragraphs.append(["这一年已经过完的季度收到的举报：无。"])
        return part
    table = f"{reverse('report-new')}#rrn"
    received, answered, days = (
        Figure("不足 5" if many is None else str(many), "收了多少，办了多久", table)
        for many in (told.received, told.answered, told.mean_days)
    )
    words: Paragraph = [
        f"到第 {told.until} 季度，收到举报 ",
        received,
        " 件，已答复 ",
        answered,
        " 件",
    ]
    if told.mean_days is not None:
        words += ["，平均 ", days, " 天答复"]
    part.paragraphs.append([*words, "。"])
    return part
