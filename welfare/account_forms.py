"""Forms of the accounts 账号."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.validators import UnicodeUsernameValidator

from staff.forms.told import ToldForm, day_field
from staff.models import Cadre, Worker
from welfare.roles import Role


class LinkForm(ToldForm):
    """Who on the roster, and which cadre, a login belongs to; by number, never by name alone."""

    worker_number = forms.CharField(
        label="职工工号",
        max_length=20,
        required=False,
        help_text="本人在集体职工花名册上就填，例如 JT-0317：他自己的申请会自动回避",
    )
    cadre_number = forms.CharField(
        label="包保责任人工号", max_length=20, required=False, help_text="包保干部填，例如 C012"
    )

    def clean_worker_number(self) -> Worker | None:
        """The worker of the number."""
        number = self.cleaned_data["worker_number"].strip().upper()
        worker = Worker.objects.filter(number=number).first()
        if number and worker is None:
            raise forms.ValidationError(f"花名册上没有工号 {number}，请核对")
        return worker

    def clean_cadre_number(self) -> Cadre | None:
        """The cadre of the number."""
        number = self.cleaned_data["cadre_number"].strip().upper()
        cadre = Cadre.objects.filter(number=number).first()
        if number and cadre is None:
            raise forms.ValidationError(f"没有工号 {number} 的包保责任人，请核对")
        return cadre

    def refuse_another(self, name: str) -> None:
        """Say so when the number is somebody else's; the other's name is not told."""
        for key, words in (("worker_number", "职工"), ("cadre_number", "包保责任人")):
            person = self.cleaned_data.get(key)
            if person is not None and person.name != name:
                self.add_error(key, f"工号 {person.number} 的{words}不叫「{name}」，请核对工号")


class AccountForm(LinkForm):
    """建账号: a login name, whose it is, and his numbers."""

    username = forms.CharField(
        label="登录名",
        max_length=40,
        help_text="只用文字、数字和 @ . + - _，以后不能改",
        validators=[UnicodeUsernameValidator()],
    )
    name = forms.CharField(label="姓名", max_length=40)
    field_order = ("username", "name", "worker_number", "cadre_number")

    def clean(self) -> dict[str, Any]:
        """The numbers must be those of the person named."""
        told = super().clean() or {}
        if name := told.get("name"):
            self.refuse_another(name)
        return told


class RolesForm(ToldForm):
    """授权: the roles an account shall have, and on what ground."""

    roles = forms.MultipleChoiceField(label="角色", choices=Role.choices, required=False)
    reason = forms.CharField(label="依据", max_length=200, help_text="任命文件的文号，或谁批准的")
    until = day_field(
        "代办到", required=False, help_text="替人代办才填：新勾的角色到这天为止，第二天自动收回"
    )

    def wanted(self) -> list[Role]:
        """The roles that were ticked."""
        return [Role(key) for key in self.cleaned_data["roles"]]


class PasswordForm(PasswordChangeForm):
    """改密码: the one that holds, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one_time = self.user.must_change_password
        self.fields["old_password"].label = "临时密码" if one_time else "现在的密码"
        self.fields["new_password1"].label = "新密码"
        self.fields[
            "new_password1"
        ].help_text = "至少 10 个字，不要全是数字，不要用常见的词和自己的名字"
        self.fields["new_password2"].label = "再写一遍新密码"
        self.fields["new_password2"].help_text = ""
        for field in self.fields.values():
            field.error_messages["required"] = f"「{field.label}」还没有填"
        self.error_messages = {
            "password_incorrect": "现在的密码不对，再看一遍大小写",
            "password_mismatch": "两遍新密码不一样，再写一遍",
        }
