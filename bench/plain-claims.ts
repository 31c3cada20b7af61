import pg from 'pg';
import type { Ctx } from '../db/doors.ts';
import { addDays, startOfDay } from '../domain/dates.ts';

/** The rows of the visits of a page, as a claim needs them; `$1` is the facility, `$2` the visits. */
const OF_VISITS = [
  `SELECT * FROM encounters WHERE facility_id = $1 AND id = ANY ($2)`,
  ...[
    'encounter_closures',
    'encounter_coverages',
    'diagnoses',
    'observations',
    'examination_sections',
    'charge_lines',
    'bills',
    'receipts',
  ].map((table) => `SELECT * FROM ${table} WHERE facility_id = $1 AND encounter_id = ANY ($2)`),
  `SELECT l.* FROM bill_lines AS l JOIN bills AS b ON b.facility_id = l.facility_id AND b.id = l.bill_id WHERE b.facility_id = $1 AND b.encounter_id = ANY ($2)`,
  `SELECT p.*, l.* FROM prescriptions AS p JOIN prescription_lines AS l ON l.facility_id = p.facility_id AND l.prescription_id = p.id
    WHERE p.facility_id = $1 AND p.encounter_id = ANY ($2)`,
  `SELECT r.*, v.* FROM order_results AS r LEFT JOIN result_values AS v ON v.facility_id = r.facility_id AND v.result_id = r.id
    WHERE r.facility_id = $1 AND r.encounter_id = ANY ($2)`,
  `SELECT p.*, i.* FROM encounters AS e JOIN patients AS p ON p.id = e.patient_id LEFT JOIN patient_identifiers AS i ON i.patient_id = p.id
    WHERE e.facility_id = $1 AND e.id = ANY ($2)`,
];
const PAGE = 100;

/** Reads the same rows by one connection and the plainest client, set after set, and drops them. */
export async function readPlainly(
  url: string,
  ctx: Ctx,
  { from, until }: { from: string; until: string },
): Promise<{ visits: number; seconds: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.facility_id', $1, false)`, [ctx.facilityId]);
    const started = performance.now();
    const found = await client.query<{ id: string }>(
      `SELECT encounter_id AS id FROM encounter_closures WHERE facility_id = $1 AND closed_at >= $2 AND closed_at < $3 AND reopened_at IS NULL ORDER BY closed_at, encounter_id`,
      [ctx.facilityId, startOfDay(from), startOfDay(addDays(until, 1))],
    );
    const ids = found.rows.map(({ id }) => id);
    for (let at = 0; at < ids.length; at += PAGE)
      for (const sql of OF_VISITS) await client.query(sql, [ctx.facilityId, ids.slice(at, at + PAGE)]);
    return { visits: ids.length, seconds: (performance.now() - started) / 1000 };
  } finally {
    await client.end();
  }
}
