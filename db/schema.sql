-- Made by npm run db:describe; never edited by hand.

CREATE TABLE access_events (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  user_id uuid NOT NULL,
  patient_id uuid,
  encounter_id uuid,
  action text NOT NULL,
  request_id text NOT NULL,
  sealed_seq bigint,
  CONSTRAINT access_events_pkey PRIMARY KEY (facility_id, id)
);
CREATE INDEX access_events_patient_idx ON public.access_events USING btree (facility_id, patient_id, at);
CREATE INDEX access_events_sealed_idx ON public.access_events USING btree (facility_id, sealed_seq);
CREATE INDEX access_events_unsealed_idx ON public.access_events USING btree (facility_id, id) WHERE (sealed_seq IS NULL);
ALTER TABLE access_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_events FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON access_events AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT ON access_events TO his_app;

CREATE TABLE account_reductions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL,
  source text,
  amount numeric(12,0) NOT NULL,
  document text,
  reason text NOT NULL,
  cancels uuid,
  created_at timestamp with time zone NOT NULL,
  created_by uuid NOT NULL,
  CONSTRAINT account_reductions_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT account_reductions_cancels_key UNIQUE (facility_id, cancels),
  CONSTRAINT account_reductions_cancels_fkey FOREIGN KEY (facility_id, cancels) REFERENCES account_reductions(facility_id, id),
  CONSTRAINT account_reductions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  CONSTRAINT account_reductions_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT account_reductions_amount_check CHECK ((amount > (0)::numeric)),
  CONSTRAINT account_reductions_kind_check CHECK ((kind = ANY (ARRAY['discount'::text, 'support'::text]))),
  CONSTRAINT account_reductions_source_check CHECK ((source = ANY (ARRAY['state'::text, 'foreign'::text, 'domestic'::text, 'other'::text]))),
  CONSTRAINT account_reductions_support_check CHECK (((kind = 'support'::text) = (source IS NOT NULL)))
);
CREATE INDEX account_reductions_created_by_idx ON public.account_reductions USING btree (created_by);
CREATE INDEX account_reductions_encounter_id_idx ON public.account_reductions USING btree (facility_id, encounter_id, created_at);
ALTER TABLE account_reductions ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_reductions FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON account_reductions AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.account_reductions FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON account_reductions TO his_app;

CREATE TABLE allergies (
  id uuid NOT NULL,
  patient_id uuid NOT NULL,
  substance text NOT NULL,
  atc_code text,
  reaction text,
  recorded_at timestamp with time zone NOT NULL DEFAULT now(),
  recorded_by uuid NOT NULL,
  retracted_at timestamp with time zone,
  retraction_reason text,
  CONSTRAINT allergies_pkey PRIMARY KEY (id),
  CONSTRAINT allergies_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT allergies_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT allergies_retraction_check CHECK (((retracted_at IS NULL) = (retraction_reason IS NULL)))
);
CREATE INDEX allergies_patient_id_idx ON public.allergies USING btree (patient_id);
CREATE INDEX allergies_recorded_by_idx ON public.allergies USING btree (recorded_by);
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.allergies FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON allergies TO his_app;

CREATE TABLE appointments (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL,
  room_id uuid NOT NULL,
  day date NOT NULL,
  "time" text,
  reason text NOT NULL,
  state text NOT NULL,
  from_encounter_id uuid,
  encounter_id uuid,
  booked_at timestamp with time zone NOT NULL,
  booked_by uuid NOT NULL,
  cancelled_at timestamp with time zone,
  cancelled_by uuid,
  cancel_reason text,
  CONSTRAINT appointments_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT appointments_booked_by_fkey FOREIGN KEY (booked_by) REFERENCES users(id),
  CONSTRAINT appointments_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES users(id),
  CONSTRAINT appointments_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT appointments_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT appointments_from_encounter_id_fkey FOREIGN KEY (facility_id, from_encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT appointments_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT appointments_room_id_fkey FOREIGN KEY (facility_id, room_id) REFERENCES rooms(facility_id, id),
  CONSTRAINT appointments_arrived_check CHECK (((state = 'arrived'::text) = (encounter_id IS NOT NULL))),
  CONSTRAINT appointments_cancelled_check CHECK ((((state = 'cancelled'::text) = (cancel_reason IS NOT NULL)) AND ((cancelled_at IS NULL) = (cancel_reason IS NULL)))),
  CONSTRAINT appointments_state_check CHECK ((state = ANY (ARRAY['booked'::text, 'arrived'::text, 'missed'::text, 'cancelled'::text]))),
  CONSTRAINT appointments_time_check CHECK (("time" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
);
CREATE INDEX appointments_booked_by_idx ON public.appointments USING btree (booked_by);
CREATE UNIQUE INDEX appointments_booked_key ON public.appointments USING btree (facility_id, patient_id, room_id, day) WHERE (state = 'booked'::text);
CREATE INDEX appointments_cancelled_by_idx ON public.appointments USING btree (cancelled_by);
CREATE INDEX appointments_day_idx ON public.appointments USING btree (facility_id, day, state);
CREATE INDEX appointments_encounter_id_idx ON public.appointments USING btree (facility_id, encounter_id);
CREATE INDEX appointments_from_encounter_id_idx ON public.appointments USING btree (facility_id, from_encounter_id);
CREATE INDEX appointments_patient_id_idx ON public.appointments USING btree (patient_id);
CREATE INDEX appointments_room_id_idx ON public.appointments USING btree (facility_id, room_id);
ALTER TABLE appointments ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON appointments AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.appointments FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.appointments FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON appointments TO his_app;

CREATE TABLE audit_events (
  facility_id uuid NOT NULL,
  seq bigint NOT NULL,
  payload text NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  at text GENERATED ALWAYS AS (((payload)::jsonb ->> 'at'::text)) STORED,
  user_id text GENERATED ALWAYS AS (((payload)::jsonb ->> 'userId'::text)) STORED,
  action text GENERATED ALWAYS AS (((payload)::jsonb ->> 'action'::text)) STORED,
  patient_id text GENERATED ALWAYS AS (((payload)::jsonb ->> 'patientId'::text)) STORED,
  CONSTRAINT audit_events_pkey PRIMARY KEY (facility_id, seq)
);
CREATE INDEX audit_events_patient_idx ON public.audit_events USING btree (facility_id, patient_id, seq) WHERE (patient_id IS NOT NULL);
ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON audit_events AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT ON audit_events TO his_app;

CREATE TABLE audit_heads (
  facility_id uuid NOT NULL,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_heads_pkey PRIMARY KEY (facility_id)
);
ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON audit_heads AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT SELECT ON audit_heads TO his_app;

CREATE TABLE bank_accounts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  bank_bin text NOT NULL,
  bank_name text NOT NULL,
  account_number text NOT NULL,
  account_name text NOT NULL,
  set_at timestamp with time zone NOT NULL,
  set_by uuid NOT NULL,
  removed_at timestamp with time zone,
  CONSTRAINT bank_accounts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT bank_accounts_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT bank_accounts_set_by_fkey FOREIGN KEY (set_by) REFERENCES users(id),
  CONSTRAINT bank_accounts_account_number_check CHECK ((account_number ~ '^[0-9A-Za-z]{1,19}$'::text)),
  CONSTRAINT bank_accounts_bank_bin_check CHECK ((bank_bin ~ '^[0-9]{6}$'::text))
);
CREATE UNIQUE INDEX bank_accounts_current_key ON public.bank_accounts USING btree (facility_id) WHERE (removed_at IS NULL);
CREATE INDEX bank_accounts_set_by_idx ON public.bank_accounts USING btree (set_by);
ALTER TABLE bank_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE bank_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON bank_accounts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.bank_accounts FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.bank_accounts FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON bank_accounts TO his_app;

CREATE TABLE bill_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  bill_id uuid NOT NULL,
  charge_line_id uuid NOT NULL,
  benefit_rate numeric(5,2) NOT NULL,
  hospital_amount numeric(15,2) NOT NULL,
  insurance_amount numeric(15,2) NOT NULL,
  fund_amount numeric(15,2) NOT NULL,
  copay_amount numeric(15,2) NOT NULL,
  self_pay_amount numeric(15,2) NOT NULL,
  other_source_amount numeric(15,2) NOT NULL,
  CONSTRAINT bill_lines_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT bill_lines_bill_id_charge_line_id_key UNIQUE (facility_id, bill_id, charge_line_id),
  CONSTRAINT bill_lines_bill_id_fkey FOREIGN KEY (facility_id, bill_id) REFERENCES bills(facility_id, id),
  CONSTRAINT bill_lines_charge_line_id_fkey FOREIGN KEY (facility_id, charge_line_id) REFERENCES charge_lines(facility_id, id),
  CONSTRAINT bill_lines_balance_check CHECK ((hospital_amount = (((fund_amount + copay_amount) + self_pay_amount) + other_source_amount)))
);
CREATE INDEX bill_lines_charge_line_id_idx ON public.bill_lines USING btree (facility_id, charge_line_id);
ALTER TABLE bill_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE bill_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON bill_lines AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.bill_lines FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON bill_lines TO his_app;

CREATE TABLE bills (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  benefit_rate numeric(5,2) NOT NULL,
  rate_reason text NOT NULL,
  hospital_amount numeric(15,2) NOT NULL,
  insurance_amount numeric(15,2) NOT NULL,
  fund_amount numeric(15,2) NOT NULL,
  copay_amount numeric(15,2) NOT NULL,
  self_pay_amount numeric(15,2) NOT NULL,
  other_source_amount numeric(15,2) NOT NULL,
  CONSTRAINT bills_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT bills_closure_id_key UNIQUE (facility_id, closure_id),
  CONSTRAINT bills_closure_id_fkey FOREIGN KEY (facility_id, closure_id) REFERENCES encounter_closures(facility_id, id),
  CONSTRAINT bills_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT bills_balance_check CHECK ((hospital_amount = (((fund_amount + copay_amount) + self_pay_amount) + other_source_amount)))
);
CREATE INDEX bills_encounter_id_idx ON public.bills USING btree (facility_id, encounter_id);
ALTER TABLE bills ENABLE ROW LEVEL SECURITY;
ALTER TABLE bills FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON bills AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.bills FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON bills TO his_app;

CREATE TABLE blood_bag_acts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  bag_id uuid NOT NULL,
  sequence smallint NOT NULL,
  act text NOT NULL,
  at timestamp with time zone NOT NULL,
  by_user uuid NOT NULL,
  encounter_id uuid,
  note text,
  CONSTRAINT blood_bag_acts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT blood_bag_acts_sequence_key UNIQUE (facility_id, bag_id, sequence),
  CONSTRAINT blood_bag_acts_bag_id_fkey FOREIGN KEY (facility_id, bag_id) REFERENCES blood_bags(facility_id, id),
  CONSTRAINT blood_bag_acts_by_user_fkey FOREIGN KEY (by_user) REFERENCES users(id),
  CONSTRAINT blood_bag_acts_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT blood_bag_acts_act_check CHECK ((act = ANY (ARRAY['receive'::text, 'reserve'::text, 'cross-match'::text, 'release'::text, 'issue'::text, 'transfuse'::text, 'return'::text, 'restock'::text, 'discard'::text]))),
  CONSTRAINT blood_bag_acts_sequence_check CHECK ((sequence > 0))
);
CREATE INDEX blood_bag_acts_at_idx ON public.blood_bag_acts USING btree (facility_id, at);
CREATE INDEX blood_bag_acts_by_user_idx ON public.blood_bag_acts USING btree (by_user);
CREATE INDEX blood_bag_acts_encounter_id_idx ON public.blood_bag_acts USING btree (facility_id, encounter_id);
ALTER TABLE blood_bag_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE blood_bag_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON blood_bag_acts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.blood_bag_acts FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON blood_bag_acts TO his_app;

CREATE TABLE blood_bags (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  unit_number text NOT NULL,
  product text NOT NULL,
  abo text NOT NULL,
  rh text NOT NULL,
  volume_ml integer NOT NULL,
  collected_on date NOT NULL,
  expires_on date NOT NULL,
  supplier text NOT NULL,
  received_at timestamp with time zone NOT NULL,
  received_by uuid NOT NULL,
  state text NOT NULL,
  issued_at timestamp with time zone,
  returned_at timestamp with time zone,
  returned_intact boolean,
  CONSTRAINT blood_bags_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT blood_bags_unit_number_key UNIQUE (facility_id, unit_number),
  CONSTRAINT blood_bags_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT blood_bags_received_by_fkey FOREIGN KEY (received_by) REFERENCES users(id),
  CONSTRAINT blood_bags_abo_check CHECK ((abo = ANY (ARRAY['O'::text, 'A'::text, 'B'::text, 'AB'::text]))),
  CONSTRAINT blood_bags_days_check CHECK ((collected_on <= expires_on)),
  CONSTRAINT blood_bags_issue_check CHECK (((state = ANY (ARRAY['issued'::text, 'transfused'::text, 'returned'::text])) <= (issued_at IS NOT NULL))),
  CONSTRAINT blood_bags_not_expired_check CHECK (((issued_at IS NULL) OR (((issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date <= expires_on))),
  CONSTRAINT blood_bags_product_check CHECK ((product = ANY (ARRAY['whole-blood'::text, 'red-cells'::text, 'plasma'::text, 'platelets'::text]))),
  CONSTRAINT blood_bags_return_check CHECK (((returned_at IS NULL) = (returned_intact IS NULL))),
  CONSTRAINT blood_bags_rh_check CHECK ((rh = ANY (ARRAY['positive'::text, 'negative'::text]))),
  CONSTRAINT blood_bags_state_check CHECK ((state = ANY (ARRAY['available'::text, 'reserved'::text, 'issued'::text, 'transfused'::text, 'returned'::text, 'discarded'::text]))),
  CONSTRAINT blood_bags_unit_number_check CHECK (((length(unit_number) >= 1) AND (length(unit_number) <= 40))),
  CONSTRAINT blood_bags_volume_ml_check CHECK ((volume_ml > 0))
);
CREATE INDEX blood_bags_received_by_idx ON public.blood_bags USING btree (received_by);
CREATE INDEX blood_bags_state_idx ON public.blood_bags USING btree (facility_id, state, expires_on);
ALTER TABLE blood_bags ENABLE ROW LEVEL SECURITY;
ALTER TABLE blood_bags FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON blood_bags AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.blood_bags FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.blood_bags FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON blood_bags TO his_app;

CREATE TABLE blood_groups (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  sample_number text NOT NULL,
  abo text NOT NULL,
  rh text NOT NULL,
  determined_at timestamp with time zone NOT NULL,
  determined_by uuid NOT NULL,
  retracted_at timestamp with time zone,
  retracted_by uuid,
  retract_reason text,
  CONSTRAINT blood_groups_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT blood_groups_determined_by_fkey FOREIGN KEY (determined_by) REFERENCES users(id),
  CONSTRAINT blood_groups_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT blood_groups_retracted_by_fkey FOREIGN KEY (retracted_by) REFERENCES users(id),
  CONSTRAINT blood_groups_abo_check CHECK ((abo = ANY (ARRAY['O'::text, 'A'::text, 'B'::text, 'AB'::text]))),
  CONSTRAINT blood_groups_retraction_check CHECK ((((retracted_at IS NULL) = (retracted_by IS NULL)) AND ((retracted_at IS NULL) = (retract_reason IS NULL)))),
  CONSTRAINT blood_groups_rh_check CHECK ((rh = ANY (ARRAY['positive'::text, 'negative'::text]))),
  CONSTRAINT blood_groups_sample_number_check CHECK (((length(sample_number) >= 1) AND (length(sample_number) <= 40)))
);
CREATE INDEX blood_groups_determined_by_idx ON public.blood_groups USING btree (determined_by);
CREATE INDEX blood_groups_encounter_id_idx ON public.blood_groups USING btree (facility_id, encounter_id);
CREATE INDEX blood_groups_retracted_by_idx ON public.blood_groups USING btree (retracted_by);
CREATE UNIQUE INDEX blood_groups_sample_key ON public.blood_groups USING btree (facility_id, sample_number) WHERE (retracted_at IS NULL);
ALTER TABLE blood_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE blood_groups FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON blood_groups AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.blood_groups FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.blood_groups FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON blood_groups TO his_app;

CREATE TABLE blood_reservations (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  bag_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  abo text NOT NULL,
  rh text NOT NULL,
  reason text,
  reserved_at timestamp with time zone NOT NULL,
  reserved_by uuid NOT NULL,
  cross_match text,
  cross_match_method text,
  cross_matched_at timestamp with time zone,
  cross_matched_by uuid,
  ended_at timestamp with time zone,
  CONSTRAINT blood_reservations_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT blood_reservations_bag_id_fkey FOREIGN KEY (facility_id, bag_id) REFERENCES blood_bags(facility_id, id),
  CONSTRAINT blood_reservations_cross_matched_by_fkey FOREIGN KEY (cross_matched_by) REFERENCES users(id),
  CONSTRAINT blood_reservations_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT blood_reservations_reserved_by_fkey FOREIGN KEY (reserved_by) REFERENCES users(id),
  CONSTRAINT blood_reservations_abo_check CHECK ((abo = ANY (ARRAY['O'::text, 'A'::text, 'B'::text, 'AB'::text]))),
  CONSTRAINT blood_reservations_cross_match_check CHECK ((cross_match = ANY (ARRAY['compatible'::text, 'incompatible'::text]))),
  CONSTRAINT blood_reservations_cross_match_whole_check CHECK ((((cross_match IS NULL) = (cross_matched_at IS NULL)) AND ((cross_match IS NULL) = (cross_matched_by IS NULL)) AND ((cross_match IS NULL) = (cross_match_method IS NULL)))),
  CONSTRAINT blood_reservations_rh_check CHECK ((rh = ANY (ARRAY['positive'::text, 'negative'::text])))
);
CREATE INDEX blood_reservations_bag_id_idx ON public.blood_reservations USING btree (facility_id, bag_id);
CREATE UNIQUE INDEX blood_reservations_bag_key ON public.blood_reservations USING btree (facility_id, bag_id) WHERE (ended_at IS NULL);
CREATE INDEX blood_reservations_cross_matched_by_idx ON public.blood_reservations USING btree (cross_matched_by);
CREATE INDEX blood_reservations_encounter_id_idx ON public.blood_reservations USING btree (facility_id, encounter_id);
CREATE INDEX blood_reservations_reserved_by_idx ON public.blood_reservations USING btree (reserved_by);
ALTER TABLE blood_reservations ENABLE ROW LEVEL SECURITY;
ALTER TABLE blood_reservations FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON blood_reservations AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.blood_reservations FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.blood_reservations FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON blood_reservations TO his_app;

CREATE TABLE break_glass_grants (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL,
  user_id uuid NOT NULL,
  reason_code text NOT NULL,
  reason text NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  reviewed_at timestamp with time zone,
  reviewed_by uuid,
  verdict text,
  review_note text,
  CONSTRAINT break_glass_grants_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT break_glass_grants_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT break_glass_grants_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT break_glass_grants_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES users(id),
  CONSTRAINT break_glass_grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT break_glass_grants_reason_check CHECK (((length(btrim(reason)) >= 10) AND (length(btrim(reason)) <= 500))),
  CONSTRAINT break_glass_grants_reason_code_check CHECK ((reason_code = ANY (ARRAY['emergency'::text, 'unconscious'::text, 'second-opinion'::text, 'other'::text]))),
  CONSTRAINT break_glass_grants_review_check CHECK (((reviewed_at IS NULL) = (verdict IS NULL))),
  CONSTRAINT break_glass_grants_reviewer_check CHECK (((reviewed_by IS NULL) OR (reviewed_by <> user_id))),
  CONSTRAINT break_glass_grants_verdict_check CHECK ((verdict = ANY (ARRAY['justified'::text, 'not-justified'::text])))
);
CREATE INDEX break_glass_grants_open_idx ON public.break_glass_grants USING btree (facility_id, granted_at) WHERE (reviewed_at IS NULL);
CREATE INDEX break_glass_grants_patient_id_idx ON public.break_glass_grants USING btree (patient_id);
CREATE INDEX break_glass_grants_patient_idx ON public.break_glass_grants USING btree (facility_id, patient_id, user_id, expires_at);
CREATE INDEX break_glass_grants_reviewed_by_idx ON public.break_glass_grants USING btree (reviewed_by);
CREATE INDEX break_glass_grants_user_id_idx ON public.break_glass_grants USING btree (user_id);
ALTER TABLE break_glass_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE break_glass_grants FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON break_glass_grants AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.break_glass_grants FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.break_glass_grants FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON break_glass_grants TO his_app;

CREATE TABLE cabinet_issues (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  ordered_by uuid NOT NULL,
  lines jsonb NOT NULL,
  accepted_warnings jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT cabinet_issues_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT cabinet_issues_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT cabinet_issues_id_fkey FOREIGN KEY (facility_id, id) REFERENCES stock_documents(facility_id, id),
  CONSTRAINT cabinet_issues_ordered_by_fkey FOREIGN KEY (ordered_by) REFERENCES users(id)
);
CREATE INDEX cabinet_issues_encounter_id_idx ON public.cabinet_issues USING btree (facility_id, encounter_id);
CREATE INDEX cabinet_issues_ordered_by_idx ON public.cabinet_issues USING btree (ordered_by);
ALTER TABLE cabinet_issues ENABLE ROW LEVEL SECURITY;
ALTER TABLE cabinet_issues FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON cabinet_issues AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.cabinet_issues FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON cabinet_issues TO his_app;

CREATE TABLE cabinet_lists (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  depot_id uuid NOT NULL,
  state text NOT NULL,
  lines jsonb NOT NULL,
  reason text NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  decided_by uuid,
  decided_at timestamp with time zone,
  refuse_reason text,
  CONSTRAINT cabinet_lists_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT cabinet_lists_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT cabinet_lists_depot_id_fkey FOREIGN KEY (facility_id, depot_id) REFERENCES depots(facility_id, id),
  CONSTRAINT cabinet_lists_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES users(id),
  CONSTRAINT cabinet_lists_decision_check CHECK ((((state = 'submitted'::text) = (decided_at IS NULL)) AND ((state = 'submitted'::text) = (decided_by IS NULL)) AND ((state = 'refused'::text) = (refuse_reason IS NOT NULL)))),
  CONSTRAINT cabinet_lists_four_eyes_check CHECK (((decided_by <> requested_by) OR (state <> 'approved'::text))),
  CONSTRAINT cabinet_lists_state_check CHECK ((state = ANY (ARRAY['submitted'::text, 'approved'::text, 'refused'::text])))
);
CREATE INDEX cabinet_lists_decided_by_idx ON public.cabinet_lists USING btree (decided_by);
CREATE INDEX cabinet_lists_depot_id_idx ON public.cabinet_lists USING btree (facility_id, depot_id, decided_at);
CREATE INDEX cabinet_lists_requested_by_idx ON public.cabinet_lists USING btree (requested_by);
CREATE UNIQUE INDEX cabinet_lists_submitted_key ON public.cabinet_lists USING btree (facility_id, depot_id) WHERE (state = 'submitted'::text);
ALTER TABLE cabinet_lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE cabinet_lists FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON cabinet_lists AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.cabinet_lists FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.cabinet_lists FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON cabinet_lists TO his_app;

CREATE TABLE cash_days (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  day date NOT NULL,
  closed_at timestamp with time zone,
  closed_by uuid,
  CONSTRAINT cash_days_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT cash_days_day_key UNIQUE (facility_id, day),
  CONSTRAINT cash_days_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES users(id),
  CONSTRAINT cash_days_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT cash_days_closure_check CHECK (((closed_at IS NULL) = (closed_by IS NULL)))
);
CREATE INDEX cash_days_closed_by_idx ON public.cash_days USING btree (closed_by);
ALTER TABLE cash_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE cash_days FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON cash_days AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.cash_days FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.cash_days FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON cash_days TO his_app;

CREATE TABLE cashier_shifts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  cashier_id uuid NOT NULL,
  day date NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  expected_cash numeric(14,0),
  counted_cash numeric(14,0),
  difference_reason text,
  CONSTRAINT cashier_shifts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT cashier_shifts_cashier_id_fkey FOREIGN KEY (cashier_id) REFERENCES users(id),
  CONSTRAINT cashier_shifts_day_fkey FOREIGN KEY (facility_id, day) REFERENCES cash_days(facility_id, day),
  CONSTRAINT cashier_shifts_closure_check CHECK ((((closed_at IS NULL) = (counted_cash IS NULL)) AND ((closed_at IS NULL) = (expected_cash IS NULL)))),
  CONSTRAINT cashier_shifts_counted_cash_check CHECK ((counted_cash >= (0)::numeric)),
  CONSTRAINT cashier_shifts_difference_check CHECK (((counted_cash = expected_cash) OR (closed_at IS NULL) OR (difference_reason IS NOT NULL)))
);
CREATE INDEX cashier_shifts_cashier_id_idx ON public.cashier_shifts USING btree (cashier_id);
CREATE INDEX cashier_shifts_day_idx ON public.cashier_shifts USING btree (facility_id, day, opened_at);
CREATE UNIQUE INDEX cashier_shifts_open_key ON public.cashier_shifts USING btree (facility_id, cashier_id) WHERE (closed_at IS NULL);
ALTER TABLE cashier_shifts ENABLE ROW LEVEL SECURITY;
ALTER TABLE cashier_shifts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON cashier_shifts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.cashier_shifts FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.cashier_shifts FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON cashier_shifts TO his_app;

CREATE TABLE change_log (
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  changed_at timestamp with time zone NOT NULL DEFAULT transaction_timestamp(),
  transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
  facility_id uuid NOT NULL,
  table_name text NOT NULL,
  row_id text NOT NULL,
  operation text NOT NULL,
  row_version integer,
  before jsonb,
  after jsonb,
  actor_id uuid NOT NULL,
  action text NOT NULL,
  device text,
  CONSTRAINT change_log_pkey PRIMARY KEY (seq, changed_at),
  CONSTRAINT change_log_operation_check CHECK ((operation = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text])))
) PARTITION BY RANGE (changed_at);
CREATE INDEX change_log_facility_idx ON ONLY public.change_log USING btree (facility_id, seq);
CREATE INDEX change_log_row_idx ON ONLY public.change_log USING btree (table_name, row_id, seq);
CREATE TABLE change_log_default PARTITION OF change_log DEFAULT;
ALTER TABLE change_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE change_log FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON change_log AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT SELECT ON change_log TO his_app;

CREATE TABLE charge_adjustments (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  charge_line_id uuid NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  reason text NOT NULL,
  adjusted_at timestamp with time zone NOT NULL,
  adjusted_by uuid NOT NULL,
  CONSTRAINT charge_adjustments_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT charge_adjustments_adjusted_by_fkey FOREIGN KEY (adjusted_by) REFERENCES users(id),
  CONSTRAINT charge_adjustments_charge_line_id_fkey FOREIGN KEY (facility_id, charge_line_id) REFERENCES charge_lines(facility_id, id),
  CONSTRAINT charge_adjustments_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id)
);
CREATE INDEX charge_adjustments_adjusted_by_idx ON public.charge_adjustments USING btree (adjusted_by);
CREATE INDEX charge_adjustments_charge_line_id_idx ON public.charge_adjustments USING btree (facility_id, charge_line_id);
CREATE INDEX charge_adjustments_encounter_id_idx ON public.charge_adjustments USING btree (facility_id, encounter_id, adjusted_at);
ALTER TABLE charge_adjustments ENABLE ROW LEVEL SECURITY;
ALTER TABLE charge_adjustments FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON charge_adjustments AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.charge_adjustments FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON charge_adjustments TO his_app;

CREATE TABLE charge_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  sequence integer NOT NULL,
  kind text NOT NULL,
  source_id uuid NOT NULL,
  cost_group text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  unit text NOT NULL,
  quantity numeric(10,3) NOT NULL,
  hospital_price numeric(15,3) NOT NULL,
  insurance_price numeric(15,3) NOT NULL,
  service_ratio numeric(5,2) NOT NULL,
  insurance_ratio numeric(5,2) NOT NULL,
  scope text NOT NULL,
  department_code text NOT NULL,
  ordered_by uuid NOT NULL,
  performed_by uuid,
  ordered_at timestamp with time zone NOT NULL,
  performed_at timestamp with time zone,
  result_at timestamp with time zone,
  drug jsonb,
  cancelled_at timestamp with time zone,
  listed_in_scope boolean NOT NULL,
  listed_ratio numeric(5,2) NOT NULL,
  machine_code text,
  supply jsonb,
  CONSTRAINT charge_lines_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT charge_lines_encounter_id_sequence_key UNIQUE (facility_id, encounter_id, sequence),
  CONSTRAINT charge_lines_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT charge_lines_ordered_by_fkey FOREIGN KEY (ordered_by) REFERENCES users(id),
  CONSTRAINT charge_lines_performed_by_fkey FOREIGN KEY (performed_by) REFERENCES users(id),
  CONSTRAINT charge_lines_drug_check CHECK (((kind = 'drug'::text) = (drug IS NOT NULL))),
  CONSTRAINT charge_lines_hospital_price_check CHECK ((hospital_price >= (0)::numeric)),
  CONSTRAINT charge_lines_insurance_price_check CHECK ((insurance_price >= (0)::numeric)),
  CONSTRAINT charge_lines_kind_check CHECK ((kind = ANY (ARRAY['examination'::text, 'service'::text, 'drug'::text, 'supply'::text, 'bed'::text, 'transport'::text]))),
  CONSTRAINT charge_lines_listed_ratio_check CHECK (((listed_ratio >= (0)::numeric) AND (listed_ratio <= (100)::numeric))),
  CONSTRAINT charge_lines_quantity_check CHECK ((quantity > (0)::numeric)),
  CONSTRAINT charge_lines_scope_check CHECK ((scope = ANY (ARRAY['1'::text, '2'::text, '3'::text]))),
  CONSTRAINT charge_lines_supply_check CHECK (((supply IS NULL) OR (kind = 'supply'::text)))
);
CREATE INDEX charge_lines_ordered_by_idx ON public.charge_lines USING btree (ordered_by);
CREATE INDEX charge_lines_performed_by_idx ON public.charge_lines USING btree (performed_by);
CREATE UNIQUE INDEX charge_lines_source_key ON public.charge_lines USING btree (facility_id, kind, source_id) WHERE (cancelled_at IS NULL);
ALTER TABLE charge_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE charge_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON charge_lines AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.charge_lines FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.charge_lines FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON charge_lines TO his_app;

CREATE TABLE check_ins (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  source text NOT NULL,
  state text NOT NULL,
  content bytea NOT NULL,
  sha256 text NOT NULL,
  transaction_code text,
  answer jsonb,
  issues jsonb NOT NULL DEFAULT '[]'::jsonb,
  created_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone,
  signed bytea,
  attempts integer NOT NULL DEFAULT 0,
  last_class text,
  CONSTRAINT check_ins_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT check_ins_encounter_id_sha256_key UNIQUE (facility_id, encounter_id, sha256),
  CONSTRAINT check_ins_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT check_ins_sent_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  CONSTRAINT check_ins_source_check CHECK ((source = ANY (ARRAY['portal'::text, 'simulator'::text]))),
  CONSTRAINT check_ins_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'refused'::text, 'waiting-for-signature'::text, 'incomplete'::text])))
);
CREATE INDEX check_ins_created_at_idx ON public.check_ins USING btree (facility_id, created_at);
ALTER TABLE check_ins ENABLE ROW LEVEL SECURITY;
ALTER TABLE check_ins FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON check_ins AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.check_ins FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.check_ins FOR EACH ROW EXECUTE FUNCTION log_change('content', 'answer', 'signed');
GRANT INSERT, SELECT, UPDATE ON check_ins TO his_app;

CREATE TABLE claim_audit_acts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  finding_id uuid NOT NULL,
  number integer NOT NULL,
  kind text NOT NULL,
  import_id uuid,
  note text,
  state_before text,
  restored_before numeric(15,2),
  state_after text NOT NULL,
  refused_after numeric(15,2) NOT NULL,
  restored_after numeric(15,2) NOT NULL,
  acted_by uuid NOT NULL,
  acted_at timestamp with time zone NOT NULL,
  CONSTRAINT claim_audit_acts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_audit_acts_number_key UNIQUE (facility_id, finding_id, number),
  CONSTRAINT claim_audit_acts_acted_by_fkey FOREIGN KEY (acted_by) REFERENCES users(id),
  CONSTRAINT claim_audit_acts_finding_id_fkey FOREIGN KEY (facility_id, finding_id) REFERENCES claim_audit_findings(facility_id, id),
  CONSTRAINT claim_audit_acts_import_id_fkey FOREIGN KEY (facility_id, import_id) REFERENCES claim_audit_imports(facility_id, id),
  CONSTRAINT claim_audit_acts_before_check CHECK ((((kind = 'told'::text) = (state_before IS NULL)) AND ((state_before IS NULL) = (restored_before IS NULL)))),
  CONSTRAINT claim_audit_acts_file_check CHECK (((kind = ANY (ARRAY['told'::text, 'retold'::text])) = (import_id IS NOT NULL))),
  CONSTRAINT claim_audit_acts_kind_check CHECK ((kind = ANY (ARRAY['told'::text, 'retold'::text, 'accept'::text, 'contest'::text, 'cure'::text, 'restore'::text, 'undo'::text])))
);
CREATE INDEX claim_audit_acts_acted_by_idx ON public.claim_audit_acts USING btree (acted_by);
CREATE INDEX claim_audit_acts_import_id_idx ON public.claim_audit_acts USING btree (facility_id, import_id) WHERE (import_id IS NOT NULL);
ALTER TABLE claim_audit_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_audit_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_audit_acts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT ON claim_audit_acts TO his_app;

CREATE TABLE claim_audit_findings (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  claim_key text NOT NULL,
  table_code text,
  line_number text NOT NULL,
  item_code text NOT NULL,
  item_name text NOT NULL,
  field text NOT NULL,
  department_code text NOT NULL,
  doctor_licence text NOT NULL,
  reason_code text NOT NULL,
  reason_text text NOT NULL,
  stage text,
  audited_on date NOT NULL,
  minutes_number text NOT NULL,
  proposed_amount numeric(15,2),
  refused_amount numeric(15,2) NOT NULL,
  told_amount numeric(15,2) NOT NULL,
  restored_amount numeric(15,2) NOT NULL DEFAULT 0,
  state text NOT NULL,
  CONSTRAINT claim_audit_findings_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_audit_findings_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT claim_audit_findings_submission_id_fkey FOREIGN KEY (facility_id, submission_id) REFERENCES claim_submissions(facility_id, id),
  CONSTRAINT claim_audit_findings_refused_amount_check CHECK ((refused_amount >= (0)::numeric)),
  CONSTRAINT claim_audit_findings_restored_amount_check CHECK (((restored_amount >= (0)::numeric) AND (restored_amount <= refused_amount))),
  CONSTRAINT claim_audit_findings_stage_check CHECK ((stage = ANY (ARRAY['automatic'::text, 'topic'::text, 'expert'::text]))),
  CONSTRAINT claim_audit_findings_state_check CHECK ((state = ANY (ARRAY['open'::text, 'contested'::text, 'accepted'::text, 'cured'::text, 'restored'::text]))),
  CONSTRAINT claim_audit_findings_told_amount_check CHECK ((told_amount >= (0)::numeric))
);
CREATE INDEX claim_audit_findings_audited_on_idx ON public.claim_audit_findings USING btree (facility_id, audited_on, id);
CREATE INDEX claim_audit_findings_encounter_id_idx ON public.claim_audit_findings USING btree (facility_id, encounter_id);
CREATE INDEX claim_audit_findings_submission_id_idx ON public.claim_audit_findings USING btree (facility_id, submission_id);
ALTER TABLE claim_audit_findings ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_audit_findings FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_audit_findings AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.claim_audit_findings FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.claim_audit_findings FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON claim_audit_findings TO his_app;

CREATE TABLE claim_audit_imports (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  file_name text NOT NULL,
  file_sha256 text NOT NULL,
  lines integer NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  imported_by uuid NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  CONSTRAINT claim_audit_imports_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_audit_imports_file_sha256_key UNIQUE (facility_id, file_sha256),
  CONSTRAINT claim_audit_imports_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT claim_audit_imports_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES users(id)
);
CREATE INDEX claim_audit_imports_imported_by_idx ON public.claim_audit_imports USING btree (imported_by);
ALTER TABLE claim_audit_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_audit_imports FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_audit_imports AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.claim_audit_imports FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON claim_audit_imports TO his_app;

CREATE TABLE claim_check_runs (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  from_day date NOT NULL,
  until_day date NOT NULL,
  state text NOT NULL,
  total integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL,
  created_by uuid NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT claim_check_runs_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_check_runs_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  CONSTRAINT claim_check_runs_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT claim_check_runs_days_check CHECK ((until_day >= from_day)),
  CONSTRAINT claim_check_runs_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'ready'::text, 'failed'::text])))
);
CREATE INDEX claim_check_runs_created_by_idx ON public.claim_check_runs USING btree (created_by);
ALTER TABLE claim_check_runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_check_runs FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_check_runs AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.claim_check_runs FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.claim_check_runs FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON claim_check_runs TO his_app;

CREATE TABLE claim_checks (
  facility_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  closed_at timestamp with time zone NOT NULL,
  checked_at timestamp with time zone NOT NULL,
  insured boolean NOT NULL,
  fund_amount numeric(18,2) NOT NULL,
  findings jsonb NOT NULL,
  CONSTRAINT claim_checks_pkey PRIMARY KEY (facility_id, encounter_id),
  CONSTRAINT claim_checks_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id)
);
CREATE INDEX claim_checks_closed_at_idx ON public.claim_checks USING btree (facility_id, closed_at);
ALTER TABLE claim_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_checks FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_checks AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT, UPDATE ON claim_checks TO his_app;

CREATE TABLE claim_exports (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  from_day date NOT NULL,
  state text NOT NULL,
  total integer NOT NULL DEFAULT 0,
  included integer NOT NULL DEFAULT 0,
  fund_amount numeric(18,2) NOT NULL DEFAULT 0,
  sha256 text,
  created_at timestamp with time zone NOT NULL,
  created_by uuid NOT NULL,
  finished_at timestamp with time zone,
  until_day date NOT NULL,
  done integer NOT NULL DEFAULT 0,
  resumed_from integer NOT NULL DEFAULT 0,
  started_at timestamp with time zone,
  signing_key_id uuid,
  CONSTRAINT claim_exports_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_exports_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  CONSTRAINT claim_exports_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT claim_exports_signing_key_id_fkey FOREIGN KEY (facility_id, signing_key_id) REFERENCES signing_keys(facility_id, id),
  CONSTRAINT claim_exports_days_check CHECK ((until_day >= from_day)),
  CONSTRAINT claim_exports_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'ready'::text, 'failed'::text])))
);
CREATE INDEX claim_exports_created_by_idx ON public.claim_exports USING btree (created_by);
CREATE INDEX claim_exports_day_idx ON public.claim_exports USING btree (facility_id, from_day, created_at);
CREATE INDEX claim_exports_signing_key_id_idx ON public.claim_exports USING btree (facility_id, signing_key_id);
ALTER TABLE claim_exports ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_exports FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_exports AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.claim_exports FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.claim_exports FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON claim_exports TO his_app;

CREATE TABLE claim_files (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  export_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  name text NOT NULL,
  content bytea NOT NULL,
  sha256 text NOT NULL,
  fund_amount numeric(18,2) NOT NULL DEFAULT 0,
  CONSTRAINT claim_files_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_files_export_id_encounter_id_key UNIQUE (facility_id, export_id, encounter_id),
  CONSTRAINT claim_files_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT claim_files_export_id_fkey FOREIGN KEY (facility_id, export_id) REFERENCES claim_exports(facility_id, id)
);
CREATE INDEX claim_files_encounter_id_idx ON public.claim_files USING btree (facility_id, encounter_id);
CREATE INDEX claim_files_name_idx ON public.claim_files USING btree (facility_id, export_id, name);
ALTER TABLE claim_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_files FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_files AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.claim_files FOR EACH ROW EXECUTE FUNCTION log_change('content');
GRANT INSERT, SELECT ON claim_files TO his_app;

CREATE TABLE claim_reason_rules (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  reason_code text NOT NULL,
  rules text[] NOT NULL,
  decided_by uuid NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  CONSTRAINT claim_reason_rules_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_reason_rules_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT claim_reason_rules_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id)
);
CREATE INDEX claim_reason_rules_decided_by_idx ON public.claim_reason_rules USING btree (decided_by);
CREATE INDEX claim_reason_rules_reason_code_idx ON public.claim_reason_rules USING btree (facility_id, reason_code, decided_at);
ALTER TABLE claim_reason_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_reason_rules FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_reason_rules AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.claim_reason_rules FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON claim_reason_rules TO his_app;

CREATE TABLE claim_rule_settings (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  rule text NOT NULL,
  severity text,
  reason text NOT NULL,
  decided_by uuid NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  CONSTRAINT claim_rule_settings_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_rule_settings_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT claim_rule_settings_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT claim_rule_settings_severity_check CHECK ((severity = ANY (ARRAY['block'::text, 'error'::text, 'warning'::text, 'info'::text, 'off'::text])))
);
CREATE INDEX claim_rule_settings_decided_by_idx ON public.claim_rule_settings USING btree (decided_by);
CREATE INDEX claim_rule_settings_rule_idx ON public.claim_rule_settings USING btree (facility_id, rule, decided_at);
ALTER TABLE claim_rule_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_rule_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_rule_settings AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.claim_rule_settings FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON claim_rule_settings TO his_app;

CREATE TABLE claim_sending_pauses (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  reason text NOT NULL,
  paused_at timestamp with time zone NOT NULL,
  paused_by uuid NOT NULL,
  resumed_at timestamp with time zone,
  resumed_by uuid,
  CONSTRAINT claim_sending_pauses_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_sending_pauses_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT claim_sending_pauses_paused_by_fkey FOREIGN KEY (paused_by) REFERENCES users(id),
  CONSTRAINT claim_sending_pauses_resumed_by_fkey FOREIGN KEY (resumed_by) REFERENCES users(id),
  CONSTRAINT claim_sending_pauses_resumed_check CHECK (((resumed_at IS NULL) = (resumed_by IS NULL)))
);
CREATE UNIQUE INDEX claim_sending_pauses_current_key ON public.claim_sending_pauses USING btree (facility_id) WHERE (resumed_at IS NULL);
CREATE INDEX claim_sending_pauses_paused_by_idx ON public.claim_sending_pauses USING btree (paused_by);
CREATE INDEX claim_sending_pauses_resumed_by_idx ON public.claim_sending_pauses USING btree (resumed_by) WHERE (resumed_by IS NOT NULL);
ALTER TABLE claim_sending_pauses ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_sending_pauses FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_sending_pauses AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.claim_sending_pauses FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.claim_sending_pauses FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON claim_sending_pauses TO his_app;

CREATE TABLE claim_submission_attempts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  class text NOT NULL,
  source text NOT NULL,
  result_code text,
  message text,
  CONSTRAINT claim_submission_attempts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_submission_attempts_submission_id_fkey FOREIGN KEY (facility_id, submission_id) REFERENCES claim_submissions(facility_id, id)
);
CREATE INDEX claim_submission_attempts_submission_id_idx ON public.claim_submission_attempts USING btree (facility_id, submission_id, at);
ALTER TABLE claim_submission_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_submission_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_submission_attempts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT ON claim_submission_attempts TO his_app;

CREATE TABLE claim_submissions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  number smallint NOT NULL,
  kind text NOT NULL,
  reason text,
  claim_key text NOT NULL,
  table_version text NOT NULL,
  tables jsonb NOT NULL,
  content bytea NOT NULL,
  sha256 text NOT NULL,
  hospital_amount numeric(15,2) NOT NULL,
  fund_amount numeric(15,2) NOT NULL,
  state text NOT NULL,
  signed bytea,
  signer text,
  source text,
  result_code text,
  transaction_code text,
  received_at text,
  message text,
  attempts integer NOT NULL DEFAULT 0,
  last_class text,
  approved_at timestamp with time zone NOT NULL,
  approved_by uuid NOT NULL,
  last_sent_at timestamp with time zone,
  next_try_at timestamp with time zone,
  answered_at timestamp with time zone,
  settlement_month text GENERATED ALWAYS AS ((((tables #>> '{XML1,0,NAM_QT}'::text[]) || '-'::text) || lpad((tables #>> '{XML1,0,THANG_QT}'::text[]), 2, '0'::text))) STORED,
  payment_month text GENERATED ALWAYS AS (NULLIF((("left"((tables #>> '{XML1,0,NGAY_TTOAN}'::text[]), 4) || '-'::text) || substr((tables #>> '{XML1,0,NGAY_TTOAN}'::text[]), 5, 2)), '-'::text)) STORED,
  insured_amount numeric(15,2) GENERATED ALWAYS AS ((NULLIF((tables #>> '{XML1,0,T_TONGCHI_BH}'::text[]), ''::text))::numeric) STORED,
  findings jsonb,
  CONSTRAINT claim_submissions_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT claim_submissions_number_key UNIQUE (facility_id, encounter_id, number),
  CONSTRAINT claim_submissions_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES users(id),
  CONSTRAINT claim_submissions_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT claim_submissions_accepted_check CHECK (((state <> ALL (ARRAY['accepted'::text, 'replaced'::text])) OR ((signed IS NOT NULL) AND (source IS NOT NULL) AND (answered_at IS NOT NULL)))),
  CONSTRAINT claim_submissions_kind_check CHECK ((kind = ANY (ARRAY['claim'::text, 'withdrawal'::text]))),
  CONSTRAINT claim_submissions_number_check CHECK ((number > 0)),
  CONSTRAINT claim_submissions_reason_check CHECK (((kind = 'withdrawal'::text) = (reason IS NOT NULL))),
  CONSTRAINT claim_submissions_signed_check CHECK (((signed IS NULL) = (signer IS NULL))),
  CONSTRAINT claim_submissions_source_check CHECK ((source = ANY (ARRAY['portal'::text, 'simulator'::text]))),
  CONSTRAINT claim_submissions_state_check CHECK ((state = ANY (ARRAY['approved'::text, 'signed'::text, 'sending'::text, 'accepted'::text, 'rejected'::text, 'replaced'::text, 'withdrawn'::text])))
);
CREATE INDEX claim_submissions_approved_by_idx ON public.claim_submissions USING btree (approved_by);
CREATE INDEX claim_submissions_claim_key_idx ON public.claim_submissions USING btree (facility_id, claim_key);
CREATE UNIQUE INDEX claim_submissions_open_key ON public.claim_submissions USING btree (facility_id, encounter_id) WHERE (state = ANY (ARRAY['approved'::text, 'signed'::text, 'sending'::text]));
CREATE INDEX claim_submissions_payment_month_idx ON public.claim_submissions USING btree (facility_id, payment_month, state);
CREATE INDEX claim_submissions_settlement_month_idx ON public.claim_submissions USING btree (facility_id, settlement_month, state);
CREATE INDEX claim_submissions_state_idx ON public.claim_submissions USING btree (facility_id, state, approved_at);
ALTER TABLE claim_submissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_submissions FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON claim_submissions AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.claim_submissions FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.claim_submissions FOR EACH ROW EXECUTE FUNCTION log_change('tables', 'content', 'signed', 'findings');
GRANT INSERT, SELECT, UPDATE ON claim_submissions TO his_app;

CREATE TABLE code_entries (
  code_table text NOT NULL,
  code text NOT NULL,
  name_vi text,
  name_en text,
  attributes jsonb NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT code_entries_pkey PRIMARY KEY (code_table, code, valid_from),
  CONSTRAINT code_entries_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT code_entries_name_check CHECK (((name_vi IS NOT NULL) OR (name_en IS NOT NULL))),
  CONSTRAINT code_entries_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON code_entries TO his_app;

CREATE TABLE communes (
  code text NOT NULL,
  name text NOT NULL,
  unit_type text NOT NULL,
  province_code text NOT NULL,
  district_code text,
  district_name text,
  new_code text,
  new_name text,
  merge text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  name_folded text GENERATED ALWAYS AS (fold_words(name)) STORED,
  tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(name), ' '::text)) STORED,
  CONSTRAINT communes_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT communes_code_check CHECK ((code ~ '^[0-9]{5}$'::text)),
  CONSTRAINT communes_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT communes_valid_to_check CHECK ((valid_to >= valid_from))
);
CREATE INDEX communes_new_code_idx ON public.communes USING btree (new_code) WHERE (new_code IS NOT NULL);
GRANT SELECT ON communes TO his_app;

CREATE TABLE consultations (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  question text,
  asked_at timestamp with time zone,
  asked_by uuid,
  findings text,
  conclusion text,
  concluded_at timestamp with time zone,
  concluded_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdraw_reason text,
  CONSTRAINT consultations_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT consultations_ticket_id_key UNIQUE (facility_id, ticket_id),
  CONSTRAINT consultations_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES users(id),
  CONSTRAINT consultations_concluded_by_fkey FOREIGN KEY (concluded_by) REFERENCES users(id),
  CONSTRAINT consultations_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT consultations_ticket_id_fkey FOREIGN KEY (facility_id, ticket_id) REFERENCES queue_tickets(facility_id, id),
  CONSTRAINT consultations_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES users(id),
  CONSTRAINT consultations_asked_check CHECK ((((asked_at IS NULL) = (question IS NULL)) AND ((asked_at IS NULL) = (asked_by IS NULL)))),
  CONSTRAINT consultations_concluded_check CHECK ((((concluded_at IS NULL) = (conclusion IS NULL)) AND ((concluded_at IS NULL) = (concluded_by IS NULL)))),
  CONSTRAINT consultations_end_check CHECK (((concluded_at IS NULL) OR (withdrawn_at IS NULL))),
  CONSTRAINT consultations_withdrawn_check CHECK ((((withdrawn_at IS NULL) = (withdraw_reason IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))))
);
CREATE INDEX consultations_asked_by_idx ON public.consultations USING btree (asked_by);
CREATE INDEX consultations_concluded_by_idx ON public.consultations USING btree (concluded_by);
CREATE INDEX consultations_encounter_id_idx ON public.consultations USING btree (facility_id, encounter_id);
CREATE INDEX consultations_withdrawn_by_idx ON public.consultations USING btree (withdrawn_by);
ALTER TABLE consultations ENABLE ROW LEVEL SECURITY;
ALTER TABLE consultations FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON consultations AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.consultations FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.consultations FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON consultations TO his_app;

CREATE TABLE controlled_substances (
  inn text NOT NULL,
  class text NOT NULL,
  annex text NOT NULL,
  number integer NOT NULL,
  combination_limit text,
  prescription_type text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT controlled_substances_pkey PRIMARY KEY (inn, class, valid_from),
  CONSTRAINT controlled_substances_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT controlled_substances_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON controlled_substances TO his_app;

CREATE TABLE counters (
  facility_id uuid NOT NULL,
  series text NOT NULL,
  last integer NOT NULL,
  CONSTRAINT counters_pkey PRIMARY KEY (facility_id, series)
);
ALTER TABLE counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE counters FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON counters AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT, UPDATE ON counters TO his_app;

CREATE TABLE critical_notices (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  result_id uuid NOT NULL,
  kind text NOT NULL,
  at timestamp with time zone NOT NULL,
  by_user uuid NOT NULL,
  told_to text,
  read_back boolean,
  action text,
  CONSTRAINT critical_notices_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT critical_notices_by_user_fkey FOREIGN KEY (by_user) REFERENCES users(id),
  CONSTRAINT critical_notices_result_id_fkey FOREIGN KEY (facility_id, result_id) REFERENCES order_results(facility_id, id),
  CONSTRAINT critical_notices_action_check CHECK (((kind = 'acknowledged'::text) = (action IS NOT NULL))),
  CONSTRAINT critical_notices_kind_check CHECK ((kind = ANY (ARRAY['told'::text, 'acknowledged'::text]))),
  CONSTRAINT critical_notices_told_check CHECK ((((kind = 'told'::text) = (told_to IS NOT NULL)) AND ((kind = 'told'::text) = (read_back IS NOT NULL))))
);
CREATE UNIQUE INDEX critical_notices_acknowledged_key ON public.critical_notices USING btree (facility_id, result_id) WHERE (kind = 'acknowledged'::text);
CREATE INDEX critical_notices_by_user_idx ON public.critical_notices USING btree (by_user);
CREATE INDEX critical_notices_result_id_idx ON public.critical_notices USING btree (facility_id, result_id);
ALTER TABLE critical_notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE critical_notices FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON critical_notices AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.critical_notices FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON critical_notices TO his_app;

CREATE TABLE depots (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  code text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT depots_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT depots_facility_id_code_key UNIQUE (facility_id, code),
  CONSTRAINT depots_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT depots_kind_check CHECK ((kind = ANY (ARRAY['main'::text, 'counter'::text, 'cabinet'::text])))
);
ALTER TABLE depots ENABLE ROW LEVEL SECURITY;
ALTER TABLE depots FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON depots AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.depots FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.depots FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON depots TO his_app;

CREATE TABLE desk_tickets (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  display_id uuid NOT NULL,
  series text NOT NULL,
  day date NOT NULL,
  number integer NOT NULL,
  priority text NOT NULL,
  priority_rank smallint NOT NULL,
  state text NOT NULL,
  desk text,
  taken_at timestamp with time zone NOT NULL,
  called_at timestamp with time zone,
  times_called smallint NOT NULL DEFAULT 0,
  CONSTRAINT desk_tickets_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT desk_tickets_day_series_number_key UNIQUE (facility_id, day, series, number),
  CONSTRAINT desk_tickets_display_id_fkey FOREIGN KEY (facility_id, display_id) REFERENCES displays(facility_id, id),
  CONSTRAINT desk_tickets_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT desk_tickets_called_check CHECK (((state = 'called'::text) <= ((desk IS NOT NULL) AND (called_at IS NOT NULL)))),
  CONSTRAINT desk_tickets_series_check CHECK ((series = ANY (ARRAY['A'::text, 'U'::text]))),
  CONSTRAINT desk_tickets_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'called'::text, 'done'::text, 'missed'::text])))
);
CREATE INDEX desk_tickets_display_id_idx ON public.desk_tickets USING btree (facility_id, display_id);
CREATE INDEX desk_tickets_next_idx ON public.desk_tickets USING btree (facility_id, day, state, priority_rank, number);
ALTER TABLE desk_tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE desk_tickets FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON desk_tickets AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.desk_tickets FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.desk_tickets FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON desk_tickets TO his_app;

CREATE TABLE destinations (
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  kind text NOT NULL,
  base_url text,
  system_family text NOT NULL,
  credentials bytea,
  paused_at timestamp with time zone,
  removed_at timestamp with time zone,
  strategy text,
  entry_limit integer,
  atomic boolean,
  pause_reason text,
  throttled_until timestamp with time zone,
  permitted text[] NOT NULL DEFAULT '{}'::text[],
  consent_required boolean NOT NULL DEFAULT false,
  tested_at timestamp with time zone,
  test_issues jsonb,
  CONSTRAINT destinations_pkey PRIMARY KEY (id),
  CONSTRAINT destinations_name_key UNIQUE (name),
  CONSTRAINT destinations_base_url_check CHECK ((base_url ~ '^(http|https)://'::text)),
  CONSTRAINT destinations_base_url_kind_check CHECK (((kind = 'fhir'::text) = (base_url IS NOT NULL))),
  CONSTRAINT destinations_entry_limit_check CHECK ((entry_limit > 0)),
  CONSTRAINT destinations_kind_check CHECK ((kind = ANY (ARRAY['fhir'::text, 'health-book'::text, 'health-check-hub'::text]))),
  CONSTRAINT destinations_pause_check CHECK (((pause_reason IS NULL) OR (paused_at IS NOT NULL))),
  CONSTRAINT destinations_strategy_check CHECK ((strategy = ANY (ARRAY['client-ids'::text, 'conditional'::text]))),
  CONSTRAINT destinations_tested_check CHECK (((tested_at IS NULL) = (test_issues IS NULL)))
);
CREATE TRIGGER bump_version BEFORE UPDATE ON public.destinations FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.destinations FOR EACH ROW EXECUTE FUNCTION log_change('credentials');
GRANT INSERT, SELECT, UPDATE ON destinations TO his_app;

CREATE TABLE diagnoses (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  rank smallint NOT NULL,
  icd_code text NOT NULL,
  icd_version text NOT NULL,
  name text NOT NULL,
  text text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  retracted_at timestamp with time zone,
  retracted_by uuid,
  CONSTRAINT diagnoses_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT diagnoses_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT diagnoses_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT diagnoses_retracted_by_fkey FOREIGN KEY (retracted_by) REFERENCES users(id),
  CONSTRAINT diagnoses_rank_check CHECK (((rank >= 1) AND (rank <= 13))),
  CONSTRAINT diagnoses_retraction_check CHECK (((retracted_at IS NULL) = (retracted_by IS NULL)))
);
CREATE INDEX diagnoses_encounter_id_idx ON public.diagnoses USING btree (facility_id, encounter_id, rank);
CREATE INDEX diagnoses_favourites_idx ON public.diagnoses USING btree (facility_id, recorded_by, recorded_at DESC) WHERE (retracted_at IS NULL);
CREATE INDEX diagnoses_recorded_by_idx ON public.diagnoses USING btree (recorded_by);
CREATE INDEX diagnoses_retracted_by_idx ON public.diagnoses USING btree (retracted_by);
ALTER TABLE diagnoses ENABLE ROW LEVEL SECURITY;
ALTER TABLE diagnoses FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON diagnoses AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.diagnoses FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.diagnoses FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON diagnoses TO his_app;

CREATE TABLE dispensing_order_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  order_id uuid NOT NULL,
  drug_code text NOT NULL,
  quantity numeric(10,3) NOT NULL,
  given numeric(10,3) NOT NULL DEFAULT 0,
  waived numeric(10,3) NOT NULL DEFAULT 0,
  waive_reason text,
  CONSTRAINT dispensing_order_lines_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT dispensing_order_lines_id_fkey FOREIGN KEY (facility_id, id) REFERENCES prescription_lines(facility_id, id),
  CONSTRAINT dispensing_order_lines_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES dispensing_orders(facility_id, id),
  CONSTRAINT dispensing_order_lines_given_check CHECK (((given >= (0)::numeric) AND (waived >= (0)::numeric) AND ((given + waived) <= quantity))),
  CONSTRAINT dispensing_order_lines_quantity_check CHECK ((quantity > (0)::numeric)),
  CONSTRAINT dispensing_order_lines_waived_check CHECK (((waived > (0)::numeric) <= (waive_reason IS NOT NULL)))
);
CREATE INDEX dispensing_order_lines_order_id_idx ON public.dispensing_order_lines USING btree (facility_id, order_id);
ALTER TABLE dispensing_order_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE dispensing_order_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON dispensing_order_lines AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.dispensing_order_lines FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.dispensing_order_lines FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON dispensing_order_lines TO his_app;

CREATE TABLE dispensing_orders (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  state text NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  collect_until date NOT NULL,
  CONSTRAINT dispensing_orders_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT dispensing_orders_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT dispensing_orders_id_fkey FOREIGN KEY (facility_id, id) REFERENCES prescriptions(facility_id, id),
  CONSTRAINT dispensing_orders_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'partial'::text, 'done'::text, 'cancelled'::text])))
);
CREATE INDEX dispensing_orders_encounter_id_idx ON public.dispensing_orders USING btree (facility_id, encounter_id);
CREATE INDEX dispensing_orders_open_idx ON public.dispensing_orders USING btree (facility_id, signed_at) WHERE (state = ANY (ARRAY['waiting'::text, 'partial'::text]));
CREATE INDEX dispensing_orders_signed_at_idx ON public.dispensing_orders USING btree (facility_id, signed_at);
ALTER TABLE dispensing_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE dispensing_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON dispensing_orders AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.dispensing_orders FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.dispensing_orders FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON dispensing_orders TO his_app;

CREATE TABLE dispensings (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  collected_by text NOT NULL,
  collector_number text,
  dispensed_at timestamp with time zone NOT NULL,
  dispensed_by uuid NOT NULL,
  late_reason text,
  accepted_warnings jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT dispensings_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT dispensings_dispensed_by_fkey FOREIGN KEY (dispensed_by) REFERENCES users(id),
  CONSTRAINT dispensings_id_fkey FOREIGN KEY (facility_id, id) REFERENCES stock_documents(facility_id, id),
  CONSTRAINT dispensings_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES dispensing_orders(facility_id, id)
);
CREATE INDEX dispensings_dispensed_at_idx ON public.dispensings USING btree (facility_id, dispensed_at);
CREATE INDEX dispensings_dispensed_by_idx ON public.dispensings USING btree (dispensed_by);
CREATE INDEX dispensings_order_id_idx ON public.dispensings USING btree (facility_id, order_id);
ALTER TABLE dispensings ENABLE ROW LEVEL SECURITY;
ALTER TABLE dispensings FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON dispensings AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.dispensings FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON dispensings TO his_app;

CREATE TABLE displays (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  mode text NOT NULL,
  key_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  created_by uuid NOT NULL,
  renewed_at timestamp with time zone,
  CONSTRAINT displays_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT displays_key_hash_key UNIQUE (facility_id, key_hash),
  CONSTRAINT displays_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  CONSTRAINT displays_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT displays_mode_check CHECK ((mode = ANY (ARRAY['numbers'::text, 'initials'::text])))
);
CREATE INDEX displays_created_by_idx ON public.displays USING btree (created_by);
ALTER TABLE displays ENABLE ROW LEVEL SECURITY;
ALTER TABLE displays FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON displays AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.displays FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.displays FOR EACH ROW EXECUTE FUNCTION log_change('key_hash');
GRANT INSERT, SELECT, UPDATE ON displays TO his_app;

CREATE TABLE document_prints (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL,
  ticket_id uuid,
  copy integer NOT NULL,
  printed_at timestamp with time zone NOT NULL,
  printed_by uuid NOT NULL,
  reason text,
  paper_id uuid,
  CONSTRAINT document_prints_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT document_prints_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT document_prints_paper_id_fkey FOREIGN KEY (facility_id, paper_id) REFERENCES visit_papers(facility_id, id),
  CONSTRAINT document_prints_printed_by_fkey FOREIGN KEY (printed_by) REFERENCES users(id),
  CONSTRAINT document_prints_ticket_id_fkey FOREIGN KEY (facility_id, ticket_id) REFERENCES queue_tickets(facility_id, id),
  CONSTRAINT document_prints_copy_check CHECK ((copy >= 0)),
  CONSTRAINT document_prints_kind_check CHECK ((kind = ANY (ARRAY['ticket'::text, 'registration-slip'::text, 'record-label'::text, 'paper'::text, 'examination-form'::text, 'treatment-sheet'::text, 'cost-sheet'::text]))),
  CONSTRAINT document_prints_paper_check CHECK (((kind = 'paper'::text) = (paper_id IS NOT NULL))),
  CONSTRAINT document_prints_ticket_check CHECK (((kind = 'ticket'::text) = (ticket_id IS NOT NULL)))
);
CREATE UNIQUE INDEX document_prints_copy_key ON public.document_prints USING btree (facility_id, encounter_id, kind, COALESCE(paper_id, ticket_id, encounter_id), copy);
CREATE INDEX document_prints_encounter_id_idx ON public.document_prints USING btree (facility_id, encounter_id);
CREATE INDEX document_prints_paper_id_idx ON public.document_prints USING btree (facility_id, paper_id);
CREATE INDEX document_prints_printed_by_idx ON public.document_prints USING btree (printed_by);
CREATE INDEX document_prints_ticket_id_idx ON public.document_prints USING btree (facility_id, ticket_id);
ALTER TABLE document_prints ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_prints FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON document_prints AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.document_prints FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON document_prints TO his_app;

CREATE TABLE drug_ingredients (
  drug_code text NOT NULL,
  "position" integer NOT NULL,
  name text NOT NULL,
  inn text NOT NULL,
  atc_codes text[] NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT drug_ingredients_pkey PRIMARY KEY (drug_code, "position", valid_from),
  CONSTRAINT drug_ingredients_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT drug_ingredients_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON drug_ingredients TO his_app;

CREATE TABLE drug_routes (
  code text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  systemic boolean NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT drug_routes_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT drug_routes_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT drug_routes_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON drug_routes TO his_app;

CREATE TABLE drug_sets (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  owner_id uuid,
  name text NOT NULL,
  lines jsonb NOT NULL,
  saved_by uuid NOT NULL,
  saved_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT drug_sets_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT drug_sets_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT drug_sets_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id),
  CONSTRAINT drug_sets_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES users(id),
  CONSTRAINT drug_sets_lines_check CHECK (((jsonb_typeof(lines) = 'array'::text) AND ((jsonb_array_length(lines) >= 1) AND (jsonb_array_length(lines) <= 20)))),
  CONSTRAINT drug_sets_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);
CREATE UNIQUE INDEX drug_sets_own_key ON public.drug_sets USING btree (facility_id, owner_id, name) WHERE ((owner_id IS NOT NULL) AND (closed_at IS NULL));
CREATE INDEX drug_sets_owner_id_idx ON public.drug_sets USING btree (owner_id) WHERE (owner_id IS NOT NULL);
CREATE INDEX drug_sets_saved_by_idx ON public.drug_sets USING btree (saved_by);
CREATE UNIQUE INDEX drug_sets_shared_key ON public.drug_sets USING btree (facility_id, name) WHERE ((owner_id IS NULL) AND (closed_at IS NULL));
ALTER TABLE drug_sets ENABLE ROW LEVEL SECURITY;
ALTER TABLE drug_sets FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON drug_sets AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.drug_sets FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.drug_sets FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON drug_sets TO his_app;

CREATE TABLE drug_substitutions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  line_id uuid NOT NULL,
  drug_code text NOT NULL,
  reason text NOT NULL,
  consented_by uuid NOT NULL,
  consented_how text NOT NULL,
  consented_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  quantity numeric(10,3) NOT NULL,
  usage text NOT NULL,
  CONSTRAINT drug_substitutions_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT drug_substitutions_consented_by_fkey FOREIGN KEY (consented_by) REFERENCES users(id),
  CONSTRAINT drug_substitutions_line_id_fkey FOREIGN KEY (facility_id, line_id) REFERENCES dispensing_order_lines(facility_id, id),
  CONSTRAINT drug_substitutions_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT drug_substitutions_consented_how_check CHECK ((consented_how = ANY (ARRAY['in-person'::text, 'telephone'::text, 'written'::text]))),
  CONSTRAINT drug_substitutions_quantity_check CHECK ((quantity > (0)::numeric))
);
CREATE INDEX drug_substitutions_consented_by_idx ON public.drug_substitutions USING btree (consented_by);
CREATE INDEX drug_substitutions_line_id_idx ON public.drug_substitutions USING btree (facility_id, line_id, recorded_at);
CREATE INDEX drug_substitutions_recorded_by_idx ON public.drug_substitutions USING btree (recorded_by);
ALTER TABLE drug_substitutions ENABLE ROW LEVEL SECURITY;
ALTER TABLE drug_substitutions FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON drug_substitutions AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.drug_substitutions FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON drug_substitutions TO his_app;

CREATE TABLE drugs (
  code text NOT NULL,
  ingredient text NOT NULL,
  inn text NOT NULL,
  strength text NOT NULL,
  dosage_form text NOT NULL,
  route_code text NOT NULL,
  route_name text NOT NULL,
  unit text NOT NULL,
  atc_code text,
  insurance_code text,
  insurance_ingredient text,
  insurance_code_confidence text,
  control_class text NOT NULL,
  prescription_type text NOT NULL,
  aware_class text,
  typical_level text,
  max_daily_dose_adult text,
  paediatric_limit text,
  renal_caution boolean NOT NULL,
  pregnancy text,
  lactation text,
  brand text,
  registration_number text,
  registration_control text,
  review_status text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  name_folded text GENERATED ALWAYS AS (fold_words(((((((ingredient || ' '::text) || COALESCE(brand, ''::text)) || ' '::text) || strength) || ' '::text) || inn))) STORED,
  tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(((((((ingredient || ' '::text) || COALESCE(brand, ''::text)) || ' '::text) || strength) || ' '::text) || inn)), ' '::text)) STORED,
  CONSTRAINT drugs_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT drugs_code_check CHECK ((code !~ '^N[0-9]{2}[.]'::text)),
  CONSTRAINT drugs_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT drugs_prescription_type_check CHECK ((prescription_type = ANY (ARRAY['c'::text, 'n'::text, 'h'::text, 'y'::text, 't'::text]))),
  CONSTRAINT drugs_review_status_check CHECK ((review_status = ANY (ARRAY['unreviewed'::text, 'reviewed'::text]))),
  CONSTRAINT drugs_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON drugs TO his_app;

CREATE TABLE eligibility_checks (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  patient_id uuid,
  asked_number text NOT NULL,
  asked_name text NOT NULL,
  asked_birth text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  asked_by uuid NOT NULL,
  source text NOT NULL,
  state text NOT NULL,
  result_code text,
  verdict text NOT NULL,
  action text NOT NULL,
  sentence jsonb NOT NULL,
  outcome jsonb NOT NULL,
  raw jsonb,
  CONSTRAINT eligibility_checks_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT eligibility_checks_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES users(id),
  CONSTRAINT eligibility_checks_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT eligibility_checks_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT eligibility_checks_result_code_check CHECK (((state = 'not-answered'::text) OR (result_code IS NOT NULL))),
  CONSTRAINT eligibility_checks_source_check CHECK ((source = ANY (ARRAY['portal'::text, 'simulator'::text]))),
  CONSTRAINT eligibility_checks_state_check CHECK ((state = ANY (ARRAY['answered'::text, 'not-answered'::text])))
);
CREATE INDEX eligibility_checks_asked_by_idx ON public.eligibility_checks USING btree (asked_by);
CREATE INDEX eligibility_checks_patient_id_idx ON public.eligibility_checks USING btree (patient_id);
ALTER TABLE eligibility_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE eligibility_checks FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON eligibility_checks AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.eligibility_checks FOR EACH ROW EXECUTE FUNCTION log_change('outcome', 'raw');
GRANT INSERT, SELECT ON eligibility_checks TO his_app;

CREATE TABLE encounter_closures (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  closed_at timestamp with time zone NOT NULL,
  closed_by uuid NOT NULL,
  outcome text NOT NULL,
  discharge_type text NOT NULL,
  final_diagnosis text NOT NULL,
  advice text,
  follow_up_on date,
  referred_to text,
  reopened_at timestamp with time zone,
  reopened_by uuid,
  reopen_reason text,
  disposition text NOT NULL,
  left_rooms_reason text,
  CONSTRAINT encounter_closures_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT encounter_closures_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES users(id),
  CONSTRAINT encounter_closures_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT encounter_closures_reopened_by_fkey FOREIGN KEY (reopened_by) REFERENCES users(id),
  CONSTRAINT encounter_closures_disposition_check CHECK ((disposition = ANY (ARRAY['home'::text, 'follow-up'::text, 'admission'::text, 'referral'::text]))),
  CONSTRAINT encounter_closures_reopening_check CHECK (((reopened_at IS NULL) = (reopen_reason IS NULL)))
);
CREATE INDEX encounter_closures_closed_at_idx ON public.encounter_closures USING btree (facility_id, closed_at) WHERE (reopened_at IS NULL);
CREATE INDEX encounter_closures_closed_by_idx ON public.encounter_closures USING btree (closed_by);
CREATE UNIQUE INDEX encounter_closures_current_key ON public.encounter_closures USING btree (facility_id, encounter_id) WHERE (reopened_at IS NULL);
CREATE INDEX encounter_closures_encounter_id_idx ON public.encounter_closures USING btree (facility_id, encounter_id);
CREATE INDEX encounter_closures_reopened_by_idx ON public.encounter_closures USING btree (reopened_by);
ALTER TABLE encounter_closures ENABLE ROW LEVEL SECURITY;
ALTER TABLE encounter_closures FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON encounter_closures AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.encounter_closures FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.encounter_closures FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON encounter_closures TO his_app;

CREATE TABLE encounter_coverages (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  card_id uuid NOT NULL,
  used_from timestamp with time zone NOT NULL,
  card_number text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  registered_facility_code text NOT NULL,
  area_code text,
  five_year_date date,
  exempt_from date,
  card_rate numeric(5,2) NOT NULL,
  sequence smallint NOT NULL DEFAULT 1,
  verification text NOT NULL DEFAULT 'not-verified'::text,
  eligibility_check_id uuid,
  reason text,
  CONSTRAINT encounter_coverages_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT encounter_coverages_card_id_fkey FOREIGN KEY (card_id) REFERENCES insurance_cards(id),
  CONSTRAINT encounter_coverages_eligibility_check_id_fkey FOREIGN KEY (facility_id, eligibility_check_id) REFERENCES eligibility_checks(facility_id, id),
  CONSTRAINT encounter_coverages_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT encounter_coverages_verification_check CHECK ((verification = ANY (ARRAY['verified'::text, 'not-verified'::text, 'refused'::text])))
);
CREATE INDEX encounter_coverages_card_id_idx ON public.encounter_coverages USING btree (card_id);
CREATE INDEX encounter_coverages_eligibility_check_id_idx ON public.encounter_coverages USING btree (facility_id, eligibility_check_id);
CREATE INDEX encounter_coverages_encounter_id_idx ON public.encounter_coverages USING btree (facility_id, encounter_id, used_from);
CREATE INDEX encounter_coverages_open_idx ON public.encounter_coverages USING btree (facility_id, used_from) WHERE (verification <> 'verified'::text);
ALTER TABLE encounter_coverages ENABLE ROW LEVEL SECURITY;
ALTER TABLE encounter_coverages FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON encounter_coverages AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.encounter_coverages FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON encounter_coverages TO his_app;

CREATE TABLE encounters (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  code text NOT NULL,
  patient_id uuid NOT NULL,
  room_id uuid NOT NULL,
  state text NOT NULL,
  class text NOT NULL,
  care_type text NOT NULL,
  arrival_category text NOT NULL,
  reason text NOT NULL,
  referred_from text,
  referral_number text,
  started_at timestamp with time zone NOT NULL,
  practitioner_id uuid,
  examined_at timestamp with time zone,
  history text,
  arrival_diagnosis text,
  created_by uuid NOT NULL,
  created_device text DEFAULT NULLIF(current_setting('app.device'::text, true), ''::text),
  slip_id uuid,
  arrival_reason text,
  CONSTRAINT encounters_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT encounters_facility_id_code_key UNIQUE (facility_id, code),
  CONSTRAINT encounters_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  CONSTRAINT encounters_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT encounters_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT encounters_practitioner_id_fkey FOREIGN KEY (practitioner_id) REFERENCES users(id),
  CONSTRAINT encounters_room_id_fkey FOREIGN KEY (facility_id, room_id) REFERENCES rooms(facility_id, id),
  CONSTRAINT encounters_slip_id_fkey FOREIGN KEY (facility_id, slip_id) REFERENCES referral_slips(facility_id, id),
  CONSTRAINT encounters_class_check CHECK ((class = ANY (ARRAY['ambulatory'::text, 'inpatient'::text, 'emergency'::text, 'day'::text]))),
  CONSTRAINT encounters_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'in-progress'::text, 'finished'::text, 'cancelled'::text])))
);
CREATE INDEX encounters_created_by_idx ON public.encounters USING btree (created_by);
CREATE INDEX encounters_patient_id_idx ON public.encounters USING btree (patient_id, facility_id, started_at);
CREATE INDEX encounters_practitioner_id_idx ON public.encounters USING btree (practitioner_id);
CREATE INDEX encounters_room_id_idx ON public.encounters USING btree (facility_id, room_id, started_at);
CREATE INDEX encounters_slip_id_idx ON public.encounters USING btree (facility_id, slip_id) WHERE (slip_id IS NOT NULL);
ALTER TABLE encounters ENABLE ROW LEVEL SECURITY;
ALTER TABLE encounters FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON encounters AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.encounters FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.encounters FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON encounters TO his_app;

CREATE TABLE examination_sections (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL,
  body text NOT NULL,
  written_at timestamp with time zone NOT NULL,
  written_by uuid NOT NULL,
  replaced_at timestamp with time zone,
  replaced_by uuid,
  CONSTRAINT examination_sections_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT examination_sections_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT examination_sections_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT examination_sections_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES users(id),
  CONSTRAINT examination_sections_written_by_fkey FOREIGN KEY (written_by) REFERENCES users(id),
  CONSTRAINT examination_sections_body_check CHECK (((length(body) >= 1) AND (length(body) <= 5000))),
  CONSTRAINT examination_sections_kind_check CHECK ((kind = ANY (ARRAY['past'::text, 'family'::text, 'general'::text, 'organs'::text, 'results'::text, 'plan'::text]))),
  CONSTRAINT examination_sections_replaced_check CHECK (((replaced_at IS NULL) = (replaced_by IS NULL)))
);
CREATE INDEX examination_sections_encounter_id_idx ON public.examination_sections USING btree (facility_id, encounter_id, written_at);
CREATE UNIQUE INDEX examination_sections_kind_key ON public.examination_sections USING btree (facility_id, encounter_id, kind) WHERE (replaced_at IS NULL);
CREATE INDEX examination_sections_replaced_by_idx ON public.examination_sections USING btree (replaced_by) WHERE (replaced_by IS NOT NULL);
CREATE INDEX examination_sections_written_by_idx ON public.examination_sections USING btree (written_by);
ALTER TABLE examination_sections ENABLE ROW LEVEL SECURITY;
ALTER TABLE examination_sections FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON examination_sections AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.examination_sections FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON examination_sections TO his_app;

CREATE TABLE facilities (
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  code text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  level text NOT NULL,
  former_tier text NOT NULL,
  points integer,
  price_class text NOT NULL,
  prescription_link_code text NOT NULL,
  gln text,
  province_code text NOT NULL,
  commune_code text,
  address text,
  phone text,
  signer_number text,
  parent_id uuid,
  is_demo boolean NOT NULL DEFAULT false,
  closed_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT facilities_pkey PRIMARY KEY (id),
  CONSTRAINT facilities_code_key UNIQUE (code),
  CONSTRAINT facilities_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES facilities(id),
  CONSTRAINT facilities_code_check CHECK ((code ~ '^[0-9A-Z]{5}$'::text)),
  CONSTRAINT facilities_former_tier_check CHECK ((former_tier = ANY (ARRAY['central'::text, 'province'::text, 'district'::text, 'commune'::text]))),
  CONSTRAINT facilities_kind_check CHECK ((kind = ANY (ARRAY['health-department'::text, 'hospital'::text, 'regional-clinic'::text, 'commune-station'::text]))),
  CONSTRAINT facilities_level_check CHECK ((level = ANY (ARRAY['primary'::text, 'basic'::text, 'specialised'::text]))),
  CONSTRAINT facilities_prescription_link_code_check CHECK ((prescription_link_code ~ '^[0-9a-z]{5}$'::text)),
  CONSTRAINT facilities_price_class_check CHECK ((price_class = ANY (ARRAY['class-2'::text, 'class-3'::text, 'station'::text])))
);
CREATE INDEX facilities_parent_id_idx ON public.facilities USING btree (parent_id);
CREATE TRIGGER bump_version BEFORE UPDATE ON public.facilities FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.facilities FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON facilities TO his_app;

CREATE TABLE facility_entries (
  code text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  former_tier text,
  former_district text,
  former_commune text,
  commune_code text,
  commune_name text,
  commune_confidence text,
  care_level text,
  successor_code text,
  note text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  name_folded text GENERATED ALWAYS AS (fold_words(name)) STORED,
  tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(name), ' '::text)) STORED,
  CONSTRAINT facility_entries_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT facility_entries_code_check CHECK ((code ~ '^[0-9A-Z]{5}$'::text)),
  CONSTRAINT facility_entries_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT facility_entries_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON facility_entries TO his_app;

CREATE TABLE facility_patients (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  patient_id uuid NOT NULL,
  number text NOT NULL,
  last_visit_at timestamp with time zone,
  CONSTRAINT facility_patients_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT facility_patients_facility_id_number_key UNIQUE (facility_id, number),
  CONSTRAINT facility_patients_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT facility_patients_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id)
);
CREATE INDEX facility_patients_facility_id_patient_id_idx ON public.facility_patients USING btree (facility_id, patient_id);
CREATE INDEX facility_patients_last_visit_at_idx ON public.facility_patients USING btree (facility_id, last_visit_at DESC NULLS LAST, patient_id);
CREATE INDEX facility_patients_patient_id_idx ON public.facility_patients USING btree (patient_id);
ALTER TABLE facility_patients ENABLE ROW LEVEL SECURITY;
ALTER TABLE facility_patients FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON facility_patients AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.facility_patients FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON facility_patients TO his_app;

CREATE TABLE facility_ranges (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  indicator_code text NOT NULL,
  sex text,
  age_from_days integer NOT NULL,
  age_until_days integer,
  low numeric,
  high numeric,
  high_open boolean NOT NULL,
  critical_low numeric,
  critical_high numeric,
  normal_choice text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  set_by uuid NOT NULL,
  CONSTRAINT facility_ranges_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT facility_ranges_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT facility_ranges_set_by_fkey FOREIGN KEY (set_by) REFERENCES users(id),
  CONSTRAINT facility_ranges_age_check CHECK (((age_from_days >= 0) AND ((age_until_days IS NULL) OR (age_until_days > age_from_days)))),
  CONSTRAINT facility_ranges_order_check CHECK ((((low IS NULL) OR (high IS NULL) OR (low <= high)) AND ((critical_low IS NULL) OR (low IS NULL) OR (critical_low <= low)) AND ((critical_high IS NULL) OR (high IS NULL) OR (critical_high >= high)))),
  CONSTRAINT facility_ranges_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text])))
);
CREATE INDEX facility_ranges_indicator_idx ON public.facility_ranges USING btree (facility_id, indicator_code, valid_from);
CREATE INDEX facility_ranges_set_by_idx ON public.facility_ranges USING btree (set_by);
ALTER TABLE facility_ranges ENABLE ROW LEVEL SECURITY;
ALTER TABLE facility_ranges FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON facility_ranges AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.facility_ranges FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.facility_ranges FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON facility_ranges TO his_app;

CREATE TABLE fhir_assertions (
  client_id uuid NOT NULL,
  jti text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT fhir_assertions_pkey PRIMARY KEY (client_id, jti),
  CONSTRAINT fhir_assertions_client_id_fkey FOREIGN KEY (client_id) REFERENCES fhir_clients(id)
);
CREATE INDEX fhir_assertions_expires_at_idx ON public.fhir_assertions USING btree (expires_at);
GRANT DELETE, INSERT, SELECT ON fhir_assertions TO his_app;

CREATE TABLE fhir_clients (
  id uuid NOT NULL,
  facility_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  jwks jsonb NOT NULL,
  scopes text[] NOT NULL,
  permitted text[] NOT NULL DEFAULT '{}'::text[],
  consent_required boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL,
  created_by uuid NOT NULL,
  removed_at timestamp with time zone,
  CONSTRAINT fhir_clients_pkey PRIMARY KEY (id),
  CONSTRAINT fhir_clients_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT fhir_clients_scopes_check CHECK ((cardinality(scopes) > 0))
);
CREATE INDEX fhir_clients_facility_id_idx ON public.fhir_clients USING btree (facility_id);
CREATE UNIQUE INDEX fhir_clients_name_key ON public.fhir_clients USING btree (facility_id, name) WHERE (removed_at IS NULL);
CREATE TRIGGER bump_version BEFORE UPDATE ON public.fhir_clients FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.fhir_clients FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON fhir_clients TO his_app;

CREATE TABLE fhir_exports (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  client_id uuid NOT NULL,
  state text NOT NULL,
  request text NOT NULL,
  types text[] NOT NULL,
  since timestamp with time zone,
  transaction_time timestamp with time zone,
  total integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  after_encounter uuid,
  files jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  expires_at timestamp with time zone,
  CONSTRAINT fhir_exports_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT fhir_exports_client_id_fkey FOREIGN KEY (client_id) REFERENCES fhir_clients(id),
  CONSTRAINT fhir_exports_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT fhir_exports_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'ready'::text, 'failed'::text, 'removed'::text])))
);
CREATE INDEX fhir_exports_client_id_idx ON public.fhir_exports USING btree (client_id);
CREATE UNIQUE INDEX fhir_exports_running_key ON public.fhir_exports USING btree (facility_id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
ALTER TABLE fhir_exports ENABLE ROW LEVEL SECURITY;
ALTER TABLE fhir_exports FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON fhir_exports AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.fhir_exports FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.fhir_exports FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON fhir_exports TO his_app;

CREATE TABLE fhir_identifiers (
  facility_id uuid NOT NULL,
  resource_id uuid NOT NULL,
  system text NOT NULL,
  value text NOT NULL,
  CONSTRAINT fhir_identifiers_pkey PRIMARY KEY (facility_id, resource_id, system, value),
  CONSTRAINT fhir_identifiers_resource_id_fkey FOREIGN KEY (facility_id, resource_id) REFERENCES fhir_resources(facility_id, id)
);
CREATE INDEX fhir_identifiers_value_idx ON public.fhir_identifiers USING btree (facility_id, value, system);
ALTER TABLE fhir_identifiers ENABLE ROW LEVEL SECURITY;
ALTER TABLE fhir_identifiers FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON fhir_identifiers AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT DELETE, INSERT, SELECT ON fhir_identifiers TO his_app;

CREATE TABLE fhir_links (
  facility_id uuid NOT NULL,
  destination_id uuid NOT NULL,
  resource_id uuid NOT NULL,
  resource_type text NOT NULL,
  server_id text NOT NULL,
  version_id text,
  content_hash text,
  accepted_at timestamp with time zone NOT NULL,
  CONSTRAINT fhir_links_pkey PRIMARY KEY (facility_id, destination_id, resource_id),
  CONSTRAINT fhir_links_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES destinations(id),
  CONSTRAINT fhir_links_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id)
);
CREATE INDEX fhir_links_destination_id_idx ON public.fhir_links USING btree (destination_id);
ALTER TABLE fhir_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE fhir_links FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON fhir_links AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT DELETE, INSERT, SELECT, UPDATE ON fhir_links TO his_app;

CREATE TABLE fhir_resources (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  resource_type text NOT NULL,
  subject_id uuid,
  encounter_id uuid NOT NULL,
  special smallint NOT NULL,
  digest text NOT NULL,
  last_updated timestamp with time zone NOT NULL,
  CONSTRAINT fhir_resources_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT fhir_resources_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id)
);
CREATE INDEX fhir_resources_encounter_id_idx ON public.fhir_resources USING btree (facility_id, encounter_id);
CREATE INDEX fhir_resources_subject_idx ON public.fhir_resources USING btree (facility_id, subject_id, last_updated, id);
CREATE INDEX fhir_resources_type_idx ON public.fhir_resources USING btree (facility_id, resource_type, last_updated, id);
ALTER TABLE fhir_resources ENABLE ROW LEVEL SECURITY;
ALTER TABLE fhir_resources FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON fhir_resources AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT DELETE, INSERT, SELECT, UPDATE ON fhir_resources TO his_app;

CREATE TABLE formulary_items (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  drug_code text NOT NULL,
  unit_price numeric(15,3) NOT NULL,
  registration_number text,
  tender text,
  insurance_ratio numeric(5,2) NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  CONSTRAINT formulary_items_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT formulary_items_facility_id_drug_code_valid_from_key UNIQUE (facility_id, drug_code, valid_from),
  CONSTRAINT formulary_items_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT formulary_items_insurance_ratio_check CHECK (((insurance_ratio >= (0)::numeric) AND (insurance_ratio <= (100)::numeric))),
  CONSTRAINT formulary_items_period_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  CONSTRAINT formulary_items_unit_price_check CHECK ((unit_price >= (0)::numeric))
);
ALTER TABLE formulary_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE formulary_items FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON formulary_items AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.formulary_items FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.formulary_items FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON formulary_items TO his_app;

CREATE TABLE growth_by_length (
  indicator text NOT NULL,
  sex text NOT NULL,
  length_cm smallint NOT NULL,
  l numeric NOT NULL,
  m numeric NOT NULL,
  s numeric NOT NULL,
  sd3neg numeric NOT NULL,
  sd2neg numeric NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT growth_by_length_pkey PRIMARY KEY (indicator, sex, length_cm, valid_from),
  CONSTRAINT growth_by_length_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT growth_by_length_indicator_check CHECK ((indicator = ANY (ARRAY['weight-for-length'::text, 'weight-for-height'::text]))),
  CONSTRAINT growth_by_length_length_cm_check CHECK (((length_cm >= 45) AND (length_cm <= 120))),
  CONSTRAINT growth_by_length_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text]))),
  CONSTRAINT growth_by_length_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON growth_by_length TO his_app;

CREATE TABLE growth_standards (
  indicator text NOT NULL,
  sex text NOT NULL,
  month smallint NOT NULL,
  l numeric NOT NULL,
  m numeric NOT NULL,
  s numeric NOT NULL,
  sd3neg numeric NOT NULL,
  sd2neg numeric NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT growth_standards_pkey PRIMARY KEY (indicator, sex, month, valid_from),
  CONSTRAINT growth_standards_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT growth_standards_indicator_check CHECK ((indicator = ANY (ARRAY['weight-for-age'::text, 'height-for-age'::text, 'bmi-for-age'::text]))),
  CONSTRAINT growth_standards_month_check CHECK (((month >= 0) AND (month <= 60))),
  CONSTRAINT growth_standards_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text]))),
  CONSTRAINT growth_standards_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON growth_standards TO his_app;

CREATE TABLE health_checks (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL,
  record_id text NOT NULL,
  concluded_at timestamp with time zone NOT NULL,
  tables jsonb NOT NULL,
  content_digest text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT health_checks_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT health_checks_record_id_key UNIQUE (facility_id, record_id),
  CONSTRAINT health_checks_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT health_checks_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id)
);
CREATE INDEX health_checks_patient_id_idx ON public.health_checks USING btree (patient_id);
ALTER TABLE health_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE health_checks FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON health_checks AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.health_checks FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.health_checks FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON health_checks TO his_app;

CREATE TABLE hub_accounts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  base_url text NOT NULL,
  username text NOT NULL,
  password bytea NOT NULL,
  receiver_code text NOT NULL,
  removed_at timestamp with time zone,
  CONSTRAINT hub_accounts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT hub_accounts_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT hub_accounts_base_url_check CHECK ((base_url ~ '^(http|https)://'::text))
);
CREATE UNIQUE INDEX hub_accounts_current_key ON public.hub_accounts USING btree (facility_id) WHERE (removed_at IS NULL);
ALTER TABLE hub_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE hub_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON hub_accounts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.hub_accounts FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.hub_accounts FOR EACH ROW EXECUTE FUNCTION log_change('password');
GRANT INSERT, SELECT, UPDATE ON hub_accounts TO his_app;

CREATE TABLE icd_age_edits (
  version text NOT NULL,
  code text NOT NULL,
  list text NOT NULL,
  age_min text,
  age_max text,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT icd_age_edits_pkey PRIMARY KEY (version, code, list),
  CONSTRAINT icd_age_edits_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text])))
);
GRANT SELECT ON icd_age_edits TO his_app;

CREATE TABLE icd_blocks (
  version text NOT NULL,
  code text NOT NULL,
  chapter text NOT NULL,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT icd_blocks_pkey PRIMARY KEY (version, code),
  CONSTRAINT icd_blocks_version_fkey FOREIGN KEY (version) REFERENCES icd_versions(version),
  CONSTRAINT icd_blocks_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text])))
);
GRANT SELECT ON icd_blocks TO his_app;

CREATE TABLE icd_chapters (
  version text NOT NULL,
  code text NOT NULL,
  code_range text NOT NULL,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT icd_chapters_pkey PRIMARY KEY (version, code),
  CONSTRAINT icd_chapters_version_fkey FOREIGN KEY (version) REFERENCES icd_versions(version),
  CONSTRAINT icd_chapters_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text])))
);
GRANT SELECT ON icd_chapters TO his_app;

CREATE TABLE icd_codes (
  version text NOT NULL,
  code text NOT NULL,
  dual_mark text,
  name_vi text NOT NULL,
  name_en text,
  chapter text,
  block text,
  category text NOT NULL,
  not_primary boolean NOT NULL,
  not_recommended_primary boolean NOT NULL,
  has_subcodes boolean NOT NULL,
  mortality_only boolean NOT NULL,
  sex_only text,
  source text NOT NULL,
  confidence text NOT NULL,
  name_folded text GENERATED ALWAYS AS (fold_words(((name_vi || ' '::text) || COALESCE(name_en, ''::text)))) STORED,
  tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(((name_vi || ' '::text) || COALESCE(name_en, ''::text))), ' '::text)) STORED,
  CONSTRAINT icd_codes_pkey PRIMARY KEY (version, code),
  CONSTRAINT icd_codes_version_fkey FOREIGN KEY (version) REFERENCES icd_versions(version),
  CONSTRAINT icd_codes_code_check CHECK ((code ~ '^[A-Z][0-9]{2}([.][0-9]{1,2}){0,1}$'::text)),
  CONSTRAINT icd_codes_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT icd_codes_dual_mark_check CHECK ((dual_mark = ANY (ARRAY['dagger'::text, 'asterisk'::text]))),
  CONSTRAINT icd_codes_sex_only_check CHECK ((sex_only = ANY (ARRAY['female'::text, 'male'::text])))
);
CREATE INDEX icd_codes_tokens_idx ON public.icd_codes USING gin (tokens);
GRANT SELECT ON icd_codes TO his_app;

CREATE TABLE icd_dual_pairs (
  version text NOT NULL,
  dagger_code text NOT NULL,
  asterisk_code text NOT NULL,
  primary_for_grouping text,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT icd_dual_pairs_pkey PRIMARY KEY (version, dagger_code, asterisk_code),
  CONSTRAINT icd_dual_pairs_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text])))
);
GRANT SELECT ON icd_dual_pairs TO his_app;

CREATE TABLE icd_synonyms (
  version text NOT NULL,
  code text NOT NULL,
  term text NOT NULL,
  term_folded text GENERATED ALWAYS AS (fold_words(term)) STORED,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT icd_synonyms_pkey PRIMARY KEY (version, code, term),
  CONSTRAINT icd_synonyms_version_code_fkey FOREIGN KEY (version, code) REFERENCES icd_codes(version, code),
  CONSTRAINT icd_synonyms_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text])))
);
GRANT SELECT ON icd_synonyms TO his_app;

CREATE TABLE icd_versions (
  version text NOT NULL,
  name text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT icd_versions_pkey PRIMARY KEY (version),
  CONSTRAINT icd_versions_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT icd_versions_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON icd_versions TO his_app;

CREATE TABLE idempotency_keys (
  facility_id uuid NOT NULL,
  user_id uuid NOT NULL,
  key text NOT NULL,
  route text NOT NULL,
  body_hash bytea NOT NULL,
  answer jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (facility_id, user_id, key)
);
CREATE INDEX idempotency_keys_created_idx ON public.idempotency_keys USING btree (facility_id, created_at);
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON idempotency_keys AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT DELETE, INSERT, SELECT, UPDATE ON idempotency_keys TO his_app;

CREATE TABLE ingredients (
  name text NOT NULL,
  inn text NOT NULL,
  atc_code text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT ingredients_pkey PRIMARY KEY (name, valid_from),
  CONSTRAINT ingredients_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT ingredients_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON ingredients TO his_app;

CREATE TABLE installation (
  name text NOT NULL,
  value text NOT NULL,
  CONSTRAINT installation_pkey PRIMARY KEY (name)
);
GRANT SELECT ON installation TO his_app;

CREATE TABLE insurance_cards (
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL,
  card_number text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  registered_facility_code text NOT NULL,
  area_code text,
  five_year_date date,
  exempt_from date,
  retracted_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT insurance_cards_pkey PRIMARY KEY (id),
  CONSTRAINT insurance_cards_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT insurance_cards_area_code_check CHECK ((area_code = ANY (ARRAY['K1'::text, 'K2'::text, 'K3'::text]))),
  CONSTRAINT insurance_cards_period_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);
CREATE INDEX insurance_cards_card_number_idx ON public.insurance_cards USING btree (card_number);
CREATE INDEX insurance_cards_patient_id_idx ON public.insurance_cards USING btree (patient_id);
CREATE TRIGGER bump_version BEFORE UPDATE ON public.insurance_cards FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.insurance_cards FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON insurance_cards TO his_app;

CREATE TABLE insurance_disease_lists (
  annex text NOT NULL,
  number integer NOT NULL,
  name text NOT NULL,
  icd_spec text,
  condition text,
  immediate_benefit boolean NOT NULL,
  excludes_no_specific_treatment boolean NOT NULL,
  max_age_years integer,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT insurance_disease_lists_pkey PRIMARY KEY (annex, number, valid_from),
  CONSTRAINT insurance_disease_lists_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT insurance_disease_lists_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON insurance_disease_lists TO his_app;

CREATE TABLE insurance_ingredients (
  code text NOT NULL,
  name text NOT NULL,
  observations integer,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT insurance_ingredients_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT insurance_ingredients_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT insurance_ingredients_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON insurance_ingredients TO his_app;

CREATE TABLE interaction_group_members (
  group_code text NOT NULL,
  side text NOT NULL,
  name text NOT NULL,
  atc_code text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT interaction_group_members_pkey PRIMARY KEY (group_code, side, atc_code, valid_from),
  CONSTRAINT interaction_group_members_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT interaction_group_members_side_check CHECK ((side = ANY (ARRAY['a'::text, 'b'::text]))),
  CONSTRAINT interaction_group_members_valid_to_check CHECK ((valid_to >= valid_from))
);
CREATE INDEX interaction_group_members_atc_code_idx ON public.interaction_group_members USING btree (atc_code);
GRANT SELECT ON interaction_group_members TO his_app;

CREATE TABLE interaction_groups (
  code text NOT NULL,
  group_a text NOT NULL,
  group_b text NOT NULL,
  mechanism text,
  consequence text,
  conditional boolean NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT interaction_groups_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT interaction_groups_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT interaction_groups_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON interaction_groups TO his_app;

CREATE TABLE interactions (
  code text NOT NULL,
  severity text NOT NULL,
  ingredient_a text NOT NULL,
  inn_a text NOT NULL,
  atc_a text,
  ingredient_b text NOT NULL,
  inn_b text NOT NULL,
  atc_b text,
  mechanism text,
  consequence text,
  action text NOT NULL,
  context_tags text,
  separation_hours integer,
  advice text,
  review_status text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT interactions_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT interactions_action_check CHECK ((action = ANY (ARRAY['contraindicated'::text, 'contraindicated_in_context'::text, 'separate_or_washout'::text, 'avoid_or_monitor'::text, 'monitor'::text]))),
  CONSTRAINT interactions_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT interactions_review_status_check CHECK ((review_status = ANY (ARRAY['legal'::text, 'unreviewed'::text, 'reviewed'::text]))),
  CONSTRAINT interactions_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON interactions TO his_app;

CREATE TABLE invoices (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  state text NOT NULL,
  body text NOT NULL,
  total numeric(12,0) NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  requested_by uuid NOT NULL,
  series text,
  number text,
  lookup_code text,
  source text,
  issued_at timestamp with time zone,
  attempts integer NOT NULL DEFAULT 0,
  last_try_at timestamp with time zone,
  next_try_at timestamp with time zone,
  issues jsonb NOT NULL DEFAULT '[]'::jsonb,
  cancel_reason text,
  cancel_asked_at timestamp with time zone,
  cancel_asked_by uuid,
  cancelled_at timestamp with time zone,
  CONSTRAINT invoices_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT invoices_cancel_asked_by_fkey FOREIGN KEY (cancel_asked_by) REFERENCES users(id),
  CONSTRAINT invoices_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT invoices_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES users(id),
  CONSTRAINT invoices_cancel_check CHECK ((((cancel_reason IS NULL) = (cancel_asked_at IS NULL)) AND ((cancel_reason IS NULL) = (cancel_asked_by IS NULL)))),
  CONSTRAINT invoices_cancelled_check CHECK ((((state = 'cancelled'::text) = (cancelled_at IS NOT NULL)) AND ((state <> ALL (ARRAY['cancelling'::text, 'cancelled'::text])) OR (cancel_reason IS NOT NULL)))),
  CONSTRAINT invoices_issued_check CHECK ((((state = ANY (ARRAY['issued'::text, 'cancelling'::text, 'cancelled'::text])) = (number IS NOT NULL)) AND ((number IS NULL) = (issued_at IS NULL)) AND ((number IS NULL) = (source IS NULL)) AND ((number IS NULL) = (lookup_code IS NULL)))),
  CONSTRAINT invoices_source_check CHECK ((source = ANY (ARRAY['provider'::text, 'simulator'::text]))),
  CONSTRAINT invoices_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'issued'::text, 'refused'::text, 'cancelling'::text, 'cancelled'::text]))),
  CONSTRAINT invoices_total_check CHECK ((total > (0)::numeric))
);
CREATE INDEX invoices_cancel_asked_by_idx ON public.invoices USING btree (cancel_asked_by) WHERE (cancel_asked_by IS NOT NULL);
CREATE INDEX invoices_encounter_id_idx ON public.invoices USING btree (facility_id, encounter_id, requested_at);
CREATE INDEX invoices_requested_at_idx ON public.invoices USING btree (facility_id, requested_at DESC, id DESC);
CREATE INDEX invoices_requested_by_idx ON public.invoices USING btree (requested_by);
CREATE UNIQUE INDEX invoices_standing_key ON public.invoices USING btree (facility_id, encounter_id) WHERE (state = ANY (ARRAY['waiting'::text, 'issued'::text, 'cancelling'::text]));
ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoices FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON invoices AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.invoices FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.invoices FOR EACH ROW EXECUTE FUNCTION log_change('body');
GRANT INSERT, SELECT, UPDATE ON invoices TO his_app;

CREATE TABLE lab_indicators (
  code text NOT NULL,
  name text NOT NULL,
  loinc text,
  moh_code text,
  unit text,
  ucum text,
  value_kind text NOT NULL,
  decimals smallint,
  choices text[] NOT NULL DEFAULT '{}'::text[],
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT lab_indicators_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT lab_indicators_choices_check CHECK (((value_kind = 'coded'::text) = (cardinality(choices) > 0))),
  CONSTRAINT lab_indicators_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT lab_indicators_decimals_check CHECK (((value_kind = 'numeric'::text) = (decimals IS NOT NULL))),
  CONSTRAINT lab_indicators_valid_to_check CHECK ((valid_to >= valid_from)),
  CONSTRAINT lab_indicators_value_kind_check CHECK ((value_kind = ANY (ARRAY['numeric'::text, 'coded'::text, 'text'::text])))
);
GRANT SELECT ON lab_indicators TO his_app;

CREATE TABLE lab_ranges (
  indicator_code text NOT NULL,
  sequence smallint NOT NULL,
  sex text,
  age_from_days integer NOT NULL,
  age_until_days integer,
  low numeric,
  high numeric,
  high_open boolean NOT NULL,
  critical_low numeric,
  critical_high numeric,
  normal_choice text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT lab_ranges_pkey PRIMARY KEY (indicator_code, sequence, valid_from),
  CONSTRAINT lab_ranges_age_check CHECK (((age_from_days >= 0) AND ((age_until_days IS NULL) OR (age_until_days > age_from_days)))),
  CONSTRAINT lab_ranges_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT lab_ranges_order_check CHECK ((((low IS NULL) OR (high IS NULL) OR (low <= high)) AND ((critical_low IS NULL) OR (low IS NULL) OR (critical_low <= low)) AND ((critical_high IS NULL) OR (high IS NULL) OR (critical_high >= high)))),
  CONSTRAINT lab_ranges_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text]))),
  CONSTRAINT lab_ranges_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON lab_ranges TO his_app;

CREATE TABLE lab_services (
  service_code text NOT NULL,
  specimen text NOT NULL,
  indicator_codes text[] NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT lab_services_pkey PRIMARY KEY (service_code, valid_from),
  CONSTRAINT lab_services_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT lab_services_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON lab_services TO his_app;

CREATE TABLE login_attempts (
  username text NOT NULL,
  failed integer NOT NULL,
  first_failed_at timestamp with time zone NOT NULL,
  locked_until timestamp with time zone,
  CONSTRAINT login_attempts_pkey PRIMARY KEY (username)
);
GRANT DELETE, INSERT, SELECT, UPDATE ON login_attempts TO his_app;

CREATE TABLE long_term_diseases (
  code text NOT NULL,
  group_number text NOT NULL,
  name text NOT NULL,
  icd_text text,
  icd_spec text,
  codes_not_in_tt06 text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT long_term_diseases_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT long_term_diseases_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT long_term_diseases_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON long_term_diseases TO his_app;

CREATE TABLE machines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  desk text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  retired_at timestamp with time zone,
  serial text,
  used_from date,
  used_to date,
  CONSTRAINT machines_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT machines_facility_id_code_key UNIQUE (facility_id, code),
  CONSTRAINT machines_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT machines_desk_check CHECK ((desk = ANY (ARRAY['laboratory'::text, 'imaging'::text]))),
  CONSTRAINT machines_period_check CHECK ((used_to >= used_from))
);
ALTER TABLE machines ENABLE ROW LEVEL SECURITY;
ALTER TABLE machines FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON machines AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.machines FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.machines FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON machines TO his_app;

CREATE TABLE name_words (
  word text NOT NULL,
  CONSTRAINT name_words_pkey PRIMARY KEY (word)
);
GRANT INSERT, SELECT ON name_words TO his_app;

CREATE TABLE national_doctor_accounts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  user_id uuid NOT NULL,
  link_code text NOT NULL,
  password bytea NOT NULL,
  set_at timestamp with time zone NOT NULL,
  set_by uuid NOT NULL,
  stopped_at timestamp with time zone,
  stopped_class text,
  removed_at timestamp with time zone,
  CONSTRAINT national_doctor_accounts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT national_doctor_accounts_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT national_doctor_accounts_set_by_fkey FOREIGN KEY (set_by) REFERENCES users(id),
  CONSTRAINT national_doctor_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT national_doctor_accounts_link_code_check CHECK ((link_code ~ '^[0-9A-Za-z._-]{1,32}$'::text)),
  CONSTRAINT national_doctor_accounts_stopped_check CHECK (((stopped_at IS NULL) = (stopped_class IS NULL)))
);
CREATE UNIQUE INDEX national_doctor_accounts_current_key ON public.national_doctor_accounts USING btree (facility_id, user_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX national_doctor_accounts_link_code_key ON public.national_doctor_accounts USING btree (facility_id, link_code) WHERE (removed_at IS NULL);
CREATE INDEX national_doctor_accounts_set_by_idx ON public.national_doctor_accounts USING btree (set_by);
CREATE INDEX national_doctor_accounts_user_id_idx ON public.national_doctor_accounts USING btree (user_id);
ALTER TABLE national_doctor_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE national_doctor_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON national_doctor_accounts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.national_doctor_accounts FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.national_doctor_accounts FOR EACH ROW EXECUTE FUNCTION log_change('password');
GRANT INSERT, SELECT, UPDATE ON national_doctor_accounts TO his_app;

CREATE TABLE national_facility_accounts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  base_url text NOT NULL,
  password bytea NOT NULL,
  set_at timestamp with time zone NOT NULL,
  set_by uuid NOT NULL,
  stopped_at timestamp with time zone,
  stopped_class text,
  removed_at timestamp with time zone,
  CONSTRAINT national_facility_accounts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT national_facility_accounts_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT national_facility_accounts_set_by_fkey FOREIGN KEY (set_by) REFERENCES users(id),
  CONSTRAINT national_facility_accounts_base_url_check CHECK ((base_url ~ '^(http|https)://'::text)),
  CONSTRAINT national_facility_accounts_stopped_check CHECK (((stopped_at IS NULL) = (stopped_class IS NULL)))
);
CREATE UNIQUE INDEX national_facility_accounts_current_key ON public.national_facility_accounts USING btree (facility_id) WHERE (removed_at IS NULL);
CREATE INDEX national_facility_accounts_set_by_idx ON public.national_facility_accounts USING btree (set_by);
ALTER TABLE national_facility_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE national_facility_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON national_facility_accounts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.national_facility_accounts FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.national_facility_accounts FOR EACH ROW EXECUTE FUNCTION log_change('password');
GRANT INSERT, SELECT, UPDATE ON national_facility_accounts TO his_app;

CREATE TABLE observation_codes (
  loinc text NOT NULL,
  kind text NOT NULL,
  name_vi text NOT NULL,
  loinc_name text NOT NULL,
  unit text,
  ucum text,
  adult_reference text,
  moh_code text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT observation_codes_pkey PRIMARY KEY (loinc, valid_from),
  CONSTRAINT observation_codes_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT observation_codes_kind_check CHECK ((kind = ANY (ARRAY['lab'::text, 'vital'::text]))),
  CONSTRAINT observation_codes_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON observation_codes TO his_app;

CREATE TABLE observations (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL,
  value numeric(8,2) NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  practitioner_id uuid NOT NULL,
  superseded_at timestamp with time zone,
  CONSTRAINT observations_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT observations_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT observations_practitioner_id_fkey FOREIGN KEY (practitioner_id) REFERENCES users(id)
);
CREATE UNIQUE INDEX observations_current_key ON public.observations USING btree (facility_id, encounter_id, kind) WHERE (superseded_at IS NULL);
CREATE INDEX observations_encounter_id_idx ON public.observations USING btree (facility_id, encounter_id);
CREATE INDEX observations_practitioner_id_idx ON public.observations USING btree (practitioner_id);
ALTER TABLE observations ENABLE ROW LEVEL SECURITY;
ALTER TABLE observations FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON observations AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.observations FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON observations TO his_app;

CREATE TABLE order_attachments (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  order_id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size_bytes integer NOT NULL,
  digest bytea NOT NULL,
  added_at timestamp with time zone NOT NULL,
  added_by uuid NOT NULL,
  retracted_at timestamp with time zone,
  retracted_by uuid,
  CONSTRAINT order_attachments_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT order_attachments_added_by_fkey FOREIGN KEY (added_by) REFERENCES users(id),
  CONSTRAINT order_attachments_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES service_orders(facility_id, id),
  CONSTRAINT order_attachments_retracted_by_fkey FOREIGN KEY (retracted_by) REFERENCES users(id),
  CONSTRAINT order_attachments_digest_check CHECK ((octet_length(digest) = 32)),
  CONSTRAINT order_attachments_media_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'application/pdf'::text]))),
  CONSTRAINT order_attachments_retraction_check CHECK (((retracted_at IS NULL) = (retracted_by IS NULL))),
  CONSTRAINT order_attachments_size_bytes_check CHECK ((size_bytes > 0))
);
CREATE INDEX order_attachments_added_by_idx ON public.order_attachments USING btree (added_by);
CREATE INDEX order_attachments_order_id_idx ON public.order_attachments USING btree (facility_id, order_id);
CREATE INDEX order_attachments_retracted_by_idx ON public.order_attachments USING btree (retracted_by);
ALTER TABLE order_attachments ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_attachments FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON order_attachments AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.order_attachments FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.order_attachments FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON order_attachments TO his_app;

CREATE TABLE order_prints (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  copy integer NOT NULL,
  printed_at timestamp with time zone NOT NULL,
  printed_by uuid NOT NULL,
  CONSTRAINT order_prints_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT order_prints_copy_key UNIQUE (facility_id, kind, subject_id, copy),
  CONSTRAINT order_prints_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT order_prints_printed_by_fkey FOREIGN KEY (printed_by) REFERENCES users(id),
  CONSTRAINT order_prints_copy_check CHECK ((copy >= 0)),
  CONSTRAINT order_prints_kind_check CHECK ((kind = ANY (ARRAY['order-sheet'::text, 'result-sheet'::text, 'specimen-label'::text])))
);
CREATE INDEX order_prints_encounter_id_idx ON public.order_prints USING btree (facility_id, encounter_id);
CREATE INDEX order_prints_printed_by_idx ON public.order_prints USING btree (printed_by);
ALTER TABLE order_prints ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_prints FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON order_prints AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.order_prints FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON order_prints TO his_app;

CREATE TABLE order_results (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  order_id uuid NOT NULL,
  number smallint NOT NULL,
  kind text NOT NULL,
  change_reason text,
  description text,
  conclusion text,
  machine_code text,
  collected_at timestamp with time zone,
  performed_at timestamp with time zone NOT NULL,
  performed_by uuid NOT NULL,
  entered_at timestamp with time zone NOT NULL,
  entered_by uuid NOT NULL,
  approved_at timestamp with time zone,
  approved_by uuid,
  is_critical boolean NOT NULL DEFAULT false,
  CONSTRAINT order_results_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT order_results_order_id_number_key UNIQUE (facility_id, order_id, number),
  CONSTRAINT order_results_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES users(id),
  CONSTRAINT order_results_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT order_results_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES users(id),
  CONSTRAINT order_results_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES service_orders(facility_id, id),
  CONSTRAINT order_results_performed_by_fkey FOREIGN KEY (performed_by) REFERENCES users(id),
  CONSTRAINT order_results_approval_check CHECK (((approved_at IS NULL) = (approved_by IS NULL))),
  CONSTRAINT order_results_change_check CHECK (((kind = 'result'::text) = (change_reason IS NULL))),
  CONSTRAINT order_results_kind_check CHECK ((kind = ANY (ARRAY['result'::text, 'correction'::text, 'withdrawal'::text]))),
  CONSTRAINT order_results_number_check CHECK ((number > 0))
);
CREATE INDEX order_results_approved_at_idx ON public.order_results USING btree (facility_id, approved_at);
CREATE INDEX order_results_approved_by_idx ON public.order_results USING btree (approved_by);
CREATE INDEX order_results_encounter_id_idx ON public.order_results USING btree (facility_id, encounter_id);
CREATE INDEX order_results_entered_by_idx ON public.order_results USING btree (entered_by);
CREATE INDEX order_results_performed_by_idx ON public.order_results USING btree (performed_by);
ALTER TABLE order_results ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_results FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON order_results AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.order_results FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.order_results FOR EACH ROW EXECUTE FUNCTION log_change();
CREATE TRIGGER order_results_approved_is_final BEFORE UPDATE ON public.order_results FOR EACH ROW EXECUTE FUNCTION refuse_change_of_approved();
GRANT INSERT, SELECT, UPDATE ON order_results TO his_app;

CREATE TABLE order_sets (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  service_codes text[] NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT order_sets_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT order_sets_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT order_sets_service_codes_check CHECK (((cardinality(service_codes) >= 1) AND (cardinality(service_codes) <= 30)))
);
CREATE UNIQUE INDEX order_sets_name_key ON public.order_sets USING btree (facility_id, name) WHERE (closed_at IS NULL);
ALTER TABLE order_sets ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_sets FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON order_sets AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.order_sets FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.order_sets FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON order_sets TO his_app;

CREATE TABLE outbox (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  destination_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  encounter_id uuid,
  topic text NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  content_hash text,
  created_at timestamp with time zone NOT NULL,
  next_try_at timestamp with time zone NOT NULL,
  delivered_at timestamp with time zone,
  leased_until timestamp with time zone,
  reopened_at timestamp with time zone,
  replaced_patient_id uuid,
  health_check_id uuid,
  CONSTRAINT outbox_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT outbox_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES destinations(id),
  CONSTRAINT outbox_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT outbox_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT outbox_health_check_id_fkey FOREIGN KEY (facility_id, health_check_id) REFERENCES health_checks(facility_id, id),
  CONSTRAINT outbox_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT outbox_replaced_patient_id_fkey FOREIGN KEY (replaced_patient_id) REFERENCES patients(id),
  CONSTRAINT outbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'refused'::text]))),
  CONSTRAINT outbox_subject_check CHECK ((num_nonnulls(encounter_id, replaced_patient_id, health_check_id) = 1))
);
CREATE INDEX outbox_delivered_idx ON public.outbox USING btree (facility_id, destination_id, delivered_at) WHERE (state = 'delivered'::text);
CREATE INDEX outbox_destination_id_idx ON public.outbox USING btree (destination_id, state);
CREATE INDEX outbox_encounter_id_idx ON public.outbox USING btree (facility_id, encounter_id);
CREATE INDEX outbox_health_check_id_idx ON public.outbox USING btree (facility_id, health_check_id) WHERE (health_check_id IS NOT NULL);
CREATE INDEX outbox_patient_id_idx ON public.outbox USING btree (patient_id);
CREATE INDEX outbox_refused_idx ON public.outbox USING btree (facility_id, destination_id, created_at) WHERE (state = 'refused'::text);
CREATE INDEX outbox_replaced_patient_id_idx ON public.outbox USING btree (replaced_patient_id) WHERE (replaced_patient_id IS NOT NULL);
CREATE INDEX outbox_waiting_idx ON public.outbox USING btree (facility_id, destination_id, patient_id, created_at) WHERE (state = 'waiting'::text);
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON outbox AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.outbox FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.outbox FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON outbox TO his_app;

CREATE TABLE outbox_attempts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  outbox_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  class text NOT NULL,
  http_status integer,
  issues jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT outbox_attempts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT outbox_attempts_outbox_id_fkey FOREIGN KEY (facility_id, outbox_id) REFERENCES outbox(facility_id, id)
);
CREATE INDEX outbox_attempts_outbox_id_idx ON public.outbox_attempts USING btree (facility_id, outbox_id, at);
ALTER TABLE outbox_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON outbox_attempts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT ON outbox_attempts TO his_app;

CREATE TABLE outbox_holds (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  destination_id uuid NOT NULL,
  reason text NOT NULL,
  held_at timestamp with time zone NOT NULL,
  held_by uuid NOT NULL,
  released_at timestamp with time zone,
  released_by uuid,
  CONSTRAINT outbox_holds_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT outbox_holds_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES destinations(id),
  CONSTRAINT outbox_holds_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT outbox_holds_held_by_fkey FOREIGN KEY (held_by) REFERENCES users(id),
  CONSTRAINT outbox_holds_released_by_fkey FOREIGN KEY (released_by) REFERENCES users(id),
  CONSTRAINT outbox_holds_released_check CHECK (((released_at IS NULL) = (released_by IS NULL)))
);
CREATE UNIQUE INDEX outbox_holds_current_key ON public.outbox_holds USING btree (facility_id, destination_id) WHERE (released_at IS NULL);
CREATE INDEX outbox_holds_destination_id_idx ON public.outbox_holds USING btree (destination_id);
CREATE INDEX outbox_holds_held_by_idx ON public.outbox_holds USING btree (held_by);
CREATE INDEX outbox_holds_released_by_idx ON public.outbox_holds USING btree (released_by) WHERE (released_by IS NOT NULL);
ALTER TABLE outbox_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON outbox_holds AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.outbox_holds FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.outbox_holds FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON outbox_holds TO his_app;

CREATE TABLE parameters (
  code text NOT NULL,
  value jsonb NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT parameters_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT parameters_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT parameters_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON parameters TO his_app;

CREATE TABLE patient_conditions (
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL,
  facility_id uuid NOT NULL,
  icd_code text NOT NULL,
  icd_version text NOT NULL,
  name text NOT NULL,
  since text,
  note text,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL,
  ended_on date,
  retracted_at timestamp with time zone,
  retraction_reason text,
  changed_by uuid,
  CONSTRAINT patient_conditions_pkey PRIMARY KEY (id),
  CONSTRAINT patient_conditions_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT patient_conditions_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT patient_conditions_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT patient_conditions_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT patient_conditions_note_check CHECK (((length(note) >= 1) AND (length(note) <= 500))),
  CONSTRAINT patient_conditions_retraction_check CHECK (((retracted_at IS NULL) = (retraction_reason IS NULL))),
  CONSTRAINT patient_conditions_since_check CHECK ((since ~ '^\d{4}(-\d{2}){0,2}$'::text))
);
CREATE UNIQUE INDEX patient_conditions_active_key ON public.patient_conditions USING btree (patient_id, icd_code, facility_id) WHERE ((ended_on IS NULL) AND (retracted_at IS NULL));
CREATE INDEX patient_conditions_changed_by_idx ON public.patient_conditions USING btree (changed_by) WHERE (changed_by IS NOT NULL);
CREATE INDEX patient_conditions_facility_id_idx ON public.patient_conditions USING btree (facility_id);
CREATE INDEX patient_conditions_patient_id_idx ON public.patient_conditions USING btree (patient_id);
CREATE INDEX patient_conditions_recorded_by_idx ON public.patient_conditions USING btree (recorded_by);
CREATE TRIGGER bump_version BEFORE UPDATE ON public.patient_conditions FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.patient_conditions FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON patient_conditions TO his_app;

CREATE TABLE patient_identifiers (
  id uuid NOT NULL,
  patient_id uuid NOT NULL,
  system text NOT NULL,
  value text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  CONSTRAINT patient_identifiers_pkey PRIMARY KEY (id),
  CONSTRAINT patient_identifiers_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT patient_identifiers_period_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  CONSTRAINT patient_identifiers_system_check CHECK ((system = ANY (ARRAY['citizen-id'::text, 'old-citizen-id'::text, 'passport'::text, 'social-insurance'::text, 'birth-certificate'::text, 'temporary'::text])))
);
CREATE INDEX patient_identifiers_patient_id_idx ON public.patient_identifiers USING btree (patient_id);
CREATE INDEX patient_identifiers_value_idx ON public.patient_identifiers USING btree (value, system);
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.patient_identifiers FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON patient_identifiers TO his_app;

CREATE TABLE patient_merge_moves (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  merge_id uuid NOT NULL,
  table_name text NOT NULL,
  row_id uuid NOT NULL,
  restored_at timestamp with time zone,
  CONSTRAINT patient_merge_moves_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT patient_merge_moves_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT patient_merge_moves_merge_id_fkey FOREIGN KEY (merge_id) REFERENCES patient_merges(id)
);
CREATE INDEX patient_merge_moves_merge_id_idx ON public.patient_merge_moves USING btree (merge_id);
ALTER TABLE patient_merge_moves ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_merge_moves FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON patient_merge_moves AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.patient_merge_moves FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON patient_merge_moves TO his_app;

CREATE TABLE patient_merges (
  id uuid NOT NULL,
  survivor_id uuid NOT NULL,
  loser_id uuid NOT NULL,
  reason text NOT NULL,
  merged_at timestamp with time zone NOT NULL,
  merged_by uuid NOT NULL,
  moved jsonb NOT NULL,
  undone_at timestamp with time zone,
  undone_by uuid,
  undo_reason text,
  CONSTRAINT patient_merges_pkey PRIMARY KEY (id),
  CONSTRAINT patient_merges_loser_id_fkey FOREIGN KEY (loser_id) REFERENCES patients(id),
  CONSTRAINT patient_merges_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES users(id),
  CONSTRAINT patient_merges_survivor_id_fkey FOREIGN KEY (survivor_id) REFERENCES patients(id),
  CONSTRAINT patient_merges_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES users(id),
  CONSTRAINT patient_merges_other_check CHECK ((survivor_id <> loser_id)),
  CONSTRAINT patient_merges_undo_check CHECK (((undone_at IS NULL) = (undo_reason IS NULL)))
);
CREATE INDEX patient_merges_loser_id_idx ON public.patient_merges USING btree (loser_id);
CREATE INDEX patient_merges_merged_at_idx ON public.patient_merges USING btree (merged_at DESC, id DESC);
CREATE INDEX patient_merges_merged_by_idx ON public.patient_merges USING btree (merged_by);
CREATE UNIQUE INDEX patient_merges_standing_key ON public.patient_merges USING btree (loser_id) WHERE (undone_at IS NULL);
CREATE INDEX patient_merges_survivor_id_idx ON public.patient_merges USING btree (survivor_id);
CREATE INDEX patient_merges_undone_by_idx ON public.patient_merges USING btree (undone_by);
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.patient_merges FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON patient_merges TO his_app;

CREATE TABLE patient_photos (
  id uuid NOT NULL,
  patient_id uuid NOT NULL,
  kind text NOT NULL,
  media_type text NOT NULL,
  content bytea NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  taken_by uuid NOT NULL,
  retracted_at timestamp with time zone,
  CONSTRAINT patient_photos_pkey PRIMARY KEY (id),
  CONSTRAINT patient_photos_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT patient_photos_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES users(id),
  CONSTRAINT patient_photos_content_check CHECK ((octet_length(content) <= 200000)),
  CONSTRAINT patient_photos_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'paper'::text]))),
  CONSTRAINT patient_photos_media_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text])))
);
CREATE INDEX patient_photos_patient_id_idx ON public.patient_photos USING btree (patient_id, taken_at);
CREATE INDEX patient_photos_taken_by_idx ON public.patient_photos USING btree (taken_by);
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.patient_photos FOR EACH ROW EXECUTE FUNCTION log_change('content');
GRANT INSERT, SELECT, UPDATE ON patient_photos TO his_app;

CREATE TABLE patients (
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  full_name text NOT NULL,
  name_folded text NOT NULL GENERATED ALWAYS AS (fold_text(full_name)) STORED,
  name_tokens text[] NOT NULL GENERATED ALWAYS AS (string_to_array(fold_text(full_name), ' '::text)) STORED,
  sex text NOT NULL,
  birth_date date NOT NULL,
  birth_precision text NOT NULL,
  birth_time text,
  phone text,
  commune_code text,
  address_text text,
  ethnicity_code text NOT NULL DEFAULT '99'::text,
  occupation_code text NOT NULL DEFAULT '00000'::text,
  nationality_code text NOT NULL DEFAULT '000'::text,
  guardian_name text,
  guardian_phone text,
  allergy_status text NOT NULL DEFAULT 'never-asked'::text,
  is_demo boolean NOT NULL DEFAULT false,
  merged_into uuid,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  unidentified boolean NOT NULL DEFAULT false,
  mother_id uuid,
  known_at text[] NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT patients_pkey PRIMARY KEY (id),
  CONSTRAINT patients_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES patients(id),
  CONSTRAINT patients_mother_id_fkey FOREIGN KEY (mother_id) REFERENCES patients(id),
  CONSTRAINT patients_allergy_status_check CHECK ((allergy_status = ANY (ARRAY['never-asked'::text, 'none-known'::text, 'known'::text]))),
  CONSTRAINT patients_birth_precision_check CHECK ((birth_precision = ANY (ARRAY['year'::text, 'month'::text, 'day'::text, 'minute'::text]))),
  CONSTRAINT patients_birth_time_check CHECK ((birth_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text)),
  CONSTRAINT patients_full_name_check CHECK (((length(btrim(full_name)) >= 1) AND (length(btrim(full_name)) <= 255))),
  CONSTRAINT patients_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text, 'unknown'::text])))
);
CREATE INDEX patients_birth_date_idx ON public.patients USING btree (birth_date, commune_code) WHERE (merged_into IS NULL);
CREATE INDEX patients_merged_into_idx ON public.patients USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX patients_mother_id_idx ON public.patients USING btree (mother_id) WHERE (mother_id IS NOT NULL);
CREATE INDEX patients_name_folded_birth_date_idx ON public.patients USING btree (name_folded text_pattern_ops, birth_date);
CREATE INDEX patients_phone_idx ON public.patients USING btree (phone) WHERE (phone IS NOT NULL);
CREATE INDEX patients_search_idx ON public.patients USING gin (patient_search_keys(name_folded, birth_date, commune_code, known_at)) WITH (fastupdate=off) WHERE (merged_into IS NULL);
CREATE TRIGGER bump_version BEFORE UPDATE ON public.patients FOR EACH ROW WHEN ((NOT (old.known_at IS DISTINCT FROM new.known_at))) EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.patients FOR EACH ROW EXECUTE FUNCTION log_change();
CREATE TRIGGER note_name_words AFTER INSERT OR UPDATE OF full_name ON public.patients FOR EACH ROW EXECUTE FUNCTION note_name_words();
GRANT INSERT, SELECT, UPDATE ON patients TO his_app;

CREATE TABLE payer_changes (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL,
  card_id uuid,
  reason text NOT NULL,
  category_before text NOT NULL,
  category_after text NOT NULL,
  shares_before jsonb NOT NULL,
  shares_after jsonb NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  changed_by uuid NOT NULL,
  CONSTRAINT payer_changes_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT payer_changes_card_id_fkey FOREIGN KEY (card_id) REFERENCES insurance_cards(id),
  CONSTRAINT payer_changes_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT payer_changes_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT payer_changes_card_check CHECK (((kind = 'card'::text) = (card_id IS NOT NULL))),
  CONSTRAINT payer_changes_kind_check CHECK ((kind = ANY (ARRAY['none'::text, 'card'::text])))
);
CREATE INDEX payer_changes_card_id_idx ON public.payer_changes USING btree (card_id);
CREATE INDEX payer_changes_changed_by_idx ON public.payer_changes USING btree (changed_by);
CREATE INDEX payer_changes_encounter_id_idx ON public.payer_changes USING btree (facility_id, encounter_id);
ALTER TABLE payer_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE payer_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON payer_changes AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.payer_changes FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON payer_changes TO his_app;

CREATE TABLE portal_accounts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  base_url text NOT NULL,
  username text NOT NULL,
  password_digest bytea NOT NULL,
  officer_name text NOT NULL,
  officer_number bytea NOT NULL,
  removed_at timestamp with time zone,
  CONSTRAINT portal_accounts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT portal_accounts_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT portal_accounts_base_url_check CHECK ((base_url ~ '^(http|https)://'::text))
);
CREATE UNIQUE INDEX portal_accounts_current_key ON public.portal_accounts USING btree (facility_id) WHERE (removed_at IS NULL);
ALTER TABLE portal_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON portal_accounts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.portal_accounts FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.portal_accounts FOR EACH ROW EXECUTE FUNCTION log_change('password_digest', 'officer_number');
GRANT INSERT, SELECT, UPDATE ON portal_accounts TO his_app;

CREATE TABLE prescription_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  prescription_id uuid NOT NULL,
  sequence smallint NOT NULL,
  drug_code text NOT NULL,
  drug_name text NOT NULL,
  ingredient_code text,
  registration_number text,
  atc_code text,
  strength text NOT NULL,
  dosage_form text NOT NULL,
  unit text NOT NULL,
  route_code text NOT NULL,
  route_name text NOT NULL,
  quantity numeric(10,3) NOT NULL,
  dosage jsonb NOT NULL,
  days smallint NOT NULL,
  dosage_text text NOT NULL,
  payer text NOT NULL DEFAULT 'insurance'::text,
  toxic boolean NOT NULL DEFAULT false,
  CONSTRAINT prescription_lines_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_lines_prescription_id_sequence_key UNIQUE (facility_id, prescription_id, sequence),
  CONSTRAINT prescription_lines_prescription_id_fkey FOREIGN KEY (facility_id, prescription_id) REFERENCES prescriptions(facility_id, id),
  CONSTRAINT prescription_lines_days_check CHECK ((days > 0)),
  CONSTRAINT prescription_lines_payer_check CHECK ((payer = ANY (ARRAY['insurance'::text, 'self-pay'::text, 'programme'::text, 'outside'::text]))),
  CONSTRAINT prescription_lines_quantity_check CHECK ((quantity > (0)::numeric))
);
ALTER TABLE prescription_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE prescription_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON prescription_lines AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.prescription_lines FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON prescription_lines TO his_app;

CREATE TABLE prescription_overrides (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  prescription_id uuid NOT NULL,
  issue_code text NOT NULL,
  issue_path text NOT NULL,
  issue_params jsonb,
  reason text NOT NULL,
  CONSTRAINT prescription_overrides_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_overrides_prescription_id_fkey FOREIGN KEY (facility_id, prescription_id) REFERENCES prescriptions(facility_id, id)
);
CREATE INDEX prescription_overrides_prescription_id_idx ON public.prescription_overrides USING btree (facility_id, prescription_id);
ALTER TABLE prescription_overrides ENABLE ROW LEVEL SECURITY;
ALTER TABLE prescription_overrides FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON prescription_overrides AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.prescription_overrides FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON prescription_overrides TO his_app;

CREATE TABLE prescription_prints (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  prescription_id uuid NOT NULL,
  copy integer NOT NULL,
  printed_at timestamp with time zone NOT NULL,
  printed_by uuid NOT NULL,
  CONSTRAINT prescription_prints_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_prints_copy_key UNIQUE (facility_id, prescription_id, copy),
  CONSTRAINT prescription_prints_prescription_id_fkey FOREIGN KEY (facility_id, prescription_id) REFERENCES prescriptions(facility_id, id),
  CONSTRAINT prescription_prints_printed_by_fkey FOREIGN KEY (printed_by) REFERENCES users(id),
  CONSTRAINT prescription_prints_copy_check CHECK ((copy >= 0))
);
CREATE INDEX prescription_prints_printed_by_idx ON public.prescription_prints USING btree (printed_by);
ALTER TABLE prescription_prints ENABLE ROW LEVEL SECURITY;
ALTER TABLE prescription_prints FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON prescription_prints AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.prescription_prints FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON prescription_prints TO his_app;

CREATE TABLE prescription_transmission_attempts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  transmission_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  class text NOT NULL,
  http_status integer,
  source text NOT NULL,
  body_sha256 text NOT NULL,
  issues jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT prescription_transmission_attempts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_transmission_attempts_transmission_id_fkey FOREIGN KEY (facility_id, transmission_id) REFERENCES prescription_transmissions(facility_id, id)
);
CREATE INDEX prescription_transmission_attempts_transmission_id_idx ON public.prescription_transmission_attempts USING btree (facility_id, transmission_id, at);
ALTER TABLE prescription_transmission_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE prescription_transmission_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON prescription_transmission_attempts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT ON prescription_transmission_attempts TO his_app;

CREATE TABLE prescription_transmissions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  signed_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  body text,
  body_sha256 text,
  deidentified boolean NOT NULL DEFAULT false,
  source text,
  checksum text,
  attempts integer NOT NULL DEFAULT 0,
  last_class text,
  issues jsonb NOT NULL DEFAULT '[]'::jsonb,
  queued_at timestamp with time zone NOT NULL,
  first_left_at timestamp with time zone,
  last_sent_at timestamp with time zone,
  next_try_at timestamp with time zone,
  accepted_at timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by uuid,
  decision_reason text,
  replaced_by uuid,
  CONSTRAINT prescription_transmissions_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_transmissions_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT prescription_transmissions_id_fkey FOREIGN KEY (facility_id, id) REFERENCES prescriptions(facility_id, id),
  CONSTRAINT prescription_transmissions_replaced_by_fkey FOREIGN KEY (facility_id, replaced_by) REFERENCES prescriptions(facility_id, id),
  CONSTRAINT prescription_transmissions_accepted_check CHECK (((state = ANY (ARRAY['accepted'::text, 'replaced'::text])) = ((accepted_at IS NOT NULL) AND (source IS NOT NULL)))),
  CONSTRAINT prescription_transmissions_body_check CHECK (((body IS NULL) = (body_sha256 IS NULL))),
  CONSTRAINT prescription_transmissions_decided_check CHECK ((((decided_at IS NULL) = (decided_by IS NULL)) AND ((decided_at IS NULL) = (decision_reason IS NULL)))),
  CONSTRAINT prescription_transmissions_source_check CHECK ((source = ANY (ARRAY['system'::text, 'simulator'::text]))),
  CONSTRAINT prescription_transmissions_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'accepted'::text, 'rejected'::text, 'unknown'::text, 'replaced'::text, 'withdrawn'::text, 'held'::text])))
);
CREATE INDEX prescription_transmissions_decided_by_idx ON public.prescription_transmissions USING btree (decided_by) WHERE (decided_by IS NOT NULL);
CREATE INDEX prescription_transmissions_replaced_by_idx ON public.prescription_transmissions USING btree (facility_id, replaced_by) WHERE (replaced_by IS NOT NULL);
CREATE INDEX prescription_transmissions_signed_at_idx ON public.prescription_transmissions USING btree (facility_id, signed_at, id);
CREATE INDEX prescription_transmissions_waiting_idx ON public.prescription_transmissions USING btree (facility_id, queued_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));
ALTER TABLE prescription_transmissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE prescription_transmissions FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON prescription_transmissions AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.prescription_transmissions FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.prescription_transmissions FOR EACH ROW EXECUTE FUNCTION log_change('body');
GRANT INSERT, SELECT, UPDATE ON prescription_transmissions TO his_app;

CREATE TABLE prescription_withdrawals (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  prescription_id uuid NOT NULL,
  reason text NOT NULL,
  withdrawn_at timestamp with time zone NOT NULL,
  withdrawn_by uuid NOT NULL,
  CONSTRAINT prescription_withdrawals_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescription_withdrawals_prescription_id_key UNIQUE (facility_id, prescription_id),
  CONSTRAINT prescription_withdrawals_prescription_id_fkey FOREIGN KEY (facility_id, prescription_id) REFERENCES prescriptions(facility_id, id),
  CONSTRAINT prescription_withdrawals_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES users(id)
);
CREATE INDEX prescription_withdrawals_withdrawn_by_idx ON public.prescription_withdrawals USING btree (withdrawn_by);
ALTER TABLE prescription_withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE prescription_withdrawals FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON prescription_withdrawals AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.prescription_withdrawals FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON prescription_withdrawals TO his_app;

CREATE TABLE prescriptions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  code text NOT NULL,
  type text NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  signed_by uuid NOT NULL,
  advice text,
  knowledge_version text NOT NULL,
  signing_id uuid NOT NULL,
  tranches jsonb,
  weight_kg numeric(8,2),
  guardian_name text,
  CONSTRAINT prescriptions_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT prescriptions_facility_id_code_key UNIQUE (facility_id, code),
  CONSTRAINT prescriptions_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT prescriptions_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES users(id),
  CONSTRAINT prescriptions_code_check CHECK ((code ~ '^[0-9a-z]{12}-[chnyt]$'::text))
);
CREATE INDEX prescriptions_encounter_id_idx ON public.prescriptions USING btree (facility_id, encounter_id);
CREATE INDEX prescriptions_signed_at_idx ON public.prescriptions USING btree (facility_id, signed_at, id);
CREATE INDEX prescriptions_signed_by_idx ON public.prescriptions USING btree (signed_by);
CREATE INDEX prescriptions_signing_id_idx ON public.prescriptions USING btree (facility_id, signing_id);
ALTER TABLE prescriptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE prescriptions FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON prescriptions AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.prescriptions FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON prescriptions TO his_app;

CREATE TABLE price_list_lines (
  facility_id uuid NOT NULL,
  list_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  group_code text NOT NULL,
  cost_group text NOT NULL,
  unit text NOT NULL,
  hospital_price numeric(15,3) NOT NULL,
  insurance_price numeric(15,3) NOT NULL,
  surgery_class text,
  name_folded text GENERATED ALWAYS AS (fold_words(name)) STORED,
  tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(name), ' '::text)) STORED,
  CONSTRAINT price_list_lines_pkey PRIMARY KEY (facility_id, list_id, code),
  CONSTRAINT price_list_lines_facility_id_list_id_fkey FOREIGN KEY (facility_id, list_id) REFERENCES price_lists(facility_id, id),
  CONSTRAINT price_list_lines_hospital_price_check CHECK ((hospital_price >= (0)::numeric)),
  CONSTRAINT price_list_lines_insurance_price_check CHECK ((insurance_price >= (0)::numeric))
);
CREATE INDEX price_list_lines_facility_id_code_idx ON public.price_list_lines USING btree (facility_id, code);
CREATE INDEX price_list_lines_tokens_idx ON public.price_list_lines USING gin (tokens);
ALTER TABLE price_list_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_list_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON price_list_lines AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT ON price_list_lines TO his_app;

CREATE TABLE price_lists (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  decision_number text NOT NULL,
  decided_on date NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  end_reason text,
  file_name text NOT NULL,
  file_sha256 text NOT NULL,
  imported_by uuid NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  CONSTRAINT price_lists_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT price_lists_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT price_lists_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES users(id),
  CONSTRAINT price_lists_end_reason_check CHECK (((end_reason IS NULL) OR (valid_to IS NOT NULL))),
  CONSTRAINT price_lists_period_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);
CREATE INDEX price_lists_imported_by_idx ON public.price_lists USING btree (imported_by);
ALTER TABLE price_lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_lists FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON price_lists AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.price_lists FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.price_lists FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON price_lists TO his_app;

CREATE TABLE procedures (
  code text NOT NULL,
  name text NOT NULL,
  chapter text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT procedures_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT procedures_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT procedures_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON procedures TO his_app;

CREATE TABLE provinces (
  code text NOT NULL,
  name text NOT NULL,
  full_name text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT provinces_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT provinces_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT provinces_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON provinces TO his_app;

CREATE TABLE queue_tickets (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  room_id uuid NOT NULL,
  day date NOT NULL,
  number integer NOT NULL,
  priority text NOT NULL,
  priority_rank smallint NOT NULL,
  state text NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  called_at timestamp with time zone,
  times_called smallint NOT NULL DEFAULT 0,
  finished_at timestamp with time zone,
  returned_after integer,
  returned_at timestamp with time zone,
  transferred_from uuid,
  transfer_reason text,
  CONSTRAINT queue_tickets_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT queue_tickets_room_id_day_number_key UNIQUE (facility_id, room_id, day, number),
  CONSTRAINT queue_tickets_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT queue_tickets_room_id_fkey FOREIGN KEY (facility_id, room_id) REFERENCES rooms(facility_id, id),
  CONSTRAINT queue_tickets_transferred_from_fkey FOREIGN KEY (facility_id, transferred_from) REFERENCES queue_tickets(facility_id, id),
  CONSTRAINT queue_tickets_return_check CHECK (((returned_after IS NULL) = (returned_at IS NULL))),
  CONSTRAINT queue_tickets_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'called'::text, 'in-examination'::text, 'done'::text, 'missed'::text, 'transferred'::text, 'cancelled'::text])))
);
CREATE INDEX queue_tickets_encounter_id_idx ON public.queue_tickets USING btree (facility_id, encounter_id);
CREATE INDEX queue_tickets_next_idx ON public.queue_tickets USING btree (facility_id, room_id, day, state, priority_rank, number);
CREATE INDEX queue_tickets_transferred_from_idx ON public.queue_tickets USING btree (facility_id, transferred_from);
ALTER TABLE queue_tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE queue_tickets FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON queue_tickets AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.queue_tickets FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.queue_tickets FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON queue_tickets TO his_app;

CREATE TABLE receipt_books (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL,
  series text NOT NULL,
  first_number integer NOT NULL,
  last_number integer NOT NULL,
  next_number integer NOT NULL,
  holder_id uuid,
  opened_at timestamp with time zone NOT NULL,
  opened_by uuid NOT NULL,
  closed_at timestamp with time zone,
  closed_by uuid,
  CONSTRAINT receipt_books_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT receipt_books_first_number_key UNIQUE (facility_id, kind, series, first_number),
  CONSTRAINT receipt_books_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES users(id),
  CONSTRAINT receipt_books_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT receipt_books_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES users(id),
  CONSTRAINT receipt_books_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES users(id),
  CONSTRAINT receipt_books_closure_check CHECK (((closed_at IS NULL) = (closed_by IS NULL))),
  CONSTRAINT receipt_books_first_number_check CHECK ((first_number > 0)),
  CONSTRAINT receipt_books_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'payout'::text]))),
  CONSTRAINT receipt_books_numbers_check CHECK (((last_number >= first_number) AND ((next_number >= first_number) AND (next_number <= (last_number + 1)))))
);
CREATE INDEX receipt_books_closed_by_idx ON public.receipt_books USING btree (closed_by);
CREATE INDEX receipt_books_holder_id_idx ON public.receipt_books USING btree (holder_id);
CREATE INDEX receipt_books_opened_by_idx ON public.receipt_books USING btree (opened_by);
ALTER TABLE receipt_books ENABLE ROW LEVEL SECURITY;
ALTER TABLE receipt_books FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON receipt_books AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.receipt_books FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.receipt_books FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON receipt_books TO his_app;

CREATE TABLE receipt_prints (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  receipt_id uuid NOT NULL,
  copy integer NOT NULL,
  printed_at timestamp with time zone NOT NULL,
  printed_by uuid NOT NULL,
  CONSTRAINT receipt_prints_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT receipt_prints_copy_key UNIQUE (facility_id, receipt_id, copy),
  CONSTRAINT receipt_prints_printed_by_fkey FOREIGN KEY (printed_by) REFERENCES users(id),
  CONSTRAINT receipt_prints_receipt_id_fkey FOREIGN KEY (facility_id, receipt_id) REFERENCES receipts(facility_id, id)
);
CREATE INDEX receipt_prints_printed_by_idx ON public.receipt_prints USING btree (printed_by);
ALTER TABLE receipt_prints ENABLE ROW LEVEL SECURITY;
ALTER TABLE receipt_prints FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON receipt_prints AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.receipt_prints FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON receipt_prints TO his_app;

CREATE TABLE receipts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  sequence integer NOT NULL,
  kind text NOT NULL,
  amount numeric(12,0) NOT NULL,
  cancels uuid,
  effect numeric(12,0) NOT NULL GENERATED ALWAYS AS (
CASE
    WHEN ((kind = ANY (ARRAY['advance'::text, 'collection'::text])) = (cancels IS NULL)) THEN amount
    ELSE (- amount)
END) STORED,
  previous_sequence integer GENERATED ALWAYS AS (NULLIF((sequence - 1), 0)) STORED,
  balance_before numeric(14,0) NOT NULL,
  balance numeric(14,0) NOT NULL,
  method text NOT NULL,
  book_id uuid,
  number integer,
  shift_id uuid NOT NULL,
  cashier_id uuid NOT NULL,
  payer_name text,
  note text,
  reason text,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT receipts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT receipts_balance_key UNIQUE (facility_id, encounter_id, sequence, balance),
  CONSTRAINT receipts_cancels_key UNIQUE (facility_id, cancels),
  CONSTRAINT receipts_chain_key UNIQUE (facility_id, encounter_id, previous_sequence, balance_before),
  CONSTRAINT receipts_number_key UNIQUE (facility_id, book_id, number),
  CONSTRAINT receipts_sequence_key UNIQUE (facility_id, encounter_id, sequence),
  CONSTRAINT receipts_book_id_fkey FOREIGN KEY (facility_id, book_id) REFERENCES receipt_books(facility_id, id),
  CONSTRAINT receipts_cancels_fkey FOREIGN KEY (facility_id, cancels) REFERENCES receipts(facility_id, id),
  CONSTRAINT receipts_cashier_id_fkey FOREIGN KEY (cashier_id) REFERENCES users(id),
  CONSTRAINT receipts_chain_fkey FOREIGN KEY (facility_id, encounter_id, previous_sequence, balance_before) REFERENCES receipts(facility_id, encounter_id, sequence, balance),
  CONSTRAINT receipts_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT receipts_shift_id_fkey FOREIGN KEY (facility_id, shift_id) REFERENCES cashier_shifts(facility_id, id),
  CONSTRAINT receipts_amount_check CHECK ((amount > (0)::numeric)),
  CONSTRAINT receipts_balance_check CHECK ((balance >= (0)::numeric)),
  CONSTRAINT receipts_cancel_check CHECK (((cancels IS NULL) = (reason IS NULL))),
  CONSTRAINT receipts_first_check CHECK (((sequence > 1) OR (balance_before = (0)::numeric))),
  CONSTRAINT receipts_kind_check CHECK ((kind = ANY (ARRAY['advance'::text, 'collection'::text, 'refund'::text, 'advance-return'::text]))),
  CONSTRAINT receipts_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'transfer'::text, 'vietqr'::text]))),
  CONSTRAINT receipts_number_check CHECK ((((cancels IS NULL) = (book_id IS NOT NULL)) AND ((book_id IS NULL) = (number IS NULL)))),
  CONSTRAINT receipts_sequence_check CHECK ((sequence > 0)),
  CONSTRAINT receipts_sum_check CHECK ((balance = (balance_before +
CASE
    WHEN ((kind = ANY (ARRAY['advance'::text, 'collection'::text])) = (cancels IS NULL)) THEN amount
    ELSE (- amount)
END)))
);
CREATE INDEX receipts_cashier_id_idx ON public.receipts USING btree (cashier_id);
CREATE INDEX receipts_created_at_idx ON public.receipts USING btree (facility_id, created_at DESC, id DESC);
CREATE INDEX receipts_shift_id_idx ON public.receipts USING btree (facility_id, shift_id, created_at);
ALTER TABLE receipts ENABLE ROW LEVEL SECURITY;
ALTER TABLE receipts FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON receipts AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.receipts FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON receipts TO his_app;

CREATE TABLE referral_slips (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  patient_id uuid NOT NULL,
  kind text NOT NULL,
  number text NOT NULL,
  from_facility_code text NOT NULL,
  signed_on date NOT NULL,
  icd_code text,
  yearly boolean NOT NULL,
  valid_to date,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL,
  CONSTRAINT referral_slips_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT referral_slips_paper_key UNIQUE (facility_id, patient_id, kind, from_facility_code, number),
  CONSTRAINT referral_slips_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT referral_slips_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT referral_slips_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT referral_slips_kind_check CHECK ((kind = ANY (ARRAY['referral'::text, 're-examination'::text]))),
  CONSTRAINT referral_slips_valid_to_check CHECK (((kind = 'referral'::text) = (valid_to IS NOT NULL)))
);
CREATE INDEX referral_slips_patient_id_idx ON public.referral_slips USING btree (patient_id);
CREATE INDEX referral_slips_recorded_by_idx ON public.referral_slips USING btree (recorded_by);
ALTER TABLE referral_slips ENABLE ROW LEVEL SECURITY;
ALTER TABLE referral_slips FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON referral_slips AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.referral_slips FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.referral_slips FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON referral_slips TO his_app;

CREATE TABLE refresh_tokens (
  id uuid NOT NULL,
  family_id uuid NOT NULL,
  user_id uuid NOT NULL,
  facility_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  session_version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  family_expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT refresh_tokens_token_hash_key UNIQUE (token_hash),
  CONSTRAINT refresh_tokens_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT refresh_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX refresh_tokens_expires_at_idx ON public.refresh_tokens USING btree (expires_at);
CREATE INDEX refresh_tokens_facility_id_idx ON public.refresh_tokens USING btree (facility_id);
CREATE INDEX refresh_tokens_family_id_idx ON public.refresh_tokens USING btree (family_id);
CREATE INDEX refresh_tokens_user_id_idx ON public.refresh_tokens USING btree (user_id);
GRANT DELETE, INSERT, SELECT, UPDATE ON refresh_tokens TO his_app;

CREATE TABLE report_templates (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  service_code text,
  description text NOT NULL,
  conclusion text NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT report_templates_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT report_templates_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id)
);
ALTER TABLE report_templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_templates FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON report_templates AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.report_templates FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.report_templates FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON report_templates TO his_app;

CREATE TABLE reproductive_states (
  id uuid NOT NULL,
  patient_id uuid NOT NULL,
  pregnant boolean NOT NULL,
  due_on date,
  breastfeeding boolean NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  asked_by uuid NOT NULL,
  CONSTRAINT reproductive_states_pkey PRIMARY KEY (id),
  CONSTRAINT reproductive_states_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES users(id),
  CONSTRAINT reproductive_states_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT reproductive_states_due_on_check CHECK (((due_on IS NULL) OR pregnant))
);
CREATE INDEX reproductive_states_asked_by_idx ON public.reproductive_states USING btree (asked_by);
CREATE INDEX reproductive_states_patient_id_idx ON public.reproductive_states USING btree (patient_id, asked_at DESC);
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.reproductive_states FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON reproductive_states TO his_app;

CREATE TABLE result_books (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  desk text NOT NULL,
  day date NOT NULL,
  closed_at timestamp with time zone NOT NULL,
  closed_by uuid NOT NULL,
  approved integer NOT NULL,
  corrected integer NOT NULL,
  withdrawn integer NOT NULL,
  note text,
  CONSTRAINT result_books_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT result_books_desk_day_key UNIQUE (facility_id, desk, day),
  CONSTRAINT result_books_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES users(id),
  CONSTRAINT result_books_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT result_books_desk_check CHECK ((desk = ANY (ARRAY['laboratory'::text, 'imaging'::text])))
);
CREATE INDEX result_books_closed_by_idx ON public.result_books USING btree (closed_by);
ALTER TABLE result_books ENABLE ROW LEVEL SECURITY;
ALTER TABLE result_books FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON result_books AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.result_books FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON result_books TO his_app;

CREATE TABLE result_readings (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  result_id uuid NOT NULL,
  read_by uuid NOT NULL,
  read_at timestamp with time zone NOT NULL,
  CONSTRAINT result_readings_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT result_readings_result_id_read_by_key UNIQUE (facility_id, result_id, read_by),
  CONSTRAINT result_readings_read_by_fkey FOREIGN KEY (read_by) REFERENCES users(id),
  CONSTRAINT result_readings_result_id_fkey FOREIGN KEY (facility_id, result_id) REFERENCES order_results(facility_id, id)
);
CREATE INDEX result_readings_read_by_idx ON public.result_readings USING btree (read_by);
ALTER TABLE result_readings ENABLE ROW LEVEL SECURITY;
ALTER TABLE result_readings FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON result_readings AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.result_readings FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON result_readings TO his_app;

CREATE TABLE result_values (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  result_id uuid NOT NULL,
  "position" smallint NOT NULL,
  indicator_code text NOT NULL,
  name text NOT NULL,
  loinc text,
  unit text,
  ucum text,
  value_kind text NOT NULL,
  comparator text,
  number numeric,
  text text,
  flag text,
  low numeric,
  high numeric,
  high_open boolean NOT NULL DEFAULT false,
  critical_low numeric,
  critical_high numeric,
  normal_choice text,
  range_origin text,
  dropped boolean NOT NULL DEFAULT false,
  CONSTRAINT result_values_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT result_values_result_id_indicator_code_key UNIQUE (facility_id, result_id, indicator_code),
  CONSTRAINT result_values_result_id_fkey FOREIGN KEY (facility_id, result_id) REFERENCES order_results(facility_id, id),
  CONSTRAINT result_values_comparator_check CHECK ((comparator = ANY (ARRAY['<'::text, '<='::text, '>'::text, '>='::text]))),
  CONSTRAINT result_values_comparator_kind_check CHECK (((comparator IS NULL) OR (value_kind = 'numeric'::text))),
  CONSTRAINT result_values_flag_check CHECK ((flag = ANY (ARRAY['N'::text, 'L'::text, 'H'::text, 'LL'::text, 'HH'::text, 'A'::text]))),
  CONSTRAINT result_values_value_check CHECK ((((value_kind = 'numeric'::text) = (number IS NOT NULL)) AND ((value_kind <> 'numeric'::text) = (text IS NOT NULL)))),
  CONSTRAINT result_values_value_kind_check CHECK ((value_kind = ANY (ARRAY['numeric'::text, 'coded'::text, 'text'::text])))
);
ALTER TABLE result_values ENABLE ROW LEVEL SECURITY;
ALTER TABLE result_values FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON result_values AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.result_values FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.result_values FOR EACH ROW EXECUTE FUNCTION log_change();
CREATE TRIGGER result_values_approved_is_final BEFORE INSERT OR UPDATE ON public.result_values FOR EACH ROW EXECUTE FUNCTION refuse_change_of_approved();
GRANT INSERT, SELECT, UPDATE ON result_values TO his_app;

CREATE TABLE rooms (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  code text NOT NULL,
  name text NOT NULL,
  department_code text NOT NULL,
  examination_service_code text NOT NULL,
  closed_at timestamp with time zone,
  package_service_codes text[] NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT rooms_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT rooms_facility_id_code_key UNIQUE (facility_id, code),
  CONSTRAINT rooms_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id)
);
ALTER TABLE rooms ENABLE ROW LEVEL SECURITY;
ALTER TABLE rooms FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON rooms AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.rooms FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.rooms FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON rooms TO his_app;

CREATE TABLE service_orders (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  service_code text NOT NULL,
  service_name text NOT NULL,
  quantity numeric(10,3) NOT NULL,
  state text NOT NULL,
  ordered_at timestamp with time zone NOT NULL,
  ordered_by uuid NOT NULL,
  performed_at timestamp with time zone,
  performed_by uuid,
  result_text text,
  cancelled_at timestamp with time zone,
  cancelled_by uuid,
  cancel_reason text,
  from_package boolean NOT NULL DEFAULT false,
  service_group text NOT NULL DEFAULT ''::text,
  urgent boolean NOT NULL DEFAULT false,
  reason text,
  repeat_reason text,
  CONSTRAINT service_orders_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT service_orders_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES users(id),
  CONSTRAINT service_orders_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT service_orders_ordered_by_fkey FOREIGN KEY (ordered_by) REFERENCES users(id),
  CONSTRAINT service_orders_performed_by_fkey FOREIGN KEY (performed_by) REFERENCES users(id),
  CONSTRAINT service_orders_cancelled_check CHECK (((state = 'cancelled'::text) = (cancel_reason IS NOT NULL))),
  CONSTRAINT service_orders_performed_check CHECK (((state = 'performed'::text) = (performed_at IS NOT NULL))),
  CONSTRAINT service_orders_quantity_check CHECK ((quantity > (0)::numeric)),
  CONSTRAINT service_orders_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'performed'::text, 'cancelled'::text])))
);
CREATE INDEX service_orders_cancelled_by_idx ON public.service_orders USING btree (cancelled_by);
CREATE INDEX service_orders_encounter_id_idx ON public.service_orders USING btree (facility_id, encounter_id);
CREATE INDEX service_orders_ordered_by_idx ON public.service_orders USING btree (ordered_by);
CREATE INDEX service_orders_performed_by_idx ON public.service_orders USING btree (performed_by);
CREATE INDEX service_orders_work_idx ON public.service_orders USING btree (facility_id, service_group, state, ordered_at);
ALTER TABLE service_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON service_orders AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.service_orders FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.service_orders FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON service_orders TO his_app;

CREATE TABLE service_prices (
  code text NOT NULL,
  facility_class text NOT NULL,
  name text NOT NULL,
  group_code text NOT NULL,
  cost_group text NOT NULL,
  unit text NOT NULL,
  price numeric NOT NULL,
  surgery_class text,
  price_group text,
  matches_national text,
  note text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  name_folded text GENERATED ALWAYS AS (fold_words(name)) STORED,
  tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(name), ' '::text)) STORED,
  CONSTRAINT service_prices_pkey PRIMARY KEY (code, facility_class, valid_from),
  CONSTRAINT service_prices_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT service_prices_facility_class_check CHECK ((facility_class = ANY (ARRAY['class-2'::text, 'class-3'::text, 'station'::text]))),
  CONSTRAINT service_prices_price_check CHECK ((price >= (0)::numeric)),
  CONSTRAINT service_prices_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON service_prices TO his_app;

CREATE TABLE settlement_claims (
  facility_id uuid NOT NULL,
  report_id uuid NOT NULL,
  "position" integer NOT NULL,
  submission_id uuid NOT NULL,
  CONSTRAINT settlement_claims_pkey PRIMARY KEY (facility_id, report_id, "position"),
  CONSTRAINT settlement_claims_report_id_fkey FOREIGN KEY (facility_id, report_id) REFERENCES settlement_reports(facility_id, id),
  CONSTRAINT settlement_claims_submission_id_fkey FOREIGN KEY (facility_id, submission_id) REFERENCES claim_submissions(facility_id, id)
);
CREATE INDEX settlement_claims_submission_id_idx ON public.settlement_claims USING btree (facility_id, submission_id);
ALTER TABLE settlement_claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE settlement_claims FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON settlement_claims AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT ON settlement_claims TO his_app;

CREATE TABLE settlement_handings (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  month text NOT NULL,
  report_id uuid NOT NULL,
  handed_in_at timestamp with time zone NOT NULL,
  handed_in_by uuid NOT NULL,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawal_reason text,
  CONSTRAINT settlement_handings_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT settlement_handings_handed_in_by_fkey FOREIGN KEY (handed_in_by) REFERENCES users(id),
  CONSTRAINT settlement_handings_report_id_fkey FOREIGN KEY (facility_id, report_id) REFERENCES settlement_reports(facility_id, id),
  CONSTRAINT settlement_handings_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES users(id),
  CONSTRAINT settlement_handings_withdrawn_check CHECK ((num_nulls(withdrawn_at, withdrawn_by, withdrawal_reason) = ANY (ARRAY[0, 3])))
);
CREATE INDEX settlement_handings_handed_in_by_idx ON public.settlement_handings USING btree (handed_in_by);
CREATE UNIQUE INDEX settlement_handings_month_key ON public.settlement_handings USING btree (facility_id, month) WHERE (withdrawn_at IS NULL);
CREATE INDEX settlement_handings_report_id_idx ON public.settlement_handings USING btree (facility_id, report_id);
CREATE INDEX settlement_handings_withdrawn_by_idx ON public.settlement_handings USING btree (withdrawn_by) WHERE (withdrawn_by IS NOT NULL);
ALTER TABLE settlement_handings ENABLE ROW LEVEL SECURITY;
ALTER TABLE settlement_handings FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON settlement_handings AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.settlement_handings FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.settlement_handings FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON settlement_handings TO his_app;

CREATE TABLE settlement_lines (
  facility_id uuid NOT NULL,
  report_id uuid NOT NULL,
  list text NOT NULL,
  "position" integer NOT NULL,
  encounter_id uuid,
  line jsonb NOT NULL,
  CONSTRAINT settlement_lines_pkey PRIMARY KEY (facility_id, report_id, list, "position"),
  CONSTRAINT settlement_lines_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT settlement_lines_report_id_fkey FOREIGN KEY (facility_id, report_id) REFERENCES settlement_reports(facility_id, id),
  CONSTRAINT settlement_lines_encounter_check CHECK (((list = ANY (ARRAY['outpatients'::text, 'inpatients'::text])) = (encounter_id IS NOT NULL))),
  CONSTRAINT settlement_lines_list_check CHECK ((list = ANY (ARRAY['outpatients'::text, 'inpatients'::text, '19'::text, '20'::text, '21'::text])))
);
CREATE INDEX settlement_lines_encounter_id_idx ON public.settlement_lines USING btree (facility_id, encounter_id) WHERE (encounter_id IS NOT NULL);
ALTER TABLE settlement_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE settlement_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON settlement_lines AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT ON settlement_lines TO his_app;

CREATE TABLE settlement_reports (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  month text NOT NULL,
  number integer NOT NULL,
  basis text NOT NULL,
  preview boolean NOT NULL,
  state text NOT NULL,
  frozen_at timestamp with time zone,
  total integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  simulated integer NOT NULL DEFAULT 0,
  unbalanced integer NOT NULL DEFAULT 0,
  unnamed_care integer NOT NULL DEFAULT 0,
  totals jsonb,
  proofs jsonb,
  sha256 text,
  created_at timestamp with time zone NOT NULL,
  created_by uuid NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT settlement_reports_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT settlement_reports_number_key UNIQUE (facility_id, month, number),
  CONSTRAINT settlement_reports_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  CONSTRAINT settlement_reports_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT settlement_reports_basis_check CHECK ((basis = ANY (ARRAY['settled'::text, 'paid'::text]))),
  CONSTRAINT settlement_reports_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  CONSTRAINT settlement_reports_number_check CHECK ((number > 0)),
  CONSTRAINT settlement_reports_ready_check CHECK (((state <> 'ready'::text) OR ((totals IS NOT NULL) AND (proofs IS NOT NULL) AND (sha256 IS NOT NULL) AND (finished_at IS NOT NULL)))),
  CONSTRAINT settlement_reports_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'ready'::text, 'failed'::text])))
);
CREATE INDEX settlement_reports_created_by_idx ON public.settlement_reports USING btree (created_by);
ALTER TABLE settlement_reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE settlement_reports FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON settlement_reports AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.settlement_reports FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.settlement_reports FOR EACH ROW EXECUTE FUNCTION log_change('totals', 'proofs', 'sha256');
GRANT INSERT, SELECT, UPDATE ON settlement_reports TO his_app;

CREATE TABLE sharing_consents (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  patient_id uuid NOT NULL,
  destination_id uuid,
  decision text NOT NULL,
  evidence text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL,
  CONSTRAINT sharing_consents_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT sharing_consents_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES destinations(id),
  CONSTRAINT sharing_consents_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT sharing_consents_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT sharing_consents_decision_check CHECK ((decision = ANY (ARRAY['given'::text, 'withdrawn'::text])))
);
CREATE INDEX sharing_consents_destination_id_idx ON public.sharing_consents USING btree (destination_id);
CREATE INDEX sharing_consents_patient_id_idx ON public.sharing_consents USING btree (patient_id, facility_id, decided_at);
ALTER TABLE sharing_consents ENABLE ROW LEVEL SECURITY;
ALTER TABLE sharing_consents FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON sharing_consents AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT ON sharing_consents TO his_app;

CREATE TABLE signing_keys (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  private_key bytea NOT NULL,
  certificate text NOT NULL,
  subject text NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  valid_to timestamp with time zone NOT NULL,
  demo boolean NOT NULL,
  set_at timestamp with time zone NOT NULL,
  set_by uuid NOT NULL,
  removed_at timestamp with time zone,
  CONSTRAINT signing_keys_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT signing_keys_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT signing_keys_set_by_fkey FOREIGN KEY (set_by) REFERENCES users(id)
);
CREATE UNIQUE INDEX signing_keys_current_key ON public.signing_keys USING btree (facility_id) WHERE (removed_at IS NULL);
CREATE INDEX signing_keys_set_by_idx ON public.signing_keys USING btree (set_by);
ALTER TABLE signing_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON signing_keys AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.signing_keys FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.signing_keys FOR EACH ROW EXECUTE FUNCTION log_change('private_key');
GRANT INSERT, SELECT, UPDATE ON signing_keys TO his_app;

CREATE TABLE specimen_orders (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  specimen_id uuid NOT NULL,
  order_id uuid NOT NULL,
  CONSTRAINT specimen_orders_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT specimen_orders_specimen_id_order_id_key UNIQUE (facility_id, specimen_id, order_id),
  CONSTRAINT specimen_orders_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES service_orders(facility_id, id),
  CONSTRAINT specimen_orders_specimen_id_fkey FOREIGN KEY (facility_id, specimen_id) REFERENCES specimens(facility_id, id)
);
CREATE INDEX specimen_orders_order_id_idx ON public.specimen_orders USING btree (facility_id, order_id);
ALTER TABLE specimen_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE specimen_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON specimen_orders AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.specimen_orders FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON specimen_orders TO his_app;

CREATE TABLE specimens (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  taken_by uuid NOT NULL,
  received_at timestamp with time zone,
  received_by uuid,
  rejected_at timestamp with time zone,
  rejected_by uuid,
  reject_reason text,
  CONSTRAINT specimens_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT specimens_facility_id_number_key UNIQUE (facility_id, number),
  CONSTRAINT specimens_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT specimens_received_by_fkey FOREIGN KEY (received_by) REFERENCES users(id),
  CONSTRAINT specimens_rejected_by_fkey FOREIGN KEY (rejected_by) REFERENCES users(id),
  CONSTRAINT specimens_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES users(id),
  CONSTRAINT specimens_number_check CHECK ((number ~ '^[0-9]{10}$'::text)),
  CONSTRAINT specimens_receipt_check CHECK ((((received_at IS NULL) = (received_by IS NULL)) AND (received_at >= taken_at))),
  CONSTRAINT specimens_rejection_check CHECK ((((rejected_at IS NULL) = (reject_reason IS NULL)) AND ((rejected_at IS NULL) = (rejected_by IS NULL))))
);
CREATE INDEX specimens_encounter_id_idx ON public.specimens USING btree (facility_id, encounter_id);
CREATE INDEX specimens_received_by_idx ON public.specimens USING btree (received_by);
CREATE INDEX specimens_rejected_by_idx ON public.specimens USING btree (rejected_by);
CREATE INDEX specimens_taken_by_idx ON public.specimens USING btree (taken_by);
ALTER TABLE specimens ENABLE ROW LEVEL SECURITY;
ALTER TABLE specimens FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON specimens AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.specimens FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.specimens FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON specimens TO his_app;

CREATE TABLE starter_templates (
  code text NOT NULL,
  title text NOT NULL,
  section text NOT NULL,
  body text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT starter_templates_pkey PRIMARY KEY (code, section, valid_from),
  CONSTRAINT starter_templates_code_check CHECK ((code ~ '^[a-z][a-z0-9]{0,11}$'::text)),
  CONSTRAINT starter_templates_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT starter_templates_section_check CHECK ((section = ANY (ARRAY['any'::text, 'history'::text, 'past'::text, 'family'::text, 'general'::text, 'organs'::text, 'results'::text, 'plan'::text]))),
  CONSTRAINT starter_templates_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON starter_templates TO his_app;

CREATE TABLE stock_balances (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  depot_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  on_hand numeric(12,3) NOT NULL,
  reserved numeric(12,3) NOT NULL DEFAULT 0,
  last_sequence integer NOT NULL DEFAULT 0,
  CONSTRAINT stock_balances_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_balances_depot_id_lot_id_key UNIQUE (facility_id, depot_id, lot_id),
  CONSTRAINT stock_balances_depot_id_fkey FOREIGN KEY (facility_id, depot_id) REFERENCES depots(facility_id, id),
  CONSTRAINT stock_balances_lot_id_fkey FOREIGN KEY (facility_id, lot_id) REFERENCES stock_lots(facility_id, id),
  CONSTRAINT stock_balances_on_hand_check CHECK ((on_hand >= (0)::numeric)),
  CONSTRAINT stock_balances_reserved_check CHECK (((reserved >= (0)::numeric) AND (reserved <= on_hand)))
);
CREATE INDEX stock_balances_lot_id_idx ON public.stock_balances USING btree (facility_id, lot_id);
ALTER TABLE stock_balances ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_balances FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON stock_balances AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
GRANT INSERT, SELECT, UPDATE ON stock_balances TO his_app;

CREATE TABLE stock_document_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  document_id uuid NOT NULL,
  sequence integer NOT NULL,
  lot_id uuid NOT NULL,
  quantity numeric(12,3) NOT NULL,
  counted numeric(12,3),
  prescription_line_id uuid,
  reverses_line_id uuid,
  CONSTRAINT stock_document_lines_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_document_lines_reverses_line_id_key UNIQUE (facility_id, reverses_line_id),
  CONSTRAINT stock_document_lines_sequence_key UNIQUE (facility_id, document_id, sequence),
  CONSTRAINT stock_document_lines_document_id_fkey FOREIGN KEY (facility_id, document_id) REFERENCES stock_documents(facility_id, id),
  CONSTRAINT stock_document_lines_lot_id_fkey FOREIGN KEY (facility_id, lot_id) REFERENCES stock_lots(facility_id, id),
  CONSTRAINT stock_document_lines_prescription_line_id_fkey FOREIGN KEY (facility_id, prescription_line_id) REFERENCES prescription_lines(facility_id, id),
  CONSTRAINT stock_document_lines_reverses_line_id_fkey FOREIGN KEY (facility_id, reverses_line_id) REFERENCES stock_document_lines(facility_id, id),
  CONSTRAINT stock_document_lines_quantity_check CHECK (((quantity > (0)::numeric) OR (counted >= (0)::numeric) OR ((reverses_line_id IS NOT NULL) AND (quantity <> (0)::numeric))))
);
CREATE INDEX stock_document_lines_lot_id_idx ON public.stock_document_lines USING btree (facility_id, lot_id);
CREATE INDEX stock_document_lines_prescription_line_id_idx ON public.stock_document_lines USING btree (facility_id, prescription_line_id) WHERE (prescription_line_id IS NOT NULL);
ALTER TABLE stock_document_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_document_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON stock_document_lines AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.stock_document_lines FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON stock_document_lines TO his_app;

CREATE TABLE stock_documents (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL,
  state text NOT NULL,
  number text,
  day date NOT NULL,
  depot_id uuid NOT NULL,
  to_depot_id uuid,
  partner text,
  invoice_number text,
  reason text,
  draft jsonb NOT NULL DEFAULT '[]'::jsonb,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  posted_by uuid,
  posted_at timestamp with time zone,
  cancelled_by uuid,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  reverses_id uuid,
  CONSTRAINT stock_documents_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_documents_number_key UNIQUE (facility_id, number),
  CONSTRAINT stock_documents_reverses_id_key UNIQUE (facility_id, reverses_id),
  CONSTRAINT stock_documents_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES users(id),
  CONSTRAINT stock_documents_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  CONSTRAINT stock_documents_depot_id_fkey FOREIGN KEY (facility_id, depot_id) REFERENCES depots(facility_id, id),
  CONSTRAINT stock_documents_posted_by_fkey FOREIGN KEY (posted_by) REFERENCES users(id),
  CONSTRAINT stock_documents_reverses_id_fkey FOREIGN KEY (facility_id, reverses_id) REFERENCES stock_documents(facility_id, id),
  CONSTRAINT stock_documents_to_depot_id_fkey FOREIGN KEY (facility_id, to_depot_id) REFERENCES depots(facility_id, id),
  CONSTRAINT stock_documents_cancelling_check CHECK (((state = 'cancelled'::text) = (cancel_reason IS NOT NULL))),
  CONSTRAINT stock_documents_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'opening'::text, 'transfer'::text, 'cabinet-top-up'::text, 'cabinet-return'::text, 'write-off'::text, 'supplier-return'::text, 'stock-take'::text, 'dispense'::text, 'dispense-return'::text, 'cabinet-issue'::text, 'reversal'::text]))),
  CONSTRAINT stock_documents_posting_check CHECK ((((state = 'posted'::text) = (posted_at IS NOT NULL)) AND ((state = 'posted'::text) = (posted_by IS NOT NULL)) AND ((state = 'posted'::text) = (number IS NOT NULL)))),
  CONSTRAINT stock_documents_reversal_check CHECK (((reverses_id IS NOT NULL) = (kind = 'reversal'::text))),
  CONSTRAINT stock_documents_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'posted'::text, 'cancelled'::text]))),
  CONSTRAINT stock_documents_to_depot_check CHECK (((to_depot_id IS DISTINCT FROM depot_id) AND ((kind = 'reversal'::text) OR ((to_depot_id IS NOT NULL) = (kind = ANY (ARRAY['transfer'::text, 'cabinet-top-up'::text, 'cabinet-return'::text]))))))
);
CREATE INDEX stock_documents_cancelled_by_idx ON public.stock_documents USING btree (cancelled_by);
CREATE INDEX stock_documents_created_by_idx ON public.stock_documents USING btree (created_by);
CREATE INDEX stock_documents_day_idx ON public.stock_documents USING btree (facility_id, day DESC, id DESC);
CREATE INDEX stock_documents_depot_id_idx ON public.stock_documents USING btree (facility_id, depot_id);
CREATE INDEX stock_documents_open_idx ON public.stock_documents USING btree (facility_id, state, day) WHERE (state = ANY (ARRAY['draft'::text, 'submitted'::text]));
CREATE INDEX stock_documents_posted_by_idx ON public.stock_documents USING btree (posted_by);
CREATE INDEX stock_documents_to_depot_id_idx ON public.stock_documents USING btree (facility_id, to_depot_id);
ALTER TABLE stock_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_documents FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON stock_documents AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.stock_documents FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.stock_documents FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON stock_documents TO his_app;

CREATE TABLE stock_lots (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  drug_code text NOT NULL,
  lot_number text NOT NULL,
  expires_on date NOT NULL,
  registration_number text,
  tender text,
  unit_price numeric(15,3) NOT NULL,
  recalled_at timestamp with time zone,
  recalled_by uuid,
  recall_reason text,
  CONSTRAINT stock_lots_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_lots_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT stock_lots_recalled_by_fkey FOREIGN KEY (recalled_by) REFERENCES users(id),
  CONSTRAINT stock_lots_recall_check CHECK ((((recalled_at IS NULL) = (recall_reason IS NULL)) AND ((recalled_at IS NULL) = (recalled_by IS NULL)))),
  CONSTRAINT stock_lots_unit_price_check CHECK ((unit_price >= (0)::numeric))
);
CREATE INDEX stock_lots_drug_code_idx ON public.stock_lots USING btree (facility_id, drug_code, expires_on);
CREATE INDEX stock_lots_expires_on_idx ON public.stock_lots USING btree (facility_id, expires_on);
CREATE INDEX stock_lots_lot_number_idx ON public.stock_lots USING btree (facility_id, lot_number);
CREATE INDEX stock_lots_recalled_by_idx ON public.stock_lots USING btree (recalled_by);
ALTER TABLE stock_lots ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_lots FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON stock_lots AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.stock_lots FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.stock_lots FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON stock_lots TO his_app;

CREATE TABLE stock_movements (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  depot_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  sequence integer NOT NULL,
  line_id uuid NOT NULL,
  quantity numeric(12,3) NOT NULL,
  balance numeric(12,3) NOT NULL,
  day date NOT NULL,
  posted_at timestamp with time zone NOT NULL,
  entered_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT stock_movements_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_movements_sequence_key UNIQUE (facility_id, depot_id, lot_id, sequence),
  CONSTRAINT stock_movements_depot_id_fkey FOREIGN KEY (facility_id, depot_id) REFERENCES depots(facility_id, id),
  CONSTRAINT stock_movements_line_id_fkey FOREIGN KEY (facility_id, line_id) REFERENCES stock_document_lines(facility_id, id),
  CONSTRAINT stock_movements_lot_id_fkey FOREIGN KEY (facility_id, lot_id) REFERENCES stock_lots(facility_id, id),
  CONSTRAINT stock_movements_balance_check CHECK ((balance >= (0)::numeric)),
  CONSTRAINT stock_movements_quantity_check CHECK ((quantity <> (0)::numeric))
);
CREATE INDEX stock_movements_day_idx ON public.stock_movements USING btree (facility_id, depot_id, day);
CREATE INDEX stock_movements_line_id_idx ON public.stock_movements USING btree (facility_id, line_id);
CREATE INDEX stock_movements_lot_id_idx ON public.stock_movements USING btree (facility_id, lot_id, day);
ALTER TABLE stock_movements ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_movements FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON stock_movements AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.stock_movements FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON stock_movements TO his_app;

CREATE TABLE stock_periods (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  month date NOT NULL,
  closed_at timestamp with time zone,
  closed_by uuid,
  CONSTRAINT stock_periods_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_periods_month_key UNIQUE (facility_id, month),
  CONSTRAINT stock_periods_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES users(id),
  CONSTRAINT stock_periods_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT stock_periods_closure_check CHECK (((closed_at IS NULL) = (closed_by IS NULL))),
  CONSTRAINT stock_periods_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);
CREATE INDEX stock_periods_closed_by_idx ON public.stock_periods USING btree (closed_by);
ALTER TABLE stock_periods ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_periods FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON stock_periods AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.stock_periods FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.stock_periods FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON stock_periods TO his_app;

CREATE TABLE stock_reservations (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  line_id uuid NOT NULL,
  balance_id uuid NOT NULL,
  quantity numeric(12,3) NOT NULL,
  reserved_at timestamp with time zone NOT NULL,
  until date NOT NULL,
  released_at timestamp with time zone,
  release_reason text,
  CONSTRAINT stock_reservations_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_reservations_balance_id_fkey FOREIGN KEY (facility_id, balance_id) REFERENCES stock_balances(facility_id, id),
  CONSTRAINT stock_reservations_line_id_fkey FOREIGN KEY (facility_id, line_id) REFERENCES dispensing_order_lines(facility_id, id),
  CONSTRAINT stock_reservations_quantity_check CHECK ((quantity > (0)::numeric)),
  CONSTRAINT stock_reservations_release_check CHECK (((released_at IS NULL) = (release_reason IS NULL))),
  CONSTRAINT stock_reservations_release_reason_check CHECK ((release_reason = ANY (ARRAY['dispensed'::text, 'cancelled'::text, 'expired'::text, 'withdrawn'::text])))
);
CREATE INDEX stock_reservations_balance_id_idx ON public.stock_reservations USING btree (facility_id, balance_id);
CREATE INDEX stock_reservations_line_id_idx ON public.stock_reservations USING btree (facility_id, line_id);
CREATE INDEX stock_reservations_until_idx ON public.stock_reservations USING btree (facility_id, until) WHERE (released_at IS NULL);
ALTER TABLE stock_reservations ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_reservations FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON stock_reservations AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.stock_reservations FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.stock_reservations FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON stock_reservations TO his_app;

CREATE TABLE supply_items (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  code text NOT NULL,
  name text NOT NULL,
  unit text NOT NULL,
  maker text,
  product_mark text,
  unit_price numeric(15,3) NOT NULL,
  ceiling_price numeric(15,3),
  insurance_ratio numeric(5,2) NOT NULL,
  tender text,
  valid_from date NOT NULL,
  valid_to date,
  name_folded text GENERATED ALWAYS AS (fold_words(name)) STORED,
  name_tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(name), ' '::text)) STORED,
  CONSTRAINT supply_items_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT supply_items_facility_id_code_valid_from_key UNIQUE (facility_id, code, valid_from),
  CONSTRAINT supply_items_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT supply_items_ceiling_price_check CHECK ((ceiling_price >= (0)::numeric)),
  CONSTRAINT supply_items_code_check CHECK ((code ~ '^N[0-9]{2}[.]'::text)),
  CONSTRAINT supply_items_insurance_ratio_check CHECK (((insurance_ratio >= (0)::numeric) AND (insurance_ratio <= (100)::numeric))),
  CONSTRAINT supply_items_period_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  CONSTRAINT supply_items_unit_price_check CHECK ((unit_price >= (0)::numeric))
);
ALTER TABLE supply_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE supply_items FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON supply_items AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.supply_items FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.supply_items FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON supply_items TO his_app;

CREATE TABLE technique_procedures (
  technique_code text NOT NULL,
  procedure_code text NOT NULL,
  technique_name text NOT NULL,
  specialty text,
  former_tier text,
  surgery_class text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT technique_procedures_pkey PRIMARY KEY (technique_code, procedure_code, valid_from),
  CONSTRAINT technique_procedures_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT technique_procedures_valid_to_check CHECK ((valid_to >= valid_from))
);
GRANT SELECT ON technique_procedures TO his_app;

CREATE TABLE techniques (
  code text NOT NULL,
  sequence integer NOT NULL,
  chapter text NOT NULL,
  chapter_name text NOT NULL,
  name text NOT NULL,
  equivalent_code text,
  link_confidence text,
  valid_from date NOT NULL,
  valid_to date,
  source text NOT NULL,
  confidence text NOT NULL,
  name_folded text GENERATED ALWAYS AS (fold_words(name)) STORED,
  tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(name), ' '::text)) STORED,
  CONSTRAINT techniques_pkey PRIMARY KEY (code, valid_from),
  CONSTRAINT techniques_confidence_check CHECK ((confidence = ANY (ARRAY['sure'::text, 'likely'::text, 'unsure'::text]))),
  CONSTRAINT techniques_valid_to_check CHECK ((valid_to >= valid_from))
);
CREATE INDEX techniques_tokens_idx ON public.techniques USING gin (tokens);
GRANT SELECT ON techniques TO his_app;

CREATE TABLE text_templates (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  owner_id uuid,
  code text NOT NULL,
  title text NOT NULL,
  parts jsonb NOT NULL,
  saved_by uuid NOT NULL,
  saved_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT text_templates_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT text_templates_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT text_templates_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id),
  CONSTRAINT text_templates_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES users(id),
  CONSTRAINT text_templates_code_check CHECK ((code ~ '^[a-z][a-z0-9]{0,11}$'::text)),
  CONSTRAINT text_templates_parts_check CHECK (((jsonb_typeof(parts) = 'object'::text) AND (parts <> '{}'::jsonb))),
  CONSTRAINT text_templates_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100)))
);
CREATE UNIQUE INDEX text_templates_own_key ON public.text_templates USING btree (facility_id, owner_id, code) WHERE ((owner_id IS NOT NULL) AND (closed_at IS NULL));
CREATE INDEX text_templates_owner_id_idx ON public.text_templates USING btree (owner_id) WHERE (owner_id IS NOT NULL);
CREATE INDEX text_templates_saved_by_idx ON public.text_templates USING btree (saved_by);
CREATE UNIQUE INDEX text_templates_shared_key ON public.text_templates USING btree (facility_id, code) WHERE ((owner_id IS NULL) AND (closed_at IS NULL));
ALTER TABLE text_templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE text_templates FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON text_templates AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER bump_version BEFORE UPDATE ON public.text_templates FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.text_templates FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT, UPDATE ON text_templates TO his_app;

CREATE TABLE user_roles (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  facility_id uuid NOT NULL,
  role text NOT NULL,
  CONSTRAINT user_roles_pkey PRIMARY KEY (id),
  CONSTRAINT user_roles_user_id_facility_id_role_key UNIQUE (user_id, facility_id, role),
  CONSTRAINT user_roles_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facilities(id),
  CONSTRAINT user_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX user_roles_facility_id_idx ON public.user_roles USING btree (facility_id);
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.user_roles FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT DELETE, INSERT, SELECT ON user_roles TO his_app;

CREATE TABLE users (
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  username text NOT NULL,
  full_name text NOT NULL,
  password_hash text NOT NULL,
  licence text,
  staff_number text,
  is_demo boolean NOT NULL DEFAULT false,
  disabled_at timestamp with time zone,
  session_version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  licence_from date,
  licence_until date,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_username_key UNIQUE (username),
  CONSTRAINT users_licence_period_check CHECK ((licence_from <= licence_until)),
  CONSTRAINT users_username_check CHECK ((username ~ '^[a-z0-9][a-z0-9._-]{1,62}$'::text))
);
CREATE TRIGGER bump_version BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION bump_version();
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION log_change('password_hash');
GRANT INSERT, SELECT, UPDATE ON users TO his_app;

CREATE TABLE visit_paper_withdrawals (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  paper_id uuid NOT NULL,
  reason text NOT NULL,
  withdrawn_at timestamp with time zone NOT NULL,
  withdrawn_by uuid NOT NULL,
  CONSTRAINT visit_paper_withdrawals_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT visit_paper_withdrawals_paper_id_key UNIQUE (facility_id, paper_id),
  CONSTRAINT visit_paper_withdrawals_paper_id_fkey FOREIGN KEY (facility_id, paper_id) REFERENCES visit_papers(facility_id, id),
  CONSTRAINT visit_paper_withdrawals_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES users(id)
);
CREATE INDEX visit_paper_withdrawals_withdrawn_by_idx ON public.visit_paper_withdrawals USING btree (withdrawn_by);
ALTER TABLE visit_paper_withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit_paper_withdrawals FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON visit_paper_withdrawals AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.visit_paper_withdrawals FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON visit_paper_withdrawals TO his_app;

CREATE TABLE visit_papers (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL,
  year smallint NOT NULL,
  number integer NOT NULL,
  head jsonb NOT NULL,
  content jsonb NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  issued_by uuid NOT NULL,
  replaces uuid,
  CONSTRAINT visit_papers_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT visit_papers_number_key UNIQUE (facility_id, kind, year, number),
  CONSTRAINT visit_papers_replaces_key UNIQUE (facility_id, replaces),
  CONSTRAINT visit_papers_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters(facility_id, id),
  CONSTRAINT visit_papers_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES users(id),
  CONSTRAINT visit_papers_replaces_fkey FOREIGN KEY (facility_id, replaces) REFERENCES visit_papers(facility_id, id),
  CONSTRAINT visit_papers_kind_check CHECK ((kind = ANY (ARRAY['sick-leave'::text, 'referral'::text, 'admission'::text, 'appointment'::text, 'outpatient-record'::text]))),
  CONSTRAINT visit_papers_number_check CHECK ((number > 0))
);
CREATE INDEX visit_papers_encounter_id_idx ON public.visit_papers USING btree (facility_id, encounter_id, issued_at);
CREATE INDEX visit_papers_issued_by_idx ON public.visit_papers USING btree (issued_by);
CREATE UNIQUE INDEX visit_papers_outpatient_record_key ON public.visit_papers USING btree (facility_id, encounter_id) WHERE (kind = 'outpatient-record'::text);
ALTER TABLE visit_papers ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit_papers FORCE ROW LEVEL SECURITY;
CREATE POLICY facility_fence ON visit_papers AS PERMISSIVE FOR ALL TO public USING ((facility_id = current_facility())) WITH CHECK ((facility_id = current_facility()));
CREATE TRIGGER log_change AFTER INSERT OR DELETE OR UPDATE ON public.visit_papers FOR EACH ROW EXECUTE FUNCTION log_change();
GRANT INSERT, SELECT ON visit_papers TO his_app;

CREATE OR REPLACE FUNCTION public.access_digest(facility uuid, sealed bigint)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT encode(sha256(convert_to(string_agg(concat_ws('|'::text, a.id, to_char((a.at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US'::text), a.user_id, COALESCE((a.patient_id)::text, '-'::text), COALESCE((a.encounter_id)::text, '-'::text), a.action, a.request_id), '
'::text ORDER BY a.id), 'UTF8'::name)), 'hex'::text) AS encode FROM access_events a WHERE ((a.facility_id = access_digest.facility) AND (NOT (a.sealed_seq IS DISTINCT FROM access_digest.sealed))));
GRANT EXECUTE ON FUNCTION access_digest(uuid,bigint) TO PUBLIC;
GRANT EXECUTE ON FUNCTION access_digest(uuid,bigint) TO his_app;

CREATE OR REPLACE FUNCTION public.append_audit(entry text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE facility uuid := current_facility(); next_seq bigint; previous bytea; digest bytea;
BEGIN
  IF facility IS NULL THEN RAISE EXCEPTION 'no facility in this transaction' USING ERRCODE = 'insufficient_privilege'; END IF;
  INSERT INTO audit_heads AS h (facility_id, seq, hash) VALUES (facility, 0, sha256(convert_to(facility::text, 'UTF8')))
    ON CONFLICT (facility_id) DO NOTHING;
  SELECT h.seq + 1, h.hash INTO next_seq, previous FROM audit_heads AS h WHERE h.facility_id = facility FOR UPDATE;
  digest := sha256(previous || convert_to(next_seq || '|' || entry, 'UTF8'));
  INSERT INTO audit_events (facility_id, seq, payload, previous_hash, hash) VALUES (facility, next_seq, entry, previous, digest);
  UPDATE audit_heads SET seq = next_seq, hash = digest WHERE facility_id = facility;
  RETURN next_seq;
END $function$;
GRANT EXECUTE ON FUNCTION append_audit(text) TO his_app;

CREATE OR REPLACE FUNCTION public.append_new(found uuid[], more uuid[])
 RETURNS uuid[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (found || ARRAY(SELECT m.id FROM unnest(append_new.more) WITH ORDINALITY m(id, place) WHERE (NOT (m.id = ANY (append_new.found))) ORDER BY m.place));
GRANT EXECUTE ON FUNCTION append_new(uuid[],uuid[]) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.bump_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN NEW.version := OLD.version + 1; RETURN NEW; END $function$;
GRANT EXECUTE ON FUNCTION bump_version() TO PUBLIC;

CREATE OR REPLACE FUNCTION public.current_app_user()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid;
GRANT EXECUTE ON FUNCTION current_app_user() TO PUBLIC;

CREATE OR REPLACE FUNCTION public.current_facility()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.facility_id'::text, true), ''::text))::uuid;
GRANT EXECUTE ON FUNCTION current_facility() TO PUBLIC;

CREATE OR REPLACE FUNCTION public.ensure_month_partitions(parent text, months_ahead integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE month date := date_trunc('month', now() AT TIME ZONE 'UTC')::date; name text; in_default boolean;
BEGIN
  FOR i IN 0..months_ahead LOOP
    name := parent || to_char(month, '_YYYYMM');
    -- Rows that already fell into the default keep the month there: they are found through the parent all the same.
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE changed_at >= %L AND changed_at < %L)', parent || '_default',
      month::text || ' 00:00+00', (month + interval '1 month')::date::text || ' 00:00+00') INTO in_default;
    IF to_regclass(name) IS NULL AND NOT in_default THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', name, parent,
        month::text || ' 00:00+00', (month + interval '1 month')::date::text || ' 00:00+00');
    END IF;
    month := (month + interval '1 month')::date;
  END LOOP;
END $function$;
GRANT EXECUTE ON FUNCTION ensure_month_partitions(text,integer) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.fence_facility(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY facility_fence ON %s USING (facility_id = current_facility()) WITH CHECK (facility_id = current_facility())', target);
END $function$;
GRANT EXECUTE ON FUNCTION fence_facility(regclass) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.fold_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN btrim(regexp_replace(lower(translate(regexp_replace(NORMALIZE(value, NFD), '[̀-ͯ]'::text, ''::text, 'g'::text), 'Đđ''’‘ʼ`´ʹ′'::text, 'dd'::text)), '[\s[:punct:]]+'::text, ' '::text, 'g'::text));
GRANT EXECUTE ON FUNCTION fold_text(text) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.fold_words(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN btrim(regexp_replace(fold_text(value), '[^a-z0-9]+'::text, ' '::text, 'g'::text));
GRANT EXECUTE ON FUNCTION fold_words(text) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.log_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  present jsonb := COALESCE(new_row, old_row);
  log_before jsonb := old_row;
  log_after jsonb := new_row;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, n.value) INTO log_before, log_after
      FROM jsonb_each(old_row) AS o JOIN jsonb_each(new_row) AS n ON n.key = o.key
     WHERE n.value IS DISTINCT FROM o.value AND o.key <> 'version';
    IF log_before IS NULL THEN RETURN NULL; END IF;
  END IF;
  FOR i IN 0 .. TG_NARGS - 1 LOOP
    log_before := log_before - TG_ARGV[i];
    log_after := log_after - TG_ARGV[i];
  END LOOP;
  INSERT INTO change_log (facility_id, table_name, row_id, operation, row_version, before, after, actor_id, action, device)
  VALUES (COALESCE(current_facility(), (present ->> 'facility_id')::uuid), TG_TABLE_NAME, present ->> 'id', lower(TG_OP),
    (present ->> 'version')::integer, log_before, log_after, current_app_user(),
    NULLIF(current_setting('app.action', true), ''), NULLIF(current_setting('app.device', true), ''));
  RETURN NULL;
END $function$;
GRANT EXECUTE ON FUNCTION log_change() TO PUBLIC;

CREATE OR REPLACE FUNCTION public.note_name_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO name_words (word)
  SELECT DISTINCT t.word FROM unnest(NEW.name_tokens) AS t(word)
   WHERE NOT EXISTS (SELECT FROM name_words AS w WHERE w.word = t.word) ORDER BY t.word ON CONFLICT DO NOTHING;
  RETURN NULL;
END $function$;
GRANT EXECUTE ON FUNCTION note_name_words() TO PUBLIC;

CREATE OR REPLACE FUNCTION public.patient_ids_by_beginning(beginning text, most integer)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN ARRAY(SELECT p.id FROM patients AS p
   WHERE p.merged_into IS NULL AND p.name_folded ~>=~ beginning AND p.name_folded ~<~ (beginning || U&'\+10FFFF')
   ORDER BY p.name_folded USING ~<~, p.birth_date LIMIT most);
END $function$;
GRANT EXECUTE ON FUNCTION patient_ids_by_beginning(text,integer) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.patient_ids_by_keys(musts text[], choices text[], most integer)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN COALESCE((SELECT array_agg(c.id ORDER BY c.name_folded, c.birth_date, c.id) FROM (
    SELECT p.id, p.name_folded, p.birth_date FROM patients AS p
     WHERE p.merged_into IS NULL
       AND patient_search_keys(p.name_folded, p.birth_date, p.commune_code, p.known_at) @> musts
       AND patient_search_keys(p.name_folded, p.birth_date, p.commune_code, p.known_at) && choices
     LIMIT most) AS c), '{}');
END $function$;
GRANT EXECUTE ON FUNCTION patient_ids_by_keys(text[],text[],integer) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.patient_ids_by_name(tokens text[], prefix text, born_in integer, most integer)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  bound CONSTANT integer := 100;
  words text[] := ARRAY(SELECT w.word FROM name_words AS w
    WHERE w.word >= prefix AND w.word < prefix || U&'\+10FFFF' ORDER BY w.word LIMIT 200);
  here record;
  place text;
  own uuid[];
  found uuid[] := '{}';
BEGIN
  IF cardinality(words) = 0 THEN RETURN '{}'; END IF;
  SELECT '#' || f.code AS mark, '@' || f.commune_code AS commune INTO here FROM facilities AS f WHERE f.id = current_facility();
  -- One word fits many: the last few hundred visitors are looked through before the lists are.
  IF cardinality(tokens) = 0 AND born_in IS NULL THEN
    found := recent_patient_ids(tokens, words, born_in, most);
    IF cardinality(found) >= most THEN RETURN found; END IF;
  END IF;
  own := patient_ids_by_keys(search_musts(tokens, words, here.mark, born_in), search_choices(tokens, words, here.mark, born_in), bound + 1);
  IF cardinality(own) > bound THEN
    found := append_new(append_new(found, recent_patient_ids(tokens, words, born_in, most)), own);
  ELSE
    found := append_new(found, ARRAY(SELECT o.id FROM unnest(own) WITH ORDINALITY AS o(id, place)
      ORDER BY (SELECT max(f.last_visit_at) FROM facility_patients AS f
                 WHERE f.facility_id = current_facility() AND f.patient_id = o.id) DESC NULLS LAST, o.place));
  END IF;
  IF cardinality(found) < most AND here.commune IS NOT NULL THEN
    found := append_new(found, patient_ids_by_keys(search_musts(tokens, words, here.commune, born_in),
      search_choices(tokens, words, here.commune, born_in), bound + most));
  END IF;
  IF cardinality(found) < most AND born_in IS NULL THEN
    found := append_new(found, patient_ids_by_beginning(array_to_string(tokens || prefix, ' '), most + cardinality(found)));
  END IF;
  IF cardinality(found) < most THEN
    found := append_new(found, patient_ids_by_keys(search_musts(tokens, words, '', born_in), search_choices(tokens, words, '', born_in),
      most + cardinality(found)));
  END IF;
  RETURN found[1:most];
END $function$;
GRANT EXECUTE ON FUNCTION patient_ids_by_name(text[],text,integer,integer) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.patient_ids_by_number(wanted text, most integer)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
BEGIN
  RETURN ARRAY(SELECT h.id FROM (
      SELECT DISTINCT COALESCE(p.merged_into, p.id) AS id FROM (
        SELECT i.patient_id FROM patient_identifiers AS i WHERE i.value = wanted
        UNION ALL SELECT k.patient_id FROM insurance_cards AS k WHERE k.card_number = wanted AND k.retracted_at IS NULL
        UNION ALL SELECT q.id FROM patients AS q WHERE q.phone = wanted
        UNION ALL SELECT n.patient_id FROM facility_patients AS n WHERE n.facility_id = current_facility() AND n.number = wanted
        UNION ALL SELECT e.patient_id FROM encounters AS e WHERE e.facility_id = current_facility() AND e.code = wanted
        LIMIT 200) AS found
      JOIN patients AS p ON p.id = found.patient_id) AS h
   ORDER BY (SELECT max(f.last_visit_at) FROM facility_patients AS f
              WHERE f.facility_id = current_facility() AND f.patient_id = h.id) DESC NULLS LAST, h.id
   LIMIT most);
END $function$;
GRANT EXECUTE ON FUNCTION patient_ids_by_number(text,integer) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.patient_search_keys(folded text, birth date, commune text, known_at text[])
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (string_to_array(rtrim(((((folded || ' '::text) || replace((folded || ' '::text), ' '::text, (('/'::text || (date_part('year'::text, birth))::integer) || ' '::text))) || COALESCE((((((replace((folded || ' '::text), ' '::text, (('@'::text || commune) || ' '::text)) || '@'::text) || commune) || '/'::text) || (date_part('year'::text, birth))::integer) || ' '::text), ''::text)) || COALESCE((SELECT string_agg((((((replace((patient_search_keys.folded || ' '::text), ' '::text, (('#'::text || k.code) || ' '::text)) || '#'::text) || k.code) || '/'::text) || (date_part('year'::text, patient_search_keys.birth))::integer) || ' '::text), ''::text) AS string_agg FROM unnest(patient_search_keys.known_at) k(code)), ''::text))), ' '::text) || word_pairs(string_to_array(folded, ' '::text)));
GRANT EXECUTE ON FUNCTION patient_search_keys(text,date,text,text[]) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.patient_summaries(ids uuid[])
 RETURNS TABLE(id uuid, full_name text, sex text, birth_date date, birth_precision text, commune_name text, citizen_id_tail text, card_tail text, facility_number text, last_visit_on text)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT p.id, p.full_name, p.sex, p.birth_date, p.birth_precision,
      (SELECT c.name FROM communes AS c WHERE c.code = p.commune_code ORDER BY c.valid_from DESC LIMIT 1),
      (SELECT right(i.value, 4) FROM patient_identifiers AS i
        WHERE i.patient_id = p.id AND i.system = 'citizen-id' AND i.valid_to IS NULL ORDER BY i.id LIMIT 1),
      (SELECT right(k.card_number, 4) FROM insurance_cards AS k
        WHERE k.patient_id = p.id AND k.retracted_at IS NULL ORDER BY k.valid_from DESC, k.id LIMIT 1),
      f.number, to_char(f.last_visit_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD')
    FROM unnest(ids) WITH ORDINALITY AS o(id, place)
    JOIN patients AS p ON p.id = o.id AND p.merged_into IS NULL
    LEFT JOIN LATERAL (SELECT n.number, n.last_visit_at FROM facility_patients AS n
      WHERE n.facility_id = current_facility() AND n.patient_id = p.id ORDER BY n.last_visit_at DESC NULLS LAST, n.number LIMIT 1) AS f ON true
   ORDER BY o.place;
END $function$;
GRANT EXECUTE ON FUNCTION patient_summaries(uuid[]) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.recent_patient_ids(tokens text[], words text[], born_in integer, most integer)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN ARRAY(SELECT f.patient_id FROM (
      SELECT v.patient_id, v.last_visit_at FROM facility_patients AS v WHERE v.facility_id = current_facility()
       ORDER BY v.last_visit_at DESC NULLS LAST LIMIT 500) AS f
    JOIN patients AS p ON p.id = f.patient_id
     AND p.merged_into IS NULL AND p.name_tokens @> tokens AND p.name_tokens && words
     AND (born_in IS NULL OR date_part('year', p.birth_date) = born_in)
   ORDER BY f.last_visit_at DESC NULLS LAST LIMIT most);
END $function$;
GRANT EXECUTE ON FUNCTION recent_patient_ids(text[],text[],integer,integer) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN RAISE EXCEPTION 'audit rows are never changed or removed' USING ERRCODE = 'restrict_violation'; END $function$;
GRANT EXECUTE ON FUNCTION refuse_change() TO PUBLIC;

CREATE OR REPLACE FUNCTION public.refuse_change_of_approved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_TABLE_NAME = 'order_results' THEN
    IF OLD.approved_at IS NULL THEN RETURN NEW; END IF;
  ELSIF NOT EXISTS (SELECT FROM order_results AS r WHERE r.facility_id = NEW.facility_id AND r.id = NEW.result_id AND r.approved_at IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an approved result is corrected by the next issue, never changed' USING ERRCODE = 'restrict_violation';
END $function$;
GRANT EXECUTE ON FUNCTION refuse_change_of_approved() TO PUBLIC;

CREATE OR REPLACE FUNCTION public.seal_access_events(sealer uuid, sealed_at text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE facility uuid := current_facility(); counted integer; next_seq bigint;
BEGIN
  INSERT INTO audit_heads (facility_id, seq, hash) VALUES (facility, 0, sha256(convert_to(facility::text, 'UTF8')))
    ON CONFLICT (facility_id) DO NOTHING;
  SELECT h.seq + 1 INTO next_seq FROM audit_heads AS h WHERE h.facility_id = facility FOR UPDATE;
  UPDATE access_events SET sealed_seq = next_seq WHERE facility_id = facility AND sealed_seq IS NULL;
  GET DIAGNOSTICS counted = ROW_COUNT;
  IF counted > 0 THEN
    PERFORM append_audit(json_build_object('at', sealed_at, 'userId', sealer, 'action', 'access.seal', 'count', counted,
      'digest', access_digest(facility, next_seq))::text);
  END IF;
  RETURN counted;
END $function$;
GRANT EXECUTE ON FUNCTION seal_access_events(uuid,text) TO his_app;

CREATE OR REPLACE FUNCTION public.search_choices(tokens text[], words text[], place text, born_in integer)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (born_in IS NOT NULL) THEN with_suffix(words, ('/'::text || born_in)) WHEN (place <> ''::text) THEN with_suffix(words, place) WHEN (cardinality(tokens) = 0) THEN words ELSE ARRAY(SELECT (word_pairs(ARRAY[(search_choices.tokens)[1], w.word]))[1] AS word_pairs FROM unnest(search_choices.words) w(word)) END;
GRANT EXECUTE ON FUNCTION search_choices(text[],text[],text,integer) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.search_musts(tokens text[], words text[], place text, born_in integer)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (born_in IS NOT NULL) THEN (with_suffix(tokens, ('/'::text || born_in)) || CASE WHEN (place = ''::text) THEN '{}'::text[] ELSE ARRAY[((place || '/'::text) || born_in)] END) WHEN (place <> ''::text) THEN with_suffix(tokens, place) WHEN (cardinality(words) = 1) THEN word_pairs((tokens || words)) ELSE word_pairs(tokens) END;
GRANT EXECUTE ON FUNCTION search_musts(text[],text[],text,integer) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.track_changes(target regclass, VARIADIC secret_columns text[] DEFAULT '{}'::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = target AND attname = 'version' AND NOT attisdropped) THEN
    EXECUTE format('CREATE TRIGGER bump_version BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION bump_version()', target);
  END IF;
  EXECUTE format('CREATE TRIGGER log_change AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION log_change(%s)',
    target, (SELECT string_agg(quote_literal(c), ', ') FROM unnest(secret_columns) AS c));
END $function$;
GRANT EXECUTE ON FUNCTION track_changes(regclass,text[]) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.with_suffix(words text[], suffix text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (cardinality(words) = 0) THEN '{}'::text[] ELSE string_to_array((array_to_string(words, (suffix || ' '::text)) || suffix), ' '::text) END;
GRANT EXECUTE ON FUNCTION with_suffix(text[],text) TO PUBLIC;

CREATE OR REPLACE FUNCTION public.word_pairs(words text[])
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT ((LEAST((a.word COLLATE "C"), b.word) || '+'::text) || GREATEST((a.word COLLATE "C"), b.word)) FROM (unnest(word_pairs.words) WITH ORDINALITY a(word, place) JOIN unnest(word_pairs.words) WITH ORDINALITY b(word, place) ON ((a.place < b.place))));
GRANT EXECUTE ON FUNCTION word_pairs(text[]) TO PUBLIC;
