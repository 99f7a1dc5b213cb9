"""Forms of the relief plan 帮扶方案."""

from typing import Any

from django import forms

from staff.forms.fields import amount_field, choice_field, day_field, several_field, words_field
from staff.forms.surveys import PersonField
from staff.models import Goal, MeasureKind, Progress
from welfare.form_choices import give_choices
from welfare.models import User


class PlanForm(forms.Form):
    """目标: which never-lets, and what is to be reached."""

    goals = several_field("守住哪几条", Goal.choices)
    aim = words_field("要达到什么", rows=2, max_length=200)

    def goal_list(self) -> list[Goal]:
        """The goals of a valid form."""
        return [Goal(key) for key in self.cleaned_data["goals"]]


class MeasureForm(forms.Form):
    """加一项措施. What helps people earn stands first."""

    kind = choice_field("措施", MeasureKind.choices)
    goal = choice_field("守住哪一条", Goal.choices)
    owner = PersonField(label="责任人", empty_label="选一位")
    outsider = forms.CharField(
        label="责任人是外单位的，写单位和姓名", max_length=60, required=False,
        error_messages={"max_length": "外单位的人写短一点，60 字以内"},
    )  # fmt: skip
    due_on = day_field("什么时候")
    source = forms.CharField(label="资金来源", max_length=60, required=False)
    amount = amount_field("预计金额（元）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = User.objects.filter(groups__permissions__codename="answer_matter", is_active=True)
        give_choices(self, owner=may.distinct().order_by("name", "pk"))
        self.fields["owner"].required = False
        self.fields["owner"].help_text = "两样填一样：有账号的在这里选，外单位的人写在下面"


class NoteForm(forms.Form):
    """记进展."""

    progress = choice_field("进展", Progress.choices)
    words = words_field("做了什么", rows=2, max_length=200)
    effect = words_field("效果（办完要填）", rows=2, max_length=200, required=False)
    earned = amount_field("每月增收（元，就业、培训、贷款填）", required=False)
