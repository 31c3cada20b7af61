import type { Knex } from 'knex';

const group = (table: string) => `abo text NOT NULL CONSTRAINT ${table}_abo_check CHECK (abo IN ('O', 'A', 'B', 'AB')),
  rh text NOT NULL CONSTRAINT ${table}_rh_check CHECK (rh IN ('positive', 'negative'))`;

const bags = `
-- One bag of blood. It is given once, to one person; what happened to it stands in blood_bag_acts.
CREATE TABLE blood_bags (
  facility_id uuid NOT NULL CONSTRAINT blood_bags_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  unit_number text NOT NULL CONSTRAINT blood_bags_unit_number_check CHECK (length(unit_number) BETWEEN 1 AND 40),
  product text NOT NULL CONSTRAINT blood_bags_product_check CHECK (product IN ('whole-blood', 'red-cells', 'plasma', 'platelets')),
  ${group('blood_bags')},
  volume_ml integer NOT NULL CONSTRAINT blood_bags_volume_ml_check CHECK (volume_ml > 0),
  collected_on date NOT NULL,
  -- The last day on which it may be given.
  expires_on date NOT NULL,
  supplier text NOT NULL,
  received_at timestamptz NOT NULL,
  received_by uuid NOT NULL CONSTRAINT blood_bags_received_by_fkey REFERENCES users,
  state text NOT NULL CONSTRAINT blood_bags_state_check CHECK (state IN ('available', 'reserved', 'issued', 'transfused', 'returned', 'discarded')),
  issued_at timestamptz,
  returned_at timestamptz,
  returned_intact boolean,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT blood_bags_unit_number_key UNIQUE (facility_id, unit_number),
  CONSTRAINT blood_bags_days_check CHECK (collected_on <= expires_on),
  -- What expired never goes out, whoever asks.
  CONSTRAINT blood_bags_not_expired_check CHECK (issued_at IS NULL OR (issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= expires_on),
  CONSTRAINT blood_bags_issue_check CHECK ((state IN ('issued', 'transfused', 'returned')) <= (issued_at IS NOT NULL)),
  CONSTRAINT blood_bags_return_check CHECK ((returned_at IS NULL) = (returned_intact IS NULL))
);
CREATE INDEX blood_bags_state_idx ON blood_bags (facility_id, state, expires_on);
CREATE INDEX blood_bags_received_by_idx ON blood_bags (received_by);`;

const groups = `
-- A typing of a person's blood of one sample, in a visit of this facility.
CREATE TABLE blood_groups (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  sample_number text NOT NULL CONSTRAINT blood_groups_sample_number_check CHECK (length(sample_number) BETWEEN 1 AND 40),
  ${group('blood_groups')},
  determined_at timestamptz NOT NULL,
  determined_by uuid NOT NULL CONSTRAINT blood_groups_determined_by_fkey REFERENCES users,
  retracted_at timestamptz,
  retracted_by uuid CONSTRAINT blood_groups_retracted_by_fkey REFERENCES users,
  retract_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT blood_groups_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT blood_groups_retraction_check CHECK ((retracted_at IS NULL) = (retracted_by IS NULL) AND (retracted_at IS NULL) = (retract_reason IS NULL))
);
CREATE UNIQUE INDEX blood_groups_sample_key ON blood_groups (facility_id, sample_number) WHERE retracted_at IS NULL;
CREATE INDEX blood_groups_encounter_id_idx ON blood_groups (facility_id, encounter_id);
CREATE INDEX blood_groups_determined_by_idx ON blood_groups (determined_by);
CREATE INDEX blood_groups_retracted_by_idx ON blood_groups (retracted_by);`;

const reservations = `
-- A bag set aside for the person of a visit, with the group it was chosen by. It ends when the bag goes back, is given or is thrown away.
CREATE TABLE blood_reservations (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  bag_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  ${group('blood_reservations')},
  -- Why it was set aside in spite of a warning.
  reason text,
  reserved_at timestamptz NOT NULL,
  reserved_by uuid NOT NULL CONSTRAINT blood_reservations_reserved_by_fkey REFERENCES users,
  cross_match text CONSTRAINT blood_reservations_cross_match_check CHECK (cross_match IN ('compatible', 'incompatible')),
  cross_match_method text,
  cross_matched_at timestamptz,
  cross_matched_by uuid CONSTRAINT blood_reservations_cross_matched_by_fkey REFERENCES users,
  ended_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT blood_reservations_bag_id_fkey FOREIGN KEY (facility_id, bag_id) REFERENCES blood_bags,
  CONSTRAINT blood_reservations_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT blood_reservations_cross_match_whole_check CHECK ((cross_match IS NULL) = (cross_matched_at IS NULL)
    AND (cross_match IS NULL) = (cross_matched_by IS NULL) AND (cross_match IS NULL) = (cross_match_method IS NULL))
);
-- One bag, one person at a time.
CREATE UNIQUE INDEX blood_reservations_bag_key ON blood_reservations (facility_id, bag_id) WHERE ended_at IS NULL;
CREATE INDEX blood_reservations_bag_id_idx ON blood_reservations (facility_id, bag_id);
CREATE INDEX blood_reservations_encounter_id_idx ON blood_reservations (facility_id, encounter_id);
CREATE INDEX blood_reservations_reserved_by_idx ON blood_reservations (reserved_by);
CREATE INDEX blood_reservations_cross_matched_by_idx ON blood_reservations (cross_matched_by);`;

const acts = `
-- Every step of a bag, in its order; the book of the month is read from here. Only added.
CREATE TABLE blood_bag_acts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  bag_id uuid NOT NULL,
  sequence smallint NOT NULL CONSTRAINT blood_bag_acts_sequence_check CHECK (sequence > 0),
  act text NOT NULL CONSTRAINT blood_bag_acts_act_check
    CHECK (act IN ('receive', 'reserve', 'cross-match', 'release', 'issue', 'transfuse', 'return', 'restock', 'discard')),
  at timestamptz NOT NULL,
  by_user uuid NOT NULL CONSTRAINT blood_bag_acts_by_user_fkey REFERENCES users,
  encounter_id uuid,
  -- Who took it, what was checked, why.
  note text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT blood_bag_acts_sequence_key UNIQUE (facility_id, bag_id, sequence),
  CONSTRAINT blood_bag_acts_bag_id_fkey FOREIGN KEY (facility_id, bag_id) REFERENCES blood_bags,
  CONSTRAINT blood_bag_acts_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX blood_bag_acts_at_idx ON blood_bag_acts (facility_id, at);
CREATE INDEX blood_bag_acts_encounter_id_idx ON blood_bag_acts (facility_id, encounter_id);
CREATE INDEX blood_bag_acts_by_user_idx ON blood_bag_acts (by_user);`;

const tables = ['blood_bags', 'blood_groups', 'blood_reservations', 'blood_bag_acts'];

export const up = (knex: Knex) =>
  knex.raw(`${bags}${groups}${reservations}${acts}
${tables.map((table) => `SELECT track_changes('${table}'); SELECT fence_facility('${table}');`).join('\n')}
GRANT SELECT, INSERT, UPDATE ON blood_bags, blood_groups, blood_reservations TO his_app;
GRANT SELECT, INSERT ON blood_bag_acts TO his_app;
`);

// DESTRUCTIVE: the blood store, the groups of persons and the trace of every bag are lost.
export const down = (knex: Knex) => knex.raw(`DROP TABLE blood_bag_acts, blood_reservations, blood_groups, blood_bags`);
