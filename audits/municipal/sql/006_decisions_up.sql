-- Many decisions told upwards together: for each named received system what audits_municipal_report_up_v1 does for one,
-- in three statements whatever their number. What is told is read from the caller's own schema.
CREATE OR REPLACE FUNCTION audits_municipal_decisions_up_v1(subjects uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    home text := public.walls_caller_schema();
    caller uuid := public.walls_definer_caller_id();
    found bigint;
BEGIN
    -- The lock waits for a newer version that is being delivered; a newer version has its own standing.
    EXECUTE format(
        'SELECT count(*) FROM (
             SELECT s.id FROM %1$I.audits_municipal_receivedsystem s
               JOIN %1$I.audits_municipal_receivedreport r ON r.id = s.report_id
              WHERE s.id = ANY ($1) ORDER BY r.id FOR SHARE OF r) locked', home) INTO found USING subjects;
    IF found <> (SELECT count(DISTINCT each) FROM unnest(subjects) each) THEN
        RAISE EXCEPTION 'The caller has no such record' USING ERRCODE = 'no_data_found';
    END IF;
    EXECUTE format(
        'INSERT INTO public.tenants_standing
                (id, municipality_id, kind, subject_id, joint_id, system_id, state, since, version, due, valid_until)
         SELECT gen_random_uuid(), $2, ''audit_report'', s.id, r.report_id, s.system_id, s.state, s.state_since,
                r.version, r.due, s.next_audit_on
           FROM %1$I.audits_municipal_receivedsystem s
           JOIN %1$I.audits_municipal_receivedreport r ON r.id = s.report_id
          WHERE s.id = ANY ($1) AND r.is_current
            AND s.state IN (''approved'', ''approved_remarks'', ''not_approved'')
          ORDER BY s.id
         ON CONFLICT (municipality_id, kind, subject_id) DO UPDATE
            SET state = EXCLUDED.state, since = EXCLUDED.since, version = EXCLUDED.version,
                due = EXCLUDED.due, valid_until = EXCLUDED.valid_until', home) USING subjects, caller;
    EXECUTE format(
        'INSERT INTO public.tenants_letter
                (id, municipality_id, kind, subject_id, joint_id, text, file_sha256, file_name,
                 written_by_id, written_by_name, written_at, answer, answered_by_name)
         SELECT gen_random_uuid(), $2,
                CASE WHEN s.state = ''not_approved'' THEN ''audit_objection'' ELSE ''audit_remark'' END,
                s.id, r.report_id, concat_ws(E''\n'', nullif(s.remark, ''''), nullif(s.what_now_note, '''')),
                '''', '''', s.decided_by_id, left(s.decided_by_name, 200), s.decided_at, '''', ''''
           FROM %1$I.audits_municipal_receivedsystem s
           JOIN %1$I.audits_municipal_receivedreport r ON r.id = s.report_id
          WHERE s.id = ANY ($1) AND r.is_current AND s.decided_at IS NOT NULL
            AND s.state IN (''approved'', ''approved_remarks'', ''not_approved'')
            AND (s.remark <> '''' OR s.state = ''not_approved'')', home) USING subjects, caller;
END $$;
