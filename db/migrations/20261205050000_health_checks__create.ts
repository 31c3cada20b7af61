import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Records of health checks that another program of the facility wrote; a correction is a new version of the row.
CREATE TABLE health_checks (
  facility_id uuid NOT NULL CONSTRAINT health_checks_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL CONSTRAINT health_checks_patient_id_fkey REFERENCES patients,
  -- As the program that wrote it names it.
  record_id text NOT NULL,
  concluded_at timestamptz NOT NULL,
  tables jsonb NOT NULL,
  content_digest text NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT health_checks_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT health_checks_record_id_key UNIQUE (facility_id, record_id)
);
CREATE INDEX health_checks_patient_id_idx ON health_checks (patient_id);

-- Account of a facility at the hub of the ministry; without one the simulator answers.
CREATE TABLE hub_accounts (
  facility_id uuid NOT NULL CONSTRAINT hub_accounts_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  base_url text NOT NULL CONSTRAINT hub_accounts_base_url_check CHECK (base_url ~ '^(http|https)://'),
  username text NOT NULL,
  -- AES-256-GCM, bound to this row.
  password bytea NOT NULL,
  -- Whom the envelope names as the one who gets it.
  receiver_code text NOT NULL,
  removed_at timestamptz,
  CONSTRAINT hub_accounts_pkey PRIMARY KEY (facility_id, id)
);
CREATE UNIQUE INDEX hub_accounts_current_key ON hub_accounts (facility_id) WHERE removed_at IS NULL;

SELECT track_changes('health_checks'), track_changes('hub_accounts', 'password');
SELECT fence_facility('health_checks'), fence_facility('hub_accounts');
GRANT SELECT, INSERT, UPDATE ON health_checks, hub_accounts TO his_app;

ALTER TABLE destinations
  DROP CONSTRAINT destinations_kind_check,
  ADD CONSTRAINT destinations_kind_check CHECK (kind IN ('fhir', 'health-book', 'health-check-hub'));

-- A message about a health check rather than about a visit.
ALTER TABLE outbox
  ADD COLUMN health_check_id uuid,
  ADD CONSTRAINT outbox_health_check_id_fkey FOREIGN KEY (facility_id, health_check_id) REFERENCES health_checks (facility_id, id),
  DROP CONSTRAINT outbox_subject_check,
  ADD CONSTRAINT outbox_subject_check CHECK (num_nonnulls(encounter_id, replaced_patient_id, health_check_id) = 1);
CREATE INDEX outbox_health_check_id_idx ON outbox (facility_id, health_check_id) WHERE health_check_id IS NOT NULL;
`);

// DESTRUCTIVE: records of health checks, their messages and the accounts at the hub are lost.
export const down = (knex: Knex) =>
  knex.raw(`
DELETE FROM outbox_attempts AS a USING outbox AS o WHERE o.facility_id = a.facility_id AND o.id = a.outbox_id AND o.health_check_id IS NOT NULL;
DELETE FROM outbox WHERE health_check_id IS NOT NULL;
ALTER TABLE outbox
  DROP CONSTRAINT outbox_subject_check,
  DROP COLUMN health_check_id,
  ADD CONSTRAINT outbox_subject_check CHECK ((encounter_id IS NULL) = (replaced_patient_id IS NOT NULL));
DELETE FROM destinations WHERE kind = 'health-check-hub';
ALTER TABLE destinations
  DROP CONSTRAINT destinations_kind_check,
  ADD CONSTRAINT destinations_kind_check CHECK (kind IN ('fhir', 'health-book'));
DROP TABLE hub_accounts, health_checks;
`);
