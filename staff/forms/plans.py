"""Forms of the relief plan 帮扶方案."""

from django import forms

from staff.forms.fields import amount_field, choice_field, day_field, several_field, words_field
from staff.models import Goal, MeasureKind, Progress


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
    person = forms.CharField(label="谁办", max_length=60, error_messages={"required": "填谁办"})
    due_on = day_field("什么时候")
    source = forms.CharField(label="资金来源", max_length=60, required=False)
    amount = amount_field("预计金额（元）", required=False)


class NoteForm(forms.Form):
    """记进展."""

    progress = choice_field("进展", Progress.choices)
    words = words_field("做了什么", rows=2, max_length=200)
    effect = words_field("效果（办完要填）", rows=2, max_length=200, required=False)
    earned = amount_field("每月增收（元，就业、培训、贷款填）", required=False)
