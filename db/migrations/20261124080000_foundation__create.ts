import type { Knex } from 'knex';

/**
 * What every later table leans on: the application role, text folding, row versions, the change log,
 * the audit chain, repeatable writes and per-facility numbering.
 */
export const up = (knex: Knex) =>
  knex.raw(`
-- The application logs in through a role that belongs to this group; it owns nothing and cannot bypass row security.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'his_app') THEN CREATE ROLE his_app NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server made it a moment ago
END $$;
GRANT USAGE ON SCHEMA public TO his_app;

-- Search form of a text: lower case, no marks, d for đ, no apostrophes, single spaces. The same as foldName in domain/patients.
-- Marks go before lower(), so that the result does not depend on the locale of the server.
CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
RETURN btrim(regexp_replace(lower(
  translate(regexp_replace(normalize(value, NFD), U&'[\\0300-\\036f]', '', 'g'), 'Đđ''’‘ʼ\`´ʹ′', 'dd')),
  '[\\s[:punct:]]+', ' ', 'g'));

-- The facility of this transaction; NULL outside the doors, so that nothing is seen or written.
CREATE FUNCTION current_facility() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('app.facility_id', true), '')::uuid;
CREATE FUNCTION current_app_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('app.user_id', true), '')::uuid;

CREATE FUNCTION bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.version := OLD.version + 1; RETURN NEW; END $$;

-- One entry per changed row, in its transaction. Serves audit, the history of a record and the exchange with stations.
CREATE TABLE change_log (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  changed_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
  facility_id uuid NOT NULL,
  table_name text NOT NULL,
  row_id text NOT NULL,
  operation text NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
  row_version integer,
  before jsonb,
  after jsonb,
  actor_id uuid NOT NULL,
  action text NOT NULL,
  device text,
  PRIMARY KEY (seq, changed_at)
) PARTITION BY RANGE (changed_at);
CREATE TABLE change_log_default PARTITION OF change_log DEFAULT;
CREATE INDEX change_log_row_idx ON change_log (table_name, row_id, seq);
CREATE INDEX change_log_facility_idx ON change_log (facility_id, seq);

-- Months are made ahead by the server as owner (db/migrate.ts); a row of a month that is missing still lands in the default.
CREATE FUNCTION ensure_month_partitions(parent text, months_ahead integer) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;

-- Arguments of the trigger: columns whose values never enter the log (secrets).
CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END $$;

-- Row versions and the change log for a table; further arguments are columns to keep out of the log.
CREATE FUNCTION track_changes(target regclass, VARIADIC secret_columns text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = target AND attname = 'version' AND NOT attisdropped) THEN
    EXECUTE format('CREATE TRIGGER bump_version BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION bump_version()', target);
  END IF;
  EXECUTE format('CREATE TRIGGER log_change AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION log_change(%s)',
    target, (SELECT string_agg(quote_literal(c), ', ') FROM unnest(secret_columns) AS c));
END $$;

-- The second fence: rows of another facility do not exist for this transaction.
CREATE FUNCTION fence_facility(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY facility_fence ON %s USING (facility_id = current_facility()) WITH CHECK (facility_id = current_facility())', target);
END $$;

SELECT fence_facility('change_log');
GRANT SELECT ON change_log TO his_app;

-- The audit chain: payload is the text that was hashed; the other columns only read it.
CREATE TABLE audit_heads (
  facility_id uuid PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL
);
CREATE TABLE audit_events (
  facility_id uuid NOT NULL,
  seq bigint NOT NULL,
  payload text NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  at text GENERATED ALWAYS AS (payload::jsonb ->> 'at') STORED,
  user_id text GENERATED ALWAYS AS (payload::jsonb ->> 'userId') STORED,
  action text GENERATED ALWAYS AS (payload::jsonb ->> 'action') STORED,
  patient_id text GENERATED ALWAYS AS (payload::jsonb ->> 'patientId') STORED,
  PRIMARY KEY (facility_id, seq)
);
CREATE INDEX audit_events_patient_idx ON audit_events (facility_id, patient_id, seq) WHERE patient_id IS NOT NULL;
SELECT fence_facility('audit_heads');
SELECT fence_facility('audit_events');
GRANT SELECT ON audit_heads, audit_events TO his_app;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit rows are never changed or removed' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The only way into the chain. Called last in a transaction: the head row is the one lock all writers of a facility share.
CREATE FUNCTION append_audit(entry text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END $$;
REVOKE ALL ON FUNCTION append_audit(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_audit(text) TO his_app;

-- Every opening of a record: written plain because a desk opens many, sealed into the chain in batches.
CREATE TABLE access_events (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  user_id uuid NOT NULL,
  patient_id uuid,
  encounter_id uuid,
  action text NOT NULL,
  request_id text NOT NULL,
  sealed_seq bigint,
  PRIMARY KEY (facility_id, id)
);
CREATE INDEX access_events_unsealed_idx ON access_events (facility_id, id) WHERE sealed_seq IS NULL;
CREATE INDEX access_events_sealed_idx ON access_events (facility_id, sealed_seq);
CREATE INDEX access_events_patient_idx ON access_events (facility_id, patient_id, at);
SELECT fence_facility('access_events');
GRANT SELECT, INSERT ON access_events TO his_app;

CREATE FUNCTION access_digest(facility uuid, sealed bigint) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp
RETURN (SELECT encode(sha256(convert_to(string_agg(concat_ws('|', a.id, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    a.user_id, COALESCE(a.patient_id::text, '-'), COALESCE(a.encounter_id::text, '-'), a.action, a.request_id), E'\\n' ORDER BY a.id), 'UTF8')), 'hex')
  FROM access_events AS a WHERE a.facility_id = facility AND a.sealed_seq IS NOT DISTINCT FROM sealed);

-- Seals what is unsealed; returns how many. The digest of the batch becomes an entry of the chain.
CREATE FUNCTION seal_access_events(sealer uuid, sealed_at text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END $$;
REVOKE ALL ON FUNCTION seal_access_events(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seal_access_events(uuid, text) TO his_app;
GRANT EXECUTE ON FUNCTION access_digest(uuid, bigint) TO his_app;

-- The first answer of a write, kept for repeats of the same request.
CREATE TABLE idempotency_keys (
  facility_id uuid NOT NULL,
  user_id uuid NOT NULL,
  key text NOT NULL,
  route text NOT NULL,
  body_hash bytea NOT NULL,
  answer jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility_id, user_id, key)
);
CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (facility_id, created_at);
SELECT fence_facility('idempotency_keys');
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO his_app;

-- Human numbers: one row per series, taken by one upsert in the transaction that uses the number.
CREATE TABLE counters (
  facility_id uuid NOT NULL,
  series text NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (facility_id, series)
);
SELECT fence_facility('counters');
GRANT SELECT, INSERT, UPDATE ON counters TO his_app;
`);

// DESTRUCTIVE: the audit chain and the change log are lost.
export const down = (knex: Knex) =>
  knex.raw(`
DROP FUNCTION seal_access_events(uuid, text);
DROP FUNCTION access_digest(uuid, bigint);
DROP TABLE counters, idempotency_keys, access_events, audit_events, audit_heads, change_log;
DROP FUNCTION append_audit(text);
DROP FUNCTION refuse_change();
DROP FUNCTION fence_facility(regclass);
DROP FUNCTION track_changes(regclass, text[]);
DROP FUNCTION log_change();
DROP FUNCTION ensure_month_partitions(text, integer);
DROP FUNCTION bump_version();
DROP FUNCTION current_app_user();
DROP FUNCTION current_facility();
DROP FUNCTION fold_text(text);
`);
