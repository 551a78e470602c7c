-- The log sealed into hash chains: one chain for the shared schema, one for each municipality's.
-- docs/operations.md tells a third party how to recompute a chain; what stands here in words of SQL
-- must not change without a new suffix, since old digests are never made again.

-- The text of one log row that is hashed: its evidence, in this order, as a JSON array.
CREATE OR REPLACE FUNCTION workflows_canonical_v1(
    number bigint, at timestamptz, subject_kind text, subject_id uuid, action text, before text, after text,
    reason text, data jsonb, by_id uuid, by_name text
) RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT jsonb_build_array(
        number, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), subject_kind, subject_id, action,
        before, after, reason, data, by_id, by_name)::text
$$;

-- The chains there are: `public`, and every municipality's schema that has a log.
CREATE OR REPLACE FUNCTION workflows_chains_v1() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT 'public' UNION ALL
    (SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relname = 'workflows_municipal_municipallogentry' AND n.nspname LIKE 'm\_%' ORDER BY n.nspname)
$$;

-- Append what is not sealed yet to one chain. Answers how many rows; null where another seals it now.
--
-- Only rows whose transaction is older than every open one: what is not visible now cannot turn up in
-- front of them, so the order is sure. The rows of the last seal's transaction and later are looked at;
-- `whole` looks at all. A transaction number beyond all that this server has given comes from
-- the server of which this is a restored copy; its transaction ended long ago.
CREATE OR REPLACE FUNCTION workflows_seal_v1(chain text, whole boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    log text := CASE chain WHEN 'public' THEN 'public.workflows_logentry'
                ELSE format('%I.workflows_municipal_municipallogentry', chain) END;
    seals text := CASE chain WHEN 'public' THEN 'public.workflows_seal'
                  ELSE format('%I.workflows_municipal_municipalseal', chain) END;
    last record;
    since xid8 := '0';
    link bytea;
    row_text record;
    entries bigint[] := '{}';
    digests bytea[] := '{}';
BEGIN
    IF NOT EXISTS (SELECT FROM public.workflows_chains_v1() AS known WHERE known = chain) THEN
        RAISE EXCEPTION 'There is no log %', chain USING ERRCODE = 'invalid_schema_name';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtextextended('workflows_seal ' || chain, 0)) THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT position, entry, digest FROM %s ORDER BY position DESC LIMIT 1', seals) INTO last;
    link := coalesce(last.digest, sha256(convert_to(chain, 'UTF8')));
    IF last.position IS NOT NULL AND NOT whole THEN
        EXECUTE format('SELECT xid FROM %s WHERE number = $1', log) INTO since USING last.entry;
        IF since IS NULL OR since >= pg_snapshot_xmax(pg_current_snapshot()) THEN
            since := '0';
        END IF;
    END IF;
    FOR row_text IN EXECUTE format(
        'SELECT number, public.workflows_canonical_v1(number, at, subject_kind, subject_id, action, before, after,
                                                      reason, data, by_id, by_name) AS told
           FROM %1$s l
          WHERE xid >= $1
            AND (xid < pg_snapshot_xmin(pg_current_snapshot()) OR xid >= pg_snapshot_xmax(pg_current_snapshot()))
            AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
            AND NOT EXISTS (SELECT FROM %2$s s WHERE s.entry = l.number)
          ORDER BY number', log, seals) USING since
    LOOP
        link := sha256(link || convert_to(row_text.told, 'UTF8'));
        entries := entries || row_text.number;
        digests := digests || link;
    END LOOP;
    IF cardinality(entries) > 0 THEN
        EXECUTE format(
            'INSERT INTO %s (position, entry, digest, sealed_at)
             SELECT $1 + n, entry, digest, $4 FROM unnest($2, $3) WITH ORDINALITY AS s (entry, digest, n)', seals)
        USING coalesce(last.position, 0), entries, digests, clock_timestamp();
    END IF;
    RETURN cardinality(entries);
END $$;

-- Where every chain ends now; a chain without seals is left out.
CREATE OR REPLACE FUNCTION workflows_chain_ends_v1() RETURNS TABLE (chain text, "position" bigint, digest bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    FOR chain IN SELECT known FROM public.workflows_chains_v1() AS known
    LOOP
        BEGIN
            RETURN QUERY EXECUTE format(
                'SELECT $1, s.position, s.digest FROM %s s ORDER BY s.position DESC LIMIT 1',
                CASE chain WHEN 'public' THEN 'public.workflows_seal'
                ELSE format('%I.workflows_municipal_municipalseal', chain) END) USING chain;
        EXCEPTION
            WHEN undefined_table OR invalid_schema_name THEN NULL;  -- lags behind in migrations, or left just now
        END;
    END LOOP;
END $$;

-- The daily heads as far as the calling municipality's own chain goes.
CREATE OR REPLACE FUNCTION workflows_own_heads_v1()
RETURNS TABLE (day date, "position" bigint, digest text, sha256 text, signature text, key_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT h.day, (h.chains #>> ARRAY[own.chain, 'position'])::bigint, h.chains #>> ARRAY[own.chain, 'digest'],
           h.sha256, h.signature, h.key_id
      FROM public.workflows_logheads h, (SELECT public.walls_caller_schema()) AS own (chain)
     WHERE h.chains ? own.chain ORDER BY h.day
$$;
