-- What a due may be: the charter's amount, paid by whom.

-- Another pays a due only for a member who is 特困 on the day (domain.md 8.2).

CREATE OR REPLACE FUNCTION mutualfund_due_paid_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM mutualfund_member m
      JOIN staff_hardshipfile f ON f.worker_id = m.worker_id
      JOIN staff_tier t ON t.id = f.tier_id AND staff_is_hardest(t.id)
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

-- A due is the amount the charter in force on its day asks for its kind; looked at once a statement.
CREATE OR REPLACE FUNCTION mutualfund_due_is_the_charters() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE off record;
BEGIN
  SELECT x.*, CASE x.kind WHEN 'first' THEN c.first_due ELSE c.renewal_due END AS asked INTO off
    FROM (SELECT DISTINCT paid_on, kind, amount FROM added) x
      CROSS JOIN LATERAL (
        SELECT y.first_due, y.renewal_due FROM mutualfund_charter y
        WHERE y.adopted_on IS NOT NULL AND y.valid_from <= x.paid_on
          AND (y.valid_to IS NULL OR y.valid_to > x.paid_on)
        ORDER BY y.valid_from DESC LIMIT 1) c
    WHERE x.amount <> CASE x.kind WHEN 'first' THEN c.first_due ELSE c.renewal_due END LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'a % due of % is % by the charter, not %', off.kind, off.paid_on, off.asked, off.amount
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS is_the_charters ON mutualfund_duespayment;
CREATE TRIGGER is_the_charters AFTER INSERT ON mutualfund_duespayment
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION mutualfund_due_is_the_charters();
ALTER TABLE mutualfund_duespayment ENABLE ALWAYS TRIGGER is_the_charters;
