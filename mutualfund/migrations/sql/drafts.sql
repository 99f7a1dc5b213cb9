-- Vouchers come from drafts another person has reviewed.

CREATE OR REPLACE FUNCTION mutualfund_draft_keeps_content() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  -- a payment's voucher takes the day the money went: only later, only by its posting
  IF NEW.date <> OLD.date AND NOT (
       split_part(OLD.purpose, '-', 1) IN ('pay', 'advance', 'relief') AND OLD.kind = 'normal' AND OLD.status = 'reviewed'
       AND NEW.status = 'reviewed' AND NEW.date > OLD.date) THEN
    RAISE EXCEPTION 'draft % keeps its content', OLD.id USING ERRCODE = '23514';
  END IF;
  IF (NEW.fund_id, NEW.kind, NEW.summary, NEW.source, NEW.purpose, NEW.key,
      NEW.maker_id, NEW.reverses_id, NEW.corrects_id)
     IS DISTINCT FROM
     (OLD.fund_id, OLD.kind, OLD.summary, OLD.source, OLD.purpose, OLD.key,
      OLD.maker_id, OLD.reverses_id, OLD.corrects_id)
     -- the review counts the papers (voucher_papers.sql)
     OR (NEW.attachments <> OLD.attachments AND NOT (OLD.status = 'draft' AND NEW.status = 'reviewed'))
     OR (OLD.reviewer_id IS NOT NULL AND NEW.reviewer_id IS DISTINCT FROM OLD.reviewer_id) THEN
    RAISE EXCEPTION 'draft % keeps its content', OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER keeps_content BEFORE UPDATE ON mutualfund_draftvoucher
  FOR EACH ROW EXECUTE FUNCTION mutualfund_draft_keeps_content();
ALTER TABLE mutualfund_draftvoucher ENABLE ALWAYS TRIGGER keeps_content;

-- Accounts only an event with its own approval posts to: mutualfund/models/accounts.py has them too.
CREATE OR REPLACE FUNCTION mutualfund_is_for_events(p_account bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM mutualfund_account a JOIN mutualfund_fund f ON f.id = a.fund_id
      WHERE a.id = p_account AND (a.key IN ('advances', 'relief') OR f.key = 'mutual_aid'
        AND (a.key IN ('donations', 'dues_first', 'dues_renewal') OR a.key LIKE 'grant\_%'
          OR a.key IN ('aid_education', 'aid_medical', 'aid_wedding_funeral', 'aid_other'))))
$$;

CREATE OR REPLACE FUNCTION mutualfund_lines_before_review() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE d record;
BEGIN
  IF TG_OP <> 'DELETE' THEN
    SELECT status, purpose, corrects_id, source INTO d FROM mutualfund_draftvoucher WHERE id = NEW.draft_id;
  END IF;
  -- cash handed over instead of a transfer: the drawer for the bank, nothing else
  IF TG_OP = 'UPDATE' AND d.status = 'reviewed' AND split_part(d.purpose, '-', 1) IN ('pay', 'advance', 'relief')
     AND (NEW.id, NEW.draft_id, NEW.line, NEW.party, NEW.side, NEW.amount)
       = (OLD.id, OLD.draft_id, OLD.line, OLD.party, OLD.side, OLD.amount)
     AND EXISTS (SELECT FROM mutualfund_account b JOIN mutualfund_account c ON c.fund_id = b.fund_id
                 WHERE b.id = OLD.account_id AND b.key = 'bank'
                   AND c.id = NEW.account_id AND c.key = 'cash') THEN
    RETURN NEW;
  END IF;
  IF TG_OP <> 'INSERT' OR d.status IS DISTINCT FROM 'draft' THEN
    RAISE EXCEPTION 'lines of draft % are fixed', coalesce(NEW.draft_id, OLD.draft_id)
      USING ERRCODE = '23514';
  END IF;
  IF (d.purpose = 'hand' OR d.purpose = 'correct' AND NOT EXISTS (
        SELECT FROM mutualfund_entry e WHERE e.voucher_id = d.corrects_id
          AND mutualfund_is_for_events(e.account_id)))
     AND mutualfund_is_for_events(NEW.account_id)
     AND NOT (d.source LIKE 'advance:%' AND EXISTS (  -- an advance comes back
       SELECT FROM mutualfund_account WHERE id = NEW.account_id AND key = 'advances')) THEN
    RAISE EXCEPTION 'draft % is by hand, account % is for events', NEW.draft_id, NEW.account_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER before_review BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_draftline
  FOR EACH ROW EXECUTE FUNCTION mutualfund_lines_before_review();
ALTER TABLE mutualfund_draftline ENABLE ALWAYS TRIGGER before_review;

CREATE OR REPLACE FUNCTION mutualfund_campaign_has_money() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE wanted text; v mutualfund_voucher;
BEGIN
  wanted := CASE NEW.status WHEN 'distributing' THEN 'draw' WHEN 'reconciled' THEN 'settle' END;
  IF wanted = 'settle' AND NOT EXISTS (
    SELECT FROM staff_gift WHERE campaign_id = NEW.campaign_id AND cash > 0) THEN
    RETURN NEW;
  END IF;
  IF wanted IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT * INTO v FROM mutualfund_voucher
    WHERE source = 'campaign:' || NEW.campaign_id AND purpose = wanted AND kind = 'normal';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'campaign % has no voucher for %', NEW.campaign_id, wanted
      USING ERRCODE = '23514';
  END IF;
  -- who planned, approved or handed out keeps off the books of the campaign
  IF EXISTS (SELECT FROM staff_campaignstep s WHERE s.campaign_id = NEW.campaign_id
               AND s.status IN ('draft', 'approved')
               AND s.by_id IN (v.maker_id, v.reviewer_id, v.cashier_id))
     OR EXISTS (SELECT FROM staff_gift g WHERE g.campaign_id = NEW.campaign_id
                  AND (g.paid_by_id IN (v.maker_id, v.reviewer_id, v.cashier_id)
                       OR g.paid_with_id IN (v.maker_id, v.reviewer_id, v.cashier_id))) THEN
    RAISE EXCEPTION 'campaign % and its voucher share a hand', NEW.campaign_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER has_money BEFORE INSERT ON staff_campaignstep
  FOR EACH ROW EXECUTE FUNCTION mutualfund_campaign_has_money();
ALTER TABLE staff_campaignstep ENABLE ALWAYS TRIGGER has_money;
