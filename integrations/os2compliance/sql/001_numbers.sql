-- Integers that outside systems know rows by. They are given once and never again: nothing deletes a row, and a
-- sequence does not go back. All kinds share the sequence, so that a mix-up of kinds finds nothing.

-- The numbers of rows, those given now included. A kind without its subject is left out.
CREATE OR REPLACE FUNCTION integrations_os2compliance_numbers_v1(kinds text[], subjects uuid[])
RETURNS TABLE (kind text, subject_id uuid, number integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    known_kinds text[];
    known_subjects uuid[];
    known_numbers integer[];
    new_kinds text[];
    new_subjects uuid[];
BEGIN
    SELECT array_agg(p.kind), array_agg(p.subject_id), array_agg(p.number)
      INTO known_kinds, known_subjects, known_numbers
      FROM (SELECT DISTINCT u.kind, u.subject_id FROM unnest(kinds, subjects) AS u (kind, subject_id)) AS w
      JOIN public.integrations_os2compliance_publicnumber p ON p.kind = w.kind AND p.subject_id = w.subject_id;
    RETURN QUERY SELECT * FROM unnest(known_kinds, known_subjects, known_numbers);
    -- Most askings are of rows that have their numbers, and end here.
    SELECT array_agg(w.kind), array_agg(w.subject_id) INTO new_kinds, new_subjects
      FROM (SELECT u.kind, u.subject_id FROM unnest(kinds, subjects) AS u (kind, subject_id)
             WHERE u.kind IN ('audit', 'supplier', 'system', 'document') AND u.subject_id IS NOT NULL
            EXCEPT
            SELECT * FROM unnest(known_kinds, known_subjects)
             ORDER BY 1, 2) AS w;
    IF new_kinds IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO public.integrations_os2compliance_publicnumber (id, kind, subject_id, number)
    SELECT gen_random_uuid(), w.kind, w.subject_id, nextval('public.integrations_os2compliance_number')
      FROM unnest(new_kinds, new_subjects) AS w (kind, subject_id)
        ON CONFLICT ON CONSTRAINT os2compliance_number_once DO NOTHING;
    RETURN QUERY
    SELECT p.kind::text, p.subject_id, p.number
      FROM unnest(new_kinds, new_subjects) AS w (kind, subject_id)
      JOIN public.integrations_os2compliance_publicnumber p ON p.kind = w.kind AND p.subject_id = w.subject_id;
END $$;

-- The supplier that a number stands for, where one of the caller's systems is or was the supplier's, or a report
-- that it received is about it.
CREATE OR REPLACE FUNCTION integrations_os2compliance_own_supplier_v1(wanted integer) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    home text := public.walls_caller_schema();
    supplier uuid := (SELECT p.subject_id FROM public.integrations_os2compliance_publicnumber p
                       WHERE p.kind = 'supplier' AND p.number = wanted);
    received boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.audits_municipal_receivedreport r WHERE r.supplier_id = $1)', home)
       INTO received USING supplier;
    IF received OR EXISTS (SELECT FROM public.register_systemuse u
                             JOIN public.register_system s ON s.id = u.system_id
                            WHERE u.municipality_id = public.walls_definer_caller_id() AND s.supplier_id = supplier) THEN
        RETURN supplier;
    END IF;
    RETURN NULL;
END $$;
