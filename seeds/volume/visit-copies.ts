import { rows, type Db } from '../../db/knex.ts';

/** A column of a copy whose value is another than that of the model; `a` is the row of the model, `v` the copy. */
type Changed = Record<string, string>;

interface CopiedTable {
  name: string;
  /** How a row of the table finds the copies of its visit. */
  via?: string;
  changed?: Changed;
}

/** A digest as an id that every reader takes for one: version 8, made by the application. */
const uuidOf = (text: string): string => `overlay(overlay(md5(${text}) placing '8' from 13) placing '8' from 17)::uuid`;
/** The id of a copied row: the same row of the same copy has the same id in every run. */
export const copyId = (id: string): string => uuidOf(`${id}::text || ':' || v.n`);
/** The id of a row that every copy at a place shares, as a room is. */
export const placeId = (id: string): string => uuidOf(`${id}::text || ':' || v.facility_id`);
const ofPlace = (column: string): string => `replace(a.${column}, v.model_code, v.code)`;

/** Columns that name another row of the visit, whatever the table. */
const LINKS = ['id', 'encounter_id', 'closure_id', 'bill_id', 'charge_line_id', 'source_id', 'order_id', 'result_id', 'prescription_id'];
const everywhere: Changed = {
  ...Object.fromEntries([...LINKS, 'signing_id', 'card_id', 'cancels'].map((name) => [name, copyId(`a.${name}`)])),
  facility_id: 'v.facility_id',
  patient_id: 'v.patient_id',
  machine_code: ofPlace('machine_code'),
};

const card = `left(a.card_number, 3) || '148' || (500000000 + v.n)`;
const registered = `CASE WHEN a.registered_facility_code = v.model_code THEN v.code ELSE a.registered_facility_code END`;
const direct = 'a.facility_id = v.model_facility_id AND a.encounter_id = v.model_id';

/** What hangs on a visit and stands in its claim, in the order of their foreign keys. */
export const visitTables: CopiedTable[] = [
  {
    name: 'encounters',
    via: `a ON a.facility_id = v.model_facility_id AND a.id = v.model_id JOIN rooms AS m ON m.facility_id = a.facility_id AND m.id = a.room_id`,
    changed: { code: 'v.encounter_code', room_id: placeId('m.code'), slip_id: 'NULL' },
  },
  { name: 'encounter_closures' },
  {
    name: 'encounter_coverages',
    changed: { card_number: card, registered_facility_code: registered, eligibility_check_id: 'NULL' },
  },
  { name: 'diagnoses' },
  { name: 'observations' },
  { name: 'examination_sections' },
  { name: 'service_orders' },
  { name: 'order_results' },
  {
    name: 'result_values',
    via: `r ON ${direct.replaceAll('a.', 'r.')} JOIN result_values AS a ON a.facility_id = r.facility_id AND a.result_id = r.id`,
  },
  {
    name: 'prescriptions',
    // A visit has at most one document of each type: four numbers are enough.
    changed: {
      code: `v.link_code || lpad(to_hex(v.n * 4 + row_number() OVER (PARTITION BY v.n ORDER BY a.id) - 1), 7, '0') || right(a.code, 2)`,
    },
  },
  {
    name: 'prescription_lines',
    via: `r ON ${direct.replaceAll('a.', 'r.')} JOIN prescription_lines AS a ON a.facility_id = r.facility_id AND a.prescription_id = r.id`,
  },
  {
    name: 'charge_lines',
    changed: {
      drug: `CASE WHEN a.drug ? 'prescriptionLineId' THEN jsonb_set(a.drug, '{prescriptionLineId}', to_jsonb(${copyId(`(a.drug ->> 'prescriptionLineId')`)})) ELSE a.drug END`,
      supply: `CASE WHEN a.supply ? 'orderId' THEN jsonb_set(a.supply, '{orderId}', to_jsonb(${copyId(`(a.supply ->> 'orderId')`)})) ELSE a.supply END`,
    },
  },
  { name: 'bills' },
  {
    name: 'bill_lines',
    via: `r ON ${direct.replaceAll('a.', 'r.')} JOIN bill_lines AS a ON a.facility_id = r.facility_id AND a.bill_id = r.id`,
  },
  {
    name: 'receipts',
    changed: {
      shift_id: placeId('a.shift_id'),
      book_id: placeId('a.book_id'),
      number:
        'CASE WHEN a.book_id IS NULL THEN NULL ELSE row_number() OVER (PARTITION BY v.facility_id, a.book_id ORDER BY v.n, a.sequence) END',
    },
  },
];
/** The table that `via` begins with, where it is not the copied one. */
const PARENTS: Record<string, string> = { result_values: 'order_results', prescription_lines: 'prescriptions', bill_lines: 'bills' };

/** The people of the copies: each is the person of the model under another name and other numbers. */
export const personTables: CopiedTable[] = [
  {
    name: 'patients',
    via: 'a ON a.id = v.model_patient_id',
    changed: { id: 'v.patient_id', full_name: 'v.full_name', known_at: 'ARRAY[v.code]', is_demo: 'true', mother_id: 'NULL' },
  },
  {
    name: 'patient_identifiers',
    via: `a ON a.patient_id = v.model_patient_id AND a.system = 'citizen-id'`,
    changed: { value: `'098' || substr(a.value, 4, 3) || lpad((v.n % 1000000)::text, 6, '0')` },
  },
  {
    name: 'insurance_cards',
    via: `a ON a.id = v.model_card_id`,
    changed: { card_number: card, registered_facility_code: registered },
  },
  {
    name: 'facility_patients',
    via: 'a ON a.facility_id = v.model_facility_id AND a.patient_id = v.model_patient_id',
    changed: { number: 'v.patient_number' },
  },
];

/** One row for every row of the model and every copy of it. */
export async function copyRows(tx: Db, { name, via, changed = {} }: CopiedTable): Promise<void> {
  const columns = await columnsOf(tx, name);
  const valueOf = (column: string): string => changed[column] ?? everywhere[column] ?? `a."${column}"`;
  const source = `${PARENTS[name] ?? name} AS ${via ?? `a ON ${direct}`}`;
  // A question mark would be taken for a binding.
  const sql = `INSERT INTO ${name} (${columns.map((column) => `"${column}"`).join(', ')})
    SELECT ${columns.map(valueOf).join(', ')} FROM volume_copies AS v JOIN ${source} ORDER BY v.n`;
  await tx.raw(sql.replaceAll('?', '\\?'));
}

async function columnsOf(tx: Db, table: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    tx,
    `SELECT c.column_name AS name FROM information_schema.columns AS c
      WHERE c.table_schema = 'public' AND c.table_name = :table AND c.is_generated = 'NEVER' ORDER BY c.ordinal_position`,
    { table },
  );
  return found.map(({ name }) => name);
}
