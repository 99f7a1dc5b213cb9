-- An explanation of a difference counts once another person has looked at its paper.
CREATE OR REPLACE FUNCTION mutualfund_agreed_by_another() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM mutualfund_explanation
             WHERE id = NEW.explanation_id AND entered_by_id = NEW.by_id) THEN
    RAISE EXCEPTION 'explanation % needs another person', NEW.explanation_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER by_another BEFORE INSERT ON mutualfund_agreement
  FOR EACH ROW EXECUTE FUNCTION mutualfund_agreed_by_another();
ALTER TABLE mutualfund_agreement ENABLE ALWAYS TRIGGER by_another;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_agreement
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_agreement ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_agreement FROM guanai_app;
