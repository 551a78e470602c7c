-- Where a finding stands, told to those who have the report: state and deadline of their copies.
CREATE OR REPLACE FUNCTION audits_joint_tell_finding_v1(finding uuid)
RETURNS TABLE (municipality uuid, delivered boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    told public.audits_joint_finding;
    report uuid;
    by_id uuid;
    by_name text;
    recipient record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audits_joint_tell_finding'));
    SELECT f.* INTO told FROM public.audits_joint_finding f WHERE f.id = finding;
    SELECT r.id INTO report FROM public.audits_joint_report r WHERE r.audit_id = told.audit_id;
    IF report IS NULL OR told.state IN ('found', 'hearing', 'dropped') THEN RETURN; END IF;
    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT DISTINCT ON (w.municipality_id) gen_random_uuid(), told.id, 'audit_finding', report, w.municipality_id,
           'waiting', '', now()
      FROM public.tenants_recipient w
     WHERE w.kind = 'audit_report' AND w.joint_id = report AND w.state = 'delivered'
    ON CONFLICT (delivery_id, municipality_id) DO UPDATE SET state = 'waiting';
    FOR recipient IN
        SELECT w.municipality_id AS id, m.schema_name AS home FROM public.tenants_recipient w
          JOIN public.tenants_municipality m ON m.id = w.municipality_id
         WHERE w.kind = 'audit_finding' AND w.delivery_id = told.id AND w.state = 'waiting'
         ORDER BY w.municipality_id
    LOOP
        BEGIN
            PERFORM public.audits_joint_tell_one_v1(told, recipient.home);
            UPDATE public.tenants_recipient SET state = 'delivered', reason = '', delivered_at = now()
             WHERE delivery_id = told.id AND municipality_id = recipient.id;
            municipality := recipient.id; delivered := true; RETURN NEXT;
        EXCEPTION
            WHEN lock_not_available OR deadlock_detected OR undefined_table OR undefined_column OR invalid_schema_name THEN
                UPDATE public.tenants_recipient SET reason = 'Kommunens skema er optaget. Der prøves igen.'
                 WHERE delivery_id = told.id AND municipality_id = recipient.id;
                municipality := recipient.id; delivered := false; RETURN NEXT;
        END;
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION audits_joint_tell_one_v1(told public.audits_joint_finding, home text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '400ms'
AS $$
BEGIN
    EXECUTE format(
        'UPDATE %I.audits_municipal_receivedfinding SET state = $2, deadline = $3, note = $4, plan = $5, plan_done_by = $6,
                told_at = now()
          WHERE finding_id = $1
            AND (state, deadline, note, plan, plan_done_by) IS DISTINCT FROM ($2, $3, $4, $5, $6)', home)
    USING told.id, told.state, told.deadline,
          -- Why it was put to them stays with it for as long as it is.
          CASE WHEN told.state = 'presented' THEN coalesce((
              SELECT e.reason FROM public.workflows_logentry e
               WHERE e.subject_id = told.id AND e.subject_kind = 'audits_joint.finding' AND e.action = 'present'
               ORDER BY e.at DESC LIMIT 1), '') ELSE '' END,
          public.audits_joint_plan_told_v1(told),
          CASE WHEN public.audits_joint_plan_told_v1(told) <> '' THEN told.plan_done_by END;
END $$;

-- The same of all findings of a report, in one municipality's schema: what came later than the others says no less.
CREATE OR REPLACE FUNCTION audits_joint_tell_all_v1(audit uuid, home text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    told public.audits_joint_finding;
BEGIN
    FOR told IN SELECT f.* FROM public.audits_joint_finding f
                 WHERE f.audit_id = audit AND f.state NOT IN ('found', 'hearing', 'dropped')
    LOOP
        PERFORM public.audits_joint_tell_one_v1(told, home);
    END LOOP;
END $$;
