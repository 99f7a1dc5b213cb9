"""纸质档案转入: what the paper says, and who answers for the family."""

from typing import Any

from django import forms

from staff.forms.fields import choice_field, day_field, words_field
from staff.forms.pairings import name_hardest, offer_words
from staff.hardship_facts import Paper
from staff.models import Cadre, Cause, Tier
from staff.suggested_leads import Offer
from welfare.form_choices import give_choices


class PaperDecideForm(forms.Form):
    """对过纸质档案: the same, or what is not."""

    agree = choice_field("和纸质档案", [("yes", "一样"), ("no", "不一样，退回")])
    words = words_field("哪里不一样", rows=2, max_length=200, required=False)

    @property
    def is_agreed(self) -> bool:
        """一样."""
        return bool(self.cleaned_data["agree"] == "yes")


class PaperFileForm(forms.Form):
    """The approval of the paper and the lead; shape only, the action refuses."""

    document_no = forms.CharField(
        label="批准文号", max_length=80,
        error_messages={"required": "填纸质档案的批准文号", "max_length": "批准文号最多 80 个字"},
    )  # fmt: skip
    approved_on = day_field("批准日期", help_text="纸质档案上的；到了复核的日子，转入当天就该复核")
    tier = forms.ModelChoiceField(
        label="困难等级", queryset=Tier.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": "选困难等级", "invalid_choice": "选列出来的等级"},
    )  # fmt: skip
    cause = choice_field("主要致困原因", Cause.choices)
    lead = forms.TypedChoiceField(
        label="包保责任人", coerce=int, empty_value=None, help_text="亲属不在名单里，手上少的在前",
        error_messages={
            "required": "选包保责任人。名单是空的，先登记包保责任人。",
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

    def __init__(self, *args: Any, tiers: Any, offers: list[Offer], **kwargs: Any) -> None:
        """`offers` are who may lead the family, best first."""
        super().__init__(*args, **kwargs)
        give_choices(self, tier=tiers)
        choices = [("", "还没有选" if offers else "没有可选的，先登记包保责任人")]
        choices += [(str(offer.cadre.pk), offer_words(offer)) for offer in offers]
        give_choices(self, lead=choices)
        name_hardest(self, offers)

    def paper(self) -> Paper:
        """The paper of a valid form."""
        told = self.cleaned_data
        return Paper(told["document_no"], told["approved_on"], told["tier"], Cause(told["cause"]))

    @property
    def chosen_lead(self) -> Cadre | None:
        """Who will answer for the family."""
        return Cadre.objects.filter(pk=self.cleaned_data["lead"]).first()
