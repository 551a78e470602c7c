-- "Ikke den rette? Giv den videre": whoever got the mail about a supervision names the right person, before sign-in.
-- The door knows the hash of the one-time link and nothing else. The link is used up, and the worker does the rest:
-- it invites somebody of the same mail domain; anybody else is put to the case worker, since a forwarded link must
-- not be enough to have a supplier's questions sent elsewhere. Answers the job's id, or null where the link is spent.
CREATE OR REPLACE FUNCTION audits_joint_hand_over_v1(
    token_hash_given text, name_given text, email_given text, remark_given text
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    link public.accounts_invitation;
    who public.accounts_engagement;
    job uuid := gen_random_uuid();
BEGIN
    SELECT i.* INTO link FROM public.accounts_invitation i
     WHERE i.token_hash = token_hash_given AND length(token_hash_given) = 64 FOR UPDATE;
    IF link.id IS NULL OR link.used_at IS NOT NULL OR link.expires_at <= now()
       OR btrim(name_given) = '' OR email_given !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' THEN
        RETURN NULL;
    END IF;
    SELECT e.* INTO who FROM public.accounts_engagement e WHERE e.id = link.engagement_id AND e.ended_at IS NULL;
    IF who.site IS DISTINCT FROM 'supplier' OR lower(who.email) = lower(email_given) OR NOT EXISTS (
           SELECT FROM public.audits_joint_audit a
            WHERE a.id = link.about_id AND a.supplier_id = who.supplier_id AND a.announced_at <= statement_timestamp()
              AND a.state IN ('announced', 'awaiting', 'awaiting_more')) THEN
        RETURN NULL;
    END IF;
    UPDATE public.accounts_invitation SET used_at = now() WHERE id = link.id;
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (job, 'audits.hand_over', '{"kind": "secretariat"}',
            jsonb_build_object('audit', link.about_id, 'name', left(btrim(name_given), 150),
                               'email', left(lower(btrim(email_given)), 254), 'remark', left(remark_given, 1000),
                               'takes_over', true, 'from_email', who.email, 'signed_in', false),
            'queued', 0, 0, '', '{}', 0, now(), who.person_id, who.name || ', ' || who.organisation);
    RETURN job;
END $$;

-- The same by somebody of the supplier who is signed in, who may take in whom it wants: also of another house.
CREATE OR REPLACE FUNCTION audits_joint_hand_over_own_v1(
    audit_given uuid, name_given text, email_given text, remark_given text, takes_over boolean, by_id uuid, by_name text
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    mine public.audits_joint_audit;
    job uuid := gen_random_uuid();
BEGIN
    SELECT a.* INTO mine FROM public.audits_joint_audit a
     WHERE a.id = audit_given AND a.supplier_id = public.walls_definer_caller_id() AND a.announced_at <= statement_timestamp()
       AND a.state IN ('announced', 'awaiting', 'awaiting_more');
    IF mine.id IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.workflows_job (id, kind, caller, payload, state, done, total, message, result, attempts,
                                      created_at, by_id, by_name)
    VALUES (job, 'audits.hand_over', '{"kind": "secretariat"}',
            jsonb_build_object('audit', mine.id, 'name', left(btrim(name_given), 150),
                               'email', left(lower(btrim(email_given)), 254), 'remark', left(remark_given, 1000),
                               'takes_over', takes_over, 'from_email', mine.contact_email, 'signed_in', true),
            'queued', 0, 0, '', '{}', 0, now(), by_id, by_name);
    RETURN job;
END $$;
