-- The worker makes the documentation package that a municipality has ordered: a job row that names the
-- municipality's own role. The caller gives the package's id only; it must stand in the caller's own schema, and
-- lack its file.
CREATE OR REPLACE FUNCTION secretariat_start_package_v1(subject uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    own_schema text := public.walls_caller_schema();
    own_id uuid := public.walls_definer_caller_id();
    mine record;
    job uuid;
BEGIN
    EXECUTE format(
        'SELECT id, ordered_by_id, ordered_by_name::text FROM %I.documents_municipal_package
          WHERE id = $1 AND file_id IS NULL', own_schema)
        INTO mine USING subject;
    IF mine.id IS NULL THEN
        RAISE EXCEPTION 'The package % is not waiting to be made', subject USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (gen_random_uuid(), 'package.make',
            jsonb_build_object('kind', 'municipality', 'schema', own_schema, 'holder', own_id),
            jsonb_build_object('package', mine.id), 'queued', 0, 0, '', '{}', 0, now(), mine.ordered_by_id,
            left(mine.ordered_by_name, 300))
        RETURNING id INTO job;
    RETURN job;
END $$;
