-- A body outside the association opens its one-time link. The door knows the hash of a link or of a visit and nothing
-- else; each function answers for exactly the one recipient that the hash belongs to.

-- Whether a link can be opened: its state and for whom, or null where there is none.
CREATE OR REPLACE FUNCTION agreements_joint_outside_peek_v1(token_given text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object('name', o.name, 'state', CASE
                   WHEN l.revoked_at IS NOT NULL OR o.revoked_at IS NOT NULL OR t.state <> 'sent' THEN 'revoked'
                   WHEN l.used_at IS NOT NULL THEN 'used'
                   WHEN l.expires_at <= now() THEN 'expired'
                   ELSE 'open' END)
          FROM public.agreements_joint_outsidelink l
          JOIN public.agreements_joint_outsiderecipient o ON o.id = l.recipient_id
          JOIN public.agreements_joint_commontext t ON t.id = o.common_text_id
         WHERE l.token_sha256 = token_given);
END $$;

-- Open a link, once: from then on the visit counts, for two hours. Answers whether it could be opened.
CREATE OR REPLACE FUNCTION agreements_joint_outside_open_v1(token_given text, visit_given text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE link public.agreements_joint_outsidelink;
BEGIN
    SELECT l.* INTO link FROM public.agreements_joint_outsidelink l WHERE l.token_sha256 = token_given FOR UPDATE;
    IF link.id IS NULL OR length(visit_given) <> 64
       OR public.agreements_joint_outside_peek_v1(token_given) ->> 'state' <> 'open' THEN
        RETURN false;
    END IF;
    UPDATE public.agreements_joint_outsidelink
       SET used_at = clock_timestamp(), visit_sha256 = visit_given, visit_until = clock_timestamp() + interval '2 hours'
     WHERE id = link.id;
    UPDATE public.agreements_joint_outsiderecipient SET opened_at = coalesce(opened_at, clock_timestamp())
     WHERE id = link.recipient_id;
    PERFORM public.agreements_joint_outside_log_v1(link.recipient_id, 'open_link', '{}');
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION agreements_joint_outside_log_v1(recipient_given uuid, action_given text, data_given jsonb)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO public.workflows_logentry (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
    SELECT clock_timestamp(), 'agreements_joint.outsiderecipient', o.id, action_given, '', '', '', data_given, o.id, o.name
      FROM public.agreements_joint_outsiderecipient o WHERE o.id = recipient_given;
END $$;

-- The recipient of a visit, or null where it has ended.
CREATE OR REPLACE FUNCTION agreements_joint_outside_visitor_v1(visit_given text) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN (SELECT o.id
              FROM public.agreements_joint_outsidelink l
              JOIN public.agreements_joint_outsiderecipient o ON o.id = l.recipient_id
              JOIN public.agreements_joint_commontext t ON t.id = o.common_text_id
             WHERE l.visit_sha256 = visit_given AND length(visit_given) = 64 AND l.visit_until > now()
               AND l.revoked_at IS NULL AND o.revoked_at IS NULL AND t.state = 'sent');
END $$;

CREATE OR REPLACE FUNCTION agreements_joint_outside_read_v1(visit_given text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'name', o.name, 'number', o.number, 'title', t.title, 'supplier', s.name, 'supplier_number', s.number,
            'answer_by', o.answer_by, 'case_worker', t.case_worker_name, 'phone', t.case_worker_phone,
            'systems', (SELECT coalesce(jsonb_agg(x.system_name ORDER BY x.system_name), '[]')
                          FROM public.agreements_joint_commontextsystem x WHERE x.common_text_id = t.id),
            'word', (SELECT jsonb_build_object('name', f.name, 'size', f.size)
                       FROM public.documents_storedfile f WHERE f.id = o.word_id),
            'pdf', (SELECT jsonb_build_object('name', f.name, 'size', f.size)
                      FROM public.documents_storedfile f WHERE f.id = o.pdf_id),
            'received_at', o.received_at, 'received_by', o.received_by_name, 'answer', o.answer, 'remark', o.remark)
          FROM public.agreements_joint_outsiderecipient o
          JOIN public.agreements_joint_commontext t ON t.id = o.common_text_id
          JOIN public.register_supplier s ON s.id = t.supplier_id
         WHERE o.id = public.agreements_joint_outside_visitor_v1(visit_given));
END $$;

-- A document of the visit, "word" or "pdf"; that it was fetched stands in the log before it is handed out.
CREATE OR REPLACE FUNCTION agreements_joint_outside_file_v1(visit_given text, which text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    visitor uuid := public.agreements_joint_outside_visitor_v1(visit_given);
    found jsonb;
BEGIN
    SELECT jsonb_build_object('id', f.id, 'sha256', f.sha256, 'size', f.size, 'name', f.name,
                              'content_type', f.content_type)
      INTO found
      FROM public.agreements_joint_outsiderecipient o
      JOIN public.documents_storedfile f ON f.id = CASE which WHEN 'word' THEN o.word_id WHEN 'pdf' THEN o.pdf_id END
     WHERE o.id = visitor AND f.state = 'ready';
    IF found IS NOT NULL THEN
        PERFORM public.agreements_joint_outside_log_v1(
            visitor, 'read', jsonb_build_object('name', found ->> 'name', 'file', found ->> 'id', 'sha256', found ->> 'sha256'));
    END IF;
    RETURN found;
END $$;

-- The receipt, and where given the answer; answers the id of the job that tells the case worker, or null where the
-- visit has ended.
CREATE OR REPLACE FUNCTION agreements_joint_outside_receipt_v1(
    visit_given text, name_given text, answer_given text, remark_given text
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    visitor uuid := public.agreements_joint_outside_visitor_v1(visit_given);
    job uuid;
BEGIN
    IF visitor IS NULL OR btrim(name_given) = '' OR answer_given NOT IN ('', 'wanted', 'not_wanted') THEN
        RETURN NULL;
    END IF;
    UPDATE public.agreements_joint_outsiderecipient
       SET received_at = coalesce(received_at, clock_timestamp()),
           received_by_name = left(btrim(name_given), 150),
           answer = CASE WHEN answer_given = '' THEN answer ELSE answer_given END,
           remark = CASE WHEN answer_given = '' THEN remark ELSE left(remark_given, 4000) END,
           answered_at = CASE WHEN answer_given = '' THEN answered_at ELSE clock_timestamp() END
     WHERE id = visitor;
    PERFORM public.agreements_joint_outside_log_v1(
        visitor, 'receive', jsonb_build_object('name', left(btrim(name_given), 150), 'answer', answer_given));
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    SELECT gen_random_uuid(), 'agreements.outside_received', '{"kind": "secretariat", "schema": "public", "holder": ""}',
           jsonb_build_object('recipient', o.id), 'queued', 0, 0, '', '{}', 0, clock_timestamp(), o.id, left(o.name, 300)
      FROM public.agreements_joint_outsiderecipient o WHERE o.id = visitor
    RETURNING id INTO job;
    RETURN job;
END $$;

-- A used or expired link is sent anew, to the same mailbox as ever; answers the id of the job that does it.
CREATE OR REPLACE FUNCTION agreements_joint_outside_renew_v1(token_given text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE job uuid;
BEGIN
    IF coalesce(public.agreements_joint_outside_peek_v1(token_given) ->> 'state', '') NOT IN ('used', 'expired') THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    SELECT gen_random_uuid(), 'agreements.outside_link', '{"kind": "secretariat", "schema": "public", "holder": ""}',
           jsonb_build_object('recipient', o.id), 'queued', 0, 0, '', '{}', 0, clock_timestamp(), o.id, left(o.name, 300)
      FROM public.agreements_joint_outsidelink l
      JOIN public.agreements_joint_outsiderecipient o ON o.id = l.recipient_id WHERE l.token_sha256 = token_given
    RETURNING id INTO job;
    RETURN job;
END $$;
