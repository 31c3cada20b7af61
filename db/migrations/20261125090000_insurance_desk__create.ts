import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The account of a facility at the insurer's portal. One in force; without one the simulator answers.
CREATE TABLE portal_accounts (
  facility_id uuid NOT NULL CONSTRAINT portal_accounts_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  base_url text NOT NULL CONSTRAINT portal_accounts_base_url_check CHECK (base_url ~ '^(http|https)://'),
  username text NOT NULL,
  -- AES-256-GCM, bound to this row: the digest the portal takes for the password, and the number of the officer.
  password_digest bytea NOT NULL,
  officer_name text NOT NULL,
  officer_number bytea NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (facility_id, id)
);
CREATE UNIQUE INDEX portal_accounts_current_key ON portal_accounts (facility_id) WHERE removed_at IS NULL;

-- What the insurer said of a card, to whom and when. Only grows.
CREATE TABLE eligibility_checks (
  facility_id uuid NOT NULL CONSTRAINT eligibility_checks_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  patient_id uuid CONSTRAINT eligibility_checks_patient_id_fkey REFERENCES patients,
  asked_number text NOT NULL,
  asked_name text NOT NULL,
  asked_birth text NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by uuid NOT NULL CONSTRAINT eligibility_checks_asked_by_fkey REFERENCES users,
  source text NOT NULL CONSTRAINT eligibility_checks_source_check CHECK (source IN ('portal', 'simulator')),
  state text NOT NULL CONSTRAINT eligibility_checks_state_check CHECK (state IN ('answered', 'not-answered')),
  result_code text,
  verdict text NOT NULL,
  action text NOT NULL,
  sentence jsonb NOT NULL,
  -- As read: card, newer card, differences, history, audits, note.
  outcome jsonb NOT NULL,
  -- As it came, without keys and tokens; NULL when nothing came.
  raw jsonb,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT eligibility_checks_result_code_check CHECK (state = 'not-answered' OR result_code IS NOT NULL)
);
CREATE INDEX eligibility_checks_patient_id_idx ON eligibility_checks (patient_id);
CREATE INDEX eligibility_checks_asked_by_idx ON eligibility_checks (asked_by);

ALTER TABLE encounter_coverages
  -- Order of use when two begin at the same moment.
  ADD COLUMN sequence smallint NOT NULL DEFAULT 1,
  ADD COLUMN verification text NOT NULL DEFAULT 'not-verified'
    CONSTRAINT encounter_coverages_verification_check CHECK (verification IN ('verified', 'not-verified', 'refused')),
  ADD COLUMN eligibility_check_id uuid,
  -- Why the card came into the visit after its beginning.
  ADD COLUMN reason text,
  ADD CONSTRAINT encounter_coverages_eligibility_check_id_fkey FOREIGN KEY (facility_id, eligibility_check_id) REFERENCES eligibility_checks;
CREATE INDEX encounter_coverages_eligibility_check_id_idx ON encounter_coverages (facility_id, eligibility_check_id);
CREATE INDEX encounter_coverages_open_idx ON encounter_coverages (facility_id, used_from) WHERE verification <> 'verified';

CREATE TABLE referral_slips (
  facility_id uuid NOT NULL CONSTRAINT referral_slips_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL CONSTRAINT referral_slips_patient_id_fkey REFERENCES patients,
  kind text NOT NULL CONSTRAINT referral_slips_kind_check CHECK (kind IN ('referral', 're-examination')),
  number text NOT NULL,
  from_facility_code text NOT NULL,
  signed_on date NOT NULL,
  icd_code text,
  yearly boolean NOT NULL,
  -- NULL: no last day, one visit.
  valid_to date,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT referral_slips_recorded_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT referral_slips_paper_key UNIQUE (facility_id, patient_id, kind, from_facility_code, number),
  CONSTRAINT referral_slips_valid_to_check CHECK ((kind = 'referral') = (valid_to IS NOT NULL))
);
CREATE INDEX referral_slips_patient_id_idx ON referral_slips (patient_id);
CREATE INDEX referral_slips_recorded_by_idx ON referral_slips (recorded_by);

ALTER TABLE encounters
  ADD COLUMN slip_id uuid,
  -- Why the category is another than the proposed one.
  ADD COLUMN arrival_reason text,
  ADD CONSTRAINT encounters_slip_id_fkey FOREIGN KEY (facility_id, slip_id) REFERENCES referral_slips;
CREATE INDEX encounters_slip_id_idx ON encounters (facility_id, slip_id) WHERE slip_id IS NOT NULL;

-- Who changed who pays, why, and what it did to the bill. Only grows.
CREATE TABLE payer_changes (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT payer_changes_kind_check CHECK (kind IN ('none', 'card')),
  card_id uuid CONSTRAINT payer_changes_card_id_fkey REFERENCES insurance_cards,
  reason text NOT NULL,
  category_before text NOT NULL,
  category_after text NOT NULL,
  shares_before jsonb NOT NULL,
  shares_after jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by uuid NOT NULL CONSTRAINT payer_changes_changed_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT payer_changes_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT payer_changes_card_check CHECK ((kind = 'card') = (card_id IS NOT NULL))
);
CREATE INDEX payer_changes_encounter_id_idx ON payer_changes (facility_id, encounter_id);
CREATE INDEX payer_changes_card_id_idx ON payer_changes (card_id);
CREATE INDEX payer_changes_changed_by_idx ON payer_changes (changed_by);

-- The message at the first cost of an insured visit (check-in table). The same content is sent once.
CREATE TABLE check_ins (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  source text NOT NULL CONSTRAINT check_ins_source_check CHECK (source IN ('portal', 'simulator')),
  state text NOT NULL CONSTRAINT check_ins_state_check CHECK (state IN ('waiting', 'sent', 'refused', 'waiting-for-signature', 'incomplete')),
  content bytea NOT NULL,
  sha256 text NOT NULL,
  transaction_code text,
  answer jsonb,
  issues jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT check_ins_encounter_id_sha256_key UNIQUE (facility_id, encounter_id, sha256),
  CONSTRAINT check_ins_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT check_ins_sent_check CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX check_ins_created_at_idx ON check_ins (facility_id, created_at);

SELECT track_changes('portal_accounts', 'password_digest', 'officer_number');
SELECT track_changes('eligibility_checks', 'outcome', 'raw'), track_changes('check_ins', 'content', 'answer');
SELECT track_changes('referral_slips'), track_changes('payer_changes');
SELECT fence_facility(name::regclass) FROM unnest(ARRAY['portal_accounts', 'eligibility_checks', 'referral_slips', 'payer_changes', 'check_ins']) AS name;
GRANT SELECT, INSERT, UPDATE ON portal_accounts, referral_slips, check_ins TO his_app;
GRANT SELECT, INSERT ON eligibility_checks, payer_changes TO his_app;
-- A used card stays as it was used; only what the insurer says of it is written later.
GRANT UPDATE (verification, eligibility_check_id, card_number, card_rate) ON encounter_coverages TO his_app;
`);

// DESTRUCTIVE: answers of the insurer, papers, payer changes and check-ins are lost.
export const down = (knex: Knex) =>
  knex.raw(`
REVOKE UPDATE (verification, eligibility_check_id, card_number, card_rate) ON encounter_coverages FROM his_app;
DROP TABLE check_ins, payer_changes;
ALTER TABLE encounters DROP COLUMN arrival_reason, DROP COLUMN slip_id;
DROP TABLE referral_slips;
ALTER TABLE encounter_coverages DROP COLUMN reason, DROP COLUMN eligibility_check_id, DROP COLUMN verification, DROP COLUMN sequence;
DROP TABLE eligibility_checks, portal_accounts;
`);
