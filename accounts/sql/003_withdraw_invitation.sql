-- An invitation about a matter that was called back before anybody saw it. Whom it alone let in, and who has never
-- come, works for the organisation no more; who was there before stays.
CREATE OR REPLACE FUNCTION accounts_withdraw_invitation_v1(about uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE touched uuid[];
BEGIN
    WITH gone AS (
        DELETE FROM public.accounts_invitation WHERE about_id = about AND used_at IS NULL RETURNING engagement_id)
    SELECT coalesce(array_agg(engagement_id), '{}') INTO touched FROM gone;
    UPDATE public.accounts_engagement e SET ended_at = now()
      FROM public.accounts_person p
     WHERE e.id = ANY (touched) AND e.ended_at IS NULL AND p.id = e.person_id AND p.password LIKE '!%'
       AND NOT EXISTS (SELECT FROM public.accounts_invitation i WHERE i.engagement_id = e.id);
    RETURN cardinality(touched);
END $$;
