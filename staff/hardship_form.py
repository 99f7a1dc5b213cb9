"""困难职工档案 in the columns of the national union's form (domain.md 5.3), and its families.

A column the registry does not hold yet stays, empty: the form is filled in by hand there.
"""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import QuerySet

from staff.models import Cause, HardshipFile, HouseholdMember, Worker
from staff.roster_fields import paper_words
from welfare.masks import address_masked, card_masked, id_masked, phone_masked
from welfare.names import masked
from welfare.shapes import Column

MONTHS = 12
NOT_HERE = "系统里没有这一项，手工补"
# the form's ten causes (domain.md 5.2) for ours
NATIONAL_CAUSE = {
    Cause.OWN_ILLNESS: "患重特大疾病",
    Cause.FAMILY_ILLNESS: "患重特大疾病",
    Cause.DISASTER: "遭受意外事故",
    Cause.SCHOOLING: "子女上学",
}
OTHER_CAUSE = "其他"


def _worker(name: str) -> Callable[[HardshipFile], Any]:
    return lambda file: getattr(file.worker, name)


def _empty(title: str) -> Column:
    return Column(title, lambda _file: "", NOT_HERE)


def _hidden(_words: str) -> str:
    return "已遮"


def _monthly(worker: Worker) -> Decimal | None:
    """家庭月收入, yuan; a sealed column."""
    income: Any = worker.family_income
    return None if income in (None, "") else Decimal(income)


def yearly_income(file: HardshipFile) -> Decimal | None:
    """家庭年度总收入, yuan: the registry's month times twelve."""
    monthly = _monthly(file.worker)
    return None if monthly is None else monthly * MONTHS


def per_head(file: HardshipFile) -> Decimal | None:
    """家庭月人均收入, yuan and cents; None while income or family size is unknown."""
    monthly, size = _monthly(file.worker), file.worker.family_size
    if monthly is None or not size:
        return None
    return (monthly / size).quantize(Decimal("0.01"), ROUND_HALF_UP)


def main_cause(file: HardshipFile) -> str:
    """主要致困原因 in the form's own words."""
    return NATIONAL_CAUSE.get(Cause(file.cause), OTHER_CAUSE)


def has_one_parent(file: HardshipFile) -> str:
    """是否单亲, as far as the cause says so."""
    return "是" if file.cause == Cause.SINGLE_PARENT else ""


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
    _empty("健康状况"),
    _empty("残疾类别"),
    Column(
        "残疾证号",
        lambda f: str(f.worker.disability_certificate or ""),
        "全国表没有这一列，便于核对",
        card_masked,
    ),
    Column("工作状态", lambda f: f.worker.get_post_display(), "在岗、息岗、内部退养"),
    _empty("劳模类型"),
)
LIVING = (
    *(_empty(title) for title in ("住房类型", "建筑面积")),
    Column("手机号码", lambda f: str(f.worker.phone or ""), "文本", phone_masked),
    *(_empty(title) for title in ("其他联系方式", "邮政编码")),
    Column("家庭住址", lambda f: str(f.worker.address or ""), "", address_masked),
    *(_empty(title) for title in ("户口类型", "户口所在地行政区划", "婚姻状况")),
    Column("是否单亲", has_one_parent, "按致困原因推出，其余手工补"),
    *(_empty(title) for title in ("是否零就业家庭", "是否有自救能力", "医保状况")),
)
WORK = (
    Column("工作时间", lambda f: paper_words(f.worker, "work_start"), "参加工作时间"),
    _empty("所属行业"),
    Column("工作单位", lambda f: f"{f.worker.station.branch.name} {f.worker.station.name}"),
    *(_empty(title) for title in ("单位性质", "企业状况")),
)
INCOME = (
    *(_empty(title) for title in ("本人月平均收入", "家庭其他非薪资年收入")),
    Column("家庭年度总收入", yearly_income, "元，家庭月收入 × 12", _hidden),
    Column("家庭人口", _worker("family_size")),
    Column("家庭月人均收入", per_head, "元，系统算的：家庭月收入 ÷ 家庭人口", _hidden),
)
CAUSE_AND_BANK = (
    Column("主要致困原因", main_cause, "换成全国表的十种"),
    _empty("次要致困原因"),
    Column("致困原因说明", lambda f: f.get_cause_display(), "本单位花名册的说法"),
    *(_empty(title) for title in ("开户银行", "支行名称")),
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
    *(_empty(title) for title in ("建档人", "审核人", "基层工会意见", "上级工会意见")),
    Column("是否解困脱困", lambda f: "是" if f.exited_on else "否"),
    Column("解困脱困时间", lambda f: f.exited_on),
    _empty("措施类别"),
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
    Column("健康状况", lambda row: row[1].get_health_display(), "", _hidden),
    Column("疾病或残疾类别", lambda row: str(row[1].illness or ""), "", _hidden),
    Column("医保状况", lambda row: row[1].get_medical_insurance_display()),
    Column("月收入", lambda row: row[1].income, "元", _hidden),
    Column("身份", lambda row: row[1].get_identity_display()),
    Column("单位或学校", lambda row: row[1].workplace, "", _hidden),
    Column("当前学历", lambda row: row[1].get_schooling_display()),
    Column("入学年份", lambda row: row[1].entered_year),
    Column("学制", lambda row: row[1].school_years, "年"),
    Column("情况", lambda row: row[1].remark, "", _hidden),
)
