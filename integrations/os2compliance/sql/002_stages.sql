-- How far the joint supervision of each of the caller's own systems is: one row for each case that covers it.
-- What was sent is told as `sent`; whether the caller has it, the caller's own schema says.
CREATE OR REPLACE FUNCTION integrations_os2compliance_stages_v1()
RETURNS TABLE (system_id uuid, audit_id uuid, year integer, quarter integer, stage text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT x.system_id, a.id, a.year::integer, a.quarter::integer,
           CASE WHEN a.state = 'planned' THEN 'planned'
                WHEN a.state IN ('published', 'follow_up', 'closed') THEN 'sent' ELSE 'begun' END
      FROM public.register_systemuse u
      JOIN public.audits_joint_auditsystem x ON x.system_id = u.system_id
      JOIN public.audits_joint_audit a ON a.id = x.audit_id AND a.state NOT IN ('cancelled', 'withdrawn')
     WHERE u.municipality_id = public.walls_definer_caller_id() AND u.is_active
$$;
