-- The desk's own open cases, nearest deadline first: the numbers by state and the fifty rows of a page, in one.
WITH mine AS (
    SELECT id, state FROM audits_joint_audit WHERE case_worker_id = %(worker)s
), page AS (
    SELECT a.id, a.case_number, s.name, a.year, a.quarter, a.case_worker_name, a.state, a.deadline,
           (SELECT count(*) FROM audits_joint_auditsystem x WHERE x.audit_id = a.id) AS systems,
           row_number() OVER (ORDER BY a.deadline, a.year DESC, a.quarter DESC, a.case_number, a.id) AS place
      FROM audits_joint_audit a JOIN register_supplier s ON s.id = a.supplier_id
     WHERE a.case_worker_id = %(worker)s AND a.state = ANY (%(open)s)
     ORDER BY a.deadline, a.year DESC, a.quarter DESC, a.case_number, a.id
     LIMIT 50 OFFSET %(skipped)s
)
SELECT (SELECT json_object_agg(state, n) FROM (SELECT state, count(*) AS n FROM mine GROUP BY state) c),
       (SELECT count(*) FROM mine WHERE state = ANY (%(open)s)),
       (SELECT json_agg(page ORDER BY place) FROM page)
