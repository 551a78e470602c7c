-- The door upwards for supervision. A municipality names one of its own records; what is told is
-- read from the caller's own schema, so nobody can tell anything about another's.
--   a decision (received system)  -> its standing, and a letter where it says something
--   a remark or question          -> a letter
CREATE OR REPLACE FUNCTION audits_municipal_report_up_v1(subject uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    home text := public.walls_caller_schema();
    caller uuid := public.walls_definer_caller_id();
    told record;
BEGIN
    EXECUTE format(
        'SELECT s.id, s.system_id, s.state, s.state_since, s.remark, s.what_now, s.what_now_note,
                s.decided_at, s.decided_by_id, s.decided_by_name, r.report_id, r.version, r.due, s.next_audit_on,
                r.is_current
           FROM %1$I.audits_municipal_receivedsystem s
           JOIN %1$I.audits_municipal_receivedreport r ON r.id = s.report_id
          WHERE s.id = $1 FOR SHARE OF r', home) INTO told USING subject;
    IF told.id IS NOT NULL THEN
        -- A newer version has its own standing. The lock above waits for one that is being delivered.
        IF told.is_current IS NOT TRUE THEN
            RETURN;
        END IF;
        IF told.state NOT IN ('received', 'considering', 'approved', 'approved_remarks', 'not_approved',
                              'reopened', 'withdrawn') THEN
            RAISE EXCEPTION 'No such state: %', told.state USING ERRCODE = 'invalid_parameter_value';
        END IF;
        INSERT INTO public.tenants_standing
               (id, municipality_id, kind, subject_id, joint_id, system_id, state, since, version, due, valid_until)
        VALUES (gen_random_uuid(), caller, 'audit_report', told.id, told.report_id, told.system_id, told.state,
                told.state_since, told.version, told.due, told.next_audit_on)
        ON CONFLICT (municipality_id, kind, subject_id) DO UPDATE
           SET state = EXCLUDED.state, since = EXCLUDED.since, version = EXCLUDED.version,
               due = EXCLUDED.due, valid_until = EXCLUDED.valid_until;
        IF told.decided_at IS NOT NULL AND (told.remark <> '' OR told.state = 'not_approved') THEN
            INSERT INTO public.tenants_letter
                   (id, municipality_id, kind, subject_id, joint_id, text, file_sha256, file_name,
                    written_by_id, written_by_name, written_at, answer, answered_by_name)
            VALUES (gen_random_uuid(), caller,
                    CASE WHEN told.state = 'not_approved' THEN 'audit_objection' ELSE 'audit_remark' END,
                    told.id, told.report_id, concat_ws(E'\n', nullif(told.remark, ''), nullif(told.what_now_note, '')),
                    '', '', told.decided_by_id, left(told.decided_by_name, 200), told.decided_at, '', '');
        END IF;
        RETURN;
    END IF;
    EXECUTE format(
        'SELECT m.id, m.kind, m.text, m.by_id, m.by_name, m.created_at, m.goes_up, r.report_id
           FROM %1$I.audits_municipal_remark m
           JOIN %1$I.audits_municipal_receivedreport r ON r.id = m.report_id
          WHERE m.id = $1', home) INTO told USING subject;
    IF told.id IS NULL THEN
        RAISE EXCEPTION 'The caller has no such record' USING ERRCODE = 'no_data_found';
    END IF;
    IF NOT told.goes_up OR EXISTS (
        SELECT FROM public.tenants_letter WHERE municipality_id = caller AND subject_id = told.id) THEN
        RETURN;
    END IF;
    INSERT INTO public.tenants_letter
           (id, municipality_id, kind, subject_id, joint_id, text, file_sha256, file_name,
            written_by_id, written_by_name, written_at, answer, answered_by_name)
    VALUES (gen_random_uuid(), caller, 'audit_' || told.kind, told.id, told.report_id, told.text, '', '',
            told.by_id, left(told.by_name, 200), told.created_at, '', '');
END $$;
