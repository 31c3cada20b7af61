import type { Knex } from 'knex';

const depots = `
-- Where drugs lie: the main depot, the counter that patients collect from, the duty cabinets of the departments.
CREATE TABLE depots (
  facility_id uuid NOT NULL CONSTRAINT depots_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  code text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CONSTRAINT depots_kind_check CHECK (kind IN ('main', 'counter', 'cabinet')),
  closed_at timestamptz,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT depots_facility_id_code_key UNIQUE (facility_id, code)
);

-- One delivery of a drug: whatever differs in one of these is another lot.
CREATE TABLE stock_lots (
  facility_id uuid NOT NULL CONSTRAINT stock_lots_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  drug_code text NOT NULL,
  lot_number text NOT NULL,
  expires_on date NOT NULL,
  registration_number text,
  -- decision;Gx;Ny;year
  tender text,
  unit_price numeric(15,3) NOT NULL CONSTRAINT stock_lots_unit_price_check CHECK (unit_price >= 0),
  recalled_at timestamptz,
  recalled_by uuid CONSTRAINT stock_lots_recalled_by_fkey REFERENCES users,
  recall_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_lots_recall_check CHECK ((recalled_at IS NULL) = (recall_reason IS NULL) AND (recalled_at IS NULL) = (recalled_by IS NULL))
);
CREATE INDEX stock_lots_drug_code_idx ON stock_lots (facility_id, drug_code, expires_on);
CREATE INDEX stock_lots_lot_number_idx ON stock_lots (facility_id, lot_number);
CREATE INDEX stock_lots_expires_on_idx ON stock_lots (facility_id, expires_on);
CREATE INDEX stock_lots_recalled_by_idx ON stock_lots (recalled_by);

-- The running total of stock_movements. Its row is the lock of every change; its checks are the last fence against negative stock.
CREATE TABLE stock_balances (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  depot_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  on_hand numeric(12,3) NOT NULL CONSTRAINT stock_balances_on_hand_check CHECK (on_hand >= 0),
  reserved numeric(12,3) NOT NULL DEFAULT 0,
  last_sequence integer NOT NULL DEFAULT 0,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_balances_depot_id_lot_id_key UNIQUE (facility_id, depot_id, lot_id),
  CONSTRAINT stock_balances_reserved_check CHECK (reserved BETWEEN 0 AND on_hand),
  CONSTRAINT stock_balances_depot_id_fkey FOREIGN KEY (facility_id, depot_id) REFERENCES depots,
  CONSTRAINT stock_balances_lot_id_fkey FOREIGN KEY (facility_id, lot_id) REFERENCES stock_lots
);
CREATE INDEX stock_balances_lot_id_idx ON stock_balances (facility_id, lot_id);

-- A month of the books; made by the first posting into it, closed once.
CREATE TABLE stock_periods (
  facility_id uuid NOT NULL CONSTRAINT stock_periods_facility_id_fkey REFERENCES facilities,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  month date NOT NULL CONSTRAINT stock_periods_month_check CHECK (extract(day FROM month) = 1),
  closed_at timestamptz,
  closed_by uuid CONSTRAINT stock_periods_closed_by_fkey REFERENCES users,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_periods_month_key UNIQUE (facility_id, month),
  CONSTRAINT stock_periods_closure_check CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE INDEX stock_periods_closed_by_idx ON stock_periods (closed_by);
`;

const documents = `
CREATE TABLE stock_documents (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL CONSTRAINT stock_documents_kind_check CHECK (kind IN ('receipt', 'opening', 'transfer', 'cabinet-top-up', 'cabinet-return',
    'write-off', 'supplier-return', 'stock-take', 'dispense', 'dispense-return')),
  state text NOT NULL CONSTRAINT stock_documents_state_check CHECK (state IN ('draft', 'submitted', 'posted', 'cancelled')),
  -- Given by posting: gapless by kind and year.
  number text,
  -- The day of the books, in Asia/Ho_Chi_Minh.
  day date NOT NULL,
  depot_id uuid NOT NULL,
  to_depot_id uuid,
  partner text,
  invoice_number text,
  reason text,
  -- Lines as they are typed; posting writes stock_document_lines.
  draft jsonb NOT NULL DEFAULT '[]',
  created_by uuid NOT NULL CONSTRAINT stock_documents_created_by_fkey REFERENCES users,
  created_at timestamptz NOT NULL,
  posted_by uuid CONSTRAINT stock_documents_posted_by_fkey REFERENCES users,
  posted_at timestamptz,
  cancelled_by uuid CONSTRAINT stock_documents_cancelled_by_fkey REFERENCES users,
  cancelled_at timestamptz,
  cancel_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_documents_number_key UNIQUE (facility_id, number),
  CONSTRAINT stock_documents_posting_check CHECK ((state = 'posted') = (posted_at IS NOT NULL) AND (state = 'posted') = (posted_by IS NOT NULL)
    AND (state = 'posted') = (number IS NOT NULL)),
  CONSTRAINT stock_documents_cancelling_check CHECK ((state = 'cancelled') = (cancel_reason IS NOT NULL)),
  CONSTRAINT stock_documents_to_depot_check CHECK ((to_depot_id IS NOT NULL) = (kind IN ('transfer', 'cabinet-top-up', 'cabinet-return'))
    AND to_depot_id IS DISTINCT FROM depot_id),
  CONSTRAINT stock_documents_depot_id_fkey FOREIGN KEY (facility_id, depot_id) REFERENCES depots,
  CONSTRAINT stock_documents_to_depot_id_fkey FOREIGN KEY (facility_id, to_depot_id) REFERENCES depots
);
CREATE INDEX stock_documents_day_idx ON stock_documents (facility_id, day DESC, id DESC);
CREATE INDEX stock_documents_open_idx ON stock_documents (facility_id, state, day) WHERE state IN ('draft', 'submitted');
CREATE INDEX stock_documents_depot_id_idx ON stock_documents (facility_id, depot_id);
CREATE INDEX stock_documents_to_depot_id_idx ON stock_documents (facility_id, to_depot_id);
CREATE INDEX stock_documents_created_by_idx ON stock_documents (created_by);
CREATE INDEX stock_documents_posted_by_idx ON stock_documents (posted_by);
CREATE INDEX stock_documents_cancelled_by_idx ON stock_documents (cancelled_by);

-- Written by posting, never changed.
CREATE TABLE stock_document_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  document_id uuid NOT NULL,
  sequence integer NOT NULL,
  lot_id uuid NOT NULL,
  -- What moves; of a stock-take the difference, which may be nothing or less.
  quantity numeric(12,3) NOT NULL,
  counted numeric(12,3),
  prescription_line_id uuid,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_document_lines_sequence_key UNIQUE (facility_id, document_id, sequence),
  CONSTRAINT stock_document_lines_quantity_check CHECK (quantity > 0 OR counted >= 0),
  CONSTRAINT stock_document_lines_document_id_fkey FOREIGN KEY (facility_id, document_id) REFERENCES stock_documents,
  CONSTRAINT stock_document_lines_lot_id_fkey FOREIGN KEY (facility_id, lot_id) REFERENCES stock_lots,
  CONSTRAINT stock_document_lines_prescription_line_id_fkey FOREIGN KEY (facility_id, prescription_line_id) REFERENCES prescription_lines
);
CREATE INDEX stock_document_lines_lot_id_idx ON stock_document_lines (facility_id, lot_id);
CREATE INDEX stock_document_lines_prescription_line_id_idx ON stock_document_lines (facility_id, prescription_line_id)
  WHERE prescription_line_id IS NOT NULL;

-- The ledger. Numbered without gaps by depot and lot, each entry with the balance it leaves.
CREATE TABLE stock_movements (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  depot_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  sequence integer NOT NULL,
  line_id uuid NOT NULL,
  quantity numeric(12,3) NOT NULL CONSTRAINT stock_movements_quantity_check CHECK (quantity <> 0),
  balance numeric(12,3) NOT NULL CONSTRAINT stock_movements_balance_check CHECK (balance >= 0),
  day date NOT NULL,
  posted_at timestamptz NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_movements_sequence_key UNIQUE (facility_id, depot_id, lot_id, sequence),
  CONSTRAINT stock_movements_depot_id_fkey FOREIGN KEY (facility_id, depot_id) REFERENCES depots,
  CONSTRAINT stock_movements_lot_id_fkey FOREIGN KEY (facility_id, lot_id) REFERENCES stock_lots,
  CONSTRAINT stock_movements_line_id_fkey FOREIGN KEY (facility_id, line_id) REFERENCES stock_document_lines
);
CREATE INDEX stock_movements_day_idx ON stock_movements (facility_id, depot_id, day);
CREATE INDEX stock_movements_lot_id_idx ON stock_movements (facility_id, lot_id, day);
CREATE INDEX stock_movements_line_id_idx ON stock_movements (facility_id, line_id);
`;

const dispensing = `
-- What the window owes on a signed prescription; the row is the lock of two pharmacists. Its id is that of the prescription.
CREATE TABLE dispensing_orders (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  encounter_id uuid NOT NULL,
  state text NOT NULL CONSTRAINT dispensing_orders_state_check CHECK (state IN ('waiting', 'partial', 'done', 'cancelled')),
  signed_at timestamptz NOT NULL,
  -- Last day to collect; reservations end with it.
  collect_until date NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT dispensing_orders_id_fkey FOREIGN KEY (facility_id, id) REFERENCES prescriptions,
  CONSTRAINT dispensing_orders_encounter_id_fkey FOREIGN KEY (facility_id, encounter_id) REFERENCES encounters
);
CREATE INDEX dispensing_orders_encounter_id_idx ON dispensing_orders (facility_id, encounter_id);
CREATE INDEX dispensing_orders_open_idx ON dispensing_orders (facility_id, signed_at) WHERE state IN ('waiting', 'partial');
CREATE INDEX dispensing_orders_signed_at_idx ON dispensing_orders (facility_id, signed_at);

-- Its id is that of the prescription line. Given counts what the patient kept; waived is what will not be given.
CREATE TABLE dispensing_order_lines (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  order_id uuid NOT NULL,
  drug_code text NOT NULL,
  quantity numeric(10,3) NOT NULL CONSTRAINT dispensing_order_lines_quantity_check CHECK (quantity > 0),
  given numeric(10,3) NOT NULL DEFAULT 0,
  waived numeric(10,3) NOT NULL DEFAULT 0,
  waive_reason text,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT dispensing_order_lines_given_check CHECK (given >= 0 AND waived >= 0 AND given + waived <= quantity),
  CONSTRAINT dispensing_order_lines_waived_check CHECK ((waived > 0) <= (waive_reason IS NOT NULL)),
  CONSTRAINT dispensing_order_lines_id_fkey FOREIGN KEY (facility_id, id) REFERENCES prescription_lines,
  CONSTRAINT dispensing_order_lines_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES dispensing_orders
);
CREATE INDEX dispensing_order_lines_order_id_idx ON dispensing_order_lines (facility_id, order_id);

CREATE TABLE stock_reservations (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  line_id uuid NOT NULL,
  balance_id uuid NOT NULL,
  quantity numeric(12,3) NOT NULL CONSTRAINT stock_reservations_quantity_check CHECK (quantity > 0),
  reserved_at timestamptz NOT NULL,
  until date NOT NULL,
  released_at timestamptz,
  release_reason text CONSTRAINT stock_reservations_release_reason_check CHECK (release_reason IN ('dispensed', 'cancelled', 'expired', 'withdrawn')),
  PRIMARY KEY (facility_id, id),
  CONSTRAINT stock_reservations_release_check CHECK ((released_at IS NULL) = (release_reason IS NULL)),
  CONSTRAINT stock_reservations_line_id_fkey FOREIGN KEY (facility_id, line_id) REFERENCES dispensing_order_lines,
  CONSTRAINT stock_reservations_balance_id_fkey FOREIGN KEY (facility_id, balance_id) REFERENCES stock_balances
);
CREATE INDEX stock_reservations_line_id_idx ON stock_reservations (facility_id, line_id);
CREATE INDEX stock_reservations_balance_id_idx ON stock_reservations (facility_id, balance_id);
CREATE INDEX stock_reservations_until_idx ON stock_reservations (facility_id, until) WHERE released_at IS NULL;

-- Who took the drugs away, and what was answered to the warnings; its id is that of the stock document. Only added.
CREATE TABLE dispensings (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  collected_by text NOT NULL,
  collector_number text,
  dispensed_at timestamptz NOT NULL,
  dispensed_by uuid NOT NULL CONSTRAINT dispensings_dispensed_by_fkey REFERENCES users,
  late_reason text,
  accepted_warnings jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (facility_id, id),
  CONSTRAINT dispensings_id_fkey FOREIGN KEY (facility_id, id) REFERENCES stock_documents,
  CONSTRAINT dispensings_order_id_fkey FOREIGN KEY (facility_id, order_id) REFERENCES dispensing_orders
);
CREATE INDEX dispensings_order_id_idx ON dispensings (facility_id, order_id);
CREATE INDEX dispensings_dispensed_at_idx ON dispensings (facility_id, dispensed_at);
CREATE INDEX dispensings_dispensed_by_idx ON dispensings (dispensed_by);

-- Another drug in place of the prescribed one, with the consent of a doctor. Only added; the last of a line counts.
CREATE TABLE drug_substitutions (
  facility_id uuid NOT NULL,
  id uuid NOT NULL,
  line_id uuid NOT NULL,
  drug_code text NOT NULL,
  reason text NOT NULL,
  consented_by uuid NOT NULL CONSTRAINT drug_substitutions_consented_by_fkey REFERENCES users,
  consented_how text NOT NULL CONSTRAINT drug_substitutions_consented_how_check CHECK (consented_how IN ('in-person', 'telephone', 'written')),
  consented_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT drug_substitutions_recorded_by_fkey REFERENCES users,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (facility_id, id),
  CONSTRAINT drug_substitutions_line_id_fkey FOREIGN KEY (facility_id, line_id) REFERENCES dispensing_order_lines
);
CREATE INDEX drug_substitutions_line_id_idx ON drug_substitutions (facility_id, line_id, recorded_at);
CREATE INDEX drug_substitutions_consented_by_idx ON drug_substitutions (consented_by);
CREATE INDEX drug_substitutions_recorded_by_idx ON drug_substitutions (recorded_by);
`;

const tracked = ['depots', 'stock_lots', 'stock_periods', 'stock_documents', 'stock_document_lines', 'stock_movements'];
const atTheWindow = ['dispensing_orders', 'dispensing_order_lines', 'stock_reservations', 'dispensings', 'drug_substitutions'];

const rights = `
${[...tracked, ...atTheWindow].map((table) => `SELECT track_changes('${table}'), fence_facility('${table}');`).join('\n')}
SELECT fence_facility('stock_balances');
GRANT SELECT, INSERT, UPDATE ON depots, stock_lots, stock_balances, stock_periods, stock_documents, dispensing_orders, dispensing_order_lines,
  stock_reservations TO his_app;
GRANT SELECT, INSERT ON stock_document_lines, stock_movements, dispensings, drug_substitutions TO his_app;
`;

export const up = (knex: Knex) => knex.raw(depots + documents + dispensing + rights);

// DESTRUCTIVE: the whole stock and every hand-over at the window are lost.
export const down = (knex: Knex) =>
  knex.raw(`DROP TABLE drug_substitutions, dispensings, stock_reservations, dispensing_order_lines, dispensing_orders, stock_movements,
    stock_document_lines, stock_documents, stock_periods, stock_balances, stock_lots, depots`);
