"""The meetings of the demo world: the congress that passed the charter, this year's, a joint meeting."""

import datetime as dt

from disclosure.actions.congresses import add_resolution, confirm_congress, record_congress
from disclosure.actions.papers import cleaned
from disclosure.congress_links import Behind
from disclosure.delegate_lines import Attending, read_delegates
from disclosure.models import CongressKind
from mutualfund.models import Charter
from staff.models import CertificationRule, SubsistenceLine, TierScheme, Worker
from welfare import clock
from welfare.demo.cast import Cast
from welfare.demo.events import MORNING
from welfare.demo.money import scanned

ENTITLED, PRESENT = 60, 54
AWAY = {9: "请假", 19: "请假", 29: "缺席", 39: "请假", 49: "请假", 59: "缺席"}


def _delegates(day: dt.date) -> list[Attending]:
    """Sixty of the roster of the day, from every station."""
    rows = Worker.objects.on_roster(on=day).order_by("station", "number")
    numbers = list(rows.values_list("number", flat=True))
    chosen = numbers[:: len(numbers) // ENTITLED][:ENTITLED]
    lines = (f"{number} {AWAY.get(place, '')}" for place, number in enumerate(chosen))
    return read_delegates("\n".join(lines), on=day)


def settle_congresses(cast: Cast, until: dt.date) -> None:
    """Recorded by the officer, confirmed by the chair; the joint meeting of last week waits."""
    charter = Charter.objects.in_force(on=until)
    tiers = TierScheme.objects.order_by("-valid_from").first()
    rules = CertificationRule.objects.in_force(on=until)
    line = SubsistenceLine.objects.filter(branch=None).first()
    passed = {
        "章程": (charter.resolution, "通过互助补充保险合作社章程", Behind(charter=charter)),
        "报告": (f"决〔{until.year}〕1 号", f"审议通过 {until.year - 1} 年关爱工作报告",
                 Behind(report_year=until.year - 1)),
        "等级": (f"决〔{until.year}〕2 号", "困难职工按三个等级认定", Behind(tiers=tiers)),
        "标准": (f"决〔{until.year}〕3 号", "认定期限和低保标准", Behind(rules=rules, line=line)),
    }  # fmt: skip
    files = cleaned([scanned(3, "纪要")])
    held = [
        (CongressKind.CONGRESS, "集经职工代表大会", charter.valid_from, ("章程",), True),
        (CongressKind.CONGRESS, f"{until.year} 年职工代表大会", dt.date(until.year, 3, 18),
         ("报告", "等级", "标准"), True),
        (CongressKind.JOINT, "职工代表联席会", until - dt.timedelta(days=6), (), False),
    ]  # fmt: skip
    for kind, title, day, resolved, confirmed in held:
        with clock.travel(dt.datetime.combine(day, MORNING)):
            congress = record_congress(
                kind, title=title, held_on=day, place="段机关礼堂", entitled=ENTITLED,
                present=PRESENT, delegates=_delegates(day) if day.year == until.year else (), agenda="听取关爱集体职工工作报告\n表决决议", files=files, on=day,
                by=cast["zhengmin"],
            )  # fmt: skip
            for key in resolved:
                number, words, behind = passed[key]
                add_resolution(
                    congress, number=number, title=words, agreed=PRESENT - 2, refused=1,
                    abstained=1, behind=behind, by=cast["zhengmin"],
                )  # fmt: skip
            if confirmed:
                confirm_congress(congress, on=day, by=cast["gaoli"])
