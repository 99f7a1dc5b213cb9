-- What hung on a wall is only added to; whether a board is within reach only its check says.

CREATE OR REPLACE FUNCTION disclosure_posting_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  removal text[] := '{remover,removed_on}';
  notice disclosure_notice;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO notice FROM disclosure_notice WHERE id = NEW.notice_id;
    IF notice.status <> 'published' OR NEW.removed_on IS NOT NULL
       OR NEW.posted_on NOT BETWEEN notice.public_from AND notice.public_until THEN
      RAISE EXCEPTION 'notice % does not hang on %', notice.number, NEW.posted_on
        USING ERRCODE = '23514';
    END IF;
  ELSIF TG_OP = 'DELETE' OR OLD.removed_on IS NOT NULL
     OR to_jsonb(NEW) - removal IS DISTINCT FROM to_jsonb(OLD) - removal THEN
    RAISE EXCEPTION 'posting % is taken down once', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON disclosure_posting
  FOR EACH ROW EXECUTE FUNCTION disclosure_posting_kept();
ALTER TABLE disclosure_posting ENABLE ALWAYS TRIGGER kept;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_postingphoto
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_postingphoto ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_boardcheck
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_boardcheck ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_posting, disclosure_postingphoto, disclosure_boardcheck
  FROM guanai_app;
GRANT UPDATE (remover, removed_on) ON disclosure_posting TO guanai_app;

CREATE OR REPLACE FUNCTION disclosure_board_within_reach() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.in_public_place IS DISTINCT FROM (
       SELECT in_public_place FROM disclosure_boardcheck WHERE board_id = NEW.id
        ORDER BY id DESC LIMIT 1) THEN
    RAISE EXCEPTION 'no check says so of board %', NEW.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER within_reach BEFORE UPDATE OF in_public_place ON disclosure_board
  FOR EACH ROW WHEN (NEW.in_public_place <> OLD.in_public_place)
  EXECUTE FUNCTION disclosure_board_within_reach();
ALTER TABLE disclosure_board ENABLE ALWAYS TRIGGER within_reach;
