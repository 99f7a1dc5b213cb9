"""困难职工档案 in the columns of the national union's form (domain.md 5.3), and its families.

What was said when the file was certified comes from its last approved run.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import CharField, Prefetch, QuerySet, Value

from staff.income import IncomeSum, summed
from staff.models import (
    Cause,
    Certification,
    DepotFacts,
    FileStatus,
    HardshipFile,
    HouseholdMember,
    IncomeKind,
    IncomeTest,
    MeasureKind,
    Worker,
)
from staff.roster_fields import paper_words
from welfare.masks import address_masked, card_masked, id_masked, phone_masked
from welfare.names import masked
from welfare.shapes import Column, hidden

MONTHS = 12
DEPOT = ("industry", "nature", "condition", "postcode")
TESTED = "认定时核算的，没有扣刚性支出；没有核算过的是"
# the form's ten causes (domain.md 5.2) for ours
NATIONAL_CAUSE = {
    Cause.OWN_ILLNESS: "患重特大疾病",
    Cause.FAMILY_ILLNESS: "患重特大疾病",
    Cause.DISASTER: "遭受意外事故",
    Cause.ACCIDENT: "遭受意外事故",
    Cause.SCHOOLING: "子女上学",
    Cause.NO_ABILITY: "无劳动能力",
    Cause.NO_JOB: "有劳动能力而未就业",
    Cause.LAID_OFF: "下岗失业",
    Cause.UNINSURED: "未参加社会保险",
    Cause.UNDERINSURED: "社会保险待遇落实不到位",
}
OTHER_CAUSE = "其他"
NATIONAL_MEASURE = {
    MeasureKind.JOB: "就业创业",
    MeasureKind.TRAINING: "就业创业",
    MeasureKind.LOAN: "就业创业",
    MeasureKind.LIVING: "生活救助",
    MeasureKind.SCHOOLING: "子女助学",
    MeasureKind.MEDICINE: "医疗救助",
    MeasureKind.INSURANCE: "纳入社保",
    MeasureKind.LEGAL: "法律援助",
    MeasureKind.COUNSELLING: "心理疏导",
}
# what came in besides wages
UNWAGED = (IncomeKind.BUSINESS, IncomeKind.PROPERTY, IncomeKind.TRANSFER, IncomeKind.OTHER_IN)


def with_runs(files: "QuerySet[HardshipFile]", *, on: dt.date) -> "QuerySet[HardshipFile]":
    """The files with their approved runs, tests and measures, and what the depot says of itself
    on a day, for the columns. Six queries more.
    """
    depot = DepotFacts.objects.of(on)
    tests = IncomeTest.objects.prefetch_related("lines")
    runs = Certification.objects.filter(status=FileStatus.ACTIVE).select_related(
        "filled_by", "reviewer", "proposed_tier"
    )
    runs = runs.prefetch_related(Prefetch("incomes", tests))
    told = {f"depot_{name}": Value(getattr(depot, name), CharField()) for name in DEPOT}
    known = files.annotate(**told).prefetch_related("plan__measures")
    return known.prefetch_related(Prefetch("certifications", runs, to_attr="approved_runs"))


def run_of(file: HardshipFile) -> Certification | None:
    """The last approved run of a file that came by `with_runs`; none of one taken over."""
    runs: list[Certification] = file.approved_runs  # type: ignore[attr-defined]  # by with_runs
    return max(runs, key=lambda run: (run.decided_on, run.pk), default=None)


def income_of(file: HardshipFile) -> IncomeSum | None:
    """What the last income test of that run added up to."""
    run = run_of(file)
    tests = list(run.incomes.all()) if run else []
    return summed(max(tests, key=lambda test: test.pk)) if tests else None


def _run(told: Callable[[Certification], Any]) -> Callable[[HardshipFile], Any]:
    def of(file: HardshipFile) -> Any:
        run = run_of(file)
        return "" if run is None else told(run)

    return of


def _yes_no(is_so: bool) -> str:
    return "是" if is_so else "否"


def _worker(name: str) -> Callable[[HardshipFile], Any]:
    return lambda file: getattr(file.worker, name)


def _depot(title: str, name: str) -> Column:
    return Column(title, f"depot_{name}", "全单位一样，后台「单位情况」里改")


def helped_by(file: HardshipFile) -> str:
    """措施类别 in the form's own words, each once: what the relief plan does and did."""
    plan = getattr(file, "plan", None)
    kinds = [one.kind for one in plan.measures.all() if one.progress != "dropped"] if plan else []
    return "、".join(dict.fromkeys(NATIONAL_MEASURE[MeasureKind(kind)] for kind in kinds))


def _monthly(worker: Worker) -> Decimal | None:
    """家庭月收入, yuan; a sealed column."""
    income: Any = worker.family_income
    return None if income in (None, "") else Decimal(income)


def yearly_income(file: HardshipFile) -> Decimal | None:
    """家庭年度总收入, yuan: as tested, else the registry's month times twelve."""
    if tested := income_of(file):
        return tested.income
    monthly = _monthly(file.worker)
    return None if monthly is None else monthly * MONTHS


def per_head(file: HardshipFile) -> Decimal | None:
    """家庭月人均收入, yuan and cents, before rigid expenses; None while it is unknown."""
    if tested := income_of(file):
        return (tested.income / tested.parts).quantize(Decimal("0.01"), ROUND_HALF_UP)
    monthly, size = _monthly(file.worker), file.worker.family_size
    if monthly is None or not size:
        return None
    return (monthly / size).quantize(Decimal("0.01"), ROUND_HALF_UP)


def main_cause(file: HardshipFile) -> str:
    """主要致困原因 in the form's own words."""
    return NATIONAL_CAUSE.get(Cause(file.cause), OTHER_CAUSE)


def other_causes(run: Certification) -> str:
    """次要致困原因 in the form's own words, each once."""
    words = [NATIONAL_CAUSE.get(Cause(key), OTHER_CAUSE) for key in run.other_causes]
    return "、".join(dict.fromkeys(words))


def has_one_parent(file: HardshipFile) -> str:
    """是否单亲: as the application said, else as far as the cause says so."""
    if run := run_of(file):
        return _yes_no(run.is_single_parent or file.cause == Cause.SINGLE_PARENT)
    return "是" if file.cause == Cause.SINGLE_PARENT else ""


def unwaged(file: HardshipFile) -> Decimal | None:
    """家庭其他非薪资年收入, yuan in twelve months, as tested."""
    tested = income_of(file)
    if tested is None:
        return None
    labels = {kind.label for kind in UNWAGED}
    return sum((item.amount for item in tested.items if item.words in labels), Decimal(0))


def people_of(file: HardshipFile) -> int | None:
    """家庭人口: as tested, else as registered."""
    tested = income_of(file)
    return tested.people if tested else file.worker.family_size


def decided(run: Certification) -> str:
    """基层工会意见: what the union decided, under which number and when."""
    tier = run.proposed_tier.name if run.proposed_tier else ""
    return f"同意认定{tier}，{run.decision_no}，{run.decided_on}"


IDENTITY = (
    Column("档案号", lambda f: f.number, "系统给的档案号"),
    Column("职工编号", _worker("number")),
    Column("困难类别", lambda f: f.tier.name, "本单位的等级；对应全国的深度、相对、意外由上级定"),
    Column("姓名", _worker("name")),
    Column("民族", _worker("ethnicity"), "见代码表"),
    Column("性别", lambda f: f.worker.get_sex_display()),
    Column("政治面貌", _worker("political_status"), "见代码表"),
    Column("身份证号", lambda f: str(f.worker.id_number), "18 位，文本", id_masked),
    Column("出生日期", lambda f: paper_words(f.worker, "birth"), "只知道年月的写到月"),
    Column("健康状况", _run(lambda run: str(run.health or "")), "申请时写的", hidden),
    Column("残疾类别", lambda f: str(f.worker.disability_type or ""), "见代码表", hidden),
    Column(
        "残疾证号",
        lambda f: str(f.worker.disability_certificate or ""),
        "全国表没有这一列，便于核对",
        card_masked,
    ),
    Column("工作状态", lambda f: f.worker.get_post_display(), "在岗、息岗、内部退养"),
    Column("劳模类型", _worker("model_worker_type"), "见代码表"),
)
LIVING = (
    Column("住房类型", _run(lambda run: run.get_housing_display()), "申请时写的"),
    Column("建筑面积", _run(lambda run: run.floor_area), "平方米"),
    Column("手机号码", lambda f: str(f.worker.phone or ""), "文本", phone_masked),
    Column("其他联系方式", _run(lambda run: str(run.contact or "")), "申请时写的", hidden),
    Column(
        "邮政编码", lambda f: f.worker.postcode or f.depot_postcode, "家里的，没有登记的写单位的"
    ),
    Column("家庭住址", lambda f: str(f.worker.address or ""), "", address_masked),
    Column("户口类型", _worker("household_type"), "见代码表"),
    Column("户口所在地行政区划", _worker("household_place")),
    Column("婚姻状况", _worker("marital_status"), "见代码表"),
    Column("是否单亲", has_one_parent, "申请时写的；没有走过认定的按致困原因推出"),
    Column("是否零就业家庭", _run(lambda run: _yes_no(run.is_zero_employment)), "申请时写的"),
    Column("是否有自救能力", _run(lambda run: _yes_no(run.can_self_help)), "申请时写的"),
    Column("医保状况", _run(lambda run: run.insurance), "申请时写的"),
)
WORK = (
    Column("工作时间", lambda f: paper_words(f.worker, "work_start"), "参加工作时间"),
    _depot("所属行业", "industry"),
    Column("工作单位", lambda f: f"{f.worker.station.branch.name} {f.worker.station.name}"),
    _depot("单位性质", "nature"),
    _depot("企业状况", "condition"),
)
INCOME = (
    Column("本人月平均收入", _run(lambda run: run.own_income), "元，申请时写的", hidden),
    Column("家庭其他非薪资年收入", unwaged, "元，认定时核算的 12 个月合计", hidden),
    Column("家庭年度总收入", yearly_income, f"元，{TESTED}家庭月收入 × 12", hidden),
    Column("家庭人口", people_of, f"{TESTED}花名册上的"),
    Column("家庭月人均收入", per_head, f"元，{TESTED}家庭月收入 ÷ 家庭人口", hidden),
)
CAUSE_AND_BANK = (
    Column("主要致困原因", main_cause, "换成全国表的十种"),
    Column("次要致困原因", _run(other_causes), "换成全国表的说法"),
    Column("致困原因说明", lambda f: f.get_cause_display(), "本单位花名册的说法"),
    Column("开户银行", _worker("bank_name")),
    Column("支行名称", _worker("bank_branch")),
    Column(
        "银行卡号",
        lambda f: card_masked(str(f.worker.bank_card or "")),
        "只留后四位：全号只有出纳能看",
    ),
)
SIGNED = (
    Column("认定依据", lambda f: f.basis),
    Column("建档日期", lambda f: f.opened_on),
    Column("复核日期", lambda f: f.recheck_on),
    Column("建档人", _run(lambda run: run.filled_by.name), "填申请表的人"),
    Column("审核人", _run(lambda run: run.reviewer.name if run.reviewer else ""), "初审材料的人"),
    Column("基层工会意见", _run(decided), "段工会的审批"),
    Column("上级工会意见", _run(lambda run: run.senior_opinion), "审批时写的"),
    Column("是否解困脱困", lambda f: "是" if f.exited_on else "否"),
    Column("解困脱困时间", lambda f: f.exited_on),
    Column("措施类别", helped_by, "帮扶方案里的措施，不办了的不算"),
)
HARDSHIP_COLUMNS = (*IDENTITY, *LIVING, *WORK, *INCOME, *CAUSE_AND_BANK, *SIGNED)


def members_of(files: "QuerySet[HardshipFile]") -> Iterable[tuple[str, Any]]:
    """(档案号, 家庭成员) of every file, those who still belong to it. Two queries."""
    numbers: dict[int, list[HardshipFile]] = {}
    for file in files:
        if file.worker.household_id:
            numbers.setdefault(file.worker.household_id, []).append(file)
    living = HouseholdMember.objects.filter(household__in=numbers, ended_on=None)
    members = living.order_by("household", "pk")
    for member in members:
        for file in numbers[member.household_id]:
            yield file.number, member


MEMBER_COLUMNS = (
    Column("档案号", lambda row: row[0]),
    Column("姓名", lambda row: row[1].name, "", masked),
    Column("与职工关系", lambda row: row[1].get_relation_display()),
    Column("出生日期", lambda row: row[1].birth),
    Column("身份证号", lambda row: str(row[1].id_number or ""), "文本", id_masked),
    Column("健康状况", lambda row: row[1].get_health_display(), "", hidden),
    Column("疾病或残疾类别", lambda row: str(row[1].illness or ""), "", hidden),
    Column("医保状况", lambda row: row[1].get_medical_insurance_display()),
    Column("月收入", lambda row: row[1].income, "元", hidden),
    Column("身份", lambda row: row[1].get_identity_display()),
    Column("单位或学校", lambda row: row[1].workplace, "", hidden),
    Column("当前学历", lambda row: row[1].get_schooling_display()),
    Column("入学年份", lambda row: row[1].entered_year),
    Column("学制", lambda row: row[1].school_years, "年"),
    Column("情况", lambda row: row[1].remark, "", hidden),
)
