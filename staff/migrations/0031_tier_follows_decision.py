"""A tier gives money, so it follows a decision: no file is born in force without its paper, no
run begins half way, a notice and a proposed tier stand once given, and a tier moves only with a
change of its history, which itself needs a run that was approved on that day.
"""

from django.db import migrations

BORN = """
CREATE FUNCTION staff_file_is_born() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM staff_filestep s WHERE s.file_id = NEW.id AND s.was = ''
                  AND s.now = NEW.status AND (s.now = 'draft' OR s.act = 'taken_over')) THEN
    RAISE EXCEPTION 'file % has no first step to %', NEW.id, NEW.status USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER is_born AFTER INSERT ON staff_hardshipfile
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION staff_file_is_born();
ALTER TABLE staff_hardshipfile ENABLE ALWAYS TRIGGER is_born;

CREATE FUNCTION staff_run_is_born() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.status <> 'draft' AND (NEW.status, NEW.kind) <> ('home_survey', 'change')
     OR NEW.proposed_tier_id IS NOT NULL OR NEW.publicity_from IS NOT NULL
     OR NEW.decided_on IS NOT NULL THEN
    RAISE EXCEPTION 'run % begins at %', NEW.number, NEW.status USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_born BEFORE INSERT ON staff_certification
  FOR EACH ROW EXECUTE FUNCTION staff_run_is_born();
ALTER TABLE staff_certification ENABLE ALWAYS TRIGGER is_born;
"""
NOT_BORN = """
DROP TRIGGER is_born ON staff_certification;
DROP FUNCTION staff_run_is_born();
DROP TRIGGER is_born ON staff_hardshipfile;
DROP FUNCTION staff_file_is_born();
"""

# Five working days are at least five days of the calendar, whatever holidays say.
STANDS = """
ALTER TABLE staff_certification ADD CONSTRAINT certification_public_for_five_days
  CHECK (publicity_until - publicity_from >= 4);
CREATE FUNCTION staff_notice_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.status <> 'peer_review' AND
     (NEW.proposed_tier_id, NEW.publicity_from, NEW.publicity_until, NEW.notice_number)
     IS DISTINCT FROM
     (OLD.proposed_tier_id, OLD.publicity_from, OLD.publicity_until, OLD.notice_number) THEN
    RAISE EXCEPTION 'run % is at %: its tier and notice stand', OLD.id, OLD.status
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notice_stands BEFORE UPDATE ON staff_certification
  FOR EACH ROW EXECUTE FUNCTION staff_notice_stands();
ALTER TABLE staff_certification ENABLE ALWAYS TRIGGER notice_stands;

CREATE FUNCTION staff_line_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM staff_incometest WHERE line_id = OLD.id) THEN
    RAISE EXCEPTION 'line % was measured against: % refused', OLD.id, TG_OP
      USING ERRCODE = '42501';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER line_stands BEFORE UPDATE OR DELETE ON staff_subsistenceline
  FOR EACH ROW EXECUTE FUNCTION staff_line_stands();
ALTER TABLE staff_subsistenceline ENABLE ALWAYS TRIGGER line_stands;
"""
NOT_STANDS = """
DROP TRIGGER line_stands ON staff_subsistenceline;
DROP FUNCTION staff_line_stands();
DROP TRIGGER notice_stands ON staff_certification;
DROP FUNCTION staff_notice_stands();
ALTER TABLE staff_certification DROP CONSTRAINT certification_public_for_five_days;
"""

FOLLOWS = """
CREATE FUNCTION staff_change_is_decided() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE held bigint;
BEGIN
  SELECT tier_id INTO held FROM staff_hardshipfile WHERE id = NEW.file_id;
  IF COALESCE(NEW.was_id, NEW.now_id) IS DISTINCT FROM held THEN
    RAISE EXCEPTION 'file % holds another tier', NEW.file_id USING ERRCODE = '23514';
  END IF;
  IF NEW.was_id <> NEW.now_id AND NOT EXISTS (
    SELECT FROM staff_certification WHERE file_id = NEW.file_id AND kind = 'change'
      AND status = 'active' AND proposed_tier_id = NEW.now_id AND decided_on = NEW."on") THEN
    RAISE EXCEPTION 'nobody decided the tier of file %', NEW.file_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_decided BEFORE INSERT ON staff_tierchange
  FOR EACH ROW EXECUTE FUNCTION staff_change_is_decided();
ALTER TABLE staff_tierchange ENABLE ALWAYS TRIGGER is_decided;

CREATE FUNCTION staff_tier_follows() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE told record;
BEGIN
  IF OLD.status IN ('active', 'recheck_due', 'tier_change', 'exit_proposed', 'exited')
     AND NEW.tier_id <> OLD.tier_id THEN
    SELECT was_id, now_id INTO told FROM staff_tierchange WHERE file_id = NEW.id
      ORDER BY id DESC LIMIT 1;
    IF (told.was_id, told.now_id) IS DISTINCT FROM (OLD.tier_id, NEW.tier_id) THEN
      RAISE EXCEPTION 'file % has no change to this tier', NEW.id USING ERRCODE = '23514';
    END IF;
  END IF;
  IF OLD.status = 'union_review' AND NEW.status = 'active' AND NEW.tier_id IS DISTINCT FROM (
    SELECT proposed_tier_id FROM staff_certification WHERE file_id = NEW.id
      ORDER BY id DESC LIMIT 1) THEN
    RAISE EXCEPTION 'file % was announced with another tier', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tier_follows BEFORE UPDATE ON staff_hardshipfile
  FOR EACH ROW EXECUTE FUNCTION staff_tier_follows();
ALTER TABLE staff_hardshipfile ENABLE ALWAYS TRIGGER tier_follows;
"""
NOT_FOLLOWS = """
DROP TRIGGER tier_follows ON staff_hardshipfile;
DROP FUNCTION staff_tier_follows();
DROP TRIGGER is_decided ON staff_tierchange;
DROP FUNCTION staff_change_is_decided();
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0030_hardship_guards")]
    operations = [
        migrations.RunSQL(BORN, NOT_BORN),
        migrations.RunSQL(STANDS, NOT_STANDS),
        migrations.RunSQL(FOLLOWS, NOT_FOLLOWS),
    ]
