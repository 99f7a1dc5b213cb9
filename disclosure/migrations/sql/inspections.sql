-- Supervision 监督检查: draws, findings and steps are only added to; inspectors never inspect their
-- own; who owes an order does not recheck it; the state follows the steps.

DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['inspectiondraw', 'finding', 'inspectionstep', 'rectificationstep',
                              'rectificationpaper'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_%s
      FOR EACH ROW EXECUTE FUNCTION append_only()', part);
    EXECUTE format('ALTER TABLE disclosure_%s ENABLE ALWAYS TRIGGER append_only', part);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_%s FROM guanai_app', part);
  END LOOP;
  FOREACH part IN ARRAY ARRAY['inspection', 'inspector', 'inspectionitem', 'rectification'] LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE ON disclosure_%s FROM guanai_app', part);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION disclosure_inspector_of_another_unit() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    IF TG_OP = 'DELETE' OR OLD.signed_at IS NOT NULL
       OR to_jsonb(NEW) - 'signed_at' IS DISTINCT FROM to_jsonb(OLD) - 'signed_at' THEN
      RAISE EXCEPTION 'an inspector signs once and stays' USING ERRCODE = '23514';
    END IF;
    IF EXISTS (SELECT FROM disclosure_inspectionitem i JOIN disclosure_inspectiondraw d ON d.id = i.draw_id
                WHERE d.inspection_id = NEW.inspection_id AND i.result = '') THEN
      RAISE EXCEPTION 'an inspection is signed when everything drawn was looked at'
        USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM disclosure_inspectionstep WHERE inspection_id = NEW.inspection_id) THEN
    RAISE EXCEPTION 'who inspects is named at the beginning' USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM staff_worker w JOIN staff_station s ON s.id = w.station_id
               JOIN disclosure_inspection i ON i.unit_id = s.branch_id
              WHERE w.user_id = NEW.user_id AND i.id = NEW.inspection_id) THEN
    RAISE EXCEPTION 'nobody inspects his own unit' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER of_another_unit BEFORE INSERT OR UPDATE OR DELETE ON disclosure_inspector
  FOR EACH ROW EXECUTE FUNCTION disclosure_inspector_of_another_unit();
ALTER TABLE disclosure_inspector ENABLE ALWAYS TRIGGER of_another_unit;

CREATE OR REPLACE FUNCTION disclosure_had_a_hand(item disclosure_inspectionitem, person bigint)
RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM disclosure_notice n
                  WHERE n.id = item.notice_id AND person IN (n.editor_id, n.releaser_id))
      OR EXISTS (SELECT FROM mutualfund_decision d WHERE d.id = item.decision_id AND (
           d.signed_by_id = person
           OR EXISTS (SELECT FROM mutualfund_vote v JOIN mutualfund_committeemember m ON m.id = v.member_id
                       WHERE v.item_id = d.item_id AND person IN (m.user_id, v.proxied_by_id))))
      OR EXISTS (SELECT FROM mutualfund_payment p JOIN mutualfund_voucher o ON o.id = p.voucher_id
                  WHERE p.id = item.payment_id AND person IN (p.cashier_id, o.maker_id, o.reviewer_id))
      OR EXISTS (SELECT FROM staff_visit v JOIN staff_pairing p ON p.id = v.pairing_id
                   JOIN staff_cadre c ON c.id = p.cadre_id
                  WHERE v.id = item.visit_id AND person IN (v.recorded_by_id, c.user_id))
$$;

CREATE OR REPLACE FUNCTION disclosure_inspection_item_looked_at() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE d disclosure_inspectiondraw; key bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'what was drawn stays' USING ERRCODE = '23514';
  END IF;
  SELECT * INTO d FROM disclosure_inspectiondraw WHERE id = NEW.draw_id;
  IF TG_OP = 'INSERT' THEN
    key := CASE d.sort WHEN 'notice' THEN NEW.notice_id WHEN 'decision' THEN NEW.decision_id
                       WHEN 'payment' THEN NEW.payment_id ELSE NEW.visit_id END;
    IF NEW.result <> '' OR num_nonnulls(NEW.notice_id, NEW.decision_id, NEW.payment_id, NEW.visit_id) <> 1
       OR key IS NULL OR NOT d.keys @> to_jsonb(key) THEN
      RAISE EXCEPTION 'only what the draw gave is looked at' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.result <> '' OR to_jsonb(NEW) - '{result,note,checked_by_id,checked_at}'::text[]
     IS DISTINCT FROM to_jsonb(OLD) - '{result,note,checked_by_id,checked_at}'::text[] THEN
    RAISE EXCEPTION 'what was drawn is looked at once' USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT FROM disclosure_inspector
                  WHERE inspection_id = d.inspection_id AND user_id = NEW.checked_by_id) THEN
    RAISE EXCEPTION 'only an inspector looks at what was drawn' USING ERRCODE = '23514';
  END IF;
  IF disclosure_had_a_hand(NEW, NEW.checked_by_id) THEN
    RAISE EXCEPTION 'nobody inspects what he had a hand in' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER looked_at BEFORE INSERT OR UPDATE OR DELETE ON disclosure_inspectionitem
  FOR EACH ROW EXECUTE FUNCTION disclosure_inspection_item_looked_at();
ALTER TABLE disclosure_inspectionitem ENABLE ALWAYS TRIGGER looked_at;

CREATE OR REPLACE FUNCTION disclosure_finding_of_an_inspector() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF (SELECT status FROM disclosure_inspection WHERE id = NEW.inspection_id) <> 'open'
     OR EXISTS (SELECT FROM disclosure_inspector
                 WHERE inspection_id = NEW.inspection_id AND signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a signed sheet is not changed' USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT FROM disclosure_inspector
                  WHERE inspection_id = NEW.inspection_id AND user_id = NEW.by_id) THEN
    RAISE EXCEPTION 'only an inspector takes points off' USING ERRCODE = '23514';
  END IF;
  IF NEW.points + coalesce((SELECT sum(points) FROM disclosure_finding
      WHERE inspection_id = NEW.inspection_id AND quality = NEW.quality), 0) > 20 THEN
    RAISE EXCEPTION 'a quality has 20 points' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER of_an_inspector BEFORE INSERT ON disclosure_finding
  FOR EACH ROW EXECUTE FUNCTION disclosure_finding_of_an_inspector();
ALTER TABLE disclosure_finding ENABLE ALWAYS TRIGGER of_an_inspector;

CREATE OR REPLACE FUNCTION disclosure_inspection_step_in_order() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last text;
BEGIN
  SELECT status INTO last FROM disclosure_inspectionstep WHERE inspection_id = NEW.inspection_id
   ORDER BY id DESC LIMIT 1;
  IF NOT ((last IS NULL AND NEW.kind = 'opened' AND NEW.status = 'open')
    OR (last = 'open' AND NEW.kind = 'signed' AND NEW.status = 'signed')
    OR (last = 'signed' AND NEW.kind = 'closed' AND NEW.status = 'closed')) THEN
    RAISE EXCEPTION 'step % does not follow in the inspection', NEW.kind USING ERRCODE = '23514';
  END IF;
  IF NOT EXISTS (SELECT FROM disclosure_inspector
                  WHERE inspection_id = NEW.inspection_id AND user_id = NEW.by_id) THEN
    RAISE EXCEPTION 'only an inspector takes a step in the inspection' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'signed' AND (SELECT count(*) FILTER (WHERE signed_at IS NULL) > 0 OR count(*) < 2
       FROM disclosure_inspector WHERE inspection_id = NEW.inspection_id) THEN
    RAISE EXCEPTION 'an inspection is signed by all, at least two' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'closed' AND EXISTS (
    SELECT FROM disclosure_finding f LEFT JOIN disclosure_rectification r ON r.finding_id = f.id
     WHERE f.inspection_id = NEW.inspection_id AND r.status IS DISTINCT FROM 'closed') THEN
    RAISE EXCEPTION 'an inspection is closed when everything found is put right'
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_order BEFORE INSERT ON disclosure_inspectionstep
  FOR EACH ROW EXECUTE FUNCTION disclosure_inspection_step_in_order();
ALTER TABLE disclosure_inspectionstep ENABLE ALWAYS TRIGGER in_order;

CREATE OR REPLACE FUNCTION disclosure_inspection_as_stepped() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE now disclosure_inspection; last text;
BEGIN
  SELECT * INTO now FROM disclosure_inspection WHERE id = NEW.id;  -- as it stands at commit
  SELECT status INTO last FROM disclosure_inspectionstep WHERE inspection_id = NEW.id
   ORDER BY id DESC LIMIT 1;
  IF now.status IS DISTINCT FROM last THEN
    RAISE EXCEPTION 'inspection % is % without its step', now.number, now.status
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER as_stepped AFTER INSERT OR UPDATE ON disclosure_inspection
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION disclosure_inspection_as_stepped();
ALTER TABLE disclosure_inspection ENABLE ALWAYS TRIGGER as_stepped;

CREATE OR REPLACE FUNCTION disclosure_order_step_in_order() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last disclosure_rectificationstep; owed bigint;
BEGIN
  SELECT * INTO last FROM disclosure_rectificationstep WHERE order_id = NEW.order_id
   ORDER BY id DESC LIMIT 1;
  SELECT owner_id INTO owed FROM disclosure_rectification WHERE id = NEW.order_id;
  IF NOT ((last.id IS NULL AND NEW.kind = 'issued' AND NEW.status = 'issued')
    OR (last.status = 'issued' AND NEW.kind = 'done' AND NEW.status = 'done')
    OR (last.status = 'done' AND NEW.kind = 'returned' AND NEW.status = 'issued')
    OR (last.status = 'done' AND NEW.kind = 'closed' AND NEW.status = 'closed')) THEN
    RAISE EXCEPTION 'step % does not follow in the order', NEW.kind USING ERRCODE = '23514';
  END IF;
  IF NEW.kind = 'done' AND NEW.by_id IS DISTINCT FROM owed THEN
    RAISE EXCEPTION 'an order is done by who owes it' USING ERRCODE = '23514';
  END IF;
  IF NEW.kind <> 'done' AND (NEW.by_id = owed OR NOT EXISTS (
    SELECT FROM disclosure_rectification r JOIN disclosure_finding f ON f.id = r.finding_id
      JOIN disclosure_inspector i ON i.inspection_id = f.inspection_id
     WHERE r.id = NEW.order_id AND i.user_id = NEW.by_id)) THEN
    RAISE EXCEPTION 'an order is rechecked by an inspector who does not owe it'
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_order BEFORE INSERT ON disclosure_rectificationstep
  FOR EACH ROW EXECUTE FUNCTION disclosure_order_step_in_order();
ALTER TABLE disclosure_rectificationstep ENABLE ALWAYS TRIGGER in_order;

CREATE OR REPLACE FUNCTION disclosure_order_done_is_shown() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM disclosure_rectificationpaper WHERE step_id = NEW.id) THEN
    RAISE EXCEPTION 'an order is done with a paper' USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER done_is_shown AFTER INSERT ON disclosure_rectificationstep
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'done')
  EXECUTE FUNCTION disclosure_order_done_is_shown();
ALTER TABLE disclosure_rectificationstep ENABLE ALWAYS TRIGGER done_is_shown;

CREATE OR REPLACE FUNCTION disclosure_order_as_stepped() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE now disclosure_rectification; last text;
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{status,closed_on}'::text[]
     IS DISTINCT FROM to_jsonb(OLD) - '{status,closed_on}'::text[] THEN
    RAISE EXCEPTION 'what an order asks for never changes' USING ERRCODE = '23514';
  END IF;
  SELECT * INTO now FROM disclosure_rectification WHERE id = NEW.id;  -- as it stands at commit
  SELECT status INTO last FROM disclosure_rectificationstep WHERE order_id = NEW.id
   ORDER BY id DESC LIMIT 1;
  IF now.status IS DISTINCT FROM last THEN
    RAISE EXCEPTION 'order % is % without its step', now.number, now.status USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER as_stepped AFTER INSERT OR UPDATE ON disclosure_rectification
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION disclosure_order_as_stepped();
ALTER TABLE disclosure_rectification ENABLE ALWAYS TRIGGER as_stepped;
