"""Family members, and which worker belongs to which household."""

from typing import Any

from django import forms

from staff.forms.told import ToldForm, day_field
from staff.models import (
    Health,
    HouseholdMember,
    MedicalInsurance,
    MemberIdentity,
    Relation,
    Schooling,
)
from welfare.sheets.cells import Cell, Kind
from welfare.sheets.values import BadValue, id_number

NOT_SAID = ("", "没有登记")
KEEP = "空着就是不改"
SEALED = ("income", "id_number", "illness")
RELATIONS = [choice for choice in Relation.choices if choice[0] != Relation.SELF]


class MemberForm(ToldForm):
    """家庭成员 with the columns of the union's file form (domain.md 3.2)."""

    name = forms.CharField(label="姓名", max_length=60)
    relation = forms.ChoiceField(label="与职工关系", choices=RELATIONS)
    birth = day_field("出生日期", required=False)
    id_number = forms.CharField(label="身份证号", max_length=18, required=False)
    identity = forms.ChoiceField(
        label="身份", choices=[NOT_SAID, *MemberIdentity.choices], required=False
    )
    workplace = forms.CharField(label="单位或学校", max_length=60, required=False)
    income = forms.DecimalField(
        label="月收入（元）", min_value=0, max_digits=10, decimal_places=2, required=False
    )
    health = forms.ChoiceField(
        label="健康状况", choices=[NOT_SAID, *Health.choices], required=False
    )
    illness = forms.CharField(label="疾病或残疾类别", max_length=60, required=False)
    medical_insurance = forms.ChoiceField(
        label="医保状况", choices=[NOT_SAID, *MedicalInsurance.choices], required=False
    )
    schooling = forms.ChoiceField(
        label="当前学历（在读）", choices=[("", "不在读"), *Schooling.choices], required=False
    )
    entered_year = forms.IntegerField(
        label="入学年份", min_value=1950, max_value=2100, required=False
    )
    school_years = forms.IntegerField(label="学制（年）", min_value=1, max_value=9, required=False)
    remark = forms.CharField(label="情况", max_length=100, required=False)

    def __init__(self, *args: Any, member: HouseholdMember | None = None, **kwargs: Any) -> None:
        names = [name for name in self.base_fields if name not in SEALED]
        if member is not None:
            kwargs["initial"] = {name: getattr(member, name) for name in names}
        super().__init__(*args, **kwargs)
        self.member = member
        for name in SEALED:
            if member is not None and getattr(member, name) not in (None, ""):
                self.fields[name].help_text = KEEP

    def clean_id_number(self) -> str:
        """A number of the right length, check digit and day."""
        try:
            return id_number(Cell(Kind.TEXT, self.cleaned_data["id_number"]))
        except BadValue as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean(self) -> dict[str, Any]:
        """Who goes to school has the year he entered."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("schooling") and not told.get("entered_year"):
            self.add_error("entered_year", "在读要写「入学年份」，年级由它算出来")
        return told

    def facts(self) -> dict[str, Any]:
        """What the answers say; a sealed field left empty keeps what is known."""
        told = dict(self.cleaned_data)
        if self.member is not None:
            told = {k: v for k, v in told.items() if k not in SEALED or v not in (None, "")}
        return told


class JoinForm(ToldForm):
    """并入本户 by employee number: a name alone never says who it is."""

    number = forms.CharField(
        label="职工工号", max_length=20, help_text="按工号找，同名的人不会并错"
    )
