"""Members and the charter at the end of the demo world: who is joining, what papers say, what is to come,
and a payroll list the accountant has only looked at."""

import datetime as dt
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from mutualfund.actions.charter import adopt_charter, change_draft, draft_charter
from mutualfund.actions.collections import receive_file
from mutualfund.actions.enrolments import approve_enrolments
from mutualfund.actions.figures import state_figure
from mutualfund.actions.members import register_enrolment, sign_enrolment
from mutualfund.models import Charter, ClaimKind, CollectionKind, Measure, Member
from staff.models import Worker
from welfare.demo.cast import Cast
from welfare.sheets.writer import write_xlsx

REPORT = "集体职工工作报告"
JOINING, PAYROLL = 3, 12
KIND = ClaimKind.WEDDING_FUNERAL
# what the revision divides the kind into, each with its own amount and papers; 示例
SUBTYPES: dict[str, dict[str, object]] = {
    "本人结婚": {"covered": "本人结婚", "amount": Decimal(300), "papers": "结婚证"},
    "子女结婚": {"covered": "子女结婚", "amount": Decimal(200), "papers": "结婚证、户口簿"},
    "亲人去世": {
        "covered": "配偶、父母、子女去世", "amount": Decimal(500), "papers": "死亡证明、关系证明",
    },
}  # fmt: skip


def settle_members(cast: Cast, on: dt.date) -> None:
    """Three who are joining, the report's figures beside the books, and the next charter."""
    _enrol(cast, on)
    state_figure(
        document=REPORT, words="资金达到 75,000 多元", measure=Measure.RAISED,
        amount=Decimal(75_000), as_of=on, by=cast["chenjing"],
    )  # fmt: skip
    state_figure(
        document=REPORT, words="324 人入社，每人首次 50 元", measure=Measure.DUES,
        amount=Decimal(324 * 50), as_of=on, by=cast["chenjing"],
    )  # fmt: skip
    _revise_charter(cast, on)
    _hand_over_payroll(cast, on)


def _hand_over_payroll(cast: Cast, on: dt.date) -> None:
    """A payroll list that waits to be written: what twelve members owe next."""
    members = Member.objects.open_on(on).select_related("worker").order_by("number")[:PAYROLL]
    rows = [(m.worker.name, m.worker.number, on, Decimal(20)) for m in members]
    book = write_xlsx(("姓名", "工号", "扣款日期", "扣款金额(元)"), rows)
    receive_file(
        SimpleUploadedFile("工资代扣清单.xlsx", book), kind=CollectionKind.PAYROLL, unit="财务科",
        on=on, by=cast["chenjing"],
    )  # fmt: skip


def _enrol(cast: Cast, on: dt.date) -> None:
    inside = Member.objects.open_on(on).values("worker")
    outside = Worker.objects.on_roster(on=on).exclude(pk__in=inside).order_by("number")
    for n, worker in enumerate(outside[:JOINING]):
        enrolment = register_enrolment(worker, opinion="同意入社", on=on, by=cast["zhengmin"])
        if n:
            sign_enrolment(enrolment, on=on, by=cast["zhengmin"])
        if n == JOINING - 1:
            document = f"互助委〔{on.year}〕示例 3 号"
            approve_enrolments(
                [enrolment], document=document, approved_on=on, on=on, by=cast["gaoli"]
            )


def _revise_charter(cast: Cast, on: dt.date) -> None:
    """The congress passed a revision for the coming year; another one is only a draft."""
    year = on.year + 1
    revised = draft_charter(
        Charter.objects.in_force(on=on),
        version=f"{year} 年修订（示例）",
        on=on,
        by=cast["zhengmin"],
    )
    bands = [(band.above, band.investigators, band.agreeing) for band in revised.bands.all()]
    medical = {"cap_per_event": Decimal(600), "cap_per_year": Decimal(1000)}
    change_draft(
        revised, terms={"waiting_days": 60}, benefits={ClaimKind.MEDICAL: medical}, articles={},
        bands=bands, by=cast["zhengmin"], added=[(KIND, name) for name in SUBTYPES], removed=[KIND],
    )  # fmt: skip
    own = {f"{KIND}/{name}": facts for name, facts in SUBTYPES.items()}
    change_draft(revised, terms={}, benefits=own, articles={}, bands=bands, by=cast["zhengmin"])
    adopt_charter(
        revised, resolution=f"职代会〔{on.year}〕示例 2 号", valid_from=dt.date(year, 1, 1), on=on,
        by=cast["gaoli"],
    )  # fmt: skip
    draft_charter(revised, version=f"{year} 年再修订草案（示例）", on=on, by=cast["zhengmin"])
