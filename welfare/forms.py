"""Forms of the roof."""

from django import forms


class SignInForm(forms.Form):
    """登录: a login name, a password, and whose device it is."""

    username = forms.CharField(
        label="登录名",
        max_length=150,
        help_text="职工的登录名是工号，在工资条左上角，例如 JT-0317",
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "登录名还没有填"},
    )
    password = forms.CharField(
        label="密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "密码还没有填"},
    )
    device = forms.ChoiceField(
        label="这台设备",
        choices=[("shared", "大家共用的"), ("own", "我自己的")],
        initial="shared",
        required=False,
        widget=forms.RadioSelect,
    )
