import type { Knex } from 'knex';

const books = `
-- Books of numbered sheets: receipts for money that comes in, payouts for money that goes out. A number is taken in the transaction that uses it.
CREATE TABLE receipt_books (
  facility_id uuid NOT NULL CONSTRAINT receipt_books_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL CONSTRAINT receipt_books_kind_check CHECK (kind IN ('receipt', 'payout')),
  series text NOT NULL,
  first_number integer NOT NULL CONSTRAINT receipt_books_first_number_check CHECK (first_number > 0),
  last_number integer NOT NULL,
  next_number integer NOT NULL,
  -- The cashier who alone writes into it; NULL = everybody at the desk.
  holder_id uuid CONSTRAINT receipt_books_holder_id_fkey REFERENCES users,
  opened_at timestamptz NOT NULL,
  opened_by uuid NOT NULL CONSTRAINT receipt_books_opened_by_fkey REFERENCES users,
  closed_at timestamptz,
  closed_by uuid CONSTRAINT receipt_books_closed_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT receipt_books_numbers_check CHECK (last_number >= first_number AND next_number BETWEEN first_number AND last_number + 1),
  CONSTRAINT receipt_books_closure_check CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
  CONSTRAINT receipt_books_first_number_key UNIQUE (facility_id, kind, series, first_number)
);
CREATE INDEX receipt_books_holder_id_idx ON receipt_books (holder_id);
CREATE INDEX receipt_books_opened_by_idx ON receipt_books (opened_by);
CREATE INDEX receipt_books_closed_by_idx ON receipt_books (closed_by);
`;

const shifts = `
-- A day of the cash book; made by its first shift, closed once.
CREATE TABLE cash_days (
  facility_id uuid NOT NULL CONSTRAINT cash_days_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  day date NOT NULL,
  closed_at timestamptz,
  closed_by uuid CONSTRAINT cash_days_closed_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT cash_days_day_key UNIQUE (facility_id, day),
  CONSTRAINT cash_days_closure_check CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE INDEX cash_days_closed_by_idx ON cash_days (closed_by);

-- A cashier's shift: begins with the first money, ends with the count of the drawer.
CREATE TABLE cashier_shifts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  cashier_id uuid NOT NULL CONSTRAINT cashier_shifts_cashier_id_fkey REFERENCES users,
  day date NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  expected_cash numeric(14,0),
  counted_cash numeric(14,0) CONSTRAINT cashier_shifts_counted_cash_check CHECK (counted_cash >= 0),
  difference_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT cashier_shifts_day_fkey FOREIGN KEY (facility_id, day) REFERENCES cash_days (facility_id, day),
  CONSTRAINT cashier_shifts_closure_check CHECK ((closed_at IS NULL) = (counted_cash IS NULL) AND (closed_at IS NULL) = (expected_cash IS NULL)),
  CONSTRAINT cashier_shifts_difference_check CHECK (counted_cash = expected_cash OR closed_at IS NULL OR difference_reason IS NOT NULL)
);
CREATE UNIQUE INDEX cashier_shifts_open_key ON cashier_shifts (facility_id, cashier_id) WHERE closed_at IS NULL;
CREATE INDEX cashier_shifts_day_idx ON cashier_shifts (facility_id, day, opened_at);
CREATE INDEX cashier_shifts_cashier_id_idx ON cashier_shifts (cashier_id);
`;

const ledger = `
-- The money of a visit. Only grows: a cancel is another row that names the first. Every row continues the one before it, so that the balance is the sum of
-- the rows and never less than nothing, whoever writes.
CREATE TABLE receipts (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  sequence integer NOT NULL CONSTRAINT receipts_sequence_check CHECK (sequence > 0),
  kind text NOT NULL CONSTRAINT receipts_kind_check CHECK (kind IN ('advance', 'collection', 'refund', 'advance-return')),
  amount numeric(12,0) NOT NULL CONSTRAINT receipts_amount_check CHECK (amount > 0),
  cancels uuid,
  effect numeric(12,0) NOT NULL GENERATED ALWAYS AS (CASE WHEN (kind IN ('advance', 'collection')) = (cancels IS NULL) THEN amount ELSE -amount END) STORED,
  previous_sequence integer GENERATED ALWAYS AS (NULLIF(sequence - 1, 0)) STORED,
  balance_before numeric(14,0) NOT NULL,
  balance numeric(14,0) NOT NULL CONSTRAINT receipts_balance_check CHECK (balance >= 0),
  method text NOT NULL CONSTRAINT receipts_method_check CHECK (method IN ('cash', 'transfer', 'vietqr')),
  book_id uuid,
  number integer,
  shift_id uuid NOT NULL,
  cashier_id uuid NOT NULL CONSTRAINT receipts_cashier_id_fkey REFERENCES users,
  payer_name text,
  note text,
  reason text,
  created_at timestamptz NOT NULL,
  CONSTRAINT receipts_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT receipts_sum_check CHECK (balance = balance_before + CASE WHEN (kind IN ('advance', 'collection')) = (cancels IS NULL) THEN amount ELSE -amount END),
  CONSTRAINT receipts_first_check CHECK (sequence > 1 OR balance_before = 0),
  CONSTRAINT receipts_sequence_key UNIQUE (facility_id, encounter_id, sequence),
  CONSTRAINT receipts_balance_key UNIQUE (facility_id, encounter_id, sequence, balance),
  CONSTRAINT receipts_chain_key UNIQUE (facility_id, encounter_id, previous_sequence, balance_before),
  CONSTRAINT receipts_chain_fkey FOREIGN KEY (facility_id, encounter_id, previous_sequence, balance_before)
    REFERENCES receipts (facility_id, encounter_id, sequence, balance),
  CONSTRAINT receipts_number_key UNIQUE (facility_id, book_id, number),
  CONSTRAINT receipts_cancels_key UNIQUE (facility_id, cancels),
  CONSTRAINT receipts_number_check CHECK ((cancels IS NULL) = (book_id IS NOT NULL) AND (book_id IS NULL) = (number IS NULL)),
  CONSTRAINT receipts_cancel_check CHECK ((cancels IS NULL) = (reason IS NULL)),
  CONSTRAINT receipts_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT receipts_cancels_fkey FOREIGN KEY (facility_id, cancels) REFERENCES receipts (facility_id, id),
  CONSTRAINT receipts_book_id_fkey FOREIGN KEY (facility_id, book_id) REFERENCES receipt_books,
  CONSTRAINT receipts_shift_id_fkey FOREIGN KEY (facility_id, shift_id) REFERENCES cashier_shifts
);
CREATE INDEX receipts_shift_id_idx ON receipts (facility_id, shift_id, created_at);
CREATE INDEX receipts_created_at_idx ON receipts (facility_id, created_at DESC, id DESC);
CREATE INDEX receipts_cashier_id_idx ON receipts (cashier_id);

CREATE TABLE receipt_prints (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  receipt_id uuid NOT NULL,
  -- 0 is the first print.
  copy integer NOT NULL,
  printed_at timestamptz NOT NULL,
  printed_by uuid NOT NULL CONSTRAINT receipt_prints_printed_by_fkey REFERENCES users,
  CONSTRAINT receipt_prints_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT receipt_prints_copy_key UNIQUE (facility_id, receipt_id, copy),
  CONSTRAINT receipt_prints_receipt_id_fkey FOREIGN KEY (facility_id, receipt_id) REFERENCES receipts
);
CREATE INDEX receipt_prints_printed_by_idx ON receipt_prints (printed_by);

-- What lessens the patient's part: a discount of the facility, or support that somebody gives for the person. Only grows, cancelled like a receipt.
CREATE TABLE account_reductions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT account_reductions_kind_check CHECK (kind IN ('discount', 'support')),
  -- Who pays: state budget, foreign aid, domestic aid, anybody else. A discount is paid by nobody.
  source text CONSTRAINT account_reductions_source_check CHECK (source IN ('state', 'foreign', 'domestic', 'other')),
  amount numeric(12,0) NOT NULL CONSTRAINT account_reductions_amount_check CHECK (amount > 0),
  document text,
  reason text NOT NULL,
  cancels uuid,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL CONSTRAINT account_reductions_created_by_fkey REFERENCES users,
  CONSTRAINT account_reductions_pkey PRIMARY KEY (facility_id, id),
  CONSTRAINT account_reductions_support_check CHECK ((kind = 'support') = (source IS NOT NULL)),
  CONSTRAINT account_reductions_cancels_key UNIQUE (facility_id, cancels),
  CONSTRAINT account_reductions_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters,
  CONSTRAINT account_reductions_cancels_fkey FOREIGN KEY (facility_id, cancels) REFERENCES account_reductions (facility_id, id)
);
CREATE INDEX account_reductions_encounter_id_idx ON account_reductions (facility_id, encounter_id, created_at);
CREATE INDEX account_reductions_created_by_idx ON account_reductions (created_by);

-- The account that payments by code go to. One in force.
CREATE TABLE bank_accounts (
  facility_id uuid NOT NULL CONSTRAINT bank_accounts_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  bank_bin text NOT NULL CONSTRAINT bank_accounts_bank_bin_check CHECK (bank_bin ~ '^[0-9]{6}$'),
  bank_name text NOT NULL,
  account_number text NOT NULL CONSTRAINT bank_accounts_account_number_check CHECK (account_number ~ '^[0-9A-Za-z]{1,19}$'),
  account_name text NOT NULL,
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL CONSTRAINT bank_accounts_set_by_fkey REFERENCES users,
  removed_at timestamptz,
  PRIMARY KEY (facility_id, id)
);
CREATE UNIQUE INDEX bank_accounts_current_key ON bank_accounts (facility_id) WHERE removed_at IS NULL;
CREATE INDEX bank_accounts_set_by_idx ON bank_accounts (set_by);
`;

const tables = ['receipt_books', 'cash_days', 'cashier_shifts', 'receipts', 'receipt_prints', 'account_reductions', 'bank_accounts'];

const rights = `
${tables.map((table) => `SELECT track_changes('${table}'), fence_facility('${table}');`).join('\n')}
GRANT SELECT, INSERT, UPDATE ON receipt_books, cash_days, cashier_shifts, bank_accounts TO his_app;
GRANT SELECT, INSERT ON receipts, receipt_prints, account_reductions TO his_app;
`;

export const up = (knex: Knex) => knex.raw(books + shifts + ledger + rights);

// DESTRUCTIVE: every payment, its books and shifts are lost.
export const down = (knex: Knex) =>
  knex.raw('DROP TABLE bank_accounts, account_reductions, receipt_prints, receipts, cashier_shifts, cash_days, receipt_books');
