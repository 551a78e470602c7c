-- The door downwards for supervision reports: one version of a report goes into the schema of every
-- member that uses one of the audited systems, in the caller's transaction.
--
-- Ids of the delivered rows follow from the version, the municipality and what they are about, so that
-- delivering twice writes the same rows once, and the shared tables know them without asking.
CREATE OR REPLACE FUNCTION audits_joint_delivered_id_v1(version uuid, municipality uuid, about uuid) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT md5(version::text || municipality::text || about::text)::uuid $$;

-- One municipality's schema: report, its own systems, findings, tasks, files and log rows.
-- Returns one row per system with the state it got; nothing where the schema lags behind in migrations.
-- Waits briefly for a lock and then gives up with an error that the caller takes for "later".
CREATE OR REPLACE FUNCTION audits_joint_deliver_one_v1(
    version public.audits_joint_reportversion, home text, municipality uuid, facts jsonb, system_ids uuid[],
    steps_wanted integer
) RETURNS TABLE (subject uuid, system uuid, state text)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '400ms'
AS $$
DECLARE
    report_row uuid := public.audits_joint_delivered_id_v1(version.id, municipality, version.report_id);
    steps_have integer;
    reopened uuid[] := '{}';
BEGIN
    EXECUTE format('SELECT count(*) FROM %I.django_migrations', home) INTO steps_have;
    IF steps_have < steps_wanted THEN
        RAISE EXCEPTION 'behind' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    IF version.number > 1 THEN
        EXECUTE format(
            'SELECT coalesce(array_agg(DISTINCT s.system_id), ''{}'')
               FROM %1$I.audits_municipal_receivedsystem s
               JOIN %1$I.audits_municipal_receivedreport r ON r.id = s.report_id
              WHERE r.report_id = $1 AND s.state IN (''approved'', ''approved_remarks'', ''not_approved'', ''reopened'')',
            home) INTO reopened USING version.report_id;
        EXECUTE format(
            'UPDATE %I.audits_municipal_receivedreport SET is_current = false
              WHERE report_id = $1 AND is_current', home) USING version.report_id;
    END IF;
    RETURN QUERY EXECUTE format(
        'WITH report AS (
            INSERT INTO %1$I.audits_municipal_receivedreport
                   (id, report_id, audit_id, version_id, version, kind, reason, case_number, supplier_id,
                    supplier_name, supplier_number, concept, summary, next_audit, sent_by_name, contact_name,
                    contact_phone, due, published_at, is_current)
            SELECT $1, $2, f.audit_id, $3, $4, $5, $6, f.case_number, f.supplier_id, f.supplier_name,
                   f.supplier_number, f.concept, f.summary, f.next_audit, f.sent_by_name, f.contact_name,
                   f.contact_phone, f.due,
                   greatest(clock_timestamp(), (SELECT max(published_at) + interval ''1 microsecond''
                                                  FROM %1$I.audits_municipal_receivedreport)), true
              FROM jsonb_to_record($7) AS f (audit_id uuid, case_number text, supplier_id uuid, supplier_name text,
                   supplier_number text, concept smallint, summary text, next_audit text, sent_by_name text,
                   contact_name text, contact_phone text, due date)
        ), systems AS (
            INSERT INTO %1$I.audits_municipal_receivedsystem
                   (id, report_id, system_id, name, level, text, state, state_since, rating, conclusion, remark,
                    what_now, what_now_note, risk_owner, journal_number, decided_by_name)
            SELECT public.audits_joint_delivered_id_v1($3, $8, s.system_id), $1, s.system_id, s.name, s.level, s.text,
                   CASE WHEN s.system_id = ANY ($10) THEN ''reopened'' ELSE ''received'' END, now(),
                   s.level, s.text, '''', '''', '''', '''', '''', ''''
              FROM jsonb_to_recordset($7 -> ''systems'') AS s (system_id uuid, name text, level text, text text)
             WHERE s.system_id = ANY ($9)
            RETURNING id, system_id, state
        ), findings AS (
            INSERT INTO %1$I.audits_municipal_receivedfinding
                   (id, system_id, finding_id, number, kind, title, text, deadline, state, told_at)
            SELECT public.audits_joint_delivered_id_v1($3, $8, f.finding_id),
                   public.audits_joint_delivered_id_v1($3, $8, f.system_id), f.finding_id, f.number, f.kind, f.title,
                   f.text, f.deadline, f.state, now()
              FROM jsonb_to_recordset($7 -> ''findings'') AS f (finding_id uuid, system_id uuid, number smallint,
                   kind text, title text, text text, deadline date, state text)
             WHERE f.system_id = ANY ($9)
        ), tasks AS (
            INSERT INTO %1$I.audits_municipal_followuptask
                   (id, report_id, text, from_report, responsible, done_by_name, created_at)
            SELECT public.audits_joint_delivered_id_v1($3, $8, t.id), $1, t.text, true, '''', '''', now()
              FROM jsonb_to_recordset($7 -> ''duties'') AS t (id uuid, text text)
        ), files AS (
            INSERT INTO %1$I.documents_municipal_municipalfile
                   (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
                    uploaded_by_name, created_at)
            SELECT public.audits_joint_delivered_id_v1($3, $8, f.id), f.sha256, f.size, f.content_type, f.title, f.name,
                   ''ready'', '''', f.warnings, f.by_id, f.by_name, now()
              FROM jsonb_to_recordset($7 -> ''files'') AS f (id uuid, sha256 text, size bigint, content_type text,
                   title text, name text, warnings jsonb, by_id uuid, by_name text)
        ), came_along AS (
            INSERT INTO %1$I.audits_municipal_receivedfile (id, report_id, file_id, is_report)
            SELECT public.audits_joint_delivered_id_v1($3, $8, f.id), $1,
                   public.audits_joint_delivered_id_v1($3, $8, f.id), f.is_report
              FROM jsonb_to_recordset($7 -> ''files'') AS f (id uuid, is_report boolean)
        ), log AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            SELECT now(), ''audits_municipal.receivedreport'', $1, ''deliver'', '''', '''', $6, ''{}''::jsonb, $11, $12
             UNION ALL
            SELECT now(), ''audits_municipal.receivedsystem'', s.id,
                   CASE s.state WHEN ''reopened'' THEN ''receive_again'' ELSE ''receive'' END,
                   '''', s.state, '''', ''{}''::jsonb, $11, $12
              FROM systems s
        )
        SELECT id, system_id, state::text FROM systems', home)
    USING report_row, version.report_id, version.id, version.number, version.kind, version.reason, facts,
          municipality, system_ids, reopened, version.sent_by_id, version.sent_by_name;
END $$;

-- A correction: the text and file of the version the municipality has are replaced; no decision is reopened.
CREATE OR REPLACE FUNCTION audits_joint_correct_one_v1(
    version public.audits_joint_reportversion, home text, municipality uuid, facts jsonb, system_ids uuid[]
) RETURNS TABLE (subject uuid, system uuid, state text)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '400ms'
AS $$
DECLARE
    report_row uuid;
BEGIN
    EXECUTE format(
        'UPDATE %I.audits_municipal_receivedreport r
            SET version_id = $2, version = $3, reason = $4, summary = $5 ->> ''summary'',
                next_audit = $5 ->> ''next_audit'', corrected_at = now()
          WHERE r.report_id = $1 AND r.is_current RETURNING r.id', home)
       INTO report_row USING version.report_id, version.id, version.number, version.reason, facts;
    IF report_row IS NULL THEN
        RETURN;
    END IF;
    EXECUTE format(
        'DELETE FROM %1$I.audits_municipal_receivedfinding f USING %1$I.audits_municipal_receivedsystem s
          WHERE s.id = f.system_id AND s.report_id = $1', home) USING report_row;
    EXECUTE format(
        'UPDATE %I.audits_municipal_receivedfile SET replaced_at = now()
          WHERE report_id = $1 AND replaced_at IS NULL', home) USING report_row;
    RETURN QUERY EXECUTE format(
        'WITH systems AS (
            UPDATE %1$I.audits_municipal_receivedsystem s SET level = n.level, text = n.text, name = n.name
              FROM jsonb_to_recordset($4 -> ''systems'') AS n (system_id uuid, name text, level text, text text)
             WHERE s.report_id = $1 AND n.system_id = s.system_id
            RETURNING s.id, s.system_id, s.state
        ), findings AS (
            INSERT INTO %1$I.audits_municipal_receivedfinding
                   (id, system_id, finding_id, number, kind, title, text, deadline, state, told_at)
            SELECT public.audits_joint_delivered_id_v1($2, $3, f.finding_id), s.id, f.finding_id, f.number, f.kind,
                   f.title, f.text, f.deadline, f.state, now()
              FROM jsonb_to_recordset($4 -> ''findings'') AS f (finding_id uuid, system_id uuid, number smallint,
                   kind text, title text, text text, deadline date, state text)
              JOIN systems s ON s.system_id = f.system_id
        ), files AS (
            INSERT INTO %1$I.documents_municipal_municipalfile
                   (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
                    uploaded_by_name, created_at)
            SELECT public.audits_joint_delivered_id_v1($2, $3, f.id), f.sha256, f.size, f.content_type, f.title, f.name,
                   ''ready'', '''', f.warnings, f.by_id, f.by_name, now()
              FROM jsonb_to_recordset($4 -> ''files'') AS f (id uuid, sha256 text, size bigint, content_type text,
                   title text, name text, warnings jsonb, by_id uuid, by_name text)
        ), came_along AS (
            INSERT INTO %1$I.audits_municipal_receivedfile (id, report_id, file_id, is_report)
            SELECT public.audits_joint_delivered_id_v1($2, $3, f.id), $1,
                   public.audits_joint_delivered_id_v1($2, $3, f.id), f.is_report
              FROM jsonb_to_recordset($4 -> ''files'') AS f (id uuid, is_report boolean)
        ), log AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            SELECT now(), ''audits_municipal.receivedreport'', $1, ''correct'', '''', '''', $7, ''{}''::jsonb, $5, $6
        )
        SELECT id, system_id, state::text FROM systems', home)
    USING report_row, version.id, municipality, facts, version.sent_by_id, version.sent_by_name, version.reason;
END $$;

-- A withdrawal: every version of the report is marked, every decision on it ends.
CREATE OR REPLACE FUNCTION audits_joint_withdraw_one_v1(version public.audits_joint_reportversion, home text)
RETURNS TABLE (subject uuid, system uuid, state text)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '400ms'
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'WITH reports AS (
            UPDATE %1$I.audits_municipal_receivedreport SET withdrawn_at = now(), reason = $2
             WHERE report_id = $1 AND withdrawn_at IS NULL RETURNING id
        ), before AS (
            SELECT s.id, s.state FROM %1$I.audits_municipal_receivedsystem s JOIN reports r ON r.id = s.report_id
             WHERE s.state <> ''withdrawn'' FOR UPDATE OF s
        ), systems AS (
            UPDATE %1$I.audits_municipal_receivedsystem s SET state = ''withdrawn'', state_since = now()
              FROM before b WHERE b.id = s.id RETURNING s.id, s.system_id, s.state, b.state AS was
        ), log AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            SELECT now(), ''audits_municipal.receivedsystem'', s.id, ''withdraw'', s.was, s.state, $2, ''{}''::jsonb, $3, $4
              FROM systems s
        )
        SELECT id, system_id, state::text FROM systems', home)
    USING version.report_id, version.reason, version.sent_by_id, version.sent_by_name;
END $$;

-- What a delivery carries, gathered once: facts of the case, conclusions, findings, duties and files.
CREATE OR REPLACE FUNCTION audits_joint_report_facts_v1(version public.audits_joint_reportversion) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT jsonb_build_object(
        'audit_id', a.id, 'case_number', a.case_number, 'supplier_id', s.id, 'supplier_name', s.name,
        'supplier_number', s.number, 'concept', a.concept, 'summary', r.summary, 'next_audit', r.next_audit,
        'sent_by_name', version.sent_by_name, 'contact_name', a.case_worker_name,
        'contact_phone', a.case_worker_phone,
        'due', (version.sent_at AT TIME ZONE 'Europe/Copenhagen')::date + coalesce(
            (SELECT v.value::text::integer FROM public.workflows_legalvalue v
              WHERE v.key = 'audit.decision_days' AND v.valid_from <= version.sent_at::date
              ORDER BY v.valid_from DESC LIMIT 1), 30),
        'systems', coalesce((
            SELECT jsonb_agg(jsonb_build_object('system_id', x.system_id, 'name', x.name, 'level', t.level, 'text', t.text))
              FROM public.audits_joint_auditsystem x
              JOIN public.audits_joint_systemassessment t ON t.audit_system_id = x.id
             WHERE x.audit_id = a.id), '[]'),
        'findings', coalesce((
            SELECT jsonb_agg(jsonb_build_object('finding_id', f.id, 'system_id', x.system_id, 'number', f.number,
                   'kind', f.kind, 'title', f.title, 'text', f.text, 'deadline', f.deadline, 'state', f.state))
              FROM public.audits_joint_finding f
              JOIN public.audits_joint_auditsystem x ON x.id = f.audit_system_id
             WHERE f.audit_id = a.id AND f.state NOT IN ('found', 'hearing', 'dropped')), '[]'),
        'duties', coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', d.id, 'text', d.text) ORDER BY d.number)
              FROM public.audits_joint_municipalduty d WHERE d.audit_id = a.id), '[]'),
        'files', coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', d.id, 'sha256', d.sha256, 'size', d.size,
                   'content_type', d.content_type, 'title', d.title, 'name', d.name, 'warnings', d.warnings,
                   'by_id', d.uploaded_by_id, 'by_name', d.uploaded_by_name, 'is_report', d.id = version.file_id))
              FROM public.documents_storedfile d
             WHERE d.id = version.file_id
                OR (d.state = 'ready' AND d.id IN (
                    SELECT e.file_id FROM public.audits_joint_evidence e
                     WHERE e.audit_id = a.id AND e.follows AND e.may_follow AND e.state = 'sufficient'))), '[]'))
      FROM public.audits_joint_report r
      JOIN public.audits_joint_audit a ON a.id = r.audit_id
      JOIN public.register_supplier s ON s.id = a.supplier_id
     WHERE r.id = version.report_id
$$;

-- Deliver one version. May be called again at any time: who has it is left alone, who waits is tried.
-- Returns the recipients that got it now, and those that still wait, with the reason in Danish.
CREATE OR REPLACE FUNCTION audits_joint_deliver_report_v1(report_version uuid)
RETURNS TABLE (municipality uuid, delivered boolean, why text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    version public.audits_joint_reportversion;
    audit_row public.audits_joint_audit;
    facts jsonb;
    recipient record;
    done record;
    steps_wanted integer;
    got uuid[] := '{}';
    failed uuid[] := '{}';
    failed_why text[] := '{}';
    at_whom uuid[] := '{}';
    subjects uuid[] := '{}';
    systems uuid[] := '{}';
    states text[] := '{}';
BEGIN
    -- One delivery at a time: what becomes visible later also has the later moment, in every schema.
    PERFORM pg_advisory_xact_lock(hashtext('audits_joint_deliver'));
    SELECT v.* INTO version FROM public.audits_joint_reportversion v WHERE v.id = report_version;
    SELECT a.* INTO audit_row FROM public.audits_joint_audit a
      JOIN public.audits_joint_report r ON r.audit_id = a.id WHERE r.id = version.report_id;
    IF version.sent_at IS NULL OR audit_row.id IS NULL
       OR (version.kind = 'withdrawal') <> (audit_row.state = 'withdrawn')
       OR (version.kind <> 'withdrawal' AND audit_row.state NOT IN ('published', 'follow_up', 'closed'))
       OR (version.kind <> 'withdrawal' AND version.file_id IS NULL) THEN
        RAISE EXCEPTION 'The report is not in a state in which it is delivered'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    IF version.kind = 'new' THEN
        INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
        SELECT gen_random_uuid(), version.id, 'audit_report', version.report_id, m.id, 'waiting', '', now()
          FROM public.tenants_municipality m
         WHERE m.state IN ('member', 'leaving') AND EXISTS (
               SELECT FROM public.register_systemuse u
                 JOIN public.audits_joint_auditsystem x ON x.system_id = u.system_id
                WHERE x.audit_id = audit_row.id AND u.municipality_id = m.id AND u.is_active)
        ON CONFLICT (delivery_id, municipality_id) DO NOTHING;
    ELSE
        INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
        SELECT DISTINCT ON (former.municipality_id)
               gen_random_uuid(), version.id, 'audit_report', version.report_id, former.municipality_id, 'waiting', '', now()
          FROM public.tenants_recipient former
          JOIN public.tenants_municipality m ON m.id = former.municipality_id AND m.state IN ('member', 'leaving')
         WHERE former.kind = 'audit_report' AND former.joint_id = version.report_id AND former.delivery_id <> version.id
        ON CONFLICT (delivery_id, municipality_id) DO NOTHING;
    END IF;

    facts := public.audits_joint_report_facts_v1(version);
    SELECT count(*) INTO steps_wanted FROM public.tenants_schemastep;
    FOR recipient IN
        SELECT w.municipality_id AS id, m.schema_name AS home, array_agg(u.system_id) AS system_ids
          FROM public.tenants_recipient w
          JOIN public.tenants_municipality m ON m.id = w.municipality_id
          LEFT JOIN public.register_systemuse u ON u.municipality_id = m.id AND u.is_active
               AND u.system_id IN (SELECT x.system_id FROM public.audits_joint_auditsystem x WHERE x.audit_id = audit_row.id)
         WHERE w.delivery_id = version.id AND w.state = 'waiting'
           -- An earlier version that still waits comes first.
           AND NOT EXISTS (SELECT FROM public.tenants_recipient e
                             JOIN public.audits_joint_reportversion ev ON ev.id = e.delivery_id
                            WHERE e.municipality_id = w.municipality_id AND e.joint_id = w.joint_id
                              AND e.kind = 'audit_report' AND e.state = 'waiting' AND ev.number < version.number)
         GROUP BY w.municipality_id, m.schema_name
         ORDER BY w.municipality_id
    LOOP
        BEGIN
            IF version.kind = 'new' THEN
                FOR done IN SELECT * FROM public.audits_joint_deliver_one_v1(
                    version, recipient.home, recipient.id, facts, recipient.system_ids, steps_wanted)
                LOOP
                    at_whom := at_whom || recipient.id; subjects := subjects || done.subject;
                    systems := systems || done.system; states := states || done.state;
                END LOOP;
            ELSIF version.kind = 'correction' THEN
                FOR done IN SELECT * FROM public.audits_joint_correct_one_v1(
                    version, recipient.home, recipient.id, facts, recipient.system_ids)
                LOOP
                    at_whom := at_whom || recipient.id; subjects := subjects || done.subject;
                    systems := systems || done.system; states := states || done.state;
                END LOOP;
            ELSE
                FOR done IN SELECT * FROM public.audits_joint_withdraw_one_v1(version, recipient.home)
                LOOP
                    at_whom := at_whom || recipient.id; subjects := subjects || done.subject;
                    systems := systems || done.system; states := states || done.state;
                END LOOP;
            END IF;
            got := got || recipient.id;
        EXCEPTION
            WHEN lock_not_available OR deadlock_detected THEN
                failed := failed || recipient.id;
                failed_why := failed_why || 'Kommunens skema er optaget. Der prøves igen.'::text;
            WHEN object_not_in_prerequisite_state OR undefined_table OR undefined_column
                 OR invalid_schema_name OR not_null_violation THEN
                failed := failed || recipient.id;
                failed_why := failed_why || 'Kommunens skema mangler en opdatering. Der prøves igen.'::text;
        END;
    END LOOP;

    UPDATE public.tenants_recipient SET state = 'delivered', reason = '', delivered_at = now()
     WHERE delivery_id = version.id AND municipality_id = ANY (got);
    UPDATE public.tenants_recipient w SET reason = f.reason FROM unnest(failed, failed_why) AS f (id, reason)
     WHERE w.delivery_id = version.id AND w.municipality_id = f.id;
    INSERT INTO public.documents_blobholder (id, sha256, holder)
    SELECT gen_random_uuid(), f.sha256, m.schema_name
      FROM public.tenants_municipality m
     CROSS JOIN (SELECT DISTINCT f ->> 'sha256' AS sha256 FROM jsonb_array_elements(facts -> 'files') f) f
     WHERE m.id = ANY (got) AND version.kind <> 'withdrawal'
    ON CONFLICT DO NOTHING;
    IF version.kind = 'new' AND version.number > 1 THEN
        DELETE FROM public.tenants_standing WHERE kind = 'audit_report' AND joint_id = version.report_id
           AND municipality_id = ANY (got);
    END IF;
    INSERT INTO public.tenants_standing
           (id, municipality_id, kind, subject_id, joint_id, system_id, state, since, version, due)
    SELECT gen_random_uuid(), d.municipality, 'audit_report', d.subject, version.report_id, d.system, d.state, now(),
           version.number, (facts ->> 'due')::date
      FROM unnest(at_whom, subjects, systems, states) AS d (municipality, subject, system, state)
    ON CONFLICT (municipality_id, kind, subject_id) DO UPDATE
       SET state = EXCLUDED.state, version = EXCLUDED.version,
           since = CASE WHEN tenants_standing.state = EXCLUDED.state THEN tenants_standing.since ELSE EXCLUDED.since END;

    RETURN QUERY SELECT g, true, ''::text FROM unnest(got) g
       UNION ALL SELECT f.id, false, f.reason FROM unnest(failed, failed_why) AS f (id, reason);
END $$;

-- Where a finding stands, told to those who have the report: state and deadline of their copies.
CREATE OR REPLACE FUNCTION audits_joint_tell_finding_v1(finding uuid)
RETURNS TABLE (municipality uuid, delivered boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    told public.audits_joint_finding;
    report uuid;
    by_id uuid;
    by_name text;
    recipient record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audits_joint_deliver'));
    SELECT f.* INTO told FROM public.audits_joint_finding f WHERE f.id = finding;
    SELECT r.id INTO report FROM public.audits_joint_report r WHERE r.audit_id = told.audit_id;
    IF report IS NULL OR told.state IN ('found', 'hearing', 'dropped') THEN RETURN; END IF;
    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT DISTINCT ON (w.municipality_id) gen_random_uuid(), told.id, 'audit_finding', report, w.municipality_id,
           'waiting', '', now()
      FROM public.tenants_recipient w
     WHERE w.kind = 'audit_report' AND w.joint_id = report AND w.state = 'delivered'
    ON CONFLICT (delivery_id, municipality_id) DO UPDATE SET state = 'waiting';
    FOR recipient IN
        SELECT w.municipality_id AS id, m.schema_name AS home FROM public.tenants_recipient w
          JOIN public.tenants_municipality m ON m.id = w.municipality_id
         WHERE w.kind = 'audit_finding' AND w.delivery_id = told.id AND w.state = 'waiting'
         ORDER BY w.municipality_id
    LOOP
        BEGIN
            PERFORM public.audits_joint_tell_one_v1(told, recipient.home);
            UPDATE public.tenants_recipient SET state = 'delivered', reason = '', delivered_at = now()
             WHERE delivery_id = told.id AND municipality_id = recipient.id;
            municipality := recipient.id; delivered := true; RETURN NEXT;
        EXCEPTION
            WHEN lock_not_available OR deadlock_detected OR undefined_table OR undefined_column OR invalid_schema_name THEN
                UPDATE public.tenants_recipient SET reason = 'Kommunens skema er optaget. Der prøves igen.'
                 WHERE delivery_id = told.id AND municipality_id = recipient.id;
                municipality := recipient.id; delivered := false; RETURN NEXT;
        END;
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION audits_joint_tell_one_v1(told public.audits_joint_finding, home text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '400ms'
AS $$
BEGIN
    EXECUTE format(
        'UPDATE %I.audits_municipal_receivedfinding SET state = $2, deadline = $3, told_at = now()
          WHERE finding_id = $1 AND (state, deadline) IS DISTINCT FROM ($2, $3)', home)
    USING told.id, told.state, told.deadline;
END $$;
