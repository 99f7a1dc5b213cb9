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


REASONS = ("交银行代发", "报送上级工会", "核对社保和医保", "办理慰问发放", "核对花名册", "上级检查")
OTHER = "其他"


class AskExportForm(forms.Form):
    """申请完整导出: the format and what it is for."""

    form = forms.ChoiceField(
        label="格式",
        choices=[("xlsx", "Excel（附填写说明）"), ("csv", "CSV")],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={"required": "选一种格式", "invalid_choice": "只有 Excel 和 CSV 两种"},
    )
    reason = forms.ChoiceField(
        label="用途",
        choices=[("", "选一个用途"), *((words, words) for words in (*REASONS, OTHER))],
        error_messages={
            "required": "写明用途：为什么要完整号码",
            "invalid_choice": "选一个列出来的用途",
        },
    )
    words = forms.CharField(label="补充说明", required=False, max_length=100)

    def clean(self) -> dict[str, object]:
        """「其他」 wants to be explained."""
        told: dict[str, object] = super().clean() or {}
        if told.get("reason") == OTHER and not told.get("words"):
            self.add_error("words", "选「其他」时写一句用途")
        return told

    def reason_words(self) -> str:
        """The purpose as the record keeps it."""
        return "：".join(filter(None, (self.cleaned_data["reason"], self.cleaned_data["words"])))
