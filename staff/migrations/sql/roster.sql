-- A row of a roster 花名册 writes a worker only as it was staged.

CREATE OR REPLACE FUNCTION staff_roster_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed text[];
BEGIN
  IF NEW.roster_version = OLD.roster_version + 1 THEN
    RETURN NEW;  -- an import, which says itself what it wrote
  END IF;
  changed := array_remove(ARRAY[
    CASE WHEN (OLD.name) IS DISTINCT FROM (NEW.name) THEN 'name' END,
    CASE WHEN (OLD.sex) IS DISTINCT FROM (NEW.sex) THEN 'sex' END,
    CASE WHEN (OLD.id_number_index) IS DISTINCT FROM (NEW.id_number_index) THEN 'id_number' END,
    CASE WHEN (OLD.birth, OLD.birth_precision) IS DISTINCT FROM (NEW.birth, NEW.birth_precision) THEN 'birth' END,
    CASE WHEN (OLD.ethnicity) IS DISTINCT FROM (NEW.ethnicity) THEN 'ethnicity' END,
    CASE WHEN (OLD.political_status) IS DISTINCT FROM (NEW.political_status) THEN 'political_status' END,
    CASE WHEN (OLD.education) IS DISTINCT FROM (NEW.education) THEN 'education' END,
    CASE WHEN (OLD.station_id) IS DISTINCT FROM (NEW.station_id) THEN 'station' END,
    CASE WHEN (OLD.job) IS DISTINCT FROM (NEW.job) THEN 'job' END,
    CASE WHEN (OLD.post) IS DISTINCT FROM (NEW.post) THEN 'post' END,
    CASE WHEN (OLD.work_start, OLD.work_start_precision) IS DISTINCT FROM (NEW.work_start, NEW.work_start_precision) THEN 'work_start' END,
    CASE WHEN (OLD.phone_index) IS DISTINCT FROM (NEW.phone_index) THEN 'phone' END,
    CASE WHEN (OLD.bank_card_index) IS DISTINCT FROM (NEW.bank_card_index) THEN 'bank_card' END,
    CASE WHEN (OLD.address) IS DISTINCT FROM (NEW.address) THEN 'address' END,
    CASE WHEN (OLD.family_size) IS DISTINCT FROM (NEW.family_size) THEN 'family_size' END,
    CASE WHEN (OLD.family_income) IS DISTINCT FROM (NEW.family_income) THEN 'family_income' END,
    CASE WHEN (OLD.disability_certificate) IS DISTINCT FROM (NEW.disability_certificate) THEN 'disability_certificate' END,
    CASE WHEN (OLD.marital_status) IS DISTINCT FROM (NEW.marital_status) THEN 'marital_status' END,
    CASE WHEN (OLD.household_type) IS DISTINCT FROM (NEW.household_type) THEN 'household_type' END,
    CASE WHEN (OLD.remark) IS DISTINCT FROM (NEW.remark) THEN 'remark' END,
    CASE WHEN (OLD.is_disabled) IS DISTINCT FROM (NEW.is_disabled) THEN 'is_disabled' END,
    CASE WHEN (OLD.disability_type) IS DISTINCT FROM (NEW.disability_type) THEN 'disability_type' END,
    CASE WHEN (OLD.disability_grade) IS DISTINCT FROM (NEW.disability_grade) THEN 'disability_grade' END,
    CASE WHEN (OLD.model_worker_type) IS DISTINCT FROM (NEW.model_worker_type) THEN 'model_worker_type' END,
    CASE WHEN (OLD.join_date, OLD.join_date_precision) IS DISTINCT FROM (NEW.join_date, NEW.join_date_precision) THEN 'join_date' END,
    CASE WHEN (OLD.identity) IS DISTINCT FROM (NEW.identity) THEN 'identity' END
  ], NULL);
  NEW.roster_version := OLD.roster_version;
  NEW.roster_digest := OLD.roster_digest;
  NEW.roster_edited := OLD.roster_edited;
  IF cardinality(changed) > 0 THEN
    NEW.roster_version := OLD.roster_version + 1;
    NEW.roster_digest := NULL;
    NEW.roster_edited := ARRAY(
      SELECT DISTINCT name FROM unnest(OLD.roster_edited::text[] || changed) AS name ORDER BY name);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER roster_version BEFORE UPDATE ON staff_worker
  FOR EACH ROW EXECUTE FUNCTION staff_roster_version();
ALTER TABLE staff_worker ENABLE ALWAYS TRIGGER roster_version;

CREATE OR REPLACE FUNCTION worker_id_state_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.id_number_state := CASE WHEN NEW.id_number_index IS NULL THEN 'missing' ELSE 'valid' END;
  RETURN NEW;
END $$;
CREATE TRIGGER id_state_follows BEFORE INSERT OR UPDATE ON staff_worker FOR EACH ROW
  WHEN ((NEW.id_number_index IS NULL) = (NEW.id_number_state IN ('valid', 'legacy15')))
  EXECUTE FUNCTION worker_id_state_follows();
ALTER TABLE staff_worker ENABLE ALWAYS TRIGGER id_state_follows;
