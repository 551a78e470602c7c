-- The supplier's signed copy goes down to the municipality it was signed with. A supplier delivers its own copies only.
-- Answers the id of a job row that tells the municipality by mail.
CREATE OR REPLACE FUNCTION agreements_joint_deliver_signature_v1(copy_given uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    caller uuid := public.walls_definer_caller_id();
    signed record;
    stands record;
    step text;
    target text;
    moment timestamptz := clock_timestamp();
    job uuid;
BEGIN
    SELECT c.*, i.municipality_id, i.common_text_id, m.schema_name, f.sha256, f.size, f.content_type, f.title AS file_title,
           f.name AS file_name, f.warnings, k.sent_sha256, k.version AS check_version, k.facts, k.checked_at, k.checked_by_id,
           k.checked_by_name
      INTO signed
      FROM public.agreements_joint_suppliercopy c
      JOIN public.agreements_joint_issuedagreement i ON i.id = c.agreement_id
      JOIN public.tenants_municipality m ON m.id = i.municipality_id
      JOIN public.documents_storedfile f ON f.id = c.file_id
      LEFT JOIN public.agreements_joint_suppliersignaturecheck k ON k.id = c.examination_id
     WHERE c.id = copy_given AND c.delivered_at IS NULL AND f.state = 'ready' AND c.supplier_id = i.supplier_id
       AND (caller IS NULL OR c.supplier_id = caller) FOR UPDATE OF c;
    IF signed.id IS NULL THEN
        RAISE EXCEPTION 'No signed copy % waits to be delivered', copy_given USING ERRCODE = 'no_data_found';
    END IF;
    EXECUTE format('SELECT id, state, municipality_signed_on, supplier_signed_on, signing_order, signatory_email FROM %I.agreements_municipal_agreement
                     WHERE id = $1 FOR UPDATE', signed.schema_name)
        INTO stands USING signed.agreement_id;
    CASE
        WHEN stands.supplier_signed_on IS NOT NULL THEN step := NULL;
        WHEN stands.state = 'to_sign' AND stands.signing_order = 'municipality_first' THEN step := NULL;
        WHEN stands.state = 'to_sign' THEN step := 'supplier_signs_first'; target := 'signed_by_one';
        WHEN stands.state = 'signed_by_one' THEN step := 'supplier_signs_second'; target := 'signed';
        ELSE step := NULL;
    END CASE;
    IF step IS NULL THEN
        RAISE EXCEPTION 'The agreement % cannot be signed by the supplier now', signed.agreement_id USING ERRCODE = 'check_violation';
    END IF;
    -- A new document comes under the same lock; the copy must have been compared with the one that stands.
    PERFORM FROM public.agreements_joint_issuedagreement i
       JOIN public.documents_storedfile f ON f.id = coalesce(i.pdf_id, i.word_id)
      WHERE i.id = signed.agreement_id AND f.sha256 = coalesce(signed.sent_sha256, f.sha256);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The copy % was compared with a former document', copy_given USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format($sql$
        WITH kept AS (
            INSERT INTO %1$I.documents_municipal_municipalfile
                   (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
                    uploaded_by_name, created_at)
            VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'ready', '', %2$L, $6, $7, $8) RETURNING id
        ), held AS (
            INSERT INTO public.documents_blobholder (id, sha256, holder)
            VALUES (gen_random_uuid(), $1, %1$L) ON CONFLICT DO NOTHING
        ), checked AS (
            INSERT INTO %1$I.agreements_municipal_signaturecheck
                   (id, agreement_id, file_id, sha256, sent_sha256, version, facts, checked_at, checked_by_id, checked_by_name)
            SELECT $16, $10, kept.id, $1, $17, $18, $19, $20, $21, $22 FROM kept WHERE $16 IS NOT NULL
        ), copied AS (
            INSERT INTO %1$I.agreements_municipal_signedcopy
                   (id, agreement_id, party, file_id, signed_on, signed_by, added_by_id, added_by_name, added_at, examination_id,
                    kind, accepted_reason, vouched_name, vouched_function)
            SELECT $9, $10, 'supplier', kept.id, $11, $12, $6, $7, $8, $16, $23, $24, $25, $26 FROM kept
        ), logged AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            VALUES ($8, 'agreements_municipal.agreement', $10, $13, $14, $15, '', '{}', $6, $7)
        )
        UPDATE %1$I.agreements_municipal_agreement
           SET state = $15, state_since = $8, supplier_signed_on = $11 WHERE id = $10
        $sql$, signed.schema_name, signed.warnings)
        USING signed.sha256, signed.size, signed.content_type, signed.file_title, signed.file_name, signed.added_by_id,
              signed.added_by_name, moment, signed.id, signed.agreement_id, signed.signed_on, signed.signed_by, step,
              stands.state, target, signed.examination_id, signed.sent_sha256, signed.check_version, signed.facts,
              signed.checked_at, signed.checked_by_id, signed.checked_by_name, signed.kind, signed.accepted_reason,
              signed.vouched_name, signed.vouched_function;
    UPDATE public.tenants_standing SET state = target, since = moment
     WHERE municipality_id = signed.municipality_id AND kind = 'agreement' AND subject_id = signed.agreement_id;
    UPDATE public.agreements_joint_suppliercopy SET delivered_at = moment WHERE id = signed.id;
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (gen_random_uuid(), 'agreements.supplier_signed', '{"kind": "secretariat", "schema": "public", "holder": ""}',
            jsonb_build_object('copy', signed.id, 'signatory', stands.signatory_email, 'waits', target = 'signed_by_one'), 'queued', 0, 0, '', '{}', 0, now(), signed.added_by_id, signed.added_by_name)
        RETURNING id INTO job;
    RETURN job;
END $$;

-- What the supplier sees of its agreements once a municipality wants one: where it stands, and the municipality's copy.
-- What a municipality is still considering, or has declined, is not the supplier's to know.
DROP FUNCTION IF EXISTS agreements_joint_signing_v1();
CREATE OR REPLACE FUNCTION agreements_joint_signing_v2()
RETURNS TABLE (agreement uuid, state text, since timestamptz, copy_sha256 text, copy_size bigint, copy_name text,
               copy_text text, copy_at timestamptz, copy_facts jsonb, signing_order text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT i.id, s.state::text, s.since, coalesce(l.file_sha256, '')::text, coalesce(b.size, 0)::bigint,
           coalesce(l.file_name, '')::text, coalesce(l.text, ''), l.written_at,
           coalesce(l.facts, '{}'), n.signing_order::text
      FROM public.agreements_joint_issuedagreement i
      JOIN public.tenants_standing s
        ON s.kind = 'agreement' AND s.subject_id = i.id AND s.municipality_id = i.municipality_id
      JOIN public.agreements_joint_sending n ON n.id = i.sending_id
      LEFT JOIN public.tenants_letter l ON l.kind = 'agreement_signed_copy' AND l.subject_id = i.id
      LEFT JOIN public.documents_blob b ON b.sha256 = l.file_sha256
     WHERE i.supplier_id = public.walls_definer_caller_id()
       AND s.state IN ('wanted', 'to_sign', 'signed_by_one', 'signed', 'in_force');
END $$;
