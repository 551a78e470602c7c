-- The same rows as a delivery writes, one INSERT ... SELECT per table. Ids are made where they are needed.
WITH facts AS (
    SELECT v.id AS version_id, v.number, v.kind, v.reason, v.sent_by_id, v.sent_by_name, v.file_id, r.id AS report_id,
           r.summary, r.next_audit, a.*, s.name AS supplier_name, s.number AS supplier_number,
           (v.sent_at AT TIME ZONE 'Europe/Copenhagen')::date + 30 AS due
      FROM audits_joint_reportversion v JOIN audits_joint_report r ON r.id = v.report_id
      JOIN audits_joint_audit a ON a.id = r.audit_id JOIN register_supplier s ON s.id = a.supplier_id
     WHERE v.id = %(version)s
), uses AS (
    SELECT u.municipality_id, x.id AS audit_system_id, x.system_id, x.name, t.level, t.text
      FROM facts f JOIN audits_joint_auditsystem x ON x.audit_id = f.id
      JOIN audits_joint_systemassessment t ON t.audit_system_id = x.id
      JOIN register_systemuse u ON u.system_id = x.system_id AND u.is_active
      JOIN tenants_municipality m ON m.id = u.municipality_id AND m.state IN ('member', 'leaving')
), members AS (
    SELECT DISTINCT m.id, m.name, m.schema_name, m.shared_mailbox
      FROM uses u JOIN tenants_municipality m ON m.id = u.municipality_id
), files AS (
    SELECT d.*, false AS is_report, m.id AS municipality_id
      FROM facts f JOIN audits_joint_evidence e ON e.audit_id = f.id AND e.level = 'download'
      JOIN documents_storedfile d ON d.id = e.file_id CROSS JOIN members m
     UNION ALL
    SELECT d.*, true, c.municipality_id
      FROM facts f JOIN audits_joint_reportcopy c ON c.version_id = f.version_id
      JOIN documents_storedfile d ON d.id = c.file_id
), report AS (
    INSERT INTO flat.audits_municipal_receivedreport
           (id, report_id, audit_id, version_id, version, kind, reason, case_number, supplier_id, supplier_name,
            supplier_number, concept, summary, next_audit, sent_by_name, contact_name, contact_phone, due, published_at,
            is_current, municipality_id)
    SELECT gen_random_uuid(), f.report_id, f.id, f.version_id, f.number, f.kind, f.reason, f.case_number, f.supplier_id,
           f.supplier_name, f.supplier_number, f.concept, f.summary, f.next_audit, f.sent_by_name, f.case_worker_name,
           f.case_worker_phone, f.due, clock_timestamp(), true, m.id
      FROM facts f CROSS JOIN members m
    RETURNING id, municipality_id
), systems AS (
    INSERT INTO flat.audits_municipal_receivedsystem
           (id, report_id, system_id, name, level, text, state, state_since, rating, conclusion, remark, what_now,
            what_now_note, risk_owner, journal_number, decided_by_name, municipality_id)
    SELECT gen_random_uuid(), r.id, u.system_id, u.name, u.level, u.text, 'received', now(), u.level, u.text, '', '', '',
           '', '', '', r.municipality_id
      FROM report r JOIN uses u ON u.municipality_id = r.municipality_id
    RETURNING id, municipality_id, system_id
), findings AS (
    INSERT INTO flat.audits_municipal_receivedfinding
           (id, system_id, finding_id, number, kind, title, text, deadline, state, told_at, municipality_id)
    SELECT gen_random_uuid(), s.id, f.id, f.number, f.kind, f.title, f.text, f.deadline, f.state, now(), s.municipality_id
      FROM systems s JOIN audits_joint_auditsystem x ON x.system_id = s.system_id
      JOIN facts c ON c.id = x.audit_id JOIN audits_joint_finding f ON f.audit_system_id = x.id
     WHERE f.state NOT IN ('found', 'hearing', 'dropped')
), tasks AS (
    INSERT INTO flat.audits_municipal_followuptask
           (id, report_id, text, from_report, responsible, done_by_name, created_at, municipality_id)
    SELECT gen_random_uuid(), r.id, d.text, true, '', '', now(), r.municipality_id
      FROM report r CROSS JOIN facts f JOIN audits_joint_municipalduty d ON d.audit_id = f.id
), stored AS (
    INSERT INTO flat.documents_municipal_municipalfile
           (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id, uploaded_by_name,
            created_at, municipality_id)
    SELECT gen_random_uuid(), d.sha256, d.size, d.content_type, d.title, d.name, 'ready', '', d.warnings,
           d.uploaded_by_id, d.uploaded_by_name, now(), d.municipality_id
      FROM files d
    RETURNING id, sha256, municipality_id
), came_along AS (
    INSERT INTO flat.audits_municipal_receivedfile (id, report_id, file_id, is_report, municipality_id)
    SELECT gen_random_uuid(), r.id, s.id, d.is_report, r.municipality_id
      FROM stored s JOIN report r ON r.municipality_id = s.municipality_id JOIN files d ON d.sha256 = s.sha256
           AND d.municipality_id = s.municipality_id
), log AS (
    INSERT INTO flat.workflows_municipal_municipallogentry
           (at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name, municipality_id)
    SELECT now(), 'audits_municipal.receivedreport', r.id, 'deliver', '', '', f.reason, '{}'::jsonb, f.sent_by_id,
           f.sent_by_name, r.municipality_id
      FROM report r CROSS JOIN facts f
     UNION ALL
    SELECT now(), 'audits_municipal.receivedsystem', s.id, 'receive', '', 'received', '', '{}'::jsonb, f.sent_by_id,
           f.sent_by_name, s.municipality_id
      FROM systems s CROSS JOIN facts f
), recipients AS (
    INSERT INTO tenants_recipient
           (id, delivery_id, kind, joint_id, municipality_id, state, reason, created_at, delivered_at)
    SELECT gen_random_uuid(), f.version_id, 'audit_report', f.report_id, m.id, 'delivered', '', now(), now()
      FROM members m CROSS JOIN facts f
), holders AS (
    INSERT INTO documents_blobholder (id, sha256, holder)
    SELECT gen_random_uuid(), d.sha256, m.schema_name FROM files d JOIN members m ON m.id = d.municipality_id
        ON CONFLICT DO NOTHING
), standing AS (
    INSERT INTO tenants_standing
           (id, municipality_id, kind, subject_id, joint_id, system_id, state, since, version, due)
    SELECT gen_random_uuid(), s.municipality_id, 'audit_report', s.id, f.report_id, s.system_id, 'received', now(),
           f.number, f.due
      FROM systems s CROSS JOIN facts f
)
INSERT INTO workflows_outboxmail
       (id, "to", reply_to, subject, body, attachments, joint_id, kind, state, error, attempts, send_after, created_at)
SELECT gen_random_uuid(), (SELECT array_agg(e.email) FROM accounts_colleague e
                            WHERE e.municipality_id = m.id AND e.roles && ARRAY['contact', 'deputy']::varchar[])
                          || m.shared_mailbox::text,
       f.case_worker_email, 'Ny tilsynsrapport: ' || f.supplier_name,
       format(%(body)s, m.name, f.supplier_name,
              (SELECT string_agg('- ' || u.name || E'\n', '' ORDER BY u.name) FROM uses u WHERE u.municipality_id = m.id),
              (SELECT d.domain FROM tenants_domain d WHERE d.tenant_id = m.id AND d.is_primary), f.sent_by_name),
       '[]'::jsonb, f.report_id, 'audits/to_municipality', 'waiting', '', 0, now(), now()
  FROM members m CROSS JOIN facts f
