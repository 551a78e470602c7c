-- Report up of notices: a municipality tells what it has answered for one agreement. Everything is read from
-- the caller's own schema; the caller gives the line's id only. Answers the id of a job row that gives the
-- supplier its receipt.
--
-- The steps are those of agreements.municipal.notices.models.AgreementNotice; a test holds the two equal.
CREATE OR REPLACE FUNCTION agreements_municipal_notice_up_v1(subject uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    steps constant text[] := ARRAY[
        'running>no_objection', 'objection>no_objection', 'running>objection', 'no_objection>objection',
        'objection>not_used', 'objection>terminated', 'no_objection>in_effect'
    ];
    own_schema text := public.walls_caller_schema();
    own_id uuid := public.walls_definer_caller_id();
    mine record;
    said record;
    stands public.tenants_standing;
    letter uuid := gen_random_uuid();
    job uuid;
BEGIN
    EXECUTE format(
        'SELECT id, notice_id, state, state_since, objection_reason, outcome_note
           FROM %I.agreements_municipal_agreementnotice WHERE id = $1', own_schema)
        INTO mine USING subject;
    SELECT * INTO stands FROM public.tenants_standing
     WHERE municipality_id = own_id AND kind = 'subprocessor_notice' AND subject_id = subject FOR UPDATE;
    IF mine.id IS NULL OR stands.id IS NULL THEN
        RAISE EXCEPTION 'No notice % stands for this municipality', subject USING ERRCODE = 'no_data_found';
    END IF;
    IF NOT (stands.state || '>' || mine.state) = ANY (steps) THEN
        RAISE EXCEPTION 'A notice cannot go from % to %', stands.state, mine.state USING ERRCODE = 'check_violation';
    END IF;
    UPDATE public.tenants_standing SET state = mine.state, since = mine.state_since WHERE id = stands.id;
    EXECUTE format(
        'SELECT by_id, by_name::text, at FROM %I.workflows_municipal_municipallogentry
          WHERE subject_id = $1 ORDER BY number DESC LIMIT 1', own_schema)
        INTO said USING subject;
    INSERT INTO public.tenants_letter (id, municipality_id, kind, subject_id, joint_id, text, file_sha256, file_name,
                                       written_by_id, written_by_name, written_at, answer, answered_by_name)
    VALUES (letter, own_id, 'notice_' || mine.state, subject, mine.notice_id,
            CASE WHEN mine.state = 'objection' THEN mine.objection_reason ELSE mine.outcome_note END, '', '',
            said.by_id, left(said.by_name, 200), mine.state_since, '', '');
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (gen_random_uuid(), 'agreements.notice_answered', '{"kind": "secretariat", "schema": "public", "holder": ""}',
            jsonb_build_object('letter', letter), 'queued', 0, 0, '', '{}', 0, now(), said.by_id, left(said.by_name, 300))
        RETURNING id INTO job;
    RETURN job;
END $$;

-- A notice that came to the municipality by mail: its lines stand from now on, and the secretariat gets the facts.
CREATE OR REPLACE FUNCTION agreements_municipal_notice_registered_v1(subject uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    own_schema text := public.walls_caller_schema();
    own_id uuid := public.walls_definer_caller_id();
    told record;
    letter uuid := gen_random_uuid();
    job uuid;
BEGIN
    EXECUTE format($sql$
        SELECT n.registered_by_name::text AS by_name, l.by_id, jsonb_build_object(
                   'supplier_id', n.supplier_id, 'name', n.name, 'registration_number', n.registration_number,
                   'address', n.address, 'contact', n.contact, 'country', n.country, 'level', n.level,
                   'purpose', n.purpose, 'transfer_basis', n.transfer_basis, 'used_from', n.used_from,
                   'received_on', n.received_on,
                   'lines', (SELECT jsonb_agg(jsonb_build_object(
                                 'id', x.id, 'agreement_id', a.id, 'agreement_number', a.number,
                                 'common_text_id', a.common_text_id, 'authorisation', x.authorisation,
                                 'received_on', x.received_on, 'due', x.due, 'notice_ends', x.notice_ends,
                                 'since', x.state_since))
                               FROM %1$I.agreements_municipal_agreementnotice x
                               JOIN %1$I.agreements_municipal_agreement a ON a.id = x.agreement_id
                              WHERE x.notice_id = n.id AND x.state = 'running' AND a.supplier_id = n.supplier_id)
               ) AS facts
          FROM %1$I.agreements_municipal_notice n
          JOIN %1$I.workflows_municipal_municipallogentry l ON l.subject_id = n.id AND l.action = 'register'
         WHERE n.id = $1 AND n.origin = 'registered'$sql$, own_schema)
        INTO told USING subject;
    IF told.facts IS NULL OR told.facts ->> 'lines' IS NULL
       OR EXISTS (SELECT FROM public.tenants_standing WHERE kind = 'subprocessor_notice' AND joint_id = subject) THEN
        RAISE EXCEPTION 'No notice % was registered by this municipality just now', subject USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.tenants_standing (id, municipality_id, kind, subject_id, joint_id, state, since, version, due)
    SELECT gen_random_uuid(), own_id, 'subprocessor_notice', x.id, subject, 'running', x.since, 1, x.due
      FROM jsonb_to_recordset(told.facts -> 'lines') AS x (id uuid, since timestamptz, due date);
    INSERT INTO public.tenants_letter (id, municipality_id, kind, subject_id, joint_id, text, file_sha256, file_name,
                                       written_by_id, written_by_name, written_at, answer, answered_by_name)
    VALUES (letter, own_id, 'notice_registered', subject, subject, told.facts::text, '', '', told.by_id,
            left(told.by_name, 200), now(), '', '');
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (gen_random_uuid(), 'agreements.notice_registered', '{"kind": "secretariat", "schema": "public", "holder": ""}',
            jsonb_build_object('letter', letter), 'queued', 0, 0, '', '{}', 0, now(), told.by_id, left(told.by_name, 300))
        RETURNING id INTO job;
    RETURN job;
END $$;
