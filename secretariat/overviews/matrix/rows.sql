-- The municipalities' edge of the matrix: where each stands with the year's reports. Read from an index alone.
SELECT t.municipality_id, t.state, count(*)
  FROM tenants_standing t
 WHERE t.kind = 'audit_report' AND t.joint_id = ANY (%s)
 GROUP BY t.municipality_id, t.state
