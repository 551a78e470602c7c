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
    -- What is kept ready for audits goes along whole, with its files: the supplier that remains uses it. Rows of the
    -- cases that stay behind name the editions, but are not taken along by them.
    UPDATE public.audits_joint_statement SET supplier_id = m.into_supplier WHERE supplier_id = m.gone;
    WITH moved AS (
        UPDATE public.audits_joint_statementversion SET supplier_id = m.into_supplier WHERE supplier_id = m.gone
        RETURNING file_id
    ) UPDATE public.documents_storedfile f SET supplier_id = m.into_supplier
        FROM moved WHERE f.id = moved.file_id AND f.supplier_id = m.gone;
    UPDATE public.audits_joint_reliance r SET supplier_id = m.into_supplier
     WHERE r.supplier_id = m.gone AND NOT EXISTS (
           SELECT FROM public.audits_joint_reliance o
            WHERE o.statement_id = r.statement_id AND o.supplier_id = m.into_supplier);
    PERFORM public.register_move_rows_v1('audits_joint', roots, m.gone, m.into_supplier);
    -- What was a sub-processor's is the supplier's own where the two have become one.
    UPDATE public.audits_joint_evidence e
       SET from_chain = false, wish_reason = v.wish_reason, confidential = v.confidential
      FROM public.audits_joint_statementversion v
     WHERE e.from_chain AND e.supplier_id = m.into_supplier AND v.id = e.version_id
       AND v.supplier_id = m.into_supplier;
    RETURN cardinality(roots);
END $$;
