-- Of rows that a delivery carries, those that are a municipality's: `system_id` or `about` says which systems each is
-- about; without either it is everybody's. What it is about is left out of what is kept.
CREATE OR REPLACE FUNCTION audits_municipal_own_rows_v1(carried jsonb, uses uuid[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(jsonb_agg(r.one - 'about' - 'system_id' ORDER BY r.place), '[]')
      FROM jsonb_array_elements(coalesce(carried, '[]')) WITH ORDINALITY AS r (one, place)
     WHERE (jsonb_typeof(r.one -> 'about') IS DISTINCT FROM 'array' OR r.one -> 'about' ?| uses::text[])
       AND (NOT r.one ? 'system_id' OR r.one ->> 'system_id' = ANY (uses::text[]))
$$;
