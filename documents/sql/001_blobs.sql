-- Note that the caller holds a blob: a municipality under its schema's name, anybody else as "shared".
-- Answers nothing, so that nobody learns whether the same content was there before.
CREATE OR REPLACE FUNCTION documents_hold_blob_v1(blob text, bytes bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE by_whom text := 'shared';
BEGIN
    IF blob !~ '^[0-9a-f]{64}$' OR bytes < 0 THEN
        RAISE EXCEPTION 'not a blob' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF current_setting('role') LIKE '{prefix}\_m\_%' THEN
        by_whom := public.walls_caller_schema();
    END IF;
    INSERT INTO public.documents_blob (sha256, size, stored_at) VALUES (blob, bytes, now())
        ON CONFLICT DO NOTHING;
    INSERT INTO public.documents_blobholder (id, sha256, holder) VALUES (gen_random_uuid(), blob, by_whom)
        ON CONFLICT DO NOTHING;
END $$;
