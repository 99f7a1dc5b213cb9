"""The welfare package as a Django app: floor and roof of the house."""

from django.apps import AppConfig


class WelfareConfig(AppConfig):
    """关爱."""

    name = "welfare"
    verbose_name = "关爱"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks, and the house's words of what is wrong with a field."""
        from welfare import checks  # noqa: F401, PLC0415 - checks need every app to be loaded
        from welfare.plain_errors import speak_plainly  # noqa: PLC0415 - as above

        speak_plainly()
