"""代录 is a pen and no voice: the recorder who enters it neither sits, handled nor signs the claim."""

from django.db import migrations

PROXIES = """
CREATE FUNCTION mutualfund_proxy_apart() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE item mutualfund_agendaitem;
BEGIN
  SELECT * INTO item FROM mutualfund_agendaitem WHERE id = NEW.item_id;
  IF EXISTS (
    SELECT FROM mutualfund_attendance a JOIN mutualfund_committeemember m ON m.id = a.member_id
    WHERE a.meeting_id = item.meeting_id AND m.user_id = NEW.proxied_by_id) THEN
    RAISE EXCEPTION 'user % sits on the committee and enters no proxies', NEW.proxied_by_id
      USING ERRCODE = '23514';
  END IF;
  PERFORM mutualfund_stand_apart(
    NEW.proxied_by_id, item.claim_id, true, ARRAY['receive', 'investigate']);
  RETURN NEW;
END $$;
CREATE TRIGGER proxy_apart BEFORE INSERT ON mutualfund_vote
  FOR EACH ROW WHEN (NEW.proxied_by_id IS NOT NULL) EXECUTE FUNCTION mutualfund_proxy_apart();
ALTER TABLE mutualfund_vote ENABLE ALWAYS TRIGGER proxy_apart;

CREATE FUNCTION mutualfund_signer_entered_none() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM mutualfund_vote WHERE item_id = NEW.item_id AND proxied_by_id = NEW.signed_by_id) THEN
    RAISE EXCEPTION 'user % entered a vote on item % and does not sign it', NEW.signed_by_id, NEW.item_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signer_entered_none BEFORE INSERT ON mutualfund_decision
  FOR EACH ROW EXECUTE FUNCTION mutualfund_signer_entered_none();
ALTER TABLE mutualfund_decision ENABLE ALWAYS TRIGGER signer_entered_none;
"""
NO_PROXIES = """
DROP TRIGGER signer_entered_none ON mutualfund_decision;
DROP FUNCTION mutualfund_signer_entered_none();
DROP TRIGGER proxy_apart ON mutualfund_vote;
DROP FUNCTION mutualfund_proxy_apart();
"""


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0013_vouchers_come_from_reviewed_drafts")]
    operations = [migrations.RunSQL(PROXIES, NO_PROXIES)]
