"""The embedded server: is it up, stop it, open a prompt."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from welfare.database.cluster import OWNER
from welfare.database.engine.base import cluster
from welfare.database.programs import find_programs


class Command(BaseCommand):
    """manage.py db {status,stop,psql}."""

    help = "The embedded PostgreSQL: status, stop, psql."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One word."""
        parser.add_argument("step", choices=["status", "stop", "psql"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError when DATABASE_URL names a server of its own."""
        if settings.DATABASES["default"]["ENGINE"] != "welfare.database.engine":
            raise CommandError("DATABASE_URL names a server: this command is for the embedded one")
        own = cluster()
        if options["step"] == "status":
            self.stdout.write(f"{'running' if own.is_running() else 'stopped'} {own.data}")
        elif options["step"] == "stop":
            self.stdout.write("stopped" if own.stop() else "was not running")
        else:
            own.ensure()
            name = settings.DATABASES["default"]["NAME"]
            program = str(find_programs() / "psql")
            os.execv(program, [program, "-h", str(own.sockets), "-U", OWNER, name])  # noqa: S606 - our own program
