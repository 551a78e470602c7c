-- Delivery: one text to many municipalities in one transaction. Each gets its agreement, its files, a log row
-- and a standing in one statement; one that lags behind or is locked waits by name and is tried again.
-- Can be called again: what has been delivered is left alone.
--
-- The municipality's tables, as this version writes them, need these rooms at today's step.
CREATE OR REPLACE FUNCTION agreements_joint_schema_ready_v1(schema_given text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE ready boolean;
BEGIN
    EXECUTE format(
        'SELECT NOT EXISTS (SELECT app, name FROM public.tenants_schemastep
                             WHERE app IN (''agreements_municipal'', ''documents_municipal'', ''workflows_municipal'')
                            EXCEPT SELECT app, name FROM %I.django_migrations)', schema_given)
        INTO ready;
    RETURN ready;
END $$;

CREATE OR REPLACE FUNCTION agreements_joint_deliver_v1(sending_given uuid, attempt int)
RETURNS TABLE (municipality uuid, is_new boolean, waits_because text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    act public.agreements_joint_sending;
    txt public.agreements_joint_commontext;
    agreed public.agreements_joint_round;
    vendor public.register_supplier;
    covered jsonb;
    each_one record;
    problem text;
    moment timestamptz;
BEGIN
    SELECT * INTO act FROM public.agreements_joint_sending WHERE id = sending_given FOR UPDATE;
    SELECT * INTO txt FROM public.agreements_joint_commontext WHERE id = act.common_text_id FOR SHARE;
    IF txt.id IS NULL OR txt.state <> 'sent' THEN
        RAISE EXCEPTION 'The text of sending % is not being sent', sending_given USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO agreed FROM public.agreements_joint_round
     WHERE common_text_id = txt.id AND outcome = 'accepted' ORDER BY number DESC LIMIT 1;
    SELECT * INTO vendor FROM public.register_supplier WHERE id = txt.supplier_id;
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', system_id, 'name', system_name) ORDER BY system_name), '[]')
      INTO covered FROM public.agreements_joint_commontextsystem WHERE common_text_id = txt.id;

    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT gen_random_uuid(), act.id, 'agreement', txt.id, m.id, 'waiting', '', now()
      FROM public.tenants_municipality m WHERE m.id = ANY (act.municipality_ids) AND m.state IN ('member', 'leaving')
    ON CONFLICT (delivery_id, municipality_id) DO NOTHING;

    FOR each_one IN
        SELECT r.id AS recipient, m.id AS municipality_id, m.schema_name, i.id AS agreement, i.number, i.word_id, i.pdf_id
          FROM public.tenants_recipient r
          JOIN public.tenants_municipality m ON m.id = r.municipality_id
          LEFT JOIN public.agreements_joint_issuedagreement i ON i.common_text_id = txt.id AND i.municipality_id = m.id
         WHERE r.delivery_id = act.id AND r.state = 'waiting'
         ORDER BY m.kommunekode
    LOOP
        problem := NULL;
        BEGIN
            IF each_one.agreement IS NULL THEN
                problem := 'Kommunens dokument er ikke lavet endnu.';
            ELSIF NOT public.agreements_joint_schema_ready_v1(each_one.schema_name) THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
            ELSE
                moment := clock_timestamp();
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
                        VALUES ($5, 'agreements_municipal.agreement', $6, 'receive', '', 'for_decision', '',
                                jsonb_build_object('number', $7), $3, $4)
                    ), standing AS (
                        INSERT INTO public.tenants_standing
                               (id, municipality_id, kind, subject_id, joint_id, state, since, version, due)
                        VALUES (gen_random_uuid(), $8, 'agreement', $6, $9, 'for_decision', $5, $10, $11)
                    )
                    INSERT INTO %1$I.agreements_municipal_agreement
                           (id, common_text_id, number, version, title, supplier_id, supplier_name, supplier_cvr,
                            supplier_mailbox, systems, subprocessors, breach_hours, notice_days, answer_by, state,
                            state_since, word_id, pdf_id, received_at, signatory_name, signatory_email, decline_reason,
                            applies_instead, journal_number, withdrawn_reason)
                    VALUES ($6, $9, $7, $10, $12, $13, $14, $15, $16, $17, $18, $19, $20, $11, 'for_decision', $5,
                            (SELECT id FROM given WHERE shared_id = $1), (SELECT id FROM given WHERE shared_id = $2), $5,
                            '', '', '', '', '', '')
                    $sql$, each_one.schema_name)
                USING each_one.word_id, each_one.pdf_id, act.sent_by_id, act.sent_by_name, moment, each_one.agreement,
                      each_one.number, each_one.municipality_id, txt.id, txt.version, act.answer_by, txt.title, vendor.id,
                      vendor.name, vendor.number, agreed.values -> 'kontakt' ->> 'contact_mailbox', covered,
                      coalesce(agreed.values -> 'bilag-b' -> 'subprocessors', '[]'),
                      (agreed.values -> 'kontakt' ->> 'breach_hours')::int,
                      (agreed.values -> 'bilag-b' ->> 'notice_number')::int
                      * CASE agreed.values -> 'bilag-b' ->> 'notice_unit' WHEN 'uger' THEN 7 WHEN 'måneder' THEN 30 ELSE 1 END;
                EXECUTE format('UPDATE %I.agreements_municipal_agreement SET signing_order = $1, notice_terms = $3 WHERE id = $2', each_one.schema_name)
                  USING act.signing_order, each_one.agreement, coalesce(agreed.values -> 'bilag-b', '{}') - 'subprocessors';
                PERFORM public.agreements_joint_land_version_v1(each_one.schema_name, each_one.agreement, moment,
                                                                act.sent_by_id, act.sent_by_name);
            END IF;
        EXCEPTION
            WHEN lock_not_available THEN problem := 'Kommunens arkiv var optaget; der prøves igen.';
            WHEN undefined_table OR undefined_column OR invalid_schema_name THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
        END;
        IF problem IS NULL THEN
            UPDATE public.tenants_recipient SET state = 'delivered', delivered_at = moment, reason = '' WHERE id = each_one.recipient;
            UPDATE public.agreements_joint_issuedagreement SET delivered_at = moment WHERE id = each_one.agreement;
        ELSE
            UPDATE public.tenants_recipient SET reason = problem WHERE id = each_one.recipient;
        END IF;
        municipality := each_one.municipality_id; is_new := problem IS NULL; waits_because := problem;
        RETURN NEXT;
    END LOOP;
    PERFORM public.agreements_joint_try_later_v1('agreements.deliver', 'sending', act.id, attempt, act.sent_by_id, act.sent_by_name)
      FROM public.tenants_recipient r WHERE r.delivery_id = act.id AND r.state = 'waiting' LIMIT 1;
END $$;

-- A job that is to run later: the sweep takes a queued job once its created_at has passed. One at a time for a subject.
CREATE OR REPLACE FUNCTION agreements_joint_try_later_v1(
    kind_given text, key_given text, subject uuid, attempt int, by_id_given uuid, by_name_given text
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    SELECT gen_random_uuid(), kind_given, '{"kind": "secretariat", "schema": "public", "holder": ""}',
           jsonb_build_object(key_given, subject, 'attempt', attempt + 1), 'queued', 0, 0, '', '{}', 0,
           clock_timestamp() + least(60, power(2, least(attempt, 6))) * interval '1 minute', by_id_given, by_name_given
     WHERE NOT EXISTS (SELECT FROM public.workflows_job j
                        WHERE j.kind = kind_given AND j.state = 'queued' AND j.created_at > clock_timestamp()
                          AND j.payload ->> key_given = subject::text);
END $$;
