"""Forms of the roof."""

from django import forms


class SignInForm(forms.Form):
    """登录: a login name, a password, and whose device it is."""

    username = forms.CharField(label="登录名", max_length=150)
    password = forms.CharField(label="密码", widget=forms.PasswordInput)
    device = forms.ChoiceField(
        label="这台设备",
        choices=[("shared", "大家共用的"), ("own", "我自己的")],
        initial="shared",
        required=False,
    )
