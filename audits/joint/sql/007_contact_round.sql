-- A supplier's contact answers "Er du stadig kontaktperson?" by a one-time link, without an account. The door knows the
-- hash of a link and nothing else; each function answers for the one question that the hash belongs to.

CREATE OR REPLACE FUNCTION audits_joint_contact_peek_v1(token_given text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object('name', k.name, 'email', k.email, 'supplier', s.name, 'asked_by', r.by_name,
                                  'answer_by', r.answer_by,
                                  'language', coalesce((SELECT c.language FROM public.register_suppliercontact c
                                                         WHERE c.id = k.contact_id), 'da'), 'state', CASE
                   WHEN k.answer <> '' THEN 'answered'
                   WHEN k.expires_at <= now() THEN 'expired'
                   ELSE 'open' END)
          FROM public.audits_joint_contactask k
          JOIN public.audits_joint_contactround r ON r.id = k.round_id
          JOIN public.register_supplier s ON s.id = k.supplier_id
         WHERE k.token_sha256 = token_given AND length(token_given) = 64);
END $$;

-- The answer, once. "Yes" confirms the contact in the register; "no" names somebody, whom a case worker takes in: a
-- forwarded link must not be enough to have a supplier's letters sent elsewhere.
CREATE OR REPLACE FUNCTION audits_joint_contact_answer_v1(
    token_given text, answer_given text, name_given text, email_given text, phone_given text
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE asked public.audits_joint_contactask;
BEGIN
    SELECT k.* INTO asked FROM public.audits_joint_contactask k
     WHERE k.token_sha256 = token_given AND length(token_given) = 64 FOR UPDATE;
    IF asked.id IS NULL OR asked.answer <> '' OR asked.expires_at <= now() OR answer_given NOT IN ('same', 'other')
       OR (answer_given = 'other' AND (btrim(name_given) = '' OR position('@' in email_given) < 2)) THEN
        RETURN false;
    END IF;
    UPDATE public.audits_joint_contactask
       SET answer = answer_given, answered_at = clock_timestamp(),
           new_name = CASE answer_given WHEN 'other' THEN left(btrim(name_given), 150) ELSE '' END,
           new_email = CASE answer_given WHEN 'other' THEN left(btrim(email_given), 254) ELSE '' END,
           new_phone = CASE answer_given WHEN 'other' THEN left(btrim(phone_given), 30) ELSE '' END
     WHERE id = asked.id;
    IF answer_given = 'same' THEN
        UPDATE public.register_suppliercontact SET last_confirmed = (now() AT TIME ZONE 'Europe/Copenhagen')::date
         WHERE id = asked.contact_id;
    END IF;
    INSERT INTO public.workflows_logentry (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
    VALUES (clock_timestamp(), 'audits_joint.contactask', asked.id, CASE answer_given WHEN 'same' THEN 'answer_same' ELSE 'answer_other' END, '', '', '',
            jsonb_build_object('supplier', (SELECT s.name FROM public.register_supplier s WHERE s.id = asked.supplier_id)),
            asked.id, asked.name);
    RETURN true;
END $$;
