-- What else comes down of a notice: its withdrawal, an answer under mandate, the supplier's answer to an objection.
--
-- One line's step in its municipality's schema, with its log row, its standing and the supplier's receipt.
CREATE OR REPLACE FUNCTION agreements_joint_notice_step_v1(
    line_given uuid, step text, sources text[], target text, changes text, words text, facts jsonb, mandate uuid,
    by_id_given uuid, by_name_given text, today date
) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    line record;
    before text;
    moment timestamptz := clock_timestamp();
BEGIN
    SELECT l.*, m.schema_name INTO line FROM public.agreements_joint_noticedagreement l
      JOIN public.tenants_municipality m ON m.id = l.municipality_id WHERE l.id = line_given;
    EXECUTE format('SELECT state FROM %I.agreements_municipal_agreementnotice WHERE id = $1 FOR UPDATE', line.schema_name)
        INTO before USING line_given;
    IF before IS NULL OR NOT before = ANY (sources) THEN
        RETURN false;
    END IF;
    EXECUTE format($sql$
        WITH logged AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            VALUES ($2, 'agreements_municipal.agreementnotice', $1, $3, $4, $5, $6, $7, $8, $9)
        )
        UPDATE %1$I.agreements_municipal_agreementnotice SET state = $5, state_since = $2 %2$s WHERE id = $1
        $sql$, line.schema_name, changes)
        USING line_given, moment, step, before, target, words, facts, by_id_given, by_name_given, mandate, today;
    UPDATE public.tenants_standing SET state = target, since = moment
     WHERE municipality_id = line.municipality_id AND kind = 'subprocessor_notice' AND subject_id = line_given;
    INSERT INTO public.agreements_joint_noticereceipt (id, notice_id, line_id, supplier_id, kind, text, under_mandate, at)
    VALUES (gen_random_uuid(), line.notice_id, line.id, line.supplier_id, target, words, mandate IS NOT NULL, moment);
    RETURN true;
END $$;

-- The secretariat answers for one silent municipality, under a mandate that counts today. Answers why not, or null.
CREATE OR REPLACE FUNCTION agreements_joint_answer_for_v1(
    line_given uuid, objects boolean, words text, by_id_given uuid, by_name_given text, today date
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    line public.agreements_joint_noticedagreement;
    held uuid;
    done boolean;
BEGIN
    SELECT * INTO line FROM public.agreements_joint_noticedagreement WHERE id = line_given FOR UPDATE;
    SELECT h.mandate_id INTO held FROM public.tenants_heldmandate h
     WHERE h.municipality_id = line.municipality_id AND 'answer_notices' = ANY (h.covers) AND h.revoked_at IS NULL
       AND (h.agreement_id IS NULL OR h.agreement_id = line.agreement_id)
       AND h.valid_from <= today AND coalesce(h.valid_until, today) >= today
     ORDER BY h.agreement_id NULLS LAST LIMIT 1 FOR SHARE;
    IF held IS NULL THEN
        RETURN 'Sekretariatet har ikke fuldmagt til at svare for kommunen.';
    END IF;
    IF objects AND line.due < today AND line.authorisation <> 'specifik' THEN
        RETURN 'Fristen for indsigelse er udløbet.';
    END IF;
    done := public.agreements_joint_notice_step_v1(
        line_given, CASE WHEN objects THEN 'object_for' ELSE 'let_pass_for' END, ARRAY['running'],
        CASE WHEN objects THEN 'objection' ELSE 'no_objection' END,
        ', answered = ''mandate'', answered_on = $11, answered_by_name = $9, mandate_id = $10'
            || CASE WHEN objects THEN ', objection_reason = $6' ELSE '' END,
        words, jsonb_build_object('mandate', held), held, by_id_given, by_name_given, today);
    RETURN CASE WHEN NOT done THEN 'Kommunen har svaret i mellemtiden.' END;
EXCEPTION
    WHEN lock_not_available THEN RETURN 'Kommunens arkiv er optaget lige nu. Prøv igen om lidt.';
END $$;

-- The supplier's answer to an objection: the sub-processor is not used for this municipality. A supplier answers for
-- its own agreements only.
CREATE OR REPLACE FUNCTION agreements_joint_not_used_v1(line_given uuid, words text, by_id_given uuid, by_name_given text)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    caller uuid := public.walls_definer_caller_id();
    done boolean;
BEGIN
    PERFORM FROM public.agreements_joint_noticedagreement
     WHERE id = line_given AND (caller IS NULL OR supplier_id = caller) FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'There is no noticed agreement %', line_given USING ERRCODE = 'no_data_found';
    END IF;
    done := public.agreements_joint_notice_step_v1(line_given, 'be_not_used', ARRAY['objection'], 'not_used',
        ', outcome_note = $6', words, '{}', NULL, by_id_given, by_name_given, NULL);
    RETURN CASE WHEN NOT done THEN 'Kommunens indsigelse er ikke længere åben.' END;
EXCEPTION
    WHEN lock_not_available THEN RETURN 'Kommunens arkiv er optaget lige nu. Prøv igen om lidt.';
END $$;

-- A withdrawn notice: every line that is not settled becomes *varsel trukket tilbage*, and those that have not got the
-- notice yet never do. The recipients of the withdrawal are rows of the delivery `act`.
CREATE OR REPLACE FUNCTION agreements_joint_withdraw_notice_v1(notice_given uuid, act uuid, by_name_given text, attempt int)
RETURNS TABLE (municipality uuid, waits_because text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    told public.agreements_joint_subprocessornotice;
    by_id_given uuid;
    each_one record;
    line uuid;
    problem text;
BEGIN
    SELECT * INTO told FROM public.agreements_joint_subprocessornotice WHERE id = notice_given FOR UPDATE;
    IF told.id IS NULL OR told.state <> 'withdrawn' THEN
        RAISE EXCEPTION 'The notice % has not been withdrawn', notice_given USING ERRCODE = 'check_violation';
    END IF;
    SELECT by_id INTO by_id_given FROM public.workflows_logentry
     WHERE subject_id = told.id AND after = 'withdrawn' ORDER BY number DESC LIMIT 1;
    UPDATE public.tenants_recipient SET state = 'dropped', reason = 'Varslet er trukket tilbage.'
     WHERE delivery_id = told.id AND state = 'waiting';
    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT DISTINCT ON (l.municipality_id) gen_random_uuid(), act, 'notice_withdrawal', told.id, l.municipality_id,
           'waiting', '', now()
      FROM public.agreements_joint_noticedagreement l WHERE l.notice_id = told.id
    ON CONFLICT (delivery_id, municipality_id) DO NOTHING;
    FOR each_one IN
        SELECT r.id AS recipient, m.id AS municipality_id, m.schema_name
          FROM public.tenants_recipient r JOIN public.tenants_municipality m ON m.id = r.municipality_id
         WHERE r.delivery_id = act AND r.state = 'waiting' ORDER BY m.kommunekode
    LOOP
        problem := NULL;
        BEGIN
            EXECUTE format('UPDATE %I.agreements_municipal_notice SET withdrawn_at = clock_timestamp(), withdrawn_reason = $2
                             WHERE id = $1', each_one.schema_name) USING told.id, told.withdrawn_reason;
            FOR line IN SELECT l.id FROM public.agreements_joint_noticedagreement l
                         WHERE l.notice_id = told.id AND l.municipality_id = each_one.municipality_id
            LOOP
                PERFORM public.agreements_joint_notice_step_v1(
                    line, 'be_withdrawn', ARRAY['running', 'no_objection', 'objection'], 'withdrawn', ', outcome_note = $6',
                    told.withdrawn_reason, '{}', NULL, by_id_given, by_name_given, NULL);
            END LOOP;
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
    PERFORM public.agreements_joint_try_later_v1('agreements.withdraw_notice', 'notice', told.id, attempt,
                                                 by_id_given, by_name_given)
      FROM public.tenants_recipient r WHERE r.delivery_id = act AND r.state = 'waiting' LIMIT 1;
END $$;

-- The next number of the year. A supplier does not see the others' notices, and learns only how many there are.
CREATE OR REPLACE FUNCTION agreements_joint_notice_number_v1(year_given int) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('agreements_joint_notice_number'));
    RETURN (SELECT format('UV-%s-%s', year_given, lpad((count(*) + 1)::text, 4, '0'))
              FROM public.agreements_joint_subprocessornotice WHERE number LIKE format('UV-%s-%%', year_given));
END $$;
