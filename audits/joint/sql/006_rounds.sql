-- The questions of a letter that was called back: nobody has seen them, and the next letter brings the ones in force
-- then. Anything that has been touched stays, and the answer is false.
CREATE OR REPLACE FUNCTION audits_joint_forget_questions_v1(audit_given uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE found uuid;
BEGIN
    SELECT q.id INTO found FROM public.audits_joint_questionnaire q
      JOIN public.audits_joint_audit a ON a.id = q.audit_id
     WHERE q.audit_id = audit_given AND a.state = 'planned' AND q.state = 'sent'
       FOR UPDATE OF q;
    IF found IS NULL THEN
        RETURN false;
    END IF;
    DELETE FROM public.audits_joint_answer WHERE questionnaire_id = found;
    DELETE FROM public.audits_joint_questionnaire WHERE id = found;
    RETURN true;
END $$;
