import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Every print of a sheet; from the second on it is a marked copy.
CREATE TABLE prescription_prints (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  prescription_id uuid NOT NULL,
  copy integer NOT NULL CONSTRAINT prescription_prints_copy_check CHECK (copy >= 0),
  printed_at timestamptz NOT NULL,
  printed_by uuid NOT NULL CONSTRAINT prescription_prints_printed_by_fkey REFERENCES users,
  CONSTRAINT prescription_prints_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_prints_copy_key UNIQUE (facility_id, prescription_id, copy),
  CONSTRAINT prescription_prints_prescription_id_fkey FOREIGN KEY (facility_id, prescription_id) REFERENCES prescriptions
);
CREATE INDEX prescription_prints_printed_by_idx ON prescription_prints (printed_by);
SELECT track_changes('prescription_prints');
SELECT fence_facility('prescription_prints');
GRANT SELECT, INSERT ON prescription_prints TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE prescription_prints`);
