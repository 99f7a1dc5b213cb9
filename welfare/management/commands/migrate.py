"""migrate as the owner of the tables: the application's role may not change them."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from welfare.accounts import sync_roles


class Command(migrate.Command):
    """Django's migrate, through the owner's door by default; then the roles and the clock as the settings have them."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Default --database to the owner's alias where there is one."""
        super().add_arguments(parser)
        owner = "owner" if "owner" in connections else DEFAULT_DB_ALIAS
        parser.set_defaults(database=owner)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate. A migration that gave the roles their permissions ran once; roles grow."""
        super().handle(*args, **options)
        if options["app_label"] is None and not options["plan"] and not options["check_unapplied"]:
            with transaction.atomic():
                sync_roles(Group, Permission, ContentType)
            _tell_clock(options["database"])


def _tell_clock(database: str) -> None:
    """Stamps of entry are the database's clock but in the invented world, which stands in the past."""
    words = "CREATE OR REPLACE FUNCTION welfare_clock_is_told() RETURNS boolean LANGUAGE sql STABLE"
    with connections[database].cursor() as cursor:
        cursor.execute(f"{words} AS 'SELECT {settings.DEMO}'")
