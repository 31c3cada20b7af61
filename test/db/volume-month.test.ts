import { expect } from 'chai';
import { judgePage } from '../../api/claims/claim-pages.ts';
import { newClaimRun } from '../../api/claims/judge-claim.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { rows } from '../../db/knex.ts';
import { isHeld } from '../../domain/claims/checks/check-claim.ts';
import { add } from '../../domain/money.ts';
import { loadMonth } from '../../seeds/volume/load-visits.ts';
import { loadVolume } from '../../seeds/volume/load-volume.ts';
import { isOfVolume } from '../../seeds/volume/volume-facilities.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { servicesOn } from '../support/services.ts';

const VISITS = 420;

describe('the month of the seed', function () {
  this.timeout(180_000);
  let database: TestDatabase;
  let visits: { facilityId: string; encounterId: string; code: string }[];
  const services = () => servicesOn(database.app);

  before(async () => {
    database = await testDatabase();
    const runtime = { services: services(), ownerUrl: database.ownerUrl };
    await loadVolume(runtime, 300, () => undefined);
    await loadMonth(runtime, { visits: VISITS, days: 4 }, () => undefined);
    visits = await rows(
      database.owner,
      `SELECT e.facility_id, e.id AS encounter_id, e.code FROM encounters AS e JOIN facilities AS f ON f.id = e.facility_id AND ${isOfVolume('f.code')}
        ORDER BY e.facility_id, e.id`,
    );
  });

  it('has as many visits as were asked for, each under a code of its own', () => {
    expect(visits).to.have.length(VISITS);
    expect(new Set(visits.map(({ code }) => code)).size).to.equal(VISITS);
    expect(new Set(visits.map(({ facilityId }) => facilityId)).size).to.equal(215);
  });

  it('has bills that add up and claims that nothing holds', async () => {
    for (const facilityId of new Set(visits.map((one) => one.facilityId))) {
      const ids = visits.filter((one) => one.facilityId === facilityId).map(({ encounterId }) => encounterId);
      const page = await judgePage(systemCtx(services(), facilityId), ids, newClaimRun());
      expect(page).to.have.length(ids.length);
      for (const { visit, judged } of page) {
        const { lines, totals } = visit.bill;
        expect(lines).to.have.length(visit.charges.length);
        expect(add('0', ...lines.map(({ hospitalAmount }) => hospitalAmount))).to.equal(totals.hospitalAmount);
        expect(visit.patient.facilityNumber).to.match(new RegExp(`^${visit.facility.code}`));
        expect(judged === undefined || isHeld(judged.findings)).to.equal(false);
      }
    }
  });

  it('has supplies in some of them, each with the order it was used with', async () => {
    const [found] = await rows<{ supplies: number; alone: number }>(
      database.owner,
      `SELECT count(*)::int AS supplies, count(*) FILTER (WHERE o.id IS NULL)::int AS alone
         FROM charge_lines AS c JOIN facilities AS f ON f.id = c.facility_id AND ${isOfVolume('f.code')}
         LEFT JOIN service_orders AS o ON o.facility_id = c.facility_id AND o.encounter_id = c.encounter_id AND o.id = CAST(c.supply ->> 'orderId' AS uuid)
        WHERE c.kind = 'supply'`,
    );
    expect(found?.supplies).to.be.greaterThan(0);
    expect(found?.alone).to.equal(0);
  });

  it('gives every visit to somebody else', async () => {
    const found = await rows<{ people: number; cards: number }>(
      database.owner,
      `SELECT count(DISTINCT e.patient_id)::int AS people, count(DISTINCT o.card_number)::int AS cards
         FROM encounters AS e JOIN encounter_coverages AS o ON o.facility_id = e.facility_id AND o.encounter_id = e.id
         JOIN facilities AS f ON f.id = e.facility_id AND ${isOfVolume('f.code')}`,
    );
    expect(found).to.deep.equal([{ people: VISITS, cards: VISITS }]);
  });

  it('is made once only', async () => {
    const again = await loadMonth({ services: services(), ownerUrl: database.ownerUrl }, { visits: 1, days: 4 }, () => undefined).catch(
      (cause: unknown) => cause,
    );
    expect(String(again)).to.include('there already');
  });
});
