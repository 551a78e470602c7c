-- Mails of a kind about a matter that wait untouched are taken out of the outbox; answers how many. One that the
-- worker holds at this moment is waited for, and has then left.
CREATE OR REPLACE FUNCTION workflows_hold_back_mail_v1(joint_given uuid, kind_given text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE number integer;
BEGIN
    UPDATE public.workflows_outboxmail SET state = 'withdrawn', error = ''
     WHERE joint_id = joint_given AND kind = kind_given AND state = 'waiting' AND attempts = 0;
    GET DIAGNOSTICS number = ROW_COUNT;
    RETURN number;
END $$;
