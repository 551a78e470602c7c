"""The statements that make a page's JSON in one go, under the municipality's own role."""

# The versions that stood at the snapshot's end, in one stretch of moments. A report that has been withdrawn
# since is left out, which moves no other.
_REPORT = """
report AS MATERIALIZED (
    SELECT r.id, r.report_id, r.case_number, r.supplier_id, r.published_at,
           coalesce(p.name, r.supplier_name) AS supplier_name
      FROM audits_municipal_receivedreport r
      LEFT JOIN register_supplier p ON p.id = r.supplier_id
     WHERE r.published_at > coalesce(%(low)s::timestamptz, '-infinity') AND r.published_at <= %(high)s
       AND r.withdrawn_at IS NULL
       AND (r.is_current OR NOT EXISTS (
            SELECT FROM audits_municipal_receivedreport n
             WHERE n.report_id = r.report_id AND n.published_at > r.published_at
               AND n.published_at <= %(until)s)))
"""
AUDITS = f"""
WITH {_REPORT}, system AS MATERIALIZED (
    SELECT s.report_id, s.system_id, s.name, y.kitos_uuid
      FROM audits_municipal_receivedsystem s
      LEFT JOIN register_system y ON y.id = s.system_id
     WHERE s.report_id = ANY (ARRAY(SELECT id FROM report))
), wanted AS (
    SELECT 'audit' AS kind, report_id AS subject_id FROM report
     UNION ALL SELECT 'supplier', supplier_id FROM report
     UNION ALL SELECT 'system', system_id FROM system
), numbers AS MATERIALIZED (
    SELECT n.* FROM (SELECT array_agg(kind) AS kinds, array_agg(subject_id) AS subjects FROM wanted) w,
           integrations_os2compliance_numbers_v1(w.kinds, w.subjects) n
), covered AS (
    SELECT s.report_id, json_agg(json_build_object('id', n.number, 'name', s.name, 'kitosUuid', s.kitos_uuid)
                                 ORDER BY s.name, n.number) AS systems
      FROM system s JOIN numbers n ON n.kind = 'system' AND n.subject_id = s.system_id
     GROUP BY s.report_id)
SELECT coalesce(json_agg(json_build_object(
           'id', a.number, 'name', 'Tilsynsrapport ' || r.case_number || ', ' || r.supplier_name,
           'publishedDate', to_char(r.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'auditLink', %(link)s || r.id || '/',
           'supplier', json_build_object('id', p.number, 'name', r.supplier_name),
           'systems', coalesce(c.systems, '[]'::json)) ORDER BY r.published_at), '[]'::json)::text
  FROM report r
  JOIN numbers a ON a.kind = 'audit' AND a.subject_id = r.report_id
  JOIN numbers p ON p.kind = 'supplier' AND p.subject_id = r.supplier_id
  LEFT JOIN covered c ON c.report_id = r.id
"""  # noqa: S608 - put together from constants
# Each version is a document of its own: a new one is a new document, a correction none.
DOCUMENTS = f"""
WITH {_REPORT}, numbers AS MATERIALIZED (
    SELECT n.* FROM (SELECT array_agg(k.kind) AS kinds, array_agg(k.subject_id) AS subjects
                       FROM report r, LATERAL (VALUES ('document', r.id), ('supplier', r.supplier_id))
                            AS k (kind, subject_id)) w,
           integrations_os2compliance_numbers_v1(w.kinds, w.subjects) n)
SELECT coalesce(json_agg(json_build_object(
           'id', d.number, 'name', 'Tilsynsrapport ' || r.case_number || ', ' || r.supplier_name,
           'created', to_char(r.published_at AT TIME ZONE 'Europe/Copenhagen', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
           'locked', false,
           'path', json_build_object('area', 'TILSYNSRAPPORTER',
                                     'supplier', json_build_object('id', p.number, 'name', r.supplier_name)))
           ORDER BY r.published_at), '[]'::json)::text
  FROM report r
  JOIN numbers d ON d.kind = 'document' AND d.subject_id = r.id
  JOIN numbers p ON p.kind = 'supplier' AND p.subject_id = r.supplier_id
"""  # noqa: S608 - put together from constants
# The systems in use, and how far the joint supervision of each is. A case that has begun or was sent counts
# before one that is only planned, and the later before the former; what was sent counts where it has arrived.
_USED = """
used AS MATERIALIZED (
    SELECT y.id, y.name, y.kitos_uuid, y.supplier_id
      FROM register_systemuse u JOIN register_system y ON y.id = u.system_id
     WHERE u.is_active AND u.municipality_id = %(municipality)s
), stage AS MATERIALIZED (
    SELECT g.system_id, g.year, g.quarter,
           CASE WHEN g.stage = 'planned' THEN 'waiting'
                WHEN g.stage = 'sent' AND EXISTS (
                     SELECT FROM audits_municipal_receivedreport r
                       JOIN audits_municipal_receivedsystem s ON s.report_id = r.id
                      WHERE r.audit_id = g.audit_id AND r.is_current AND r.withdrawn_at IS NULL
                        AND s.system_id = g.system_id) THEN 'published'
                ELSE 'on_going' END AS status
      FROM integrations_os2compliance_stages_v1() g
), standing AS (
    SELECT DISTINCT ON (system_id) system_id, status FROM stage
     ORDER BY system_id, status = 'waiting', year DESC, quarter DESC
), coming AS (
    SELECT system_id, min(year || ' Q' || quarter) AS revision
      FROM stage WHERE status = 'waiting' GROUP BY system_id)
"""
SYSTEMS = f"""
WITH {_USED}, supplied AS (
    SELECT u.*, p.name AS supplier_name FROM used u LEFT JOIN register_supplier p ON p.id = u.supplier_id
), numbers AS MATERIALIZED (
    SELECT n.* FROM (SELECT array_agg(k.kind) AS kinds, array_agg(k.subject_id) AS subjects
                       FROM used u, LATERAL (VALUES ('system', u.id), ('supplier', u.supplier_id))
                            AS k (kind, subject_id)) w,
           integrations_os2compliance_numbers_v1(w.kinds, w.subjects) n
), line AS (
    SELECT n.number, json_build_object(
           'id', n.number, 'uuid', u.id, 'name', u.name,
           'supplier', CASE WHEN p.number IS NULL THEN NULL
                            ELSE json_build_object('id', p.number, 'name', u.supplier_name) END,
           'status', coalesce(t.status, 'waiting'), 'nextRevision', coalesce(c.revision, 'Ikke fastsat'),
           'municipalities', json_build_array(
               json_build_object('cvr', %(cvr)s::text, 'name', %(name)s::text)),
           'kitosUuid', u.kitos_uuid) AS told
      FROM supplied u
      JOIN numbers n ON n.kind = 'system' AND n.subject_id = u.id
      LEFT JOIN numbers p ON p.kind = 'supplier' AND p.subject_id = u.supplier_id
      LEFT JOIN standing t ON t.system_id = u.id
      LEFT JOIN coming c ON c.system_id = u.id)
"""  # noqa: S608 - put together from constants
# The suppliers of the systems in use, and those of reports received: each document's supplier is known.
SUPPLIERS = f"""
WITH {_USED}, supplier AS MATERIALIZED (
    SELECT p.id, p.name FROM register_supplier p WHERE EXISTS (SELECT FROM used u WHERE u.supplier_id = p.id)
     UNION
    SELECT r.supplier_id, coalesce(p.name, max(r.supplier_name))
      FROM audits_municipal_receivedreport r LEFT JOIN register_supplier p ON p.id = r.supplier_id
     WHERE r.is_current AND r.withdrawn_at IS NULL
     GROUP BY r.supplier_id, p.name
), numbers AS MATERIALIZED (
    SELECT n.* FROM (SELECT array_agg('supplier'::text) AS kinds, array_agg(id) AS subjects FROM supplier) w,
           integrations_os2compliance_numbers_v1(w.kinds, w.subjects) n
), line AS (
    SELECT n.number, json_build_object('id', n.number, 'name', s.name,
           'nextRevision', coalesce((SELECT min(c.revision) FROM used u JOIN coming c ON c.system_id = u.id
                                      WHERE u.supplier_id = s.id), 'Ikke fastsat')) AS told
      FROM supplier s JOIN numbers n ON n.subject_id = s.id)
"""  # noqa: S608 - put together from constants
ROWS = """
SELECT (SELECT count(*) FROM line),
       (SELECT coalesce(json_agg(told ORDER BY number), '[]'::json)::text
          FROM (SELECT number, told FROM line ORDER BY number LIMIT %(size)s OFFSET %(skipped)s) here)
"""
