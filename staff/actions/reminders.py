"""Reminders 提醒: written down for the workbench, and mailed once the transaction stands."""

import datetime as dt
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from staff.models import Reminder
from staff.remindable import Recipient
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn

RETRIED_FOR = dt.timedelta(days=7)
MOST_TRIES = 5


def mail_is_set() -> bool:
    """Whether the installation has a mail server (EMAIL_HOST)."""
    return bool(settings.EMAIL_HOST)


@transaction.atomic
def remind(recipients: Iterable[Recipient], *, on: dt.date, by: User) -> list[Reminder]:
    """Tell each what he was not told today, in the workbench and, where it is set, by mail.

    A second press finds nothing left to tell. Mail leaves after the commit, so a rollback sends
    nothing. Raises Refused when nobody is left to tell, or has no account to be told at.
    """
    take_turn(f"remind-{on}")
    told = set(Reminder.objects.filter(on=on).values_list("key", "person"))
    made = [
        Reminder(
            key=thing.key,
            person=one.user,
            words=thing.words,
            due_on=thing.due_on,
            on=on,
            at=clock.now(),
            by=by,
            mail_to=one.email if mail_is_set() else "",
        )
        for one in recipients
        if one.user is not None
        for thing in one.things
        if (thing.key, one.user.pk) not in told
    ]
    if not made:
        raise Refused("没有要提醒的人：今天都提醒过了，或者没有账号，请打印出来交给他。")
    Reminder.objects.bulk_create(made)
    for reminder in made:
        audit.record("reminder.sent", reminder, by=by, person=reminder.person.name)
    mails = [reminder.pk for reminder in made if reminder.mail_to]
    if mails:
        transaction.on_commit(lambda: mail_reminders(mails))
    return made


def retry_mails(*, on: dt.date) -> tuple[int, int]:
    """Try the mails again that did not leave in the last days: how many left, how many did not.

    Called by the daily run; after five tries a mail is given up and stays in the list.
    """
    if not mail_is_set():
        return 0, 0
    rows = Reminder.objects.unmailed().filter(on__gt=on - RETRIED_FOR, mail_tries__lt=MOST_TRIES)
    again = list(rows.values_list("pk", flat=True))
    mail_reminders(again)
    failed = Reminder.objects.unmailed().filter(pk__in=again).count()
    return len(again) - failed, failed


def mail_reminders(pks: Iterable[int]) -> None:
    """One letter to each person; what did not leave is written down with the reason."""
    rows = Reminder.objects.filter(pk__in=list(pks), mailed_at=None).select_related("person", "by")
    letters: dict[int, list[Reminder]] = {}
    for reminder in rows.order_by("due_on", "pk"):
        letters.setdefault(reminder.person_id, []).append(reminder)
    down, connection = "", get_connection()
    for reminders in letters.values():
        error, is_down = (down, True) if down else _mail(reminders, connection)
        down = error if is_down else ""
        for reminder in reminders:
            reminder.mailed_at = None if error else clock.now()
            reminder.mail_error, reminder.mail_tries = error, reminder.mail_tries + 1
            reminder.save(update_fields=["mailed_at", "mail_error", "mail_tries"])


def _mail(reminders: list[Reminder], connection: BaseEmailBackend) -> tuple[str, bool]:
    """Send one letter. Why it did not leave, and whether the server is down: then none is tried."""
    first = reminders[0]
    lines = "\n".join(f"{n}. {one.words!s}" for n, one in enumerate(reminders, start=1))
    body = f"{first.person.name}，您好：\n\n有 {len(reminders)} 件事等您办。\n\n{lines}\n\n"
    body += f"请登录工会办公系统办理。{first.by.name} {first.on:%Y-%m-%d} 提醒。\n"
    letter = EmailMessage(
        f"提醒：{len(reminders)} 件事等您办", body, to=[str(first.mail_to)], connection=connection
    )
    try:
        letter.send()
    except (OSError, ValueError) as problem:  # SMTPException is an OSError
        words = str(problem)[:200] or type(problem).__name__
        return words, not isinstance(problem, (SMTPException, ValueError))
    return "", False
