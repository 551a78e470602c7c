-- The other kinds of delivery, one municipality's schema each; called by audits_joint_deliver_report_v1 only.

-- What a report says beside its systems (documents that cannot be opened, what came of last time), of those systems that
-- the municipality has it on; returns them.
CREATE OR REPLACE FUNCTION audits_joint_tell_own_rows_v1(home text, report_row uuid, carried jsonb) RETURNS uuid[]
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    has uuid[];
BEGIN
    EXECUTE format(
        'SELECT array_agg(s.system_id) FROM %I.audits_municipal_receivedsystem s WHERE s.report_id = $1', home)
       INTO has USING report_row;
    EXECUTE format(
        'UPDATE %I.audits_municipal_receivedreport SET closed = $2, followed_up = $3 WHERE id = $1', home)
    USING report_row, public.audits_municipal_own_rows_v1(carried -> 'closed', has),
          public.audits_municipal_own_rows_v1(carried -> 'followed_up', has);
    RETURN has;
END $$;

-- A correction: the text and file of the version the municipality has are replaced; no decision is reopened.
CREATE OR REPLACE FUNCTION audits_joint_correct_one_v1(
    version public.audits_joint_reportversion, home text, municipality uuid, facts jsonb
) RETURNS TABLE (subject uuid, system uuid, state text)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    report_row uuid;
    uses uuid[];
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
    uses := public.audits_joint_tell_own_rows_v1(home, report_row, facts);
    EXECUTE format(
        'DELETE FROM %1$I.audits_municipal_receivedfinding f USING %1$I.audits_municipal_receivedsystem s
          WHERE s.id = f.system_id AND s.report_id = $1', home) USING report_row;
    EXECUTE format('DELETE FROM %I.audits_municipal_receivedcomment WHERE report_id = $1', home) USING report_row;
    EXECUTE format(
        'INSERT INTO %1$I.audits_municipal_receivedcomment (id, report_id, place, heading, text, outcome, answer)
         SELECT gen_random_uuid(), $1, c.place, c.heading, c.text, c.outcome, c.answer
           FROM jsonb_to_recordset($2 -> ''comments'') AS c (place smallint, heading text, text text, outcome text,
                answer text, system_id uuid)
          WHERE c.system_id IS NULL OR c.system_id IN (
                SELECT s.system_id FROM %1$I.audits_municipal_receivedsystem s WHERE s.report_id = $1)', home)
    USING report_row, facts;
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
                   (id, system_id, finding_id, number, kind, title, text, deadline, state, told_at, action, plan,
                    plan_done_by)
            SELECT md5($2::text || $3::text || f.finding_id::text)::uuid, s.id, f.finding_id, f.number, f.kind,
                   f.title, f.text, f.deadline, f.state, now(), coalesce(f.action, ''''), coalesce(f.plan, ''''),
                   f.plan_done_by
              FROM jsonb_to_recordset($4 -> ''findings'') AS f (finding_id uuid, system_id uuid, number smallint,
                   kind text, title text, text text, deadline date, state text, action text, plan text,
                   plan_done_by date)
              JOIN systems s ON s.system_id = f.system_id
        ), files AS (
            INSERT INTO %1$I.documents_municipal_municipalfile
                   (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
                    uploaded_by_name, created_at)
            SELECT md5($2::text || $3::text || f.id::text)::uuid, f.sha256, f.size, f.content_type, f.title, f.name,
                   ''ready'', '''', f.warnings, f.by_id, f.by_name, now()
              FROM jsonb_to_recordset($4 -> ''files'') AS f (id uuid, sha256 text, size bigint, content_type text,
                   title text, name text, warnings jsonb, by_id uuid, by_name text, about uuid[])
             WHERE f.about IS NULL OR f.about && $8
        ), came_along AS (
            INSERT INTO %1$I.audits_municipal_receivedfile (id, report_id, file_id, is_report, read_only, confidential)
            SELECT md5($2::text || $3::text || f.id::text)::uuid, $1,
                   md5($2::text || $3::text || f.id::text)::uuid, f.is_report, coalesce(f.read_only, false),
                   coalesce(f.confidential, ''[]'')
              FROM jsonb_to_recordset($4 -> ''files'') AS f (id uuid, is_report boolean, read_only boolean,
                   confidential jsonb, about uuid[])
             WHERE f.about IS NULL OR f.about && $8
        ), log AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            SELECT now(), ''audits_municipal.receivedreport'', $1, ''correct'', '''', '''', $7, ''{}''::jsonb, $5, $6
        )
        SELECT id, system_id, state::text FROM systems', home)
    USING report_row, version.id, municipality, facts, version.sent_by_id, version.sent_by_name, version.reason, uses;
END $$;

-- A withdrawal: every version of the report is marked, every decision on it ends.
CREATE OR REPLACE FUNCTION audits_joint_withdraw_one_v1(version public.audits_joint_reportversion, home text)
RETURNS TABLE (subject uuid, system uuid, state text)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
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
