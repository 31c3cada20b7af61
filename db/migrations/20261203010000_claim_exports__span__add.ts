import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- An export covers some days, both included; so far it was one.
ALTER TABLE claim_exports RENAME COLUMN day TO from_day;
ALTER TABLE claim_exports
  ADD COLUMN until_day date,
  -- Visits looked at so far, and how many of them an earlier try had done.
  ADD COLUMN done integer NOT NULL DEFAULT 0,
  ADD COLUMN resumed_from integer NOT NULL DEFAULT 0,
  ADD COLUMN started_at timestamptz,
  -- Whose key signs the files; NULL = they are not signed.
  ADD COLUMN signing_key_id uuid,
  ADD CONSTRAINT claim_exports_signing_key_id_fkey FOREIGN KEY (facility_id, signing_key_id) REFERENCES signing_keys;
CREATE INDEX claim_exports_signing_key_id_idx ON claim_exports (facility_id, signing_key_id);
-- Nobody changed these rows: an installation learns a column, which is no entry of anybody's history.
ALTER TABLE claim_exports DISABLE TRIGGER log_change;
ALTER TABLE claim_exports DISABLE TRIGGER bump_version;
UPDATE claim_exports SET until_day = from_day, done = CASE WHEN state = 'ready' THEN total ELSE 0 END;
ALTER TABLE claim_exports ENABLE TRIGGER bump_version;
ALTER TABLE claim_exports ENABLE TRIGGER log_change;
ALTER TABLE claim_exports
  ALTER COLUMN until_day SET NOT NULL,
  ADD CONSTRAINT claim_exports_days_check CHECK (until_day >= from_day);
-- What the fund is asked for in a file, so that an export that goes on can be added up; files of finished exports need it no more.
ALTER TABLE claim_files ADD COLUMN fund_amount numeric(18,2) NOT NULL DEFAULT 0;
-- The archive is read by name, page after page.
CREATE INDEX claim_files_name_idx ON claim_files (facility_id, export_id, name);
`);

// DESTRUCTIVE: of an export of several days only the first is kept, and it is no longer known whose key signed.
export const down = (knex: Knex) =>
  knex.raw(`
DROP INDEX claim_files_name_idx;
ALTER TABLE claim_files DROP COLUMN fund_amount;
ALTER TABLE claim_exports
  DROP COLUMN until_day,
  DROP COLUMN done, DROP COLUMN resumed_from, DROP COLUMN started_at, DROP COLUMN signing_key_id;
ALTER TABLE claim_exports RENAME COLUMN from_day TO day;
`);
