"""Forms of the objections 异议: shape only, the rules are refused by the actions."""

from typing import Any

from django import forms

from disclosure.forms.reports import PapersField
from disclosure.models import Ground, Notice
from disclosure.objection_saying import Saying
from disclosure.taken_back import shown_rows
from staff.forms.approvals import AnswerForm
from staff.forms.certifications import PersonChoice
from staff.forms.fields import choice_field, several_field, words_field
from staff.forms.told import ToldForm
from welfare.form_choices import give_choices

MOST_CARDS = 8  # a longer list is one to choose from
NO_FILL = {"autocomplete": "off", "spellcheck": "false"}
__all__ = ["AnswerForm", "HandlersForm", "JudgeForm", "ObjectForm"]


def _line(label: str, most: int, **kwargs: Any) -> forms.CharField:
    box = forms.TextInput(attrs=NO_FILL)
    return forms.CharField(label=label, max_length=most, required=False, widget=box, **kwargs)


class ObjectForm(ToldForm):
    """提异议: whom as on the paper, why, in one's own words; a name only from who wants to."""

    row = forms.TypedChoiceField(
        label="对哪一位",
        coerce=int,
        widget=forms.RadioSelect,
    )
    grounds = several_field("哪里不对", Ground.choices, required=False)
    words = words_field("您知道的情况", max_length=800, rows=4)
    who = _line("您的姓名", 40, help_text="不留也会查。留了当面或打电话答复您，只有核查的人看得到")
    papers = PapersField("附件")
    contact = _line("怎样联系您", 80)

    def __init__(self, notice: Notice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = shown_rows(notice)
        choices: list[tuple[Any, str]] = [
            (n, notice.row_words(n)) for n, row in enumerate(rows, 1) if not row.gone
        ]
        if len(choices) > MOST_CARDS:
            self.fields["row"].widget = forms.Select()
            choices.insert(0, ("", "从名单里选"))
        give_choices(self, row=[*choices, (0, "整份名单，或者名单里少了人")])

    def saying(self) -> Saying:
        """What was said."""
        given = dict(self.cleaned_data)
        return Saying(files=given.pop("papers"), **given)


class JudgeForm(ToldForm):
    """确认 or 退回 the answer another wrote."""

    agree = choice_field("这份答复", [("yes", "同意，答复提异议的人"), ("no", "退回，再查")])
    words = forms.CharField(label="退回原因", max_length=200, required=False)


class HandlersForm(ToldForm):
    """请两个人核查."""

    people = PersonChoice(label="请谁核查（两人，没办过这份档案）")

    def __init__(self, *args: Any, free: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, people=free)
