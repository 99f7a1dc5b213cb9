"""Forms of the canvass 摸底普查."""

from typing import Any

from django import forms

from staff.forms.certifications import PersonChoice
from staff.forms.fields import choice_field, day_field, words_field
from staff.forms.surveys import PersonField
from staff.models import Branch, Seen, Station
from welfare.form_choices import give_choices


class CanvassForm(forms.Form):
    """发起普查: a unit, or the whole depot."""

    name = forms.CharField(label="名称", max_length=60, error_messages={"required": "填名称"})
    branch = forms.ModelChoiceField(
        label="单位", queryset=Branch.objects.all(), required=False, empty_label="全段",
        error_messages={"invalid_choice": "选列出来的单位"},
    )  # fmt: skip
    due_on = day_field("要在哪天前完成")

    def stations(self) -> list[Station]:
        """The stations of the unit chosen; without one all of the depot."""
        branch = self.cleaned_data["branch"]
        return list(Station.objects.filter(branch=branch) if branch else Station.objects.all())


class SurveyorsForm(forms.Form):
    """指派一个车站的调查人."""

    people = PersonChoice(label="调查人（至少两人）")

    def __init__(self, *args: Any, free: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, people=free)


class FindingForm(forms.Form):
    """记一户."""

    result = choice_field("结果", Seen.choices)
    seen_on = day_field("上门日期")
    went_with = PersonField(label="同去的人", empty_label="选一位")
    companion = forms.CharField(
        label="同去的是外单位的人，写单位和姓名", max_length=60, required=False,
        error_messages={"max_length": "外单位的人写短一点，60 字以内"},
    )  # fmt: skip
    words = words_field("情况", rows=3, required=False)

    def __init__(self, *args: Any, free: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, went_with=free)
        self.fields["went_with"].required = False
        self.fields["went_with"].help_text = "两样填一样：有账号的在这里选，外单位的人写在下面"
