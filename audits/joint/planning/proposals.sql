-- What the plan should be changed with, and why: one row for each kind and system. Named parameters:
-- threshold, today, horizon (a day), recurrence (months by concept), slack (months after a period's end).
WITH agreed AS (
    SELECT u.system_id, count(*) FILTER (WHERE u.agreement = 'ja') AS number
      FROM register_systemuse u
      JOIN tenants_municipality m ON m.id = u.municipality_id AND m.state IN ('member', 'leaving')
     WHERE u.is_active
     GROUP BY u.system_id
), busy AS (
    SELECT DISTINCT x.system_id FROM audits_joint_auditsystem x JOIN audits_joint_audit a ON a.id = x.audit_id
     WHERE a.state = ANY (%(under_way)s)
), last AS (
    SELECT DISTINCT ON (x.system_id) x.system_id, x.id AS audit_system_id, a.id AS audit_id, a.concept,
           v.sent_at::date AS sent_on, v.sent_at
      FROM audits_joint_auditsystem x
      JOIN audits_joint_audit a ON a.id = x.audit_id AND a.state IN ('published', 'follow_up', 'closed')
      JOIN audits_joint_report r ON r.audit_id = a.id
      JOIN audits_joint_reportversion v ON v.report_id = r.id AND v.sent_at IS NOT NULL AND v.kind <> 'withdrawal'
     ORDER BY x.system_id, v.sent_at DESC
), held AS (
    -- What each supplier keeps in »Vores dokumentation«: the newest edition of every document in use.
    SELECT DISTINCT ON (v.statement_id) v.statement_id, d.supplier_id, d.kind, v.period_to, v.expires_on,
           v.created_at
      FROM audits_joint_statementversion v
      JOIN audits_joint_statement d ON d.id = v.statement_id AND d.retired_at IS NULL
      JOIN documents_storedfile f ON f.id = v.file_id AND f.state = 'ready'
     ORDER BY v.statement_id, v.number DESC
), only_one AS (
    SELECT supplier_id, kind, min(statement_id::text)::uuid AS statement_id
      FROM held GROUP BY supplier_id, kind HAVING count(*) = 1
), used AS (
    -- What the last audit rested on: dated by what was read in it, else by what is kept of it, else by the file's
    -- giver. A file that was given in the case alone belongs to the only document of its kind, where there is one.
    SELECT l.system_id, l.sent_at, e.kind, coalesce(v.statement_id, o.statement_id) AS statement_id,
           coalesce(w.expires_on, v.expires_on, e.period_to) AS expires_on,
           coalesce(w.period_to, v.period_to, e.period_to) AS period_to
      FROM last l
      JOIN audits_joint_evidence e ON e.audit_id = l.audit_id
       AND e.state NOT IN ('replaced', 'insufficient', 'quarantined')
       AND (l.audit_system_id = ANY (e.covers) OR cardinality(e.covers) = 0)
      LEFT JOIN audits_joint_statementversion v ON v.id = e.version_id
      LEFT JOIN only_one o ON v.id IS NULL AND o.supplier_id = e.supplier_id AND o.kind = e.kind
      LEFT JOIN audits_joint_statementreview w ON w.file_id = e.file_id AND w.finished_at IS NOT NULL
), statement AS (
    SELECT u.system_id,
           max(greatest(u.expires_on, h.expires_on)) FILTER (WHERE u.kind = 'iso27001') AS expires_on,
           max(u.period_to) FILTER (WHERE u.kind <> 'iso27001') AS period_end,
           max(h.created_at) FILTER (WHERE u.kind <> 'iso27001' AND h.period_to > u.period_to
                                       AND h.created_at > u.sent_at) AS renewed_at
      FROM used u LEFT JOIN held h USING (statement_id)
     GROUP BY u.system_id
), expected AS (
    SELECT DISTINCT ON (s.id) s.id AS system_id, e.expected_on, e.at
      FROM register_system s
      JOIN audits_joint_expectedstatement e ON e.supplier_id = s.supplier_id
       AND (e.system_id = s.id OR e.system_id IS NULL)
     ORDER BY s.id, e.at DESC
), newest AS (
    -- The edition that was waited for has come, unless yet another has been promised since.
    SELECT t.system_id, t.expires_on, t.period_end,
           CASE WHEN x.at IS NULL OR t.renewed_at > x.at THEN (t.renewed_at AT TIME ZONE 'Europe/Copenhagen')::date
           END AS renewed_on
      FROM statement t LEFT JOIN expected x USING (system_id)
), next AS (
    SELECT l.system_id, l.audit_id, l.concept, l.sent_on, t.expires_on, t.period_end, t.renewed_on,
           CASE WHEN x.expected_on > l.sent_on THEN x.expected_on END AS expected_on,
           CASE WHEN l.concept = 5 AND t.renewed_on IS NOT NULL THEN t.renewed_on
                WHEN x.expected_on > l.sent_on THEN x.expected_on
                WHEN l.concept = 5 AND t.period_end IS NOT NULL THEN
                     (t.period_end + make_interval(months => (%(recurrence)s::jsonb ->> '5')::int + %(slack)s))::date
                ELSE (l.sent_on + make_interval(months => (%(recurrence)s::jsonb ->> l.concept::text)::int))::date
           END AS due
      FROM last l LEFT JOIN newest t USING (system_id) LEFT JOIN expected x USING (system_id)
), event AS (
    SELECT s.id AS system_id, e.id::text AS mark, e.kind, e.happened_on, e.text, e.at
      FROM audits_joint_planevent e
      JOIN register_system s ON s.id = e.system_id OR (e.system_id IS NULL AND s.supplier_id = e.supplier_id)
    UNION ALL
    SELECT s.id, c.id::text, 'owner', c.effective_on, c.supplier_name || ' → ' || c.other_name, c.done_at
      FROM register_supplierchange c
      JOIN register_system s ON s.id = c.system_id OR (c.kind = 'merger' AND s.supplier_id = c.other_id)
     WHERE c.state = 'done' AND c.kind IN ('merger', 'sale')
), result AS (
    SELECT DISTINCT ON (system_id) system_id, concept, highest, lowest
      FROM register_scoreresult ORDER BY system_id, computed_at DESC
), found AS (
    SELECT 'new' AS kind, g.system_id, NULL::uuid AS audit_id,
           CASE WHEN x.expected_on > %(today)s THEN x.expected_on END AS due, %(threshold)s::text AS mark,
           jsonb_build_object('members', g.number) AS facts
      FROM agreed g LEFT JOIN expected x USING (system_id)
     WHERE g.number >= %(threshold)s AND g.system_id NOT IN (SELECT system_id FROM last)
       AND g.system_id NOT IN (SELECT system_id FROM busy)
    UNION ALL
    SELECT 'due', n.system_id, NULL, n.due, n.audit_id || ':' || n.due,
           jsonb_build_object('sent_on', n.sent_on, 'concept', n.concept, 'expected_on', n.expected_on,
                              'period_end', n.period_end, 'renewed_on', n.renewed_on)
      FROM next n JOIN agreed g USING (system_id)
     WHERE g.number >= %(threshold)s AND n.due <= %(horizon)s AND n.system_id NOT IN (SELECT system_id FROM busy)
    UNION ALL
    SELECT 'expiring', n.system_id, NULL, n.expires_on, n.audit_id || ':' || n.expires_on,
           jsonb_build_object('expires_on', n.expires_on)
      FROM next n JOIN agreed g USING (system_id)
     WHERE g.number >= %(threshold)s AND n.expires_on <= %(horizon)s AND coalesce(n.due > %(horizon)s, true)
       AND n.system_id NOT IN (SELECT system_id FROM busy)
    UNION ALL
    (SELECT DISTINCT ON (e.system_id) 'event', e.system_id, NULL, NULL::date, e.mark,
           jsonb_build_object('kind', e.kind, 'happened_on', e.happened_on, 'text', e.text)
      FROM event e JOIN last l USING (system_id)
     WHERE e.at > l.sent_at AND e.system_id NOT IN (SELECT system_id FROM busy)
       AND NOT EXISTS (SELECT FROM audits_joint_refusedproposal p
                        WHERE p.kind = 'event' AND p.system_id = e.system_id AND p.mark = e.mark)
     ORDER BY e.system_id, e.at DESC)
    UNION ALL
    SELECT 'below', x.system_id, a.id, NULL, a.id::text, jsonb_build_object('members', coalesce(g.number, 0))
      FROM audits_joint_auditsystem x
      JOIN audits_joint_audit a ON a.id = x.audit_id AND a.state = 'planned'
      LEFT JOIN agreed g USING (system_id)
     WHERE coalesce(g.number, 0) < %(threshold)s
    UNION ALL
    SELECT 'changed', x.system_id, a.id, NULL, a.id || ':' || coalesce(r.concept, 0),
           jsonb_build_object('before', y.recommended_concept, 'after', r.concept, 'points', r.highest)
      FROM audits_joint_auditsystem x
      JOIN audits_joint_audit a ON a.id = x.audit_id AND a.state = 'planned'
      JOIN audits_joint_systemassessment y ON y.audit_system_id = x.id
      JOIN result r ON r.system_id = x.system_id
     WHERE r.concept IS DISTINCT FROM y.recommended_concept
)
SELECT f.kind, f.system_id, f.audit_id, f.due, f.mark, f.facts, s.name, s.supplier_id, p.name,
       coalesce(p.parent_id, p.id), coalesce(h.name, p.group_name), h.group_contacted_on
  FROM found f
  JOIN register_system s ON s.id = f.system_id
  JOIN register_supplier p ON p.id = s.supplier_id
  LEFT JOIN register_supplier h ON h.id = p.parent_id
 WHERE NOT EXISTS (SELECT FROM audits_joint_refusedproposal q
                    WHERE q.kind = f.kind AND q.system_id = f.system_id AND q.mark = f.mark)
 ORDER BY coalesce(h.name_sort, p.name_sort), p.name_sort, s.name_sort, f.kind
