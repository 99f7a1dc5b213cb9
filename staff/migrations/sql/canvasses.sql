-- A finding of a canvass 普查结果 is made by one who was sent round the station and one who may survey;
-- neither is the worker himself or his kin.

CREATE OR REPLACE FUNCTION staff_seen_by_two() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM staff_canvassunit u
                   JOIN staff_canvassunit_surveyors s ON s.canvassunit_id = u.id
                   JOIN staff_worker w ON w.station_id = u.station_id
                  WHERE u.canvass_id = NEW.canvass_id AND w.id = NEW.worker_id
                    AND s.user_id = NEW.recorded_by_id)
     OR NEW.went_with_id IS NOT NULL AND NOT staff_may(NEW.went_with_id, 'survey_hardship') THEN
    RAISE EXCEPTION 'worker % is not theirs to survey', NEW.worker_id USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM staff_worker w WHERE w.id = NEW.worker_id
              AND w.user_id IN (NEW.recorded_by_id, NEW.went_with_id))
     OR EXISTS (SELECT FROM staff_kin(NEW.worker_id) kin
                 WHERE kin.user_id IN (NEW.recorded_by_id, NEW.went_with_id)) THEN
    RAISE EXCEPTION 'a surveyor is kin of worker %', NEW.worker_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seen_by_two BEFORE INSERT ON staff_canvassfinding
  FOR EACH ROW EXECUTE FUNCTION staff_seen_by_two();
ALTER TABLE staff_canvassfinding ENABLE ALWAYS TRIGGER seen_by_two;
