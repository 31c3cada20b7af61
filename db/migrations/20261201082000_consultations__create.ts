import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- What another room of the same visit was asked, and what its doctor found: each keeps who wrote it. One for a number of that room.
CREATE TABLE consultations (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  -- Empty when the reception desk sent the person to several rooms at once.
  question text,
  asked_at timestamptz,
  asked_by uuid CONSTRAINT consultations_asked_by_fkey REFERENCES users,
  findings text,
  conclusion text,
  concluded_at timestamptz,
  concluded_by uuid CONSTRAINT consultations_concluded_by_fkey REFERENCES users,
  withdrawn_at timestamptz,
  withdrawn_by uuid CONSTRAINT consultations_withdrawn_by_fkey REFERENCES users,
  withdraw_reason text,
  CONSTRAINT consultations_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT consultations_ticket_id_key UNIQUE (facility_id, ticket_id),
  CONSTRAINT consultations_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT consultations_ticket_id_fkey FOREIGN KEY (facility_id, ticket_id) REFERENCES queue_tickets,
  CONSTRAINT consultations_asked_check CHECK ((asked_at IS NULL) = (question IS NULL) AND (asked_at IS NULL) = (asked_by IS NULL)),
  CONSTRAINT consultations_concluded_check CHECK ((concluded_at IS NULL) = (conclusion IS NULL) AND (concluded_at IS NULL) = (concluded_by IS NULL)),
  CONSTRAINT consultations_withdrawn_check CHECK ((withdrawn_at IS NULL) = (withdraw_reason IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CONSTRAINT consultations_end_check CHECK (concluded_at IS NULL OR withdrawn_at IS NULL)
);
CREATE INDEX consultations_encounter_id_idx ON consultations (facility_id, encounter_id);
CREATE INDEX consultations_asked_by_idx ON consultations (asked_by);
CREATE INDEX consultations_concluded_by_idx ON consultations (concluded_by);
CREATE INDEX consultations_withdrawn_by_idx ON consultations (withdrawn_by);
SELECT track_changes('consultations');
SELECT fence_facility('consultations');
GRANT SELECT, INSERT, UPDATE ON consultations TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE consultations`);
