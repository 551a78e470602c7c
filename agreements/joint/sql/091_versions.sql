-- What a delivered agreement carries besides its text: what it says of the end (a period of notice also as whole months,
-- rounded up, which the last day of notice is counted from), and what it follows. A former version
-- that nobody has signed is superseded at once; one that applies stays until the newer one comes into force.
-- Called by the delivery inside the municipality's turn, so a locked row makes that municipality wait.
CREATE OR REPLACE FUNCTION agreements_joint_land_version_v1(
    schema_given text, agreement_given uuid, moment timestamptz, by_id_given uuid, by_name_given text
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    issued record;
    former record;
BEGIN
    SELECT i.is_supplement, i.replaces_id, i.municipality_id, coalesce(r.values -> 'kontakt' ->> 'at_the_end', '') AS at_the_end,
           (r.values -> 'kontakt' ->> 'termination_number')::int AS notice, r.values -> 'kontakt' ->> 'termination_unit' AS unit
      INTO issued
      FROM public.agreements_joint_issuedagreement i
      LEFT JOIN LATERAL (SELECT x.values FROM public.agreements_joint_round x
                          WHERE x.common_text_id = i.common_text_id AND x.outcome = 'accepted'
                          ORDER BY x.number DESC LIMIT 1) r ON true
     WHERE i.id = agreement_given;
    EXECUTE format(
        'UPDATE %1$I.agreements_municipal_agreement
            SET at_the_end = $2, is_supplement = $3, notice_months = $5, termination_notice = $6,
                replaces_id = (SELECT id FROM %1$I.agreements_municipal_agreement WHERE id = $4)
          WHERE id = $1', schema_given)
        USING agreement_given, issued.at_the_end, issued.is_supplement, issued.replaces_id,
              ceil(issued.notice * CASE issued.unit WHEN 'uger' THEN 7 WHEN 'dage' THEN 1 ELSE 30 END / 30.0)::int,
              coalesce(issued.notice || ' ' || CASE WHEN issued.notice > 1 THEN issued.unit WHEN issued.unit = 'uger' THEN 'uge'
                                                    WHEN issued.unit = 'dage' THEN 'dag' ELSE 'måned' END, '');
    IF issued.replaces_id IS NULL THEN
        RETURN;
    END IF;
    EXECUTE format($sql$
        WITH before AS (
            SELECT id, state FROM %1$I.agreements_municipal_agreement
             WHERE id = $1 AND state IN ('for_decision', 'question', 'wanted', 'to_sign') FOR UPDATE
        ), changed AS (
            UPDATE %1$I.agreements_municipal_agreement a SET state = 'superseded', state_since = $2
              FROM before WHERE a.id = before.id RETURNING a.id
        ), logged AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            SELECT $2, 'agreements_municipal.agreement', id, 'be_replaced', state, 'superseded', '', '{}', $3, $4 FROM before
        )
        SELECT id FROM changed
        $sql$, schema_given) INTO former USING issued.replaces_id, moment, by_id_given, by_name_given;
    IF former.id IS NOT NULL THEN
        UPDATE public.tenants_standing SET state = 'superseded', since = moment
         WHERE municipality_id = issued.municipality_id AND kind = 'agreement' AND subject_id = former.id;
    END IF;
END $$;

-- Whoever still waits for a text that a newer version has superseded gets the newer one: its old turn is dropped.
CREATE OR REPLACE FUNCTION agreements_joint_drop_waiting_v1(text_given uuid, reason_given text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    UPDATE public.tenants_recipient SET state = 'dropped', reason = left(reason_given, 300)
     WHERE kind = 'agreement' AND joint_id = text_given AND state = 'waiting'
       AND EXISTS (SELECT FROM public.agreements_joint_commontext WHERE id = text_given AND state = 'superseded')
$$;
