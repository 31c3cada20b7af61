import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- What our own check had found when a claim was approved, warnings and hints; NULL = approved before it was kept.
ALTER TABLE claim_submissions ADD COLUMN findings jsonb;
CREATE INDEX claim_submissions_claim_key_idx ON claim_submissions (facility_id, claim_key);
DROP TRIGGER log_change ON claim_submissions;
CREATE TRIGGER log_change AFTER INSERT OR UPDATE OR DELETE ON claim_submissions
  FOR EACH ROW EXECUTE FUNCTION log_change('tables', 'content', 'signed', 'findings');

-- A file of the insurer's findings that was loaded. The same file is loaded once.
CREATE TABLE claim_audit_imports (
  facility_id uuid NOT NULL CONSTRAINT claim_audit_imports_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  file_name text NOT NULL,
  file_sha256 text NOT NULL,
  lines integer NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  imported_by uuid NOT NULL CONSTRAINT claim_audit_imports_imported_by_fkey REFERENCES users,
  imported_at timestamptz NOT NULL,
  CONSTRAINT claim_audit_imports_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_audit_imports_file_sha256_key UNIQUE (facility_id, file_sha256)
);
CREATE INDEX claim_audit_imports_imported_by_idx ON claim_audit_imports (imported_by);

-- What the insurer refuses of a claim that it had taken: one reason for one place. The id follows from the place and the reason.
CREATE TABLE claim_audit_findings (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  claim_key text NOT NULL,
  table_code text,
  line_number text NOT NULL,
  item_code text NOT NULL,
  item_name text NOT NULL,
  field text NOT NULL,
  department_code text NOT NULL,
  doctor_licence text NOT NULL,
  reason_code text NOT NULL,
  reason_text text NOT NULL,
  stage text CONSTRAINT claim_audit_findings_stage_check CHECK (stage IN ('automatic', 'topic', 'expert')),
  audited_on date NOT NULL,
  minutes_number text NOT NULL,
  proposed_amount numeric(15,2),
  -- The most that was ever refused; what the newest file refuses; what of the first was given back.
  refused_amount numeric(15,2) NOT NULL CONSTRAINT claim_audit_findings_refused_amount_check CHECK (refused_amount >= 0),
  told_amount numeric(15,2) NOT NULL CONSTRAINT claim_audit_findings_told_amount_check CHECK (told_amount >= 0),
  restored_amount numeric(15,2) NOT NULL DEFAULT 0,
  state text NOT NULL CONSTRAINT claim_audit_findings_state_check CHECK (state IN ('open', 'contested', 'accepted', 'cured', 'restored')),
  CONSTRAINT claim_audit_findings_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_audit_findings_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT claim_audit_findings_submission_id_fkey FOREIGN KEY (facility_id, submission_id) REFERENCES claim_submissions,
  CONSTRAINT claim_audit_findings_restored_amount_check CHECK (restored_amount BETWEEN 0 AND refused_amount)
);
CREATE INDEX claim_audit_findings_encounter_id_idx ON claim_audit_findings (facility_id, encounter_id);
CREATE INDEX claim_audit_findings_submission_id_idx ON claim_audit_findings (facility_id, submission_id);
CREATE INDEX claim_audit_findings_audited_on_idx ON claim_audit_findings (facility_id, audited_on, id);

-- What happened to a finding, file and people alike. Only grows.
CREATE TABLE claim_audit_acts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  finding_id uuid NOT NULL,
  number integer NOT NULL,
  kind text NOT NULL CONSTRAINT claim_audit_acts_kind_check CHECK (kind IN ('told', 'retold', 'accept', 'contest', 'cure', 'restore', 'undo')),
  import_id uuid,
  note text,
  state_before text,
  restored_before numeric(15,2),
  state_after text NOT NULL,
  refused_after numeric(15,2) NOT NULL,
  restored_after numeric(15,2) NOT NULL,
  acted_by uuid NOT NULL CONSTRAINT claim_audit_acts_acted_by_fkey REFERENCES users,
  acted_at timestamptz NOT NULL,
  CONSTRAINT claim_audit_acts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_audit_acts_number_key UNIQUE (facility_id, finding_id, number),
  CONSTRAINT claim_audit_acts_finding_id_fkey FOREIGN KEY (facility_id, finding_id) REFERENCES claim_audit_findings,
  CONSTRAINT claim_audit_acts_import_id_fkey FOREIGN KEY (facility_id, import_id) REFERENCES claim_audit_imports,
  CONSTRAINT claim_audit_acts_file_check CHECK ((kind IN ('told', 'retold')) = (import_id IS NOT NULL)),
  CONSTRAINT claim_audit_acts_before_check CHECK ((kind = 'told') = (state_before IS NULL) AND (state_before IS NULL) = (restored_before IS NULL))
);
CREATE INDEX claim_audit_acts_import_id_idx ON claim_audit_acts (facility_id, import_id) WHERE import_id IS NOT NULL;
CREATE INDEX claim_audit_acts_acted_by_idx ON claim_audit_acts (acted_by);

-- Which rules of ours mean a reason of the insurer; the newest decision counts, the earlier ones stay.
CREATE TABLE claim_reason_rules (
  facility_id uuid NOT NULL CONSTRAINT claim_reason_rules_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  reason_code text NOT NULL,
  rules text[] NOT NULL,
  decided_by uuid NOT NULL CONSTRAINT claim_reason_rules_decided_by_fkey REFERENCES users,
  decided_at timestamptz NOT NULL,
  CONSTRAINT claim_reason_rules_pkey PRIMARY KEY (facility_id, id)
);
CREATE INDEX claim_reason_rules_reason_code_idx ON claim_reason_rules (facility_id, reason_code, decided_at);
CREATE INDEX claim_reason_rules_decided_by_idx ON claim_reason_rules (decided_by);

SELECT track_changes('claim_audit_findings'), track_changes('claim_audit_imports'), track_changes('claim_reason_rules');
SELECT fence_facility(name::regclass)
  FROM unnest(ARRAY['claim_audit_imports', 'claim_audit_findings', 'claim_audit_acts', 'claim_reason_rules']) AS name;
GRANT SELECT, INSERT, UPDATE ON claim_audit_findings TO his_app;
GRANT SELECT, INSERT ON claim_audit_imports, claim_audit_acts, claim_reason_rules TO his_app;
`);

// DESTRUCTIVE: what the insurer found, what was decided of it, and what our check had found at the approval are lost.
export const down = (knex: Knex) =>
  knex.raw(`
DROP TABLE claim_reason_rules, claim_audit_acts, claim_audit_findings, claim_audit_imports;
DROP TRIGGER log_change ON claim_submissions;
CREATE TRIGGER log_change AFTER INSERT OR UPDATE OR DELETE ON claim_submissions
  FOR EACH ROW EXECUTE FUNCTION log_change('tables', 'content', 'signed');
DROP INDEX claim_submissions_claim_key_idx;
ALTER TABLE claim_submissions DROP COLUMN findings;
`);
