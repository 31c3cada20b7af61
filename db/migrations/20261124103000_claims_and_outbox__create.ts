import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
CREATE TABLE claim_exports (
  facility_id uuid NOT NULL CONSTRAINT claim_exports_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  day date NOT NULL,
  state text NOT NULL CONSTRAINT claim_exports_state_check CHECK (state IN ('queued', 'running', 'ready', 'failed')),
  total integer NOT NULL DEFAULT 0,
  included integer NOT NULL DEFAULT 0,
  fund_amount numeric(18,2) NOT NULL DEFAULT 0,
  sha256 text,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL CONSTRAINT claim_exports_created_by_fkey REFERENCES users,
  finished_at timestamptz,
  PRIMARY KEY (facility_id, id)
);
CREATE INDEX claim_exports_day_idx ON claim_exports (facility_id, day, created_at);
CREATE INDEX claim_exports_created_by_idx ON claim_exports (created_by);

-- One file an encounter, exactly as it left. What was sent never changes.
CREATE TABLE claim_files (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  export_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  name text NOT NULL,
  content bytea NOT NULL,
  sha256 text NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_files_export_id_encounter_id_key UNIQUE (facility_id, export_id, encounter_id),
  CONSTRAINT claim_files_export_id_fkey FOREIGN KEY (facility_id, export_id) REFERENCES claim_exports,
  CONSTRAINT claim_files_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX claim_files_encounter_id_idx ON claim_files (facility_id, encounter_id);

-- Where records leave to. Configuration of the installation, not of a facility.
CREATE TABLE destinations (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  kind text NOT NULL CONSTRAINT destinations_kind_check CHECK (kind IN ('fhir')),
  base_url text NOT NULL CONSTRAINT destinations_base_url_check CHECK (base_url ~ '^(http|https)://'),
  -- Which family of code systems and identifier bases the peer speaks (fhir-mappings/code-systems.ts).
  system_family text NOT NULL,
  -- AES-256-GCM of a bearer token; NULL = none.
  credentials bytea,
  paused_at timestamptz,
  removed_at timestamptz,
  CONSTRAINT destinations_name_key UNIQUE (name)
);

CREATE TABLE outbox (
  facility_id uuid NOT NULL CONSTRAINT outbox_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  destination_id uuid NOT NULL CONSTRAINT outbox_destination_id_fkey REFERENCES destinations,
  patient_id uuid NOT NULL CONSTRAINT outbox_patient_id_fkey REFERENCES patients,
  encounter_id uuid NOT NULL,
  topic text NOT NULL,
  state text NOT NULL CONSTRAINT outbox_state_check CHECK (state IN ('waiting', 'delivered', 'refused')),
  attempts integer NOT NULL DEFAULT 0,
  -- Of the last accepted content: the same again is not sent.
  content_hash text,
  created_at timestamptz NOT NULL,
  next_try_at timestamptz NOT NULL,
  delivered_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT outbox_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX outbox_waiting_idx ON outbox (facility_id, destination_id, patient_id, created_at) WHERE state = 'waiting';
CREATE INDEX outbox_destination_id_idx ON outbox (destination_id, state);
CREATE INDEX outbox_patient_id_idx ON outbox (patient_id);
CREATE INDEX outbox_encounter_id_idx ON outbox (facility_id, encounter_id);

-- What came back, without a word of the record: class, status and the coded issues.
CREATE TABLE outbox_attempts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  outbox_id uuid NOT NULL,
  at timestamptz NOT NULL,
  class text NOT NULL,
  http_status integer,
  issues jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (facility_id, id),
  CONSTRAINT outbox_attempts_outbox_id_fkey FOREIGN KEY (facility_id, outbox_id) REFERENCES outbox
);
CREATE INDEX outbox_attempts_outbox_id_idx ON outbox_attempts (facility_id, outbox_id, at);

SELECT track_changes('destinations', 'credentials');
SELECT track_changes('claim_exports'), track_changes('claim_files', 'content'), track_changes('outbox');
SELECT fence_facility(name::regclass) FROM unnest(ARRAY['claim_exports', 'claim_files', 'outbox', 'outbox_attempts']) AS name;
GRANT SELECT, INSERT, UPDATE ON claim_exports, destinations, outbox TO his_app;
GRANT SELECT, INSERT ON claim_files, outbox_attempts TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE outbox_attempts, outbox, destinations, claim_files, claim_exports`);
