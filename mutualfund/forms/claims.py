"""Forms of the claim desk: shape only, the charter's rules are refused by the actions."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from mutualfund.claim_checks import ClaimFacts
from mutualfund.claim_terms import FormTerms
from mutualfund.models import ClaimKind, Conclusion, RefusalCode, SignedWay
from mutualfund.paper_checks import Given
from staff.models import Relation, Worker
from welfare.form_choices import give_choices

MOST = Decimal("9999999.99")


class MoneyField(forms.DecimalField):
    """An amount in yuan; thousands separators are forgiven."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=MOST,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control amt"}),
            error_messages={
                "required": "填金额，没有就填 0",
                "invalid": "金额写成 1234.50 这样",
                "min_value": "金额不能小于 0",
                "max_decimal_places": "金额最多到分",
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """Decimal yuan out of 1,234.50."""
        plain = value.replace(",", "").replace("，", "") if isinstance(value, str) else value
        return super().to_python(plain)


def day_field(label: str) -> forms.DateField:
    """A day as 2026-10-18."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"required": f"填{label}", "invalid": "日期写成 2026-10-18 这样"},
    )


class ClaimForm(forms.Form):
    """受理: what happened, to whom, what it cost, and a file for each paper of the benefit."""

    relation = forms.ChoiceField(
        label="给谁用",
        choices=Relation.choices,
        initial=Relation.SELF,
        widget=forms.RadioSelect,
        error_messages={"required": "选给谁用"},
    )
    beneficiary = forms.CharField(label="姓名", max_length=60, required=False)
    event_date = day_field("发生日期")
    event = forms.CharField(
        label="一句话说明", max_length=100, error_messages={"required": "用一句话说明发生了什么"}
    )
    total_cost = MoneyField(label="费用总额（元）")
    other_aid = MoneyField(label="医保和别处已报（元）", initial="0")
    requested = MoneyField(label="申请金额（元）", required=False)
    way = forms.ChoiceField(
        label="本人怎么确认",
        choices=[(SignedWay.PAPER, "本人在柜台签字"), (SignedWay.CODE, "本人不在，发确认码")],
        initial=SignedWay.PAPER,
        required=False,
        widget=forms.RadioSelect,
    )
    signed = forms.BooleanField(label="本人已看过这一页并在申请表上签名", required=False)
    division = forms.CharField(label="子类", required=False)  # holds the errors of the choice

    def __init__(
        self, *args: Any, worker: Worker, kind: ClaimKind, terms: FormTerms, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.worker, self.kind, self.terms = worker, kind, terms
        self.subtype = terms.benefit.subtype
        self.paper_names = terms.benefit.paper_list()
        for n, name in enumerate(self.paper_names):
            self.fields[f"paper_{n}"] = forms.FileField(
                label=name,
                widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
                error_messages={
                    "required": f"还差{name}，拍一张就行",
                    "empty": f"{name}是空文件，重新拍一张",
                    "missing": f"还差{name}，拍一张就行",
                },
            )
            self.fields[f"receipt_{n}"] = forms.CharField(max_length=40, required=False)
            self.fields[f"seen_{n}"] = forms.BooleanField(required=False)
        for name in ("beneficiary", "event"):
            self.fields[name].widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """What is asked by the charter of the day; a relative needs a name; the applicant signs."""
        given = super().clean() or self.cleaned_data
        if self.terms.misfit:
            self.add_error("division", self.terms.misfit)
        if not given.get("signed") and given.get("way") != SignedWay.CODE:
            self.add_error("signed", "请本人看一遍再签名")
        if given.get("relation", Relation.SELF) != Relation.SELF and not given.get("beneficiary"):
            self.add_error("beneficiary", "填受益人的姓名")
        return given

    def facts(self, *, on: dt.date) -> ClaimFacts:
        """What is filled in so far; fields with errors count as not filled in."""
        given = self.cleaned_data
        relation = Relation(given.get("relation") or Relation.SELF)
        own = relation == Relation.SELF
        return ClaimFacts(
            worker=self.worker,
            kind=self.kind,
            applied_on=on,
            relation=relation,
            beneficiary=self.worker.name if own else given.get("beneficiary", ""),
            event_date=given.get("event_date"),
            event=given.get("event", ""),
            total_cost=given.get("total_cost") or Decimal(0),
            other_aid=given.get("other_aid") or Decimal(0),
            subtype=self.subtype,
            requested=given.get("requested") or None,
        )

    def given(self) -> Given:
        """The papers that are there so far, for the checks beside the form."""
        told = self.cleaned_data
        places = range(len(self.paper_names))
        receipts = (told.get(f"receipt_{n}", "").strip() for n in places)
        return Given(
            names=tuple(self.paper_names[n] for n in places if told.get(f"paper_{n}")),
            receipts=tuple(number for number in receipts if number),
        )

    @property
    def is_by_code(self) -> bool:
        """The worker is not here: he confirms by code."""
        return bool(self.cleaned_data.get("way") == SignedWay.CODE)

    def paper_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Name, file, receipt number and 原件已看 of each paper, for the page."""
        return [
            (name, self[f"paper_{n}"], self[f"receipt_{n}"], self[f"seen_{n}"])
            for n, name in enumerate(self.paper_names)
        ]

    def uploads(self) -> list[tuple[str, UploadedFile, str, bool]]:
        """Name, file, receipt number and whether the original was seen, of each paper."""
        given = self.cleaned_data
        return [
            (name, given[f"paper_{n}"], given[f"receipt_{n}"], given[f"seen_{n}"])
            for n, name in enumerate(self.paper_names)
        ]


class OwnClaimForm(ClaimForm):
    """本人申请 on the phone: nobody has seen an original yet, and the promise is the signature."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["way"]
        self.fields["signed"].label = "我说的都是真的，没有在别处报过"

    def uploads(self) -> list[tuple[str, UploadedFile, str, bool]]:
        """The papers; their originals are looked at in the union's office."""
        return [(name, file, receipt, False) for name, file, receipt, _ in super().uploads()]


class InvestigatorsForm(forms.Form):
    """指派调查人: as many logins as the charter says, out of those who may investigate."""

    people = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={"required": "选好调查人", "invalid_choice": "选的人不能调查"},
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        give_choices(self, people=choices)


class ReplaceForm(forms.Form):
    """更换调查人: who goes, who comes, why."""

    old = forms.ChoiceField(
        label="换下谁",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "选换下谁", "invalid_choice": "这个人没有等着签字的调查"},
    )
    new = forms.ChoiceField(
        label="换成谁",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "选换成谁", "invalid_choice": "这个人不能调查这件"},
    )
    reason = forms.CharField(
        label="原因",
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": "填原因", "max_length": "原因最多 100 个字"},
    )

    def __init__(
        self, *args: Any, owing: list[tuple[int, str]], free: list[tuple[int, str]], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        give_choices(self, old=owing, new=free)


class FindingForm(forms.Form):
    """调查情况 of one investigator."""

    visited_on = day_field("上门日期")
    finding = forms.CharField(
        label="看到和核对的情况",
        max_length=500,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 5}),
        error_messages={"required": "写下看到和核对的情况"},
    )
    conclusion = forms.ChoiceField(
        label="结论",
        choices=Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "选一个结论"},
    )


class SupplementForm(forms.Form):
    """补正: one paper with its receipt number, its original seen at the counter."""

    name = forms.CharField(
        max_length=60, error_messages={"required": "写明补的是什么材料，比如学籍证明"}
    )
    paper = forms.FileField(
        error_messages={"required": "补的材料要拍照传上来", "empty": "这是空文件，重新拍一张"}
    )
    receipt_no = forms.CharField(max_length=40, required=False)
    original_seen = forms.BooleanField(required=False)


class ReasonForm(forms.Form):
    """A reason in one sentence."""

    reason = forms.CharField(max_length=200, error_messages={"required": "写一句原因"})


class PayeeForm(forms.Form):
    """Who takes a dead applicant's money; what is missing is refused by the action."""

    name = forms.CharField(max_length=60)
    relation = forms.CharField(max_length=20)
    document = forms.CharField(max_length=120)


class OwnPaperForm(forms.Form):
    """本人补材料: one paper photographed, with its receipt number."""

    name = forms.CharField(
        label="材料名称", max_length=60, error_messages={"required": "写明补的是什么材料"}
    )
    paper = forms.FileField(
        label="照片",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={"required": "拍一张照片", "empty": "这是空文件，重新拍一张"},
    )
    receipt_no = forms.CharField(label="票号", max_length=40, required=False)


class AppealForm(forms.Form):
    """申请复核: why the worker does not agree, perhaps with a new paper."""

    words = forms.CharField(
        label="为什么不同意这个结果",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "写一句为什么不同意这个结果"},
    )
    name = forms.CharField(label="新材料的名称", max_length=60, required=False)
    paper = forms.FileField(
        label="新材料",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={"empty": "这是空文件，重新拍一张"},
    )


class RefusalForm(forms.Form):
    """不同意: a coded reason, and a sentence for the worker."""

    code = forms.ChoiceField(
        label="原因",
        choices=[("", "选一个原因"), *RefusalCode.choices],
        error_messages={"required": "选一个原因", "invalid_choice": "选一个原因"},
    )
    words = forms.CharField(
        label="给本人看的一句话",
        max_length=200,
        error_messages={"required": "写一句本人看得懂的原因"},
    )


class HoldForm(ReasonForm):
    """暂缓: why, and perhaps until when."""

    until = forms.DateField(required=False, error_messages={"invalid": "日期写成 2026-10-18 这样"})


class ClaimCodeForm(forms.Form):
    """The slip of paper: a code and the last four of the ID number."""

    code = forms.CharField(
        label="确认码", max_length=12, help_text="6 位，在工会给您的纸条上",
        error_messages={"required": "填纸条上的确认码"},
    )  # fmt: skip
    id_tail = forms.CharField(
        label="身份证后四位", max_length=4, error_messages={"required": "填身份证后四位"}
    )
