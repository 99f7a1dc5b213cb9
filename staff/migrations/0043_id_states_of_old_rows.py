"""身份证号状态 of the workers that were there before it: a transaction of its own, beside the guard's."""

from django.db import migrations


def look(apps, schema_editor):
    """What is there: a number is sealed, so each is opened once to see its length."""
    workers = apps.get_model("staff", "Worker").objects
    known = workers.exclude(id_number_index=None).only("uid", "id_number").order_by()
    old = [one.pk for one in known.iterator(2000) if len(str(one.id_number)) == 15]
    known.update(id_number_state="valid")
    workers.filter(pk__in=old).update(id_number_state="legacy15")


class Migration(migrations.Migration):
    dependencies = [("staff", "0042_id_state_follows_the_number")]
    operations = [migrations.RunPython(look, migrations.RunPython.noop)]
