import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The account of a facility at the national prescription system. One in force; without one the simulator answers.
CREATE TABLE national_facility_accounts (
  facility_id uuid NOT NULL CONSTRAINT national_facility_accounts_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  base_url text NOT NULL CONSTRAINT national_facility_accounts_base_url_check CHECK (base_url ~ '^(http|https)://'),
  -- AES-256-GCM, bound to this row.
  password bytea NOT NULL,
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL CONSTRAINT national_facility_accounts_set_by_fkey REFERENCES users,
  -- Refused by the system: nothing is tried with it until somebody has mended it, or a hundred prescriptions would lock the account.
  stopped_at timestamptz,
  stopped_class text,
  removed_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT national_facility_accounts_stopped_check CHECK ((stopped_at IS NULL) = (stopped_class IS NULL))
);
CREATE UNIQUE INDEX national_facility_accounts_current_key ON national_facility_accounts (facility_id) WHERE removed_at IS NULL;
CREATE INDEX national_facility_accounts_set_by_idx ON national_facility_accounts (set_by);

CREATE TABLE national_doctor_accounts (
  facility_id uuid NOT NULL CONSTRAINT national_doctor_accounts_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  user_id uuid NOT NULL CONSTRAINT national_doctor_accounts_user_id_fkey REFERENCES users,
  link_code text NOT NULL CONSTRAINT national_doctor_accounts_link_code_check CHECK (link_code ~ '^[0-9A-Za-z._-]{1,32}$'),
  password bytea NOT NULL,
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL CONSTRAINT national_doctor_accounts_set_by_fkey REFERENCES users,
  stopped_at timestamptz,
  stopped_class text,
  removed_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT national_doctor_accounts_stopped_check CHECK ((stopped_at IS NULL) = (stopped_class IS NULL))
);
CREATE UNIQUE INDEX national_doctor_accounts_current_key ON national_doctor_accounts (facility_id, user_id) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX national_doctor_accounts_link_code_key ON national_doctor_accounts (facility_id, link_code) WHERE removed_at IS NULL;
CREATE INDEX national_doctor_accounts_user_id_idx ON national_doctor_accounts (user_id);
CREATE INDEX national_doctor_accounts_set_by_idx ON national_doctor_accounts (set_by);

-- What became of a signed prescription on its way to the national system; its id is that of the prescription.
CREATE TABLE prescription_transmissions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  -- Copied, for the order of lists.
  signed_at timestamptz NOT NULL,
  state text NOT NULL CONSTRAINT prescription_transmissions_state_check
    CHECK (state IN ('queued', 'sending', 'accepted', 'rejected', 'unknown', 'replaced', 'withdrawn', 'held')),
  -- The message as frozen at signing: every try sends these very bytes.
  body text,
  body_sha256 text,
  deidentified boolean NOT NULL DEFAULT false,
  -- Who took it.
  source text CONSTRAINT prescription_transmissions_source_check CHECK (source IN ('system', 'simulator')),
  checksum text,
  attempts integer NOT NULL DEFAULT 0,
  last_class text,
  issues jsonb NOT NULL DEFAULT '[]',
  queued_at timestamptz NOT NULL,
  first_left_at timestamptz,
  last_sent_at timestamptz,
  -- NULL while it waits for a person: an account, a missing fact.
  next_try_at timestamptz,
  accepted_at timestamptz,
  decided_at timestamptz,
  decided_by uuid CONSTRAINT prescription_transmissions_decided_by_fkey REFERENCES users,
  decision_reason text,
  replaced_by uuid,
  CONSTRAINT prescription_transmissions_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_transmissions_id_fkey FOREIGN KEY (facility_id, id) REFERENCES prescriptions,
  CONSTRAINT prescription_transmissions_replaced_by_fkey FOREIGN KEY (facility_id, replaced_by) REFERENCES prescriptions,
  CONSTRAINT prescription_transmissions_body_check CHECK ((body IS NULL) = (body_sha256 IS NULL)),
  CONSTRAINT prescription_transmissions_accepted_check CHECK ((state IN ('accepted', 'replaced')) = (accepted_at IS NOT NULL AND source IS NOT NULL)),
  CONSTRAINT prescription_transmissions_decided_check CHECK ((decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (decision_reason IS NULL))
);
CREATE INDEX prescription_transmissions_signed_at_idx ON prescription_transmissions (facility_id, signed_at, id);
CREATE INDEX prescription_transmissions_waiting_idx ON prescription_transmissions (facility_id, queued_at) WHERE state IN ('queued', 'sending');
CREATE INDEX prescription_transmissions_decided_by_idx ON prescription_transmissions (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX prescription_transmissions_replaced_by_idx ON prescription_transmissions (facility_id, replaced_by) WHERE replaced_by IS NOT NULL;

-- Every try. Only grows.
CREATE TABLE prescription_transmission_attempts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  transmission_id uuid NOT NULL,
  at timestamptz NOT NULL,
  class text NOT NULL,
  http_status integer,
  source text NOT NULL,
  body_sha256 text NOT NULL,
  issues jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT prescription_transmission_attempts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_transmission_attempts_transmission_id_fkey FOREIGN KEY (facility_id, transmission_id) REFERENCES prescription_transmissions
);
CREATE INDEX prescription_transmission_attempts_transmission_id_idx ON prescription_transmission_attempts (facility_id, transmission_id, at);

-- Signed before there was a link: nobody may take them for sent, and nothing sends them in a flood; the operator may.
INSERT INTO prescription_transmissions (facility_id, id, signed_at, state, queued_at)
SELECT p.facility_id, p.id, p.signed_at, CASE WHEN w.id IS NULL THEN 'held' ELSE 'withdrawn' END, p.signed_at
  FROM prescriptions AS p
  LEFT JOIN prescription_withdrawals AS w ON w.facility_id = p.facility_id AND w.prescription_id = p.id;

SELECT track_changes('national_facility_accounts', 'password'), track_changes('national_doctor_accounts', 'password');
SELECT track_changes('prescription_transmissions', 'body');
SELECT fence_facility(name::regclass) FROM unnest(ARRAY['national_facility_accounts', 'national_doctor_accounts', 'prescription_transmissions',
  'prescription_transmission_attempts']) AS name;
GRANT SELECT, INSERT, UPDATE ON national_facility_accounts, national_doctor_accounts, prescription_transmissions TO his_app;
GRANT SELECT, INSERT ON prescription_transmission_attempts TO his_app;
`);

// DESTRUCTIVE: what was sent to the national system, and the accounts, are lost.
export const down = (knex: Knex) =>
  knex.raw(`
DROP TABLE prescription_transmission_attempts, prescription_transmissions, national_doctor_accounts, national_facility_accounts;
`);
