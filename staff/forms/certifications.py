"""Forms of the application and of the documents: shape only, the actions refuse."""

from typing import Any

from django import forms

from staff.forms.fields import amount_field, choice_field, day_field, several_field, words_field
from staff.hardship_facts import Circumstances
from staff.models import Cause, Certification, FilePaper, Housing, Nature, Tier
from welfare.form_choices import give_choices
from welfare.models import User

FLAGS = {
    "is_sudden": "突发意外造成的困难（意外致困）",
    "is_single_parent": "单亲",
    "is_zero_employment": "零就业家庭",
    "can_self_help": "有自救能力",
    "is_staff_relative": "是经办人员的近亲属",
}


class ApplicationForm(forms.Form):
    """困难职工档案表: what the worker says; members come from the household, not typed again."""

    asked_tier = forms.ModelChoiceField(
        label="申请等级", queryset=Tier.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": "选申请等级", "invalid_choice": "选列出来的等级"},
    )  # fmt: skip
    cause = choice_field("主要致困原因", Cause.choices)
    other_causes = several_field("次要致困原因", Cause.choices, required=False,
                                 help_text="最多三项")  # fmt: skip
    nature = choice_field("成因性质", Nature.choices)
    story = words_field("家里的困难情况", rows=4, max_length=800)
    health = forms.CharField(label="健康状况", max_length=60, required=False)
    housing = forms.ChoiceField(
        label="住房类型", choices=[("", "选一种"), *Housing.choices], required=False
    )
    floor_area = forms.DecimalField(
        label="建筑面积（平方米）", max_digits=6, decimal_places=1, min_value=0, required=False,
        error_messages={"invalid": "建筑面积写成数字，例如 62.5"},
    )  # fmt: skip
    insurance = forms.CharField(label="医保状况", max_length=40, required=False)
    contact = forms.CharField(label="其他联系方式", max_length=60, required=False)
    own_income = amount_field("本人月平均收入（元）", required=False)

    def __init__(self, *args: Any, tiers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, asked_tier=tiers)
        for name, label in FLAGS.items():
            self.fields[name] = forms.BooleanField(label=label, required=False)

    def told(self) -> Circumstances:
        """The answers of a valid form."""
        given = {k: v for k, v in self.cleaned_data.items() if k in Circumstances.__annotations__}
        return Circumstances(**given)

    @staticmethod
    def initial_of(run: Certification) -> dict[str, object]:
        """The answers a run holds already."""
        names = [*ApplicationForm.base_fields, *FLAGS]
        return {name: getattr(run, name) for name in names}


class TierChangeForm(ApplicationForm):
    """等级调整: the same form with the reason on top."""

    reason = words_field("为什么要调整")
    field_order = ("reason",)


class OwnApplicationForm(ApplicationForm):
    """The worker fills in for himself and signs in the same step."""

    authorised = forms.BooleanField(
        label="我授权工会核对我家的经济状况",
        error_messages={"required": "要同意授权核查，才能申请"},
    )
    promised = forms.BooleanField(
        label="我承诺写的都是真的", error_messages={"required": "要承诺如实填写，才能申请"}
    )
    agreed = forms.BooleanField(
        label="我同意公示：遮住中间一字的姓名、单位和拟定等级",
        error_messages={"required": "要同意公示，才能申请"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_staff_relative"]
        self.order_fields(
            [name for name in self.fields if name not in {"authorised", "promised", "agreed"}]
        )


class SignForm(forms.Form):
    """记本人签字: the paper with the worker's signature lies before the officer."""

    signed_on = day_field("签字日期")
    authorised = forms.BooleanField(label="授权核查已签", required=False)
    promised = forms.BooleanField(label="如实承诺已签", required=False)
    agreed = forms.BooleanField(label="同意公示已签", required=False)


class PapersForm(forms.Form):
    """材料初审: the bag of the file, ticked against the originals."""

    papers = several_field("原件都看过的材料", FilePaper.choices, required=False)
    missing = words_field("要补什么（退回时填）", rows=2, required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Everything seen and something missing are two answers."""
        given: dict[str, Any] = super().clean() or {}
        whole = set(given.get("papers", ())) == set(FilePaper.values)
        if whole and given.get("missing", "").strip():
            self.add_error(
                "missing", "材料都勾了，又写了要补的。齐了就清空这一格；要退回，就去掉没看到的勾"
            )
        return given


class PersonChoice(forms.ModelMultipleChoiceField):
    """People by name, with the reason against those who may not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            User.objects.none(), widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "选人", "invalid_choice": "选的人不能办这一步"}, **kwargs,
        )  # fmt: skip

    def label_from_instance(self, obj: Any) -> str:
        """The name, with post and surveys still to sign where they are known."""
        told = [str(getattr(obj, "post", "") or "")]
        if load := getattr(obj, "load", 0):
            told.append(f"手上还有 {load} 户没调查完")
        words = "，".join(filter(None, told))
        return f"{obj.name}（{words}）" if words else str(obj.name)


class PeopleForm(forms.Form):
    """指派: two people out of those who may."""

    people = PersonChoice(label="调查人（至少两人）")

    def __init__(self, *args: Any, free: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, people=free)
