-- A municipality's own facts in the appendices: what it reads, how it changes them before signing, and how the new
-- document comes down. The municipality gives ids only; what it wants is read from its own log.

-- Whether a change still waits though no job is on its way to make its document: the job has stopped for good.
CREATE OR REPLACE FUNCTION agreements_joint_change_stopped_v1(change_given uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT NOT EXISTS (SELECT FROM public.workflows_job j
                        WHERE j.state IN ('queued', 'running') AND j.kind = 'agreements.change_facts'
                          AND j.payload ->> 'change' = change_given::text)
$$;

-- What the common text lets vary, as a municipality may read it of its own agreement; null for any other id.
-- A change whose job has stopped reads `stopped`, with what it wanted, so that nobody has to write it again.
CREATE OR REPLACE FUNCTION agreements_joint_own_facts_v1(agreement_given uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'common', jsonb_build_object('kommunen', r.values -> 'kommunen', 'bilag-a', r.values -> 'bilag-a',
                                         'bistand', jsonb_build_object('retention', r.values -> 'bistand' -> 'retention')),
            'facts', coalesce(f.values, '{}'),
            'changes', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', c.at, 'by', c.by_name, 'reason', c.reason,
                                                      'state', CASE WHEN x.stopped THEN 'stopped' ELSE c.state END,
                                                      'wanted', CASE WHEN x.stopped THEN c.values END)
                                                  ORDER BY c.at DESC), '[]')
                          FROM public.agreements_joint_factschange c
                         CROSS JOIN LATERAL (SELECT c.state = 'waiting'
                                                    AND public.agreements_joint_change_stopped_v1(c.id) AS stopped) x
                         WHERE c.agreement_id = i.id))
          FROM public.agreements_joint_issuedagreement i
          LEFT JOIN public.agreements_joint_appendixfacts f
            ON f.common_text_id = i.common_text_id AND f.municipality_id = i.municipality_id
          JOIN LATERAL (SELECT x.values FROM public.agreements_joint_round x
                         WHERE x.common_text_id = i.common_text_id AND x.outcome = 'accepted'
                         ORDER BY x.number DESC LIMIT 1) r ON true
         WHERE i.id = agreement_given AND i.municipality_id = public.walls_definer_caller_id() AND i.delivered_at IS NOT NULL);
END $$;

-- The municipality has written in its log how it changes its facts; answers the id of the job that makes the document.
-- A change whose job has stopped gives way to the new one.
CREATE OR REPLACE FUNCTION agreements_joint_change_facts_v1(agreement_given uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    own_id uuid := public.walls_definer_caller_id();
    stands public.tenants_standing;
    wish record;
    change uuid := gen_random_uuid();
    job uuid;
BEGIN
    SELECT * INTO stands FROM public.tenants_standing
     WHERE municipality_id = own_id AND kind = 'agreement' AND subject_id = agreement_given FOR UPDATE;
    IF stands.id IS NULL THEN
        RAISE EXCEPTION 'No agreement % was delivered to this municipality', agreement_given USING ERRCODE = 'no_data_found';
    END IF;
    IF stands.state NOT IN ('for_decision', 'question', 'wanted', 'to_sign') THEN
        RAISE EXCEPTION 'The agreement % is not open to changes', agreement_given USING ERRCODE = 'check_violation';
    END IF;
    UPDATE public.agreements_joint_factschange c SET state = 'refused', reason = 'En nyere ændring er sat i stedet.'
     WHERE c.agreement_id = agreement_given AND c.state = 'waiting' AND public.agreements_joint_change_stopped_v1(c.id);
    IF EXISTS (SELECT FROM public.agreements_joint_factschange WHERE agreement_id = agreement_given AND state = 'waiting') THEN
        RAISE EXCEPTION 'A change of % is under way', agreement_given USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format(
        'SELECT data -> ''facts'' AS facts, by_id, by_name::text AS by_name, at FROM %I.workflows_municipal_municipallogentry
          WHERE subject_id = $1 AND action = ''change_facts'' ORDER BY number DESC LIMIT 1', public.walls_caller_schema())
        INTO wish USING agreement_given;
    IF wish.facts IS NULL OR length(wish.facts::text) > 20000 THEN
        RAISE EXCEPTION 'No facts of agreement % stand in the log', agreement_given USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.agreements_joint_factschange
           (id, agreement_id, municipality_id, values, by_id, by_name, at, state, reason)
    VALUES (change, agreement_given, own_id, wish.facts, wish.by_id, left(wish.by_name, 300), wish.at, 'waiting', '');
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (gen_random_uuid(), 'agreements.change_facts', '{"kind": "secretariat", "schema": "public", "holder": ""}',
            jsonb_build_object('change', change), 'queued', 0, 0, '', '{}', 0, now(), wish.by_id, left(wish.by_name, 300))
        RETURNING id INTO job;
    RETURN job;
END $$;

-- The changed document goes down: the agreement points at it, the former files stay in the municipality's archive.
-- Answers why not, or nothing.
CREATE OR REPLACE FUNCTION agreements_joint_deliver_document_v1(change_given uuid, word_given uuid, pdf_given uuid)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    change record;
    stands record;
    moment timestamptz := clock_timestamp();
BEGIN
    SELECT c.*, i.common_text_id, i.word_id, i.pdf_id, m.schema_name INTO change
      FROM public.agreements_joint_factschange c
      JOIN public.agreements_joint_issuedagreement i ON i.id = c.agreement_id
      JOIN public.tenants_municipality m ON m.id = i.municipality_id
     WHERE c.id = change_given AND c.state = 'waiting' FOR UPDATE OF c, i;
    IF change.id IS NULL THEN
        RETURN NULL;
    END IF;
    IF NOT public.agreements_joint_schema_ready_v1(change.schema_name) THEN
        RAISE EXCEPTION 'The schema % lags behind', change.schema_name USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    EXECUTE format('SELECT id, state, word_id, pdf_id FROM %I.agreements_municipal_agreement WHERE id = $1 FOR UPDATE',
                   change.schema_name) INTO stands USING change.agreement_id;
    IF stands.id IS NULL OR stands.state NOT IN ('for_decision', 'question', 'wanted', 'to_sign') THEN
        RETURN 'Aftalen var nået for langt, før det nye dokument var færdigt.';
    END IF;
    EXECUTE format($sql$
        WITH given AS (
            SELECT gen_random_uuid() AS id, f.id AS shared_id, f.sha256, f.size, f.content_type, f.title, f.name
              FROM public.documents_storedfile f WHERE f.id IN ($1, $2)
        ), files AS (
            INSERT INTO %1$I.documents_municipal_municipalfile
                   (id, sha256, size, content_type, title, name, state, state_reason, warnings,
                    uploaded_by_id, uploaded_by_name, created_at)
            SELECT id, sha256, size, content_type, title, name, 'ready', '', '[]', $3, $4, $5 FROM given
        ), holders AS (
            INSERT INTO public.documents_blobholder (id, sha256, holder)
            SELECT gen_random_uuid(), sha256, %1$L FROM given ON CONFLICT DO NOTHING
        ), logged AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            VALUES ($5, 'agreements_municipal.agreement', $6, 'receive_document', $7, $7, '',
                    jsonb_build_object('former', jsonb_strip_nulls(jsonb_build_object('word', $8, 'pdf', $9))), $3, $4)
        )
        UPDATE %1$I.agreements_municipal_agreement
           SET word_id = (SELECT id FROM given WHERE shared_id = $1), pdf_id = (SELECT id FROM given WHERE shared_id = $2)
         WHERE id = $6
        $sql$, change.schema_name)
        USING word_given, pdf_given, change.by_id, change.by_name, moment, change.agreement_id, stands.state,
              stands.word_id, stands.pdf_id;
    UPDATE public.agreements_joint_factschange
       SET state = 'done', former_word_id = change.word_id, former_pdf_id = change.pdf_id WHERE id = change.id;
    UPDATE public.agreements_joint_issuedagreement SET word_id = word_given, pdf_id = pdf_given WHERE id = change.agreement_id;
    RETURN NULL;
END $$;
