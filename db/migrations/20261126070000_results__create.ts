import type { Knex } from 'knex';

/** In force from the first to the last day, both included; where a row comes from and how far it can be trusted. */
const dated = (table: string) => `valid_from date NOT NULL,
  valid_to date CONSTRAINT ${table}_valid_to_check CHECK (valid_to >= valid_from),
  source text NOT NULL,
  confidence text NOT NULL CONSTRAINT ${table}_confidence_check CHECK (confidence IN ('sure', 'likely', 'unsure'))`;

/** For whom a range holds (ages in days, from included, until not) and what is normal and critical in it. */
const range = (table: string) => `sex text CONSTRAINT ${table}_sex_check CHECK (sex IN ('male', 'female')),
  age_from_days integer NOT NULL CONSTRAINT ${table}_age_check CHECK (age_from_days >= 0 AND (age_until_days IS NULL OR age_until_days > age_from_days)),
  age_until_days integer,
  low numeric, high numeric,
  -- "<5.2": the bound itself is too high already.
  high_open boolean NOT NULL,
  critical_low numeric, critical_high numeric,
  normal_choice text,
  CONSTRAINT ${table}_order_check CHECK ((low IS NULL OR high IS NULL OR low <= high)
    AND (critical_low IS NULL OR low IS NULL OR critical_low <= low) AND (critical_high IS NULL OR high IS NULL OR critical_high >= high))`;

const catalogue = `
-- What a laboratory measures: the local code, its LOINC and the code of QĐ 1227/QĐ-BYT beside it.
CREATE TABLE lab_indicators (
  code text NOT NULL, name text NOT NULL, loinc text, moh_code text, unit text, ucum text,
  value_kind text NOT NULL CONSTRAINT lab_indicators_value_kind_check CHECK (value_kind IN ('numeric', 'coded', 'text')),
  decimals smallint, choices text[] NOT NULL DEFAULT '{}', ${dated('lab_indicators')}, PRIMARY KEY (code, valid_from),
  CONSTRAINT lab_indicators_decimals_check CHECK ((value_kind = 'numeric') = (decimals IS NOT NULL)),
  CONSTRAINT lab_indicators_choices_check CHECK ((value_kind = 'coded') = (cardinality(choices) > 0)));
CREATE TABLE lab_services (
  service_code text NOT NULL, specimen text NOT NULL, indicator_codes text[] NOT NULL, ${dated('lab_services')}, PRIMARY KEY (service_code, valid_from));
CREATE TABLE lab_ranges (
  indicator_code text NOT NULL, sequence smallint NOT NULL, ${range('lab_ranges')}, ${dated('lab_ranges')},
  PRIMARY KEY (indicator_code, sequence, valid_from));
GRANT SELECT ON lab_indicators, lab_services, lab_ranges TO his_app;`;

const orders = `
ALTER TABLE service_orders
  ADD COLUMN service_group text NOT NULL DEFAULT '',
  ADD COLUMN urgent boolean NOT NULL DEFAULT false,
  -- The clinical question, for whoever does and reads it.
  ADD COLUMN reason text,
  -- Why the same service was ordered twice on a day.
  ADD COLUMN repeat_reason text;
CREATE INDEX service_orders_work_idx ON service_orders (facility_id, service_group, state, ordered_at);
-- MA_MAY of the claim table.
ALTER TABLE charge_lines ADD COLUMN machine_code text;

-- Services that a facility orders together under a name.
CREATE TABLE order_sets (
  facility_id uuid NOT NULL CONSTRAINT order_sets_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  service_codes text[] NOT NULL CONSTRAINT order_sets_service_codes_check CHECK (cardinality(service_codes) BETWEEN 1 AND 30),
  closed_at timestamptz,
  PRIMARY KEY (facility_id, id)
);
CREATE UNIQUE INDEX order_sets_name_key ON order_sets (facility_id, name) WHERE closed_at IS NULL;

-- Ranges of this laboratory; where it has any for an indicator, those of the catalogue do not count.
CREATE TABLE facility_ranges (
  facility_id uuid NOT NULL CONSTRAINT facility_ranges_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  indicator_code text NOT NULL,
  ${range('facility_ranges')},
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  set_by uuid NOT NULL CONSTRAINT facility_ranges_set_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id)
);
CREATE INDEX facility_ranges_indicator_idx ON facility_ranges (facility_id, indicator_code, valid_from);
CREATE INDEX facility_ranges_set_by_idx ON facility_ranges (set_by);

CREATE TABLE machines (
  facility_id uuid NOT NULL CONSTRAINT machines_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  desk text NOT NULL CONSTRAINT machines_desk_check CHECK (desk IN ('laboratory', 'imaging')),
  code text NOT NULL,
  name text NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT machines_facility_id_code_key UNIQUE (facility_id, code)
);

-- Wording that a desk begins a report with.
CREATE TABLE report_templates (
  facility_id uuid NOT NULL CONSTRAINT report_templates_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  service_code text,
  description text NOT NULL,
  conclusion text NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (facility_id, id)
);`;

const specimens = `
CREATE TABLE specimens (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  -- On the label as a barcode: yyMMdd and a gapless number of the day.
  number text NOT NULL CONSTRAINT specimens_number_check CHECK (number ~ '^[0-9]{10}$'),
  kind text NOT NULL,
  taken_at timestamptz NOT NULL,
  taken_by uuid NOT NULL CONSTRAINT specimens_taken_by_fkey REFERENCES users,
  received_at timestamptz,
  received_by uuid CONSTRAINT specimens_received_by_fkey REFERENCES users,
  rejected_at timestamptz,
  rejected_by uuid CONSTRAINT specimens_rejected_by_fkey REFERENCES users,
  reject_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT specimens_facility_id_number_key UNIQUE (facility_id, number),
  CONSTRAINT specimens_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT specimens_receipt_check CHECK ((received_at IS NULL) = (received_by IS NULL) AND received_at >= taken_at),
  CONSTRAINT specimens_rejection_check CHECK ((rejected_at IS NULL) = (reject_reason IS NULL) AND (rejected_at IS NULL) = (rejected_by IS NULL))
);
CREATE INDEX specimens_encounter_id_idx ON specimens (facility_id, encounter_id);
CREATE INDEX specimens_taken_by_idx ON specimens (taken_by);
CREATE INDEX specimens_received_by_idx ON specimens (received_by);
CREATE INDEX specimens_rejected_by_idx ON specimens (rejected_by);

-- Which orders a sample is for; after a rejection the orders get another sample.
CREATE TABLE specimen_orders (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  specimen_id uuid NOT NULL,
  order_id uuid NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT specimen_orders_specimen_id_order_id_key UNIQUE (facility_id, specimen_id, order_id),
  CONSTRAINT specimen_orders_specimen_id_fkey FOREIGN KEY (facility_id, specimen_id) REFERENCES specimens,
  CONSTRAINT specimen_orders_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES service_orders
);
CREATE INDEX specimen_orders_order_id_idx ON specimen_orders (facility_id, order_id);`;

const results = `
-- One issue of the result of an order. The highest number counts; an approved issue never changes, a correction is the next one.
CREATE TABLE order_results (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  order_id uuid NOT NULL,
  number smallint NOT NULL CONSTRAINT order_results_number_check CHECK (number > 0),
  kind text NOT NULL CONSTRAINT order_results_kind_check CHECK (kind IN ('result', 'correction', 'withdrawal')),
  change_reason text,
  description text,
  conclusion text,
  machine_code text,
  collected_at timestamptz,
  performed_at timestamptz NOT NULL,
  performed_by uuid NOT NULL CONSTRAINT order_results_performed_by_fkey REFERENCES users,
  entered_at timestamptz NOT NULL,
  entered_by uuid NOT NULL CONSTRAINT order_results_entered_by_fkey REFERENCES users,
  -- Who read and answers for it: MA_BS_DOC_KQ.
  approved_at timestamptz,
  approved_by uuid CONSTRAINT order_results_approved_by_fkey REFERENCES users,
  is_critical boolean NOT NULL DEFAULT false,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT order_results_order_id_number_key UNIQUE (facility_id, order_id, number),
  CONSTRAINT order_results_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT order_results_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES service_orders,
  CONSTRAINT order_results_approval_check CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  CONSTRAINT order_results_change_check CHECK ((kind = 'result') = (change_reason IS NULL))
);
CREATE INDEX order_results_encounter_id_idx ON order_results (facility_id, encounter_id);
CREATE INDEX order_results_approved_at_idx ON order_results (facility_id, approved_at);
CREATE INDEX order_results_performed_by_idx ON order_results (performed_by);
CREATE INDEX order_results_entered_by_idx ON order_results (entered_by);
CREATE INDEX order_results_approved_by_idx ON order_results (approved_by);

-- One indicator of a result, with the range it was judged by: what XML4 and the printed sheet say later is what was said then.
CREATE TABLE result_values (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  result_id uuid NOT NULL,
  position smallint NOT NULL,
  indicator_code text NOT NULL,
  name text NOT NULL,
  loinc text,
  unit text,
  ucum text,
  value_kind text NOT NULL CONSTRAINT result_values_value_kind_check CHECK (value_kind IN ('numeric', 'coded', 'text')),
  comparator text CONSTRAINT result_values_comparator_check CHECK (comparator IN ('<', '<=', '>', '>=')),
  number numeric,
  text text,
  flag text CONSTRAINT result_values_flag_check CHECK (flag IN ('N', 'L', 'H', 'LL', 'HH', 'A')),
  low numeric, high numeric, high_open boolean NOT NULL DEFAULT false,
  critical_low numeric, critical_high numeric,
  normal_choice text,
  -- facility, or how far the range of the catalogue can be trusted
  range_origin text,
  -- Emptied again before the approval.
  dropped boolean NOT NULL DEFAULT false,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT result_values_result_id_indicator_code_key UNIQUE (facility_id, result_id, indicator_code),
  CONSTRAINT result_values_result_id_fkey FOREIGN KEY (facility_id, result_id) REFERENCES order_results,
  CONSTRAINT result_values_value_check CHECK ((value_kind = 'numeric') = (number IS NOT NULL) AND (value_kind <> 'numeric') = (text IS NOT NULL)),
  CONSTRAINT result_values_comparator_kind_check CHECK (comparator IS NULL OR value_kind = 'numeric')
);

CREATE FUNCTION refuse_change_of_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'order_results' THEN
    IF OLD.approved_at IS NULL THEN RETURN NEW; END IF;
  ELSIF NOT EXISTS (SELECT FROM order_results AS r WHERE r.facility_id = NEW.facility_id AND r.id = NEW.result_id AND r.approved_at IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an approved result is corrected by the next issue, never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER order_results_approved_is_final BEFORE UPDATE ON order_results FOR EACH ROW EXECUTE FUNCTION refuse_change_of_approved();
CREATE TRIGGER result_values_approved_is_final BEFORE INSERT OR UPDATE ON result_values FOR EACH ROW EXECUTE FUNCTION refuse_change_of_approved();

-- A critical value: the laboratory told somebody, who read it back; the doctor took note and says what is done. Only added.
CREATE TABLE critical_notices (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  result_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT critical_notices_kind_check CHECK (kind IN ('told', 'acknowledged')),
  at timestamptz NOT NULL,
  by_user uuid NOT NULL CONSTRAINT critical_notices_by_user_fkey REFERENCES users,
  told_to text,
  read_back boolean,
  action text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT critical_notices_result_id_fkey FOREIGN KEY (facility_id, result_id) REFERENCES order_results,
  CONSTRAINT critical_notices_told_check CHECK ((kind = 'told') = (told_to IS NOT NULL) AND (kind = 'told') = (read_back IS NOT NULL)),
  CONSTRAINT critical_notices_action_check CHECK ((kind = 'acknowledged') = (action IS NOT NULL))
);
CREATE INDEX critical_notices_result_id_idx ON critical_notices (facility_id, result_id);
CREATE INDEX critical_notices_by_user_idx ON critical_notices (by_user);
CREATE UNIQUE INDEX critical_notices_acknowledged_key ON critical_notices (facility_id, result_id) WHERE kind = 'acknowledged';

-- Who of the treating people has seen a result: what nobody has seen is marked as new.
CREATE TABLE result_readings (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  result_id uuid NOT NULL,
  read_by uuid NOT NULL CONSTRAINT result_readings_read_by_fkey REFERENCES users,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT result_readings_result_id_read_by_key UNIQUE (facility_id, result_id, read_by),
  CONSTRAINT result_readings_result_id_fkey FOREIGN KEY (facility_id, result_id) REFERENCES order_results
);
CREATE INDEX result_readings_read_by_idx ON result_readings (read_by);`;

const papers = `
-- A picture or a document of a result; its bytes lie sealed outside the database.
CREATE TABLE order_attachments (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  order_id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL CONSTRAINT order_attachments_media_type_check CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  size_bytes integer NOT NULL CONSTRAINT order_attachments_size_bytes_check CHECK (size_bytes > 0),
  -- SHA-256 of the bytes in clear.
  digest bytea NOT NULL CONSTRAINT order_attachments_digest_check CHECK (octet_length(digest) = 32),
  added_at timestamptz NOT NULL,
  added_by uuid NOT NULL CONSTRAINT order_attachments_added_by_fkey REFERENCES users,
  retracted_at timestamptz,
  retracted_by uuid CONSTRAINT order_attachments_retracted_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT order_attachments_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES service_orders,
  CONSTRAINT order_attachments_retraction_check CHECK ((retracted_at IS NULL) = (retracted_by IS NULL))
);
CREATE INDEX order_attachments_order_id_idx ON order_attachments (facility_id, order_id);
CREATE INDEX order_attachments_added_by_idx ON order_attachments (added_by);
CREATE INDEX order_attachments_retracted_by_idx ON order_attachments (retracted_by);

-- The book of a desk is closed once a day.
CREATE TABLE result_books (
  facility_id uuid NOT NULL CONSTRAINT result_books_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  desk text NOT NULL CONSTRAINT result_books_desk_check CHECK (desk IN ('laboratory', 'imaging')),
  day date NOT NULL,
  closed_at timestamptz NOT NULL,
  closed_by uuid NOT NULL CONSTRAINT result_books_closed_by_fkey REFERENCES users,
  approved integer NOT NULL,
  corrected integer NOT NULL,
  withdrawn integer NOT NULL,
  note text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT result_books_desk_day_key UNIQUE (facility_id, desk, day)
);
CREATE INDEX result_books_closed_by_idx ON result_books (closed_by);

-- Who printed which order, label or result sheet when; copy 0 is the first print. Only added.
CREATE TABLE order_prints (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT order_prints_kind_check CHECK (kind IN ('order-sheet', 'result-sheet', 'specimen-label')),
  -- The encounter of an order sheet, the order of a result sheet, the specimen of a label.
  subject_id uuid NOT NULL,
  copy integer NOT NULL CONSTRAINT order_prints_copy_check CHECK (copy >= 0),
  printed_at timestamptz NOT NULL,
  printed_by uuid NOT NULL CONSTRAINT order_prints_printed_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT order_prints_copy_key UNIQUE (facility_id, kind, subject_id, copy),
  CONSTRAINT order_prints_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX order_prints_encounter_id_idx ON order_prints (facility_id, encounter_id);
CREATE INDEX order_prints_printed_by_idx ON order_prints (printed_by);`;

const changing = [
  'order_sets',
  'facility_ranges',
  'machines',
  'report_templates',
  'specimens',
  'order_results',
  'result_values',
  'order_attachments',
];
const growing = ['specimen_orders', 'critical_notices', 'result_readings', 'result_books', 'order_prints'];
const fences = [...changing, ...growing].map((table) => `SELECT track_changes('${table}'); SELECT fence_facility('${table}');`).join('\n');

export const up = (knex: Knex) =>
  knex.raw(`${catalogue}${orders}${specimens}${results}${papers}
${fences}
GRANT SELECT, INSERT, UPDATE ON ${changing.join(', ')} TO his_app;
GRANT SELECT, INSERT ON ${growing.join(', ')} TO his_app;`);

// DESTRUCTIVE: results, samples and who acknowledged what are lost; orders keep their one-line result.
export const down = (knex: Knex) =>
  knex.raw(`
DROP TABLE ${[...growing].reverse().join(', ')}, order_attachments, result_values, order_results, specimens, report_templates, machines, facility_ranges, order_sets;
DROP FUNCTION refuse_change_of_approved();
ALTER TABLE charge_lines DROP COLUMN machine_code;
DROP INDEX service_orders_work_idx;
ALTER TABLE service_orders DROP COLUMN service_group, DROP COLUMN urgent, DROP COLUMN reason, DROP COLUMN repeat_reason;
DROP TABLE lab_ranges, lab_services, lab_indicators;
`);
