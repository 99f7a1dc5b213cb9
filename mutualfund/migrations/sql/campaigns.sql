-- A campaign is cancelled before its money moves: no voucher of 领出 is posted or on its way.

CREATE OR REPLACE FUNCTION mutualfund_cancelled_before_money() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM mutualfund_draftvoucher d
              WHERE d.source = 'campaign:' || NEW.campaign_id AND d.status <> 'dropped') THEN
    RAISE EXCEPTION 'the money of campaign % is on its way', NEW.campaign_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cancelled_before_money BEFORE INSERT ON staff_campaignstep FOR EACH ROW
  WHEN (NEW.status = 'cancelled') EXECUTE FUNCTION mutualfund_cancelled_before_money();
ALTER TABLE staff_campaignstep ENABLE ALWAYS TRIGGER cancelled_before_money;
