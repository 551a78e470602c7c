-- A system has been sold: those who use it are told, and each agreement about it has it in its history. Recipients are
-- rows (delivery_id is the change), agreed upon once; one whose schema is locked waits and is tried again.
-- Answers who was told now, with the agreements that need a supplement: id and number, own ones as well.
CREATE OR REPLACE FUNCTION agreements_joint_system_sold_v1(change_given uuid, attempt int, by_id_given uuid, by_name_given text)
RETURNS TABLE (municipality uuid, agreements jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    change public.register_supplierchange;
    each_one record;
    problem text;
    waits int := 0;
BEGIN
    SELECT * INTO change FROM public.register_supplierchange
     WHERE id = change_given AND kind = 'sale' AND state = 'done' AND system_id IS NOT NULL FOR UPDATE;
    IF change.id IS NULL THEN
        RAISE EXCEPTION 'No sale % of a system is carried out', change_given USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT gen_random_uuid(), change.id, 'system_sold', change.system_id, m.id, 'waiting', '', now()
      FROM public.tenants_municipality m
     WHERE m.state IN ('member', 'leaving')
       AND NOT EXISTS (SELECT FROM public.tenants_recipient r WHERE r.delivery_id = change.id)
       AND (EXISTS (SELECT FROM public.register_systemuse u
                     WHERE u.municipality_id = m.id AND u.system_id = change.system_id AND u.is_active)
            OR EXISTS (SELECT FROM public.agreements_joint_issuedagreement i
                         JOIN public.agreements_joint_commontextsystem x ON x.common_text_id = i.common_text_id
                        WHERE i.municipality_id = m.id AND x.system_id = change.system_id AND i.delivered_at IS NOT NULL))
    ON CONFLICT (delivery_id, municipality_id) DO NOTHING;
    FOR each_one IN
        SELECT r.id AS recipient, m.id, m.schema_name FROM public.tenants_recipient r
          JOIN public.tenants_municipality m ON m.id = r.municipality_id
         WHERE r.delivery_id = change.id AND r.state = 'waiting' ORDER BY m.kommunekode
    LOOP
        problem := NULL;
        BEGIN
            EXECUTE format($sql$
                WITH touched AS (
                    SELECT id, number, state FROM %1$I.agreements_municipal_agreement
                     WHERE systems @> jsonb_build_array(jsonb_build_object('id', $1::text))
                       AND state IN ('signed_by_one', 'signed', 'in_force', 'under_notice', 'expired') FOR UPDATE
                ), logged AS (
                    INSERT INTO %1$I.workflows_municipal_municipallogentry
                           (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
                    SELECT clock_timestamp(), 'agreements_municipal.agreement', id, 'system_sold', state, state, $2,
                           jsonb_build_object('system', $3, 'name', $4, 'on', $5), $6, $7 FROM touched
                )
                SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', number) ORDER BY number), '[]') FROM touched
                $sql$, each_one.schema_name)
                INTO agreements
                USING change.system_id, change.reason,
                      (SELECT s.name FROM public.register_system s WHERE s.id = change.system_id), change.other_name,
                      change.effective_on, by_id_given, by_name_given;
        EXCEPTION
            WHEN lock_not_available THEN problem := 'Kommunens arkiv var optaget; der prøves igen.';
            WHEN undefined_table OR undefined_column OR invalid_schema_name THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
        END;
        UPDATE public.tenants_recipient
           SET state = CASE WHEN problem IS NULL THEN 'delivered' ELSE 'waiting' END,
               delivered_at = CASE WHEN problem IS NULL THEN clock_timestamp() END, reason = coalesce(problem, '')
         WHERE id = each_one.recipient;
        IF problem IS NULL THEN
            municipality := each_one.id;
            RETURN NEXT;
        ELSE
            waits := waits + 1;
        END IF;
    END LOOP;
    IF waits > 0 THEN
        PERFORM public.agreements_joint_try_later_v1('agreements.system_sold', 'change', change.id, attempt, by_id_given,
                                                     by_name_given);
    END IF;
END $$;
