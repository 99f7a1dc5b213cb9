-- 发放确认: a line is handed out by two, and the second says so with his own login before the list closes.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_giftavowal
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_giftavowal ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_giftavowal FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_gift_avowed_by_second() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM staff_gift g JOIN staff_campaign c ON c.id = g.campaign_id
                  WHERE g.id = NEW.gift_id AND g.received_on IS NOT NULL
                    AND g.paid_with_id = NEW.by_id AND g.undone = NEW.undone
                    AND c.status = 'distributing')
     OR NOT staff_may(NEW.by_id, 'hand_out_gift') THEN
    RAISE EXCEPTION 'line % is avowed by its second payer', NEW.gift_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER avowed_by_second BEFORE INSERT ON staff_giftavowal
  FOR EACH ROW EXECUTE FUNCTION staff_gift_avowed_by_second();
ALTER TABLE staff_giftavowal ENABLE ALWAYS TRIGGER avowed_by_second;

CREATE OR REPLACE FUNCTION staff_payers_are_two() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE alone bigint;
BEGIN
  SELECT g.id INTO alone FROM staff_gift g
   WHERE g.campaign_id = NEW.campaign_id AND g.received_on IS NOT NULL
     AND NOT EXISTS (SELECT FROM staff_giftavowal a
                      WHERE a.gift_id = g.id AND a.undone = g.undone AND a.went) LIMIT 1;
  IF alone IS NOT NULL THEN
    RAISE EXCEPTION 'line % was not avowed by its second payer', alone USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payers_are_two BEFORE INSERT ON staff_campaignstep FOR EACH ROW
  WHEN (NEW.status = 'signed') EXECUTE FUNCTION staff_payers_are_two();
ALTER TABLE staff_campaignstep ENABLE ALWAYS TRIGGER payers_are_two;
