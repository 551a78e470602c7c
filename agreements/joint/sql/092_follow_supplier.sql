-- Texts that are negotiated or stand go along in a merger, with the agreements made of them, and so do notices that
-- are open: somebody must answer the objections. What was withdrawn, broken off or closed stays with the supplier it
-- was negotiated with.
CREATE OR REPLACE FUNCTION agreements_joint_follow_supplier_v1(change_given uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    m record;
    roots uuid[];
    texts int;
BEGIN
    SELECT * INTO m FROM public.register_merger_v1(change_given);
    WITH moved AS (
        UPDATE public.agreements_joint_commontext SET supplier_id = m.into_supplier
         WHERE supplier_id = m.gone AND state NOT IN ('withdrawn', 'broken_off') RETURNING id
    ) SELECT coalesce(array_agg(id), '{}') INTO roots FROM moved;
    texts := cardinality(roots);
    WITH moved AS (
        UPDATE public.agreements_joint_subprocessornotice SET supplier_id = m.into_supplier
         WHERE supplier_id = m.gone AND state NOT IN ('closed', 'withdrawn') RETURNING id
    ) SELECT roots || coalesce(array_agg(id), '{}') INTO roots FROM moved;
    PERFORM public.register_move_rows_v1('agreements_joint', roots, m.gone, m.into_supplier);
    RETURN texts;
END $$;

-- The supplier's name today goes down to the agreements that were made under another one; they keep the name they were
-- signed under. Recipients are rows (delivery_id is the change); one whose schema is locked waits and is tried again.
CREATE OR REPLACE FUNCTION agreements_joint_supplier_now_v1(change_given uuid, attempt int, by_id_given uuid, by_name_given text)
RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    change public.register_supplierchange;
    name_now text;
    each_one record;
    problem text;
    waits int := 0;
BEGIN
    SELECT * INTO change FROM public.register_supplierchange
     WHERE id = change_given AND kind IN ('name', 'merger') AND state = 'done';
    IF change.id IS NULL THEN
        RAISE EXCEPTION 'No change % of a name is carried out', change_given USING ERRCODE = 'no_data_found';
    END IF;
    name_now := CASE change.kind WHEN 'name' THEN change.new_name ELSE change.other_name END;
    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT DISTINCT ON (i.municipality_id) gen_random_uuid(), change.id, 'supplier_name', change.supplier_id, i.municipality_id,
           'waiting', '', now()
      FROM public.agreements_joint_issuedagreement i
      JOIN public.tenants_municipality m ON m.id = i.municipality_id AND m.state IN ('member', 'leaving')
     WHERE i.delivered_at IS NOT NULL AND i.supplier_id IN (change.supplier_id, change.other_id)
    ON CONFLICT (delivery_id, municipality_id) DO NOTHING;
    FOR each_one IN
        -- The municipality's copy keeps the supplier it was made with, which may have been merged since.
        SELECT r.id AS recipient, m.schema_name,
               ARRAY (SELECT i.id FROM public.agreements_joint_issuedagreement i
                       WHERE i.municipality_id = r.municipality_id
                         AND i.supplier_id IN (change.supplier_id, change.other_id)) AS agreements
          FROM public.tenants_recipient r
          JOIN public.tenants_municipality m ON m.id = r.municipality_id
         WHERE r.delivery_id = change.id AND r.state = 'waiting' ORDER BY m.kommunekode
    LOOP
        problem := NULL;
        BEGIN
            EXECUTE format($sql$
                WITH changed AS (
                    UPDATE %1$I.agreements_municipal_agreement
                       SET supplier_now = CASE supplier_name WHEN $2 THEN '' ELSE $2 END
                     WHERE (supplier_id = $1 OR id = ANY ($6))
                       AND $2 <> CASE supplier_now WHEN '' THEN supplier_name ELSE supplier_now END
                       AND state NOT IN ('withdrawn', 'declined', 'deletion_proven') RETURNING id, state
                )
                INSERT INTO %1$I.workflows_municipal_municipallogentry
                       (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
                SELECT clock_timestamp(), 'agreements_municipal.agreement', id, 'supplier_now', state, state, $3,
                       jsonb_build_object('name', $2), $4, $5 FROM changed
                $sql$, each_one.schema_name) USING change.supplier_id, name_now, change.reason, by_id_given, by_name_given,
                    each_one.agreements;
        EXCEPTION
            WHEN lock_not_available THEN problem := 'Kommunens arkiv var optaget; der prøves igen.';
            WHEN undefined_table OR undefined_column OR invalid_schema_name THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
        END;
        UPDATE public.tenants_recipient
           SET state = CASE WHEN problem IS NULL THEN 'delivered' ELSE 'waiting' END,
               delivered_at = CASE WHEN problem IS NULL THEN clock_timestamp() END, reason = coalesce(problem, '')
         WHERE id = each_one.recipient;
        waits := waits + (problem IS NOT NULL)::int;
    END LOOP;
    IF waits > 0 THEN
        PERFORM public.agreements_joint_try_later_v1('agreements.supplier_now', 'change', change.id, attempt, by_id_given,
                                                     by_name_given);
    END IF;
    RETURN waits;
END $$;
