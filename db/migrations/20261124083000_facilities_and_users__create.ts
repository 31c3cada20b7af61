import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(`
-- The facilities that use this system. The catalogue of all facilities of the country is another table.
CREATE TABLE facilities (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  code text NOT NULL CONSTRAINT facilities_code_check CHECK (code ~ '^[0-9A-Z]{5}$'),
  name text NOT NULL,
  kind text NOT NULL CONSTRAINT facilities_kind_check CHECK (kind IN ('health-department', 'hospital', 'regional-clinic', 'commune-station')),
  level text NOT NULL CONSTRAINT facilities_level_check CHECK (level IN ('primary', 'basic', 'specialised')),
  former_tier text NOT NULL CONSTRAINT facilities_former_tier_check CHECK (former_tier IN ('central', 'province', 'district', 'commune')),
  points integer,
  price_class text NOT NULL CONSTRAINT facilities_price_class_check CHECK (price_class IN ('class-2', 'class-3', 'station')),
  -- Five characters issued by the national prescription system; not the insurance code.
  prescription_link_code text NOT NULL CONSTRAINT facilities_prescription_link_code_check CHECK (prescription_link_code ~ '^[0-9a-z]{5}$'),
  gln text,
  province_code text NOT NULL,
  commune_code text,
  address text,
  phone text,
  signer_number text,
  parent_id uuid CONSTRAINT facilities_parent_id_fkey REFERENCES facilities,
  is_demo boolean NOT NULL DEFAULT false,
  closed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT facilities_code_key UNIQUE (code)
);
CREATE INDEX facilities_parent_id_idx ON facilities (parent_id);

CREATE TABLE users (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  username text NOT NULL CONSTRAINT users_username_check CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
  full_name text NOT NULL,
  password_hash text NOT NULL,
  -- Practice licence; who prescribes or performs needs one.
  licence text,
  staff_number text,
  is_demo boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  -- Raised by log-out everywhere, password and role changes: access tokens of an older session end within 30 seconds.
  session_version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_username_key UNIQUE (username)
);

-- Failed log-ins per account, apart from users because nobody has a facility or a name yet when they happen.
CREATE TABLE login_attempts (
  username text PRIMARY KEY,
  failed integer NOT NULL,
  first_failed_at timestamptz NOT NULL,
  locked_until timestamptz
);

CREATE TABLE user_roles (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL CONSTRAINT user_roles_user_id_fkey REFERENCES users,
  facility_id uuid NOT NULL CONSTRAINT user_roles_facility_id_fkey REFERENCES facilities,
  role text NOT NULL,
  CONSTRAINT user_roles_user_id_facility_id_role_key UNIQUE (user_id, facility_id, role)
);
CREATE INDEX user_roles_facility_id_idx ON user_roles (facility_id);

-- Refresh tokens are stored as SHA-256 and used once; a second use ends the family.
CREATE TABLE refresh_tokens (
  id uuid PRIMARY KEY,
  family_id uuid NOT NULL,
  user_id uuid NOT NULL CONSTRAINT refresh_tokens_user_id_fkey REFERENCES users,
  facility_id uuid NOT NULL CONSTRAINT refresh_tokens_facility_id_fkey REFERENCES facilities,
  token_hash bytea NOT NULL,
  session_version integer NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- The family ends here however often it is renewed: one shift.
  family_expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz,
  CONSTRAINT refresh_tokens_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX refresh_tokens_family_id_idx ON refresh_tokens (family_id);
CREATE INDEX refresh_tokens_user_id_idx ON refresh_tokens (user_id);
CREATE INDEX refresh_tokens_facility_id_idx ON refresh_tokens (facility_id);
CREATE INDEX refresh_tokens_expires_at_idx ON refresh_tokens (expires_at);

SELECT track_changes('facilities');
SELECT track_changes('users', 'password_hash');
SELECT track_changes('user_roles');
GRANT SELECT, INSERT, UPDATE ON facilities, users TO his_app;
GRANT SELECT, INSERT, DELETE ON user_roles TO his_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON refresh_tokens, login_attempts TO his_app;
`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE refresh_tokens, user_roles, login_attempts, users, facilities`);
