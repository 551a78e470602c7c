-- Which of 98 municipalities stands where with which of so many texts, drawn from a hash: every run has the same cells.
-- Six in ten are in force; the others are on their way, or ended otherwise.
CREATE TEMP TABLE drawn AS
SELECT t.n, gen_random_uuid() AS text_id FROM generate_series(1, %(texts)s) AS t (n);

CREATE TEMP TABLE cells AS
SELECT gen_random_uuid() AS id, d.text_id, d.n, m.id AS municipality_id, m.schema_name, m.name, m.kommunekode,
       (ARRAY['for_decision', 'for_decision', 'question', 'wanted', 'to_sign', 'signed_by_one', 'own', 'declined',
              'in_force', 'in_force', 'in_force', 'in_force', 'in_force', 'in_force', 'in_force', 'in_force',
              'in_force', 'in_force', 'in_force', 'in_force'])
           [1 + ((hashint4(d.n) & 1023) * 31 + (hashtext(m.kommunekode) & 65535)) %% 20] AS state,
       now() - ((hashint4(d.n * 7) & 127) + (hashtext(m.kommunekode) & 127)) * interval '1 day' AS since,
       (d.n + m.kommunekode::int) %% 2 = 0 AS supplier_signed
  FROM drawn d CROSS JOIN tenants_municipality m;

ANALYZE cells;
