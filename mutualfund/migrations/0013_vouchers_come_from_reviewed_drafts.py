"""What was reviewed is what is posted: drafts keep their content, vouchers are their drafts.

Without it a line could be changed by SQL between review and posting, a voucher posted that nobody
drafted, or a red reversal written that does not undo its original.
"""

from django.db import migrations

DRAFTS = """
CREATE FUNCTION mutualfund_draft_keeps_content() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.fund_id, NEW.date, NEW.kind, NEW.summary, NEW.source, NEW.purpose, NEW.key,
      NEW.attachments, NEW.maker_id, NEW.reverses_id, NEW.corrects_id)
     IS DISTINCT FROM
     (OLD.fund_id, OLD.date, OLD.kind, OLD.summary, OLD.source, OLD.purpose, OLD.key,
      OLD.attachments, OLD.maker_id, OLD.reverses_id, OLD.corrects_id)
     OR (OLD.reviewer_id IS NOT NULL AND NEW.reviewer_id IS DISTINCT FROM OLD.reviewer_id) THEN
    RAISE EXCEPTION 'draft % keeps its content', OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_content BEFORE UPDATE ON mutualfund_draftvoucher
  FOR EACH ROW EXECUTE FUNCTION mutualfund_draft_keeps_content();
ALTER TABLE mutualfund_draftvoucher ENABLE ALWAYS TRIGGER keeps_content;

CREATE FUNCTION mutualfund_lines_before_review() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' AND EXISTS (
    SELECT FROM mutualfund_draftvoucher WHERE id = NEW.draft_id AND status = 'draft') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'lines of draft % are fixed', coalesce(NEW.draft_id, OLD.draft_id)
    USING ERRCODE = '23514';
END $$;
CREATE TRIGGER before_review BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_draftline
  FOR EACH ROW EXECUTE FUNCTION mutualfund_lines_before_review();
ALTER TABLE mutualfund_draftline ENABLE ALWAYS TRIGGER before_review;
"""
NO_DRAFTS = """
DROP TRIGGER before_review ON mutualfund_draftline;
DROP FUNCTION mutualfund_lines_before_review();
DROP TRIGGER keeps_content ON mutualfund_draftvoucher;
DROP FUNCTION mutualfund_draft_keeps_content();
"""

VOUCHERS = """
CREATE FUNCTION mutualfund_voucher_is_its_draft() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE draft mutualfund_draftvoucher;
BEGIN
  SELECT * INTO draft FROM mutualfund_draftvoucher WHERE key = NEW.key;
  IF draft.id IS NULL OR draft.status NOT IN ('reviewed', 'posted')
     OR (draft.fund_id, draft.date, draft.kind, draft.summary, draft.source, draft.purpose,
         draft.maker_id, draft.reviewer_id, draft.reverses_id)
        IS DISTINCT FROM
        (NEW.fund_id, NEW.date, NEW.kind, NEW.summary, NEW.source, NEW.purpose,
         NEW.maker_id, NEW.reviewer_id, NEW.reverses_id)
     OR EXISTS (
       (SELECT line, account_id, party, side, amount FROM mutualfund_draftline WHERE draft_id = draft.id
        EXCEPT ALL
        SELECT line, account_id, party, side, amount FROM mutualfund_entry WHERE voucher_id = NEW.id)
       UNION ALL
       (SELECT line, account_id, party, side, amount FROM mutualfund_entry WHERE voucher_id = NEW.id
        EXCEPT ALL
        SELECT line, account_id, party, side, amount FROM mutualfund_draftline WHERE draft_id = draft.id))
  THEN
    RAISE EXCEPTION 'voucher %-% is not what was reviewed', NEW.year, NEW.number
      USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'reversal' AND EXISTS (
    (SELECT account_id, party, side, -amount FROM mutualfund_entry WHERE voucher_id = NEW.id
     EXCEPT ALL
     SELECT account_id, party, side, amount FROM mutualfund_entry WHERE voucher_id = NEW.reverses_id)
    UNION ALL
    (SELECT account_id, party, side, amount FROM mutualfund_entry WHERE voucher_id = NEW.reverses_id
     EXCEPT ALL
     SELECT account_id, party, side, -amount FROM mutualfund_entry WHERE voucher_id = NEW.id))
  THEN
    RAISE EXCEPTION 'reversal %-% does not undo its original', NEW.year, NEW.number
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER is_its_draft AFTER INSERT ON mutualfund_voucher
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_voucher_is_its_draft();
ALTER TABLE mutualfund_voucher ENABLE ALWAYS TRIGGER is_its_draft;
"""
NO_VOUCHERS = """
DROP TRIGGER is_its_draft ON mutualfund_voucher;
DROP FUNCTION mutualfund_voucher_is_its_draft();
"""


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0012_a_claim_is_paid_once")]
    operations = [
        migrations.RunSQL(DRAFTS, NO_DRAFTS),
        migrations.RunSQL(VOUCHERS, NO_VOUCHERS),
    ]
