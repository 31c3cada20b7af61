import { expect } from 'chai';
import type { BillView, CloseAnswer } from '../../../api/encounters/encounter-schemas.ts';
import type { Registration } from '../../../api/patients/registration-schemas.ts';
import { aCard } from '../../support/a-registration.ts';
import { stock, testApi, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';
import { aClosure, openVisit } from './open-visit.ts';

/*
 * By hand, for a hospital of class 3 on a day when the base salary is 2 530 000 dong, so that low cost is below 379 500:
 * examination 39 800, heart scan 252 300, blood count 49 700; together 341 800.
 */
const SCAN = '18.0049.0004';
const BLOOD = '22.0121.1369';

describe('the shares of a closed visit at a hospital', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    api.setNow('2026-11-24T02:00:00Z');
    place = await aWorkplace(api, aHospital);
    await stock(api, place.facility, { T001: '3770', T009: '3769.999', T010: '3770.333', T045: '1250.555', T069: '0.005' });
  });

  const insured = (cardNumber = 'GD4149990000001'): Partial<Registration> => ({
    coverage: { kind: 'new-card', card: aCard({ cardNumber, registeredFacilityCode: place.facility.code }) },
  });

  async function closed(fields: Partial<Registration>, work: { services?: string[]; drugs?: [string, string][] }): Promise<BillView> {
    const visit = await openVisit(place, fields);
    await visit.diagnose('J02.9');
    for (const code of work.services ?? []) await visit.perform(code);
    for (const [code, quantity] of work.drugs ?? []) await visit.prescribe(code, quantity);
    const answer = await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    return (answer.body as CloseAnswer).bill;
  }
  const totals = ({ benefitRate, rateReason, totals: all }: BillView): string =>
    [`${benefitRate} % ${rateReason}:`, all.hospitalAmount, '=', all.fundAmount, '+', all.copayAmount, '+', all.selfPayAmount].join(' ');

  it('pays all below fifteen percent of the base salary', async () => {
    const bill = await closed(insured(), { services: [SCAN, BLOOD] });
    expect(totals(bill)).to.equal('100 % low_cost: 341800 = 341800 + 0 + 0');
  });

  it('pays all one hundredth of a dong below the threshold', async () => {
    // 10 × 3 769.999 = 37 699.99; with 341 800 that is 379 499.99
    const bill = await closed(insured(), { services: [SCAN, BLOOD], drugs: [['T009', '10']] });
    expect(totals(bill)).to.equal('100 % low_cost: 379499.99 = 379499.99 + 0 + 0');
  });

  it('pays the rate of the card at the threshold', async () => {
    // 10 × 3 770 = 37 700; 80 % of 379 500 is 303 600
    const bill = await closed(insured(), { services: [SCAN, BLOOD], drugs: [['T001', '10']] });
    expect(totals(bill)).to.equal('80 % card_rate: 379500 = 303600 + 75900 + 0');
  });

  it('rounds every line by itself and leaves the rest to the co-payment, to the last digit', async () => {
    const bill = await closed(insured(), { services: [SCAN, BLOOD], drugs: [['T010', '10']] });
    // 10 × 3 770.333 = 37 703.33; 80 % is 30 162.664, so 30 162.66 and a co-payment of 7 540.67
    expect(bill.lines.map((one) => [one.hospitalAmount, one.fundAmount, one.copayAmount])).to.deep.equal([
      ['39800', '31840', '7960'],
      ['252300', '201840', '50460'],
      ['49700', '39760', '9940'],
      ['37703.33', '30162.66', '7540.67'],
    ]);
    expect(totals(bill)).to.equal('80 % card_rate: 379503.33 = 303602.66 + 75900.67 + 0');
  });

  it('rounds a half away from zero', async () => {
    // 1 × 0.005 = 0.005, rounded to 0.01, of which 80 % is 0.008, rounded to 0.01
    const bill = await closed(insured(), { services: [SCAN, BLOOD, BLOOD], drugs: [['T069', '1']] });
    expect(bill.lines.at(-1)).to.include({ hospitalAmount: '0.01', fundAmount: '0.01', copayAmount: '0' });
    // 391 500 × 80 % = 313 200
    expect(totals(bill)).to.equal('80 % card_rate: 391500.01 = 313200.01 + 78300 + 0');
  });

  it('pays 95 percent on a card of that rate, and all on one of a hundred', async () => {
    // 391 500 × 95 % = 371 925
    const work = { services: [SCAN, BLOOD, BLOOD] };
    expect(totals(await closed(insured('HN3149990000001'), work))).to.equal('95 % card_rate: 391500 = 371925 + 19575 + 0');
    expect(totals(await closed(insured('TE1149990000001'), work))).to.equal('100 % card_rate: 391500 = 391500 + 0 + 0');
  });

  it('leaves everything to a person without a card', async () => {
    const bill = await closed({}, { services: [SCAN], drugs: [['T045', '21']] });
    // 21 × 1 250.555 = 26 261.655, rounded to 26 261.66; 39 800 + 252 300 + 26 261.66
    expect(totals(bill)).to.equal('0 % not_insured: 318361.66 = 0 + 0 + 318361.66');
    expect(bill.totals.insuranceAmount).to.equal('0');
  });

  it('keeps to the law of the day of admission when the visit ends after the law changed', async () => {
    // On 30 June the base salary was 2 340 000: low cost ended at 351 000. On 1 July 379 500 would have been the limit.
    api.setNow('2026-06-30T16:55:00Z');
    const before = await aWorkplace(api, aHospital);
    const card = aCard({ registeredFacilityCode: before.facility.code });
    const visit = await openVisit(before, { coverage: { kind: 'new-card', card } });
    await visit.perform(SCAN);
    await visit.perform(BLOOD);
    await stock(api, before.facility, { T001: '1000' });
    await visit.prescribe('T001', '10');
    api.setNow('2026-06-30T17:05:00Z');
    await visit.diagnose('J02.9');
    const answer = await before.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    // 341 800 + 10 000 = 351 800, of which 80 % is 281 440
    expect(totals((answer.body as CloseAnswer).bill)).to.equal('80 % card_rate: 351800 = 281440 + 70360 + 0');
  });
});
