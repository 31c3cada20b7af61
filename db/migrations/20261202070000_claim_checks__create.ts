import type { Knex } from 'knex';

const tables = `
-- What the claim check found of a closed visit the last time. Worked out anew at any time; the newest answer is kept for the lists of a month.
CREATE TABLE claim_checks (
  facility_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  -- Of the closure that was judged: a visit that was closed again is judged again.
  closed_at timestamptz NOT NULL,
  checked_at timestamptz NOT NULL,
  insured boolean NOT NULL,
  fund_amount numeric(18,2) NOT NULL,
  -- [{rule, severity, table, row, number, fields, params}]
  findings jsonb NOT NULL,
  PRIMARY KEY (facility_id, encounter_id),
  CONSTRAINT claim_checks_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX claim_checks_closed_at_idx ON claim_checks (facility_id, closed_at);

-- The check of all visits closed in some days, done by the worker.
CREATE TABLE claim_check_runs (
  facility_id uuid NOT NULL CONSTRAINT claim_check_runs_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  from_day date NOT NULL,
  until_day date NOT NULL,
  state text NOT NULL CONSTRAINT claim_check_runs_state_check CHECK (state IN ('queued', 'running', 'ready', 'failed')),
  total integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL CONSTRAINT claim_check_runs_created_by_fkey REFERENCES users,
  finished_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_check_runs_days_check CHECK (until_day >= from_day)
);
CREATE INDEX claim_check_runs_created_by_idx ON claim_check_runs (created_by);

-- What a facility made of a rule; the newest decision counts, the earlier ones stay.
CREATE TABLE claim_rule_settings (
  facility_id uuid NOT NULL CONSTRAINT claim_rule_settings_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  rule text NOT NULL,
  -- NULL = as the rule itself says.
  severity text CONSTRAINT claim_rule_settings_severity_check CHECK (severity IN ('block', 'error', 'warning', 'info', 'off')),
  reason text NOT NULL,
  decided_by uuid NOT NULL CONSTRAINT claim_rule_settings_decided_by_fkey REFERENCES users,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (facility_id, id)
);
CREATE INDEX claim_rule_settings_rule_idx ON claim_rule_settings (facility_id, rule, decided_at);
CREATE INDEX claim_rule_settings_decided_by_idx ON claim_rule_settings (decided_by);

SELECT fence_facility('claim_checks');
SELECT track_changes('claim_check_runs'), fence_facility('claim_check_runs');
SELECT track_changes('claim_rule_settings'), fence_facility('claim_rule_settings');
GRANT SELECT, INSERT, UPDATE ON claim_checks TO his_app;
GRANT SELECT, INSERT, UPDATE ON claim_check_runs TO his_app;
GRANT SELECT, INSERT ON claim_rule_settings TO his_app;
`;

export const up = (knex: Knex) => knex.raw(tables);

// DESTRUCTIVE: what facilities decided about the rules is lost.
export const down = (knex: Knex) => knex.raw(`DROP TABLE claim_checks, claim_check_runs, claim_rule_settings`);
