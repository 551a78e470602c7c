-- The worker takes in what a municipality has confirmed: a job row that names the municipality's own role.
-- The caller gives the pile's id only, and the pile must stand confirmed in the caller's own schema.
CREATE OR REPLACE FUNCTION agreements_municipal_start_intake_v1(subject uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    own_schema text := public.walls_caller_schema();
    own_id uuid := public.walls_definer_caller_id();
    mine record;
    job uuid;
BEGIN
    EXECUTE format(
        'SELECT id, confirmed_by_id, confirmed_by_name::text FROM %I.agreements_municipal_intake
          WHERE id = $1 AND state = ''running''', own_schema)
        INTO mine USING subject;
    IF mine.id IS NULL THEN
        RAISE EXCEPTION 'The pile % is not confirmed', subject USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (gen_random_uuid(), 'agreements.take_in',
            jsonb_build_object('kind', 'municipality', 'schema', own_schema, 'holder', own_id),
            jsonb_build_object('intake', mine.id), 'queued', 0, 0, '', '{}', 0, now(), mine.confirmed_by_id,
            left(mine.confirmed_by_name, 300))
        RETURNING id INTO job;
    RETURN job;
END $$;
