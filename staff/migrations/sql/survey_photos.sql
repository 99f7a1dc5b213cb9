-- Photographs of a home survey 入户照片 are only added to, and only before anybody signed; nobody
-- signs a survey without one, unless the family let nobody in.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_surveyphoto
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_surveyphoto ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_surveyphoto FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_photo_before_signature() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF staff_survey_is_signed(NEW.survey_id) THEN
    RAISE EXCEPTION 'survey % is signed', NEW.survey_id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER before_signature BEFORE INSERT ON staff_surveyphoto
  FOR EACH ROW EXECUTE FUNCTION staff_photo_before_signature();
ALTER TABLE staff_surveyphoto ENABLE ALWAYS TRIGGER before_signature;

CREATE OR REPLACE FUNCTION staff_survey_is_photographed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.signed_at IS NOT NULL AND NOT EXISTS (
       SELECT FROM staff_survey s WHERE s.id = NEW.survey_id AND s.finding = 'refused')
     AND NOT EXISTS (SELECT FROM staff_surveyphoto p WHERE p.survey_id = NEW.survey_id) THEN
    RAISE EXCEPTION 'survey % has no photograph', NEW.survey_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_photographed BEFORE INSERT OR UPDATE ON staff_surveysignature
  FOR EACH ROW EXECUTE FUNCTION staff_survey_is_photographed();
ALTER TABLE staff_surveysignature ENABLE ALWAYS TRIGGER is_photographed;
