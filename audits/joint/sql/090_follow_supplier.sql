-- Supervisions that are under way go along in a merger; closed ones stay with the supplier they were held at.
CREATE OR REPLACE FUNCTION audits_joint_follow_supplier_v1(change_given uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    m record;
    roots uuid[];
BEGIN
    SELECT * INTO m FROM public.register_merger_v1(change_given);
    WITH moved AS (
        UPDATE public.audits_joint_audit SET supplier_id = m.into_supplier
         WHERE supplier_id = m.gone AND state NOT IN ('closed', 'cancelled', 'withdrawn') RETURNING id
    ) SELECT coalesce(array_agg(id), '{}') INTO roots FROM moved;
    PERFORM public.register_move_rows_v1('audits_joint', roots, m.gone, m.into_supplier);
    RETURN cardinality(roots);
END $$;
