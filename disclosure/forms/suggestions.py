"""Forms of the suggestions: shape only, the rules are refused by the actions."""

from typing import Any

from django import forms

from disclosure.models import SuggestionField, SuggestionStatus
from staff.models import Worker

ANSWERS = [
    (SuggestionStatus.IMPLEMENTING.value, "采纳"),
    (SuggestionStatus.DECLINED.value, "不采纳"),
    (SuggestionStatus.DEFERRED.value, "存档备用"),
]


class CollectForm(forms.Form):
    """登记建议 from paper or a telephone call."""

    proposer = forms.CharField(
        label="建议人工号",
        max_length=20,
        help_text="写工号；几个人一起提的用顿号隔开",
        error_messages={"required": "填建议人的工号"},
    )
    field = forms.ChoiceField(
        label="类别", choices=SuggestionField.choices, error_messages={"required": "选类别"}
    )
    title = forms.CharField(
        label="建议名称", max_length=80, error_messages={"required": "用一句话写建议"}
    )
    present = forms.CharField(
        label="现状分析", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    measure = forms.CharField(
        label="改进措施",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "写怎样改进"},
    )

    def clean_proposer(self) -> list[Worker]:
        """The workers of the numbers. An unknown number is named."""
        numbers = [n.upper() for n in self.cleaned_data["proposer"].replace("，", "、").split("、")]
        wanted = [number.strip() for number in numbers if number.strip()]
        found = {worker.number: worker for worker in Worker.objects.filter(number__in=wanted)}
        if missing := [number for number in wanted if number not in found]:
            raise forms.ValidationError(f"没有工号 {'、'.join(missing)}，在职工档案里查一下")
        return [found[number] for number in wanted]


class AnswerForm(forms.Form):
    """答复."""

    outcome = forms.ChoiceField(
        label="结论", choices=ANSWERS, error_messages={"required": "选一个结论"}
    )
    reply = forms.CharField(
        label="答复（提建议的人会看到）",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "答复要写一句话"},
    )
    owner = forms.CharField(label="负责人（采纳时填）", max_length=40, required=False)
    due_on = forms.DateField(
        label="计划完成（采纳时填）",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期写成 2026-10-18 这样"},
    )

    def outcome_status(self) -> SuggestionStatus:
        """The chosen status."""
        return SuggestionStatus(self.cleaned_data["outcome"])


class EvidenceForm(forms.Form):
    """报完成."""

    evidence = forms.CharField(
        label="落实凭据", max_length=300, error_messages={"required": "写明凭什么说已经办完"}
    )


class SendBackForm(forms.Form):
    """没办好."""

    reason = forms.CharField(
        label="哪里没办好", max_length=300, error_messages={"required": "写明哪里还没办好"}
    )


class CommendForm(forms.Form):
    """评优秀."""

    circular_no = forms.CharField(
        label="通报文号", max_length=80, error_messages={"required": "评优秀要写通报的文号"}
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["circular_no"].widget.attrs["placeholder"] = "例如 工发〔2026〕3 号"
