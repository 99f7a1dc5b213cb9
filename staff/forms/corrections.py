"""Correcting a person's facts; sealed ones are never filled in beforehand."""

from collections.abc import Iterable
from typing import Any

from django import forms

from staff.forms.told import ToldForm, day_field
from staff.models import Precision, Sex, Worker
from staff.roster_sheet.columns import DISABILITIES, GRADES, HOUSEHOLDS, MARRIAGES, MODELS
from welfare.form_choices import give_choices
from welfare.masks import address_masked, id_masked, phone_masked
from welfare.sheets.cells import Cell, Kind
from welfare.sheets.values import BadValue, birth_of, digits, id_number, is_male

KEEP = "空着就是不改"
SEALED = (
    "id_number", "phone", "address", "family_income", "disability_certificate",
    "disability_type", "disability_grade",
)  # fmt: skip
DISABILITY = ("disability_certificate", "disability_type", "disability_grade")
OPEN = (
    "name", "sex", "birth", "birth_precision", "ethnicity", "political_status", "education",
    "work_start", "work_start_precision", "family_size", "is_disabled", "remark",
    "join_date", "join_date_precision", "marital_status", "household_type", "model_worker_type",
    "household_place", "postcode", "bank_name", "bank_branch",
)  # fmt: skip
POSTCODE_DIGITS = 6
MOBILE_DIGITS = (7, 12)  # a landline without area code to one with


def coded(label: str, words: Iterable[str], blank: str = "没有登记") -> forms.ChoiceField:
    """A word of a short list, or none."""
    choices = [("", blank), *((word, word) for word in dict.fromkeys(words))]
    return forms.ChoiceField(label=label, choices=choices, required=False)


class CorrectForm(ToldForm):
    """更正档案. Unit, post and identity have a page of their own: they are dated."""

    name = forms.CharField(label="姓名", max_length=60)
    sex = forms.ChoiceField(label="性别", choices=Sex.choices)
    id_number = forms.CharField(label="身份证号", max_length=18, required=False)
    birth = day_field("出生日期", required=False)
    birth_precision = forms.ChoiceField(label="出生日期准到", choices=Precision.choices)
    ethnicity = forms.CharField(label="民族", max_length=20, required=False)
    political_status = forms.CharField(label="政治面貌", max_length=20, required=False)
    education = forms.CharField(label="文化程度", max_length=20, required=False)
    marital_status = coded("婚姻状况", MARRIAGES.values())
    household_type = coded("户口性质", HOUSEHOLDS.values())
    household_place = forms.CharField(label="户口所在地行政区划", max_length=60, required=False)
    work_start = day_field("参加工作时间", required=False)
    work_start_precision = forms.ChoiceField(label="参加工作准到", choices=Precision.choices)
    join_date = day_field("进入集体单位时间", required=False)
    join_date_precision = forms.ChoiceField(label="进入单位准到", choices=Precision.choices)
    model_worker_type = coded("劳模类型", MODELS.values())
    phone = forms.CharField(label="联系电话", max_length=20, required=False)
    address = forms.CharField(label="家庭住址", max_length=100, required=False)
    postcode = forms.CharField(label="邮政编码", max_length=6, required=False)
    bank_name = forms.CharField(
        label="开户银行", max_length=40, required=False, help_text="工资卡的开户行，例如 工商银行"
    )
    bank_branch = forms.CharField(label="支行名称", max_length=60, required=False)
    family_size = forms.IntegerField(label="家庭人口", min_value=1, max_value=30, required=False)
    family_income = forms.DecimalField(
        label="家庭月收入（元）", min_value=0, max_digits=10, decimal_places=2, required=False
    )
    is_disabled = forms.BooleanField(
        label="残疾", required=False, help_text="去掉勾，残疾证号、类别和等级一并清掉"
    )
    disability_certificate = forms.CharField(label="残疾证号", max_length=30, required=False)
    disability_type = coded("残疾类别", DISABILITIES.values(), "不改")
    disability_grade = coded("残疾等级", GRADES.values(), "不改")
    remark = forms.CharField(label="备注", max_length=200, required=False)
    reason = forms.CharField(label="更正的原因", max_length=200, help_text="凭什么改，记入操作日志")

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(worker, name) for name in OPEN}
        super().__init__(*args, **kwargs)
        self.worker = worker
        for name in ("marital_status", "household_type", "model_worker_type"):
            field, known = self.fields[name], getattr(worker, name)
            told = list(field.choices)  # type: ignore[attr-defined]  # a choice field
            if known and known not in dict(told):
                give_choices(self, **{name: [*told, (known, known)]})  # kept as read
        shown = {
            "id_number": id_masked(str(worker.id_number)),
            "phone": phone_masked(str(worker.phone)) if worker.phone else "没有登记",
            "address": address_masked(str(worker.address)) or "没有登记",
        }
        for name, words in shown.items():
            self.fields[name].help_text = f"现在是 {words}。{KEEP}"
        for name in ("family_income", *DISABILITY):
            is_told = getattr(worker, name) not in (None, "")
            words = "已经登记，不在这里显示" if is_told else "没有登记"
            self.fields[name].help_text = f"{words}。{KEEP}"

    def clean_id_number(self) -> str:
        """A number of the right length, check digit and day."""
        try:
            return id_number(Cell(Kind.TEXT, self.cleaned_data["id_number"]))
        except BadValue as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean_postcode(self) -> str:
        """Six digits."""
        code: str = self.cleaned_data["postcode"]
        if code and not (code.isascii() and code.isdecimal() and len(code) == POSTCODE_DIGITS):
            raise forms.ValidationError("邮政编码是 6 位数字")
        return code

    def clean_phone(self) -> str:
        """Digits, seven to twelve."""
        number = digits(Cell(Kind.TEXT, self.cleaned_data["phone"]))
        low, high = MOBILE_DIGITS
        if number and not (number.isdigit() and low <= len(number) <= high):
            raise forms.ValidationError("联系电话只写数字，7 到 12 位")
        return number

    def clean(self) -> dict[str, Any]:
        """Sex and birthday agree with the ID number, the new one or the one known; nobody has a
        certificate of a disability he has not."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("is_disabled") and any(told.get(name) for name in DISABILITY):
            self.add_error("is_disabled", "写了残疾证号、类别或等级，就要勾上「残疾」")
        number = told.get("id_number") or str(self.worker.id_number)
        if not number:
            return told
        if told.get("sex") and (told["sex"] == Sex.MALE) != is_male(number):
            self.add_error("sex", "性别和身份证号不符，请核对证件")
        birth = told.get("birth")
        exact = told.get("birth_precision") == Precision.DAY
        if birth and exact and birth != birth_of(number):
            self.add_error("birth", f"出生日期和身份证号不符，证号里是 {birth_of(number)}")
        return told

    def facts(self) -> dict[str, Any]:
        """What the answers say; a sealed field left empty says nothing."""
        told = {name: self.cleaned_data[name] for name in OPEN}
        sealed = {name: self.cleaned_data.get(name) for name in SEALED}  # income may be barred
        if not told["is_disabled"]:
            told |= dict.fromkeys(DISABILITY, "")
        return told | {name: value for name, value in sealed.items() if value not in (None, "")}
