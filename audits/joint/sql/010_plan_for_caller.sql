-- What the joint plan has of the caller's own systems: the supervisions planned, under way and sent, with the words
-- for a concept below the recommended one where somebody has approved it. A cancelled one is none.
CREATE OR REPLACE FUNCTION audits_joint_plan_for_caller_v1()
RETURNS TABLE (system_id uuid, audit_id uuid, case_number text, year integer, quarter integer, concept integer,
               is_sent boolean, lower_reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT x.system_id, a.id, a.case_number::text, a.year::integer, a.quarter::integer, a.concept::integer,
           a.state IN ('published', 'follow_up', 'closed'), coalesce(l.reason, '')
      FROM public.register_systemuse u
      JOIN public.audits_joint_auditsystem x ON x.system_id = u.system_id
      JOIN public.audits_joint_audit a ON a.id = x.audit_id AND a.state NOT IN ('cancelled', 'withdrawn')
      LEFT JOIN public.audits_joint_lowerconcept l
        ON l.audit_id = a.id AND l.state = 'approved' AND l.concept = a.concept
     WHERE u.municipality_id = public.walls_definer_caller_id() AND u.is_active
$$;
