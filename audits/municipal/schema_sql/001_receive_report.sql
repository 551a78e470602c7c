-- The schema's own letterbox for a new version of a report: what is carried becomes rows here, all or nothing.
--
-- Only the owner may call it, which the delivery does (audits_joint_deliver_report_v1). It stands in each schema and
-- names its tables in full, so that a session plans its statements once and keeps them: the same INSERTs put together
-- as text take longer to plan for each schema than to run.
--
-- `uses` are the systems used here; `key` is what ids follow from, so that the shared tables know them unasked;
-- `steps_wanted` is how many migrations today's version has: where fewer were made there is no answer to whether the
-- report is current, which no row may lack. Returns the systems on which a decision is open again.
CREATE OR REPLACE FUNCTION "{schema}".audits_municipal_receive_report_v1(
    carried jsonb, uses uuid[], key text, visible_from timestamptz, steps_wanted bigint) RETURNS uuid[]
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    report uuid := md5(key || (carried ->> 'report_id'))::uuid;
    reopened uuid[] := '{}';
BEGIN
    IF (carried ->> 'version')::integer > 1 THEN
        SELECT coalesce(array_agg(DISTINCT s.system_id), '{}') INTO reopened
          FROM "{schema}".audits_municipal_receivedsystem s
          JOIN "{schema}".audits_municipal_receivedreport r ON r.id = s.report_id
         WHERE r.report_id = (carried ->> 'report_id')::uuid
           AND s.state IN ('approved', 'approved_remarks', 'not_approved', 'reopened');
        UPDATE "{schema}".audits_municipal_receivedreport SET is_current = false
         WHERE report_id = (carried ->> 'report_id')::uuid AND is_current;
    END IF;

    INSERT INTO "{schema}".audits_municipal_receivedreport
           (id, report_id, audit_id, version_id, version, kind, reason, case_number, supplier_id, supplier_name,
            supplier_number, concept, summary, next_audit, sent_by_name, contact_name, contact_phone, due,
            published_at, closed, followed_up, is_current)
    SELECT report, c.report_id, c.audit_id, c.version_id, c.version, 'new', c.reason, c.case_number, c.supplier_id,
           c.supplier_name, c.supplier_number, c.concept, c.summary, c.next_audit, c.sent_by_name, c.contact_name,
           c.contact_phone, c.due, visible_from,
           CASE WHEN carried -> 'closed' = '[]' THEN '[]'
                ELSE public.audits_municipal_own_rows_v1(carried -> 'closed', uses) END,
           CASE WHEN carried -> 'followed_up' = '[]' THEN '[]'
                ELSE public.audits_municipal_own_rows_v1(carried -> 'followed_up', uses) END,
           (SELECT true FROM "{schema}".django_migrations HAVING count(*) >= steps_wanted)
      FROM jsonb_to_record(carried) AS c (report_id uuid, audit_id uuid, version_id uuid, version smallint,
           reason text, case_number text, supplier_id uuid, supplier_name text, supplier_number text, concept smallint,
           summary text, next_audit text, sent_by_name text, contact_name text, contact_phone text, due date);
    INSERT INTO "{schema}".audits_municipal_receivedsystem
           (id, report_id, system_id, name, level, text, state, state_since, rating, conclusion, remark, what_now,
            what_now_note, risk_owner, journal_number, decided_by_name)
    SELECT md5(key || s.system_id)::uuid, report, s.system_id, s.name, s.level, s.text,
           CASE WHEN s.system_id = ANY (reopened) THEN 'reopened' ELSE 'received' END, now(), s.level, s.text,
           '', '', '', '', '', ''
      FROM jsonb_to_recordset(carried -> 'systems') AS s (system_id uuid, name text, level text, text text)
     WHERE s.system_id = ANY (uses);
    INSERT INTO "{schema}".audits_municipal_receivedfinding
           (id, system_id, finding_id, number, kind, title, text, deadline, state, told_at, action, plan, plan_done_by)
    SELECT gen_random_uuid(), md5(key || f.system_id)::uuid, f.finding_id, f.number, f.kind, f.title, f.text,
           f.deadline, f.state, now(), coalesce(f.action, ''), coalesce(f.plan, ''), f.plan_done_by
      FROM jsonb_to_recordset(carried -> 'findings') AS f (finding_id uuid, system_id uuid, number smallint,
           kind text, title text, text text, deadline date, state text, action text, plan text, plan_done_by date)
     WHERE f.system_id = ANY (uses);
    INSERT INTO "{schema}".audits_municipal_followuptask
           (id, report_id, text, from_report, responsible, done_by_name, created_at)
    SELECT gen_random_uuid(), report, d.text, true, '', '', now()
      FROM jsonb_to_recordset(carried -> 'duties') AS d (text text);
    -- A duty that stood in the version before keeps who takes care of it, by when, and that it was done.
    IF (carried ->> 'version')::integer > 1 THEN
        UPDATE "{schema}".audits_municipal_followuptask n
           SET responsible = o.responsible, responsible_email = o.responsible_email, due = o.due, done_at = o.done_at, done_by_name = o.done_by_name
          FROM (SELECT DISTINCT ON (t.text) t.text, t.responsible, t.responsible_email, t.due, t.done_at, t.done_by_name
                  FROM "{schema}".audits_municipal_followuptask t
                  JOIN "{schema}".audits_municipal_receivedreport r ON r.id = t.report_id
                 WHERE r.report_id = (carried ->> 'report_id')::uuid AND t.from_report AND t.report_id <> report
                 ORDER BY t.text, r.version DESC) o
         WHERE n.report_id = report AND n.from_report AND n.text = o.text;
    END IF;
    -- Most reports were not commented on.
    IF jsonb_array_length(carried -> 'comments') > 0 THEN
        INSERT INTO "{schema}".audits_municipal_receivedcomment (id, report_id, place, heading, text, outcome, answer)
        SELECT gen_random_uuid(), report, c.place, c.heading, c.text, c.outcome, c.answer
          FROM jsonb_to_recordset(carried -> 'comments') AS c (place smallint, heading text, text text, outcome text,
               answer text, system_id uuid)
         WHERE c.system_id IS NULL OR c.system_id = ANY (uses);
    END IF;
    INSERT INTO "{schema}".documents_municipal_municipalfile
           (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
            uploaded_by_name, created_at)
    SELECT md5(key || f.id)::uuid, f.sha256, f.size, f.content_type, f.title, f.name, 'ready', '', f.warnings,
           f.by_id, f.by_name, now()
      FROM jsonb_to_recordset(carried -> 'files') AS f (id uuid, sha256 text, size bigint, content_type text,
           title text, name text, warnings jsonb, by_id uuid, by_name text, about uuid[])
     WHERE f.about IS NULL OR f.about && uses;
    INSERT INTO "{schema}".audits_municipal_receivedfile (id, report_id, file_id, is_report, read_only, confidential)
    SELECT gen_random_uuid(), report, md5(key || f.id)::uuid, f.is_report, coalesce(f.read_only, false),
           coalesce(f.confidential, '[]')
      FROM jsonb_to_recordset(carried -> 'files') AS f (id uuid, is_report boolean, read_only boolean,
           confidential jsonb, about uuid[])
     WHERE f.about IS NULL OR f.about && uses;
    INSERT INTO "{schema}".workflows_municipal_municipallogentry
           (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
    SELECT now(), 'audits_municipal.receivedreport', report, 'deliver', '', '', carried ->> 'reason', '{}'::jsonb,
           (carried ->> 'sent_by_id')::uuid, carried ->> 'sent_by_name'
     UNION ALL
    SELECT now(), 'audits_municipal.receivedsystem', md5(key || s.system_id)::uuid,
           CASE WHEN s.system_id = ANY (reopened) THEN 'receive_again' ELSE 'receive' END, '',
           CASE WHEN s.system_id = ANY (reopened) THEN 'reopened' ELSE 'received' END, '', '{}'::jsonb,
           (carried ->> 'sent_by_id')::uuid, carried ->> 'sent_by_name'
      FROM jsonb_to_recordset(carried -> 'systems') AS s (system_id uuid)
     WHERE s.system_id = ANY (uses);
    RETURN reopened;
END $$;
