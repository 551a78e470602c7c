-- The municipality or supplier whose role is taken: the id at the end of the role's name.
-- Row policies compare with it; for any other role it is null and no row matches. Its names are bound
-- when it is made, so no search path can put others in their place.
CREATE OR REPLACE FUNCTION walls_caller_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN substring(current_user::text from '_[ms]_([0-9a-f]{32})$')::uuid;

-- Does the caller see the row? Asked under its own role, by the row policies of what hangs on another row
-- (a subquery there would be refused as recursion where a table points at itself).
CREATE OR REPLACE FUNCTION walls_sees_v1(target regclass, key uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE found boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE id = $1)', target) INTO found USING key;
    RETURN found;
END $$;

-- The caller's id inside a definer function, where current_user is the owner.
CREATE OR REPLACE FUNCTION walls_definer_caller_id() RETURNS uuid
LANGUAGE sql STABLE
AS $$ SELECT substring(current_setting('role') from '_[ms]_([0-9a-f]{32})$')::uuid $$;

-- The schema of the calling municipality, inside a definer function; an error for anybody else.
CREATE OR REPLACE FUNCTION walls_caller_schema() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE found text;
BEGIN
    SELECT schema_name INTO found FROM public.tenants_municipality
     WHERE id = public.walls_definer_caller_id() AND current_setting('role') LIKE '%\_m\_%';
    IF found IS NULL THEN
        RAISE EXCEPTION 'The caller % is no municipality', current_setting('role') USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN found;
END $$;

-- A supplier's role, made when its first person is invited: grants of the group, takeable by the
-- supplier's site and by the worker.
CREATE OR REPLACE FUNCTION walls_ensure_supplier_role_v1(supplier uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE name text := '{prefix}_s_' || replace(supplier::text, '-', '');
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN RETURN; END IF;
    EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    EXECUTE format('GRANT %I TO %I', '{prefix}_suppliers', name);
    EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', name, '{prefix}_login_supplier');
    EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', name, '{prefix}_login_worker');
END $$;

-- Does a job's row name a member? The worker can take every role, also that of one who has left.
CREATE OR REPLACE FUNCTION walls_is_member_v1(holder text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM public.tenants_municipality
                    WHERE id::text = holder AND state IN ('member', 'leaving'))
$$;
