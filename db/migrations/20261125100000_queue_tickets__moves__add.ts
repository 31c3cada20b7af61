import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
ALTER TABLE queue_tickets
  ADD COLUMN times_called smallint NOT NULL DEFAULT 0,
  -- When the room had done with the person; with called_at it gives the time a service takes.
  ADD COLUMN finished_at timestamptz,
  -- Somebody who was missed and came back waits behind the number that was the last one then.
  ADD COLUMN returned_after integer,
  ADD COLUMN returned_at timestamptz,
  ADD COLUMN transferred_from uuid,
  ADD COLUMN transfer_reason text,
  DROP CONSTRAINT queue_tickets_state_check,
  ADD CONSTRAINT queue_tickets_state_check
    CHECK (state IN ('waiting', 'called', 'in-examination', 'done', 'missed', 'transferred', 'cancelled')),
  ADD CONSTRAINT queue_tickets_return_check CHECK ((returned_after IS NULL) = (returned_at IS NULL)),
  ADD CONSTRAINT queue_tickets_transferred_from_fkey FOREIGN KEY (facility_id, transferred_from) REFERENCES queue_tickets;
CREATE INDEX queue_tickets_transferred_from_idx ON queue_tickets (facility_id, transferred_from);
`);

// DESTRUCTIVE: returns, transfers and service times are lost; tickets that moved or were cancelled count as done.
export const down = (knex: Knex) =>
  knex.raw(`
UPDATE queue_tickets SET state = 'done' WHERE state IN ('transferred', 'cancelled');
ALTER TABLE queue_tickets
  DROP CONSTRAINT queue_tickets_transferred_from_fkey, DROP CONSTRAINT queue_tickets_return_check, DROP CONSTRAINT queue_tickets_state_check,
  ADD CONSTRAINT queue_tickets_state_check CHECK (state IN ('waiting', 'called', 'in-examination', 'done', 'missed')),
  DROP COLUMN transfer_reason, DROP COLUMN transferred_from, DROP COLUMN returned_at, DROP COLUMN returned_after,
  DROP COLUMN finished_at, DROP COLUMN times_called;
`);
