-- Report up: a municipality tells where one of its own agreements stands, and sends along a question,
-- the reason for declining, or a signed copy for the supplier. Everything is read from the caller's
-- own schema; the caller gives ids only. Answers the id of a job row that tells the recipient by mail
-- (null where nobody is to be told).
--
-- The steps are those of agreements.municipal.models.Agreement; a test holds the two equal.
CREATE OR REPLACE FUNCTION agreements_municipal_report_up_v1(subject uuid, letter_kind text, letter_of uuid)
RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    steps constant text[] := ARRAY[
        'for_decision>wanted', 'question>wanted', 'wanted>to_sign',
        'for_decision>declined', 'question>declined', 'wanted>declined', 'to_sign>declined',
        'for_decision>own', 'question>own',
        'for_decision>question', 'question>question', 'wanted>question',
        'declined>for_decision', 'own>for_decision',
        'to_sign>signed_by_one', 'signed_by_one>signed', 'signed>in_force',
        'in_force>under_notice', 'under_notice>in_force', 'under_notice>awaiting_deletion', 'in_force>expired',
        'expired>in_force', 'expired>awaiting_deletion', 'awaiting_deletion>awaiting_deletion',
        'awaiting_deletion>deletion_proven',
        'signed_by_one>superseded', 'signed>superseded', 'in_force>superseded', 'expired>superseded'
    ];
    own_schema text := public.walls_caller_schema();
    own_id uuid := public.walls_definer_caller_id();
    mine record;
    letter record;
    told jsonb := '{}';
    stands public.tenants_standing;
    job uuid;
BEGIN
    EXECUTE format(
        'SELECT id, common_text_id, version, state, state_since, valid_until, notice_by, decline_reason, applies_instead,
                ends_on, deletion_due, signatory_name, signatory_email
           FROM %I.agreements_municipal_agreement WHERE id = $1', own_schema)
        INTO mine USING subject;
    SELECT * INTO stands FROM public.tenants_standing
     WHERE municipality_id = own_id AND kind = 'agreement' AND subject_id = subject FOR UPDATE;
    IF mine.id IS NULL OR stands.id IS NULL THEN
        RAISE EXCEPTION 'No agreement % was delivered to this municipality', subject USING ERRCODE = 'no_data_found';
    END IF;
    IF NOT (stands.state || '>' || mine.state) = ANY (steps) THEN
        RAISE EXCEPTION 'An agreement cannot go from % to %', stands.state, mine.state USING ERRCODE = 'check_violation';
    END IF;
    UPDATE public.tenants_standing
       SET state = mine.state, since = mine.state_since, version = mine.version,
           valid_until = mine.valid_until, notice_by = mine.notice_by,
           due = CASE mine.state WHEN 'under_notice' THEN mine.ends_on WHEN 'awaiting_deletion' THEN mine.deletion_due
                                 ELSE due END
     WHERE id = stands.id;
    -- The joint side's own memory of it: the standing keeps only where the agreement is now.
    INSERT INTO public.workflows_logentry (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
    SELECT mine.state_since, 'agreements_joint.issuedagreement', subject, 'municipality_stands', stands.state, mine.state,
           '', '{}', own_id, m.name FROM public.tenants_municipality m WHERE m.id = own_id;
    IF letter_kind = '' AND mine.state = 'to_sign' THEN
        INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                          created_at, by_id, by_name)
        SELECT gen_random_uuid(), 'agreements.ready_to_sign', '{"kind": "secretariat", "schema": "public", "holder": ""}',
               jsonb_build_object('agreement', subject, 'signatory', mine.signatory_name, 'email', mine.signatory_email),
               'queued', 0, 0, '', '{}', 0, now(), own_id, m.name FROM public.tenants_municipality m WHERE m.id = own_id
            RETURNING id INTO job;
        RETURN job;
    END IF;
    IF letter_kind = '' THEN
        RETURN NULL;
    END IF;
    CASE letter_kind
    WHEN 'question' THEN
        EXECUTE format(
            'SELECT id, text, '''' AS sha256, '''' AS name, asked_by_id AS by_id, asked_by_name::text AS by_name, asked_at AS at
               FROM %I.agreements_municipal_agreementquestion WHERE id = $1 AND agreement_id = $2', own_schema)
            INTO letter USING letter_of, subject;
    WHEN 'signed_copy' THEN
        EXECUTE format(
            'SELECT c.id, c.signed_by || '', '' || to_char(c.signed_on, ''FMDD. '')
                    || (ARRAY[''januar'', ''februar'', ''marts'', ''april'', ''maj'', ''juni'', ''juli'', ''august'', ''september'', ''oktober'',
                              ''november'', ''december''])[extract(month FROM c.signed_on)::int] || to_char(c.signed_on, '' YYYY'') AS text, f.sha256::text, f.name::text, c.added_by_id AS by_id,
                    c.added_by_name::text AS by_name, c.added_at AS at
               FROM %1$I.agreements_municipal_signedcopy c JOIN %1$I.documents_municipal_municipalfile f ON f.id = c.file_id
              WHERE c.id = $1 AND c.agreement_id = $2 AND c.party = ''municipality'' AND f.state = ''ready''', own_schema)
            INTO letter USING letter_of, subject;
        EXECUTE format(
            'SELECT jsonb_build_object(''copy'', c.id, ''kind'', c.kind, ''accepted_reason'', c.accepted_reason, ''vouched_name'', c.vouched_name,
                                       ''vouched_function'', c.vouched_function, ''signed_by'', c.signed_by, ''signed_on'', c.signed_on,
                                       ''sha256'', k.sha256, ''sent_sha256'', k.sent_sha256, ''version'', k.version, ''facts'', k.facts,
                                       ''checked_at'', k.checked_at, ''checked_by_name'', k.checked_by_name)
               FROM %1$I.agreements_municipal_signedcopy c
               LEFT JOIN %1$I.agreements_municipal_signaturecheck k ON k.id = c.examination_id WHERE c.id = $1', own_schema)
            INTO told USING letter_of;
    WHEN 'reason' THEN
        EXECUTE format(
            'SELECT gen_random_uuid() AS id, $2 AS text, '''' AS sha256, '''' AS name, by_id, by_name::text, at
               FROM %I.workflows_municipal_municipallogentry
              WHERE subject_id = $1 ORDER BY number DESC LIMIT 1', own_schema)
            INTO letter USING subject, concat_ws(E'\n\nDet gælder i stedet: ', mine.decline_reason, mine.applies_instead);
    WHEN 'notice', 'notice_back', 'expired', 'deletion', 'evidence_back', 'evidence_accepted' THEN
        -- What the log's last row gives as reason; a notice takes its document along.
        EXECUTE format(
            'SELECT gen_random_uuid() AS id, l.reason AS text, coalesce(f.sha256, '''')::text AS sha256,
                    coalesce(f.name, '''')::text AS name, l.by_id, l.by_name::text, l.at
               FROM %1$I.workflows_municipal_municipallogentry l
               JOIN %1$I.agreements_municipal_agreement a ON a.id = l.subject_id
               LEFT JOIN %1$I.documents_municipal_municipalfile f
                 ON f.id = a.notice_file_id AND f.state = ''ready'' AND $2 = ''notice''
              WHERE l.subject_id = $1 ORDER BY l.number DESC LIMIT 1', own_schema)
            INTO letter USING subject, letter_kind;
    END CASE;
    IF letter.id IS NULL THEN
        RAISE EXCEPTION 'No such letter of agreement %', subject USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.tenants_letter (id, municipality_id, kind, subject_id, joint_id, text, file_sha256, file_name,
                                       written_by_id, written_by_name, written_at, answer, answered_by_name, facts)
    VALUES (letter.id, own_id, 'agreement_' || letter_kind, subject, mine.common_text_id, letter.text, letter.sha256,
            letter.name, letter.by_id, left(letter.by_name, 200), letter.at, '', '', told);
    IF letter.sha256 <> '' THEN
        INSERT INTO public.documents_blobholder (id, sha256, holder) VALUES (gen_random_uuid(), letter.sha256, 'shared')
            ON CONFLICT DO NOTHING;
    END IF;
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (gen_random_uuid(), 'agreements.letter_received', '{"kind": "secretariat", "schema": "public", "holder": ""}',
            jsonb_build_object('letter', letter.id), 'queued', 0, 0, '', '{}', 0, now(), letter.by_id, left(letter.by_name, 300))
        RETURNING id INTO job;
    RETURN job;
END $$;
