import { expect } from 'chai';
import type { Response } from 'supertest';
import type { PrescriptionIssues, SignedPrescription } from '../../../api/prescriptions/prescription-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, stock, testApi, type TestApi } from '../../support/api.ts';
import { add } from '../../../domain/money.ts';
import { aCard, aPerson } from '../../support/a-registration.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aHospital, aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

const [PARACETAMOL, IBUPROFEN, ASPIRIN, AMOXICILLIN, CEFALEXIN] = ['T001', 'T009', 'T144', 'T045', 'T054'];
const [AZITHROMYCIN, DOMPERIDONE, DIGOXIN, AMIODARONE, MORPHINE, DIAZEPAM] = ['T069', 'T183', 'T139', 'T140', 'T018', 'T234'];

describe('sign a prescription', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api, aHospital);
    await stock(api, place.facility, { T001: '1250.5', T009: '800' });
  });

  const line = (drugCode: string, fields: object = {}, dosage: object = {}) => ({
    id: newId(),
    drugCode,
    dosage: { morning: '1', evening: '1', days: 5, timing: 'after-meal', ...dosage },
    ...fields,
  });
  const body = (lines: object[], acceptedWarnings: object[] = []) => ({ id: newId(), lines, acceptedWarnings });
  /** A visit of somebody who was asked about allergies and has none. */
  async function aVisit(fields: Parameters<typeof openVisit>[1] = {}): Promise<OpenVisit> {
    const visit = await openVisit(place, fields);
    await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
    await visit.diagnose('J15.9');
    return visit;
  }
  const sign = async (visit: OpenVisit, lines: object[], accepted: object[] = []): Promise<SignedPrescription> =>
    (await place.doctor.post(`${visit.path}/prescriptions`, body(lines, accepted)).expect(201)).body as SignedPrescription;
  const refused = async (visit: OpenVisit, lines: object[], accepted: object[] = []): Promise<string[]> => {
    const response = await refusedWithoutTrace(api, () => place.doctor.post(`${visit.path}/prescriptions`, body(lines, accepted)), 422);
    return findings(response);
  };

  /** A reason for everything that asks for one. */
  const reasonsFor = async (visit: OpenVisit, lines: object[]): Promise<object[]> => {
    const answer = (await place.doctor.post(`${visit.path}/prescription-checks`, { lines }).expect(200)).body as PrescriptionIssues;
    return answer.issues.flatMap(({ code, path }) => (answer.needReason.includes(code) ? [{ code, path, reason: 'đã cân nhắc' }] : []));
  };

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: `${(await aVisit()).path}/prescriptions`,
      body: body([line(PARACETAMOL)]),
      status: 201,
      may: place.doctor,
      mayNot: place.nurse,
      elsewhere: {
        client: await aUser(api, (await aFacility(api)).facility, ['doctor']),
        unknownPath: `/encounters/${newId()}/prescriptions`,
      },
      malformed: [
        [{ lines: [] }, 'malformed@lines'],
        [{ lines: [line(PARACETAMOL, {}, { days: 1.5 })] }, 'malformed@lines.0.dosage.days'],
        [{ lines: [line(PARACETAMOL, {}, { morning: 1 })] }, 'malformed@lines.0.dosage.morning'],
        [{ lines: [line(PARACETAMOL, {}, { note: 'a\ud800' })] }, 'malformed@lines.0.dosage.note'],
        [{ lines: [line(PARACETAMOL, { unitPrice: '1' })] }, 'unknown_field@lines.0.unitPrice'],
        [{ acceptedWarnings: [{ code: 'x', path: '', reason: ' ' }] }, 'malformed@acceptedWarnings.0.reason'],
        [{ code: 'mine' }, 'unknown_field@code'],
      ],
    }),
  );

  it('writes the document from the catalogue, computes the quantity and gives it the national code', async () => {
    const visit = await aVisit();
    const signed = await sign(visit, [line(PARACETAMOL, {}, { morning: '0.5', evening: '1', days: 3 })]);
    expect(signed.documents[0]?.code).to.match(new RegExp(`^${place.facility.prescriptionLinkCode}[0-9a-z]{7}-c$`));
    const [stored] = (await visit.view()).prescriptions;
    expect(stored).to.include({ id: signed.id, code: signed.documents[0]?.code, type: 'c', prescriberName: 'Người Thử Nghiệm' });
    expect(stored?.lines[0]).to.include({
      drugName: 'Paracetamol (Partamol Eff.) 500mg',
      unit: 'Viên',
      quantity: '5', // three days of 1.5 are 4.5: half a tablet is dispensed as one
      dosageText: 'Uống, sáng 0,5 viên, tối 1 viên, sau ăn, trong 3 ngày',
    });
  });

  it('charges what the formulary of the facility has, at its price, and nothing else', async () => {
    const visit = await aVisit();
    await sign(visit, [line(PARACETAMOL), line('T183')]);
    const drugs = (await visit.bill()).lines.filter((one) => one.kind === 'drug');
    expect(drugs.map(({ name, quantity, hospitalPrice, hospitalAmount }) => [name, quantity, hospitalPrice, hospitalAmount])).to.deep.equal(
      [['Paracetamol (Partamol Eff.) 500mg', '10', '1250.5', '12505']],
    );
  });

  it('refuses an unknown drug, doses and quantities that cannot be, and days beyond the limit', async () => {
    const visit = await aVisit();
    const cases: [object, string][] = [
      [line('T9999'), 'drug_unknown@lines.0.drugCode'],
      [line(PARACETAMOL, { quantity: '-5' }), 'quantity_not_positive@lines.0.quantity'],
      [line(PARACETAMOL, { quantity: '0' }), 'quantity_not_positive@lines.0.quantity'],
      [line(PARACETAMOL, { quantity: '10.0001' }), 'quantity_places@lines.0.quantity'],
      [line(PARACETAMOL, {}, { morning: '-1' }), 'dose_negative@lines.0.dosage'],
      [line(PARACETAMOL, { quantity: '5' }, { morning: '0', evening: '0' }), 'dose_missing@lines.0.dosage'],
      [line(PARACETAMOL, {}, { days: 0 }), 'days_not_positive@lines.0.dosage.days'],
      [line(PARACETAMOL, {}, { days: 31 }), 'days_over_limit@lines.0.dosage.days'],
    ];
    for (const [wanted, finding] of cases) expect(await refused(visit, [wanted]), finding).to.include(finding);
    await sign(visit, [line(PARACETAMOL, {}, { days: 30 })]);
  });

  it('asks for a reason above a thousand of a thing, and no reason makes a million of it good', async () => {
    const visit = await aVisit();
    const many = line(PARACETAMOL, { quantity: '1001' });
    expect(await refused(visit, [many])).to.deep.equal(['quantity_implausible@lines.0.quantity']);
    const reason = { code: 'quantity_implausible', path: 'lines.0.quantity', reason: 'phát cho cả đợt' };
    await sign(visit, [many], [reason]);
    for (const quantity of ['1000000', '99999999999999999999']) {
      expect(await refused(await aVisit(), [line(PARACETAMOL, { quantity })], [reason])).to.deep.equal([
        'quantity_absurd@lines.0.quantity',
      ]);
    }
  });

  it('allows ninety days for a disease of the long-term list, and not ninety-one', async () => {
    const visit = await aVisit();
    await visit.diagnose('I10');
    expect(await refused(visit, [line(PARACETAMOL, {}, { days: 91 })])).to.deep.equal(['days_over_limit@lines.0.dosage.days']);
    await sign(visit, [line(PARACETAMOL, {}, { days: 90 })]);
  });

  it('stops a contraindicated pair, whatever reason is given, in either order', async () => {
    const visit = await aVisit();
    for (const pair of [
      [AZITHROMYCIN, DOMPERIDONE],
      [DOMPERIDONE, AZITHROMYCIN],
    ]) {
      const accepted = [{ code: 'interaction_contraindicated', path: 'lines.1', reason: 'đã cân nhắc' }];
      expect(
        await refused(
          visit,
          pair.map((code) => line(code)),
          accepted,
        ),
      ).to.include('interaction_contraindicated@lines.1');
    }
  });

  it('needs a reason for a warning, and keeps it with the knowledge it was given under', async () => {
    const visit = await aVisit();
    const pair = [line(DIGOXIN, {}, { evening: '0' }), line(AMIODARONE)];
    expect(await refused(visit, pair)).to.deep.equal(['interaction_major@lines.1']);
    const wrongPlace = { code: 'interaction_major', path: 'lines.0', reason: 'theo dõi' };
    expect(await refused(visit, pair, [wrongPlace])).to.deep.equal(['interaction_major@lines.1']);
    const { id } = await sign(visit, pair, [{ ...wrongPlace, path: 'lines.1' }]);
    const kept = await rows<Record<string, unknown>>(
      api.database.owner,
      `SELECT o.issue_code, o.issue_path, o.reason, p.knowledge_version, o.issue_params ->> 'interaction' AS interaction
         FROM prescription_overrides AS o JOIN prescriptions AS p ON p.id = o.prescription_id WHERE p.id = :id`,
      { id },
    );
    expect(kept).to.deep.equal([
      {
        issueCode: 'interaction_major',
        issuePath: 'lines.1',
        reason: 'theo dõi',
        knowledgeVersion: 'QD5948-2021/2026-11-22',
        interaction: 'SEV-026',
      },
    ]);
  });

  it('only tells of a moderate interaction', async () => {
    const { issues } = await sign(await aVisit(), [line(ASPIRIN), line(IBUPROFEN)]);
    const told = issues.map((one) => `${one.severity} ${one.code}`).filter((one) => !one.includes('bought_outside'));
    expect(told).to.deep.equal(['information interaction_moderate']);
  });

  it('counts what earlier prescriptions still give, of this visit and of another', async () => {
    const visit = await aVisit();
    await sign(visit, [line(AZITHROMYCIN)]);
    expect(await refused(visit, [line(DOMPERIDONE)])).to.deep.equal(['interaction_contraindicated@lines.0']);
    const later = await aVisit({ patient: { kind: 'known', id: visit.patientId } });
    expect(await refused(later, [line(DOMPERIDONE)])).to.deep.equal(['interaction_contraindicated@lines.0']);
    expect(await refused(later, [line(AZITHROMYCIN)])).to.deep.equal(['duplicate_ingredient@lines.0', 'dose_far_over_max@lines.0.dosage']);
    await sign(await aVisit(), [line(DOMPERIDONE)]); // somebody else
  });

  it('judges the second of two who sign at once against the first, also in two visits of one person', async () => {
    const visit = await aVisit();
    const other = await aVisit({ patient: { kind: 'known', id: visit.patientId } });
    const second = await aUser(api, place.facility, ['doctor']);
    for (const path of [visit.path, other.path]) {
      const [first, rival] = path === visit.path ? [AZITHROMYCIN, DOMPERIDONE] : ['T070', 'T148']; // clarithromycin and simvastatin
      const both: Response[] = await Promise.all([
        place.doctor.post(`${visit.path}/prescriptions`, body([line(first)])),
        second.post(`${path}/prescriptions`, body([line(rival)])),
      ]);
      expect(both.map((one) => one.status).sort(), path).to.deep.equal([201, 422]);
    }
  });

  it('stops what the person is allergic to, its class, and asks about its relatives', async () => {
    const visit = await openVisit(place);
    await visit.diagnose('J15.9');
    await place.nurse
      .post(`/patients/${visit.patientId}/allergies`, { id: newId(), substance: 'Amoxicilin', atcCode: 'J01CA04' })
      .expect(201);
    expect(await refused(visit, [line(AMOXICILLIN)])).to.deep.equal(['allergy_ingredient@lines.0']);
    expect(await refused(visit, [line('T047')])).to.deep.equal(['allergy_ingredient@lines.0']); // with clavulanic acid
    expect(await refused(visit, [line(CEFALEXIN)])).to.deep.equal(['allergy_related@lines.0']);
    const reason = { path: 'lines.0', reason: 'đã dùng cephalosporin nhiều lần' };
    expect(await refused(visit, [line(AMOXICILLIN)], [{ code: 'allergy_ingredient', ...reason }])).to.include('allergy_ingredient@lines.0');
    await sign(visit, [line(CEFALEXIN)], [{ code: 'allergy_related', ...reason }]);

    const other = await openVisit(place);
    await other.diagnose('J15.9');
    await place.nurse
      .post(`/patients/${other.patientId}/allergies`, { id: newId(), substance: 'Penicilin', atcCode: 'J01CE01' })
      .expect(201);
    expect(await refused(other, [line(AMOXICILLIN)])).to.deep.equal(['allergy_class@lines.0']);
  });

  it('makes a document for each type, each with its own code, narcotics of more than ten days in dated tranches', async () => {
    api.setNow('2026-11-24T03:00:00Z');
    const visit = await aVisit();
    await visit.diagnose('C16.9');
    const lines = [line(DIAZEPAM), line(PARACETAMOL), line(MORPHINE, {}, { days: 30 })];
    const accepted = await reasonsFor(visit, lines);
    const { documents } = await sign(visit, lines, accepted);
    expect(documents.map(({ type, code }) => [type, code.slice(-2)])).to.deep.equal([
      ['c', '-c'],
      ['n', '-n'],
      ['h', '-h'],
    ]);
    const stored = (await visit.view()).prescriptions;
    expect(new Set(stored.map(({ signingId }) => signingId)).size).to.equal(1);
    expect(stored.map(({ lines: own }) => own.map(({ drugCode }) => drugCode))).to.deep.equal([[PARACETAMOL], [MORPHINE], [DIAZEPAM]]);
    expect(stored[1]?.tranches.map(({ from, until }) => `${from} ${until}`)).to.deep.equal([
      '2026-11-24 2026-12-03',
      '2026-12-04 2026-12-13',
      '2026-12-14 2026-12-23',
    ]);
  });

  it('signs narcotics only where there are beds, for seven days unless the pain is of cancer or AIDS', async () => {
    const visit = await aVisit();
    expect(await refused(visit, [line(MORPHINE, {}, { days: 8 })])).to.include('days_over_limit@lines.0.dosage.days');
    await sign(visit, [line(MORPHINE, {}, { days: 7 })], await reasonsFor(visit, [line(MORPHINE, {}, { days: 7 })]));
    const station = await aWorkplace(api);
    const atStation = await openVisit(station);
    await atStation.diagnose('J15.9');
    const response = await station.doctor.post(`${atStation.path}/prescriptions`, body([line(MORPHINE)])).expect(422);
    expect(findings(response)).to.include('narcotic_without_beds@lines.0.drugCode');
  });

  it('wants weight and escort of a child under seventy-two months, and keeps both with the sheet', async () => {
    const small = (fields: object) =>
      aVisit({ patient: { kind: 'new', id: newId(), data: aPerson({ birthDate: '2023-01-01', ...fields }) } });
    const law = (found: string[]) => found.filter((one) => one.startsWith('child_'));
    const lines = [line(PARACETAMOL, {}, { morning: '0.5', evening: '0.5' })];
    expect(law(await refused(await small({}), lines))).to.deep.equal(['child_weight_missing@', 'child_guardian_missing@']);
    const visit = await small({ guardian: { fullName: 'Lò Thị Thử' } });
    await place.doctor.put(`${visit.path}/vitals`, await visit.fresh({ values: { weight: '14.5' } })).expect(200);
    await sign(visit, lines);
    expect((await visit.view()).prescriptions[0]).to.include({ weightKg: '14.5', guardianName: 'Lò Thị Thử' });
  });

  it('charges what the insurance or the person pays here, and nothing for a programme or a shop outside', async () => {
    const visit = await aVisit();
    await sign(visit, [line(PARACETAMOL, { payer: 'programme' }), line(IBUPROFEN, { payer: 'self-pay' })]);
    const drugs = (await visit.bill()).lines.filter((one) => one.kind === 'drug');
    expect(drugs.map(({ hospitalAmount, fundAmount }) => [hospitalAmount, fundAmount])).to.deep.equal([['8000', '0']]);
    const [stored] = (await visit.view()).prescriptions;
    expect(stored?.lines.map(({ payer }) => payer)).to.deep.equal(['programme', 'self-pay']);
  });

  it('refuses without a diagnosis', async () => {
    const visit = await openVisit(place);
    expect(await refused(visit, [line(PARACETAMOL)])).to.include('diagnosis_missing@');
  });

  it('needs a doctor with a licence', async () => {
    const unlicensed = await aUser(api, place.facility, ['doctor'], { licence: null });
    const { path } = await aVisit();
    const response = await refusedWithoutTrace(api, () => unlicensed.post(`${path}/prescriptions`, body([line(PARACETAMOL)])), 422);
    expect(findings(response)).to.deep.equal(['prescriber_licence_missing@']);
  });

  it('says the same of a draft, without writing a thing', async () => {
    const visit = await aVisit();
    const lines = [line(DIGOXIN, {}, { evening: '0' }), line(AMIODARONE, {}, { days: 3 })];
    const answer = await refusedWithoutTrace(api, () => place.doctor.post(`${visit.path}/prescription-checks`, { lines }), 200);
    const { issues, quantities, needReason, knowledge } = answer.body as PrescriptionIssues;
    expect(issues.map((one) => one.code)).to.include.members(['interaction_major', 'drug_bought_outside']);
    expect(needReason).to.deep.equal(['interaction_major']);
    expect(knowledge.map(({ id }) => [id])).to.deep.equal([['SEV-026']]);
    expect(quantities).to.deep.equal(['5', '6']);
    const stranger = await aUser(api, (await aFacility(api)).facility, ['doctor']);
    await refusedWithoutTrace(api, () => stranger.post(`${visit.path}/prescription-checks`, { lines }), 404);
    await refusedWithoutTrace(api, () => place.nurse.post(`${visit.path}/prescription-checks`, { lines }), 403);
  });

  it('tells of a draft what the bill says once it is signed, for the insured and for who pays alone', async () => {
    const card = { kind: 'new-card' as const, card: aCard({ cardNumber: 'GD4149990000001' }) };
    for (const fields of [{}, { coverage: card }]) {
      const visit = await aVisit(fields);
      await visit.perform('22.0121.1369');
      const lines = [line(PARACETAMOL), line(IBUPROFEN, { payer: 'self-pay' })];
      const { cost } = (await place.doctor.post(`${visit.path}/prescription-checks`, { lines }).expect(200)).body as PrescriptionIssues;
      const { id } = await sign(visit, lines, await reasonsFor(visit, lines));
      expect(id).not.to.equal('');
      const { totals, lines: billed } = await visit.bill();
      const drugs = billed.filter(({ kind }) => kind === 'drug');
      expect(drugs).to.have.length(2);
      expect(cost).to.deep.equal({
        amount: add('0', ...drugs.map(({ hospitalAmount }) => hospitalAmount)),
        patientAmount: add('0', ...drugs.flatMap(({ copayAmount, selfPayAmount }) => [copayAmount, selfPayAmount])),
        visitPatientAmount: add(totals.copayAmount, totals.selfPayAmount),
      });
    }
    const nothing = await place.doctor.post(`${(await aVisit()).path}/prescription-checks`, { lines: [line('T999')] }).expect(200);
    expect((nothing.body as PrescriptionIssues).cost).to.equal(null);
  });
});
