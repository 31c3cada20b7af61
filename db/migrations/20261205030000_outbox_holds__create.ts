import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- A facility holds what it sends to one destination: nothing leaves while one is open. Other facilities go on.
CREATE TABLE outbox_holds (
  facility_id uuid NOT NULL CONSTRAINT outbox_holds_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  destination_id uuid NOT NULL CONSTRAINT outbox_holds_destination_id_fkey REFERENCES destinations,
  reason text NOT NULL,
  held_at timestamptz NOT NULL,
  held_by uuid NOT NULL CONSTRAINT outbox_holds_held_by_fkey REFERENCES users,
  released_at timestamptz,
  released_by uuid CONSTRAINT outbox_holds_released_by_fkey REFERENCES users,
  CONSTRAINT outbox_holds_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT outbox_holds_released_check CHECK ((released_at IS NULL) = (released_by IS NULL))
);
CREATE UNIQUE INDEX outbox_holds_current_key ON outbox_holds (facility_id, destination_id) WHERE released_at IS NULL;
CREATE INDEX outbox_holds_destination_id_idx ON outbox_holds (destination_id);
CREATE INDEX outbox_holds_held_by_idx ON outbox_holds (held_by);
CREATE INDEX outbox_holds_released_by_idx ON outbox_holds (released_by) WHERE released_by IS NOT NULL;
SELECT fence_facility('outbox_holds'), track_changes('outbox_holds');
GRANT SELECT, INSERT, UPDATE ON outbox_holds TO his_app;

-- What the last self-test of a destination found.
ALTER TABLE destinations
  ADD COLUMN tested_at timestamptz,
  ADD COLUMN test_issues jsonb,
  ADD CONSTRAINT destinations_tested_check CHECK ((tested_at IS NULL) = (test_issues IS NULL));

-- The desk counts these each time it looks.
CREATE INDEX outbox_refused_idx ON outbox (facility_id, destination_id, created_at) WHERE state = 'refused';
CREATE INDEX outbox_delivered_idx ON outbox (facility_id, destination_id, delivered_at) WHERE state = 'delivered';
`);

// DESTRUCTIVE: what facilities held and what the tests found is lost.
export const down = (knex: Knex) =>
  knex.raw(`
DROP INDEX outbox_delivered_idx, outbox_refused_idx;
ALTER TABLE destinations DROP COLUMN test_issues, DROP COLUMN tested_at;
DROP TABLE outbox_holds;
`);
