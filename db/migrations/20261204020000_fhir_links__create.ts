import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
ALTER TABLE destinations
  -- How its resources are named there; NULL = not asked yet, its CapabilityStatement decides.
  ADD COLUMN strategy text CONSTRAINT destinations_strategy_check CHECK (strategy IN ('client-ids', 'conditional')),
  -- The most entries it takes in one transaction; NULL = as many as there are.
  ADD COLUMN entry_limit integer CONSTRAINT destinations_entry_limit_check CHECK (entry_limit > 0),
  -- Whether a transaction that fails leaves nothing behind; NULL = not tried.
  ADD COLUMN atomic boolean,
  ADD COLUMN pause_reason text,
  -- It asked for quiet until then.
  ADD COLUMN throttled_until timestamptz,
  ADD CONSTRAINT destinations_pause_check CHECK (pause_reason IS NULL OR paused_at IS NOT NULL);

-- Somebody is sending this message; after that moment he is taken for dead.
ALTER TABLE outbox ADD COLUMN leased_until timestamptz;

-- What a destination holds of ours: under which id, in which version, with which content.
CREATE TABLE fhir_links (
  facility_id uuid NOT NULL CONSTRAINT fhir_links_facility_id_fkey REFERENCES facilities,
  destination_id uuid NOT NULL CONSTRAINT fhir_links_destination_id_fkey REFERENCES destinations,
  -- Logical id of ours (uuid v5), the same at every destination.
  resource_id uuid NOT NULL,
  resource_type text NOT NULL,
  server_id text NOT NULL,
  version_id text,
  -- SHA-256 of what was accepted last; NULL = not, or only in part.
  content_hash text,
  accepted_at timestamptz NOT NULL,
  CONSTRAINT fhir_links_pkey PRIMARY KEY (facility_id, destination_id, resource_id)
);
CREATE INDEX fhir_links_destination_id_idx ON fhir_links (destination_id);
SELECT fence_facility('fhir_links');
GRANT SELECT, INSERT, UPDATE, DELETE ON fhir_links TO his_app;
`);

// DESTRUCTIVE: the ids that servers gave to our resources are lost; they are found again by identifier.
export const down = (knex: Knex) =>
  knex.raw(`
DROP TABLE fhir_links;
ALTER TABLE outbox DROP COLUMN leased_until;
ALTER TABLE destinations DROP CONSTRAINT destinations_pause_check, DROP COLUMN strategy, DROP COLUMN entry_limit, DROP COLUMN atomic,
  DROP COLUMN pause_reason, DROP COLUMN throttled_until;
`);
