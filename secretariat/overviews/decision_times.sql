-- Where the members stand with the reports of a year: how many in each state, how old the open ones are, how many
-- of them are beyond their deadline; and in a line without a state the median of days from sending to decision.
WITH told AS (
    SELECT t.state, t.state = ANY (%(open)s) AS is_open, t.due,
           extract(epoch FROM %(now)s - t.since) / 86400 AS age,
           extract(epoch FROM t.since - v.sent_at) / 86400 AS days
      FROM tenants_standing t
      JOIN audits_joint_report r ON r.id = t.joint_id
      JOIN audits_joint_audit a ON a.id = r.audit_id AND a.year = %(year)s
      LEFT JOIN audits_joint_reportversion v ON v.report_id = r.id AND v.number = t.version
     WHERE t.kind = 'audit_report'
)
SELECT state, count(*), count(*) FILTER (WHERE age < 15), count(*) FILTER (WHERE age >= 15 AND age < 31),
       count(*) FILTER (WHERE age >= 31), count(*) FILTER (WHERE due < %(today)s), NULL::float
  FROM told GROUP BY state
 UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, percentile_cont(0.5) WITHIN GROUP (ORDER BY greatest(days, 0))
  FROM told WHERE NOT is_open AND state <> 'withdrawn'
