"""入户调查表 (domain.md 5.4) with its income lines and the grounds against filing."""

from decimal import Decimal
from typing import Any

from django import forms

from staff.forms.fields import amount_field, choice_field, day_field, several_field, words_field
from staff.hardship_facts import GroundRow, IncomeRow, SurveyFacts
from staff.models import Clear, Finding, Ground, IncomeKind, IncomeTest, Survey, Tier
from welfare.form_choices import give_choices
from welfare.models import User

WHO = ("surveyed_at", "respondent", "relation", "people")
SEEN = ("family", "home", "assets", "verifier", "verified", "story", "needs", "clear")
ENDS = ("finding", "suggested_tier", "worker_signed_on")


class PersonField(forms.ModelChoiceField):
    """One of some people, by name."""

    def __init__(self, *, label: str, empty_label: str) -> None:
        told = {"required": f"选{label}", "invalid_choice": "选的人不能办这一步"}
        super().__init__(
            User.objects.none(), label=label, empty_label=empty_label, error_messages=told
        )

    def label_from_instance(self, obj: Any) -> str:
        """The name alone."""
        return str(obj.name)


class SurveyForm(forms.Form):
    """One form for both surveyors; each signs it with his own login."""

    surveyed_at = forms.DateTimeField(
        label="调查时间",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "填调查时间", "invalid": "调查时间写成 2026-10-18 15:20 这样"},
    )
    respondent = forms.CharField(
        label="被调查人", max_length=60, error_messages={"required": "填被调查人"}
    )
    relation = forms.CharField(
        label="和职工的关系", max_length=20, error_messages={"required": "填和职工的关系"}
    )
    people = forms.IntegerField(
        label="家庭人口", min_value=1, max_value=20,
        error_messages={"required": "填家庭人口", "invalid": "家庭人口写成整数",
                        "min_value": "家庭人口至少 1 人", "max_value": "家庭人口最多 20 人"},
    )  # fmt: skip
    family = words_field("家庭成员及健康", rows=2)
    home = words_field("住房产权、面积、实况", rows=2)
    assets = words_field("车辆、经商、房产核查和大额用品", rows=2)
    verifier = forms.CharField(
        label="邻里或单位核实人", max_length=60, error_messages={"required": "填核实人"}
    )
    verified = words_field("核实人的意见", rows=2)
    story = words_field("看到和核对的情况", rows=4, max_length=800)
    needs = words_field("帮扶需求", rows=2)
    clear = several_field("六清", Clear.choices, required=False)
    finding = choice_field("结论", [(f.value, f.label) for f in Finding if f != Finding.REFUSED])
    suggested_tier = forms.ModelChoiceField(
        label="建议等级", queryset=Tier.objects.none(), required=False, empty_label="不建议",
        error_messages={"invalid_choice": "选列出来的等级"},
    )  # fmt: skip
    worker_signed_on = day_field("本人在调查表上签字的日期")

    def __init__(self, *args: Any, tiers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, suggested_tier=tiers)
        for name in ("clear", "suggested_tier"):  # none may be right, but it is asked
            self.fields[name].is_asked = True  # type: ignore[attr-defined]  # read by the template
        for kind in IncomeKind:
            label = kind.label
            self.fields[f"amount_{kind}"] = amount_field(f"{label} 12 个月合计", required=False)
            self.fields[f"note_{kind}"] = forms.CharField(
                label=f"{label}：谁的、怎么算", max_length=60, required=False
            )
            self.fields[f"proof_{kind}"] = forms.CharField(
                label=f"{label}：凭据", max_length=60, required=False
            )
        for ground in Ground:
            self.fields[f"found_{ground}"] = forms.BooleanField(
                label=f"有：{ground.label}", required=False
            )
            self.fields[f"checked_{ground}"] = forms.CharField(
                label=f"{ground.label}：怎么核对的", max_length=120, required=False
            )
            self.fields[f"override_{ground}"] = forms.CharField(
                label=f"{ground.label}：为什么仍然建档", max_length=200, required=False
            )

    def parts(self) -> dict[str, list[forms.BoundField]]:
        """The plain fields by the card they stand in."""
        told = {"who": WHO, "seen": SEEN, "ends": ENDS}
        return {key: [self[name] for name in names] for key, names in told.items()}

    def income_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Label, amount, note and proof of every kind."""
        return [
            (kind.label, self[f"amount_{kind}"], self[f"note_{kind}"], self[f"proof_{kind}"])
            for kind in IncomeKind
        ]

    def ground_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Label, found, checked and override of every ground."""
        return [
            (ground.label, self[f"found_{ground}"], self[f"checked_{ground}"],
             self[f"override_{ground}"])
            for ground in Ground
        ]  # fmt: skip

    def facts(self) -> SurveyFacts:
        """The answers of a valid form."""
        given = self.cleaned_data
        rows = [
            IncomeRow(kind, given[f"amount_{kind}"] or Decimal(0), given[f"note_{kind}"],
                      given[f"proof_{kind}"])
            for kind in IncomeKind
        ]  # fmt: skip
        grounds = [
            GroundRow(ground, given[f"found_{ground}"], given[f"checked_{ground}"],
                      given[f"override_{ground}"])
            for ground in Ground
        ]  # fmt: skip
        plain = {name: given[name] for name in (*WHO, *SEEN, *ENDS)}
        plain["finding"] = Finding(plain["finding"])
        return SurveyFacts(**plain, rows=rows, grounds=grounds)


class RefusedForm(forms.Form):
    """家里不让调查: when, who, and what was said at the door."""

    surveyed_at = forms.DateTimeField(
        label="上门时间",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "填上门时间", "invalid": "上门时间写成 2026-10-18 15:20 这样"},
    )
    respondent = forms.CharField(
        label="谁应的门", max_length=60, error_messages={"required": "填谁应的门，没人应写没人"}
    )
    words = words_field("怎么说的，为什么不让调查", rows=3)


class ReplaceForm(forms.Form):
    """换调查人: who cannot go, who goes instead, why."""

    old = PersonField(label="谁去不了", empty_label="选人")
    new = PersonField(label="换成谁", empty_label="选人")
    words = words_field("为什么换", rows=2, max_length=200)

    def __init__(self, *args: Any, asked: Any, free: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, old=asked, new=free)


def answers_of(survey: Survey | None, test: IncomeTest | None) -> dict[str, object]:
    """What was written before, so that the second surveyor corrects and types nothing again."""
    if survey is None or test is None or survey.finding in ("", Finding.REFUSED):
        return {"relation": "本人"}
    told: dict[str, object] = {
        name: getattr(survey, name) for name in (*WHO, *SEEN, *ENDS) if name != "people"
    }
    told["people"] = test.people
    for line in test.lines.all():
        told |= {
            f"amount_{line.kind}": line.yuan, f"note_{line.kind}": line.note,
            f"proof_{line.kind}": line.proof,
        }  # fmt: skip
    for ground in survey.grounds.all():
        told |= {
            f"found_{ground.ground}": ground.is_found,
            f"checked_{ground.ground}": ground.checked,
            f"override_{ground.ground}": ground.override,
        }
    return told
