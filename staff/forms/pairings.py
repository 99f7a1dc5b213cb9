"""Forms of pairings: a cadre, passing a worker on, what is to be done for him, waiving a quarter."""

from typing import Any

from django import forms

from staff.forms.told import ToldForm
from staff.models import CadreKind, CadreLeft
from staff.models.callbacks import OF_GIFT
from staff.suggested_leads import Offer
from welfare.form_choices import give_choices
from welfare.models import User
from welfare.roles import Role


class CadreForm(ToldForm):
    """登记包保责任人."""

    number = forms.CharField(label="工号", max_length=20)
    name = forms.CharField(label="姓名", max_length=60)
    kind = forms.ChoiceField(label="干部类别", choices=CadreKind.choices)
    title = forms.CharField(label="职务", max_length=40)
    phone = forms.RegexField(
        r"^[0-9（）() -]{5,20}$",
        label="联系电话",
        max_length=20,
        help_text="印在联系卡上",
    )
    user = forms.ModelChoiceField(
        label="登录账号",
        queryset=User.objects.none(),
        required=False,
        empty_label="还没有账号",
        help_text="有「包保责任人」角色、还没有对上人的账号",
    )

    def __init__(self, *args: Any, taken: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].error_messages["invalid"] = "联系电话只写数字，比如 13800000000"
        free = User.objects.filter(is_active=True, groups__name=Role.CADRE).exclude(pk__in=taken)
        give_choices(self, user=free.order_by("name"))


class LeaveForm(ToldForm):
    """离任."""

    reason = forms.ChoiceField(label="离任原因", choices=CadreLeft.choices)


def offer_words(offer: Offer) -> str:
    """A cadre as a choice: who he is, how many he answers for, what speaks for or against."""
    told = f"{offer.cadre.name}，{offer.cadre.title}，已包保 {offer.load} 户"
    if offer.is_full:
        return f"{told}（到上限 {offer.limit} 户，要写原因）"
    return f"{told}（段领导先包{offer.first_for}）" if offer.is_first else told


def name_hardest(form: forms.Form, offers: list[Offer]) -> None:
    """The field `no_leader` names the tier the leaders take first, as the scheme in force calls it."""
    if told := next((offer.first_for for offer in offers if offer.is_first), ""):
        field = form.fields["no_leader"]
        field.label = str(field.label).replace("最重一级", told)


class HandoverForm(ToldForm):
    """交接: to whom, best first, and what he must know."""

    to = forms.TypedChoiceField(label="接任人", coerce=int)
    note = forms.CharField(
        label="交接说明",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="家里情况、办到哪一步、要留意什么",
    )
    over_limit = forms.CharField(label="接任人已到上限的，写明原因", max_length=100, required=False)
    no_leader = forms.CharField(
        label="最重一级不交给段领导的，写明原因", max_length=100, required=False
    )

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].error_messages |= {
            "required": "选一位接任人。名单是空的，先登记包保责任人",
            "invalid_choice": "这一位现在接不了：离任了、是亲属，或者现在就是他。从名单里另选一位",
        }
        choices = [(offer.cadre.pk, offer_words(offer)) for offer in offers]
        give_choices(self, to=choices)
        name_hardest(self, offers)


class PlanForm(ToldForm):
    """帮扶目标和措施, as the contact card prints them."""

    goal = forms.CharField(label="帮扶目标", max_length=200, required=False)
    measures = forms.CharField(
        label="帮扶措施", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CallForm(ToldForm):
    """回访结果."""

    result = forms.ChoiceField(
        label="职工说",
        choices=[("came", "来过"), ("not_came", "没来过"), ("unreached", "打不通")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="职工怎么说", max_length=200, required=False, help_text="说没有的，必须写"
    )

    def __init__(self, *args: Any, of_gift: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_gift:
            words = [(key.value, label) for key, label in OF_GIFT.items()]
            give_choices(self, result=[*words, ("unreached", "打不通")])


class CodeForm(ToldForm):
    """The slip of paper: a code and the last four of the ID number."""

    code = forms.CharField(label="确认码", max_length=12, help_text="6 位，在干部留下的纸条上")
    id_tail = forms.CharField(label="身份证后四位", max_length=4)
