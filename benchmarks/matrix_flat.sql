-- One table for all municipalities, as somebody would make it who needs no walls: the facts of the matrix,
-- and an index for each of the three questions the page asks.
CREATE TABLE bench_flat (
    id uuid PRIMARY KEY,
    municipality_id uuid NOT NULL,
    common_text_id uuid NOT NULL,
    version int NOT NULL,
    state varchar(40) NOT NULL,
    since timestamptz NOT NULL,
    supplier_signed boolean NOT NULL,
    supplier_first boolean NOT NULL
);
INSERT INTO bench_flat
SELECT s.subject_id, s.municipality_id, s.joint_id, s.version, s.state, s.since,
       EXISTS (SELECT FROM agreements_joint_suppliercopy c WHERE c.agreement_id = s.subject_id),
       a.signing_order = 'supplier_first'
  FROM tenants_standing s JOIN agreements_joint_issuedagreement i ON i.id = s.subject_id
  JOIN agreements_joint_sending a ON a.id = i.sending_id WHERE s.kind = 'agreement';
CREATE INDEX ON bench_flat (municipality_id, state);
CREATE INDEX ON bench_flat (common_text_id, state);
CREATE UNIQUE INDEX ON bench_flat (common_text_id, municipality_id, version);
