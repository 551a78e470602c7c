WITH own AS (
    SELECT u.id, u.is_active, u.personal_data, u.agreement AS told, s.name, s.name_sort, p.name AS supplier,
           a.state AS agreement, a.in_force_from, a.valid_until, d.published_at, d.concept, d.level, d.state,
           d.next_audit_on
      FROM register_systemuse u
      JOIN register_system s ON s.id = u.system_id
      LEFT JOIN register_supplier p ON p.id = s.supplier_id
      LEFT JOIN agreements_municipal_agreement a ON a.systems -> 0 ->> 'id' = u.system_id::text
      LEFT JOIN (SELECT c.system_id, c.level, c.state, c.next_audit_on, r.published_at, r.concept
                   FROM audits_municipal_receivedsystem c
                   JOIN audits_municipal_receivedreport r ON r.id = c.report_id
                  WHERE r.is_current AND r.withdrawn_at IS NULL) d ON d.system_id = u.system_id
     WHERE u.municipality_id = %(municipality)s
)
SELECT (SELECT json_build_object(
               'active', count(*) FILTER (WHERE is_active),
               'without', count(*) FILTER (WHERE is_active AND personal_data = 'ja'
                                             AND (agreement = 'in_force') IS NOT TRUE
                                             AND told IN ('nej', 'i_proces', 'ikke_oplyst')),
               'unseen', count(*) FILTER (WHERE is_active AND personal_data = 'ja' AND published_at IS NULL),
               'late', count(*) FILTER (WHERE is_active AND next_audit_on < current_date),
               'gone', count(*) FILTER (WHERE NOT is_active)) FROM own),
       (SELECT json_agg(page) FROM (
            SELECT id, name, supplier, agreement, in_force_from, valid_until,
                   (published_at AT TIME ZONE 'Europe/Copenhagen')::date AS last_on, concept, level, state, next_audit_on
              FROM own WHERE is_active ORDER BY name_sort, id LIMIT 50 OFFSET %(skipped)s) page)
