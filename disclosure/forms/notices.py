"""Forms of a notice: the note, the steps after its release, the reason of a correction."""

from typing import Any

from django import forms

from disclosure.models import NoticeAct
from disclosure.notice_steps import Telling
from mutualfund.forms.vouchers import FilesField, SeveralFiles
from staff.forms.fields import words_field
from staff.forms.told import ReasonForm, ToldForm, day_field
from welfare.form_choices import give_choices

__all__ = ["NoteForm", "ReasonForm", "StepForm"]


class NoteForm(ToldForm):
    """补充说明."""

    note = words_field("补充说明", max_length=400, rows=2, required=False)


class StepForm(ToldForm):
    """One of the steps that may follow; owner, day and proof where the step has them."""

    act = forms.ChoiceField(label="办哪一步")
    words = words_field("办了什么，结果怎样", max_length=500, rows=3)
    owner = forms.CharField(label="整改责任人", max_length=40, required=False)
    due_on = day_field("整改期限", required=False)
    papers = FilesField(
        label="整改凭据",
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        help_text="照片或 PDF；照片里的拍摄地点和时间会自动去掉",
    )

    def __init__(self, acts: list[NoticeAct], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, act=[(act.value, act.label) for act in acts])
        if NoticeAct.ORDERED not in acts:
            del self.fields["owner"], self.fields["due_on"]
        if NoticeAct.RECTIFIED not in acts:
            del self.fields["papers"]

    def telling(self) -> Telling:
        """What was told."""
        given = self.cleaned_data
        papers = [(file.name or "凭据", file.read()) for file in given.get("papers", [])]
        return Telling(given["words"], given.get("owner", ""), given.get("due_on"), papers)
