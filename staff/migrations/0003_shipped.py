"""What ships with the product: tiers, code lists, insurances, the rules and measures of help (示例)."""

import datetime as dt

from django.db import migrations

from staff.certification_rules import seed_rules
from staff.models import seed_insurances
from staff.models.codes import seed_codes
from staff.models.measures import seed_measure
from staff.tiers import seed_tiers


def fill(apps, schema_editor):
    """One scheme of three tiers, the heaviest 深度困难; what holds until the depot resolves its own."""

    def model(name):
        return apps.get_model("staff", name)

    seed_tiers(model("TierScheme"), model("Tier"))
    model("Tier").objects.filter(key="extreme").update(national="deep")
    seed_codes(model("Code"))
    seed_insurances(model("InsuranceKind"))
    seed_rules(model("CertificationRule"), model("SubsistenceLine"))
    seed_measure(model("HelpMeasure"))
    model("CareMeasure").objects.create(
        valid_from=dt.date(2000, 1, 1), document_no="示例，由段工会定"
    )


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_guards")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
