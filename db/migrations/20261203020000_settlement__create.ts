import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The months a claim is settled in, as table 1 says them: by NAM_QT and THANG_QT, and by the day of payment.
ALTER TABLE claim_submissions
  ADD COLUMN settlement_month text GENERATED ALWAYS AS ((tables #>> '{XML1,0,NAM_QT}') || '-' || lpad(tables #>> '{XML1,0,THANG_QT}', 2, '0')) STORED,
  ADD COLUMN payment_month text GENERATED ALWAYS AS
    (NULLIF(left(tables #>> '{XML1,0,NGAY_TTOAN}', 4) || '-' || substr(tables #>> '{XML1,0,NGAY_TTOAN}', 5, 2), '-')) STORED,
  ADD COLUMN insured_amount numeric(15,2) GENERATED ALWAYS AS (CAST(NULLIF(tables #>> '{XML1,0,T_TONGCHI_BH}', '') AS numeric)) STORED;
CREATE INDEX claim_submissions_settlement_month_idx ON claim_submissions (facility_id, settlement_month, state);
CREATE INDEX claim_submissions_payment_month_idx ON claim_submissions (facility_id, payment_month, state);

-- The settlement forms of a month, made by the worker. Made anew, it is the next one; the earlier stay.
CREATE TABLE settlement_reports (
  facility_id uuid NOT NULL CONSTRAINT settlement_reports_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  month text NOT NULL CONSTRAINT settlement_reports_month_check CHECK (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
  number integer NOT NULL CONSTRAINT settlement_reports_number_check CHECK (number > 0),
  basis text NOT NULL CONSTRAINT settlement_reports_basis_check CHECK (basis IN ('settled', 'paid')),
  -- Counts claims without an answer too; never handed in.
  preview boolean NOT NULL,
  state text NOT NULL CONSTRAINT settlement_reports_state_check CHECK (state IN ('queued', 'running', 'ready', 'failed')),
  -- Since then the claims of the report are fixed.
  frozen_at timestamptz,
  total integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  -- Of them, answered by the simulator.
  simulated integer NOT NULL DEFAULT 0,
  -- Claims whose own sums do not balance, and claims of a kind of care that the forms do not name.
  unbalanced integer NOT NULL DEFAULT 0,
  unnamed_care integer NOT NULL DEFAULT 0,
  -- {summary, rows}: exact sums; [{forms, measure, inForms, inFiles, difference}].
  totals jsonb,
  proofs jsonb,
  -- Of every line in its order.
  sha256 text,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL CONSTRAINT settlement_reports_created_by_fkey REFERENCES users,
  finished_at timestamptz,
  CONSTRAINT settlement_reports_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT settlement_reports_number_key UNIQUE (facility_id, month, number),
  CONSTRAINT settlement_reports_ready_check CHECK
    (state <> 'ready' OR (totals IS NOT NULL AND proofs IS NOT NULL AND sha256 IS NOT NULL AND finished_at IS NOT NULL))
);
CREATE INDEX settlement_reports_created_by_idx ON settlement_reports (created_by);

-- The claims that a report counts, in their order. Never changed.
CREATE TABLE settlement_claims (
  facility_id uuid NOT NULL,
  report_id uuid NOT NULL,
  position integer NOT NULL,
  submission_id uuid NOT NULL,
  CONSTRAINT settlement_claims_pkey PRIMARY KEY (facility_id, report_id, position),
  CONSTRAINT settlement_claims_report_id_fkey FOREIGN KEY (facility_id, report_id) REFERENCES settlement_reports,
  CONSTRAINT settlement_claims_submission_id_fkey FOREIGN KEY (facility_id, submission_id) REFERENCES claim_submissions
);
CREATE INDEX settlement_claims_submission_id_idx ON settlement_claims (facility_id, submission_id);

-- The lines of the forms. Never changed.
CREATE TABLE settlement_lines (
  facility_id uuid NOT NULL,
  report_id uuid NOT NULL,
  list text NOT NULL CONSTRAINT settlement_lines_list_check CHECK (list IN ('outpatients', 'inpatients', '19', '20', '21')),
  position integer NOT NULL,
  -- Whose visit a line of the first two lists is.
  encounter_id uuid,
  line jsonb NOT NULL,
  CONSTRAINT settlement_lines_pkey PRIMARY KEY (facility_id, report_id, list, position),
  CONSTRAINT settlement_lines_report_id_fkey FOREIGN KEY (facility_id, report_id) REFERENCES settlement_reports,
  CONSTRAINT settlement_lines_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT settlement_lines_encounter_check CHECK ((list IN ('outpatients', 'inpatients')) = (encounter_id IS NOT NULL))
);
CREATE INDEX settlement_lines_encounter_id_idx ON settlement_lines (facility_id, encounter_id) WHERE encounter_id IS NOT NULL;

-- The report that was handed in for a month. A note that was wrong is taken back with its reason.
CREATE TABLE settlement_handings (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  month text NOT NULL,
  report_id uuid NOT NULL,
  handed_in_at timestamptz NOT NULL,
  handed_in_by uuid NOT NULL CONSTRAINT settlement_handings_handed_in_by_fkey REFERENCES users,
  withdrawn_at timestamptz,
  withdrawn_by uuid CONSTRAINT settlement_handings_withdrawn_by_fkey REFERENCES users,
  withdrawal_reason text,
  CONSTRAINT settlement_handings_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT settlement_handings_report_id_fkey FOREIGN KEY (facility_id, report_id) REFERENCES settlement_reports,
  CONSTRAINT settlement_handings_withdrawn_check CHECK (num_nulls(withdrawn_at, withdrawn_by, withdrawal_reason) IN (0, 3))
);
CREATE UNIQUE INDEX settlement_handings_month_key ON settlement_handings (facility_id, month) WHERE withdrawn_at IS NULL;
CREATE INDEX settlement_handings_report_id_idx ON settlement_handings (facility_id, report_id);
CREATE INDEX settlement_handings_handed_in_by_idx ON settlement_handings (handed_in_by);
CREATE INDEX settlement_handings_withdrawn_by_idx ON settlement_handings (withdrawn_by) WHERE withdrawn_by IS NOT NULL;

SELECT track_changes('settlement_reports', 'totals', 'proofs', 'sha256'), track_changes('settlement_handings');
SELECT fence_facility(name::regclass) FROM unnest(ARRAY['settlement_reports', 'settlement_claims', 'settlement_lines', 'settlement_handings']) AS name;
GRANT SELECT, INSERT, UPDATE ON settlement_reports, settlement_handings TO his_app;
GRANT SELECT, INSERT ON settlement_claims, settlement_lines TO his_app;
`);

// DESTRUCTIVE: the settlement reports and which of them were handed in are lost.
export const down = (knex: Knex) =>
  knex.raw(`
DROP TABLE settlement_handings, settlement_lines, settlement_claims, settlement_reports;
ALTER TABLE claim_submissions DROP COLUMN insured_amount, DROP COLUMN payment_month, DROP COLUMN settlement_month;
`);
