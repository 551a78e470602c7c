-- A document signed by both parties at a signing service goes down to its municipality: one file, one check, both copies.
-- The caller has checked it and kept the supplier's copy; only an agreement that nobody has signed yet takes it.
CREATE OR REPLACE FUNCTION agreements_joint_deliver_both_v1(copy_given uuid, signed_by_given text, signed_on_given date)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    signed record;
    changed uuid;
    moment timestamptz := clock_timestamp();
BEGIN
    SELECT c.*, i.municipality_id, m.schema_name, f.sha256, f.size, f.content_type, f.title AS file_title, f.name AS file_name,
           f.warnings, k.sent_sha256, k.version AS check_version, k.facts, k.checked_at, k.checked_by_id, k.checked_by_name
      INTO signed
      FROM public.agreements_joint_suppliercopy c
      JOIN public.agreements_joint_issuedagreement i ON i.id = c.agreement_id
      JOIN public.tenants_municipality m ON m.id = i.municipality_id
      JOIN public.documents_storedfile f ON f.id = c.file_id
      JOIN public.agreements_joint_suppliersignaturecheck k ON k.id = c.examination_id
     WHERE c.id = copy_given AND c.delivered_at IS NULL AND f.state = 'ready' AND c.supplier_id = i.supplier_id FOR UPDATE OF c;
    IF signed.id IS NULL THEN
        RAISE EXCEPTION 'No signed copy % waits to be delivered', copy_given USING ERRCODE = 'no_data_found';
    END IF;
    EXECUTE format($sql$
        WITH standing AS (
            SELECT id FROM %1$I.agreements_municipal_agreement
             WHERE id = $10 AND state = 'to_sign' AND municipality_signed_on IS NULL AND supplier_signed_on IS NULL FOR UPDATE
        ), kept AS (
            INSERT INTO %1$I.documents_municipal_municipalfile
                   (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
                    uploaded_by_name, created_at)
            SELECT gen_random_uuid(), $1, $2, $3, $4, $5, 'ready', '', %2$L::jsonb, $6, $7, $8 FROM standing RETURNING id
        ), held AS (
            INSERT INTO public.documents_blobholder (id, sha256, holder)
            SELECT gen_random_uuid(), $1, %1$L FROM standing ON CONFLICT DO NOTHING
        ), checked AS (
            INSERT INTO %1$I.agreements_municipal_signaturecheck
                   (id, agreement_id, file_id, sha256, sent_sha256, version, facts, checked_at, checked_by_id, checked_by_name)
            SELECT $13, $10, kept.id, $1, $14, $15, $16, $17, $18, $19 FROM kept
        ), copied AS (
            INSERT INTO %1$I.agreements_municipal_signedcopy
                   (id, agreement_id, party, file_id, signed_on, signed_by, added_by_id, added_by_name, added_at, examination_id,
                    kind, accepted_reason, vouched_name, vouched_function)
            SELECT $9, $10, 'supplier', kept.id, $11, $12, $6, $7, $8, $13, 'signed', $22, '', '' FROM kept
            UNION ALL
            SELECT gen_random_uuid(), $10, 'municipality', kept.id, $21, $20, $6, $7, $8, $13, 'signed', $22, '', '' FROM kept
        ), logged AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            SELECT $8, 'agreements_municipal.agreement', id, 'service_signs', 'to_sign', 'signed', '', '{}', $6, $7 FROM standing
        )
        UPDATE %1$I.agreements_municipal_agreement a
           SET state = 'signed', state_since = $8, supplier_signed_on = $11, municipality_signed_on = $21
          FROM standing WHERE a.id = standing.id RETURNING a.id
        $sql$, signed.schema_name, signed.warnings) INTO changed
        USING signed.sha256, signed.size, signed.content_type, signed.file_title, signed.file_name, signed.added_by_id,
              signed.added_by_name, moment, signed.id, signed.agreement_id, signed.signed_on, signed.signed_by,
              signed.examination_id, signed.sent_sha256, signed.check_version, signed.facts, signed.checked_at,
              signed.checked_by_id, signed.checked_by_name, signed_by_given, signed_on_given, signed.accepted_reason;
    IF changed IS NULL THEN
        RAISE EXCEPTION 'The agreement % cannot be signed now', signed.agreement_id USING ERRCODE = 'check_violation';
    END IF;
    UPDATE public.tenants_standing SET state = 'signed', since = moment
     WHERE municipality_id = signed.municipality_id AND kind = 'agreement' AND subject_id = signed.agreement_id;
    UPDATE public.agreements_joint_suppliercopy SET delivered_at = moment WHERE id = signed.id;
    INSERT INTO public.workflows_logentry (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
    VALUES (moment, 'agreements_joint.issuedagreement', signed.agreement_id, 'service_signs', 'to_sign', 'signed', '', '{}',
            signed.added_by_id, signed.added_by_name);
END $$;

-- The signing service has called about one of its orders: the worker asks it how far it is. The door learns nothing
-- but the id of the job; a reference that is unknown, or of an order that is done with, answers null. At most one job waits.
CREATE OR REPLACE FUNCTION agreements_joint_service_called_v1(reference_given text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE job uuid;
BEGIN
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    SELECT gen_random_uuid(), 'agreements.service_ask', '{"kind": "secretariat", "schema": "public", "holder": ""}',
           jsonb_build_object('order', o.id), 'queued', 0, 0, '', '{}', 0, now(), o.id, o.service
      FROM public.agreements_joint_serviceorder o
     WHERE o.reference = reference_given AND o.reference <> '' AND o.state = 'at_service'
       AND NOT EXISTS (SELECT FROM public.workflows_job j
                        WHERE j.kind = 'agreements.service_ask' AND j.state = 'queued' AND j.not_before IS NULL
                          AND j.payload ->> 'order' = o.id::text)
     LIMIT 1 RETURNING id INTO job;
    RETURN job;
END $$;

-- Where a municipality's own agreement stands at a signing service, as its page tells it; null where it was never there.
CREATE OR REPLACE FUNCTION agreements_joint_at_service_v1(agreement_given uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT jsonb_build_object('service', o.service, 'state', o.state, 'since', o.state_since, 'reason', o.reason)
      FROM public.agreements_joint_serviceorder o
      JOIN public.agreements_joint_issuedagreement i ON i.id = o.agreement_id
     WHERE i.id = agreement_given AND i.municipality_id = public.walls_definer_caller_id() AND i.delivered_at IS NOT NULL
     ORDER BY o.created_at DESC LIMIT 1
$$;
