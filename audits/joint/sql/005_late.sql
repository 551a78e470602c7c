-- The door downwards for who comes later: the version of a report that stands goes to one municipality, about those of
-- its systems that it has no report on. The words are those of the day the version was sent; where findings stand is
-- told as it is now, and the day by which it decides is a new one. A municipality that has the report already, about
-- another of its systems, gets the further systems on the same report.
--
-- May be called again at any time: what is there is left alone. Answers nothing where something was delivered, else
-- why not, in Danish. Who waits for a version by name gets it by audits_joint_deliver_report_v1.
CREATE OR REPLACE FUNCTION audits_joint_deliver_late_v1(
    report_version uuid, municipality_given uuid, systems_given uuid[], due_given date, by_id uuid, by_name text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '400ms'
AS $$
DECLARE
    version public.audits_joint_reportversion;
    home text;
    carried jsonb;
    uses uuid[];
    has uuid[];
    standing record;
    own_file jsonb;
    visible_from timestamptz;
    steps_wanted bigint := (SELECT count(*) FROM public.tenants_schemastep);
BEGIN
    -- Deliveries take turns on the clock, so what is asked below stays true until the end.
    INSERT INTO public.audits_joint_deliveryclock AS c (only_row, moment) VALUES (true, clock_timestamp())
        ON CONFLICT (only_row) DO UPDATE
        SET moment = greatest(clock_timestamp(), c.moment + interval '1 microsecond')
        RETURNING c.moment INTO visible_from;
    SELECT v.* INTO version FROM public.audits_joint_reportversion v
      JOIN public.audits_joint_audit a ON a.id = v.audit_id
     WHERE v.id = report_version AND v.sent_at IS NOT NULL AND v.kind <> 'withdrawal' AND v.file_id IS NOT NULL
       AND a.state IN ('published', 'follow_up', 'closed')
       AND NOT EXISTS (SELECT FROM public.audits_joint_reportversion n
                        WHERE n.report_id = v.report_id AND n.number > v.number AND n.sent_at IS NOT NULL);
    IF version.id IS NULL THEN
        RETURN 'Rapporten gælder ikke længere.';
    END IF;
    SELECT m.schema_name INTO home FROM public.tenants_municipality m
     WHERE m.id = municipality_given AND m.state IN ('member', 'leaving');
    SELECT array_agg(u.system_id ORDER BY u.system_id) INTO uses
      FROM public.register_systemuse u
      JOIN public.audits_joint_auditsystem x ON x.system_id = u.system_id AND x.audit_id = version.audit_id
     WHERE u.municipality_id = municipality_given AND u.is_active AND u.system_id = ANY (systems_given)
       AND NOT EXISTS (SELECT FROM public.tenants_standing s
                        WHERE s.kind = 'audit_report' AND s.municipality_id = municipality_given
                          AND s.joint_id = version.report_id AND s.system_id = u.system_id)
       AND NOT EXISTS (SELECT FROM public.tenants_recipient w
                        WHERE w.kind = 'audit_report' AND w.municipality_id = municipality_given
                          AND w.joint_id = version.report_id AND w.state = 'waiting');
    IF home IS NULL OR uses IS NULL THEN
        RETURN 'Kommunen har rapporten eller bruger ikke længere systemet.';
    END IF;
    SELECT coalesce((SELECT p.carried FROM public.audits_joint_reportparcel p WHERE p.version_id = version.id),
                    public.audits_joint_report_facts_v1(version))
           || jsonb_build_object('due', due_given, 'sent_by_id', by_id, 'sent_by_name', by_name, 'reason', '')
      INTO carried;
    -- Its own file, and what comes along, is about all that it then has: also the systems on which it has the report.
    SELECT array_agg(DISTINCT a.system_id ORDER BY a.system_id) INTO has
      FROM (SELECT unnest(uses) AS system_id
             UNION ALL
            SELECT s.system_id FROM public.tenants_standing s
             WHERE s.kind = 'audit_report' AND s.municipality_id = municipality_given
               AND s.joint_id = version.report_id) AS a;
    carried := jsonb_set(carried, '{files}', (
        SELECT coalesce(jsonb_agg(f), '[]') FROM jsonb_array_elements(carried -> 'files') f
         WHERE jsonb_typeof(f -> 'about') IS DISTINCT FROM 'array' OR f -> 'about' ?| has::text[]));
    IF version.body_id IS NOT NULL THEN
        SELECT f.file INTO own_file FROM public.audits_joint_own_files_v1(version.id) f
         WHERE f.municipality = municipality_given AND (has IS NULL OR f.system_ids = has);
        IF own_file IS NULL THEN
            RETURN 'Kommunens egen fil dannes. Der prøves igen.';
        END IF;
        carried := jsonb_set(carried, '{files}', (
            SELECT coalesce(jsonb_agg(f), '[]') FROM jsonb_array_elements(carried -> 'files') f
             WHERE NOT (f ->> 'is_report')::boolean) || own_file);
    END IF;
    BEGIN
        EXECUTE format('SELECT id, version_id FROM %I.audits_municipal_receivedreport WHERE report_id = $1 AND is_current
                           AND withdrawn_at IS NULL', home) INTO standing USING version.report_id;
        IF standing.id IS NULL THEN
            EXECUTE format('SELECT %I.audits_municipal_receive_report_v1($1, $2, $3, $4, $5)', home)
              USING carried, uses, version.id::text || municipality_given::text, visible_from, steps_wanted;
        ELSIF standing.version_id <> version.id THEN
            RETURN 'Kommunen har en anden udgave af rapporten.';
        ELSE
            PERFORM public.audits_joint_add_systems_v1(home, standing.id, carried, uses,
                                                       version.id::text || municipality_given::text);
            IF own_file IS NOT NULL THEN
                PERFORM public.audits_joint_replace_file_v1(home, standing.id, own_file,
                                                            version.id::text || municipality_given::text);
            END IF;
        END IF;
        PERFORM public.audits_joint_tell_all_v1(version.audit_id, home);
    EXCEPTION
        WHEN lock_not_available OR deadlock_detected THEN
            RETURN 'Kommunens skema er optaget. Der prøves igen.';
        WHEN object_not_in_prerequisite_state OR undefined_table OR undefined_column
             OR undefined_function OR invalid_schema_name OR not_null_violation THEN
            RETURN 'Kommunens skema mangler en opdatering. Der prøves igen.';
    END;
    INSERT INTO public.tenants_recipient
           (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at, delivered_at)
    VALUES (gen_random_uuid(), version.id, 'audit_report', version.report_id, municipality_given, 'delivered', '', now(),
            visible_from)
    ON CONFLICT (delivery_id, municipality_id) DO UPDATE
       SET state = 'delivered', reason = '', delivered_at = EXCLUDED.delivered_at;
    INSERT INTO public.documents_blobholder (id, sha256, holder)
    SELECT gen_random_uuid(), d.sha256, home
      FROM (SELECT DISTINCT f ->> 'sha256' AS sha256 FROM jsonb_array_elements(carried -> 'files') f) d
    ON CONFLICT DO NOTHING;
    INSERT INTO public.tenants_standing
           (id, municipality_id, kind, subject_id, joint_id, system_id, state, since, version, due)
    SELECT gen_random_uuid(), municipality_given, 'audit_report',
           md5(version.id::text || municipality_given::text || used::text)::uuid, version.report_id, used, 'received',
           now(), version.number, due_given
      FROM unnest(uses) AS used;
    RETURN NULL;
END $$;

-- The municipality's own file of a report that it has, about more systems than before: it takes the former's place.
CREATE OR REPLACE FUNCTION audits_joint_replace_file_v1(home text, report_row uuid, own_file jsonb, key text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    EXECUTE format(
        'UPDATE %I.audits_municipal_receivedfile SET replaced_at = now()
          WHERE report_id = $1 AND is_report AND replaced_at IS NULL', home) USING report_row;
    EXECUTE format(
        'WITH stored AS (
            INSERT INTO %1$I.documents_municipal_municipalfile
                   (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
                    uploaded_by_name, created_at)
            SELECT md5($3 || f.id)::uuid, f.sha256, f.size, f.content_type, f.title, f.name, ''ready'', '''', f.warnings,
                   f.by_id, f.by_name, now()
              FROM jsonb_to_record($2) AS f (id uuid, sha256 text, size bigint, content_type text,
                   title text, name text, warnings jsonb, by_id uuid, by_name text)
            RETURNING id
        )
        INSERT INTO %1$I.audits_municipal_receivedfile (id, report_id, file_id, is_report)
        SELECT gen_random_uuid(), $1, id, true FROM stored', home)
    USING report_row, own_file, key;
END $$;

-- Further systems on a report that the municipality has: conclusion and findings, with the log rows of a delivery.
CREATE OR REPLACE FUNCTION audits_joint_add_systems_v1(home text, report_row uuid, carried jsonb, uses uuid[], key text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    EXECUTE format(
        'WITH systems AS (
            INSERT INTO %1$I.audits_municipal_receivedsystem
                   (id, report_id, system_id, name, level, text, state, state_since, rating, conclusion, remark, what_now,
                    what_now_note, risk_owner, journal_number, decided_by_name)
            SELECT md5($4 || s.system_id)::uuid, $1, s.system_id, s.name, s.level, s.text, ''received'', now(), s.level,
                   s.text, '''', '''', '''', '''', '''', ''''
              FROM jsonb_to_recordset($2 -> ''systems'') AS s (system_id uuid, name text, level text, text text)
             WHERE s.system_id = ANY ($3) RETURNING id, system_id
        ), log AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            SELECT now(), ''audits_municipal.receivedsystem'', id, ''receive'', '''', ''received'', '''', ''{}''::jsonb,
                   ($2 ->> ''sent_by_id'')::uuid, $2 ->> ''sent_by_name'' FROM systems
        )
        INSERT INTO %1$I.audits_municipal_receivedfinding
               (id, system_id, finding_id, number, kind, title, text, deadline, state, told_at, action, plan,
                plan_done_by)
        SELECT gen_random_uuid(), s.id, f.finding_id, f.number, f.kind, f.title, f.text, f.deadline, f.state, now(),
               coalesce(f.action, ''''), coalesce(f.plan, ''''), f.plan_done_by
          FROM jsonb_to_recordset($2 -> ''findings'') AS f (finding_id uuid, system_id uuid, number smallint,
               kind text, title text, text text, deadline date, state text, action text, plan text,
               plan_done_by date)
          JOIN systems s ON s.system_id = f.system_id', home)
    USING report_row, carried, uses, key;
    EXECUTE format(
        'INSERT INTO %I.audits_municipal_receivedcomment (id, report_id, place, heading, text, outcome, answer)
         SELECT gen_random_uuid(), $1, c.place, c.heading, c.text, c.outcome, c.answer
           FROM jsonb_to_recordset($2 -> ''comments'') AS c (place smallint, heading text, text text, outcome text,
                answer text, system_id uuid)
          WHERE c.system_id = ANY ($3)', home)
    USING report_row, carried, uses;
    PERFORM public.audits_joint_tell_own_rows_v1(home, report_row, carried);
    -- Documentation about the further systems; what is about the former ones is there already.
    EXECUTE format(
        'WITH wanted AS (
            SELECT md5($4 || f.id)::uuid AS own_id, f.*
              FROM jsonb_to_recordset($2 -> ''files'') AS f (id uuid, sha256 text, size bigint, content_type text,
                   title text, name text, warnings jsonb, by_id uuid, by_name text, is_report boolean,
                   read_only boolean, confidential jsonb, about uuid[])
             WHERE f.about && $3 AND NOT f.is_report
        ), stored AS (
            INSERT INTO %1$I.documents_municipal_municipalfile
                   (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
                    uploaded_by_name, created_at)
            SELECT own_id, sha256, size, content_type, title, name, ''ready'', '''', warnings, by_id, by_name, now()
              FROM wanted
            ON CONFLICT (id) DO NOTHING RETURNING id
        )
        INSERT INTO %1$I.audits_municipal_receivedfile (id, report_id, file_id, is_report, read_only, confidential)
        SELECT gen_random_uuid(), $1, w.own_id, false, coalesce(w.read_only, false), coalesce(w.confidential, ''[]'')
          FROM wanted w JOIN stored s ON s.id = w.own_id', home)
    USING report_row, carried, uses, key;
END $$;
