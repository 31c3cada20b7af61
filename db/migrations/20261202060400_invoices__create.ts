import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Electronic invoices on their way to a provider, and what became of them. One counts for a visit.
CREATE TABLE invoices (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  state text NOT NULL CONSTRAINT invoices_state_check CHECK (state IN ('waiting', 'issued', 'refused', 'cancelling', 'cancelled')),
  -- The message as it was asked for: every try sends these very bytes.
  body text NOT NULL,
  total numeric(12,0) NOT NULL CONSTRAINT invoices_total_check CHECK (total > 0),
  requested_at timestamptz NOT NULL,
  requested_by uuid NOT NULL CONSTRAINT invoices_requested_by_fkey REFERENCES users,
  -- Given by the provider.
  series text,
  number text,
  lookup_code text,
  source text CONSTRAINT invoices_source_check CHECK (source IN ('provider', 'simulator')),
  issued_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  last_try_at timestamptz,
  next_try_at timestamptz,
  issues jsonb NOT NULL DEFAULT '[]',
  cancel_reason text,
  cancel_asked_at timestamptz,
  cancel_asked_by uuid CONSTRAINT invoices_cancel_asked_by_fkey REFERENCES users,
  cancelled_at timestamptz,
  CONSTRAINT invoices_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT invoices_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT invoices_issued_check CHECK ((state IN ('issued', 'cancelling', 'cancelled')) = (number IS NOT NULL)
    AND (number IS NULL) = (issued_at IS NULL) AND (number IS NULL) = (source IS NULL) AND (number IS NULL) = (lookup_code IS NULL)),
  CONSTRAINT invoices_cancel_check CHECK ((cancel_reason IS NULL) = (cancel_asked_at IS NULL) AND (cancel_reason IS NULL) = (cancel_asked_by IS NULL)),
  CONSTRAINT invoices_cancelled_check CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL) AND (state NOT IN ('cancelling', 'cancelled') OR cancel_reason IS NOT NULL))
);
CREATE UNIQUE INDEX invoices_standing_key ON invoices (facility_id, encounter_id) WHERE state IN ('waiting', 'issued', 'cancelling');
CREATE INDEX invoices_encounter_id_idx ON invoices (facility_id, encounter_id, requested_at);
CREATE INDEX invoices_requested_at_idx ON invoices (facility_id, requested_at DESC, id DESC);
CREATE INDEX invoices_requested_by_idx ON invoices (requested_by);
CREATE INDEX invoices_cancel_asked_by_idx ON invoices (cancel_asked_by) WHERE cancel_asked_by IS NOT NULL;
SELECT track_changes('invoices', 'body');
SELECT fence_facility('invoices');
GRANT SELECT, INSERT, UPDATE ON invoices TO his_app;
`);

// DESTRUCTIVE: what was issued at the provider is no longer known here.
export const down = (knex: Knex) => knex.raw(`DROP TABLE invoices`);
