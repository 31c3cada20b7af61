import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The key a facility signs with. One in force; a demo key is made by the product and never signs for the real portal.
CREATE TABLE signing_keys (
  facility_id uuid NOT NULL CONSTRAINT signing_keys_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  -- AES-256-GCM, bound to this row.
  private_key bytea NOT NULL,
  certificate text NOT NULL,
  subject text NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL,
  demo boolean NOT NULL,
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL CONSTRAINT signing_keys_set_by_fkey REFERENCES users,
  removed_at timestamptz,
  CONSTRAINT signing_keys_pkey PRIMARY KEY (facility_id, id)
);
CREATE UNIQUE INDEX signing_keys_current_key ON signing_keys (facility_id) WHERE removed_at IS NULL;
CREATE INDEX signing_keys_set_by_idx ON signing_keys (set_by);

-- A claim as it was approved, and what became of it. The same content of a visit is one submission; a correction is the next one.
CREATE TABLE claim_submissions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  number smallint NOT NULL CONSTRAINT claim_submissions_number_check CHECK (number > 0),
  kind text NOT NULL CONSTRAINT claim_submissions_kind_check CHECK (kind IN ('claim', 'withdrawal')),
  reason text,
  claim_key text NOT NULL,
  table_version text NOT NULL,
  -- The rows as approved: what the next one is compared with.
  tables jsonb NOT NULL,
  content bytea NOT NULL,
  sha256 text NOT NULL,
  hospital_amount numeric(15,2) NOT NULL,
  fund_amount numeric(15,2) NOT NULL,
  state text NOT NULL CONSTRAINT claim_submissions_state_check
    CHECK (state IN ('approved', 'signed', 'sending', 'accepted', 'rejected', 'replaced', 'withdrawn')),
  -- Every try sends these very bytes.
  signed bytea,
  signer text,
  source text CONSTRAINT claim_submissions_source_check CHECK (source IN ('portal', 'simulator')),
  result_code text,
  transaction_code text,
  received_at text,
  message text,
  attempts integer NOT NULL DEFAULT 0,
  last_class text,
  approved_at timestamptz NOT NULL,
  approved_by uuid NOT NULL CONSTRAINT claim_submissions_approved_by_fkey REFERENCES users,
  last_sent_at timestamptz,
  -- NULL while it waits for a person: a key, an account.
  next_try_at timestamptz,
  answered_at timestamptz,
  CONSTRAINT claim_submissions_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_submissions_number_key UNIQUE (facility_id, encounter_id, number),
  CONSTRAINT claim_submissions_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT claim_submissions_reason_check CHECK ((kind = 'withdrawal') = (reason IS NOT NULL)),
  CONSTRAINT claim_submissions_signed_check CHECK ((signed IS NULL) = (signer IS NULL)),
  CONSTRAINT claim_submissions_accepted_check CHECK (state NOT IN ('accepted', 'replaced') OR (signed IS NOT NULL AND source IS NOT NULL AND answered_at IS NOT NULL))
);
CREATE INDEX claim_submissions_state_idx ON claim_submissions (facility_id, state, approved_at);
CREATE INDEX claim_submissions_approved_by_idx ON claim_submissions (approved_by);
-- One on its way at a time: the later one would otherwise be overtaken.
CREATE UNIQUE INDEX claim_submissions_open_key ON claim_submissions (facility_id, encounter_id) WHERE state IN ('approved', 'signed', 'sending');

-- Every try. Only grows.
CREATE TABLE claim_submission_attempts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  at timestamptz NOT NULL,
  class text NOT NULL,
  source text NOT NULL,
  result_code text,
  message text,
  CONSTRAINT claim_submission_attempts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_submission_attempts_submission_id_fkey FOREIGN KEY (facility_id, submission_id) REFERENCES claim_submissions
);
CREATE INDEX claim_submission_attempts_submission_id_idx ON claim_submission_attempts (facility_id, submission_id, at);

-- The officer holds the queue: nothing leaves while one is open.
CREATE TABLE claim_sending_pauses (
  facility_id uuid NOT NULL CONSTRAINT claim_sending_pauses_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  reason text NOT NULL,
  paused_at timestamptz NOT NULL,
  paused_by uuid NOT NULL CONSTRAINT claim_sending_pauses_paused_by_fkey REFERENCES users,
  resumed_at timestamptz,
  resumed_by uuid CONSTRAINT claim_sending_pauses_resumed_by_fkey REFERENCES users,
  CONSTRAINT claim_sending_pauses_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_sending_pauses_resumed_check CHECK ((resumed_at IS NULL) = (resumed_by IS NULL))
);
CREATE UNIQUE INDEX claim_sending_pauses_current_key ON claim_sending_pauses (facility_id) WHERE resumed_at IS NULL;
CREATE INDEX claim_sending_pauses_paused_by_idx ON claim_sending_pauses (paused_by);
CREATE INDEX claim_sending_pauses_resumed_by_idx ON claim_sending_pauses (resumed_by) WHERE resumed_by IS NOT NULL;

-- A check-in is signed and sent like a claim now.
ALTER TABLE check_ins ADD COLUMN signed bytea, ADD COLUMN attempts integer NOT NULL DEFAULT 0, ADD COLUMN last_class text;
-- What is signed holds the person: the change log leaves it out like the content.
DROP TRIGGER log_change ON check_ins;
CREATE TRIGGER log_change AFTER INSERT OR UPDATE OR DELETE ON check_ins FOR EACH ROW EXECUTE FUNCTION log_change('content', 'answer', 'signed');

SELECT track_changes('signing_keys', 'private_key'), track_changes('claim_submissions', 'tables', 'content', 'signed');
SELECT track_changes('claim_sending_pauses');
SELECT fence_facility(name::regclass) FROM unnest(ARRAY['signing_keys', 'claim_submissions', 'claim_submission_attempts', 'claim_sending_pauses']) AS name;
GRANT SELECT, INSERT, UPDATE ON signing_keys, claim_submissions, claim_sending_pauses TO his_app;
GRANT SELECT, INSERT ON claim_submission_attempts TO his_app;
`);

// DESTRUCTIVE: the signing keys, what was sent to the insurer and what it answered are lost.
export const down = (knex: Knex) =>
  knex.raw(`
DROP TRIGGER log_change ON check_ins;
CREATE TRIGGER log_change AFTER INSERT OR UPDATE OR DELETE ON check_ins FOR EACH ROW EXECUTE FUNCTION log_change('content', 'answer');
ALTER TABLE check_ins DROP COLUMN last_class, DROP COLUMN attempts, DROP COLUMN signed;
DROP TABLE claim_sending_pauses, claim_submission_attempts, claim_submissions, signing_keys;
`);
