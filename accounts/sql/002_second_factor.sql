-- Taking away the second factor of somebody who has lost the device, with all sessions. Only the
-- secretariat may; by work for somebody else it does not reach the second factor of its own people.
CREATE OR REPLACE FUNCTION accounts_take_away_factor_v1(engagement uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE whose uuid;
        where_at text;
        had boolean;
BEGIN
    IF walls_definer_caller_id() IS NOT NULL THEN
        RAISE EXCEPTION 'Only the secretariat takes a second factor away' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT person_id, site INTO whose, where_at FROM accounts_engagement WHERE id = engagement AND ended_at IS NULL;
    IF whose IS NULL THEN RETURN false; END IF;
    IF where_at <> 'secretariat' AND EXISTS (
        SELECT FROM accounts_engagement e
         WHERE e.person_id = whose AND e.site = 'secretariat' AND e.ended_at IS NULL) THEN
        RAISE EXCEPTION 'The person works for the secretariat, too' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM mfa_authenticator WHERE user_id = whose;
    had := FOUND;
    DELETE FROM accounts_session WHERE person_id = whose;
    RETURN had;
END $$;
