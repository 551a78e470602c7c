-- Both edges of the matrix of a year: by municipality (no report) and by report (no municipality).
SELECT t.municipality_id, t.joint_id, t.state, count(*)
  FROM tenants_standing t
 WHERE t.kind = 'audit_report'
   AND t.joint_id IN (SELECT r.id FROM audits_joint_report r JOIN audits_joint_audit a ON a.id = r.audit_id
                       WHERE a.year = %s AND a.state = ANY (%s))
 GROUP BY GROUPING SETS ((t.municipality_id, t.state), (t.joint_id, t.state))
