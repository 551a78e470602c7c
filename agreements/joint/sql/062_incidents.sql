-- Incidents go down: each municipality concerned gets the incident as it concerns itself, and every text about it that
-- it has not got. One that is locked or lags behind waits by name; its mail has left already.
-- Can be called again: what has been delivered is left alone.
CREATE OR REPLACE FUNCTION agreements_joint_deliver_incident_v1(text_given uuid, attempt int)
RETURNS TABLE (municipality uuid, waits_because text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    newest public.agreements_joint_incidenttext;
    told public.agreements_joint_incident;
    vendor_name text;
    each_one record;
    problem text;
    moment timestamptz;
BEGIN
    SELECT * INTO newest FROM public.agreements_joint_incidenttext WHERE id = text_given;
    SELECT * INTO told FROM public.agreements_joint_incident WHERE id = newest.incident_id FOR UPDATE;
    IF told.sent_at IS NULL OR newest.sent_at IS NULL THEN
        RAISE EXCEPTION 'The text % is not being sent', text_given USING ERRCODE = 'check_violation';
    END IF;
    SELECT name INTO vendor_name FROM public.register_supplier WHERE id = told.supplier_id;
    INSERT INTO public.tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at)
    SELECT gen_random_uuid(), newest.id, 'incident', told.id, m.id, 'waiting', '', now()
      FROM public.agreements_joint_incidentmember c JOIN public.tenants_municipality m ON m.id = c.municipality_id
     WHERE c.incident_id = told.id AND m.state IN ('member', 'leaving')
    ON CONFLICT (delivery_id, municipality_id) DO NOTHING;
    FOR each_one IN
        SELECT r.id AS recipient, m.id AS municipality_id, m.schema_name, c.systems, c.role, c.breach_hours
          FROM public.tenants_recipient r JOIN public.tenants_municipality m ON m.id = r.municipality_id
          JOIN public.agreements_joint_incidentmember c ON c.incident_id = told.id AND c.municipality_id = m.id
         WHERE r.delivery_id = newest.id AND r.state = 'waiting' ORDER BY m.kommunekode
    LOOP
        problem := NULL; moment := clock_timestamp();
        BEGIN
            IF NOT public.agreements_joint_schema_ready_v1(each_one.schema_name) THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
            ELSE
                EXECUTE format($sql$
                    WITH stored AS (
                        INSERT INTO %1$I.agreements_municipal_incident
                               (id, number, title, supplier_id, supplier_name, subject_name, systems, role, breach_hours,
                                source, told_by, told_contact, supplier_aware_at, told_at, sent_at, received_at, state,
                                state_since)
                        SELECT ($1).id, ($1).number, ($1).title, ($1).supplier_id, $2, ($1).subject_name, $3, $4, $5,
                               ($1).source, ($1).told_by, ($1).told_contact, ($1).supplier_aware_at, ($1).told_at,
                               ($1).sent_at, $6, 'received', $6
                         WHERE NOT EXISTS (SELECT FROM %1$I.agreements_municipal_incident WHERE id = ($1).id)
                        RETURNING id
                    ), logged AS (
                        INSERT INTO %1$I.workflows_municipal_municipallogentry
                               (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
                        SELECT $6, 'agreements_municipal.incident', id, 'receive', '', 'received', '', '{}',
                               ($1).entered_by_id, ($1).entered_by_name FROM stored
                    ), standing AS (
                        INSERT INTO public.tenants_standing
                               (id, municipality_id, kind, subject_id, joint_id, state, since, version)
                        SELECT gen_random_uuid(), $7, 'incident', id, id, 'received', $6, 0 FROM stored
                    )
                    SELECT 1$sql$, each_one.schema_name)
                USING told, coalesce(vendor_name, ''), each_one.systems, each_one.role, each_one.breach_hours, moment,
                      each_one.municipality_id;
                EXECUTE format($sql$
                    WITH stored AS (
                        INSERT INTO %1$I.agreements_municipal_incidenttext
                               (id, incident_id, source, kind, known, unknown, next_update_at, by_name, sent_at, received_at)
                        SELECT t.id, t.incident_id, t.source, t.kind, t.known, t.unknown, t.next_update_at, t.by_name,
                               t.sent_at, $2
                          FROM public.agreements_joint_incidenttext t
                         WHERE t.incident_id = $1 AND t.sent_at IS NOT NULL
                           AND NOT EXISTS (SELECT FROM %1$I.agreements_municipal_incidenttext x WHERE x.id = t.id)
                        RETURNING id, kind
                    ), logged AS (
                        INSERT INTO %1$I.workflows_municipal_municipallogentry
                               (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
                        SELECT $2, 'agreements_municipal.incident', $1, 'receive_text', '', '', '',
                               jsonb_build_object('kind', s.kind), t.by_id, t.by_name
                          FROM stored s JOIN public.agreements_joint_incidenttext t ON t.id = s.id WHERE s.kind <> 'first'
                    )
                    UPDATE %1$I.agreements_municipal_incident i
                       SET closed_at = coalesce(closed_at, CASE WHEN EXISTS (
                               SELECT FROM stored WHERE kind = 'closing') THEN $2 END),
                           withdrawn_at = coalesce(withdrawn_at, CASE WHEN EXISTS (
                               SELECT FROM stored WHERE kind = 'withdrawal') THEN $2 END)
                     WHERE id = $1$sql$, each_one.schema_name)
                USING told.id, moment;
            END IF;
        EXCEPTION
            WHEN lock_not_available THEN problem := 'Kommunens arkiv var optaget; der prøves igen.';
            WHEN undefined_table OR undefined_column OR invalid_schema_name THEN
                problem := 'Kommunens arkiv mangler en opdatering.';
        END;
        UPDATE public.tenants_recipient
           SET state = CASE WHEN problem IS NULL THEN 'delivered' ELSE 'waiting' END,
               delivered_at = CASE WHEN problem IS NULL THEN moment END, reason = coalesce(problem, '')
         WHERE id = each_one.recipient;
        municipality := each_one.municipality_id; waits_because := problem;
        RETURN NEXT;
    END LOOP;
    PERFORM public.agreements_joint_try_later_v1('agreements.deliver_incident', 'text', newest.id, attempt,
                                                 newest.by_id, newest.by_name)
      FROM public.tenants_recipient r WHERE r.delivery_id = newest.id AND r.state = 'waiting' LIMIT 1;
END $$;

-- The next number of the year; a supplier learns only how many there are.
CREATE OR REPLACE FUNCTION agreements_joint_incident_number_v1(year_given int) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('agreements_joint_incident_number'));
    RETURN (SELECT format('HÆ-%s-%s', year_given, lpad((count(*) + 1)::text, 4, '0'))
              FROM public.agreements_joint_incident WHERE number LIKE format('HÆ-%s-%%', year_given));
END $$;

-- A supplier's own customers: the members that use one of its systems or have an agreement with it, and whom each has
-- named for breaches. Without a name there, the municipality's shared mailbox. Nobody else's, whoever asks.
CREATE OR REPLACE FUNCTION agreements_joint_customers_v1()
RETURNS TABLE (municipality_id uuid, name text, systems text, system_ids uuid[], mailbox text, phone text, hours int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH mine AS (SELECT public.walls_definer_caller_id() AS id), used AS (
        SELECT u.municipality_id, string_agg(s.name, ', ' ORDER BY s.name_sort) AS systems, array_agg(s.id) AS ids
          FROM public.register_systemuse u JOIN public.register_system s ON s.id = u.system_id, mine
         WHERE u.is_active AND s.supplier_id = mine.id GROUP BY u.municipality_id
    ), agreed AS (
        SELECT DISTINCT t.municipality_id, t.joint_id AS text_id FROM public.tenants_standing t, mine
         WHERE t.kind = 'agreement' AND t.state IN ('signed', 'in_force', 'under_notice')
           AND t.joint_id IN (SELECT c.id FROM public.agreements_joint_commontext c WHERE c.supplier_id = mine.id)
    ), hours AS (
        SELECT a.municipality_id, min((r.values -> 'kontakt' ->> 'breach_hours')::int) AS hours
          FROM agreed a JOIN LATERAL (SELECT x.values FROM public.agreements_joint_round x
                                       WHERE x.common_text_id = a.text_id AND x.outcome = 'accepted'
                                       ORDER BY x.number DESC LIMIT 1) r ON true
         GROUP BY a.municipality_id
    ), named AS (
        SELECT DISTINCT ON (f.municipality_id) f.municipality_id, f.values ->> 'breach_mailbox' AS mailbox,
               f.values ->> 'breach_phone' AS phone
          FROM public.agreements_joint_appendixfacts f
          JOIN public.agreements_joint_commontext c ON c.id = f.common_text_id, mine
         WHERE c.supplier_id = mine.id AND coalesce(f.values ->> 'breach_mailbox', '') <> ''
         ORDER BY f.municipality_id, f.changed_at DESC
    )
    SELECT m.id, m.name::text, coalesce(u.systems, ''), coalesce(u.ids, '{}'),
           coalesce(n.mailbox, m.shared_mailbox), coalesce(n.phone, ''), h.hours
      FROM public.tenants_municipality m
      LEFT JOIN used u ON u.municipality_id = m.id
      LEFT JOIN hours h ON h.municipality_id = m.id
      LEFT JOIN named n ON n.municipality_id = m.id
     WHERE m.state IN ('member', 'leaving')
       AND (u.municipality_id IS NOT NULL OR m.id IN (SELECT a.municipality_id FROM agreed a))
     ORDER BY m.name_sort
$$;

-- A supplier has written to its customers: the worker takes the text up at once, as the secretariat. The supplier gives
-- only the id of a text of its own that has not been taken up.
CREATE OR REPLACE FUNCTION agreements_joint_start_incident_v1(text_given uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    mine public.agreements_joint_incidenttext;
    job uuid;
BEGIN
    SELECT * INTO mine FROM public.agreements_joint_incidenttext
     WHERE id = text_given AND supplier_id = public.walls_definer_caller_id() AND source = 'supplier'
       AND mailed_at IS NULL AND sent_at IS NOT NULL;
    IF mine.id IS NULL THEN
        RAISE EXCEPTION 'There is no text % of this supplier to send', text_given USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (gen_random_uuid(), 'agreements.spread_incident', '{"kind": "secretariat", "schema": "public", "holder": ""}',
            jsonb_build_object('text', mine.id), 'queued', 0, 0, '', '{}', 0, now(), mine.by_id, mine.by_name)
        RETURNING id INTO job;
    RETURN job;
END $$;
