"""Open data 公开数据: the sums of the front door as a file, from the same queries; nobody is in it."""

import csv
import datetime as dt
import io
from dataclasses import asdict, dataclass

from disclosure.masking import Group, merged
from disclosure.models import Suggestion
from disclosure.period_tables import visit_groups
from disclosure.public_words import in_public_words
from disclosure.walls import walls
from mutualfund.claim_stats import claim_stats
from mutualfund.models import Fund, Member
from mutualfund.reports import fund_statement
from staff.summary import head_count, tier_counts
from welfare.days import Quarter


@dataclass(frozen=True)
class Datum:
    """One number: what it is about, what it counts, the number as text, its unit."""

    about: str
    name: str
    value: str
    unit: str


def open_data(*, on: dt.date) -> list[Datum]:
    """Every sum the board shows. A fixed number of queries."""
    return [*_people(on), *_fund(on), *_help(on), *_visits(on), *_rest(on)]


def _people(on: dt.date) -> list[Datum]:
    people = head_count(on=on)
    counted = {
        "集体职工": people.workers, "男": people.men, "女": people.women, "在岗": people.on_post,
        "息岗": people.off_post, "内部退养": people.early_retired, "残疾": people.disabled,
        "参加互助": Member.objects.open_on(on).count(),
    }  # fmt: skip
    for one in tier_counts(on=on):
        counted[one.tier.name] = counted.get(one.tier.name, 0) + one.files
    rows = [Datum("职工", name, str(count), "人") for name, count in counted.items()]
    return [*rows, Datum("职工", "双职工户", str(people.double_households), "户")]


def _fund(on: dt.date) -> list[Datum]:
    statement = fund_statement(Fund.objects.mutual_aid(), on=on)
    parts = [("收进", part) for part in statement.income]
    parts += [("用出", part) for part in statement.expenses]
    rows = [
        Datum("互助金", f"{way}：{in_public_words(part).name}", f"{part.amount:.2f}", "元")
        for way, part in parts
    ]
    sums = {"一共收进": statement.raised, "一共用出": statement.spent, "结余": statement.balance}
    return [*rows, *(Datum("互助金", name, f"{sum_:.2f}", "元") for name, sum_ in sums.items())]


def _help(on: dt.date) -> list[Datum]:
    stats, found = claim_stats(on=on), []
    for kind in (*stats.kinds, stats.total):
        found.append(Datum("补助", kind.label, str(kind.cases), "人次"))
        found.append(Datum("补助", kind.label, str(kind.persons), "人"))
    return found


def _visits(on: dt.date) -> list[Datum]:
    quarter = Quarter.of(on)
    groups: list[Group] = merged(visit_groups(quarter))
    about = f"走访，{quarter.year} 年{quarter.words}"
    found = []
    for group in groups:
        found.append(Datum(about, f"{group.name}应走访", group.people_words, "户"))
        found.append(Datum(about, f"{group.name}走到", str(int(group.amount)), "户"))
    return found


def _rest(on: dt.date) -> list[Datum]:
    year = Suggestion.objects.judged_year(on=on)
    tally = Suggestion.objects.of_year(year).tally()
    found = [
        Datum(f"合理化建议，{year} 年", name, str(count), "条")
        for name, count in (
            ("征集", tally["total"]), ("优秀", tally["excellent"]), ("落实", tally["implemented"]),
        )
    ]  # fmt: skip
    for wall in walls(on=on):
        found.append(Datum("公开栏", f"{wall.board}应贴", str(wall.due), "件"))
        found.append(Datum("公开栏", f"{wall.board}算数", str(wall.counted), "件"))
    return found


def as_rows(data: list[Datum], *, on: dt.date) -> list[dict[str, str]]:
    """For JSON: each number with its day."""
    return [{"on": on.isoformat(), **asdict(one)} for one in data]


def as_csv(data: list[Datum], *, on: dt.date) -> str:
    """With the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    pen = csv.writer(out)
    pen.writerow(["日期", "类别", "项目", "数", "单位"])
    pen.writerows([on.isoformat(), one.about, one.name, one.value, one.unit] for one in data)
    return "\ufeff" + out.getvalue()
