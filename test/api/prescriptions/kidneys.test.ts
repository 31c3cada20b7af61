import { expect } from 'chai';
import type { PrescriptionIssues } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aReportingPlace, atLaboratory, typed, type ReportingPlace } from '../results/a-desk.ts';

const CREATININE_SERVICE = '23.0051.1494';
/** Ibuprofen: a drug that asks for the kidneys. */
const DRUG = 'T009';

describe('the kidneys at prescribing', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: ReportingPlace;
  let visit: OpenVisit;

  before(async () => {
    api = await testApi();
    place = await aReportingPlace(api);
    visit = await openVisit(place);
    await visit.diagnose('I10');
  });

  const kidneys = async (): Promise<string[]> => {
    const lines = [{ id: newId(), drugCode: DRUG, dosage: { morning: '1', days: 5 } }];
    const answer = (await place.doctor.post(`${visit.path}/prescription-checks`, { lines }).expect(200)).body as PrescriptionIssues;
    return answer.issues
      .filter(({ code }) => code.startsWith('renal_'))
      .map(({ code, params }) => `${code} ${params?.['egfr'] ?? ''}`.trim());
  };

  it('are known from the newest approved creatinine of ninety days, corrections instead of what they correct', async () => {
    const order = await atLaboratory(place, visit, CREATININE_SERVICE);
    const entered = await order.enter({ CREA: '250' });
    expect(await kidneys()).to.deep.equal([]);
    if (entered.isCritical) await order.tell();
    await order.approve(entered.version);
    // Man of 46, by hand: 142 × (250 / 88.4 / 0.9)^-1.2 × 0.9938^46 = 27.0.
    expect(await kidneys()).to.deep.equal(['renal_reduced 27']);
    await place.head.post(`${order.path}/corrections`, { ...typed({ CREA: '80' }), number: 1, reason: 'Nhầm ống' }).expect(201);
    expect(await kidneys()).to.deep.equal([]);
  });
});
