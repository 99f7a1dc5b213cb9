"""migrate as the owner of the tables: the application's role may not change them."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from welfare.accounts import sync_roles


class Command(migrate.Command):
    """Django's migrate, through the owner's door by default; then the roles as the code has them."""

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
