-- What a campaign left in the store 库存 is given out once, by a later campaign that buys the same thing.

CREATE OR REPLACE FUNCTION staff_stock_is_there() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE kept staff_leftover; used bigint;
BEGIN
  SELECT * INTO kept FROM staff_leftover WHERE id = NEW.leftover_id FOR UPDATE;
  SELECT coalesce(sum(quantity), 0) INTO used FROM staff_stockuse WHERE leftover_id = NEW.leftover_id;
  IF NOT kept.is_kept OR used + NEW.quantity > kept.quantity
     OR NOT EXISTS (
       SELECT FROM staff_goods was
         JOIN staff_goods now ON (now.name, now.spec, now.unit) = (was.name, was.spec, was.unit)
         JOIN staff_campaign c ON c.id = now.campaign_id AND c.status = 'notified'
        WHERE was.id = kept.goods_id AND now.id = NEW.goods_id
          AND now.campaign_id <> was.campaign_id) THEN
    RAISE EXCEPTION 'leftover % holds no % for goods %', NEW.leftover_id, NEW.quantity, NEW.goods_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_there BEFORE INSERT ON staff_stockuse
  FOR EACH ROW EXECUTE FUNCTION staff_stock_is_there();
ALTER TABLE staff_stockuse ENABLE ALWAYS TRIGGER is_there;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_stockuse
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_stockuse ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_stockuse FROM guanai_app;
