"""The disclosure package as a Django app."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """厂务公开."""

    name = "disclosure"
    verbose_name = "厂务公开"
    default_auto_field = "django.db.models.BigAutoField"
