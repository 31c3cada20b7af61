import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Who printed which paper when; copy 0 is the first print. Only added.
CREATE TABLE document_prints (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT document_prints_kind_check CHECK (kind IN ('ticket', 'registration-slip', 'record-label')),
  ticket_id uuid,
  copy integer NOT NULL CONSTRAINT document_prints_copy_check CHECK (copy >= 0),
  printed_at timestamptz NOT NULL,
  printed_by uuid NOT NULL CONSTRAINT document_prints_printed_by_fkey REFERENCES users,
  reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT document_prints_ticket_check CHECK ((kind = 'ticket') = (ticket_id IS NOT NULL)),
  CONSTRAINT document_prints_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT document_prints_ticket_id_fkey FOREIGN KEY (facility_id, ticket_id) REFERENCES queue_tickets
);
CREATE UNIQUE INDEX document_prints_copy_key ON document_prints (facility_id, encounter_id, kind, COALESCE(ticket_id, encounter_id), copy);
CREATE INDEX document_prints_encounter_id_idx ON document_prints (facility_id, encounter_id);
CREATE INDEX document_prints_ticket_id_idx ON document_prints (facility_id, ticket_id);
CREATE INDEX document_prints_printed_by_idx ON document_prints (printed_by);
SELECT track_changes('document_prints');
SELECT fence_facility('document_prints');
GRANT SELECT, INSERT ON document_prints TO his_app;
`);

// DESTRUCTIVE: the log of prints is lost; the next print of a paper is a first one again.
export const down = (knex: Knex) => knex.raw(`DROP TABLE document_prints`);
