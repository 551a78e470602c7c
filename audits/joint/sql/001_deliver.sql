-- The door downwards for supervision reports: one version of a report goes into the schema of every
-- member that uses one of the audited systems, in the caller's transaction.
--
-- Ids of the rows that the shared tables and files speak of follow from the version, the municipality and what
-- they are about (md5 of the three, taken as a UUID), so the shared tables know them without asking the schemas.
-- A version is received once: report and number are unique in a schema.

DROP FUNCTION IF EXISTS audits_joint_own_file_v1(uuid, uuid, uuid[]);

-- The municipalities' own files of a version, as they are carried, with the systems that each is about.
CREATE OR REPLACE FUNCTION audits_joint_own_files_v1(version uuid)
RETURNS TABLE (municipality uuid, system_ids uuid[], file jsonb)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT c.municipality_id, c.system_ids, jsonb_build_object(
               'id', d.id, 'sha256', d.sha256, 'size', d.size, 'content_type', d.content_type,
               'title', d.title, 'name', d.name, 'warnings', d.warnings, 'by_id', d.uploaded_by_id,
               'by_name', d.uploaded_by_name, 'is_report', true)
      FROM public.audits_joint_reportcopy c
      JOIN public.documents_storedfile d ON d.id = c.file_id
     WHERE c.version_id = version
$$;

-- What the supplier said in the hearings of this version with the answers, by hearing and in the order of its draft:
-- all hearings since a version was sent, before the latest. Where there were several the heading says in which.
-- `system_id` is the one system that a comment is about, or none.
CREATE OR REPLACE FUNCTION audits_joint_hearing_facts_v1(audit uuid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'place', c.place, 'heading', c.heading, 'text', c.text, 'outcome', c.outcome, 'answer', c.answer,
               'system_id', c.system_id) ORDER BY c.place), '[]')
      FROM (SELECT row_number() OVER (ORDER BY h.number, s.place NULLS LAST, k.created_at) AS place,
                   CASE WHEN h.of_all > 1 THEN h.nth || '. høring: ' ELSE '' END
                   || coalesce(nullif(k.heading, ''), 'Udkastet i det hele') AS heading,
                   concat_ws(E'\n', k.text, 'Foreslået ordlyd: ' || nullif(k.proposal, '')) AS text,
                   CASE k.outcome WHEN 'met' THEN 'imødekommet' WHEN 'partly' THEN 'delvist imødekommet'
                                  WHEN 'not' THEN 'ikke imødekommet' ELSE '' END AS outcome,
                   k.answer, x.system_id
              FROM public.audits_joint_hearingcomment k
              JOIN (SELECT n.id, n.number, n.sections, row_number() OVER (ORDER BY n.number) AS nth,
                           count(*) OVER () AS of_all
                      FROM public.audits_joint_hearing n
                     WHERE n.audit_id = audit AND n.opened_at > coalesce((
                           SELECT max(v.sent_at) FROM public.audits_joint_reportversion v
                            WHERE v.audit_id = audit AND v.sent_at < (
                                  SELECT max(m.opened_at) FROM public.audits_joint_hearing m WHERE m.audit_id = audit)),
                           '-infinity')) h ON h.id = k.hearing_id
              LEFT JOIN LATERAL (
                    SELECT e.place FROM jsonb_array_elements(h.sections) WITH ORDINALITY AS e (section, place)
                     WHERE e.section ->> 'key' = k.section LIMIT 1) s ON true
              LEFT JOIN public.audits_joint_finding f ON f.id = k.finding_id
              LEFT JOIN public.audits_joint_auditsystem x ON x.id = coalesce(k.audit_system_id, f.audit_system_id)
             WHERE NOT k.dropped) c
$$;

-- The systems that documentation is about, or nothing where that is all of the case's, or is not said.
CREATE OR REPLACE FUNCTION audits_joint_about_v1(audit uuid, covers uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN count(*) FILTER (WHERE x.id = ANY (covers)) NOT IN (0, count(*))
                THEN array_agg(x.system_id) FILTER (WHERE x.id = ANY (covers)) END
      FROM public.audits_joint_auditsystem x WHERE x.audit_id = audit
$$;

-- The same of several rows with one file: for whoever may have one of them.
CREATE OR REPLACE FUNCTION audits_joint_about_all_v1(audit uuid, evidence uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN bool_and(public.audits_joint_about_v1(audit, e.covers) IS NOT NULL)
                THEN (SELECT array_agg(DISTINCT one) FROM public.audits_joint_evidence g,
                             unnest(public.audits_joint_about_v1(audit, g.covers)) AS one
                       WHERE g.id = ANY (evidence)) END
      FROM public.audits_joint_evidence e WHERE e.id = ANY (evidence)
$$;

-- The file by which a document is read on the site: itself, or the PDF that was made of it; nothing without one.
CREATE OR REPLACE FUNCTION audits_joint_shown_file_v1(evidence public.audits_joint_evidence) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT coalesce(evidence.shown_as_id, (
        SELECT d.id FROM public.documents_storedfile d
         WHERE d.id = evidence.file_id AND d.content_type IN ('application/pdf', 'image/png', 'image/jpeg')))
$$;

-- The documentation in the report that the municipalities cannot open: `why` is the secretariat's reason, else the
-- supplier's; `about` as above.
CREATE OR REPLACE FUNCTION audits_joint_closed_facts_v1(audit uuid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'title', e.title, 'kind', e.kind, 'shown', e.state = 'shown',
               'why', coalesce(nullif(trim(e.level_reason), ''), trim(e.wish_reason)),
               'about', public.audits_joint_about_v1(audit, e.covers)) ORDER BY e.created_at), '[]')
      FROM public.audits_joint_evidence e
      LEFT JOIN public.documents_storedfile d ON d.id = e.file_id
     WHERE e.audit_id = audit AND e.state IN ('ready', 'sufficient', 'insufficient', 'shown')
       AND NOT (e.state = 'sufficient' AND e.level IN ('read', 'download') AND coalesce(d.state = 'ready', false)
                AND (e.level = 'download' OR public.audits_joint_shown_file_v1(e) IS NOT NULL))
$$;

-- What came of the findings that earlier supervisions left to this one; `system_id` is whose each is.
CREATE OR REPLACE FUNCTION audits_joint_followed_facts_v1(audit uuid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'case_number', b.case_number, 'number', f.number, 'title', f.title, 'system', x.name,
               'system_id', x.system_id, 'outcome',
               CASE u.outcome WHEN 'done' THEN 'bragt i orden' WHEN 'again' THEN 'ikke bragt i orden, nyt forhold'
                              ELSE 'følges op igen ved næste tilsyn' END,
               'new_number', n.number, 'text', u.text) ORDER BY b.case_number, f.number), '[]')
      FROM public.audits_joint_followedup u
      JOIN public.audits_joint_finding f ON f.id = u.finding_id
      JOIN public.audits_joint_audit b ON b.id = f.audit_id
      JOIN public.audits_joint_auditsystem x ON x.id = f.audit_system_id
      LEFT JOIN public.audits_joint_finding n ON n.id = u.new_finding_id
           AND n.state NOT IN ('found', 'hearing', 'dropped')
     WHERE u.audit_id = audit
$$;

-- The supplier's plan for a finding, once the secretariat has accepted it; nothing before.
CREATE OR REPLACE FUNCTION audits_joint_plan_told_v1(finding public.audits_joint_finding) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN finding.state IN ('remedying', 'documented', 'confirmed', 'closed') THEN finding.plan ELSE '' END
$$;

-- What a delivery carries, gathered once: facts of the case, conclusions, findings, duties and files.
CREATE OR REPLACE FUNCTION audits_joint_report_facts_v1(version public.audits_joint_reportversion) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH shared AS (
        -- A file that stands twice in a case is shared as its narrowest level says.
        SELECT f.file_id, bool_or(g.level = 'read') AS read_only,
               jsonb_path_query_array(jsonb_agg(CASE WHEN g.from_chain THEN k.confidential ELSE g.confidential END),
                                      '$[*][*]') AS confidential,
               public.audits_joint_about_all_v1(version.audit_id, array_agg(g.id)) AS about
          FROM public.audits_joint_evidence g
          LEFT JOIN public.audits_joint_statementversion k ON k.id = g.version_id
         CROSS JOIN LATERAL (SELECT CASE WHEN g.level = 'read' THEN public.audits_joint_shown_file_v1(g)
                                         ELSE g.file_id END AS file_id) f
         WHERE g.audit_id = version.audit_id AND g.level IN ('read', 'download') AND g.state = 'sufficient'
           -- What may be read only, in another row of the same file, is not had either.
           AND NOT (g.level = 'download' AND EXISTS (
               SELECT FROM public.audits_joint_evidence n
                WHERE n.audit_id = g.audit_id AND n.file_id = g.file_id AND n.level = 'read'
                  AND n.state = 'sufficient'
                  AND public.audits_joint_shown_file_v1(n) IS DISTINCT FROM n.file_id))
         GROUP BY f.file_id
    )
    SELECT jsonb_build_object(
        'report_id', version.report_id, 'version_id', version.id, 'version', version.number, 'reason', version.reason,
        'audit_id', a.id, 'case_number', a.case_number, 'supplier_id', s.id, 'supplier_name', s.name,
        'supplier_number', s.number, 'concept', a.concept,
        'summary', r.summary || coalesce((
            SELECT E'\n\n' || l.statement FROM public.audits_joint_lowerconcept l
              JOIN (SELECT max(t.recommended_concept) AS concept FROM public.audits_joint_auditsystem x
                      JOIN public.audits_joint_systemassessment t ON t.audit_system_id = x.id
                     WHERE x.audit_id = a.id) least ON a.concept < least.concept
             WHERE l.audit_id = a.id AND l.state = 'approved' AND l.concept = a.concept
               AND l.recommended >= least.concept
             ORDER BY l.decided_at DESC LIMIT 1), ''),
        'next_audit', r.next_audit,
        'sent_by_id', version.sent_by_id, 'sent_by_name', version.sent_by_name, 'contact_name', a.case_worker_name,
        'contact_phone', a.case_worker_phone,
        'due', version.due,
        'systems', coalesce((
            SELECT jsonb_agg(jsonb_build_object('system_id', x.system_id, 'name', x.name, 'level', t.level, 'text', t.text))
              FROM public.audits_joint_auditsystem x
              JOIN public.audits_joint_systemassessment t ON t.audit_system_id = x.id
             WHERE x.audit_id = a.id), '[]'),
        'findings', coalesce((
            SELECT jsonb_agg(jsonb_build_object('finding_id', f.id, 'system_id', x.system_id, 'number', f.number,
                   'kind', f.kind, 'title', f.title, 'text', f.text, 'deadline', f.deadline, 'state', f.state,
                   'action', f.action, 'plan', public.audits_joint_plan_told_v1(f), 'plan_done_by',
                   CASE WHEN public.audits_joint_plan_told_v1(f) <> '' THEN f.plan_done_by END))
              FROM public.audits_joint_finding f
              JOIN public.audits_joint_auditsystem x ON x.id = f.audit_system_id
             WHERE f.audit_id = a.id AND f.state NOT IN ('found', 'hearing', 'dropped')), '[]'),
        'comments', public.audits_joint_hearing_facts_v1(a.id),
        'closed', public.audits_joint_closed_facts_v1(a.id),
        'followed_up', public.audits_joint_followed_facts_v1(a.id),
        'duties', coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', d.id, 'text', d.text) ORDER BY d.number)
              FROM public.audits_joint_municipalduty d WHERE d.audit_id = a.id), '[]'),
        'files', coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', d.id, 'sha256', d.sha256, 'size', d.size,
                   'content_type', d.content_type, 'title', d.title, 'name', d.name, 'warnings', d.warnings,
                   'by_id', d.uploaded_by_id, 'by_name', d.uploaded_by_name, 'is_report', d.id = version.file_id,
                   'read_only', coalesce(e.read_only, false), 'confidential', coalesce(e.confidential, '[]'),
                   'about', e.about))
              FROM public.documents_storedfile d
              LEFT JOIN shared e ON e.file_id = d.id
             WHERE (d.id = version.file_id OR d.state = 'ready')
               AND d.id = ANY (ARRAY(SELECT file_id FROM shared) || version.file_id)), '[]'))
      FROM public.audits_joint_report r
      JOIN public.audits_joint_audit a ON a.id = r.audit_id
      JOIN public.register_supplier s ON s.id = a.supplier_id
     WHERE r.id = version.report_id
$$;

-- Deliver one version. May be called again at any time: who has it is left alone, who waits is tried.
-- Returns the recipients that got it now, and those that still wait, with the reason in Danish.
--
-- A new version is taken in by the schema's own function, whose plans the session keeps: a hundred schemas are a
-- hundred short calls. The shared tables get one INSERT each for all.
CREATE OR REPLACE FUNCTION audits_joint_deliver_report_v1(report_version uuid)
RETURNS TABLE (municipality uuid, delivered boolean, why text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    version public.audits_joint_reportversion;
    audit_row public.audits_joint_audit;
    number_sent integer;
    visible_from timestamptz;
    facts jsonb;
    first_time boolean;
    lock_timeout_before text := current_setting('lock_timeout');
    system_ids uuid[];
    steps_wanted bigint := (SELECT count(*) FROM public.tenants_schemastep);
    -- each has a report file of its own, and the other files in common
    own_files boolean;
    other_files jsonb := '[]';
    carried jsonb;
    -- one recipient
    recipient record;
    changed record;
    reopened uuid[];
    -- what came of it
    got uuid[] := '{}';
    used_at uuid[] := '{}';
    used_system uuid[] := '{}';
    failed uuid[] := '{}';
    failed_why text[] := '{}';
    dropped uuid[] := '{}';
    reopened_at uuid[] := '{}';
    reopened_system uuid[] := '{}';
    changed_at uuid[] := '{}';
    changed_subject uuid[] := '{}';
    changed_state text[] := '{}';
BEGIN
    -- One delivery at a time, and each at a later moment than the last: what becomes visible later also
    -- has the later moment, in every schema, even where the server's clock is set back.
    INSERT INTO public.audits_joint_deliveryclock AS c (only_row, moment) VALUES (true, clock_timestamp())
        ON CONFLICT (only_row) DO UPDATE
        SET moment = greatest(clock_timestamp(), c.moment + interval '1 microsecond')
        RETURNING c.moment INTO visible_from;
    SELECT v.* INTO version FROM public.audits_joint_reportversion v WHERE v.id = report_version;
    SELECT a.* INTO audit_row FROM public.audits_joint_audit a WHERE a.id = version.audit_id;
    number_sent := version.number;
    IF version.sent_at IS NULL
       OR (version.kind = 'withdrawal') <> (audit_row.state = 'withdrawn')
       OR (version.kind <> 'withdrawal' AND audit_row.state NOT IN ('published', 'follow_up', 'closed'))
       OR (version.kind <> 'withdrawal' AND version.file_id IS NULL) THEN
        RAISE EXCEPTION 'The report is not in a state in which it is delivered'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    -- Who is to have it is settled the first time; later calls try those that wait.
    first_time := NOT EXISTS (SELECT FROM public.tenants_recipient w WHERE w.delivery_id = version.id);
    -- What it carries is settled too: a schema that had to wait gets the words of the day it was sent.
    INSERT INTO public.audits_joint_reportparcel AS p (version_id, carried)
    VALUES (version.id, public.audits_joint_report_facts_v1(version))
        ON CONFLICT (version_id) DO NOTHING;
    SELECT p.carried INTO facts FROM public.audits_joint_reportparcel p WHERE p.version_id = version.id;
    SELECT array_agg(s.system_id) INTO system_ids
      FROM jsonb_to_recordset(facts -> 'systems') AS s (system_id uuid);
    own_files := version.body_id IS NOT NULL AND version.kind <> 'withdrawal';
    SELECT coalesce(jsonb_agg(f), '[]') INTO other_files
      FROM jsonb_array_elements(facts -> 'files') f WHERE NOT (own_files AND (f ->> 'is_report')::boolean);
    facts := facts - 'files';

    -- Who still waits for a report that is withdrawn never had it, and gets neither it nor its withdrawal.
    IF first_time AND version.kind = 'withdrawal' THEN
        UPDATE public.tenants_recipient SET state = 'dropped', reason = 'Rapporten er trukket tilbage.'
         WHERE kind = 'audit_report' AND joint_id = version.report_id AND state = 'waiting';
    END IF;

    -- A schema in use is waited for briefly, then left for later.
    SET LOCAL lock_timeout = '400ms';
    FOR recipient IN
        SELECT m.id, m.schema_name AS home, u.uses, f.file AS own_file,
               version.number > 1 AND EXISTS (
                   SELECT FROM public.tenants_recipient e
                     JOIN public.audits_joint_reportversion ev ON ev.id = e.delivery_id
                    WHERE e.municipality_id = m.id AND e.kind = 'audit_report' AND e.joint_id = version.report_id
                      AND e.state = 'waiting' AND ev.number < version.number) AS former_waits
          FROM public.tenants_municipality m
          LEFT JOIN (SELECT n.municipality_id, array_agg(n.system_id ORDER BY n.system_id) AS uses
                       FROM public.register_systemuse n
                      WHERE n.is_active AND n.system_id = ANY (system_ids)
                      GROUP BY n.municipality_id) u ON u.municipality_id = m.id
          -- None where it has none about just these systems; a correction goes to who has the report, whatever
          -- it uses now.
          LEFT JOIN public.audits_joint_own_files_v1(version.id) f
            ON own_files AND f.municipality = m.id AND (version.kind <> 'new' OR f.system_ids = u.uses)
         WHERE m.state IN ('member', 'leaving')
           AND (first_time AND version.kind = 'new' AND u.uses IS NOT NULL
                OR m.id IN (SELECT w.municipality_id FROM public.tenants_recipient w
                             WHERE w.delivery_id = version.id AND w.state = 'waiting')
                OR m.id IN (SELECT h.municipality_id FROM public.tenants_recipient h
                             WHERE first_time AND version.kind <> 'new' AND h.kind = 'audit_report'
                               AND h.joint_id = version.report_id AND h.state <> 'dropped'))
         ORDER BY m.id
    LOOP
        IF recipient.former_waits THEN
            failed := failed || recipient.id;
            failed_why := failed_why || 'Den foregående udgave venter endnu.'::text;
            CONTINUE;
        END IF;
        -- It was to have the report, but has told meanwhile that it uses none of the systems any longer.
        IF version.kind = 'new' AND recipient.uses IS NULL THEN
            dropped := dropped || recipient.id;
            CONTINUE;
        END IF;
        -- Its use has changed since its file was made; the worker makes another.
        IF own_files AND recipient.own_file IS NULL THEN
            failed := failed || recipient.id;
            failed_why := failed_why || 'Kommunens egen fil dannes. Der prøves igen.'::text;
            CONTINUE;
        END IF;
        carried := facts || jsonb_build_object(
            'files', CASE WHEN own_files THEN other_files || recipient.own_file ELSE other_files END);
        BEGIN
            IF version.kind = 'correction' THEN
                FOR changed IN
                    SELECT * FROM public.audits_joint_correct_one_v1(version, recipient.home, recipient.id, carried)
                LOOP
                    changed_at := changed_at || recipient.id;
                    changed_subject := changed_subject || changed.subject;
                    changed_state := changed_state || changed.state;
                END LOOP;
                PERFORM public.audits_joint_tell_all_v1(version.audit_id, recipient.home);
                got := got || recipient.id;
                CONTINUE;
            ELSIF version.kind = 'withdrawal' THEN
                FOR changed IN SELECT * FROM public.audits_joint_withdraw_one_v1(version, recipient.home) LOOP
                    changed_at := changed_at || recipient.id;
                    changed_subject := changed_subject || changed.subject;
                    changed_state := changed_state || changed.state;
                END LOOP;
                got := got || recipient.id;
                CONTINUE;
            END IF;

            EXECUTE format('SELECT %I.audits_municipal_receive_report_v1($1, $2, $3, $4, $5)', recipient.home)
               INTO reopened
              USING carried, recipient.uses, version.id::text || recipient.id::text, visible_from, steps_wanted;
            -- What is carried says where findings stood when the version was first sent; they may stand elsewhere now.
            IF NOT first_time OR version.number > 1 THEN
                PERFORM public.audits_joint_tell_all_v1(version.audit_id, recipient.home);
            END IF;
            got := got || recipient.id;
            used_system := used_system || recipient.uses;
            used_at := used_at || array_fill(recipient.id, ARRAY[cardinality(recipient.uses)]);
            IF cardinality(reopened) > 0 THEN
                reopened_system := reopened_system || reopened;
                reopened_at := reopened_at || array_fill(recipient.id, ARRAY[cardinality(reopened)]);
            END IF;
        EXCEPTION
            WHEN lock_not_available OR deadlock_detected THEN
                failed := failed || recipient.id;
                failed_why := failed_why || 'Kommunens skema er optaget. Der prøves igen.'::text;
            WHEN object_not_in_prerequisite_state OR undefined_table OR undefined_column
                 OR undefined_function OR invalid_schema_name OR not_null_violation THEN
                failed := failed || recipient.id;
                failed_why := failed_why || 'Kommunens skema mangler en opdatering. Der prøves igen.'::text;
        END;
    END LOOP;
    EXECUTE format('SET LOCAL lock_timeout = %L', lock_timeout_before);

    INSERT INTO public.tenants_recipient
           (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at, delivered_at)
    SELECT gen_random_uuid(), version.id, 'audit_report', version.report_id, g, 'delivered', '', now(), visible_from
      FROM unnest(got) AS g
     UNION ALL
    SELECT gen_random_uuid(), version.id, 'audit_report', version.report_id, f.id, 'waiting', f.reason, now(), NULL
      FROM unnest(failed, failed_why) AS f (id, reason)
     UNION ALL
    SELECT gen_random_uuid(), version.id, 'audit_report', version.report_id, d, 'dropped',
           'Kommunen bruger ikke længere systemerne.', now(), NULL
      FROM unnest(dropped) AS d
    ON CONFLICT (delivery_id, municipality_id) DO UPDATE
       SET state = EXCLUDED.state, reason = EXCLUDED.reason, delivered_at = EXCLUDED.delivered_at;
    IF version.kind <> 'withdrawal' THEN
        INSERT INTO public.documents_blobholder (id, sha256, holder)
        SELECT gen_random_uuid(), d.sha256, m.schema_name
          FROM public.tenants_municipality m
          JOIN (SELECT municipality_id, array_agg(system_id) AS systems FROM (
                    SELECT * FROM unnest(used_at, used_system) AS p (municipality_id, system_id)
                     UNION ALL
                    SELECT s.municipality_id, s.system_id FROM public.tenants_standing s
                     WHERE version.kind = 'correction' AND s.kind = 'audit_report' AND s.joint_id = version.report_id) AS h
                 GROUP BY municipality_id) AS has ON has.municipality_id = m.id
          JOIN (SELECT DISTINCT f.sha256, f.about
                  FROM jsonb_to_recordset(other_files) AS f (sha256 text, about uuid[])) d
            ON d.about IS NULL OR d.about && has.systems
         WHERE m.id = ANY (got)
         UNION ALL
        SELECT gen_random_uuid(), d.sha256, m.schema_name
          FROM public.audits_joint_reportcopy c
          JOIN public.documents_storedfile d ON d.id = c.file_id
          JOIN public.tenants_municipality m ON m.id = c.municipality_id
         WHERE own_files AND c.version_id = version.id AND c.municipality_id = ANY (got)
        ON CONFLICT DO NOTHING;
    END IF;
    IF version.kind = 'new' THEN
        IF version.number > 1 THEN
            DELETE FROM public.tenants_standing WHERE kind = 'audit_report' AND joint_id = version.report_id
               AND municipality_id = ANY (got);
        END IF;
        INSERT INTO public.tenants_standing
               (id, municipality_id, kind, subject_id, joint_id, system_id, state, since, version, due)
        SELECT gen_random_uuid(), u.municipality_id, 'audit_report',
               md5(version.id::text || u.municipality_id::text || u.system_id::text)::uuid, version.report_id,
               u.system_id, CASE WHEN r.system_id IS NULL THEN 'received' ELSE 'reopened' END, now(), version.number,
               (facts ->> 'due')::date
          FROM public.register_systemuse u
          LEFT JOIN unnest(reopened_at, reopened_system) AS r (municipality_id, system_id)
            ON r.municipality_id = u.municipality_id AND r.system_id = u.system_id
         WHERE u.municipality_id = ANY (got) AND u.system_id = ANY (system_ids) AND u.is_active;
    ELSE
        UPDATE public.tenants_standing s
           SET state = c.state, version = number_sent,
               since = CASE WHEN s.state = c.state THEN s.since ELSE now() END
          FROM unnest(changed_at, changed_subject, changed_state) AS c (municipality_id, subject_id, state)
         WHERE s.kind = 'audit_report' AND s.municipality_id = c.municipality_id AND s.subject_id = c.subject_id;
    END IF;

    RETURN QUERY SELECT g, true, ''::text FROM unnest(got) g
       UNION ALL SELECT f.id, false, f.reason FROM unnest(failed, failed_why) AS f (id, reason);
END $$;
