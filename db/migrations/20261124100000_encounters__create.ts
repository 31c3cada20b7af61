import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
CREATE TABLE rooms (
  facility_id uuid NOT NULL CONSTRAINT rooms_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  code text NOT NULL,
  name text NOT NULL,
  department_code text NOT NULL,
  examination_service_code text NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT rooms_facility_id_code_key UNIQUE (facility_id, code)
);

CREATE TABLE encounters (
  facility_id uuid NOT NULL CONSTRAINT encounters_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  -- MA_LK: one value per episode, unique inside the facility for ever.
  code text NOT NULL,
  patient_id uuid NOT NULL CONSTRAINT encounters_patient_id_fkey REFERENCES patients,
  room_id uuid NOT NULL,
  state text NOT NULL CONSTRAINT encounters_state_check CHECK (state IN ('planned', 'in-progress', 'finished', 'cancelled')),
  class text NOT NULL CONSTRAINT encounters_class_check CHECK (class IN ('ambulatory', 'inpatient', 'emergency', 'day')),
  care_type text NOT NULL,
  arrival_category text NOT NULL,
  reason text NOT NULL,
  referred_from text,
  referral_number text,
  started_at timestamptz NOT NULL,
  practitioner_id uuid CONSTRAINT encounters_practitioner_id_fkey REFERENCES users,
  examined_at timestamptz,
  history text,
  arrival_diagnosis text,
  created_by uuid NOT NULL CONSTRAINT encounters_created_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT encounters_facility_id_code_key UNIQUE (facility_id, code),
  CONSTRAINT encounters_room_id_fkey FOREIGN KEY (facility_id, room_id) REFERENCES rooms
);
CREATE INDEX encounters_patient_id_idx ON encounters (patient_id, facility_id, started_at);
CREATE INDEX encounters_room_id_idx ON encounters (facility_id, room_id, started_at);
CREATE INDEX encounters_practitioner_id_idx ON encounters (practitioner_id);
CREATE INDEX encounters_created_by_idx ON encounters (created_by);

-- The card as it was when the visit used it; another card in mid-visit is another row.
CREATE TABLE encounter_coverages (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  card_id uuid NOT NULL CONSTRAINT encounter_coverages_card_id_fkey REFERENCES insurance_cards,
  used_from timestamptz NOT NULL,
  card_number text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  registered_facility_code text NOT NULL,
  area_code text,
  five_year_date date,
  exempt_from date,
  card_rate numeric(5,2) NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT encounter_coverages_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX encounter_coverages_encounter_id_idx ON encounter_coverages (facility_id, encounter_id, used_from);
CREATE INDEX encounter_coverages_card_id_idx ON encounter_coverages (card_id);

CREATE TABLE queue_tickets (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  room_id uuid NOT NULL,
  -- The local day of Asia/Ho_Chi_Minh: numbers start at 1 each morning.
  day date NOT NULL,
  number integer NOT NULL,
  priority text NOT NULL,
  -- 0 is called first; follows from the priority class.
  priority_rank smallint NOT NULL,
  state text NOT NULL CONSTRAINT queue_tickets_state_check CHECK (state IN ('waiting', 'called', 'in-examination', 'done', 'missed')),
  taken_at timestamptz NOT NULL,
  called_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT queue_tickets_room_id_day_number_key UNIQUE (facility_id, room_id, day, number),
  CONSTRAINT queue_tickets_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT queue_tickets_room_id_fkey FOREIGN KEY (facility_id, room_id) REFERENCES rooms
);
CREATE INDEX queue_tickets_encounter_id_idx ON queue_tickets (facility_id, encounter_id);
CREATE INDEX queue_tickets_next_idx ON queue_tickets (facility_id, room_id, day, state, priority_rank, number);

CREATE TABLE observations (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL,
  value numeric(8,2) NOT NULL,
  taken_at timestamptz NOT NULL,
  practitioner_id uuid NOT NULL CONSTRAINT observations_practitioner_id_fkey REFERENCES users,
  -- A newer value of the same kind takes the place of this one; both stay.
  superseded_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT observations_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE UNIQUE INDEX observations_current_key ON observations (facility_id, encounter_id, kind) WHERE superseded_at IS NULL;
CREATE INDEX observations_encounter_id_idx ON observations (facility_id, encounter_id);
CREATE INDEX observations_practitioner_id_idx ON observations (practitioner_id);

CREATE TABLE diagnoses (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  rank smallint NOT NULL CONSTRAINT diagnoses_rank_check CHECK (rank BETWEEN 1 AND 13),
  icd_code text NOT NULL,
  icd_version text NOT NULL,
  name text NOT NULL,
  text text NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT diagnoses_recorded_by_fkey REFERENCES users,
  recorded_at timestamptz NOT NULL,
  retracted_at timestamptz,
  retracted_by uuid CONSTRAINT diagnoses_retracted_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT diagnoses_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT diagnoses_retraction_check CHECK ((retracted_at IS NULL) = (retracted_by IS NULL))
);
CREATE INDEX diagnoses_encounter_id_idx ON diagnoses (facility_id, encounter_id, rank);
CREATE INDEX diagnoses_recorded_by_idx ON diagnoses (recorded_by);
CREATE INDEX diagnoses_retracted_by_idx ON diagnoses (retracted_by);

CREATE TABLE service_orders (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  service_code text NOT NULL,
  service_name text NOT NULL,
  quantity numeric(10,3) NOT NULL CONSTRAINT service_orders_quantity_check CHECK (quantity > 0),
  state text NOT NULL CONSTRAINT service_orders_state_check CHECK (state IN ('ordered', 'performed', 'cancelled')),
  ordered_at timestamptz NOT NULL,
  ordered_by uuid NOT NULL CONSTRAINT service_orders_ordered_by_fkey REFERENCES users,
  performed_at timestamptz,
  performed_by uuid CONSTRAINT service_orders_performed_by_fkey REFERENCES users,
  result_text text,
  cancelled_at timestamptz,
  cancelled_by uuid CONSTRAINT service_orders_cancelled_by_fkey REFERENCES users,
  cancel_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT service_orders_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT service_orders_performed_check CHECK ((state = 'performed') = (performed_at IS NOT NULL)),
  CONSTRAINT service_orders_cancelled_check CHECK ((state = 'cancelled') = (cancel_reason IS NOT NULL))
);
CREATE INDEX service_orders_encounter_id_idx ON service_orders (facility_id, encounter_id);
CREATE INDEX service_orders_ordered_by_idx ON service_orders (ordered_by);
CREATE INDEX service_orders_performed_by_idx ON service_orders (performed_by);
CREATE INDEX service_orders_cancelled_by_idx ON service_orders (cancelled_by);

-- The legal document; written by signing, never changed, only replaced.
CREATE TABLE prescriptions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  code text NOT NULL CONSTRAINT prescriptions_code_check CHECK (code ~ '^[0-9a-z]{12}-[chnyt]$'),
  type text NOT NULL,
  signed_at timestamptz NOT NULL,
  signed_by uuid NOT NULL CONSTRAINT prescriptions_signed_by_fkey REFERENCES users,
  advice text,
  knowledge_version text NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT prescriptions_facility_id_code_key UNIQUE (facility_id, code),
  CONSTRAINT prescriptions_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX prescriptions_encounter_id_idx ON prescriptions (facility_id, encounter_id);
CREATE INDEX prescriptions_signed_by_idx ON prescriptions (signed_by);

CREATE TABLE prescription_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  prescription_id uuid NOT NULL,
  sequence smallint NOT NULL,
  drug_code text NOT NULL,
  drug_name text NOT NULL,
  ingredient_code text,
  registration_number text,
  atc_code text,
  strength text NOT NULL,
  dosage_form text NOT NULL,
  unit text NOT NULL,
  route_code text NOT NULL,
  route_name text NOT NULL,
  quantity numeric(10,3) NOT NULL CONSTRAINT prescription_lines_quantity_check CHECK (quantity > 0),
  dosage jsonb NOT NULL,
  days smallint NOT NULL CONSTRAINT prescription_lines_days_check CHECK (days > 0),
  dosage_text text NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_lines_prescription_id_sequence_key UNIQUE (facility_id, prescription_id, sequence),
  CONSTRAINT prescription_lines_prescription_id_fkey FOREIGN KEY (facility_id, prescription_id) REFERENCES prescriptions
);

-- Warnings a doctor answered with a reason, with the knowledge they were answered under.
CREATE TABLE prescription_overrides (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  prescription_id uuid NOT NULL,
  issue_code text NOT NULL,
  issue_path text NOT NULL,
  issue_params jsonb,
  reason text NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_overrides_prescription_id_fkey FOREIGN KEY (facility_id, prescription_id) REFERENCES prescriptions
);
CREATE INDEX prescription_overrides_prescription_id_idx ON prescription_overrides (facility_id, prescription_id);

-- What was done or given; price and ratios are frozen at that time. A source is charged once.
CREATE TABLE charge_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  sequence integer NOT NULL,
  kind text NOT NULL CONSTRAINT charge_lines_kind_check CHECK (kind IN ('examination', 'service', 'drug', 'supply', 'bed', 'transport')),
  source_id uuid NOT NULL,
  cost_group text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  unit text NOT NULL,
  quantity numeric(10,3) NOT NULL CONSTRAINT charge_lines_quantity_check CHECK (quantity > 0),
  hospital_price numeric(15,3) NOT NULL CONSTRAINT charge_lines_hospital_price_check CHECK (hospital_price >= 0),
  insurance_price numeric(15,3) NOT NULL CONSTRAINT charge_lines_insurance_price_check CHECK (insurance_price >= 0),
  service_ratio numeric(5,2) NOT NULL,
  insurance_ratio numeric(5,2) NOT NULL,
  scope text NOT NULL CONSTRAINT charge_lines_scope_check CHECK (scope IN ('1', '2', '3')),
  department_code text NOT NULL,
  ordered_by uuid NOT NULL CONSTRAINT charge_lines_ordered_by_fkey REFERENCES users,
  performed_by uuid CONSTRAINT charge_lines_performed_by_fkey REFERENCES users,
  ordered_at timestamptz NOT NULL,
  performed_at timestamptz,
  result_at timestamptz,
  -- Only drugs: what the claim table needs beyond a service.
  drug jsonb,
  cancelled_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT charge_lines_encounter_id_sequence_key UNIQUE (facility_id, encounter_id, sequence),
  CONSTRAINT charge_lines_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT charge_lines_drug_check CHECK ((kind = 'drug') = (drug IS NOT NULL))
);
CREATE UNIQUE INDEX charge_lines_source_key ON charge_lines (facility_id, kind, source_id) WHERE cancelled_at IS NULL;
CREATE INDEX charge_lines_ordered_by_idx ON charge_lines (ordered_by);
CREATE INDEX charge_lines_performed_by_idx ON charge_lines (performed_by);

-- A closing and, if it was undone, who undid it and why.
CREATE TABLE encounter_closures (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  closed_at timestamptz NOT NULL,
  closed_by uuid NOT NULL CONSTRAINT encounter_closures_closed_by_fkey REFERENCES users,
  outcome text NOT NULL,
  discharge_type text NOT NULL,
  final_diagnosis text NOT NULL,
  advice text,
  follow_up_on date,
  referred_to text,
  reopened_at timestamptz,
  reopened_by uuid CONSTRAINT encounter_closures_reopened_by_fkey REFERENCES users,
  reopen_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT encounter_closures_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT encounter_closures_reopening_check CHECK ((reopened_at IS NULL) = (reopen_reason IS NULL))
);
CREATE UNIQUE INDEX encounter_closures_current_key ON encounter_closures (facility_id, encounter_id) WHERE reopened_at IS NULL;
CREATE INDEX encounter_closures_encounter_id_idx ON encounter_closures (facility_id, encounter_id);
CREATE INDEX encounter_closures_closed_at_idx ON encounter_closures (facility_id, closed_at) WHERE reopened_at IS NULL;
CREATE INDEX encounter_closures_closed_by_idx ON encounter_closures (closed_by);
CREATE INDEX encounter_closures_reopened_by_idx ON encounter_closures (reopened_by);

-- The shares of a closed visit; one bill a closing.
CREATE TABLE bills (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  benefit_rate numeric(5,2) NOT NULL,
  rate_reason text NOT NULL,
  hospital_amount numeric(15,2) NOT NULL,
  insurance_amount numeric(15,2) NOT NULL,
  fund_amount numeric(15,2) NOT NULL,
  copay_amount numeric(15,2) NOT NULL,
  self_pay_amount numeric(15,2) NOT NULL,
  other_source_amount numeric(15,2) NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT bills_closure_id_key UNIQUE (facility_id, closure_id),
  CONSTRAINT bills_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT bills_closure_id_fkey FOREIGN KEY (facility_id, closure_id) REFERENCES encounter_closures,
  CONSTRAINT bills_balance_check CHECK (hospital_amount = fund_amount + copay_amount + self_pay_amount + other_source_amount)
);
CREATE INDEX bills_encounter_id_idx ON bills (facility_id, encounter_id);

CREATE TABLE bill_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  bill_id uuid NOT NULL,
  charge_line_id uuid NOT NULL,
  benefit_rate numeric(5,2) NOT NULL,
  hospital_amount numeric(15,2) NOT NULL,
  insurance_amount numeric(15,2) NOT NULL,
  fund_amount numeric(15,2) NOT NULL,
  copay_amount numeric(15,2) NOT NULL,
  self_pay_amount numeric(15,2) NOT NULL,
  other_source_amount numeric(15,2) NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT bill_lines_bill_id_charge_line_id_key UNIQUE (facility_id, bill_id, charge_line_id),
  CONSTRAINT bill_lines_bill_id_fkey FOREIGN KEY (facility_id, bill_id) REFERENCES bills,
  CONSTRAINT bill_lines_charge_line_id_fkey FOREIGN KEY (facility_id, charge_line_id) REFERENCES charge_lines,
  CONSTRAINT bill_lines_balance_check CHECK (hospital_amount = fund_amount + copay_amount + self_pay_amount + other_source_amount)
);
CREATE INDEX bill_lines_charge_line_id_idx ON bill_lines (facility_id, charge_line_id);

SELECT track_changes(name::regclass), fence_facility(name::regclass) FROM unnest(ARRAY[
  'rooms', 'encounters', 'encounter_coverages', 'queue_tickets', 'observations', 'diagnoses', 'service_orders', 'prescriptions',
  'prescription_lines', 'prescription_overrides', 'charge_lines', 'encounter_closures', 'bills', 'bill_lines']) AS name;
GRANT SELECT, INSERT, UPDATE ON rooms, encounters, queue_tickets, observations, diagnoses, service_orders, charge_lines, encounter_closures TO his_app;
-- Signed and settled rows are only added.
GRANT SELECT, INSERT ON encounter_coverages, prescriptions, prescription_lines, prescription_overrides, bills, bill_lines TO his_app;
`);

export const down = (knex: Knex) =>
  knex.raw(`DROP TABLE bill_lines, bills, encounter_closures, charge_lines, prescription_overrides, prescription_lines, prescriptions,
    service_orders, diagnoses, observations, queue_tickets, encounter_coverages, encounters, rooms`);
