"""The disclosure package as a Django app."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """厂务公开."""

    name = "disclosure"
    verbose_name = "厂务公开"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Orders have clocks, too."""
        from disclosure.reminding import orders_on  # noqa: PLC0415 - models have to be loaded
        from staff.reminding import FROM_ABOVE  # noqa: PLC0415

        FROM_ABOVE.append(orders_on)
