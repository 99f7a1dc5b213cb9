"""Forms of the openings 开箱登记: shape only, the rules are refused by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from disclosure.models import Board
from staff.forms.told import ToldForm, day_field
from welfare.form_choices import give_choices
from welfare.models import User


class OpeningForm(ToldForm):
    """登记开箱: which box, with whom, how many papers, how the lock was."""

    board = forms.ModelChoiceField(
        label="哪个举报箱", queryset=Board.objects.select_related("branch"), empty_label="选一个"
    )
    opened_on = day_field("开箱日期")
    second = forms.ModelChoiceField(
        label="一起开箱的人", queryset=User.objects.none(), empty_label="选另一位受理人",
        help_text="他用自己的账号确认，才算开过",
    )  # fmt: skip
    papers = forms.IntegerField(
        label="箱里几份", min_value=0, max_value=200,
        help_text="当场两人清点，空箱填 0。只有两位开箱人看得到这个数",
    )  # fmt: skip
    words = forms.CharField(
        label="锁和封条", max_length=100, help_text="例如：锁好，封条完整，换了新封条"
    )

    def __init__(self, *args: Any, beside: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(pk__in=[user.pk for user in beside])
        give_choices(self, second=people)


class OpeningAnswerForm(ToldForm):
    """确认, or what is wrong."""

    objection = forms.CharField(
        label="哪里不对", max_length=200, required=False, help_text="对得上就空着"
    )
