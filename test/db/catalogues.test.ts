import { expect } from 'chai';
import { aPerson } from '../domain/prescriptions/facts.ts';
import { foldName } from '../../domain/patients/fold-name.ts';
import { prescribingLimitsAt } from '../../domain/prescriptions/prescribing-limits.ts';
import { checkPrescription } from '../../domain/prescriptions/check-prescription.ts';
import { icdSpecCovers } from '../../domain/catalogues/icd-spec.ts';
import { rows, type Db } from '../../db/knex.ts';
import { findCode, listCodes, readParameters } from '../../db/stores/code-catalogue-store.ts';
import { findDrugs, findInteractionTexts, readInteractions, searchDrugs } from '../../db/stores/drug-catalogue-store.ts';
import { findIcd, findIcdEntries, readAgeEdits, readLongTermSpecs, searchIcd } from '../../db/stores/icd-catalogue-store.ts';
import { findCommune, findFacilityEntry, searchCommunes, searchFacilityEntries } from '../../db/stores/place-catalogue-store.ts';
import { findService, searchServices } from '../../db/stores/service-catalogue-store.ts';
import { testDatabase } from '../support/database.ts';
import { loadReference } from '../../seeds/reference/load-reference.ts';

const day = '2026-11-24';
const dayOfOldList = '2026-06-30';
/** A facility without a price list of its own. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('catalogues', function () {
  this.timeout(120_000);
  let db: Db;
  let owner: Db;
  before(async () => {
    const database = await testDatabase();
    db = database.app;
    owner = database.owner;
  });

  const icd = async (query: string, on = day, limit = 10) => (await searchIcd(db, { query, day: on, limit })).map((entry) => entry.code);

  describe('searchIcd', () => {
    it('finds by the beginning of a code, with or without dot, the exact one first', async () => {
      expect(await icd('I10')).to.deep.equal(['I10']);
      expect((await icd('a97')).slice(0, 2)).to.deep.equal(['A97', 'A97.0']);
      expect((await icd('e119'))[0]).to.equal('E11.9');
      expect((await icd('E11.9'))[0]).to.equal('E11.9');
    });

    it('finds by words without marks, in any order, the last one unfinished', async () => {
      expect((await icd('tang huyet ap'))[0]).to.equal('I10');
      expect((await icd('cao huyết áp'))[0]).to.equal('I10');
      expect((await icd('viem phoi'))[0]).to.equal('J18.9');
      expect(await icd('thừa ruột viêm cấp')).to.include('K35.8');
      expect((await icd('da day vi')).length).to.be.greaterThan(0);
      expect(await icd('asthma')).to.include('J45.9');
    });

    it('goes by the list of the day', async () => {
      expect((await findIcd(db, 'A97.0', dayOfOldList))?.version).to.equal('qd4469-2020');
      expect((await findIcd(db, 'A97.0', '2026-07-01'))?.version).to.equal('tt06-2026');
      expect((await findIcd(db, 'A97.0', '2019-01-01'))?.version).to.equal('qd4469-2020');
      const removed = await rows<{ code: string }>(
        db,
        `SELECT o.code FROM icd_codes AS o WHERE o.version = 'qd4469-2020' AND NOT EXISTS
           (SELECT FROM icd_codes AS n WHERE n.version = 'tt06-2026' AND n.code = o.code) ORDER BY o.code LIMIT 1`,
      );
      expect(await findIcd(db, removed[0]!.code, dayOfOldList)).to.not.equal(undefined);
      expect(await findIcd(db, removed[0]!.code, '2026-07-01')).to.equal(undefined);
    });

    it('carries the flags', async () => {
      expect(await findIcd(db, 'A00', day)).to.deep.equal({
        code: 'A00',
        nameVi: 'Bệnh tả',
        nameEn: 'Cholera',
        version: 'tt06-2026',
        dualMark: null,
        notPrimary: false,
        notRecommendedPrimary: false,
        hasSubcodes: true,
        mortalityOnly: false,
        sexOnly: null,
      });
      expect((await findIcd(db, 'O80.0', day))?.sexOnly).to.equal('female');
      expect([...(await findIcdEntries(db, ['I10', 'Q99X', 'A00'], day)).keys()]).to.deep.equal(['A00', 'I10']);
    });

    it('keeps to the limit, and to fifty', async () => {
      expect(await icd('viem', day, 3)).to.have.length(3);
      expect(await icd('viem', day, 500)).to.have.length(50);
      expect(await icd('', day)).to.deep.equal([]);
      expect(await icd('%', day)).to.deep.equal([]);
      expect(await icd('khongcotunaynhuthe', day)).to.deep.equal([]);
    });
  });

  it('has age edits for the old list only, and the 90-day list', async () => {
    expect(await readAgeEdits(db, ['P00.0'], dayOfOldList)).to.deep.equal([{ code: 'P00.0', ageMin: null, ageMax: '365d' }]);
    expect(await readAgeEdits(db, ['P00.0'], day)).to.deep.equal([]);
    const specs = await readLongTermSpecs(db, day);
    expect(specs.some((spec) => icdSpecCovers(spec, 'B18.1'))).to.equal(true);
    expect(specs.some((spec) => icdSpecCovers(spec, 'J00'))).to.equal(false);
    expect(await readLongTermSpecs(db, '2025-06-30')).to.deep.equal([]);
  });

  describe('searchDrugs', () => {
    it('finds by ingredient, brand and strength without marks', async () => {
      const names = (await searchDrugs(db, { query: 'paracetamol 500', day, limit: 10 })).map(
        (drug) => `${drug.ingredient} ${drug.strength}`,
      );
      expect(names[0]).to.equal('Paracetamol 500mg');
      expect((await searchDrugs(db, { query: 'hapacol', day, limit: 10 })).map((drug) => drug.code)).to.include('T002');
      expect((await searchDrugs(db, { query: 'T001', day, limit: 10 })).map((drug) => drug.code)).to.deep.equal(['T001']);
      expect(await searchDrugs(db, { query: 'paracetamol', day: '2022-12-31', limit: 10 })).to.deep.equal([]);
    });
  });

  describe('findDrugs', () => {
    it('takes combinations apart and prints by the rule', async () => {
      const drugs = await findDrugs(db, ['T001', 'T047', 'X999'], day);
      expect([...drugs.keys()]).to.deep.equal(['T001', 'T047']);
      expect(drugs.get('T001')).to.deep.include({ name: 'Paracetamol (Partamol Eff.) 500mg', systemic: true, prescriptionType: 'c' });
      expect(drugs.get('T001')?.ingredients).to.deep.equal([{ name: 'Paracetamol', atcCodes: ['N02BE01'] }]);
      expect(drugs.get('T047')?.ingredients.map((one) => one.name)).to.deep.equal(['Amoxicilin', 'Acid clavulanic']);
    });

    it('has ingredients with codes for every drug of the list', async () => {
      const bare = await rows(
        db,
        `SELECT d.code FROM drugs AS d WHERE NOT EXISTS (SELECT FROM drug_ingredients AS i WHERE i.drug_code = d.code AND cardinality(i.atc_codes) > 0)
            OR NOT EXISTS (SELECT FROM drug_routes AS r WHERE r.code = d.route_code) ORDER BY d.code LIMIT 10`,
      );
      expect(bare).to.deep.equal([]);
    });
  });

  describe('readInteractions', () => {
    it('finds pairs in both directions and through groups, and leaves the rest', async () => {
      const read = async (on: string, codes: string[]) =>
        (await readInteractions(db, [{ name: 'Clonixin', atcCodes: codes }], on)).map((one) => one.id);
      const ids = async (...codes: string[]) => await read(day, codes);
      expect(await ids('M01AB16', 'M01AB15')).to.include.members(['QD5948-001', 'SEV-016']);
      expect(await ids('M01AB15', 'M01AB16')).to.deep.equal(await ids('M01AB16', 'M01AB15'));
      expect(await ids('M01AE01', 'B01AA03')).to.include('SEV-001');
      expect(await ids('N02BE01')).to.deep.equal([]);
      expect(await ids('C08DA01', 'M04AC01')).to.include('QD5948-G38');
      // A substance that the ATC index does not know is found by its name.
      expect(await ids('M01AB15')).to.include('QD5948-201');
      expect(await read('2021-12-29', ['M01AB16', 'M01AB15'])).to.deep.equal([]);
    });

    it('tells why', async () => {
      const text = (await findInteractionTexts(db, ['QD5948-001'], day)).get('QD5948-001');
      expect(text).to.include({ ingredientA: 'Aceclofenac', ingredientB: 'Ketorolac', reviewStatus: 'legal' });
    });

    it('stops a real contraindicated pair of the starting list, both ways', async () => {
      const pairs = await rows<{ a: string; b: string; id: string }>(
        db,
        `SELECT DISTINCT ON (x.code) x.code AS id, a.code AS a, b.code AS b FROM interactions AS x
           JOIN drugs AS a ON a.atc_code = x.atc_a JOIN drug_routes AS ra ON ra.code = a.route_code AND ra.systemic
           JOIN drugs AS b ON b.atc_code = x.atc_b JOIN drug_routes AS rb ON rb.code = b.route_code AND rb.systemic
          WHERE x.action = 'contraindicated' AND x.review_status = 'legal' ORDER BY x.code, a.code, b.code LIMIT 100`,
      );
      expect(pairs.length).to.be.greaterThan(10);
      const drugs = await findDrugs(db, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))], day);
      const ingredients = [...drugs.values()].flatMap((drug) => drug.ingredients);
      const facts = {
        drugs,
        interactions: await readInteractions(db, ingredients, day),
        open: [],
        person: aPerson(),
        place: { level: 'district' as const, hasBeds: true, formulary: new Set(drugs.keys()) },
        allergyStatus: 'none-known' as const,
        allergies: [],
        maxDays: prescribingLimitsAt(await readParameters(db, 'rx.'), day, []),
      };
      const line = (drugCode: string) => ({ drugCode, dosage: { morning: '1', days: 3 }, quantity: '3' });
      for (const { a, b, id } of pairs) {
        for (const order of [[a, b] as const, [b, a] as const]) {
          const found = checkPrescription(order.map(line), facts).filter((issue) => issue.code === 'interaction_contraindicated');
          expect(
            found.map((issue) => issue.params?.['interaction']),
            `${id} ${order.join(' ')}`,
          ).to.include(id);
        }
      }
    });
  });

  describe('services', () => {
    const price = async (code: string, on: string, facilityClass: 'class-2' | 'class-3' | 'station' = 'class-3') =>
      (await findService(db, code, { day: on, facilityClass, facilityId: NOBODY }))?.price;

    it('have the price of the class and the day', async () => {
      expect(await price('02.03', '2026-06-30')).to.equal('39800');
      expect(await price('02.03', '2026-06-30', 'class-2')).to.equal('45000');
      expect(await price('02.03', '2026-06-30', 'station')).to.equal('36500');
      expect(await price('02.03', '2025-12-31')).to.equal(undefined);
      expect(await price('K03.NO1', '2026-06-30', 'station')).to.equal(undefined);
    });

    it('say that prices after the end of the source are unsure', async () => {
      expect((await findService(db, '02.03', { day: '2026-06-30', facilityClass: 'class-3', facilityId: NOBODY }))?.confidence).to.equal(
        'sure',
      );
      expect((await findService(db, '02.03', { day: '2026-07-01', facilityClass: 'class-3', facilityId: NOBODY }))?.confidence).to.equal(
        'unsure',
      );
    });

    it('are found by name and code', async () => {
      const codes = async (query: string) =>
        (await searchServices(db, { query, day, facilityClass: 'class-3', facilityId: NOBODY, limit: 5 })).map((one) => one.code);
      expect((await codes('sieu am o bung'))[0]).to.equal('02.0314.0001');
      expect(await codes('glucose')).to.include('23.0075.1494');
      expect((await codes('22.0121'))[0]).to.equal('22.0121.1369');
    });
  });

  describe('places', () => {
    const communes = async (query: string, on = day) => (await searchCommunes(db, { query, day: on, limit: 10 })).map((one) => one.code);

    it('find a commune by code, short code, name and the name it had', async () => {
      expect(await communes('03646')).to.deep.equal(['03646']);
      expect(await communes('3646')).to.deep.equal(['03646']);
      expect((await communes('to hieu'))[0]).to.equal('03646');
      expect(await communes('quyết tâm')).to.include('03646');
      expect(await findCommune(db, '03646', day)).to.include({ name: 'Phường Tô Hiệu', provinceCode: '14' });
      expect((await findCommune(db, '03646', day))?.formerNames).to.contain('Phường Quyết Tâm');
    });

    it('know the unit of the day', async () => {
      expect((await findCommune(db, '03646', '2025-06-30'))?.name).to.equal('Phường Chiềng Lề');
      expect((await findCommune(db, '03646', '2025-07-01'))?.name).to.equal('Phường Tô Hiệu');
    });

    it('find facilities by code and name', async () => {
      expect((await searchFacilityEntries(db, { query: '14003', day, limit: 5 })).map((one) => one.code)).to.deep.equal(['14003']);
      expect((await searchFacilityEntries(db, { query: 'moc chau', day, limit: 5 }))[0]?.code).to.equal('14003');
      expect((await findFacilityEntry(db, '14001', day))?.name).to.equal('Bệnh viện đa khoa tỉnh Sơn La');
      expect(await findFacilityEntry(db, '99999', day)).to.equal(undefined);
    });
  });

  describe('code tables and parameters', () => {
    it('list a table in its order', async () => {
      const outcomes = await listCodes(db, 'KET_QUA_DTRI', day);
      expect(outcomes.map(({ code, name }) => `${code} ${name}`).slice(0, 2)).to.deep.equal(['1 Khỏi', '2 Đỡ']);
      expect((await listCodes(db, 'ethnic-groups', day)).map((one) => one.code)).to.include.members(['01', '03', '55']);
      const arrivals = (await listCodes(db, 'MA_DOITUONG_KCB', day)).map((one) => one.code);
      expect(arrivals.indexOf('1.2')).to.be.lessThan(arrivals.indexOf('1.11'));
      expect(await listCodes(db, 'no-such-table', day)).to.deep.equal([]);
    });

    it('find one code as of a day', async () => {
      expect((await findCode(db, 'MA_LOAI_KCB', { code: '11', day: '2026-08-01' }))?.name).to.equal('Khám chữa bệnh lưu động');
      expect(await findCode(db, 'MA_LOAI_KCB', { code: '11', day: '2026-07-31' })).to.equal(undefined);
    });

    it('read parameters by the beginning of their code, literally', async () => {
      expect((await readParameters(db, 'rx.max_days.c')).map((one) => one.value)).to.deep.equal([30, 30, 90]);
      expect(await readParameters(db, 'rx_max')).to.deep.equal([]);
    });
  });

  it('fold in SQL as in TypeScript', async () => {
    const texts = [
      'Đặng Thị HOÀ',
      'Giàng Ǎ Chu',
      "Y'Bia H’Mông",
      'K`Brếp',
      'ÂN - Ước',
      'Nguyễn\u0020\u0020Ỷ\u0309',
      'Ø ß',
      'Trần B.',
      '(a) b+c; d_e "f" %',
      'Hà-Nội/14',
      'β 1,5',
    ];
    const folded = await rows<{ folded: string }>(
      db,
      `SELECT fold_text(t) AS folded FROM unnest(CAST(:texts AS text[])) WITH ORDINALITY AS u(t, n) ORDER BY n`,
      {
        texts,
      } as never,
    );
    expect(folded.map((one) => one.folded)).to.deep.equal(texts.map(foldName));
  });

  it('load again without a change and without doubles', async () => {
    const counts = async () =>
      (await rows<{ n: string }>(owner, `SELECT (SELECT count(*) FROM icd_codes) + (SELECT count(*) FROM code_entries) AS n`))[0]?.n;
    const first = await counts();
    const loaded = await loadReference(owner);
    expect(loaded.find(({ table }) => table === 'icd_codes')?.rows).to.equal(27981);
    expect(await counts()).to.equal(first);
  });

  it('load mends a row that was changed by hand', async () => {
    const name = (await findIcd(db, 'I10', day))?.nameVi;
    await owner.raw(`UPDATE icd_codes SET name_vi = 'x' WHERE code = 'I10' AND version = 'tt06-2026'`);
    await loadReference(owner);
    expect((await findIcd(db, 'I10', day))?.nameVi)
      .to.equal(name)
      .and.not.equal('x');
  });

  it('cannot be written by the application', async () => {
    let refusal: unknown;
    await db.raw(`UPDATE parameters SET value = '1'`).catch((cause: unknown) => (refusal = cause));
    expect(refusal).to.have.property('code', '42501');
  });
});
