-- A system owner acts by a link without an account. The door has found whose link it is; here, under that
-- municipality's own role, the link opens exactly one row of the municipality's schema. Both secrets are asked again:
-- that of the link, and that of the browser which opened it.

-- The row that link and browser belong to at the calling municipality, or null.
CREATE OR REPLACE FUNCTION audits_municipal_opinion_of_v1(link text, visit text) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN (SELECT l.subject_id FROM public.accounts_rowlink l
             WHERE l.token_hash = link AND l.visit_hash = visit AND length(visit) = 64 AND l.kind = 'audit_opinion'
               AND l.municipality_id = public.walls_definer_caller_id()
               AND l.revoked_at IS NULL AND l.expires_at > now());
END $$;

-- What the owner reads: the question, and what the report says of that one system.
CREATE OR REPLACE FUNCTION audits_municipal_opinion_read_v1(link text, visit text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    home text := public.walls_caller_schema();
    told jsonb;
BEGIN
    EXECUTE format(
        'SELECT jsonb_build_object(
                ''name'', o.name, ''question'', o.question, ''answer_by'', o.answer_by, ''asked_by'', o.asked_by_name,
                ''text'', o.text, ''written_at'', o.written_at, ''written_by'', o.written_by_name,
                ''system'', s.name, ''level'', s.level, ''conclusion'', s.text,
                ''open'', s.state IN (''received'', ''considering'', ''reopened'') AND r.is_current
                          AND r.withdrawn_at IS NULL,
                ''supplier'', r.supplier_name, ''case_number'', r.case_number, ''summary'', r.summary,
                ''published_at'', r.published_at, ''next_audit'', r.next_audit,
                ''findings'', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        ''number'', f.number, ''kind'', f.kind, ''title'', f.title, ''text'', f.text,
                        ''deadline'', f.deadline, ''state'', f.state) ORDER BY f.number), ''[]'')
                    FROM %1$I.audits_municipal_receivedfinding f WHERE f.system_id = s.id),
                ''duties'', (SELECT coalesce(jsonb_agg(t.text ORDER BY t.text), ''[]'')
                    FROM %1$I.audits_municipal_followuptask t WHERE t.report_id = r.id AND t.from_report))
           FROM %1$I.audits_municipal_systemopinion o
           JOIN %1$I.audits_municipal_receivedsystem s ON s.id = o.system_id
           JOIN %1$I.audits_municipal_receivedreport r ON r.id = s.report_id
          WHERE o.id = $1 AND o.withdrawn_at IS NULL', home)
       INTO told USING public.audits_municipal_opinion_of_v1(link, visit);
    RETURN told;
END $$;

-- What the owner writes, and may change until the municipality has decided. Answers whether it was taken.
CREATE OR REPLACE FUNCTION audits_municipal_opinion_write_v1(link text, visit text, opinion text, who text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    home text := public.walls_caller_schema();
    told record;
BEGIN
    IF btrim(opinion) = '' OR length(opinion) > 4000 OR btrim(who) = '' OR length(who) > 150 THEN
        RETURN false;
    END IF;
    -- The lock waits for a decision that is being stored.
    EXECUTE format(
        'SELECT o.id, s.report_id, s.name AS system
           FROM %1$I.audits_municipal_systemopinion o
           JOIN %1$I.audits_municipal_receivedsystem s ON s.id = o.system_id
           JOIN %1$I.audits_municipal_receivedreport r ON r.id = s.report_id
          WHERE o.id = $1 AND o.withdrawn_at IS NULL AND s.state IN (''received'', ''considering'', ''reopened'')
            AND r.is_current AND r.withdrawn_at IS NULL
            FOR UPDATE OF o FOR SHARE OF s', home)
       INTO told USING public.audits_municipal_opinion_of_v1(link, visit);
    IF told.id IS NULL THEN
        RETURN false;
    END IF;
    EXECUTE format(
        'UPDATE %I.audits_municipal_systemopinion SET text = $2, written_at = now(), written_by_name = $3
          WHERE id = $1', home) USING told.id, opinion, who;
    EXECUTE format(
        'INSERT INTO %I.workflows_municipal_municipallogentry
                (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
         VALUES (now(), ''audits_municipal.receivedreport'', $1, ''owner_opinion'', '''', '''', '''',
                 jsonb_build_object(''system'', $2), $3, $4 || '', systemejer'')', home)
      USING told.report_id, told.system, told.id, who;
    RETURN true;
END $$;

-- That the link was opened, in the log of the report.
CREATE OR REPLACE FUNCTION audits_municipal_opinion_opened_v1(link text, visit text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    home text := public.walls_caller_schema();
BEGIN
    EXECUTE format(
        'INSERT INTO %1$I.workflows_municipal_municipallogentry
                (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
         SELECT now(), ''audits_municipal.receivedreport'', s.report_id, ''open_owner'', '''', '''', '''',
                jsonb_build_object(''system'', s.name), o.id, o.name || '', systemejer''
           FROM %1$I.audits_municipal_systemopinion o
           JOIN %1$I.audits_municipal_receivedsystem s ON s.id = o.system_id
          WHERE o.id = $1', home) USING public.audits_municipal_opinion_of_v1(link, visit);
END $$;
