-- A notice of a new sub-processor goes down: the facts, and a line with a clock for each agreement it touches. The
-- clock counts from the day the municipality gets it here; from the secretariat's receipt only where the secretariat
-- held a mandate to receive. `terms` gives for each common text the days counted from both, since the Danish calendar
-- is not the database's. Can be called again: what has been delivered is left alone.
--
-- A closed notice goes to who has signed one of the texts in `terms` -> 'late' since: the sub-processor is in use there.
-- Under general authorisation the line stands as passed, and appendix B gets its version on the day; where each
-- sub-processor must be approved, the municipality is asked.
CREATE OR REPLACE FUNCTION agreements_joint_deliver_notice_v1(
    notice_given uuid, recipients uuid[], terms jsonb, today date, attempt int
) RETURNS TABLE (municipality uuid, agreements int, waits_because text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    told public.agreements_joint_subprocessornotice;
    vendor public.register_supplier;
    facts jsonb;
    given public.agreements_joint_noticeadvice;
    chosen uuid[];
    by_id_shown uuid;
    by_name_shown text;
    covered uuid[];
    each_one record;
    problem text;
    touched int;
    moment timestamptz;
BEGIN
    SELECT * INTO told FROM public.agreements_joint_subprocessornotice WHERE id = notice_given FOR UPDATE;
    IF told.id IS NULL OR told.state NOT IN ('sent', 'assessed', 'closed') THEN
        RAISE EXCEPTION 'The notice % is not being sent', notice_given USING ERRCODE = 'check_violation';
    END IF;
    -- Which municipality it came from is no other municipality's to know.
    by_id_shown := CASE WHEN told.source = 'municipality' THEN '00000000-0000-0000-0000-000000000000' ELSE told.entered_by_id END;
    by_name_shown := CASE WHEN told.source = 'municipality' THEN 'Sekretariatet' ELSE told.entered_by_name END;
    SELECT * INTO vendor FROM public.register_supplier WHERE id = told.supplier_id;
    -- Without chosen texts: all of the supplier's, also those it took over from another (the municipality's copy of
    -- who the supplier is stays as it was), and what the municipality has agreed with it on its own.
    SELECT array_agg(common_text_id) INTO chosen FROM public.agreements_joint_noticedtext WHERE notice_id = told.id;
    covered := coalesce(chosen, ARRAY(SELECT id FROM public.agreements_joint_commontext WHERE supplier_id = told.supplier_id));
    IF told.state = 'closed' THEN
        SELECT coalesce(array_agg(late.id), '{}') INTO chosen
          FROM (SELECT jsonb_array_elements_text(coalesce(terms -> 'late', '[]'))::uuid AS id) late WHERE late.id = ANY (covered);
        covered := chosen;
    END IF;
    SELECT * INTO given FROM public.agreements_joint_noticeadvice WHERE notice_id = told.id ORDER BY given_at DESC LIMIT 1;
    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT gen_random_uuid(), told.id, 'subprocessor_notice', told.id, m.id, 'waiting', '', now()
      FROM public.tenants_municipality m WHERE m.id = ANY (recipients) AND m.state IN ('member', 'leaving')
    -- One that had no agreement when the notice went out, or another one, may have signed one since.
    ON CONFLICT (delivery_id, municipality_id) DO UPDATE SET state = 'waiting', delivered_at = NULL, reason = ''
      WHERE tenants_recipient.state IN ('dropped', 'delivered');
    FOR each_one IN
        SELECT r.id AS recipient, m.id AS municipality_id, m.name, m.schema_name
          FROM public.tenants_recipient r JOIN public.tenants_municipality m ON m.id = r.municipality_id
         WHERE r.delivery_id = told.id AND r.kind = 'subprocessor_notice' AND r.state = 'waiting'
         ORDER BY m.kommunekode
    LOOP
        problem := NULL; touched := 0; moment := clock_timestamp();
        BEGIN
            IF NOT public.agreements_joint_schema_ready_v1(each_one.schema_name) THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
            ELSE
                EXECUTE format($sql$
                    WITH mine AS (
                        SELECT gen_random_uuid() AS line, a.id, a.number, a.common_text_id, a.notice_days,
                               EXISTS (SELECT FROM public.tenants_heldmandate h
                                        WHERE h.municipality_id = $3 AND 'receive_notices' = ANY (h.covers)
                                          AND (h.agreement_id IS NULL OR h.agreement_id = a.id) AND h.revoked_at IS NULL
                                          AND h.valid_from <= $5 AND coalesce(h.valid_until, $5) >= $5) AS mandated,
                               coalesce($6 -> a.common_text_id::text, '{}') AS term
                          FROM %1$I.agreements_municipal_agreement a
                         WHERE a.state IN ('signed', 'in_force', 'under_notice')
                           AND (a.common_text_id = ANY ($7) OR ($13 AND a.supplier_id = $2))
                           AND NOT EXISTS (SELECT FROM %1$I.agreements_municipal_agreementnotice x
                                            WHERE x.notice_id = $1 AND x.agreement_id = a.id)
                           AND NOT EXISTS (SELECT FROM %1$I.agreements_municipal_notice n
                                            WHERE n.id = $1 AND n.origin = 'registered' AND n.created_at > a.received_at)
                    ), counted AS (
                        SELECT mine.*, CASE WHEN mandated THEN $5 ELSE $8 END AS received,
                               CASE WHEN mandated THEN term -> 'secretariat' ELSE term -> 'today' END AS days
                          FROM mine
                    ), told_of AS (
                        SELECT counted.*, coalesce(days ->> 'authorisation', 'generel') AS authorisation,
                               $14 AND coalesce(days ->> 'authorisation', 'generel') = 'generel' AS passed
                          FROM counted
                    ), lines AS (
                        SELECT told_of.*, CASE WHEN passed THEN 'no_objection' ELSE 'running' END AS stands,
                               CASE WHEN passed THEN NULL WHEN days IS NOT NULL THEN (days ->> 'due')::date
                                    ELSE received + notice_days END AS due,
                               CASE WHEN passed THEN NULL WHEN days IS NOT NULL THEN (days ->> 'notice_ends')::date
                                    ELSE received + notice_days END AS notice_ends
                          FROM told_of
                    ), noticed AS (
                        INSERT INTO %1$I.agreements_municipal_notice
                               (id, number, supplier_id, supplier_name, name, registration_number, address, contact, country,
                                level, purpose, transfer_basis, basis_words, country_name, used_from, received_on, origin,
                                registered_by_name, created_at, advice, advice_text, advice_at, advice_by_name, withdrawn_reason)
                        SELECT $1, $4 ->> 'number', $2, $4 ->> 'supplier_name', $4 ->> 'name', $4 ->> 'registration_number',
                               $4 ->> 'address', $4 ->> 'contact', $4 ->> 'country', ($4 ->> 'level')::smallint,
                               $4 ->> 'purpose', $4 ->> 'transfer_basis', $6 ->> 'basis_words', $6 ->> 'country_name',
                               ($4 ->> 'used_from')::date, (SELECT min(received) FROM lines), 'delivered', '', $9, $15, $16, $17, $18, ''
                         WHERE EXISTS (SELECT FROM lines)
                        ON CONFLICT (id) DO NOTHING
                    ), stored AS (
                        INSERT INTO %1$I.agreements_municipal_agreementnotice
                               (id, notice_id, agreement_id, state, state_since, authorisation, received_on, received_through,
                                due, notice_ends, answered, answered_on, answered_by_name, objection_reason, outcome_note)
                        SELECT line, $1, id, stands, $9, authorisation, received,
                               CASE WHEN mandated THEN 'mandate' ELSE 'own' END, due, notice_ends,
                               CASE WHEN passed THEN 'joined' ELSE '' END, CASE WHEN passed THEN $8 END, '', '', '' FROM lines
                    ), logged AS (
                        INSERT INTO %1$I.workflows_municipal_municipallogentry
                               (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
                        SELECT $9, 'agreements_municipal.agreementnotice', line, 'receive', '', stands, '',
                               jsonb_build_object('agreement', number), $10, $11 FROM lines
                    ), standing AS (
                        INSERT INTO public.tenants_standing
                               (id, municipality_id, kind, subject_id, joint_id, state, since, version, due)
                        SELECT gen_random_uuid(), $3, 'subprocessor_notice', line, $1, stands, $9, 1, due FROM lines
                    ), joint AS (
                        INSERT INTO public.agreements_joint_noticedagreement
                               (id, notice_id, supplier_id, municipality_id, municipality_name, agreement_id, agreement_number,
                                common_text_id, authorisation, received_on, received_through, due, notice_ends)
                        SELECT line, $1, $2, $3, $12, id, number, common_text_id, authorisation, received,
                               CASE WHEN mandated THEN 'mandate' ELSE 'own' END, due, notice_ends FROM lines
                    ), receipts AS (
                        INSERT INTO public.agreements_joint_noticereceipt
                               (id, notice_id, line_id, supplier_id, kind, text, under_mandate, at)
                        SELECT gen_random_uuid(), $1, line, $2, 'received', '', mandated, $9 FROM lines
                         WHERE NOT passed
                    )
                    SELECT count(*) FROM lines$sql$, each_one.schema_name)
                INTO touched
                USING told.id, told.supplier_id, each_one.municipality_id,
                      to_jsonb(told) || jsonb_build_object('supplier_name', vendor.name), told.received_on, terms, covered,
                      today, moment, by_id_shown, by_name_shown, each_one.name,
                      chosen IS NULL, told.state = 'closed', coalesce(given.verdict, ''), coalesce(given.text, ''),
                      given.given_at, coalesce(given.given_by_name, '');
                EXECUTE format('UPDATE %I.agreements_municipal_notice SET number = $2 WHERE id = $1 AND number = ''''',
                               each_one.schema_name) USING told.id, told.number;
            END IF;
        EXCEPTION
            WHEN lock_not_available THEN problem := 'Kommunens arkiv var optaget; der prøves igen.';
            WHEN undefined_table OR undefined_column OR invalid_schema_name THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
        END;
        -- A municipality that registered the notice itself has its lines already.
        UPDATE public.tenants_recipient
           SET state = CASE WHEN problem IS NOT NULL THEN 'waiting'
                            WHEN touched > 0 OR EXISTS (SELECT FROM public.agreements_joint_noticedagreement l
                                                         WHERE l.notice_id = told.id AND l.municipality_id = each_one.municipality_id)
                            THEN 'delivered' ELSE 'dropped' END,
               delivered_at = CASE WHEN problem IS NULL THEN moment END,
               reason = coalesce(problem, CASE WHEN touched = 0 THEN 'Kommunen har ingen gældende aftale, som varslet vedrører.' ELSE '' END)
         WHERE id = each_one.recipient;
        municipality := each_one.municipality_id; agreements := touched; waits_because := problem;
        RETURN NEXT;
    END LOOP;
    PERFORM public.agreements_joint_try_later_v1('agreements.deliver_notice', 'notice', told.id, attempt,
                                                 told.entered_by_id, told.entered_by_name)
      FROM public.tenants_recipient r WHERE r.delivery_id = told.id AND r.state = 'waiting' LIMIT 1;
END $$;

-- The secretariat's advice goes to those who have the notice. It is a text beside the notice, never an answer.
CREATE OR REPLACE FUNCTION agreements_joint_deliver_advice_v1(advice_given uuid, attempt int)
RETURNS TABLE (municipality uuid, waits_because text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    given public.agreements_joint_noticeadvice;
    each_one record;
    problem text;
BEGIN
    SELECT * INTO given FROM public.agreements_joint_noticeadvice WHERE id = advice_given FOR UPDATE;
    IF given.id IS NULL THEN
        RAISE EXCEPTION 'There is no advice %', advice_given USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT DISTINCT ON (l.municipality_id) gen_random_uuid(), given.id, 'notice_advice', given.notice_id, l.municipality_id,
           'waiting', '', now()
      FROM public.agreements_joint_noticedagreement l WHERE l.notice_id = given.notice_id
    ON CONFLICT (delivery_id, municipality_id) DO NOTHING;
    FOR each_one IN
        SELECT r.id AS recipient, m.id AS municipality_id, m.schema_name
          FROM public.tenants_recipient r JOIN public.tenants_municipality m ON m.id = r.municipality_id
         WHERE r.delivery_id = given.id AND r.state = 'waiting' ORDER BY m.kommunekode
    LOOP
        problem := NULL;
        BEGIN
            -- An older advice that was delayed does not come over a newer one.
            EXECUTE format($sql$
                WITH told AS (
                    UPDATE %1$I.agreements_municipal_notice
                       SET advice = $2, advice_text = $3, advice_at = $4, advice_by_name = $5
                     WHERE id = $1 AND coalesce(advice_at, '-infinity') < $4 RETURNING id
                )
                INSERT INTO %1$I.workflows_municipal_municipallogentry
                       (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
                SELECT clock_timestamp(), 'agreements_municipal.notice', id, 'receive_advice', '', '', '', '{}', $6, $5
                  FROM told$sql$, each_one.schema_name)
            USING given.notice_id, given.verdict, given.text, given.given_at, given.given_by_name, given.given_by_id;
        EXCEPTION
            WHEN lock_not_available THEN problem := 'Kommunens arkiv var optaget; der prøves igen.';
            WHEN undefined_table OR undefined_column OR invalid_schema_name THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
        END;
        UPDATE public.tenants_recipient
           SET state = CASE WHEN problem IS NULL THEN 'delivered' ELSE 'waiting' END,
               delivered_at = CASE WHEN problem IS NULL THEN clock_timestamp() END, reason = coalesce(problem, '')
         WHERE id = each_one.recipient;
        municipality := each_one.municipality_id; waits_because := problem;
        RETURN NEXT;
    END LOOP;
    PERFORM public.agreements_joint_try_later_v1('agreements.deliver_advice', 'advice', given.id, attempt,
                                                 given.given_by_id, given.given_by_name)
      FROM public.tenants_recipient r WHERE r.delivery_id = given.id AND r.state = 'waiting' LIMIT 1;
END $$;
