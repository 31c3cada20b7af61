import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- Papers of a visit with a number of their kind and year. Never changed: another one takes the place, or it is withdrawn.
CREATE TABLE visit_papers (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT visit_papers_kind_check CHECK (kind IN ('sick-leave', 'referral', 'admission', 'appointment', 'outpatient-record')),
  year smallint NOT NULL,
  number integer NOT NULL CONSTRAINT visit_papers_number_check CHECK (number > 0),
  -- Facility, person, card and signer as they were named on that day.
  head jsonb NOT NULL,
  content jsonb NOT NULL,
  issued_at timestamptz NOT NULL,
  issued_by uuid NOT NULL CONSTRAINT visit_papers_issued_by_fkey REFERENCES users,
  replaces uuid,
  CONSTRAINT visit_papers_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT visit_papers_number_key UNIQUE (facility_id, kind, year, number),
  CONSTRAINT visit_papers_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT visit_papers_replaces_fkey FOREIGN KEY (facility_id, replaces) REFERENCES visit_papers,
  CONSTRAINT visit_papers_replaces_key UNIQUE (facility_id, replaces)
);
CREATE INDEX visit_papers_encounter_id_idx ON visit_papers (facility_id, encounter_id, issued_at);
CREATE INDEX visit_papers_issued_by_idx ON visit_papers (issued_by);
-- The outpatient treatment record has one number for ever.
CREATE UNIQUE INDEX visit_papers_outpatient_record_key ON visit_papers (facility_id, encounter_id) WHERE kind = 'outpatient-record';
SELECT track_changes('visit_papers');
SELECT fence_facility('visit_papers');
GRANT SELECT, INSERT ON visit_papers TO his_app;

CREATE TABLE visit_paper_withdrawals (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  paper_id uuid NOT NULL,
  reason text NOT NULL,
  withdrawn_at timestamptz NOT NULL,
  withdrawn_by uuid NOT NULL CONSTRAINT visit_paper_withdrawals_withdrawn_by_fkey REFERENCES users,
  CONSTRAINT visit_paper_withdrawals_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT visit_paper_withdrawals_paper_id_key UNIQUE (facility_id, paper_id),
  CONSTRAINT visit_paper_withdrawals_paper_id_fkey FOREIGN KEY (facility_id, paper_id) REFERENCES visit_papers
);
CREATE INDEX visit_paper_withdrawals_withdrawn_by_idx ON visit_paper_withdrawals (withdrawn_by);
SELECT track_changes('visit_paper_withdrawals');
SELECT fence_facility('visit_paper_withdrawals');
GRANT SELECT, INSERT ON visit_paper_withdrawals TO his_app;

ALTER TABLE document_prints ADD COLUMN paper_id uuid,
  DROP CONSTRAINT document_prints_kind_check,
  ADD CONSTRAINT document_prints_kind_check CHECK (kind IN ('ticket', 'registration-slip', 'record-label', 'paper', 'examination-form', 'treatment-sheet', 'cost-sheet')),
  ADD CONSTRAINT document_prints_paper_check CHECK ((kind = 'paper') = (paper_id IS NOT NULL)),
  ADD CONSTRAINT document_prints_paper_id_fkey FOREIGN KEY (facility_id, paper_id) REFERENCES visit_papers;
CREATE INDEX document_prints_paper_id_idx ON document_prints (facility_id, paper_id);
DROP INDEX document_prints_copy_key;
CREATE UNIQUE INDEX document_prints_copy_key ON document_prints (facility_id, encounter_id, kind, COALESCE(paper_id, ticket_id, encounter_id), copy);
`);

// DESTRUCTIVE: issued papers, their numbers and the log of their prints are lost.
export const down = (knex: Knex) =>
  knex.raw(`
DELETE FROM document_prints WHERE kind IN ('paper', 'examination-form', 'treatment-sheet', 'cost-sheet');
DROP INDEX document_prints_copy_key;
CREATE UNIQUE INDEX document_prints_copy_key ON document_prints (facility_id, encounter_id, kind, COALESCE(ticket_id, encounter_id), copy);
ALTER TABLE document_prints DROP COLUMN paper_id, DROP CONSTRAINT document_prints_kind_check,
  ADD CONSTRAINT document_prints_kind_check CHECK (kind IN ('ticket', 'registration-slip', 'record-label'));
DROP TABLE visit_paper_withdrawals;
DROP TABLE visit_papers;
`);
