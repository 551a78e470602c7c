-- Puts the words of suppliers' answers that were saved since a moment (null: of all) among the words that
-- searching knows, each with what it is with one letter less. Words under four letters and those with digits are
-- never guessed, so they are not kept. Answers how many were new; may be called again at any time.
CREATE OR REPLACE FUNCTION audits_joint_learn_words_v1(since timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH found AS (
        SELECT word FROM (
            SELECT DISTINCT unnest(tsvector_to_array(to_tsvector('simple',
                   replace(replace(replace(replace(replace(
                   lower(translate(comment, 'ÆØÅÄÖÉéÜü', 'æøåäöeeuu')),
                   'æ', 'ae'), 'ø', 'oe'), 'å', 'aa'), 'ö', 'oe'), 'ä', 'ae')))) AS word
              FROM public.audits_joint_answer
             WHERE comment <> '' AND (since IS NULL OR coalesce(saved_at, now()) >= since)) w
         WHERE word ~ '^[[:alpha:]]{4,60}$'
    ), kept AS (
        INSERT INTO public.audits_joint_answerword (word, forms)
        SELECT word, ARRAY(SELECT DISTINCT left(word, place - 1) || substr(word, place + 1)
                             FROM generate_series(1, length(word)) AS place) || word
          FROM found ORDER BY word
            ON CONFLICT (word) DO NOTHING RETURNING 1
    )
    SELECT count(*) FROM kept
$$;
