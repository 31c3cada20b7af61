import type { Knex } from 'knex';

const tables = `
-- The base stock of a duty cabinet, each time as a whole list; the one approved last is in force.
CREATE TABLE cabinet_lists (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  depot_id uuid NOT NULL,
  state text NOT NULL CONSTRAINT cabinet_lists_state_check CHECK (state IN ('submitted', 'approved', 'refused')),
  -- [{drugCode, quantity}]
  lines jsonb NOT NULL,
  reason text NOT NULL,
  requested_by uuid NOT NULL CONSTRAINT cabinet_lists_requested_by_fkey REFERENCES users,
  requested_at timestamptz NOT NULL,
  decided_by uuid CONSTRAINT cabinet_lists_decided_by_fkey REFERENCES users,
  decided_at timestamptz,
  refuse_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT cabinet_lists_decision_check CHECK ((state = 'submitted') = (decided_at IS NULL) AND (state = 'submitted') = (decided_by IS NULL)
    AND (state = 'refused') = (refuse_reason IS NOT NULL)),
  -- Who asks does not approve.
  CONSTRAINT cabinet_lists_four_eyes_check CHECK (decided_by <> requested_by OR state <> 'approved'),
  CONSTRAINT cabinet_lists_depot_id_fkey FOREIGN KEY (facility_id, depot_id) REFERENCES depots
);
CREATE INDEX cabinet_lists_depot_id_idx ON cabinet_lists (facility_id, depot_id, decided_at);
-- One request at a time.
CREATE UNIQUE INDEX cabinet_lists_submitted_key ON cabinet_lists (facility_id, depot_id) WHERE state = 'submitted';
CREATE INDEX cabinet_lists_requested_by_idx ON cabinet_lists (requested_by);
CREATE INDEX cabinet_lists_decided_by_idx ON cabinet_lists (decided_by);

-- What was taken from a cabinet for a visit; its id is that of the stock document. Only added: a reversal is another document.
CREATE TABLE cabinet_issues (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  ordered_by uuid NOT NULL CONSTRAINT cabinet_issues_ordered_by_fkey REFERENCES users,
  -- [{id, drugCode, quantity, usage, payer}]; the charges name these ids.
  lines jsonb NOT NULL,
  accepted_warnings jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (facility_id, id),
  CONSTRAINT cabinet_issues_id_fkey FOREIGN KEY (facility_id, id) REFERENCES stock_documents,
  CONSTRAINT cabinet_issues_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX cabinet_issues_encounter_id_idx ON cabinet_issues (facility_id, encounter_id);
CREATE INDEX cabinet_issues_ordered_by_idx ON cabinet_issues (ordered_by);

SELECT track_changes('cabinet_lists'), fence_facility('cabinet_lists');
SELECT track_changes('cabinet_issues'), fence_facility('cabinet_issues');
GRANT SELECT, INSERT, UPDATE ON cabinet_lists TO his_app;
GRANT SELECT, INSERT ON cabinet_issues TO his_app;
`;

export const up = (knex: Knex) => knex.raw(tables);

// DESTRUCTIVE: the base stock of every cabinet, and for whom drugs were taken from one, are lost.
export const down = (knex: Knex) => knex.raw(`DROP TABLE cabinet_issues, cabinet_lists`);
