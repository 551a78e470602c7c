-- The door upwards for a plan. A municipality names one of its own; what is told is read from the caller's own
-- schema, and is no more than the year, the version, how it stands, since when, and by when it was asked for.
CREATE OR REPLACE FUNCTION audits_municipal_plan_up_v1(subject uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    home text := public.walls_caller_schema();
    caller uuid := public.walls_definer_caller_id();
    told record;
BEGIN
    EXECUTE format(
        'SELECT p.id, p.year, p.version, p.state, p.state_since, p.due
           FROM %I.audits_municipal_plan p WHERE p.id = $1', home) INTO told USING subject;
    IF told.id IS NULL THEN
        RAISE EXCEPTION 'The caller has no such record' USING ERRCODE = 'no_data_found';
    END IF;
    IF told.state NOT IN ('presented', 'adopted', 'adopted_changed') THEN
        RAISE EXCEPTION 'No such state: %', told.state USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO public.tenants_standing
           (id, municipality_id, kind, subject_id, state, since, version, due, valid_until)
    VALUES (gen_random_uuid(), caller, 'plan', told.id, told.state, told.state_since, told.version, told.due,
            make_date(told.year, 12, 31))
    ON CONFLICT (municipality_id, kind, subject_id) DO UPDATE
       SET state = EXCLUDED.state, since = EXCLUDED.since, due = EXCLUDED.due;
END $$;
