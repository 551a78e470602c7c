-- Both edges of the matrix of a year: how many decisions are missing, by municipality (no report) and by report (no
-- municipality). Read from the index of the undecided alone (tenants_standing_undecided), hence the written-out states.
SELECT t.municipality_id, t.joint_id, count(*)
  FROM tenants_standing t
 WHERE t.kind = 'audit_report' AND t.state IN ('received', 'considering', 'reopened')
   AND t.joint_id = ANY (ARRAY(SELECT r.id FROM audits_joint_report r JOIN audits_joint_audit a ON a.id = r.audit_id
                                WHERE a.year = %s AND a.state = ANY (%s)))
 GROUP BY GROUPING SETS ((t.municipality_id), (t.joint_id))
