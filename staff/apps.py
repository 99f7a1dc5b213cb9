"""The staff package as a Django app."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """职工与帮扶."""

    name = "staff"
    verbose_name = "职工与帮扶"
    default_auto_field = "django.db.models.BigAutoField"
