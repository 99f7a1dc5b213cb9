"""The mutualfund package as a Django app."""

from django.apps import AppConfig


class MutualfundConfig(AppConfig):
    """互助补充保险."""

    name = "mutualfund"
    verbose_name = "互助补充保险"
    default_auto_field = "django.db.models.BigAutoField"
