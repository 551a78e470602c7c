-- What an invitation to a supervision is about, for the page before sign-in. The door may read exactly
-- the case that an invitation names, while the invitation can be used.
CREATE OR REPLACE FUNCTION audits_joint_landing_v1(about uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.accounts_invitation i
                    WHERE i.about_id = about AND i.used_at IS NULL AND i.expires_at > now()) THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT jsonb_build_object(
            'case_number', a.case_number, 'supplier', s.name, 'deadline', a.deadline,
            'contact_name', a.case_worker_name, 'contact_phone', a.case_worker_phone,
            'systems', (SELECT jsonb_agg(x.name ORDER BY x.name) FROM public.audits_joint_auditsystem x
                         WHERE x.audit_id = a.id),
            'questions', (SELECT count(*) FROM public.audits_joint_answer w
                            JOIN public.audits_joint_questionnaire q ON q.id = w.questionnaire_id
                           WHERE q.audit_id = a.id),
            'municipalities', (
                SELECT jsonb_agg(m.name ORDER BY m.name_sort) FROM public.tenants_municipality m
                 WHERE m.state IN ('member', 'leaving') AND EXISTS (
                       SELECT FROM public.register_systemuse u
                         JOIN public.audits_joint_auditsystem x ON x.system_id = u.system_id
                        WHERE x.audit_id = a.id AND u.municipality_id = m.id AND u.is_active)))
          FROM public.audits_joint_audit a JOIN public.register_supplier s ON s.id = a.supplier_id
         WHERE a.id = about AND a.announced_at <= statement_timestamp());
END $$;

-- The members on whose behalf a supervision is run, by name; a supplier asks about its own cases only.
CREATE OR REPLACE FUNCTION audits_joint_members_v1(audit uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT m.name FROM public.tenants_municipality m
     WHERE m.state IN ('member', 'leaving') AND EXISTS (
           SELECT FROM public.register_systemuse u
             JOIN public.audits_joint_auditsystem x ON x.system_id = u.system_id
             JOIN public.audits_joint_audit a ON a.id = x.audit_id
            WHERE x.audit_id = audit AND u.municipality_id = m.id AND u.is_active
              AND (current_setting('role') NOT LIKE '%\_s\_%'
                   OR (a.supplier_id = public.walls_definer_caller_id() AND a.announced_at <= statement_timestamp())))
     ORDER BY m.name_sort
$$;
