-- Another pays a due only for a member who is 特困 on the day (domain.md 8.2).

CREATE OR REPLACE FUNCTION mutualfund_due_paid_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM mutualfund_member m
      JOIN staff_hardshipfile f ON f.worker_id = m.worker_id
      JOIN staff_tier t ON t.id = f.tier_id AND t.key = 'extreme'
    WHERE m.id = NEW.member_id
      AND f.status IN ('active', 'recheck_due', 'tier_change', 'exit_proposed')
      AND f.opened_on <= NEW.paid_on AND (f.exited_on IS NULL OR f.exited_on > NEW.paid_on)) THEN
    RAISE EXCEPTION 'member % pays his dues himself', NEW.member_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER paid_by_another BEFORE INSERT ON mutualfund_duespayment
  FOR EACH ROW WHEN (NEW.payer <> 'self') EXECUTE FUNCTION mutualfund_due_paid_by_another();
ALTER TABLE mutualfund_duespayment ENABLE ALWAYS TRIGGER paid_by_another;
