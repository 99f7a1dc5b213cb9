-- Relief 困难救助: for the living, never by the family's own hand, forward only, paid by its voucher.

CREATE OR REPLACE FUNCTION mutualfund_relief_apart(person bigint, beneficiary bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM staff_worker WHERE id = beneficiary AND user_id = person)
     OR EXISTS (SELECT FROM staff_kin(beneficiary) kin WHERE kin.user_id = person) THEN
    RAISE EXCEPTION 'user % is family of worker %', person, beneficiary USING ERRCODE = '23514';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION mutualfund_relief_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM staff_worker WHERE id = NEW.worker_id AND leave_reason = '' FOR SHARE;
  IF NOT FOUND OR NEW.status <> 'proposed' THEN
    RAISE EXCEPTION 'worker % takes no relief', NEW.worker_id USING ERRCODE = '23514';
  END IF;
  IF NEW.file_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM staff_hardshipfile WHERE id = NEW.file_id AND worker_id = NEW.worker_id) THEN
    RAISE EXCEPTION 'file % is another worker''s', NEW.file_id USING ERRCODE = '23514';
  END IF;
  IF NEW.measure_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM staff_measure m JOIN staff_reliefplan p ON p.id = m.plan_id
        WHERE m.id = NEW.measure_id AND p.file_id = NEW.file_id) THEN
    RAISE EXCEPTION 'measure % is of another plan', NEW.measure_id USING ERRCODE = '23514';
  END IF;
  PERFORM mutualfund_relief_apart(NEW.proposed_by_id, NEW.worker_id);
  RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT ON mutualfund_relief
  FOR EACH ROW EXECUTE FUNCTION mutualfund_relief_fits();
ALTER TABLE mutualfund_relief ENABLE ALWAYS TRIGGER fits;

CREATE OR REPLACE FUNCTION mutualfund_relief_goes_on() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE voucher mutualfund_voucher; person bigint;
BEGIN
  IF TG_OP = 'DELETE'
     OR (OLD.status, NEW.status) NOT IN (
       ('proposed', 'approved'), ('proposed', 'declined'), ('proposed', 'withdrawn'),
       ('approved', 'paid'), ('approved', 'declined'))
     OR (NEW.number, NEW.uid, NEW.worker_id, NEW.file_id, NEW.measure_id, NEW.kind, NEW.amount,
         NEW.document_no, NEW.reason, NEW.proposed_by_id, NEW.proposed_on)
        IS DISTINCT FROM
        (OLD.number, OLD.uid, OLD.worker_id, OLD.file_id, OLD.measure_id, OLD.kind, OLD.amount,
         OLD.document_no, OLD.reason, OLD.proposed_by_id, OLD.proposed_on) THEN
    RAISE EXCEPTION 'relief % goes forward only', OLD.number USING ERRCODE = '23514';
  END IF;
  IF NEW.status IN ('approved', 'declined') THEN
    PERFORM mutualfund_relief_apart(NEW.decided_by_id, NEW.worker_id);
  END IF;
  IF NEW.status <> 'paid' THEN
    RETURN NEW;
  END IF;
  IF (NEW.decided_by_id, NEW.decided_on) IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_on) THEN
    RAISE EXCEPTION 'relief % was approved by another', OLD.number USING ERRCODE = '23514';
  END IF;
  -- whichever of payment and departure comes second sees the first
  PERFORM FROM staff_worker WHERE id = NEW.worker_id AND leave_reason <> 'died' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'worker % is dead', NEW.worker_id USING ERRCODE = '23514';
  END IF;
  SELECT * INTO voucher FROM mutualfund_voucher WHERE id = NEW.voucher_id;
  IF voucher.source IS DISTINCT FROM 'aid:' || NEW.id OR voucher.purpose <> 'relief'
     OR voucher.total <> NEW.amount OR voucher.cashier_id IS DISTINCT FROM NEW.cashier_id
     OR voucher.date <> NEW.paid_on
     OR NOT EXISTS (SELECT FROM mutualfund_fund f WHERE f.id = voucher.fund_id AND f.key = 'relief')
  THEN
    RAISE EXCEPTION 'relief % does not fit its voucher', NEW.number USING ERRCODE = '23514';
  END IF;
  FOREACH person IN ARRAY ARRAY[voucher.cashier_id, voucher.maker_id, voucher.reviewer_id] LOOP
    IF person IN (NEW.proposed_by_id, NEW.decided_by_id) THEN
      RAISE EXCEPTION 'user % asked for relief % and handles its money', person, NEW.number
        USING ERRCODE = '23514';
    END IF;
    PERFORM mutualfund_relief_apart(person, NEW.worker_id);
  END LOOP;
  IF NEW.witness_id IS NOT NULL THEN
    PERFORM mutualfund_relief_apart(NEW.witness_id, NEW.worker_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_on BEFORE UPDATE OR DELETE ON mutualfund_relief
  FOR EACH ROW EXECUTE FUNCTION mutualfund_relief_goes_on();
ALTER TABLE mutualfund_relief ENABLE ALWAYS TRIGGER goes_on;
REVOKE DELETE, TRUNCATE ON mutualfund_relief FROM guanai_app;

-- Who asks whether it arrived neither approved nor handed it out, and is no family.
CREATE OR REPLACE FUNCTION mutualfund_reliefcall_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE relief mutualfund_relief;
BEGIN
  SELECT * INTO relief FROM mutualfund_relief WHERE id = NEW.relief_id FOR SHARE;
  IF relief.status <> 'paid' OR NEW.called_on < relief.paid_on
     OR NEW.called_by_id IN (relief.decided_by_id, relief.cashier_id, relief.witness_id) THEN
    RAISE EXCEPTION 'user % does not call about relief %', NEW.called_by_id, relief.number
      USING ERRCODE = '23514';
  END IF;
  PERFORM mutualfund_relief_apart(NEW.called_by_id, relief.worker_id);
  RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT ON mutualfund_reliefcall
  FOR EACH ROW EXECUTE FUNCTION mutualfund_reliefcall_fits();
ALTER TABLE mutualfund_reliefcall ENABLE ALWAYS TRIGGER fits;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_reliefcall
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_reliefcall ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_reliefcall FROM guanai_app;
