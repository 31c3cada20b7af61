import { judgeClaim } from '../../api/claims/judge-claim.ts';
import type { Services } from '../../api/http/context.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { readSnapshot } from '../../db/doors.ts';
import { openPool, row, rows, type Db } from '../../db/knex.ts';
import { readVisit } from '../../db/views/visit-view.ts';
import { isHeld } from '../../domain/claims/checks/check-claim.ts';
import { loadDemo } from '../demo/load-demo.ts';
import { refuseRealPeople } from './load-volume.ts';
import { withoutConstraints, withoutTriggers } from './lift-constraints.ts';
import { copyRows, personTables, visitTables } from './visit-copies.ts';
import { layOutPlaces, listCopies, makeCashDays, makeBooks, makeCounters, makeRooms, makeShifts } from './visit-sql.ts';

const ROOMS = `SELECT 1 AS one FROM rooms AS r JOIN facilities AS f ON f.id = r.facility_id AND f.code LIKE '148%' LIMIT 1`;

interface Model {
  facilityId: string;
  encounterId: string;
}

/**
 * A month of closed insured visits for the province of `loadVolume`: the visits of the demo district, whose bills the product itself has computed, are
 * multiplied by SQL under other people and numbers. Half of them lie at the stations, a sixth at the first hospital, the rest at the others.
 * `days`: how long the month is.
 */
export async function loadMonth(
  runtime: { services: Services; ownerUrl: string },
  { visits, days = 30 }: { visits: number; days?: number },
  say: (line: string) => void,
): Promise<void> {
  const owner = openPool(runtime.ownerUrl, { max: 1, statementTimeoutMs: 0 });
  try {
    await refuseRealPeople(owner);
    if ((await row(owner, `SELECT 1 AS one FROM facilities AS f WHERE f.code = '14800'`)) === undefined)
      throw new Error('The province is not there yet: make its people first.');
    await loadDemo(runtime.services, say, days);
    const models = await cleanModels(runtime.services, owner);
    say(`${models.length} visits to multiply`);
    await owner.transaction(async (tx) => await fill(tx, { models, visits }, say));
    await owner.raw(`ANALYZE ${[...personTables, ...visitTables].map(({ name }) => name).join(', ')}`);
  } finally {
    await owner.destroy();
  }
}

/** Insured visits of the demo whose claims nothing holds: a month of an orderly province. */
async function cleanModels(services: Services, owner: Db): Promise<Model[]> {
  const clean: Model[] = [];
  const facilities = await rows<{ id: string }>(owner, `SELECT f.id FROM facilities AS f WHERE f.code LIKE '149%' ORDER BY f.code`);
  for (const { id: facilityId } of facilities) {
    const ctx = systemCtx(services, facilityId);
    const closed = await readSnapshot(
      ctx,
      async (tx) =>
        await rows<{ encounterId: string }>(
          tx,
          `SELECT k.encounter_id FROM encounter_closures AS k
             JOIN encounters AS e ON e.facility_id = k.facility_id AND e.id = k.encounter_id AND e.arrival_category <> '9'
            WHERE k.facility_id = :facilityId AND k.reopened_at IS NULL
              AND EXISTS (SELECT FROM encounter_coverages AS o WHERE o.facility_id = e.facility_id AND o.encounter_id = e.id)
            ORDER BY k.closed_at, k.encounter_id LIMIT 1000`,
          { facilityId },
        ),
    );
    for (const { encounterId } of closed) {
      const visit = await readSnapshot(ctx, async (tx) => await readVisit(tx, facilityId, encounterId));
      if (visit !== undefined && !isHeld((await judgeClaim(ctx, visit)).findings)) clean.push({ facilityId, encounterId });
    }
  }
  if (clean.length === 0) throw new Error('The demo has no clean insured visit to multiply.');
  return clean;
}

async function fill(tx: Db, { models, visits }: { models: Model[]; visits: number }, say: (line: string) => void): Promise<void> {
  await tx.raw(`SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '256MB'; SET LOCAL synchronous_commit = off;
    SET LOCAL idle_in_transaction_session_timeout = 0`);
  const places = ['rooms', 'cash_days', 'cashier_shifts', 'receipt_books', 'counters'];
  const people = personTables.map(({ name }) => name);
  const ofVisits = visitTables.map(({ name }) => name);
  await withoutTriggers(tx, [...places, ...people], async () => {
    await withoutConstraints(tx, ofVisits, async () => {
      if ((await row(tx, ROOMS)) !== undefined)
        throw new Error('The month is there already. Begin with an empty data folder to make another.');
      await layOutPlaces(tx, models);
      await tx.raw(listCopies, { visits });
      for (const statement of [makeRooms, makeCashDays, makeShifts, makeBooks]) await tx.raw(statement);
      for (const table of personTables) await copyRows(tx, table);
      say(`${visits} people with their cards`);
      for (const table of visitTables) await copyRows(tx, table);
      await tx.raw(makeCounters);
      say('their visits');
    });
  });
  say('indexes and constraints are back');
}
