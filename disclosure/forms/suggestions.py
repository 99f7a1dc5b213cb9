"""Forms of the suggestions: shape only, the rules are refused by the actions."""

from typing import Any

from django import forms

from disclosure.models import BenefitKind, SuggestionField, SuggestionStatus
from disclosure.models.suggestion_work import CRITERIA
from mutualfund.forms.vouchers import FilesField, SeveralFiles
from staff.models import Heard, Rating, Worker

PICTURES = {"accept": "image/jpeg,image/png,application/pdf"}

ANSWERS = [
    (SuggestionStatus.IMPLEMENTING.value, "采纳"),
    (SuggestionStatus.DECLINED.value, "不采纳"),
    (SuggestionStatus.DEFERRED.value, "存档备用"),
]


class ProposeForm(forms.Form):
    """提建议: what is and what should be done."""

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


class CollectForm(ProposeForm):
    """登记建议 from paper or a telephone call."""

    proposer = forms.CharField(
        label="建议人工号",
        max_length=80,
        help_text="写工号；几个人一起提的用顿号隔开",
        error_messages={"required": "填建议人的工号"},
    )
    field_order = ("proposer",)

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


class ScoreForm(forms.Form):
    """评分: one number for each criterion."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for key, (label, most) in CRITERIA.items():
            self.fields[key] = forms.IntegerField(
                label=f"{label}（满分 {most}）", min_value=0, max_value=most,
                error_messages={
                    "required": f"「{label}」还没有评分", "invalid": f"「{label}」写整数",
                    "min_value": f"「{label}」评 0 到 {most} 分",
                    "max_value": f"「{label}」评 0 到 {most} 分",
                },
            )  # fmt: skip
        self.fields["words"] = forms.CharField(label="评审意见", max_length=300, required=False)

    def points(self) -> dict[str, int]:
        """The number of each criterion."""
        return {key: self.cleaned_data[key] for key in CRITERIA}


class MergeForm(forms.Form):
    """合并."""

    into = forms.CharField(
        label="并入哪一条（编号）",
        max_length=20,
        error_messages={"required": "写并入哪一条，例如 JY-2026-001"},
    )


class ProgressForm(forms.Form):
    """记进展."""

    words = forms.CharField(
        label="办到哪一步了", max_length=300, error_messages={"required": "写一句办到哪一步了"}
    )
    papers = FilesField(label="照片或单据", required=False, widget=SeveralFiles(attrs=PICTURES))


class EvidenceForm(forms.Form):
    """报完成."""

    evidence = forms.CharField(
        label="落实凭据", max_length=300, error_messages={"required": "写明凭什么说已经办完"}
    )
    papers = FilesField(
        label="照片、验收单",
        widget=SeveralFiles(attrs=PICTURES),
        error_messages={"required": "报完成要传凭据"},
    )


class SendBackForm(forms.Form):
    """没办好."""

    reason = forms.CharField(
        label="哪里没办好", max_length=300, error_messages={"required": "写明哪里还没办好"}
    )


class RateForm(forms.Form):
    """提建议的人怎么说, written down by another."""

    rating = forms.ChoiceField(
        label="满意度", choices=Rating.choices, error_messages={"required": "选满意度"}
    )
    heard = forms.ChoiceField(
        label="怎样听到的",
        choices=[(each.value, each.label) for each in Heard if each != Heard.OWN],
        error_messages={"required": "选怎样听到的"},
    )
    words = forms.CharField(label="他怎么说（不满意必须写）", max_length=300, required=False)


class BenefitForm(forms.Form):
    """申报效益."""

    kind = forms.ChoiceField(
        label="效益类型", choices=BenefitKind.choices, error_messages={"required": "选效益类型"}
    )
    amount = forms.DecimalField(
        label="一年多少元（直接效益才写）",
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        error_messages={"invalid": "金额写成 12000.00 这样", "min_value": "金额不能是负数"},
    )
    basis = forms.CharField(
        label="计算方法", max_length=300, error_messages={"required": "写明效益是怎样算出来的"}
    )


class DecideForm(forms.Form):
    """核定效益."""

    reason = forms.CharField(label="核定意见（不予认定必须写）", max_length=300, required=False)


class CommendForm(forms.Form):
    """评优秀 by one circular."""

    circular_no = forms.CharField(
        label="通报文号",
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "例如 工发〔2026〕3 号"}),
        error_messages={"required": "评优秀要写通报的文号"},
    )
