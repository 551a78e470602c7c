-- One table for all municipalities' decisions, as somebody would make it who needs no walls: the needed facts, and
-- for each of the page's questions an index that holds just the needed numbers.
CREATE TABLE bench_told (
    municipality_id uuid NOT NULL,
    report_id uuid NOT NULL,
    system_id uuid NOT NULL,
    year smallint NOT NULL,
    state varchar(40) NOT NULL,
    PRIMARY KEY (municipality_id, report_id, system_id)
);
INSERT INTO bench_told
SELECT t.municipality_id, t.joint_id, t.system_id, a.year, t.state
  FROM tenants_standing t JOIN audits_joint_report r ON r.id = t.joint_id
  JOIN audits_joint_audit a ON a.id = r.audit_id WHERE t.kind = 'audit_report';
CREATE INDEX ON bench_told (year, state, municipality_id);
CREATE INDEX ON bench_told (year, state, report_id);
CREATE INDEX ON bench_told (report_id, municipality_id, state);
