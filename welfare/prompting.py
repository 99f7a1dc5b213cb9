"""All facts of the night, from every package, as prompts 系统提示."""

import datetime as dt

from mutualfund.models import Payment
from staff.actions.prompts import raise_prompts
from staff.models import Gift, HardshipFile, PromptKind
from staff.prompt_facts import Fact, facts_of_care

HELP_WITHIN = dt.timedelta(days=90)  # features.md section 2, 1: no help for 90 days


def prompt_tonight(*, on: dt.date) -> int:
    """Find what stands on a day and write down what is new; returns how many."""
    return raise_prompts([*facts_of_care(on=on), *never_helped(on=on)], on=on)


def never_helped(*, on: dt.date) -> list[Fact]:
    """Families with a file for 90 days that got nothing yet, from campaign or fund. Three queries.

    Help to anyone of the household counts, money a red reversal took back does not.
    """
    files = HardshipFile.objects.in_force().in_force_on(on).filter(opened_on__lt=on - HELP_WITHIN)
    gifts = Gift.objects.received().values_list("file__worker", "file__worker__household")
    payments = Payment.objects.standing().values_list(
        "claim__member__worker", "claim__member__worker__household"
    )
    workers: set[int] = set()
    homes: set[int] = set()
    for worker, home in [*gifts, *payments]:
        workers.add(worker)
        homes.add(home)
    return [
        Fact(
            PromptKind.NEVER_HELPED,
            f"unhelped:{file.pk}",
            file.worker,
            f"{file.number} {file.opened_on:%Y-%m-%d} 建档，慰问和补助都还没有领到过",
        )
        for file in files.select_related("worker")
        if file.worker_id not in workers
        and (file.household_id is None or file.household_id not in homes)
    ]
