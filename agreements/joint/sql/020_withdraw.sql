-- Withdrawal: agreements of the text that nobody has signed become *trukket tilbage* in their municipality's schema.
-- The recipients of the withdrawal are rows like those of a delivery (delivery_id is the text itself).
CREATE OR REPLACE FUNCTION agreements_joint_withdraw_v1(text_given uuid, reason_given text, by_id_given uuid, by_name_given text, attempt int)
RETURNS TABLE (municipality uuid, is_new boolean, waits_because text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    each_one record;
    problem text;
    changed_row record;
BEGIN
    PERFORM FROM public.agreements_joint_commontext WHERE id = text_given AND state = 'withdrawn' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The text % has not been withdrawn', text_given USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT gen_random_uuid(), text_given, 'agreement_withdrawal', text_given, s.municipality_id, 'waiting', '', now()
      FROM public.tenants_standing s
     WHERE s.kind = 'agreement' AND s.joint_id = text_given
       AND s.state IN ('for_decision', 'question', 'wanted', 'to_sign')
    ON CONFLICT (delivery_id, municipality_id) DO NOTHING;
    FOR each_one IN
        SELECT r.id AS recipient, m.id AS municipality_id, m.schema_name
          FROM public.tenants_recipient r JOIN public.tenants_municipality m ON m.id = r.municipality_id
         WHERE r.delivery_id = text_given AND r.state = 'waiting' ORDER BY m.kommunekode
    LOOP
        problem := NULL; changed_row := NULL;
        BEGIN
            EXECUTE format($sql$
                WITH before AS (
                    SELECT id, state FROM %1$I.agreements_municipal_agreement
                     WHERE common_text_id = $1 AND state IN ('for_decision', 'question', 'wanted', 'to_sign') FOR UPDATE
                ), changed AS (
                    UPDATE %1$I.agreements_municipal_agreement a
                       SET state = 'withdrawn', state_since = clock_timestamp(), withdrawn_reason = $2
                      FROM before WHERE a.id = before.id RETURNING a.id, a.state_since
                ), logged AS (
                    INSERT INTO %1$I.workflows_municipal_municipallogentry
                           (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
                    SELECT clock_timestamp(), 'agreements_municipal.agreement', id, 'be_withdrawn', state, 'withdrawn', $2, '{}', $3, $4
                      FROM before
                )
                SELECT id, state_since FROM changed
                $sql$, each_one.schema_name) INTO changed_row USING text_given, reason_given, by_id_given, by_name_given;
            UPDATE public.tenants_standing SET state = 'withdrawn', since = changed_row.state_since
             WHERE municipality_id = each_one.municipality_id AND kind = 'agreement' AND subject_id = changed_row.id;
        EXCEPTION
            WHEN lock_not_available THEN problem := 'Kommunens arkiv var optaget; der prøves igen.';
            WHEN undefined_table OR undefined_column OR invalid_schema_name THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
        END;
        UPDATE public.tenants_recipient
           SET state = CASE WHEN problem IS NULL THEN 'delivered' ELSE 'waiting' END,
               delivered_at = CASE WHEN problem IS NULL THEN clock_timestamp() END, reason = coalesce(problem, '')
         WHERE id = each_one.recipient;
        municipality := each_one.municipality_id; is_new := problem IS NULL AND changed_row.id IS NOT NULL; waits_because := problem;
        RETURN NEXT;
    END LOOP;
    PERFORM public.agreements_joint_try_later_v1('agreements.withdraw', 'text', text_given, attempt, by_id_given, by_name_given)
      FROM public.tenants_recipient r WHERE r.delivery_id = text_given AND r.state = 'waiting' LIMIT 1;
END $$;
