import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- A person nobody could name yet: the name is a label, the birth year an estimate. Cleared when the desk learns who it is.
ALTER TABLE patients ADD COLUMN unidentified boolean NOT NULL DEFAULT false;
ALTER TABLE patients ADD COLUMN mother_id uuid CONSTRAINT patients_mother_id_fkey REFERENCES patients;
CREATE INDEX patients_mother_id_idx ON patients (mother_id) WHERE mother_id IS NOT NULL;

-- From which machine a visit was registered, beside who and when.
ALTER TABLE encounters ADD COLUMN created_device text DEFAULT NULLIF(current_setting('app.device', true), '');

-- The picture of a person, or of the paper they showed; sealed with the key of the installation.
CREATE TABLE patient_photos (
  id uuid PRIMARY KEY,
  patient_id uuid NOT NULL CONSTRAINT patient_photos_patient_id_fkey REFERENCES patients,
  kind text NOT NULL CONSTRAINT patient_photos_kind_check CHECK (kind IN ('person', 'paper')),
  media_type text NOT NULL CONSTRAINT patient_photos_media_type_check CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
  content bytea NOT NULL CONSTRAINT patient_photos_content_check CHECK (octet_length(content) <= 200000),
  taken_at timestamptz NOT NULL,
  taken_by uuid NOT NULL CONSTRAINT patient_photos_taken_by_fkey REFERENCES users,
  retracted_at timestamptz
);
CREATE INDEX patient_photos_patient_id_idx ON patient_photos (patient_id, taken_at);
CREATE INDEX patient_photos_taken_by_idx ON patient_photos (taken_by);

-- Break-glass: somebody opens what they have no relation to, says why, for four hours; somebody else looks at it afterwards.
CREATE TABLE break_glass_grants (
  facility_id uuid NOT NULL CONSTRAINT break_glass_grants_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL CONSTRAINT break_glass_grants_patient_id_fkey REFERENCES patients,
  user_id uuid NOT NULL CONSTRAINT break_glass_grants_user_id_fkey REFERENCES users,
  reason_code text NOT NULL CONSTRAINT break_glass_grants_reason_code_check CHECK (reason_code IN ('emergency', 'unconscious', 'second-opinion', 'other')),
  reason text NOT NULL CONSTRAINT break_glass_grants_reason_check CHECK (length(btrim(reason)) BETWEEN 10 AND 500),
  granted_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  reviewed_at timestamptz,
  reviewed_by uuid CONSTRAINT break_glass_grants_reviewed_by_fkey REFERENCES users,
  verdict text CONSTRAINT break_glass_grants_verdict_check CHECK (verdict IN ('justified', 'not-justified')),
  review_note text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT break_glass_grants_review_check CHECK ((reviewed_at IS NULL) = (verdict IS NULL)),
  CONSTRAINT break_glass_grants_reviewer_check CHECK (reviewed_by IS NULL OR reviewed_by <> user_id)
);
CREATE INDEX break_glass_grants_open_idx ON break_glass_grants (facility_id, granted_at) WHERE reviewed_at IS NULL;
CREATE INDEX break_glass_grants_patient_idx ON break_glass_grants (facility_id, patient_id, user_id, expires_at);
CREATE INDEX break_glass_grants_patient_id_idx ON break_glass_grants (patient_id);
CREATE INDEX break_glass_grants_user_id_idx ON break_glass_grants (user_id);
CREATE INDEX break_glass_grants_reviewed_by_idx ON break_glass_grants (reviewed_by);

SELECT track_changes('patient_photos', 'content');
SELECT track_changes('break_glass_grants');
SELECT fence_facility('break_glass_grants');
GRANT SELECT, INSERT, UPDATE ON patient_photos, break_glass_grants TO his_app;
`);

export const down = (knex: Knex) =>
  knex.raw(`
DROP TABLE break_glass_grants, patient_photos;
ALTER TABLE encounters DROP COLUMN created_device;
ALTER TABLE patients DROP COLUMN mother_id, DROP COLUMN unidentified;
`);
