-- Note that the caller holds a blob: a municipality under its schema's name, anybody else as "shared".
-- Answers nothing, so that nobody learns whether the same content was there before. The blob's row is locked
-- even where it was there: call this before the content is written, and documents_drop_blob_v1 cannot take it.
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
        ON CONFLICT (sha256) DO UPDATE SET stored_at = excluded.stored_at;
    INSERT INTO public.documents_blobholder (id, sha256, holder) VALUES (gen_random_uuid(), blob, by_whom)
        ON CONFLICT DO NOTHING;
END $$;

-- Let a blob go that nobody holds, and that nobody has stored again for the delay. True: its row is gone, and
-- the caller removes the file before it commits. A transaction that stores the same content is waited for.
CREATE OR REPLACE FUNCTION documents_drop_blob_v1(blob text, delay interval) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE last_stored timestamptz;
BEGIN
    IF blob !~ '^[0-9a-f]{64}$' OR delay < interval '1 hour' THEN
        RAISE EXCEPTION 'not a blob, or no delay' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT stored_at INTO last_stored FROM public.documents_blob WHERE sha256 = blob FOR UPDATE;
    IF last_stored IS NULL OR last_stored > now() - delay
       OR EXISTS (SELECT FROM public.documents_blobholder h WHERE h.sha256 = blob)
       OR EXISTS (SELECT FROM public.documents_storedfile f WHERE f.sha256 = blob) THEN
        RETURN false;
    END IF;
    DELETE FROM public.documents_blob WHERE sha256 = blob;
    RETURN true;
END $$;

-- Wait until no other transaction is storing an upload of the supplier, so that two together keep to its limit.
-- A supplier waits for, and keeps waiting, itself only.
CREATE OR REPLACE FUNCTION documents_wait_for_turn_v1(supplier uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF current_setting('role') LIKE '{prefix}\_s\_%' AND supplier IS DISTINCT FROM public.walls_definer_caller_id() THEN
        RAISE EXCEPTION 'not the caller' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('documents ' || supplier, 0));
END $$;
