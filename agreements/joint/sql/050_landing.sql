-- What an invitation to a negotiation is about, for the page before sign-in. The door may read exactly
-- the text that an invitation names, while the invitation can be used; for any other id it is told null.
CREATE OR REPLACE FUNCTION agreements_joint_landing_v1(text_given uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.accounts_invitation i
                    WHERE i.about_id = text_given AND i.used_at IS NULL AND i.expires_at > now()) THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT jsonb_build_object(
            'number', t.number,
            'title', t.title,
            'contact_name', t.case_worker_name,
            'contact_phone', t.case_worker_phone,
            'due', (SELECT r.due FROM public.agreements_joint_round r
                     WHERE r.common_text_id = t.id ORDER BY r.number DESC LIMIT 1),
            'systems', (SELECT coalesce(jsonb_agg(s.system_name ORDER BY s.system_name), '[]')
                          FROM public.agreements_joint_commontextsystem s WHERE s.common_text_id = t.id),
            'members', (SELECT coalesce(jsonb_agg(DISTINCT m.name), '[]')
                          FROM public.register_systemuse u
                          JOIN public.agreements_joint_commontextsystem s ON s.system_id = u.system_id
                          JOIN public.tenants_municipality m ON m.id = u.municipality_id
                         WHERE s.common_text_id = t.id AND u.is_active AND m.state IN ('member', 'leaving')))
          FROM public.agreements_joint_commontext t
         WHERE t.id = text_given AND t.shown_at IS NOT NULL);
END $$;
