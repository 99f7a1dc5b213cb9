-- A campaign 慰问活动: its steps, its money and its signatures.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_campaignstep
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_campaignstep ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_campaignstep FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_receipt
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_receipt ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_receipt FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_sheet
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_sheet ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_sheet FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_sheetphoto
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_sheetphoto ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_sheetphoto FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_purchase
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_purchase ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_purchase FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_leftover
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_leftover ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_leftover FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_plan_is_fixed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE plan bigint; life text;
BEGIN
  IF TG_TABLE_NAME = 'staff_portion' THEN
    SELECT campaign_id INTO plan FROM staff_standard
      WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.standard_id ELSE NEW.standard_id END;
  ELSE
    plan := CASE TG_OP WHEN 'DELETE' THEN OLD.campaign_id ELSE NEW.campaign_id END;
  END IF;
  SELECT status INTO life FROM staff_campaign WHERE id = plan;
  IF life <> 'draft' THEN
    RAISE EXCEPTION 'the plan of campaign % is approved', plan USING ERRCODE = '23514';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION staff_campaign_keeps_plan() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'campaign % stays', OLD.number USING ERRCODE = '23514';
  END IF;
  IF OLD.status <> 'draft' AND
     (NEW.number, NEW.festival, NEW.year, NEW.document_no, NEW.norm_id, NEW.state_document_no,
      NEW.money_from, NEW.is_sample, NEW.window_from, NEW.window_until)
     IS DISTINCT FROM
     (OLD.number, OLD.festival, OLD.year, OLD.document_no, OLD.norm_id, OLD.state_document_no,
      OLD.money_from, OLD.is_sample, OLD.window_from, OLD.window_until)
     -- but for new days, agreed to before the money was drawn
     AND NOT ((NEW.number, NEW.festival, NEW.year, NEW.document_no, NEW.norm_id,
               NEW.state_document_no, NEW.money_from, NEW.is_sample, NEW.status)
              IS NOT DISTINCT FROM
              (OLD.number, OLD.festival, OLD.year, OLD.document_no, OLD.norm_id,
               OLD.state_document_no, OLD.money_from, OLD.is_sample, 'notified')
              AND (NEW.window_from, NEW.window_until) = (
                SELECT w.first, w.last FROM staff_campaignwindow w
                 WHERE w.campaign_id = NEW.id AND w.agreed ORDER BY w.id DESC LIMIT 1)) THEN
    RAISE EXCEPTION 'the plan of campaign % is approved', OLD.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_plan BEFORE UPDATE OR DELETE ON staff_campaign
  FOR EACH ROW EXECUTE FUNCTION staff_campaign_keeps_plan();
ALTER TABLE staff_campaign ENABLE ALWAYS TRIGGER keeps_plan;
CREATE TRIGGER plan_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON staff_goods
  FOR EACH ROW EXECUTE FUNCTION staff_plan_is_fixed();
ALTER TABLE staff_goods ENABLE ALWAYS TRIGGER plan_is_fixed;
CREATE TRIGGER plan_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON staff_standard
  FOR EACH ROW EXECUTE FUNCTION staff_plan_is_fixed();
ALTER TABLE staff_standard ENABLE ALWAYS TRIGGER plan_is_fixed;
CREATE TRIGGER plan_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON staff_portion
  FOR EACH ROW EXECUTE FUNCTION staff_plan_is_fixed();
ALTER TABLE staff_portion ENABLE ALWAYS TRIGGER plan_is_fixed;

CREATE OR REPLACE FUNCTION staff_campaign_duties_apart() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.status = 'approved' AND EXISTS (
    SELECT FROM staff_campaignstep s WHERE s.campaign_id = NEW.campaign_id
      AND s.status = 'draft' AND s.by_id = NEW.by_id) THEN
    RAISE EXCEPTION 'user % planned campaign % and may not approve it', NEW.by_id, NEW.campaign_id
      USING ERRCODE = '23514';
  END IF;
  IF NEW.status = 'reconciled' AND (EXISTS (
    SELECT FROM staff_campaignstep s WHERE s.campaign_id = NEW.campaign_id
      AND s.status IN ('draft', 'approved') AND s.by_id = NEW.by_id) OR EXISTS (
    SELECT FROM staff_gift g WHERE g.campaign_id = NEW.campaign_id
      AND NEW.by_id IN (g.paid_by_id, g.paid_with_id))) THEN
    RAISE EXCEPTION 'user % took part in campaign % and may not reconcile it', NEW.by_id,
      NEW.campaign_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duties_apart BEFORE INSERT ON staff_campaignstep
  FOR EACH ROW EXECUTE FUNCTION staff_campaign_duties_apart();
ALTER TABLE staff_campaignstep ENABLE ALWAYS TRIGGER duties_apart;

CREATE OR REPLACE FUNCTION staff_campaign_signed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE life text; last text;
BEGIN
  SELECT status INTO life FROM staff_campaign WHERE id = NEW.id;  -- as it stands at commit
  SELECT status INTO last FROM staff_campaignstep WHERE campaign_id = NEW.id ORDER BY id DESC LIMIT 1;
  IF life IS DISTINCT FROM last THEN
    RAISE EXCEPTION 'campaign % is % without its signed step', NEW.number, life
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER signed AFTER INSERT OR UPDATE ON staff_campaign
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION staff_campaign_signed();
ALTER TABLE staff_campaign ENABLE ALWAYS TRIGGER signed;

CREATE OR REPLACE FUNCTION staff_gift_paid_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE plan staff_campaign;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'line % stays', OLD.id USING ERRCODE = '23514';
  END IF;
  SELECT * INTO plan FROM staff_campaign WHERE id = NEW.campaign_id;
  IF TG_OP = 'INSERT' THEN
    IF plan.status <> 'list_locked' OR NEW.received_on IS NOT NULL THEN
      RAISE EXCEPTION 'lines of campaign % come with its list', plan.number USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  -- signed for by mistake: what stood there is written down first, then the line is open again
  IF OLD.received_on IS NOT NULL AND NEW.received_on IS NULL AND NEW.undone = OLD.undone + 1
     AND plan.status = 'distributing'
     AND NEW.undone = (SELECT count(*) FROM staff_giftundo u WHERE u.gift_id = OLD.id)
     AND num_nonnulls(NEW.paid_by_id, NEW.paid_with_id, NEW.proxy_id, NEW.proxy_reason,
                      NEW.unpaid_reason, NEW.stopped_on) = 0
     AND NEW.proxy_name = '' AND NEW.proxy_relation = ''
     AND (NEW.campaign_id, NEW.file_id, NEW.tier_id, NEW.cash, NEW.goods, NEW.goods_value,
          NEW.sheet_id, NEW.line)
     IS NOT DISTINCT FROM
     (OLD.campaign_id, OLD.file_id, OLD.tier_id, OLD.cash, OLD.goods, OLD.goods_value,
      OLD.sheet_id, OLD.line) THEN
    RETURN NEW;
  END IF;
  IF OLD.received_on IS NOT NULL OR NEW.undone <> OLD.undone OR
     (NEW.campaign_id, NEW.file_id, NEW.tier_id, NEW.cash, NEW.goods, NEW.goods_value,
      NEW.sheet_id, NEW.line)
     IS DISTINCT FROM
     (OLD.campaign_id, OLD.file_id, OLD.tier_id, OLD.cash, OLD.goods, OLD.goods_value,
      OLD.sheet_id, OLD.line) THEN
    RAISE EXCEPTION 'line % is fixed', OLD.id USING ERRCODE = '23514';
  END IF;
  IF (NEW.stopped_on, NEW.stop_reason) IS DISTINCT FROM (OLD.stopped_on, OLD.stop_reason)
     AND (NEW.received_on, NEW.unpaid_reason, NEW.paid_by_id, NEW.paid_with_id, NEW.proxy_id)
     IS NOT DISTINCT FROM
     (OLD.received_on, OLD.unpaid_reason, OLD.paid_by_id, OLD.paid_with_id, OLD.proxy_id) THEN
    -- a departure or an exit stops the line, its correction lets it go on; what is closed stands
    IF plan.status NOT IN ('list_locked', 'notified', 'distributing') THEN
      RAISE EXCEPTION 'campaign % is closed: line % stands', plan.number, OLD.id
        USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF plan.status <> 'distributing' THEN
    RAISE EXCEPTION 'campaign % is not handing out', plan.number USING ERRCODE = '23514';
  END IF;
  IF NEW.received_on IS NOT NULL THEN
    IF NEW.received_on NOT BETWEEN plan.window_from AND plan.window_until
       OR NEW.paid_by_id IS NULL OR NEW.paid_with_id IS NULL
       OR (NEW.proxy_id IS NOT NULL) <> (NEW.proxy_name <> '')
       OR (NEW.proxy_id IS NOT NULL) <> (NEW.proxy_relation <> '' AND NEW.proxy_reason IS NOT NULL)
       OR NOT EXISTS (SELECT FROM staff_giftproxy p WHERE p.id = NEW.proxy_id
                       AND p.campaign_id = NEW.campaign_id AND p.name = NEW.proxy_name)
          AND NEW.proxy_id IS NOT NULL THEN
      RAISE EXCEPTION 'line % is not handed out as it must be', OLD.id USING ERRCODE = '23514';
    END IF;
    IF EXISTS (
      SELECT FROM staff_hardshipfile f JOIN staff_worker w ON w.id = f.worker_id
       WHERE f.id = NEW.file_id AND (w.user_id IN (NEW.paid_by_id, NEW.paid_with_id) OR EXISTS (
         SELECT FROM staff_kin(w.id) kin
          WHERE kin.user_id IN (NEW.paid_by_id, NEW.paid_with_id)))) THEN
      RAISE EXCEPTION 'line % is handed out to the payer''s own family', OLD.id
        USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER paid_once BEFORE INSERT OR UPDATE OR DELETE ON staff_gift
  FOR EACH ROW EXECUTE FUNCTION staff_gift_paid_once();
ALTER TABLE staff_gift ENABLE ALWAYS TRIGGER paid_once;
