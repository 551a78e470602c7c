WITH page AS (
    SELECT r.id, r.report_id, r.case_number, r.supplier_id, r.published_at
      FROM audits_municipal_receivedreport r
     WHERE r.is_current AND r.withdrawn_at IS NULL AND r.published_at > %(after)s
     ORDER BY r.published_at
     LIMIT %(size)s + 1 OFFSET %(skipped)s)
SELECT a.number, r.case_number, s.name AS supplier, p.number AS supplier_number, r.id,
       to_char(r.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS published,
       (SELECT json_agg(json_build_object('id', n.number, 'name', c.name, 'kitosUuid', y.kitos_uuid)
                        ORDER BY c.name, n.number)
          FROM audits_municipal_receivedsystem c
          JOIN register_system y ON y.id = c.system_id
          JOIN integrations_os2compliance_publicnumber n ON n.kind = 'system' AND n.subject_id = c.system_id
         WHERE c.report_id = r.id) AS systems
  FROM page r
  JOIN register_supplier s ON s.id = r.supplier_id
  JOIN integrations_os2compliance_publicnumber a ON a.kind = 'audit' AND a.subject_id = r.report_id
  JOIN integrations_os2compliance_publicnumber p ON p.kind = 'supplier' AND p.subject_id = r.supplier_id
 ORDER BY r.published_at
