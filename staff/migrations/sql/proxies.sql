-- Who signs for others 代领人 is known by a number and stays who he is; one for many is explained 代领说明.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_giftproxy
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_giftproxy ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_giftproxy FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_proxyexplanation
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_proxyexplanation ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_proxyexplanation FROM guanai_app;

-- Of as many families as he served, by the office, and not by who handed out to him.
CREATE OR REPLACE FUNCTION staff_proxy_explained_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM staff_gift g WHERE g.proxy_id = NEW.proxy_id
              AND NEW.by_id IN (g.paid_by_id, g.paid_with_id))
     OR NOT staff_may(NEW.by_id, 'manage_campaigns') THEN
    RAISE EXCEPTION 'user % may not explain proxy %', NEW.by_id, NEW.proxy_id
      USING ERRCODE = '23514';
  END IF;
  IF NEW.families <> (SELECT count(*) FROM staff_gift g WHERE g.proxy_id = NEW.proxy_id) THEN
    RAISE EXCEPTION 'proxy % served another number of families', NEW.proxy_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER explained_by_another BEFORE INSERT ON staff_proxyexplanation
  FOR EACH ROW EXECUTE FUNCTION staff_proxy_explained_by_another();
ALTER TABLE staff_proxyexplanation ENABLE ALWAYS TRIGGER explained_by_another;

CREATE OR REPLACE FUNCTION staff_proxies_are_explained() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE many bigint;
BEGIN
  SELECT p.id INTO many FROM staff_giftproxy p JOIN staff_gift g ON g.proxy_id = p.id
   WHERE p.campaign_id = NEW.campaign_id GROUP BY p.id
  HAVING count(*) > 2 AND count(*) > coalesce(
    (SELECT max(e.families) FROM staff_proxyexplanation e WHERE e.proxy_id = p.id), 0) LIMIT 1;
  IF many IS NOT NULL THEN
    RAISE EXCEPTION 'proxy % served many and nobody has said why', many USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proxies_are_explained BEFORE INSERT ON staff_campaignstep FOR EACH ROW
  WHEN (NEW.status IN ('signed', 'reconciled')) EXECUTE FUNCTION staff_proxies_are_explained();
ALTER TABLE staff_campaignstep ENABLE ALWAYS TRIGGER proxies_are_explained;
