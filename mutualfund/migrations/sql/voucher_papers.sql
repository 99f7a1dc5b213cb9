-- Every voucher its paper: without it nothing is reviewed, and the count is not typed.
CREATE OR REPLACE FUNCTION mutualfund_draft_has_papers() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE kind text := split_part(NEW.source, ':', 1); files int; numbered int := 0; needs_file boolean;
BEGIN
  IF NEW.purpose IN ('hand', 'correct', 'clawback') THEN
    needs_file := true;
  ELSIF NEW.purpose = 'receive' AND kind IN ('dues', 'donation', 'grant', 'interest') THEN
    needs_file := kind IN ('grant', 'interest');
    IF kind = 'dues' THEN
      SELECT count(*) INTO numbered FROM mutualfund_duespayment
       WHERE id = split_part(NEW.source, ':', 2)::bigint AND receipt_no <> ''
         -- of ours one that is not void; of before these books the paper's number alone
         AND (EXISTS (SELECT FROM mutualfund_receipt WHERE source = NEW.source AND void_reason = '')
              OR NOT EXISTS (SELECT FROM mutualfund_receipt WHERE source = NEW.source));
    ELSE
      SELECT count(*) INTO numbered FROM mutualfund_receipt
       WHERE source = NEW.source AND void_reason = '';
    END IF;
  ELSE
    RETURN NEW;
  END IF;
  SELECT count(*) INTO files FROM mutualfund_voucherpaper WHERE draft_id = NEW.id;
  IF files + numbered = 0 OR (needs_file AND files = 0) THEN
    RAISE EXCEPTION 'draft % has no paper', NEW.id USING ERRCODE = '23514';
  END IF;
  NEW.attachments := files + numbered;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER has_papers BEFORE INSERT OR UPDATE OF status ON mutualfund_draftvoucher
  FOR EACH ROW WHEN (NEW.status = 'reviewed') EXECUTE FUNCTION mutualfund_draft_has_papers();
ALTER TABLE mutualfund_draftvoucher ENABLE ALWAYS TRIGGER has_papers;
