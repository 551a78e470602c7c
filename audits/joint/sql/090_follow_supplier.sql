-- Supervisions that are under way go along in a merger; closed ones stay with the supplier they were held at.
CREATE OR REPLACE FUNCTION audits_joint_follow_supplier_v1(change_given uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    m record;
    roots uuid[];
    audits_moved int;
BEGIN
    SELECT * INTO m FROM public.register_merger_v1(change_given);
    WITH moved AS (
        UPDATE public.audits_joint_audit SET supplier_id = m.into_supplier
         WHERE supplier_id = m.gone AND state NOT IN ('closed', 'cancelled', 'withdrawn') RETURNING id
    ) SELECT coalesce(array_agg(id), '{}') INTO roots FROM moved;
    audits_moved := cardinality(roots);
    -- What is kept ready for audits goes along whole: the supplier that remains uses it.
    WITH moved AS (
        UPDATE public.audits_joint_statement SET supplier_id = m.into_supplier WHERE supplier_id = m.gone RETURNING id
    ) SELECT roots || coalesce(array_agg(id), '{}') INTO roots FROM moved;
    UPDATE public.audits_joint_reliance r SET supplier_id = m.into_supplier
     WHERE r.supplier_id = m.gone AND NOT EXISTS (
           SELECT FROM public.audits_joint_reliance o
            WHERE o.statement_id = r.statement_id AND o.supplier_id = m.into_supplier);
    PERFORM public.register_move_rows_v1('audits_joint', roots, m.gone, m.into_supplier);
    RETURN audits_moved;
END $$;
