"""Forms from the peer review to the exit: shape only, the actions refuse."""

from typing import Any

from django import forms

from staff.forms.certifications import PersonChoice
from staff.forms.fields import YES_NO, ReasonForm, choice_field, day_field, words_field
from staff.forms.pairings import name_hardest, offer_words
from staff.models import Cadre, ExitReason, Result, Source, Tier
from staff.suggested_leads import Offer
from welfare.form_choices import give_choices


class PeerReviewForm(forms.Form):
    """民主评议 and the tier proposed."""

    tier = forms.ModelChoiceField(
        label="拟定等级", queryset=Tier.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": "选拟定等级", "invalid_choice": "选列出来的等级"},
    )  # fmt: skip
    raise_reason = words_field(
        "提高一级的理由", rows=2, required=False, max_length=200,
        help_text="比收入核算的等级高一级时填：突发事件或大病",
    )  # fmt: skip
    is_skipped = forms.BooleanField(label="没有开评议会", required=False)
    held_on = day_field("评议日期")
    present = forms.IntegerField(label="到会人数", min_value=0, max_value=999, required=False)
    agreed = forms.IntegerField(label="同意人数", min_value=0, max_value=999, required=False)
    minutes = words_field("评议记录，没有开会写明为什么", max_length=500)

    def __init__(self, *args: Any, tiers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, tier=tiers)
        for name, words in (("present", "到会人数"), ("agreed", "同意人数")):
            told = {"invalid": f"{words}写成整数", "min_value": f"{words}不能小于 0"}
            self.fields[name].error_messages.update(told)


class ObjectionForm(forms.Form):
    """登记不同意见."""

    words = words_field("意见说了什么", max_length=800)
    source = choice_field("怎么来的", [one for one in Source.choices if one[0] != Source.ONLINE])
    who = forms.CharField(label="提出人（不署名留空）", max_length=60, required=False)
    people = PersonChoice(label="请谁核查（两人，没办过这份档案）")

    def __init__(self, *args: Any, free: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_choices(self, people=free)


class AnswerForm(forms.Form):
    """核查结果."""

    result = choice_field("核查结果", Result.choices)
    answer = words_field("给提意见的人的答复")


class DecideForm(forms.Form):
    """审批: yes with a document, no with a reason."""

    agree = choice_field("决定", YES_NO)
    words = words_field("批准文号；不同意写原因", rows=2)

    @property
    def is_agreed(self) -> bool:
        """同意."""
        return bool(self.cleaned_data["agree"] == "yes")


def ask_successor(form: forms.Form, leaders: list[Offer]) -> None:
    """Ask a form for one of the leaders with room, or why none; nothing where there is none."""
    if not leaders:
        del form.fields["lead"], form.fields["no_leader"]
        return
    choices = [("", "不换，下面写明原因")]
    choices += [(str(one.cadre.pk), offer_words(one)) for one in leaders]
    give_choices(form, lead=choices)
    field = form.fields["lead"]
    field.required, field.label = False, "请哪位段领导接任"
    field.help_text = "他接收以前，仍由原责任人包保"
    name_hardest(form, leaders)


def lead_of(form: forms.Form) -> Cadre | None:
    """The cadre chosen in a valid form, if any."""
    chosen = form.cleaned_data.get("lead")
    return Cadre.objects.get(pk=chosen) if chosen else None


class ApproveForm(DecideForm):
    """审批 of an application; yes also says who will answer for the family."""

    use_required_attribute = False  # 不同意 needs no lead

    lead = forms.TypedChoiceField(
        label="包保责任人", coerce=int, empty_value=None,
        help_text="同意的，没选不能批准。亲属不在名单里，最重一级先请段领导，手上少的在前",
        error_messages={
            "required": "选包保责任人，没选不能批准。名单是空的，先登记包保责任人。",
            "invalid_choice": "这一位现在不能包保：离任了，或者是亲属。从名单里另选一位",
        },
    )  # fmt: skip
    over_limit = forms.CharField(
        label="责任人已到上限的，写明原因", max_length=100, required=False,
        error_messages={"max_length": "超过上限的原因最多 100 个字"},
    )  # fmt: skip

    no_leader = forms.CharField(
        label="最重一级不由段领导包保的，写明原因", max_length=100, required=False,
        error_messages={"max_length": "不由段领导包保的原因最多 100 个字"},
    )  # fmt: skip

    senior_opinion = forms.CharField(
        label="上级工会意见", max_length=100, required=False,
        help_text="有批复的写谁、哪天、什么意见",
        error_messages={"max_length": "上级工会意见最多 100 个字"},
    )  # fmt: skip

    def __init__(
        self, *args: Any, offers: list[Offer], keeps_lead: bool = False, **kwargs: Any
    ) -> None:
        """`offers` are who may lead a new file, best first; for one that keeps its lead the leaders
        of whom one should take it over, if any.
        """
        super().__init__(*args, **kwargs)
        if keeps_lead:
            del self.fields["over_limit"]
            ask_successor(self, offers)
            return
        choices = [("", "还没有选" if offers else "没有可选的，先登记包保责任人")]
        choices += [(str(one.cadre.pk), offer_words(one)) for one in offers]
        give_choices(self, lead=choices)
        name_hardest(self, offers)
        self.fields["lead"].required = self.data.get("agree") != "no"

    @property
    def chosen_lead(self) -> Cadre | None:
        """Who will answer for the family; None for a file that keeps its lead."""
        return lead_of(self)


class ExitForm(forms.Form):
    """提出退档."""

    reason = choice_field("退档原因", ExitReason.choices)
    evidence = words_field("凭什么", rows=2, max_length=200)
    told_on = day_field("哪天告诉本人的", required=False, help_text="先上门或打电话；去世不用填")


class RecheckForm(ReasonForm):
    """复核: what was looked at; for the heaviest tier a leader to take it over, or why none leads it."""

    lead = forms.TypedChoiceField(
        coerce=int, empty_value=None,
        error_messages={"invalid_choice": "接任的段领导只能选列出来的"},
    )  # fmt: skip
    no_leader = forms.CharField(
        label="最重一级不由段领导包保的，写明原因", max_length=100, required=False,
        error_messages={"max_length": "不由段领导包保的原因最多 100 个字"},
    )  # fmt: skip

    def __init__(
        self, *args: Any, leaders: list[Offer], said_before: str = "", **kwargs: Any
    ) -> None:
        """`leaders` are those with room who should lead it, `said_before` the last reason written."""
        super().__init__(*args, label="复核时看了什么、核对了什么", **kwargs)
        ask_successor(self, leaders)
        if leaders and said_before:
            self.fields["no_leader"].help_text = f"上次写的：{said_before}。每次复核重新写"

    @property
    def chosen_lead(self) -> Cadre | None:
        """The leader asked to take the file over; None where the lead stays."""
        return lead_of(self)
