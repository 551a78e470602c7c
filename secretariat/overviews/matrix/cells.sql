-- Where the municipalities stand with some reports; one that covers several systems counts them.
SELECT t.joint_id, t.municipality_id, t.state, count(*)
  FROM tenants_standing t
 WHERE t.kind = 'audit_report' AND t.joint_id = ANY (%s)
 GROUP BY 1, 2, 3
