import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Who may read over FHIR: another system, by its public keys. Of one facility, found before that is known.
CREATE TABLE fhir_clients (
  id uuid CONSTRAINT fhir_clients_pkey PRIMARY KEY,
  facility_id uuid NOT NULL CONSTRAINT fhir_clients_facility_id_fkey REFERENCES facilities,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  -- Public keys (RFC 7517), nothing secret.
  jwks jsonb NOT NULL,
  scopes text[] NOT NULL CONSTRAINT fhir_clients_scopes_check CHECK (cardinality(scopes) > 0),
  -- Special categories of a record that it may be told of; all others are held back.
  permitted text[] NOT NULL DEFAULT '{}',
  -- True: it gets nothing of a person who has not said yes. False: nothing of one who has said no.
  consent_required boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  removed_at timestamptz
);
CREATE UNIQUE INDEX fhir_clients_name_key ON fhir_clients (facility_id, name) WHERE removed_at IS NULL;
CREATE INDEX fhir_clients_facility_id_idx ON fhir_clients (facility_id);
SELECT track_changes('fhir_clients');
GRANT SELECT, INSERT, UPDATE ON fhir_clients TO his_app;

-- Assertions that were used: none works twice.
CREATE TABLE fhir_assertions (
  client_id uuid NOT NULL CONSTRAINT fhir_assertions_client_id_fkey REFERENCES fhir_clients,
  jti text NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT fhir_assertions_pkey PRIMARY KEY (client_id, jti)
);
CREATE INDEX fhir_assertions_expires_at_idx ON fhir_assertions (expires_at);
GRANT SELECT, INSERT, DELETE ON fhir_assertions TO his_app;

-- Which resources there are and which closed visit each is made from: what reading by id, searching and "changed since" need. The content is made when it is read.
CREATE TABLE fhir_resources (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  resource_type text NOT NULL,
  -- The Patient it is about, by the id it has here; NULL = masters.
  subject_id uuid,
  encounter_id uuid NOT NULL,
  -- How many special categories that visit tells of: what visits share is read from the least telling one.
  special smallint NOT NULL,
  digest text NOT NULL,
  last_updated timestamptz NOT NULL,
  CONSTRAINT fhir_resources_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT fhir_resources_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX fhir_resources_encounter_id_idx ON fhir_resources (facility_id, encounter_id);
CREATE INDEX fhir_resources_type_idx ON fhir_resources (facility_id, resource_type, last_updated, id);
CREATE INDEX fhir_resources_subject_idx ON fhir_resources (facility_id, subject_id, last_updated, id);
SELECT fence_facility('fhir_resources');
GRANT SELECT, INSERT, UPDATE, DELETE ON fhir_resources TO his_app;

CREATE TABLE fhir_identifiers (
  facility_id uuid NOT NULL,
  resource_id uuid NOT NULL,
  system text NOT NULL,
  value text NOT NULL,
  CONSTRAINT fhir_identifiers_pkey PRIMARY KEY (facility_id, resource_id, system, value),
  CONSTRAINT fhir_identifiers_resource_id_fkey FOREIGN KEY (facility_id, resource_id) REFERENCES fhir_resources
);
CREATE INDEX fhir_identifiers_value_idx ON fhir_identifiers (facility_id, value, system);
SELECT fence_facility('fhir_identifiers');
GRANT SELECT, INSERT, DELETE ON fhir_identifiers TO his_app;

CREATE TABLE fhir_exports (
  facility_id uuid NOT NULL CONSTRAINT fhir_exports_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  client_id uuid NOT NULL CONSTRAINT fhir_exports_client_id_fkey REFERENCES fhir_clients,
  state text NOT NULL CONSTRAINT fhir_exports_state_check CHECK (state IN ('queued', 'running', 'ready', 'failed', 'removed')),
  request text NOT NULL,
  types text[] NOT NULL,
  since timestamptz,
  -- Everything indexed up to here is inside, nothing later.
  transaction_time timestamptz,
  total integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  -- The visit after which it goes on, and what the files held then: {type: {bytes, count}}.
  after_encounter uuid,
  files jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  expires_at timestamptz,
  CONSTRAINT fhir_exports_pkey PRIMARY KEY (facility_id, id)
);
CREATE UNIQUE INDEX fhir_exports_running_key ON fhir_exports (facility_id) WHERE state IN ('queued', 'running');
CREATE INDEX fhir_exports_client_id_idx ON fhir_exports (client_id);
SELECT fence_facility('fhir_exports');
SELECT track_changes('fhir_exports');
GRANT SELECT, INSERT, UPDATE ON fhir_exports TO his_app;
`);

// DESTRUCTIVE: clients, their running exports and the index are lost; the index can be made anew.
export const down = (knex: Knex) =>
  knex.raw(`
DROP TABLE fhir_exports;
DROP TABLE fhir_identifiers;
DROP TABLE fhir_resources;
DROP TABLE fhir_assertions;
DROP TABLE fhir_clients;
`);
