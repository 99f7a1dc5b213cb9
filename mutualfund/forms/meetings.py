"""Forms of the committee meetings."""

import datetime as dt
from typing import Any

from django import forms

from mutualfund.forms.claims import day_field
from mutualfund.forms.vouchers import FilesField, SeveralFiles
from mutualfund.models import AgendaItem, Choice, Claim, ClaimStatus, CommitteeMember
from welfare.form_choices import give_choices
from welfare.models import User

CHOICES = [(choice.value, choice.label) for choice in Choice]


class MeetingForm(forms.Form):
    """排会议: when, where, who presides, which claims."""

    held_on = day_field("日期")
    starts_at = forms.TimeField(
        label="时间",
        initial=dt.time(14),
        widget=forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M"),
        error_messages={"required": "填时间", "invalid": "时间写成 14:00 这样"},
    )
    place = forms.CharField(
        label="地点",
        max_length=60,
        initial="工会会议室",
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": "填地点"},
    )
    chair = forms.ModelChoiceField(
        label="主持人",
        queryset=CommitteeMember.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "选主持人"},
    )
    recorder = forms.ModelChoiceField(
        label="记录人",
        queryset=User.objects.none(),
        empty_label=None,
        help_text="不是委员的人来记录，才能替没带手机的委员代录",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "选记录人", "invalid_choice": "这个人不能做记录"},
    )
    claims = forms.ModelMultipleChoiceField(
        label="议题",
        queryset=Claim.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "选要研究的申请"},
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        seats = CommitteeMember.objects.in_office(on=on).select_related("user")
        give_choices(self, chair=seats)
        recorders = User.objects.filter(
            groups__permissions__codename="manage_meeting", is_active=True
        )
        give_choices(self, recorder=recorders.distinct().order_by("name"))
        waiting = Claim.objects.filter(status=ClaimStatus.DELIBERATING, held_reason=None)
        planned = AgendaItem.objects.standing().values("claim")
        free = waiting.exclude(pk__in=planned).select_related("member__worker__station")
        self.waiting = free.order_by("number")
        give_choices(self, claims=self.waiting)


class VoteForm(forms.Form):
    """表决: one choice, an opinion when it is not agreement."""

    choice = forms.ChoiceField(choices=CHOICES, error_messages={"required": "选一个意见"})
    opinion = forms.CharField(max_length=200, required=False)


class ProxyVoteForm(VoteForm):
    """代录: whose vote, and where the proof is."""

    member = forms.IntegerField(error_messages={"required": "选委员"})
    proof = forms.CharField(max_length=100, required=False)


class SignedCopyForm(forms.Form):
    """存签字件: the signed minutes, photographed page by page or as one PDF."""

    pages = FilesField(
        label="签好字的纪要",
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={
            "required": "选签好字的纪要照片或扫描件，再上传",
            "empty": "这个文件是空的，重新拍一张",
        },
    )
