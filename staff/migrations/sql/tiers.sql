-- The tier 困难等级 follows its decision; a scheme stands once it was used.

-- No tier of its scheme is heavier: 特困 in the scheme shipped.
CREATE OR REPLACE FUNCTION staff_is_hardest(tier bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT FROM staff_tier t JOIN staff_tier h USING (scheme_id)
                      WHERE t.id = tier AND h.rank > t.rank)
$$;

CREATE OR REPLACE FUNCTION staff_file_is_born() RETURNS trigger LANGUAGE plpgsql
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

CREATE OR REPLACE FUNCTION staff_run_is_born() RETURNS trigger LANGUAGE plpgsql
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

-- Five working days are at least five days of the calendar, whatever holidays say.
ALTER TABLE staff_certification ADD CONSTRAINT certification_public_for_five_days
  CHECK (publicity_until - publicity_from >= 4);

CREATE OR REPLACE FUNCTION staff_notice_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.status <> 'peer_review' AND
     (NEW.proposed_tier_id, NEW.publicity_from, NEW.publicity_until, NEW.notice_number)
     IS DISTINCT FROM
     (OLD.proposed_tier_id, OLD.publicity_from, OLD.publicity_until, OLD.notice_number) THEN
    RAISE EXCEPTION 'run % is at %: its tier and notice stand', OLD.id, OLD.status
      USING ERRCODE = '23514';
  END IF;
  IF NEW.proposed_tier_id <> COALESCE(OLD.proposed_tier_id, 0) AND NOT EXISTS (
    SELECT FROM staff_peerreview p WHERE p.certification_id = NEW.id AND p.round = NEW.round
      AND p.tier_id = NEW.proposed_tier_id AND (p.is_skipped OR p.agreed * 2 > p.present)) THEN
    RAISE EXCEPTION 'nobody proposed this tier in run %', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notice_stands BEFORE UPDATE ON staff_certification
  FOR EACH ROW EXECUTE FUNCTION staff_notice_stands();
ALTER TABLE staff_certification ENABLE ALWAYS TRIGGER notice_stands;

CREATE OR REPLACE FUNCTION staff_line_stands() RETURNS trigger LANGUAGE plpgsql
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

CREATE OR REPLACE FUNCTION staff_change_is_decided() RETURNS trigger LANGUAGE plpgsql
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

CREATE OR REPLACE FUNCTION staff_tier_follows() RETURNS trigger LANGUAGE plpgsql
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

CREATE OR REPLACE FUNCTION staff_scheme_is_used(asked bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM staff_hardshipfile f JOIN staff_tier t ON t.id = f.tier_id
                  WHERE t.scheme_id = asked)
      OR EXISTS (SELECT FROM staff_certification c
                   JOIN staff_tier t ON t.id IN (c.asked_tier_id, c.proposed_tier_id)
                  WHERE t.scheme_id = asked)
$$;

CREATE OR REPLACE FUNCTION staff_tier_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.scheme_id, OLD.key, OLD.name, OLD.rank, OLD.line_multiple)
     IS NOT DISTINCT FROM (NEW.scheme_id, NEW.key, NEW.name, NEW.rank, NEW.line_multiple) THEN
    RETURN NEW;
  END IF;
  IF TG_OP <> 'INSERT' AND staff_scheme_is_used(OLD.scheme_id)
     OR TG_OP <> 'DELETE' AND staff_scheme_is_used(NEW.scheme_id) THEN
    RAISE EXCEPTION 'files were judged by this tier scheme: % refused', TG_OP
      USING ERRCODE = '42501';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER stands BEFORE INSERT OR UPDATE OR DELETE ON staff_tier
  FOR EACH ROW EXECUTE FUNCTION staff_tier_stands();
ALTER TABLE staff_tier ENABLE ALWAYS TRIGGER stands;

CREATE OR REPLACE FUNCTION staff_scheme_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF staff_scheme_is_used(OLD.id) AND (OLD.code, OLD.valid_from) IS DISTINCT FROM
     (NEW.code, NEW.valid_from)
     OR staff_scheme_is_used(OLD.id) AND OLD.valid_to IS NOT NULL
        AND OLD.valid_to IS DISTINCT FROM NEW.valid_to THEN
    RAISE EXCEPTION 'files were judged by this tier scheme: its days stand'
      USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stands BEFORE UPDATE ON staff_tierscheme
  FOR EACH ROW EXECUTE FUNCTION staff_scheme_stands();
ALTER TABLE staff_tierscheme ENABLE ALWAYS TRIGGER stands;
