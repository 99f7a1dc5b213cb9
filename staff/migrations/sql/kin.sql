-- Who is kin 亲属 of a worker, in one place for recusal and pairings.

-- Everyone of the household, and every relative anyone of it has declared, in both directions.
-- In PL/pgSQL because a session then keeps its plan, which costs three times what running it does.
CREATE OR REPLACE FUNCTION staff_kin(person bigint)
RETURNS TABLE (worker_id bigint, user_id bigint, cadre_id bigint, is_household boolean)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH home AS (
    SELECT w.id FROM staff_worker w JOIN staff_worker own ON own.id = person
     WHERE w.id = person OR w.household_id = own.household_id
  ), tie AS (
    SELECT id AS worker, NULL::bigint AS login, NULL::bigint AS cadre, true AS same
      FROM home WHERE id <> person
    UNION
    SELECT k.relative_id, k.relative_user_id, k.relative_cadre_id, false
      FROM staff_kinship k JOIN home ON home.id = k.worker_id
     WHERE k.ended_on IS NULL AND k.relative_id IS DISTINCT FROM person
    UNION
    SELECT k.worker_id, NULL, NULL, false
      FROM staff_kinship k JOIN home ON home.id = k.relative_id
     WHERE k.ended_on IS NULL AND k.worker_id <> person
  )
  SELECT tie.worker, coalesce(tie.login, w.user_id, c.user_id), coalesce(tie.cadre, own.id),
         tie.same
    FROM tie
    LEFT JOIN staff_worker w ON w.id = tie.worker
    LEFT JOIN staff_cadre c ON c.id = tie.cadre
    LEFT JOIN staff_cadre own ON own.user_id = coalesce(tie.login, w.user_id);
END $$;
