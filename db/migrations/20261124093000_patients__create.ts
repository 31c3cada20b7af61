import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- One person is one record in the province. No number is mandatory: newborns, unknown persons and foreigners have none.
CREATE TABLE patients (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  full_name text NOT NULL CONSTRAINT patients_full_name_check CHECK (length(btrim(full_name)) BETWEEN 1 AND 255),
  name_folded text NOT NULL GENERATED ALWAYS AS (fold_text(full_name)) STORED,
  name_tokens text[] NOT NULL GENERATED ALWAYS AS (string_to_array(fold_text(full_name), ' ')) STORED,
  sex text NOT NULL CONSTRAINT patients_sex_check CHECK (sex IN ('male', 'female', 'unknown')),
  -- Padded with 01 where unknown; birth_precision says how much of it counts.
  birth_date date NOT NULL,
  birth_precision text NOT NULL CONSTRAINT patients_birth_precision_check CHECK (birth_precision IN ('year', 'month', 'day', 'minute')),
  birth_time text CONSTRAINT patients_birth_time_check CHECK (birth_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  phone text,
  commune_code text,
  address_text text,
  ethnicity_code text NOT NULL DEFAULT '99',
  occupation_code text NOT NULL DEFAULT '00000',
  nationality_code text NOT NULL DEFAULT '000',
  guardian_name text,
  guardian_phone text,
  allergy_status text NOT NULL DEFAULT 'never-asked' CONSTRAINT patients_allergy_status_check CHECK (allergy_status IN ('never-asked', 'none-known', 'known')),
  is_demo boolean NOT NULL DEFAULT false,
  merged_into uuid CONSTRAINT patients_merged_into_fkey REFERENCES patients,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX patients_name_tokens_idx ON patients USING gin (name_tokens);
CREATE INDEX patients_name_folded_birth_date_idx ON patients (name_folded text_pattern_ops, birth_date);
CREATE INDEX patients_phone_idx ON patients (phone) WHERE phone IS NOT NULL;
CREATE INDEX patients_merged_into_idx ON patients (merged_into) WHERE merged_into IS NOT NULL;

-- Not unique on purpose: a cancelled or mistyped number must never stop a registration. Superseded numbers carry valid_to.
CREATE TABLE patient_identifiers (
  id uuid PRIMARY KEY,
  patient_id uuid NOT NULL CONSTRAINT patient_identifiers_patient_id_fkey REFERENCES patients,
  system text NOT NULL CONSTRAINT patient_identifiers_system_check CHECK (system IN ('citizen-id', 'old-citizen-id', 'passport', 'social-insurance', 'birth-certificate', 'temporary')),
  value text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  CONSTRAINT patient_identifiers_period_check CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX patient_identifiers_patient_id_idx ON patient_identifiers (patient_id);
CREATE INDEX patient_identifiers_value_idx ON patient_identifiers (value, system);

CREATE TABLE insurance_cards (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL CONSTRAINT insurance_cards_patient_id_fkey REFERENCES patients,
  card_number text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  registered_facility_code text NOT NULL,
  area_code text CONSTRAINT insurance_cards_area_code_check CHECK (area_code IN ('K1', 'K2', 'K3')),
  five_year_date date,
  exempt_from date,
  retracted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT insurance_cards_period_check CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX insurance_cards_patient_id_idx ON insurance_cards (patient_id);
CREATE INDEX insurance_cards_card_number_idx ON insurance_cards (card_number);

CREATE TABLE allergies (
  id uuid PRIMARY KEY,
  patient_id uuid NOT NULL CONSTRAINT allergies_patient_id_fkey REFERENCES patients,
  substance text NOT NULL,
  atc_code text,
  reaction text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_by uuid NOT NULL CONSTRAINT allergies_recorded_by_fkey REFERENCES users,
  retracted_at timestamptz,
  retraction_reason text,
  CONSTRAINT allergies_retraction_check CHECK ((retracted_at IS NULL) = (retraction_reason IS NULL))
);
CREATE INDEX allergies_patient_id_idx ON allergies (patient_id);
CREATE INDEX allergies_recorded_by_idx ON allergies (recorded_by);

-- The number a facility gives a person at the first visit, and what that facility needs to rank its own people first.
CREATE TABLE facility_patients (
  facility_id uuid NOT NULL CONSTRAINT facility_patients_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  patient_id uuid NOT NULL CONSTRAINT facility_patients_patient_id_fkey REFERENCES patients,
  number text NOT NULL,
  last_visit_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT facility_patients_facility_id_patient_id_key UNIQUE (facility_id, patient_id),
  CONSTRAINT facility_patients_facility_id_number_key UNIQUE (facility_id, number)
);
CREATE INDEX facility_patients_patient_id_idx ON facility_patients (patient_id);

SELECT track_changes('patients');
SELECT track_changes('patient_identifiers');
SELECT track_changes('insurance_cards');
SELECT track_changes('allergies');
SELECT track_changes('facility_patients');
SELECT fence_facility('facility_patients');
GRANT SELECT, INSERT, UPDATE ON patients, patient_identifiers, insurance_cards, allergies, facility_patients TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE facility_patients, allergies, insurance_cards, patient_identifiers, patients`);
