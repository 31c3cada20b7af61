import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Numbers for the desks of the reception, taken at a kiosk by people whom nobody knows yet.
CREATE TABLE desk_tickets (
  facility_id uuid NOT NULL CONSTRAINT desk_tickets_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  display_id uuid NOT NULL,
  -- A = in order of coming, U = called before.
  series text NOT NULL CONSTRAINT desk_tickets_series_check CHECK (series IN ('A', 'U')),
  day date NOT NULL,
  number integer NOT NULL,
  priority text NOT NULL,
  priority_rank smallint NOT NULL,
  state text NOT NULL CONSTRAINT desk_tickets_state_check CHECK (state IN ('waiting', 'called', 'done', 'missed')),
  desk text,
  taken_at timestamptz NOT NULL,
  called_at timestamptz,
  times_called smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT desk_tickets_day_series_number_key UNIQUE (facility_id, day, series, number),
  CONSTRAINT desk_tickets_called_check CHECK ((state = 'called') <= (desk IS NOT NULL AND called_at IS NOT NULL)),
  CONSTRAINT desk_tickets_display_id_fkey FOREIGN KEY (facility_id, display_id) REFERENCES displays
);
CREATE INDEX desk_tickets_next_idx ON desk_tickets (facility_id, day, state, priority_rank, number);
CREATE INDEX desk_tickets_display_id_idx ON desk_tickets (facility_id, display_id);
SELECT track_changes('desk_tickets');
SELECT fence_facility('desk_tickets');
GRANT SELECT, INSERT, UPDATE ON desk_tickets TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE desk_tickets`);
