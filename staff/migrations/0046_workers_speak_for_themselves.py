"""With his own login a worker confirms a visit and rates an answer; nobody does it as him."""

import uuid

from django.db import migrations, models
from django.db.models import Q

import welfare.crypto

UIDS = "ALTER TABLE staff_visitconfirmation ADD COLUMN uid uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;"
NO_UIDS = "ALTER TABLE staff_visitconfirmation DROP COLUMN uid;"
OWN = """
CREATE FUNCTION staff_own_word() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE asked bigint; told boolean;
BEGIN
  IF TG_TABLE_NAME = 'staff_visitconfirmation' THEN
    told := to_jsonb(NEW) ->> 'way' = 'own';
    SELECT w.user_id INTO asked FROM staff_visit v
      JOIN staff_pairing p ON p.id = v.pairing_id JOIN staff_hardshipfile f ON f.id = p.file_id
      JOIN staff_worker w ON w.id = f.worker_id
     WHERE v.id = (to_jsonb(NEW) ->> 'visit_id')::bigint;
  ELSE
    told := to_jsonb(NEW) ->> 'heard' = 'own';
    SELECT w.user_id INTO asked FROM staff_matter m JOIN staff_worker w ON w.id = m.worker_id
     WHERE m.id = (to_jsonb(NEW) ->> 'matter_id')::bigint;
    IF NEW.kind <> 'rated' THEN
      RETURN NEW;
    END IF;
  END IF;
  IF told IS DISTINCT FROM coalesce(NEW.by_id = asked, false) THEN
    RAISE EXCEPTION 'the worker speaks for himself, and nobody as him' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER own_word BEFORE INSERT ON staff_visitconfirmation
  FOR EACH ROW EXECUTE FUNCTION staff_own_word();
ALTER TABLE staff_visitconfirmation ENABLE ALWAYS TRIGGER own_word;
CREATE TRIGGER own_word BEFORE INSERT ON staff_matterstep
  FOR EACH ROW EXECUTE FUNCTION staff_own_word();
ALTER TABLE staff_matterstep ENABLE ALWAYS TRIGGER own_word;
"""
NO_OWN = """
DROP TRIGGER own_word ON staff_matterstep;
DROP TRIGGER own_word ON staff_visitconfirmation;
DROP FUNCTION staff_own_word();
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0045_callbacks_of_campaigns")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(UIDS, NO_UIDS)],
            [
                migrations.AddField(
                    "visitconfirmation",
                    "uid",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                )
            ],
        ),
        migrations.AddField(
            "visitconfirmation",
            "words",
            welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="职工的话"
            ),
        ),
        migrations.AlterField(
            "visitconfirmation",
            "way",
            models.CharField(
                "怎么确认的",
                max_length=10,
                choices=[
                    ("code", "确认码"),
                    ("next_visit", "下次走访时当面问"),
                    ("own", "本人登录确认"),
                ],
            ),
        ),
        migrations.RemoveConstraint("visitconfirmation", "confirmation_by_code_or_someone"),
        migrations.AddConstraint(
            "visitconfirmation",
            models.CheckConstraint(
                condition=Q(way="code", by=None)
                | Q(way__in=["next_visit", "own"], by__isnull=False),
                name="confirmation_by_code_or_someone",
            ),
        ),
        migrations.AlterField(
            "matterstep",
            "heard",
            models.CharField(
                "怎样听到的",
                blank=True,
                max_length=6,
                choices=[
                    ("signed", "职工签字"),
                    ("face", "当面问的"),
                    ("phone", "电话回访"),
                    ("own", "本人登录评价"),
                ],
            ),
        ),
        migrations.RemoveConstraint("matterstep", "matter_step_rated_by_the_worker"),
        migrations.AddConstraint(
            "matterstep",
            models.CheckConstraint(
                condition=Q(
                    kind="rated",
                    rating__in=["satisfied", "fair", "unsatisfied"],
                    heard__in=["signed", "face", "phone", "own"],
                )
                | (~Q(kind="rated") & Q(rating="", heard="")),
                name="matter_step_rated_by_the_worker",
                violation_error_message="职工评价要写满意度和怎样听到的",
            ),
        ),
        migrations.RunSQL(OWN, NO_OWN),
    ]
