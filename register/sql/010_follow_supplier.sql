-- A merger takes rows along from one supplier to the other: those of one room (by the beginning of their tables' names)
-- that hang on the given roots, however deep, with their files. Rows whose case stays behind keep their supplier.
-- Called by the rooms' own functions only, which look at the change first.
CREATE OR REPLACE FUNCTION register_move_rows_v1(room text, roots uuid[], gone uuid, into_supplier uuid) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    moved uuid[] := roots;
    fresh uuid[];
    link record;
    grown boolean := true;
    changed int := 0;
BEGIN
    WHILE grown LOOP
        grown := false;
        FOR link IN
            SELECT DISTINCT c.conrelid::regclass AS held, a.attname AS col
              FROM pg_constraint c
              JOIN pg_class held ON held.oid = c.conrelid AND held.relnamespace = 'public'::regnamespace
              JOIN pg_class target ON target.oid = c.confrelid
              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND held.relname LIKE room || '\_%' AND target.relname LIKE room || '\_%'
               AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = held.oid AND s.attname = 'supplier_id')
               AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = held.oid AND s.attname = 'id')
        LOOP
            EXECUTE format('WITH done AS (UPDATE %s SET supplier_id = $3 WHERE supplier_id = $2 AND %I = ANY ($1) RETURNING id)
                            SELECT array_agg(id) FROM done', link.held, link.col)
                INTO fresh USING moved, gone, into_supplier;
            IF fresh IS NOT NULL THEN
                moved := moved || fresh; grown := true; changed := changed + cardinality(fresh);
            END IF;
        END LOOP;
    END LOOP;
    UPDATE public.documents_storedfile SET supplier_id = into_supplier WHERE supplier_id = gone AND case_id = ANY (moved);
    FOR link IN
        SELECT DISTINCT c.conrelid::regclass AS held, a.attname AS col
          FROM pg_constraint c
          JOIN pg_class held ON held.oid = c.conrelid AND held.relnamespace = 'public'::regnamespace
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
         WHERE c.contype = 'f' AND c.confrelid = 'public.documents_storedfile'::regclass
           AND held.relname LIKE room || '\_%'
           AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = held.oid AND s.attname = 'id')
    LOOP
        EXECUTE format('UPDATE public.documents_storedfile f SET supplier_id = $3
                          FROM %s t WHERE t.%I = f.id AND t.id = ANY ($1) AND f.supplier_id = $2', link.held, link.col)
            USING moved, gone, into_supplier;
    END LOOP;
    RETURN changed;
END $$;

-- Is it a merger that has been carried out in this very transaction's register? Answers (gone, into).
CREATE OR REPLACE FUNCTION register_merger_v1(change_given uuid, OUT gone uuid, OUT into_supplier uuid)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    SELECT supplier_id, other_id INTO gone, into_supplier FROM public.register_supplierchange
     WHERE id = change_given AND kind = 'merger' AND state = 'done';
    IF gone IS NULL THEN
        RAISE EXCEPTION 'No merger % is carried out', change_given USING ERRCODE = 'no_data_found';
    END IF;
END $$;
