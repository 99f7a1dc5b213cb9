-- 撤销签领: what stood on the line, by somebody of the office who did not hand it out.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_giftundo
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_giftundo ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_giftundo FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_gift_undone_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM staff_gift g JOIN staff_campaign c ON c.id = g.campaign_id
                  WHERE g.id = NEW.gift_id AND g.received_on = NEW.received_on
                    AND c.status = 'distributing'
                    AND NEW.by_id NOT IN (g.paid_by_id, g.paid_with_id))
     OR NEW.reason IS NULL OR NOT staff_may(NEW.by_id, 'manage_campaigns') THEN
    RAISE EXCEPTION 'user % may not take line % back', NEW.by_id, NEW.gift_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER undone_by_another BEFORE INSERT ON staff_giftundo
  FOR EACH ROW EXECUTE FUNCTION staff_gift_undone_by_another();
ALTER TABLE staff_giftundo ENABLE ALWAYS TRIGGER undone_by_another;

-- A word is not left standing without the line it opens.
CREATE OR REPLACE FUNCTION staff_undo_opens_its_line() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF (SELECT undone FROM staff_gift WHERE id = NEW.gift_id)
     <> (SELECT count(*) FROM staff_giftundo WHERE gift_id = NEW.gift_id) THEN
    RAISE EXCEPTION 'line % was not opened again', NEW.gift_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER opens_its_line AFTER INSERT ON staff_giftundo
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION staff_undo_opens_its_line();
ALTER TABLE staff_giftundo ENABLE ALWAYS TRIGGER opens_its_line;
