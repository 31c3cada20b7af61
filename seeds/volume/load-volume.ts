import { createFacility } from '../../api/administration/create-facility.ts';
import type { Services } from '../../api/http/context.ts';
import { openPool, row, rows, type Db } from '../../db/knex.ts';
import type { Facility } from '../../db/stores/facility-store.ts';
import { withoutConstraints } from './lift-constraints.ts';
import { byWeight, peoples } from './names.ts';
import { volumeFacilities } from './volume-facilities.ts';
import { listPeople, makeCards, makeCounters, makeIdentifiers, makeNumbers, makePeople } from './volume-sql.ts';

const TABLES = ['patients', 'patient_identifiers', 'insurance_cards', 'facility_patients', 'counters'];
const NAMES = `INSERT INTO name_words (word) SELECT DISTINCT t.word FROM patients AS p CROSS JOIN LATERAL unnest(p.name_tokens) AS t(word) ON CONFLICT DO NOTHING`;

/**
 * A province of invented people, made by SQL in minutes, to measure with. Never among real people: it refuses a database that
 * has one. Leaves no entry in the change log: a load of test people is no act of anybody.
 */
export async function loadVolume(
  runtime: { services: Services; ownerUrl: string },
  people: number,
  say: (line: string) => void,
): Promise<void> {
  const owner = openPool(runtime.ownerUrl, { max: 1, statementTimeoutMs: 0 });
  try {
    await refuseRealPeople(owner);
    const facilities = volumeFacilities(await communesOf(owner));
    if ((await row(owner, 'SELECT 1 AS one FROM facilities AS f WHERE f.code = :code', { code: facilities[0]?.code ?? '' })) !== undefined)
      throw new Error('The province is there already. Begin with an empty data folder to make another.');
    for (const facility of facilities) await createFacility(runtime.services, facility, []);
    say(`${facilities.length} facilities`);
    await owner.transaction(async (tx) => {
      await tx.raw(`SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '256MB'; SET LOCAL synchronous_commit = off;
        SET LOCAL idle_in_transaction_session_timeout = 0`);
      await withoutConstraints(tx, TABLES, async () => await fill(tx, facilities, people, say));
      say('indexes and constraints are back');
    });
    await owner.raw(`ANALYZE ${TABLES.join(', ')}, name_words, facilities`);
  } finally {
    await owner.destroy();
  }
}

/** Throws where somebody is not invented. */
export async function refuseRealPeople(owner: Db): Promise<void> {
  const real = await row(owner, 'SELECT 1 AS one FROM patients AS p WHERE NOT p.is_demo LIMIT 1');
  if (real !== undefined) throw new Error('This database holds people who are not invented: nothing is loaded into it.');
}

async function communesOf(owner: Db): Promise<string[]> {
  const found = await rows<{ code: string }>(
    owner,
    `SELECT c.code FROM communes AS c WHERE c.province_code = '14' AND c.valid_from <= current_date AND COALESCE(c.valid_to, 'infinity') >= current_date ORDER BY c.code LIMIT 200`,
  );
  if (found.length === 0) throw new Error('The catalogues are not loaded yet: start the product once.');
  return found.map(({ code }) => code);
}

async function fill(tx: Db, facilities: Facility[], people: number, say: (line: string) => void): Promise<void> {
  await layOutPeoples(tx);
  await layOutStations(tx, facilities);
  await tx.raw(makePeople, { people });
  say(`${people} people`);
  await tx.raw(listPeople, { people });
  await tx.raw(makeIdentifiers);
  await tx.raw(makeCards);
  await tx.raw(makeNumbers);
  await tx.raw(makeCounters);
  await tx.raw(NAMES);
  say('their numbers and cards');
}

async function layOutPeoples(tx: Db): Promise<void> {
  await tx.raw(`CREATE TEMP TABLE volume_peoples (ethnicity_code text, share_from float8, share_until float8, families text[],
    male_middle text[], female_middle text[], male_given text[], female_given text[]) ON COMMIT DROP`);
  let from = 0;
  for (const { ethnicityCode, share, families, middle, given } of peoples) {
    await tx('volumePeoples').insert({
      ...{ ethnicityCode, shareFrom: from / 100, shareUntil: (from + share) / 100, families: byWeight(families) },
      ...{ maleMiddle: byWeight(middle.male), femaleMiddle: byWeight(middle.female) },
      ...{ maleGiven: given.male.split(' '), femaleGiven: given.female.split(' ') },
    });
    from += share;
  }
}

async function layOutStations(tx: Db, facilities: Facility[]): Promise<void> {
  await tx.raw(
    `CREATE TEMP TABLE volume_stations (place integer PRIMARY KEY, code text, commune_code text, hospital_code text) ON COMMIT DROP`,
  );
  const codes = new Map(facilities.map(({ id, code }) => [id, code]));
  const stations = facilities.filter(({ kind }) => kind === 'commune-station');
  await tx('volumeStations').insert(
    stations.map(({ code, communeCode, parentId }, place) => ({ place, code, communeCode, hospitalCode: codes.get(parentId ?? '') })),
  );
}
