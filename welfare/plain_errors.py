"""The sentences of form fields in plain words; Django's own 「确保该值…」 says neither what nor how.

The field is named where the sentence stands: beside its label, and in the list above the form.
"""

from django.core import validators
from django.forms import fields


def speak_plainly() -> None:
    """Put the house's words in place of the framework's, once at the start."""
    validators.MinValueValidator.message = "不能小于 %(limit_value)s"
    validators.MaxValueValidator.message = "不能大于 %(limit_value)s"
    validators.MaxLengthValidator.message = "最多 %(limit_value)d 个字，现在有 %(show_value)d 个"
    validators.MinLengthValidator.message = "至少 %(limit_value)d 个字，现在有 %(show_value)d 个"
    validators.DecimalValidator.messages = validators.DecimalValidator.messages | {
        "max_digits": "数字太长，最多 %(max)s 位",
        "max_decimal_places": "最多 %(max)s 位小数",
        "max_whole_digits": "数字太大，整数最多 %(max)s 位",
    }
    fields.IntegerField.default_error_messages = {"invalid": "写成整数，比如 3"}
    fields.DecimalField.default_error_messages = {"invalid": "写成数字，比如 1520.00"}
    fields.DateField.default_error_messages = {"invalid": "写成 2026-10-18 这样的日期"}
