-- Report up of incidents: that somebody has opened the newest text, and nothing of what the municipality thinks of it.
-- Who and when is read from the municipality's own log; the caller gives the incident's id only.
CREATE OR REPLACE FUNCTION agreements_municipal_incident_read_v1(subject uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    own_schema text := public.walls_caller_schema();
    own_id uuid := public.walls_definer_caller_id();
    said record;
    texts int;
BEGIN
    EXECUTE format(
        'SELECT l.by_id, l.by_name::text, l.at, (l.data ->> ''text'')::uuid AS text
           FROM %1$I.workflows_municipal_municipallogentry l
           JOIN %1$I.agreements_municipal_incidenttext t ON t.id::text = l.data ->> ''text'' AND t.incident_id = $1
          WHERE l.subject_id = $1 AND l.action IN (''open'', ''open_text'') ORDER BY l.number DESC LIMIT 1', own_schema)
        INTO said USING subject;
    IF said.text IS NULL THEN
        RAISE EXCEPTION 'Nobody here has opened the incident %', subject USING ERRCODE = 'no_data_found';
    END IF;
    EXECUTE format('SELECT count(*) FROM %I.agreements_municipal_incidenttext WHERE incident_id = $1', own_schema)
        INTO texts USING subject;
    UPDATE public.tenants_standing SET state = 'read', since = said.at, version = texts
     WHERE municipality_id = own_id AND kind = 'incident' AND subject_id = subject;
    INSERT INTO public.agreements_joint_incidentreading
           (id, incident_id, municipality_id, text_id, person_id, person_name, at)
    VALUES (gen_random_uuid(), subject, own_id, said.text, said.by_id, left(said.by_name, 300), said.at)
    ON CONFLICT (text_id, municipality_id, person_id) DO NOTHING;
END $$;

-- The municipality chooses to tell the secretariat what it has noted: a letter with the note as it stands now.
CREATE OR REPLACE FUNCTION agreements_municipal_incident_tell_v1(subject uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    own_schema text := public.walls_caller_schema();
    told record;
BEGIN
    EXECUTE format($sql$
        SELECT l.by_id, l.by_name::text, n.id, jsonb_build_object(
                   'verdict', n.verdict, 'subjects', n.subjects, 'reported', n.reported, 'reported_at', n.reported_at,
                   'reference', n.reference, 'why_not_reported', n.why_not_reported, 'told', n.told,
                   'told_at', n.told_at, 'why_not_told', n.why_not_told)::text AS facts
          FROM %1$I.agreements_municipal_breachnote n
          JOIN %1$I.workflows_municipal_municipallogentry l ON l.subject_id = n.id AND l.action = 'tell'
         WHERE n.incident_id = $1 ORDER BY l.number DESC LIMIT 1$sql$, own_schema)
        INTO told USING subject;
    IF told.id IS NULL THEN
        RAISE EXCEPTION 'The note of incident % has not been told', subject USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO public.tenants_letter (id, municipality_id, kind, subject_id, joint_id, text, file_sha256, file_name,
                                       written_by_id, written_by_name, written_at, answer, answered_by_name)
    VALUES (gen_random_uuid(), public.walls_definer_caller_id(), 'incident_note', subject, subject, told.facts, '', '',
            told.by_id, left(told.by_name, 200), now(), '', '');
END $$;
