import { expect } from 'chai';
import { describeSchema } from '../../db/describe-schema.ts';
import { read } from '../../db/doors.ts';
import { row, rows } from '../../db/knex.ts';
import { patientIdsOf, readPatientQuery, searchPatients, SUMMARIES } from '../../db/views/patient-search-view.ts';
import { findDuplicateCandidates } from '../../db/views/duplicate-candidates-view.ts';
import { foldName } from '../../domain/patients/fold-name.ts';
import { similarDays } from '../../domain/patients/similar-days.ts';
import { loadVolume } from '../../seeds/volume/load-volume.ts';
import { FIRST_HOSPITAL } from '../../seeds/volume/volume-facilities.ts';
import { spellingsOf } from '../support/spellings.ts';
import { aPerson } from '../support/a-registration.ts';
import { testApi, type TestApi } from '../support/api.ts';
import { aWorkplace } from '../api/at-work.ts';
import { newId } from '../../domain/ids.ts';
import { ctxAt } from './at-facility.ts';

const PEOPLE = 40_000;

describe('the search in a province', function () {
  this.timeout(120_000);
  let api: TestApi;
  let facilityId: string;
  let names: string[];
  let schema: string;

  const load = async (people: number) =>
    await loadVolume({ services: api.services, ownerUrl: api.database.ownerUrl }, people, () => undefined);

  before(async () => {
    api = await testApi();
    schema = await describeSchema(api.database.owner);
    await load(PEOPLE);
    facilityId =
      (await row<{ id: string }>(api.database.owner, `SELECT f.id FROM facilities AS f WHERE f.code = '${FIRST_HOSPITAL}'`))?.id ?? '';
    names = (
      await rows<{ fullName: string }>(api.database.owner, 'SELECT p.full_name FROM patients AS p ORDER BY md5(p.id::text) LIMIT 40')
    ).map(({ fullName }) => fullName);
  });

  const search = async (query: string, limit = 20) =>
    await searchPatients(ctxAt(api.database.app, facilityId), readPatientQuery(query), limit);

  it('is filled by SQL with tables, indexes, keys and fences as they were', async () => {
    const counted = await row<{ people: number; numbers: number; changes: number }>(
      api.database.owner,
      `SELECT (SELECT count(*)::int FROM patients AS p WHERE p.is_demo) AS people, (SELECT count(*)::int FROM facility_patients) AS numbers,
              (SELECT count(*)::int FROM change_log AS c WHERE c.table_name = 'patients') AS changes`,
    );
    expect(counted).to.include({ people: PEOPLE, changes: 0 });
    expect(counted?.numbers).to.be.within(PEOPLE * 1.35, PEOPLE * 1.45);
    expect((await describeSchema(api.database.owner)).split('\n')).to.deep.equal(schema.split('\n'));
  });

  it('is never made twice, and never among people who are not invented', async () => {
    const twice = await load(10).then(
      () => 'loaded',
      (cause: Error) => cause.message,
    );
    expect(twice).to.match(/already/);
    const other = await testApi();
    const place = await aWorkplace(other);
    await place.reception.post('/patients', { id: newId(), ...aPerson() }).expect(201);
    const among = await loadVolume({ services: other.services, ownerUrl: other.database.ownerUrl }, 10, () => undefined).then(
      () => 'loaded',
      (cause: Error) => cause.message,
    );
    expect(among).to.match(/not invented/);
  });

  it('finds the same people for every spelling of a name: marks, case, place of the tone, đ, NFC and NFD', async () => {
    for (const name of names) {
      const expected = (await search(foldName(name), 50)).map(({ id }) => id);
      expect(expected, name).to.not.be.empty;
      for (const spelling of spellingsOf(name))
        expect(
          (await search(spelling, 50)).map(({ id }) => id),
          spelling,
        ).to.deep.equal(expected);
    }
  });

  it('finds each person by the words in any order, by an unfinished word and with the year', async () => {
    for (const name of names) {
      const words = foldName(name).split(' ');
      const same = (found: { fullName: string }[]) => found.some(({ fullName }) => fullName === name);
      expect(same(await search(words.toReversed().join(' '), 50)), name).to.equal(true);
      const two = await search(`${words.at(-1)} ${words[0]?.slice(0, -1)}`, 50);
      expect(two, name).to.not.be.empty;
      for (const { fullName } of two) {
        expect(foldName(fullName).split(' ')).to.include(words.at(-1));
        expect(` ${foldName(fullName)}`).to.include(` ${words[0]?.slice(0, -1)}`);
      }
      const [first] = (await search(name, 50)).filter(({ fullName }) => fullName === name);
      const withYear = await search(`${name} ${first?.birthDate.slice(0, 4)}`, 50);
      expect(
        withYear.map(({ id }) => id),
        name,
      ).to.include(first?.id);
      expect([...new Set(withYear.map(({ birthDate }) => birthDate.slice(0, 4)))]).to.deep.equal([first?.birthDate.slice(0, 4)]);
    }
  });

  it('shows own people first, the latest visitor at the top, then the own commune, then the rest', async () => {
    const found = await search('lo', 50);
    const visited = found.map(({ lastVisitOn }) => lastVisitOn);
    const own = visited.filter((day) => day !== null);
    expect(own.length).to.be.greaterThan(5);
    expect(visited.slice(0, own.length)).to.deep.equal(own.toSorted().reverse());
    const rare = await search('ban', 50);
    const rank = ({ lastVisitOn, communeName }: (typeof rare)[number]): number =>
      lastVisitOn !== null ? 0 : communeName === ownCommune ? 1 : 2;
    const ownCommune = (
      await row<{ name: string }>(
        api.database.owner,
        `SELECT c.name FROM facilities AS f JOIN communes AS c ON c.code = f.commune_code WHERE f.id = :facilityId ORDER BY c.valid_from DESC LIMIT 1`,
        { facilityId },
      )
    )?.name;
    expect(rare.map(rank)).to.deep.equal(rare.map(rank).toSorted((a, b) => a - b));
  });

  it('goes by index in every kind of question: no table of people is read from end to end', async () => {
    const [name = ''] = names;
    const words = foldName(name).split(' ');
    const kinds = [name, words.toReversed().join(' '), `${words[0]} ${words.at(-1)?.[0]}`, words[0], `${name} 1975`, `${words[0]} 1975`];
    for (const query of [...kinds, 'khongco tenai', 'h', '0990000001', '099075000001', 'GD4148000000001', '148000000001']) {
      const understood = readPatientQuery(query ?? '');
      if (understood.kind === 'empty') throw new Error('nothing is asked');
      const { argument, bindings } = patientIdsOf(understood, 20);
      const scanned = await scansOf(async (tx) => await rows(tx, `SELECT s.* FROM ${SUMMARIES}(${argument}) AS s`, bindings));
      expect(scanned, query).to.deep.equal([]);
    }
  });

  it('looks for likely duplicates by index too', async () => {
    for (const exactDay of [true, false]) {
      const scanned = await scansOf(
        async (tx) =>
          await findDuplicateCandidates(tx, {
            ...{ nameFolded: foldName(names[0] ?? ''), birthDate: '1975-03-12', exactDay, similarDays: similarDays('1975-03-12') },
            ...{ phone: '0990000001', communeCode: '04105', numbers: ['099075000001'] },
          }),
      );
      expect(scanned).to.deep.equal([]);
    }
  });

  /** Tables of people that the work read from end to end, counted by the server itself inside the transaction. */
  async function scansOf(work: (tx: Parameters<Parameters<typeof read>[1]>[0]) => Promise<unknown>): Promise<string[]> {
    return await read(ctxAt(api.database.app, facilityId), async (tx) => {
      await work(tx);
      const scanned = await rows<{ name: string }>(
        tx,
        `SELECT s.relname AS name FROM pg_stat_xact_user_tables AS s WHERE s.seq_scan > 0
            AND s.relname IN ('patients', 'facility_patients', 'patient_identifiers', 'insurance_cards') ORDER BY s.relname`,
      );
      return scanned.map((table) => table.name);
    });
  }
});
