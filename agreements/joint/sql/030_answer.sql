-- The secretariat's answer to a municipality's question goes down: into the letter, the question in the municipality's
-- schema, and, where it was the last open one, the agreement comes back to decision.
CREATE OR REPLACE FUNCTION agreements_joint_deliver_answer_v1(letter_given uuid, answer_given text, by_id_given uuid, by_name_given text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    note record;
    moved record;
BEGIN
    SELECT l.*, m.schema_name INTO note
      FROM public.tenants_letter l JOIN public.tenants_municipality m ON m.id = l.municipality_id
     WHERE l.id = letter_given AND l.kind = 'agreement_question' FOR UPDATE OF l;
    IF note.id IS NULL OR note.answered_at IS NOT NULL THEN
        RAISE EXCEPTION 'The question % is not open', letter_given USING ERRCODE = 'check_violation';
    END IF;
    UPDATE public.tenants_letter
       SET answer = answer_given, answered_at = clock_timestamp(), answered_by_name = left(by_name_given, 200)
     WHERE id = letter_given;
    EXECUTE format(
        'UPDATE %I.agreements_municipal_agreementquestion
            SET answer = $2, answered_at = clock_timestamp(), answered_by_name = $3 WHERE id = $1', note.schema_name)
        USING letter_given, answer_given, by_name_given;
    EXECUTE format($sql$
        WITH changed AS (
            UPDATE %1$I.agreements_municipal_agreement SET state = 'for_decision', state_since = clock_timestamp()
             WHERE id = $1 AND state = 'question'
               AND NOT EXISTS (SELECT FROM %1$I.agreements_municipal_agreementquestion
                                WHERE agreement_id = $1 AND answered_at IS NULL)
            RETURNING id, state_since
        ), logged AS (
            INSERT INTO %1$I.workflows_municipal_municipallogentry
                   (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name)
            SELECT state_since, 'agreements_municipal.agreement', id, 'receive_answer', 'question', 'for_decision', '', '{}', $2, $3
              FROM changed
        )
        SELECT id, state_since FROM changed
        $sql$, note.schema_name) INTO moved USING note.subject_id, by_id_given, by_name_given;
    UPDATE public.tenants_standing SET state = 'for_decision', since = moved.state_since
     WHERE municipality_id = note.municipality_id AND kind = 'agreement' AND subject_id = moved.id;
END $$;
