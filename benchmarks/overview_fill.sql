-- Which of 98 municipalities stands where with which of so many reports, drawn from a hash: every run has the same.
-- Six in ten are approved; a fifth is still to be decided.
CREATE TEMP TABLE suppliers AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, 400) n;

CREATE TEMP TABLE drawn AS
SELECT t.n, s.id AS supplier_id, gen_random_uuid() AS audit_id, gen_random_uuid() AS report_id,
       gen_random_uuid() AS version_id, gen_random_uuid() AS system_id
  FROM generate_series(1, %(audits)s) AS t (n) JOIN suppliers s ON s.n = 1 + t.n %% 400;

CREATE TEMP TABLE cells AS
SELECT gen_random_uuid() AS id, gen_random_uuid() AS received_id, d.*, m.id AS municipality_id, m.schema_name,
       (ARRAY['received', 'received', 'considering', 'reopened', 'approved_remarks', 'approved_remarks',
              'not_approved', 'approved', 'approved', 'approved', 'approved', 'approved', 'approved', 'approved',
              'approved', 'approved', 'approved', 'approved', 'approved', 'approved'])
           [1 + ((hashint4(d.n) & 1023) * 31 + (hashtext(m.kommunekode) & 65535)) %% 20] AS state,
       now() - ((hashint4(d.n * 7) & 127) + (hashtext(m.kommunekode) & 127)) * interval '1 day' AS since
  FROM drawn d CROSS JOIN tenants_municipality m;

ANALYZE cells;
