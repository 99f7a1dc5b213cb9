"""How often a cadre calls and how long things may wait are dated measures; the guards read them.

A visit keeps the days its label was measured by, a duty how many visits it needs.
"""

from django.db import migrations, models

GUARDS = """
CREATE OR REPLACE FUNCTION staff_guard_visit() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  entered date := (NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date;
  late_after int := coalesce((SELECT late_entry_days FROM staff_caremeasure
                               WHERE valid_from <= entered ORDER BY valid_from DESC LIMIT 1), 7);
BEGIN
  IF NEW.visited_on > entered THEN
    RAISE EXCEPTION 'visit on a day to come' USING ERRCODE = '23514';
  END IF;
  IF NEW.late_after <> late_after THEN
    RAISE EXCEPTION 'visit labelled by another measure' USING ERRCODE = '23514';
  END IF;
  IF date_trunc('quarter', NEW.visited_on) < date_trunc('quarter', entered)
     AND entered - NEW.visited_on > late_after THEN
    RAISE EXCEPTION 'visit dated back into a quarter that is over' USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT FROM staff_pairing WHERE id = NEW.pairing_id AND since <= NEW.visited_on
                  AND (until IS NULL OR until > NEW.visited_on)) THEN
    RAISE EXCEPTION 'visit outside the pairing' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION staff_duty_visited(duty staff_visitduty, by_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT count(*) >= duty.needed
    FROM staff_pairing own
    JOIN staff_pairing any_lead ON any_lead.file_id = own.file_id
    JOIN staff_visit v ON v.pairing_id = any_lead.id
   WHERE own.id = duty.pairing_id AND v.mode IN ('home', 'workplace')
     AND v.visited_on BETWEEN make_date(duty.year, duty.quarter * 3 - 2, 1) AND by_day
$$;
CREATE FUNCTION staff_duty_keeps_its_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'duty % needs as many visits as it did', OLD.id USING ERRCODE = '23514';
END $$;
CREATE TRIGGER keeps_its_number BEFORE UPDATE ON staff_visitduty FOR EACH ROW
  WHEN (NEW.needed <> OLD.needed) EXECUTE FUNCTION staff_duty_keeps_its_number();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_caremeasure
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_caremeasure ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_caremeasure FROM guanai_app;
"""
# the functions as 0037 wrote them
NO_GUARDS = """
GRANT UPDATE, DELETE ON staff_caremeasure TO guanai_app;
DROP TRIGGER append_only ON staff_caremeasure;
DROP TRIGGER keeps_its_number ON staff_visitduty;
DROP FUNCTION staff_duty_keeps_its_number();
CREATE OR REPLACE FUNCTION staff_duty_visited(duty staff_visitduty, by_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM staff_pairing own
      JOIN staff_pairing any_lead ON any_lead.file_id = own.file_id
      JOIN staff_visit v ON v.pairing_id = any_lead.id
     WHERE own.id = duty.pairing_id AND v.mode IN ('home', 'workplace')
       AND v.visited_on BETWEEN make_date(duty.year, duty.quarter * 3 - 2, 1) AND by_day)
$$;
CREATE OR REPLACE FUNCTION staff_guard_visit() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE entered date := (NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
  IF NEW.visited_on > entered THEN
    RAISE EXCEPTION 'visit on a day to come' USING ERRCODE = '23514';
  END IF;
  IF date_trunc('quarter', NEW.visited_on) < date_trunc('quarter', entered)
     AND entered - NEW.visited_on > 7 THEN
    RAISE EXCEPTION 'visit dated back into a quarter that is over' USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT FROM staff_pairing WHERE id = NEW.pairing_id AND since <= NEW.visited_on
                  AND (until IS NULL OR until > NEW.visited_on)) THEN
    RAISE EXCEPTION 'visit outside the pairing' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
"""
MEASURES = {
    "visits_per_quarter": ("一季度至少当面走访几次", 1),
    "first_visit_days": ("结对后几天内首次走访", 30),
    "late_entry_days": ("走访过几天才录入算补记", 7),
    "answer_days": ("转办事项几天内答复", 15),
    "again_days": ("职工不满意，几天内再答复", 7),
    "soon_days": ("到期前几天提醒", 14),
    "claim_days": ("上学、看病的补助几天内到手", 30),
}


class Migration(migrations.Migration):
    dependencies = [("staff", "0043_id_states_of_old_rows")]
    operations = [
        *(
            migrations.AddField(
                "caremeasure",
                name,
                models.PositiveSmallIntegerField(words, default=default),
            )
            for name, (words, default) in MEASURES.items()
        ),
        migrations.AddField(
            "visit",
            "late_after",
            models.PositiveSmallIntegerField("过几天算补记", default=7, db_default=7),
        ),
        migrations.AddField(
            "visitduty",
            "needed",
            models.PositiveSmallIntegerField("要走访几次", default=1, db_default=1),
        ),
        migrations.AddConstraint(
            "caremeasure",
            models.CheckConstraint(
                condition=models.Q(visits_per_quarter__range=(1, 3)),
                name="care_measure_visits_in_range",
                violation_error_message="一季度走访 1 到 3 次",
            ),
        ),
        migrations.AddConstraint(
            "caremeasure",
            models.CheckConstraint(
                condition=models.Q(late_entry_days__range=(1, 15)),
                name="care_measure_late_entry_in_range",
                violation_error_message="过 1 到 15 天算补记",
            ),
        ),
        migrations.AddConstraint(
            "caremeasure",
            models.CheckConstraint(
                condition=models.Q(first_visit_days__range=(1, 90), answer_days__range=(1, 90))
                & models.Q(
                    again_days__range=(1, 90), soon_days__range=(1, 90), claim_days__range=(1, 180)
                ),
                name="care_measure_days_in_range",
                violation_error_message="天数在 1 到 90 之间，补助到手最多 180 天",
            ),
        ),
        migrations.RunSQL(GUARDS, NO_GUARDS),
    ]
