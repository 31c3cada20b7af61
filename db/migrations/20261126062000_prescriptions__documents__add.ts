import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- One signing may make up to three documents (TT 26/2025): they share a signing id. Tranches are of narcotics only.
ALTER TABLE prescriptions
  ADD COLUMN signing_id uuid,
  ADD COLUMN tranches jsonb,
  ADD COLUMN weight_kg numeric(8,2),
  ADD COLUMN guardian_name text;
ALTER TABLE prescriptions DISABLE TRIGGER log_change;
UPDATE prescriptions AS p SET signing_id = p.id;
ALTER TABLE prescriptions ENABLE TRIGGER log_change;
ALTER TABLE prescriptions ALTER COLUMN signing_id SET NOT NULL;
CREATE INDEX prescriptions_signing_id_idx ON prescriptions (facility_id, signing_id);

-- Who pays: the insurance, the patient at this facility, a programme that gives it free, or the patient in a shop outside.
ALTER TABLE prescription_lines
  ADD COLUMN payer text NOT NULL DEFAULT 'insurance'
    CONSTRAINT prescription_lines_payer_check CHECK (payer IN ('insurance', 'self-pay', 'programme', 'outside')),
  ADD COLUMN toxic boolean NOT NULL DEFAULT false;

-- A signed document is never changed; taking it back is a record of its own.
CREATE TABLE prescription_withdrawals (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  prescription_id uuid NOT NULL,
  reason text NOT NULL,
  withdrawn_at timestamptz NOT NULL,
  withdrawn_by uuid NOT NULL CONSTRAINT prescription_withdrawals_withdrawn_by_fkey REFERENCES users,
  CONSTRAINT prescription_withdrawals_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_withdrawals_prescription_id_key UNIQUE (facility_id, prescription_id),
  CONSTRAINT prescription_withdrawals_prescription_id_fkey FOREIGN KEY (facility_id, prescription_id) REFERENCES prescriptions
);
CREATE INDEX prescription_withdrawals_withdrawn_by_idx ON prescription_withdrawals (withdrawn_by);
SELECT track_changes('prescription_withdrawals');
SELECT fence_facility('prescription_withdrawals');
GRANT SELECT, INSERT ON prescription_withdrawals TO his_app;
`);

export const down = (knex: Knex) =>
  knex.raw(`
DROP TABLE prescription_withdrawals;
ALTER TABLE prescription_lines DROP COLUMN toxic, DROP COLUMN payer;
ALTER TABLE prescriptions DROP COLUMN guardian_name, DROP COLUMN weight_kg, DROP COLUMN tranches, DROP COLUMN signing_id;
`);
