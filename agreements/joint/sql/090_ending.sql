-- A supplier's notice of termination, or its proof of deletion or return, goes down to the municipality of the
-- agreement. A supplier delivers its own only. Where the municipality's schema is locked, the act waits by name
-- and a job tries again; notice counts from the day it was given, not from the day it arrives. What no longer fits when
-- it is tried again is refused with the reason. Answers the id of a job row that tells by mail; null while it waits.
CREATE OR REPLACE FUNCTION agreements_joint_deliver_act_v1(act_given uuid, attempt int) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    caller uuid := public.walls_definer_caller_id();
    act record;
    stands record;
    moment timestamptz := clock_timestamp();
    given_on date;
    problem text;
    target text;
    step text;
    kept uuid;
    job uuid;
BEGIN
    SELECT a.*, i.municipality_id, i.common_text_id, m.schema_name, f.sha256, f.size, f.content_type,
           f.title AS file_title, f.name AS file_name, f.warnings
      INTO act
      FROM public.agreements_joint_supplieract a
      JOIN public.agreements_joint_issuedagreement i ON i.id = a.agreement_id
      JOIN public.tenants_municipality m ON m.id = i.municipality_id
      LEFT JOIN public.documents_storedfile f ON f.id = a.file_id AND f.state = 'ready'
     WHERE a.id = act_given AND a.delivered_at IS NULL AND a.refused_because = '' AND a.supplier_id = i.supplier_id
       AND (a.file_id IS NULL OR f.id IS NOT NULL)
       AND (caller IS NULL OR a.supplier_id = caller) FOR UPDATE OF a;
    IF act.id IS NULL THEN
        RAISE EXCEPTION 'No act % waits to be delivered', act_given USING ERRCODE = 'no_data_found';
    END IF;
    -- The day it was given here, also where the municipality's archive was locked over midnight.
    given_on := (act.added_at AT TIME ZONE 'Europe/Copenhagen')::date;
    BEGIN
        IF NOT public.agreements_joint_schema_ready_v1(act.schema_name) THEN
            RAISE EXCEPTION 'behind' USING ERRCODE = 'undefined_column';
        END IF;
        EXECUTE format('SELECT id, state, notice_months FROM %I.agreements_municipal_agreement WHERE id = $1 FOR UPDATE',
                       act.schema_name) INTO stands USING act.agreement_id;
        IF act.kind = 'notice' AND stands.state = 'in_force'
           AND act.on >= (given_on + make_interval(months => coalesce(stands.notice_months, 0)))::date THEN
            step := 'supplier_gives_notice'; target := 'under_notice';
        ELSIF act.kind IN ('slet', 'returner') AND stands.state = 'awaiting_deletion' AND act.on <= given_on THEN
            step := 'receive_evidence'; target := 'awaiting_deletion';
        ELSIF attempt > 0 THEN
            UPDATE public.agreements_joint_supplieract SET waits_because = '', refused_because = CASE stands.state
                WHEN 'under_notice' THEN 'Aftalen var opsagt, før beskeden kunne leveres.'
                WHEN 'superseded' THEN 'Aftalen var afløst af en nyere, før beskeden kunne leveres.'
                ELSE 'Aftalen stod et andet sted, før beskeden kunne leveres.' END WHERE id = act.id;
            RETURN NULL;
        ELSE
            RAISE EXCEPTION 'The agreement % stands at % and cannot take a % for %', act.agreement_id, stands.state,
                act.kind, act.on USING ERRCODE = 'check_violation';
        END IF;
        IF act.sha256 IS NOT NULL THEN
            EXECUTE format($sql$
                WITH held AS (
                    INSERT INTO public.documents_blobholder (id, sha256, holder)
                    VALUES (gen_random_uuid(), $1, %1$L) ON CONFLICT DO NOTHING
                )
                INSERT INTO %1$I.documents_municipal_municipalfile
                       (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
                        uploaded_by_name, created_at)
                VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'ready', '', %2$L, $6, $7, $8) RETURNING id
                $sql$, act.schema_name, act.warnings)
                INTO kept USING act.sha256, act.size, act.content_type, act.file_title, act.file_name, act.added_by_id,
                                act.added_by_name, moment;
        END IF;
        IF step = 'supplier_gives_notice' THEN
            EXECUTE format('UPDATE %I.agreements_municipal_agreement
                               SET state = $2, state_since = $3, notice_party = ''supplier'', notice_given_on = $4,
                                   notice_reason = $5, notice_file_id = $6, ends_on = $7 WHERE id = $1', act.schema_name)
                USING act.agreement_id, target, moment, given_on, act.text, kept, act.on;
        ELSE
            EXECUTE format('INSERT INTO %I.agreements_municipal_deletionevidence
                                   (id, agreement_id, kind, done_on, text, file_id, by_id, by_name, received_at, outcome,
                                    outcome_reason, decided_by_name)
                            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '''', '''', '''')', act.schema_name)
                USING act.id, act.agreement_id, act.kind, act.on, act.text, kept, act.added_by_id, act.added_by_name, moment;
        END IF;
        EXECUTE format('INSERT INTO %I.workflows_municipal_municipallogentry
                               (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
                        VALUES ($1, ''agreements_municipal.agreement'', $2, $3, $4, $5, $6, $7, $8, $9)', act.schema_name)
            USING moment, act.agreement_id, step, stands.state, target, act.text,
                  CASE WHEN step = 'supplier_gives_notice' THEN jsonb_build_object('ends_on', act.on)
                       ELSE jsonb_build_object('kind', act.kind) END,
                  act.added_by_id, act.added_by_name;
    EXCEPTION
        WHEN lock_not_available THEN problem := 'Kommunens arkiv var optaget; der prøves igen.';
        WHEN undefined_table OR undefined_column OR invalid_schema_name THEN
            problem := 'Kommunens arkiv mangler en opdatering; der prøves igen.';
    END;
    IF problem IS NOT NULL THEN
        UPDATE public.agreements_joint_supplieract SET waits_because = problem WHERE id = act.id;
        PERFORM public.agreements_joint_try_later_v1('agreements.deliver_act', 'act', act.id, attempt, act.added_by_id,
                                                     act.added_by_name);
        RETURN NULL;
    END IF;
    UPDATE public.tenants_standing
       SET state = target, since = CASE WHEN state = target THEN since ELSE moment END,
           due = CASE WHEN target = 'under_notice' THEN act.on ELSE due END
     WHERE municipality_id = act.municipality_id AND kind = 'agreement' AND subject_id = act.agreement_id;
    UPDATE public.agreements_joint_supplieract SET delivered_at = moment, waits_because = '' WHERE id = act.id;
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (gen_random_uuid(), 'agreements.act_delivered', '{"kind": "secretariat", "schema": "public", "holder": ""}',
            jsonb_build_object('act', act.id), 'queued', 0, 0, '', '{}', 0, now(), act.added_by_id, act.added_by_name)
        RETURNING id INTO job;
    RETURN job;
END $$;

-- Where a supplier's own agreements stand from the day they apply, with the municipality's last word about the end.
CREATE OR REPLACE FUNCTION agreements_joint_ending_v1()
RETURNS TABLE (agreement uuid, state text, since timestamptz, due date, valid_until date, word_kind text, word text,
               word_at timestamptz, file_sha256 text, file_size bigint, file_name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT i.id, s.state::text, s.since, s.due, s.valid_until, coalesce(l.kind, '')::text, coalesce(l.text, ''), l.written_at,
           coalesce(n.file_sha256, '')::text, coalesce(b.size, 0)::bigint, coalesce(n.file_name, '')::text
      FROM public.agreements_joint_issuedagreement i
      JOIN public.tenants_standing s
        ON s.kind = 'agreement' AND s.subject_id = i.id AND s.municipality_id = i.municipality_id
      LEFT JOIN LATERAL (
        SELECT x.kind, x.text, x.written_at FROM public.tenants_letter x
         WHERE x.subject_id = i.id
           AND x.kind IN ('agreement_notice', 'agreement_notice_back', 'agreement_deletion', 'agreement_evidence_back',
                          'agreement_evidence_accepted')
         ORDER BY x.written_at DESC LIMIT 1) l ON true
      LEFT JOIN LATERAL (
        SELECT x.file_sha256, x.file_name FROM public.tenants_letter x
         WHERE x.subject_id = i.id AND x.kind = 'agreement_notice' AND x.file_sha256 <> ''
         ORDER BY x.written_at DESC LIMIT 1) n ON s.state <> 'in_force'
      LEFT JOIN public.documents_blob b ON b.sha256 = n.file_sha256
     WHERE i.supplier_id = public.walls_definer_caller_id()
       AND s.state IN ('in_force', 'under_notice', 'expired', 'awaiting_deletion', 'deletion_proven', 'superseded');
END $$;

-- The first day on which a supplier's own agreement can end, when notice is given today; null where that is not known
-- now. What the agreement says of the end comes along.
CREATE OR REPLACE FUNCTION agreements_joint_end_terms_v1(agreement_given uuid)
RETURNS TABLE (earliest date, at_the_end text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE schema_given text;
BEGIN
    SELECT m.schema_name INTO schema_given
      FROM public.agreements_joint_issuedagreement i JOIN public.tenants_municipality m ON m.id = i.municipality_id
     WHERE i.id = agreement_given AND i.supplier_id = public.walls_definer_caller_id() AND i.delivered_at IS NOT NULL;
    IF schema_given IS NULL THEN RETURN; END IF;
    RETURN QUERY EXECUTE format(
        'SELECT ((clock_timestamp() AT TIME ZONE ''Europe/Copenhagen'')::date
                 + make_interval(months => coalesce(notice_months, 0)))::date, at_the_end::text
           FROM %I.agreements_municipal_agreement WHERE id = $1', schema_given) USING agreement_given;
END $$;
