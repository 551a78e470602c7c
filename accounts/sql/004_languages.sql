-- In which language people at suppliers are written to: their own choice on the site, or what the secretariat knew when
-- they were invited. A supplier asks and chooses for its own people only; nothing is told of anybody else.
CREATE OR REPLACE FUNCTION accounts_languages_v1(addresses text[]) RETURNS TABLE (email text, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT p.email::text, p.language::text FROM public.accounts_person p
     WHERE p.email = ANY (addresses)
       AND EXISTS (SELECT FROM public.accounts_engagement e
                    WHERE e.person_id = p.id AND e.site = 'supplier' AND e.ended_at IS NULL
                      AND (public.walls_definer_caller_id() IS NULL OR e.supplier_id = public.walls_definer_caller_id()));
$$;

CREATE OR REPLACE FUNCTION accounts_choose_language_v1(addresses text[], language_given text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE caller uuid := public.walls_definer_caller_id();
        number integer;
BEGIN
    UPDATE public.accounts_person p SET language = language_given
     WHERE p.email = ANY (addresses) AND language_given IN ('da', 'en') AND p.language <> language_given
       AND EXISTS (SELECT FROM public.accounts_engagement e
                    WHERE e.person_id = p.id AND e.site = 'supplier' AND e.ended_at IS NULL
                      AND (caller IS NULL OR e.supplier_id = caller));
    GET DIAGNOSTICS number = ROW_COUNT;
    RETURN number;
END $$;
