"""The matrix opened again and again by an officer of a scratch database (bench.duties)."""

import time

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.actions.visits import open_duties
from staff.models import HardshipFile, Station, Worker
from welfare.accounts import create_account, grant_role
from welfare.days import Quarter
from welfare.roles import Role


def _people() -> None:
    """Workers for the files that SQL made, eight quarters of duties."""
    station = Station.objects.get()
    keys = HardshipFile.objects.values_list("worker", flat=True)
    Worker.objects.bulk_create(
        Worker(
            pk=key, number=f"W{key}", name=f"职工{key}", pinyin=f"zhigong{key}", sex="female",
            birth="1970-01-01", station=station, post="on_post",
        )
        for key in keys
    )  # fmt: skip
    for quarter in Quarter(2025, 1).until(Quarter(2026, 4)):
        open_duties(quarter)


def turn_pages(turns: int) -> tuple[list[float], int]:
    """Seconds of each turn, and the queries of one."""
    call_command("collectstatic", interactive=False, verbosity=0)
    _people()
    officer = create_account("bench", name="郑敏", password="a-long-password-7", by=None)  # noqa: S106
    grant_role(officer, Role.OFFICER, by=None)
    client, seconds = Client(headers={"host": "localhost"}), []
    client.force_login(officer, "welfare.backends.RolesInForce")
    address = reverse("pairing-matrix")
    for _ in range(turns):
        begun = time.perf_counter()
        answer = client.get(address)
        seconds.append(time.perf_counter() - begun)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return seconds, len(asked)
