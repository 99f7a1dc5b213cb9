-- 改期: new days of a campaign before its money is drawn, proposed by one and decided by another.

CREATE OR REPLACE FUNCTION staff_window_decided_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'window % stays', OLD.id USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT FROM staff_campaign c
                  WHERE c.id = NEW.campaign_id AND c.status = 'notified') THEN
    RAISE EXCEPTION 'the days of campaign % are not open', NEW.campaign_id USING ERRCODE = '23514';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.agreed IS NOT NULL OR NOT staff_may(NEW.proposed_by_id, 'manage_campaigns') THEN
      RAISE EXCEPTION 'a window is proposed by the office first' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.agreed IS NOT NULL OR NOT staff_may(NEW.decided_by_id, 'approve_campaign') OR
     (NEW.campaign_id, NEW.first, NEW.last, NEW.was_first, NEW.was_last, NEW.reason, NEW.notice,
      NEW.proposed_on, NEW.proposed_by_id)
     IS DISTINCT FROM
     (OLD.campaign_id, OLD.first, OLD.last, OLD.was_first, OLD.was_last, OLD.reason, OLD.notice,
      OLD.proposed_on, OLD.proposed_by_id) THEN
    RAISE EXCEPTION 'window % is decided once', OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_once BEFORE INSERT OR UPDATE OR DELETE ON staff_campaignwindow
  FOR EACH ROW EXECUTE FUNCTION staff_window_decided_once();
ALTER TABLE staff_campaignwindow ENABLE ALWAYS TRIGGER decided_once;
REVOKE DELETE, TRUNCATE ON staff_campaignwindow FROM guanai_app;

-- Money drawn after the last day could be given to nobody.
CREATE OR REPLACE FUNCTION staff_handing_out_in_time() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW."on" > (SELECT window_until FROM staff_campaign WHERE id = NEW.campaign_id) THEN
    RAISE EXCEPTION 'the days of campaign % are over', NEW.campaign_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_time BEFORE INSERT ON staff_campaignstep FOR EACH ROW
  WHEN (NEW.status = 'distributing') EXECUTE FUNCTION staff_handing_out_in_time();
ALTER TABLE staff_campaignstep ENABLE ALWAYS TRIGGER in_time;
