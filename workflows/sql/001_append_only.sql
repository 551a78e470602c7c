-- The log and its seals are added to, never changed: by nobody, the owner of the tables included.
-- A municipality that leaves is dropped with its schema, which no trigger sees.
CREATE OR REPLACE FUNCTION workflows_refuse_change_v1() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'The table %.% is append-only: it is evidence of what was done, so % is refused to everybody',
        TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege',
        HINT = 'What was written wrongly is told by a new row.';
END $$;
