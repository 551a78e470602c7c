-- Whom an organisation may reach: who works for it now, as it wrote them down itself. The view runs
-- with the caller's own rights, so a municipality and a supplier see their own people only.
DROP VIEW IF EXISTS accounts_colleague;
CREATE VIEW accounts_colleague WITH (security_invoker = true) AS
SELECT id, person_id, name, email, phone, title, site, municipality_id, supplier_id, organisation, roles
  FROM accounts_engagement
 WHERE ended_at IS NULL;

-- Inviting: the same answer whether the person is known or not. Makes person and engagement where
-- they are missing and stores the invitation. The caller may invite for itself only.
CREATE OR REPLACE FUNCTION accounts_invite_v1(
    email_given text, name_given text, phone_given text, title_given text, site_given text,
    municipality uuid, supplier uuid, organisation_given text, roles_given text[],
    token_hash_given text, next_given text, about uuid, expires timestamptz, by_given text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE caller uuid := walls_definer_caller_id();
        found_person uuid;
        found_engagement uuid;
BEGIN
    IF caller IS NOT NULL AND caller IS DISTINCT FROM coalesce(municipality, supplier) THEN
        RAISE EXCEPTION 'A caller invites for itself only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF caller IS NOT NULL AND site_given = 'secretariat' THEN
        RAISE EXCEPTION 'Only the secretariat invites to its own site' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO accounts_person (id, password, email, name, language, is_active, created_at)
    VALUES (gen_random_uuid(), '!', lower(email_given), name_given, 'da', true, now())
    ON CONFLICT (email) DO NOTHING;
    SELECT id INTO found_person FROM accounts_person WHERE email = lower(email_given);
    INSERT INTO accounts_engagement AS known (id, person_id, site, municipality_id, supplier_id, organisation,
                                              name, email, phone, title, roles, created_at)
    VALUES (gen_random_uuid(), found_person, site_given, municipality, supplier, organisation_given,
            name_given, lower(email_given), phone_given, title_given, roles_given, now())
    ON CONFLICT (person_id, site, municipality_id, supplier_id)
    DO UPDATE SET name = EXCLUDED.name, phone = EXCLUDED.phone, title = EXCLUDED.title, ended_at = NULL,
                  roles = CASE WHEN known.ended_at IS NULL  -- who comes back has the new roles only
                               THEN ARRAY(SELECT DISTINCT unnest(known.roles || EXCLUDED.roles))
                               ELSE EXCLUDED.roles END
    RETURNING id INTO found_engagement;
    INSERT INTO accounts_invitation (id, token_hash, engagement_id, next_path, about_id, created_at, expires_at, invited_by_name)
    VALUES (gen_random_uuid(), token_hash_given, found_engagement, next_given, about, now(), expires, by_given);
END $$;

-- Ending somebody's work for the caller's organisation, or (the secretariat) for any. One administrator
-- who can sign in is always left: of two who end each other, the second waits and is refused.
CREATE OR REPLACE FUNCTION accounts_end_v1(engagement uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE caller uuid := walls_definer_caller_id();
BEGIN
    IF EXISTS (SELECT FROM accounts_engagement e
                WHERE e.id = engagement AND e.site = 'secretariat' AND 'administrator' = ANY (e.roles)) THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('accounts.administrators', 0));
        IF NOT EXISTS (SELECT FROM accounts_engagement e JOIN accounts_person p ON p.id = e.person_id
                        WHERE e.id <> engagement AND e.site = 'secretariat' AND 'administrator' = ANY (e.roles)
                          AND e.ended_at IS NULL AND p.is_active AND p.password NOT LIKE '!%') THEN
            RAISE EXCEPTION 'One administrator is left' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    UPDATE accounts_engagement SET ended_at = now()
     WHERE id = engagement AND ended_at IS NULL
       AND (caller IS NULL OR caller = coalesce(municipality_id, supplier_id));
    RETURN FOUND;
END $$;
