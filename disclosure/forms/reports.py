"""Forms of the reports 举报: shape only, the rules are refused by the actions."""

import secrets
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet

from disclosure.models.box_openings import BoxOpening
from disclosure.models.reports import Category, Channel, Outcome, StepKind
from disclosure.report_keys import plain_code
from disclosure.report_telling import CHOSEN, MOST_FILES, Chosen, Telling
from mutualfund.forms.vouchers import SeveralFiles
from staff.forms.told import ToldForm
from staff.models import Branch
from welfare.form_choices import give_choices

NO_FILL = {"autocomplete": "off", "spellcheck": "false"}
LONGEST = 5000  # characters of one telling
PAPERS = "照片或 PDF，照片里的位置、型号和文件名会自动去掉"


class PapersField(forms.FileField):
    """Several papers: (name, content) of each."""

    def __init__(self, label: str) -> None:
        widget = SeveralFiles(attrs={"accept": "image/jpeg,image/png,application/pdf"})
        super().__init__(
            label=label, required=False, widget=widget,
            help_text=f"{PAPERS}，一次最多 {MOST_FILES} 个",
        )  # fmt: skip

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        """Read them all; whether they are clean is another's question."""
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        return [(paper.name, paper.read()) for paper in sent]


def _words(label: str, *, rows: int = 6, **kwargs: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, **NO_FILL})
    return forms.CharField(label=label, max_length=LONGEST, widget=area, **kwargs)


def _line(label: str, most: int, **kwargs: Any) -> forms.CharField:
    box = forms.TextInput(attrs=NO_FILL)
    return forms.CharField(label=label, max_length=most, required=False, widget=box, **kwargs)


class TellingForm(ToldForm):
    """举报: what about, in one's own words; the name only from whoever wants to give it."""

    category = forms.ChoiceField(label="哪一类事", choices=Category.choices)
    words = _words(
        "什么事",
        rows=8,
        help_text="时间、地点、谁、怎么回事。只有您一个人知道的细节，会让人猜到是谁写的",
    )
    subjects = _line(
        "被反映的人",
        120,
        help_text="写姓名；不知道姓名的写职务，如「站长」，下面再选单位。几个人用顿号隔开。"
        "写到的人、当这个职务的人和他们的亲属、单位、上级都看不到这件举报",
    )
    branch = forms.ModelChoiceField(
        label="被反映的单位",
        queryset=Branch.objects.all(),
        required=False,
        empty_label="不针对单位",
    )
    papers = PapersField("附件")
    name = _line("您的姓名", 40, help_text="不写就是匿名，一样会查")
    contact = _line("怎样联系您", 80, help_text="不写也能用回执码来回说话")
    token = forms.CharField(
        label="表格", max_length=64, required=False, initial=partial(secrets.token_hex, 32),
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def telling(self) -> Telling:
        """What was told."""
        given = {key: self.cleaned_data[key] for key in TellingForm.base_fields}
        return Telling(files=given.pop("papers"), **given)


class EntryForm(TellingForm):
    """登记来信来电: what came by paper or voice, entered by a handler."""

    channel = forms.ChoiceField(
        label="怎样来的",
        choices=[one for one in Channel.choices if one[0] != Channel.ONLINE],
    )
    opening = forms.ModelChoiceField(
        label="哪次开箱", queryset=BoxOpening.objects.none(), required=False,
        empty_label="不是举报箱来的", help_text="先登记开箱、两个人都确认，再一封一件登记",
    )  # fmt: skip
    words = _words("什么事", rows=8, help_text="照原话写：时间、地点、谁、怎么回事")
    name = _line("举报人姓名", 40, help_text="没有说的不写，就是匿名")
    contact = _line("怎样联系举报人", 80, help_text="没有留的不写，他凭回执码也能来回说话")
    field_order = ("channel", "opening", "category", "words")

    def __init__(
        self, *args: Any, openings: "QuerySet[BoxOpening] | None" = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if openings is not None:
            give_choices(self, opening=openings)

    def clean(self) -> dict[str, Any]:
        """A paper of a box lay in one opening, nothing else did."""
        told = super().clean() or {}
        if told.get("channel") == Channel.BOX and told.get("opening") is None:
            self.add_error("opening", "选「哪次开箱」；还没有登记的，先登记开箱")
        return told


class CodeForm(ToldForm):
    """用回执码查."""

    code = forms.CharField(
        label="回执码", max_length=40, help_text="16 位数字，横线空格都可以不写",
        widget=forms.TextInput(attrs={"inputmode": "numeric", **NO_FILL}),
    )  # fmt: skip


class HeldCodeForm(CodeForm):
    """The code goes along in the form, never in the address."""

    code = forms.CharField(max_length=40, widget=forms.HiddenInput())


class AddForm(HeldCodeForm):
    """补充."""

    words = _words("再说几句", rows=4, required=False)
    papers = PapersField("附件")


class RateForm(HeldCodeForm):
    """评价答复."""

    satisfied = forms.ChoiceField(
        label="这次答复", choices=[("yes", "满意"), ("no", "不满意")], widget=forms.RadioSelect
    )


class AgainForm(HeldCodeForm):
    """要求复查."""

    words = _words("哪里没查清", rows=3)


class StepForm(ToldForm):
    """下一步."""

    kind = forms.ChoiceField(label="办哪一步")
    outcome = forms.ChoiceField(
        label="结论", choices=[("", "写结论时选"), *Outcome.choices], required=False
    )
    words = _words(
        "说明",
        rows=4,
        required=False,
        help_text="不受理的理由和答复，举报人看得到；别的只有受理人看",
    )

    def __init__(self, *args: Any, kinds: tuple[StepKind, ...] = CHOSEN, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if StepKind.DECIDED not in kinds:
            del self.fields["outcome"]
        give_choices(self, kind=[(one.value, VERBS[one]) for one in kinds])

    def chosen(self) -> Chosen:
        """The step."""
        told = self.cleaned_data
        return Chosen(StepKind(told["kind"]), told["words"], told.get("outcome", ""))


VERBS = {
    StepKind.REGISTERED: "登记", StepKind.ACCEPTED: "受理，开始调查", StepKind.DECLINED: "不受理",
    StepKind.GRADED: "定为从严保密",
    StepKind.NOTED: "记调查", StepKind.EXTENDED: "延期一次", StepKind.DECIDED: "写结论",
    StepKind.ANSWERED: "答复举报人", StepKind.ARCHIVED: "归档",
}  # fmt: skip


class ReplyForm(ToldForm):
    """问举报人."""

    words = _words("问一句或者告诉他", rows=3)


class LeaveForm(ToldForm):
    """回避."""

    reason = forms.CharField(label="为什么回避", max_length=200)


class PassphraseForm(ToldForm):
    """受理密码."""

    passphrase = forms.CharField(
        label="受理密码", max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )


class NewPassphraseForm(PassphraseForm):
    """设受理密码."""

    again = forms.CharField(
        label="再写一遍", max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        told = super().clean() or {}
        if told.get("passphrase") != told.get("again"):
            self.add_error("again", "两遍写得不一样，再写一遍")
        return told


def typed_code(data: Any) -> str:
    """The code of a form that was sent, "" when it is none."""
    return plain_code(str(data.get("code", ""))[:40])
