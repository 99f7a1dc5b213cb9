"""The demo world: built once, one login per role printed, served until Ctrl-C."""

import datetime as dt
import gc
import json
import os
import shutil
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from welfare import clock
from welfare.database.engine.base import cluster
from welfare.demo.cast import PASSWORD, logins
from welfare.demo.world import build_world, built_with, migrations_now, note_of_world

WORKERS, THREADS = 2, 4


class Command(BaseCommand):
    """manage.py demo [--fresh] [--no-serve] [--port N]."""

    help = "建演示世界（只建一次），打印各角色的登录名，然后启动服务。"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """As design/README.md fixes them."""
        parser.add_argument("--fresh", action="store_true", help="从头再建")
        parser.add_argument("--no-serve", action="store_true", help="只建不启动")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Build if needed, print, serve. Raises CommandError outside the demo setting."""
        if not settings.DEMO:
            raise CommandError("DEMO=false：这里不是演示环境，不建演示世界")
        if options["fresh"]:
            self._clear()
        elif note_of_world().exists() and built_with() != migrations_now():
            self.stdout.write("演示世界是按别的版本的表建的，从头再建（在演示里改过的不留）。")
            self._clear()
        call_command("migrate", verbosity=0)
        if not note_of_world().exists():
            self._build()
        call_command("collectstatic", interactive=False, verbosity=0)
        days_back = self._days_back()
        with clock.travel(timezone.localtime() - dt.timedelta(days=days_back)):
            call_command("daily")  # what the nightly job would have done by today
        self._print_logins()
        if not options["no_serve"]:
            self._serve(options["port"], days_back)

    def _clear(self) -> None:
        note_of_world().unlink(missing_ok=True)
        shutil.rmtree(settings.ROSTER_ROOT, ignore_errors=True)
        name = settings.DATABASES["default"]["NAME"]
        if settings.DATABASES["default"]["ENGINE"] != "welfare.database.engine":
            raise CommandError("重建只用于自带的数据库，DATABASE_URL 指的库请自己清空")
        connections.close_all()
        cluster().drop_database(name)

    def _build(self) -> None:
        begun = time.monotonic()
        self.stdout.write("建演示世界：579 名职工，一年多的走访、会费、补助……")
        # Models drawn for migrating lie about in circles, and the collector looks at them again and
        # again while the world is built: a fifth of its time.
        gc.collect()
        gc.freeze()
        calendar = build_world(timezone.localdate())
        # Its first pages would else be planned as if all tables were empty, for a minute.
        with connections["owner" if "owner" in connections else "default"].cursor() as cursor:
            cursor.execute("ANALYZE")
        seconds = time.monotonic() - begun
        self.stdout.write(f"建好了，用了 {seconds:.0f} 秒。世界的最后一天是 {calendar.last_day}。")

    def _print_logins(self) -> None:
        self.stdout.write("\n角色            登录名          姓名")
        for role, username, name in logins():
            self.stdout.write(f"{role:<12}\t{username:<14}\t{name}")
        self.stdout.write(f"密码都是 {PASSWORD}\n")

    def _days_back(self) -> int:
        """How far the world's clock stands behind: it began on its last day and goes on."""
        world = json.loads(note_of_world().read_text(encoding="utf-8"))
        built, last = (dt.date.fromisoformat(world[key]) for key in ("built_on", "last_day"))
        return (built - last).days

    def _serve(self, port: int, days_back: int) -> None:
        """Become the web server; the embedded PostgreSQL is stopped when it ends."""
        connections.close_all()
        self.stdout.write(f"打开 http://127.0.0.1:{port} （Ctrl-C 停下）")
        self.stdout.flush()
        server = [
            sys.executable, "-m", "gunicorn", "welfare.wsgi", "--config", "python:welfare.serving",
            "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--threads", str(THREADS),
        ]  # fmt: skip
        environment = os.environ | {"DAYS_BACK": str(days_back)}
        os.execve(sys.executable, server, environment)  # noqa: S606 - our own server, no shell
