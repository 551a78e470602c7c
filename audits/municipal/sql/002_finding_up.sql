-- The door upwards for what a municipality does about a finding. It names one of its own records; what is told is
-- read from the caller's own schema, and is no more than which of the three it is, since when and until when.
CREATE OR REPLACE FUNCTION audits_municipal_finding_up_v1(subject uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    home text := public.walls_caller_schema();
    caller uuid := public.walls_definer_caller_id();
    told record;
BEGIN
    EXECUTE format(
        'SELECT s.finding_id, s.system_id, s.response, s.state, s.until, s.decided_at
           FROM %I.audits_municipal_findingstand s WHERE s.id = $1', home) INTO told USING subject;
    IF told.finding_id IS NULL THEN
        RAISE EXCEPTION 'The caller has no such record' USING ERRCODE = 'no_data_found';
    END IF;
    IF told.response NOT IN ('risk_accepted', 'own_follow_up', 'noted') THEN
        RAISE EXCEPTION 'No such response: %', told.response USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- A stand that another has replaced is told by the other.
    IF told.state = 'replaced' THEN
        RETURN;
    END IF;
    INSERT INTO public.tenants_standing
           (id, municipality_id, kind, subject_id, joint_id, system_id, state, since, version, valid_until)
    VALUES (gen_random_uuid(), caller, 'audit_finding', told.finding_id, told.finding_id, told.system_id,
            CASE WHEN told.state = 'in_force' THEN told.response ELSE 'ended' END,
            CASE WHEN told.state = 'in_force' THEN told.decided_at ELSE now() END, 1,
            CASE WHEN told.state = 'in_force' THEN told.until END)
    ON CONFLICT (municipality_id, kind, subject_id) DO UPDATE
       SET state = EXCLUDED.state, since = EXCLUDED.since, valid_until = EXCLUDED.valid_until;
END $$;
