-- A thousand texts at 98 municipalities: what deliveries and reports up leave behind, written directly.
-- Which municipality stands where with which text is drawn from a hash, so every run has the same cells.
-- :texts is how many; the municipalities, the supplier and a template are there already.
CREATE TEMP TABLE drawn AS
SELECT t.n, gen_random_uuid() AS text_id FROM generate_series(1, %(texts)s) AS t (n);

INSERT INTO agreements_joint_commontext
       (id, number, version, title, supplier_id, template_id, template_version, template_sha256, body_sha256, state,
        state_since, held_from, case_worker_id, case_worker_name, case_worker_email, case_worker_phone, shown_at,
        agreed_by_name, released_by_name, created_at)
SELECT text_id, 'FA-2026-' || lpad(n::text, 5, '0'), 1, 'Aftale nummer ' || n, s.id, w.id, w.version, w.sha256, w.body_sha256,
       'sent', now(), '', gen_random_uuid(), 'Sara Holm', '', '', now(), '', '', now()
  FROM drawn, (SELECT id FROM register_supplier LIMIT 1) s,
       (SELECT id, version, sha256, body_sha256 FROM documents_wordtemplate WHERE kind = 'agreement' LIMIT 1) w;

INSERT INTO documents_storedfile
       (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id, uploaded_by_name, created_at)
VALUES ('00000000-0000-4000-8000-000000000001', repeat('a', 64), 1, '', '', 'aftale.docx', 'ready', '', '[]',
        gen_random_uuid(), 'Sara Holm', now());

INSERT INTO agreements_joint_sending (id, common_text_id, municipality_ids, sent_by_id, sent_by_name, created_at)
SELECT gen_random_uuid(), text_id, (SELECT array_agg(id) FROM tenants_municipality), gen_random_uuid(), 'Sara Holm', now()
  FROM drawn;

-- Six in ten are in force; the others are on their way, or ended otherwise.
CREATE TEMP TABLE cells AS
SELECT gen_random_uuid() AS id, d.text_id, d.n, m.id AS municipality_id, m.schema_name, m.name, m.kommunekode,
       (ARRAY['for_decision', 'for_decision', 'question', 'wanted', 'to_sign', 'signed_by_one', 'own', 'declined',
              'in_force', 'in_force', 'in_force', 'in_force', 'in_force', 'in_force', 'in_force', 'in_force',
              'in_force', 'in_force', 'in_force', 'in_force'])
           [1 + ((hashint4(d.n) & 1023) * 31 + (hashtext(m.kommunekode) & 65535)) %% 20] AS state,
       now() - ((hashint4(d.n * 7) & 127) + (hashtext(m.kommunekode) & 127)) * interval '1 day' AS since,
       (d.n + m.kommunekode::int) %% 2 = 0 AS supplier_first
  FROM drawn d CROSS JOIN tenants_municipality m;

INSERT INTO agreements_joint_issuedagreement
       (id, sending_id, common_text_id, supplier_id, municipality_id, municipality_name, number, word_id, created_at, delivered_at)
SELECT c.id, s.id, c.text_id, t.supplier_id, c.municipality_id, c.name, t.number || '-' || c.kommunekode,
       '00000000-0000-4000-8000-000000000001', now(), now()
  FROM cells c JOIN agreements_joint_commontext t ON t.id = c.text_id
  JOIN agreements_joint_sending s ON s.common_text_id = c.text_id;

INSERT INTO tenants_recipient (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at, delivered_at)
SELECT gen_random_uuid(), s.id, 'agreement', c.text_id, c.municipality_id, 'delivered', '', now(), now()
  FROM cells c JOIN agreements_joint_sending s ON s.common_text_id = c.text_id;

INSERT INTO tenants_standing (id, municipality_id, kind, subject_id, joint_id, state, since, version)
SELECT gen_random_uuid(), municipality_id, 'agreement', id, text_id, state, since, 1 FROM cells;

INSERT INTO agreements_joint_suppliercopy
       (id, agreement_id, supplier_id, file_id, signed_on, signed_by, added_by_id, added_by_name, added_at, delivered_at)
SELECT gen_random_uuid(), c.id, t.supplier_id, '00000000-0000-4000-8000-000000000001', now(), 'Leo', gen_random_uuid(), 'Leo',
       now(), now()
  FROM cells c JOIN agreements_joint_commontext t ON t.id = c.text_id
 WHERE c.state = 'in_force' OR (c.state = 'signed_by_one' AND c.supplier_first);
