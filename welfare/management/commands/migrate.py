"""migrate as the owner of the tables: the application's role may not change them."""

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections


class Command(migrate.Command):
    """Django's migrate, through the owner's door by default."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Default --database to the owner's alias where there is one."""
        super().add_arguments(parser)
        owner = "owner" if "owner" in connections else DEFAULT_DB_ALIAS
        parser.set_defaults(database=owner)
