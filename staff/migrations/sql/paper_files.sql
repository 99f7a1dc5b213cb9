-- 纸质档案: typed by one who may, decided once by another who may, neither of them family; a file from paper
-- begins with both, and as the second held it beside the paper.

CREATE OR REPLACE FUNCTION staff_is_family(person bigint, of_worker bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM staff_worker w WHERE w.id = of_worker AND w.user_id = person)
      OR EXISTS (SELECT FROM staff_kin(of_worker) k WHERE k.user_id = person)
$$;

CREATE OR REPLACE FUNCTION staff_paper_decided_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.agreed IS NOT NULL OR NOT staff_may(NEW.entered_by_id, 'take_over_hardship')
       OR staff_is_family(NEW.entered_by_id, NEW.worker_id) THEN
      RAISE EXCEPTION 'user % enters no paper', NEW.entered_by_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.agreed IS NOT NULL OR NEW.agreed IS NULL
     OR NOT staff_may(NEW.decided_by_id, 'take_over_hardship')
     OR staff_is_family(NEW.decided_by_id, NEW.worker_id) OR
     (NEW.uid, NEW.worker_id, NEW.document_no, NEW.approved_on, NEW.tier_id, NEW.cause, NEW.lead_id,
      NEW.over_limit, NEW.no_leader, NEW.entered_on, NEW.entered_by_id)
     IS DISTINCT FROM
     (OLD.uid, OLD.worker_id, OLD.document_no, OLD.approved_on, OLD.tier_id, OLD.cause, OLD.lead_id,
      OLD.over_limit, OLD.no_leader, OLD.entered_on, OLD.entered_by_id) THEN
    RAISE EXCEPTION 'paper % is decided once, as it was typed', OLD.id USING ERRCODE = '23514';
  END IF;
  -- the file as it stands at the word: what comes later has decisions and guards of its own
  IF NEW.agreed AND NOT EXISTS (
    SELECT FROM staff_hardshipfile f
      JOIN staff_pairing p ON p.file_id = f.id AND p.until IS NULL AND p.cadre_id = NEW.lead_id
      JOIN staff_tierchange t ON t.file_id = f.id AND t.now_id = NEW.tier_id AND t.basis = NEW.document_no
     WHERE f.id = NEW.file_id AND f.worker_id = NEW.worker_id AND f.tier_id = NEW.tier_id
       AND f.cause = NEW.cause AND f.basis = NEW.document_no AND f.opened_on = NEW.decided_on) THEN
    RAISE EXCEPTION 'the file begins otherwise than paper % was held', OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_once BEFORE INSERT OR UPDATE ON staff_paperfile
  FOR EACH ROW EXECUTE FUNCTION staff_paper_decided_once();
ALTER TABLE staff_paperfile ENABLE ALWAYS TRIGGER decided_once;
REVOKE DELETE, TRUNCATE ON staff_paperfile FROM guanai_app;

-- The file a paper begins is its worker's, and who took it over is not who typed it. Asked at the end of
-- the transaction: the file, its step and the word on the paper are three statements.
CREATE OR REPLACE FUNCTION staff_paper_was_seen() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM staff_paperfile p JOIN staff_hardshipfile f ON f.id = p.file_id
     WHERE f.id = NEW.file_id AND p.agreed AND p.worker_id = f.worker_id
       AND p.decided_by_id = NEW.by_id) THEN
    RAISE EXCEPTION 'nobody held the paper of file % beside what was typed', NEW.file_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER paper_was_seen AFTER INSERT ON staff_filestep
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.act = 'taken_over')
  EXECUTE FUNCTION staff_paper_was_seen();
ALTER TABLE staff_filestep ENABLE ALWAYS TRIGGER paper_was_seen;
