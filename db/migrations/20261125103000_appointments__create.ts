import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
CREATE TABLE appointments (
  facility_id uuid NOT NULL CONSTRAINT appointments_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL CONSTRAINT appointments_patient_id_fkey REFERENCES patients,
  room_id uuid NOT NULL,
  day date NOT NULL,
  -- Wall clock in Viet Nam; NULL = some time of the day.
  time text CONSTRAINT appointments_time_check CHECK (time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  reason text NOT NULL,
  state text NOT NULL CONSTRAINT appointments_state_check CHECK (state IN ('booked', 'arrived', 'missed', 'cancelled')),
  -- The visit whose doctor asked the person back, and the visit they came with.
  from_encounter_id uuid,
  encounter_id uuid,
  booked_at timestamptz NOT NULL,
  booked_by uuid NOT NULL CONSTRAINT appointments_booked_by_fkey REFERENCES users,
  cancelled_at timestamptz,
  cancelled_by uuid CONSTRAINT appointments_cancelled_by_fkey REFERENCES users,
  cancel_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT appointments_room_id_fkey FOREIGN KEY (facility_id, room_id) REFERENCES rooms,
  CONSTRAINT appointments_from_encounter_id_fkey FOREIGN KEY (facility_id, from_encounter_id) REFERENCES encounters,
  CONSTRAINT appointments_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT appointments_arrived_check CHECK ((state = 'arrived') = (encounter_id IS NOT NULL)),
  CONSTRAINT appointments_cancelled_check CHECK ((state = 'cancelled') = (cancel_reason IS NOT NULL) AND (cancelled_at IS NULL) = (cancel_reason IS NULL))
);
CREATE UNIQUE INDEX appointments_booked_key ON appointments (facility_id, patient_id, room_id, day) WHERE state = 'booked';
CREATE INDEX appointments_day_idx ON appointments (facility_id, day, state);
CREATE INDEX appointments_patient_id_idx ON appointments (patient_id);
CREATE INDEX appointments_room_id_idx ON appointments (facility_id, room_id);
CREATE INDEX appointments_from_encounter_id_idx ON appointments (facility_id, from_encounter_id);
CREATE INDEX appointments_encounter_id_idx ON appointments (facility_id, encounter_id);
CREATE INDEX appointments_booked_by_idx ON appointments (booked_by);
CREATE INDEX appointments_cancelled_by_idx ON appointments (cancelled_by);
SELECT track_changes('appointments');
SELECT fence_facility('appointments');
GRANT SELECT, INSERT, UPDATE ON appointments TO his_app;
`);

// DESTRUCTIVE: appointments are lost.
export const down = (knex: Knex) => knex.raw(`DROP TABLE appointments`);
