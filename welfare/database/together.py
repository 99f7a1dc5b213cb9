"""The tables of an app, made together by its first migration."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations import AddField, CreateModel
from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Many new models as one step.

    One by one, each new model has Django draw anew all that point at each other: two hundred tables
    took twenty seconds that way, most of a first start, and take five in one step.
    """

    def __init__(self, operations: "Sequence[CreateModel | AddField]") -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """All of them, before anything is drawn."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Each table whole, as it stands after the last step; keys to others come at the end."""
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                model = to_state.apps.get_model(app_label, operation.name)
                if self.allow_migrate_model(schema_editor.connection.alias, model):
                    schema_editor.create_model(model)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """The tables go, the last made first."""
        for operation in reversed(self.operations):
            if isinstance(operation, CreateModel):
                model = from_state.apps.get_model(app_label, operation.name)
                if self.allow_migrate_model(schema_editor.connection.alias, model):
                    schema_editor.delete_model(model)

    def describe(self) -> str:
        """For whoever watches it run."""
        return f"Create {len(self.operations)} tables together"
