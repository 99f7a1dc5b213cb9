-- The steps of a notice are only added to, in their order; who supervises took no other step.

CREATE OR REPLACE FUNCTION disclosure_notice_step_walks() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE notice disclosure_notice; last text; founded boolean;
BEGIN
  IF NEW.act IN ('drafted', 'sent', 'returned', 'released', 'withdrawn') THEN
    RETURN NEW;
  END IF;
  SELECT * INTO notice FROM disclosure_notice WHERE id = NEW.notice_id FOR UPDATE;
  SELECT coalesce((SELECT act FROM disclosure_noticestep WHERE notice_id = NEW.notice_id
                    ORDER BY id DESC LIMIT 1), 'released') INTO last;
  IF notice.status NOT IN ('published', 'withdrawn') OR (last, NEW.act) NOT IN (
       ('released', 'feedback'), ('withdrawn', 'feedback'),
       ('feedback', 'ordered'), ('failed', 'ordered'), ('ordered', 'rectified'),
       ('feedback', 'failed'), ('rectified', 'failed'),
       ('feedback', 'checked'), ('rectified', 'checked'), ('checked', 'archived')) THEN
    RAISE EXCEPTION 'notice % stands at % and does not go to %', notice.number, last, NEW.act
      USING ERRCODE = '23514';
  END IF;
  IF NEW.act = 'feedback' AND (notice.public_until >= NEW."on" OR EXISTS (
       SELECT FROM disclosure_noticeobjection o
         LEFT JOIN staff_objection f ON f.id = o.file_objection_id
        WHERE o.notice_id = notice.id AND coalesce(f.result, o.result) = '')) THEN
    RAISE EXCEPTION 'notice % is not heard to its end', notice.number USING ERRCODE = '23514';
  END IF;
  IF NEW.act IN ('checked', 'failed') THEN
    IF NEW.by_id IN (notice.editor_id, notice.releaser_id) OR EXISTS (
         SELECT FROM disclosure_noticestep WHERE notice_id = notice.id AND by_id = NEW.by_id) THEN
      RAISE EXCEPTION 'user % had a hand in notice %', NEW.by_id, notice.number
        USING ERRCODE = '23514';
    END IF;
    SELECT EXISTS (
      SELECT FROM disclosure_noticeobjection o
        LEFT JOIN staff_objection f ON f.id = o.file_objection_id
       WHERE o.notice_id = notice.id AND coalesce(f.result, o.result) = 'founded') INTO founded;
    IF founded AND NOT EXISTS (SELECT FROM disclosure_noticestep
                                WHERE notice_id = notice.id AND act = 'rectified') THEN
      RAISE EXCEPTION 'notice % was not put right', notice.number USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER walks BEFORE INSERT ON disclosure_noticestep
  FOR EACH ROW EXECUTE FUNCTION disclosure_notice_step_walks();
ALTER TABLE disclosure_noticestep ENABLE ALWAYS TRIGGER walks;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_noticestep
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_noticestep ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_steppaper
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_steppaper ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_noticestep, disclosure_steppaper FROM guanai_app;
