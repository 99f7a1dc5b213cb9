"""Nothing is handed out before its money is drawn, nothing reconciled before its money is closed."""

from django.db import migrations

GUARD = """
CREATE FUNCTION mutualfund_campaign_has_money() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE wanted text;
BEGIN
  wanted := CASE NEW.status WHEN 'distributing' THEN 'draw' WHEN 'reconciled' THEN 'settle' END;
  IF wanted = 'settle' AND NOT EXISTS (
    SELECT FROM staff_gift WHERE campaign_id = NEW.campaign_id AND cash > 0) THEN
    RETURN NEW;
  END IF;
  IF wanted IS NOT NULL AND NOT EXISTS (
    SELECT FROM mutualfund_voucher v WHERE v.source = 'campaign:' || NEW.campaign_id
      AND v.purpose = wanted AND v.kind = 'normal') THEN
    RAISE EXCEPTION 'campaign % has no voucher for %', NEW.campaign_id, wanted
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER has_money BEFORE INSERT ON staff_campaignstep
  FOR EACH ROW EXECUTE FUNCTION mutualfund_campaign_has_money();
ALTER TABLE staff_campaignstep ENABLE ALWAYS TRIGGER has_money;
"""
UNDO = """
DROP TRIGGER has_money ON staff_campaignstep;
DROP FUNCTION mutualfund_campaign_has_money();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0019_what_a_vote_rests_on"),
        ("staff", "0017_campaigns_are_guarded"),
    ]
    operations = [migrations.RunSQL(GUARD, UNDO)]
