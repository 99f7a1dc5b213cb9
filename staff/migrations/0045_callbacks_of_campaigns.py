"""The call-back sample is drawn of a campaign's signed lines too, by the same code."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

GUARD = """
CREATE OR REPLACE FUNCTION staff_guard_callback() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.sample_id, OLD.visit_id, OLD.gift_id)
       IS DISTINCT FROM (NEW.sample_id, NEW.visit_id, NEW.gift_id)
     OR OLD.result IN ('came', 'not_came') THEN
    RAISE EXCEPTION 'call-back % never changes', OLD.id USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM staff_visit v JOIN staff_pairing p ON p.id = v.pairing_id
               JOIN staff_cadre c ON c.id = p.cadre_id
              WHERE v.id = NEW.visit_id AND NEW.called_by_id IN (v.recorded_by_id, c.user_id)) THEN
    RAISE EXCEPTION 'nobody calls back his own visit' USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM staff_gift g
              WHERE g.id = NEW.gift_id AND NEW.called_by_id IN (g.paid_by_id, g.paid_with_id)) THEN
    RAISE EXCEPTION 'nobody calls back what he handed out' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
"""
# as 0037 wrote it
NO_GUARD = """
CREATE OR REPLACE FUNCTION staff_guard_callback() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.sample_id, OLD.visit_id) IS DISTINCT FROM (NEW.sample_id, NEW.visit_id)
     OR OLD.result IN ('came', 'not_came') THEN
    RAISE EXCEPTION 'call-back % never changes', OLD.id USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM staff_visit v JOIN staff_pairing p ON p.id = v.pairing_id
               JOIN staff_cadre c ON c.id = p.cadre_id
              WHERE v.id = NEW.visit_id AND NEW.called_by_id IN (v.recorded_by_id, c.user_id)) THEN
    RAISE EXCEPTION 'nobody calls back his own visit' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0044_care_by_dated_measures")]
    operations = [
        migrations.AlterModelOptions(
            "callbacksample",
            {
                "ordering": ("-year", "-quarter", "-pk"),
                "verbose_name": "回访抽样",
                "verbose_name_plural": "回访抽样",
            },
        ),
        migrations.RenameField("callbacksample", "last_visit", "last_key"),
        migrations.AlterField(
            "callbacksample", "last_key", models.PositiveBigIntegerField("抽到第几号为止")
        ),
        migrations.AlterField(
            "callbacksample", "population", models.PositiveIntegerField("从多少里抽")
        ),
        migrations.AlterField(
            "callbacksample", "year", models.PositiveSmallIntegerField("年", null=True)
        ),
        migrations.AlterField(
            "callbacksample", "quarter", models.PositiveSmallIntegerField("季度", null=True)
        ),
        migrations.AddField(
            "callbacksample",
            "campaign",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sample",
                to="staff.campaign",
                verbose_name="送温暖活动",
            ),
        ),
        migrations.AlterField(
            "callback",
            "visit",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="callback",
                to="staff.visit",
                verbose_name="走访",
            ),
        ),
        migrations.AddField(
            "callback",
            "gift",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="callback",
                to="staff.gift",
                verbose_name="发放",
            ),
        ),
        migrations.AddConstraint(
            "callbacksample",
            models.CheckConstraint(
                condition=Q(campaign=None, year__isnull=False, quarter__isnull=False)
                | Q(campaign__isnull=False, year=None, quarter=None),
                name="callback_sample_of_a_quarter_or_a_campaign",
            ),
        ),
        migrations.AddConstraint(
            "callback",
            models.CheckConstraint(
                condition=Q(visit__isnull=True, gift__isnull=False)
                | Q(visit__isnull=False, gift__isnull=True),
                name="callback_about_a_visit_or_a_gift",
            ),
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
