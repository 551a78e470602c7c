-- How many decisions are missing on each report: what the reports are ordered by. Read from an index alone.
SELECT t.joint_id, count(*)
  FROM tenants_standing t
 WHERE t.kind = 'audit_report' AND t.joint_id = ANY (%s) AND t.state = ANY (%s)
 GROUP BY t.joint_id
