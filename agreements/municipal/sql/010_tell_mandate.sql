-- A municipality tells which mandate the secretariat holds from it, and when that is revoked. Everything is
-- read from the caller's own schema; the caller gives the mandate's id only. The signed paper goes along.
CREATE OR REPLACE FUNCTION agreements_municipal_tell_mandate_v1(subject uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    own_schema text := public.walls_caller_schema();
    own_id uuid := public.walls_definer_caller_id();
    mine record;
BEGIN
    EXECUTE format(
        'SELECT m.id, m.agreement_id, m.covers, m.valid_from, m.valid_until, m.given_at, m.given_by_name::text,
                m.revoked_at, f.sha256::text, f.name::text
           FROM %1$I.agreements_municipal_mandate m JOIN %1$I.documents_municipal_municipalfile f ON f.id = m.file_id
          WHERE m.id = $1 AND m.holder = ''secretariat'' AND f.state = ''ready''', own_schema)
        INTO mine USING subject;
    IF mine.id IS NULL THEN
        RAISE EXCEPTION 'The secretariat holds no mandate % from this municipality', subject USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.tenants_heldmandate AS held (id, municipality_id, mandate_id, agreement_id, covers, valid_from,
                                            valid_until, given_at, given_by_name, revoked_at, file_sha256, file_name)
    VALUES (gen_random_uuid(), own_id, mine.id, mine.agreement_id, mine.covers, mine.valid_from, mine.valid_until,
            mine.given_at, mine.given_by_name, mine.revoked_at, mine.sha256, mine.name)
    -- What was given does not change afterwards; it can only be revoked, and that cannot be undone.
    ON CONFLICT (municipality_id, mandate_id)
    DO UPDATE SET revoked_at = coalesce(held.revoked_at, EXCLUDED.revoked_at);
    INSERT INTO public.documents_blobholder (id, sha256, holder) VALUES (gen_random_uuid(), mine.sha256, 'shared')
        ON CONFLICT DO NOTHING;
END $$;
