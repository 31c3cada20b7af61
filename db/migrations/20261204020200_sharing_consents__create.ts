import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- What a person decided about the sharing of their record. Only grows: the newest decision counts.
CREATE TABLE sharing_consents (
  facility_id uuid NOT NULL CONSTRAINT sharing_consents_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  patient_id uuid NOT NULL CONSTRAINT sharing_consents_patient_id_fkey REFERENCES patients,
  -- NULL = every destination.
  destination_id uuid CONSTRAINT sharing_consents_destination_id_fkey REFERENCES destinations,
  decision text NOT NULL CONSTRAINT sharing_consents_decision_check CHECK (decision IN ('given', 'withdrawn')),
  -- Where the evidence is: the number of the signed paper, the call.
  evidence text NOT NULL,
  decided_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL,
  CONSTRAINT sharing_consents_pkey PRIMARY KEY (facility_id, id)
);
CREATE INDEX sharing_consents_patient_id_idx ON sharing_consents (patient_id, facility_id, decided_at);
CREATE INDEX sharing_consents_destination_id_idx ON sharing_consents (destination_id);
SELECT fence_facility('sharing_consents');
GRANT SELECT, INSERT ON sharing_consents TO his_app;

ALTER TABLE destinations
  -- Special categories of a record that it may be told of; all others are held back.
  ADD COLUMN permitted text[] NOT NULL DEFAULT '{}',
  -- True: it gets nothing of a person who has not said yes. False: nothing of one who has said no.
  ADD COLUMN consent_required boolean NOT NULL DEFAULT false;

-- A message about a record of a person rather than about a visit.
ALTER TABLE outbox
  ALTER COLUMN encounter_id DROP NOT NULL,
  ADD COLUMN replaced_patient_id uuid CONSTRAINT outbox_replaced_patient_id_fkey REFERENCES patients,
  ADD CONSTRAINT outbox_subject_check CHECK ((encounter_id IS NULL) = (replaced_patient_id IS NOT NULL));
CREATE INDEX outbox_replaced_patient_id_idx ON outbox (replaced_patient_id) WHERE replaced_patient_id IS NOT NULL;
`);

// DESTRUCTIVE: decisions about sharing, what destinations may know, and messages about merged records are lost.
export const down = (knex: Knex) =>
  knex.raw(`
DELETE FROM outbox_attempts AS a USING outbox AS o WHERE o.facility_id = a.facility_id AND o.id = a.outbox_id AND o.encounter_id IS NULL;
DELETE FROM outbox WHERE encounter_id IS NULL;
ALTER TABLE outbox DROP CONSTRAINT outbox_subject_check, DROP COLUMN replaced_patient_id, ALTER COLUMN encounter_id SET NOT NULL;
ALTER TABLE destinations DROP COLUMN permitted, DROP COLUMN consent_required;
DROP TABLE sharing_consents;
`);
