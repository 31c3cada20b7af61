import type { WriteTx } from '../../db/doors.ts';
import { rows } from '../../db/knex.ts';
import { newId } from '../../domain/ids.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';

/** Rows of every kind that the demo district has none of, all invented. The rules of the desks are not what is tested. */
export async function insertClinicalRows(tx: WriteTx, visit: VisitRecord): Promise<void> {
  const { patient, encounter, facility } = visit;
  const at = encounter.endedAt;
  const by = encounter.practitionerId;
  await insertPerson(tx, { patientId: patient.id, facilityId: facility.id, at, by });
  const booked = { id: newId(), facilityId: facility.id, patientId: patient.id, bookedAt: at, bookedBy: by };
  const [room] = await rows<{ roomId: string }>(tx, 'SELECT e.room_id FROM encounters AS e WHERE e.id = :id', { id: encounter.id });
  await tx('appointments').insert({
    ...{ ...booked, ...room, fromEncounterId: encounter.id },
    ...{ day: '2030-01-02', time: '08:00', reason: 'Khám lại', state: 'booked' },
  });
  await insertResults(tx, visit);
  await insertPapers(tx, visit);
  await insertAnswers(tx, visit);
}

interface About {
  patientId: string;
  facilityId: string;
  at: string;
  by: string;
}

async function insertPerson(tx: WriteTx, { patientId, facilityId, at, by }: About): Promise<void> {
  await tx('patients')
    .where({ id: patientId } as never)
    .update({ allergyStatus: 'known' });
  const told = { patientId, recordedAt: at, recordedBy: by };
  await tx('allergies').insert({ ...told, id: newId(), substance: 'Penicillin', atcCode: 'J01CE01', reaction: 'Nổi mề đay' });
  await tx('allergies').insert({ ...told, id: newId(), substance: 'Tôm', retractedAt: at, retractionReason: 'ghi nhầm' });
  const condition = { ...told, facilityId, icdVersion: '2020' };
  await tx('patientConditions').insert({ ...condition, id: newId(), icdCode: 'I10', name: 'Tăng huyết áp', since: '2024-03' });
  await tx('patientConditions').insert({ ...condition, id: newId(), icdCode: 'J45.9', name: 'Hen', endedOn: '2026-01-31' });
  const mistake = { icdCode: 'B20', name: 'Bệnh do HIV', retractedAt: at, retractionReason: 'ghi nhầm' };
  await tx('patientConditions').insert({ ...condition, ...mistake, id: newId() });
  const asked = { patientId, askedAt: at, askedBy: by, breastfeeding: false };
  await tx('reproductiveStates').insert({ ...asked, id: newId(), pregnant: true, dueOn: null });
}

/** A corrected result and one that was taken back. */
async function insertResults(tx: WriteTx, { encounter, facility }: VisitRecord): Promise<void> {
  const of = { facilityId: facility.id, encounterId: encounter.id };
  const [at, by] = [encounter.endedAt, encounter.practitionerId];
  const order = {
    ...of,
    quantity: 1,
    state: 'performed',
    orderedAt: at,
    orderedBy: by,
    performedAt: at,
    performedBy: by,
    serviceGroup: 'XN',
  };
  const orderIds = [newId(), newId()];
  for (const id of orderIds) await tx('serviceOrders').insert({ ...order, id, serviceCode: '22.0121.1369', serviceName: 'Công thức máu' });
  const issue = { ...of, performedAt: at, performedBy: by, enteredAt: at, enteredBy: by };
  const texts = [
    ['result', 'lần đầu', 'correction', 'lần hai'],
    ['result', 'nhầm người', 'withdrawal', null],
  ] as const;
  for (const [i, [first, said, second, saidLater]] of texts.entries()) {
    const orderId = orderIds[i];
    const later = newId();
    await tx('orderResults').insert({ ...issue, orderId, id: newId(), number: 1, kind: first, conclusion: said });
    await tx('orderResults').insert({ ...issue, orderId, id: later, number: 2, kind: second, conclusion: saidLater, changeReason: 'x' });
    if (i === 0) await insertValue(tx, facility.id, later);
    await tx('orderResults')
      .where({ orderId } as never)
      .update({ approvedAt: at, approvedBy: by });
  }
  await insertSamples(tx, { ...of, takenAt: at, takenBy: by }, orderIds[0] ?? '');
  const file = { name: 'anh.png', mediaType: 'image/png', sizeBytes: 12, digest: Buffer.alloc(32) };
  await tx('orderAttachments').insert({ ...file, id: newId(), facilityId: facility.id, orderId: orderIds[0], addedAt: at, addedBy: by });
}

async function insertValue(tx: WriteTx, facilityId: string, resultId: string): Promise<void> {
  const named = { indicatorCode: 'WBC', name: 'Bạch cầu', loinc: '6690-2', unit: 'G/L', ucum: '10*9/L', valueKind: 'numeric' };
  const found = { number: 11.2, flag: 'H', low: 4, high: 10, dropped: false };
  await tx('resultValues').insert({ ...named, ...found, facilityId, id: newId(), resultId, position: 1 });
}

async function insertSamples(tx: WriteTx, taken: { facilityId: string; takenAt: string; takenBy: string }, orderId: string): Promise<void> {
  const refused = { rejectedAt: taken.takenAt, rejectedBy: taken.takenBy, rejectReason: 'Vỡ hồng cầu' };
  for (const [number, more] of [
    ['9901010001', {}],
    ['9901010002', refused],
  ] as const) {
    const specimenId = newId();
    await tx('specimens').insert({ ...taken, ...more, id: specimenId, number, kind: 'Huyết thanh' });
    await tx('specimenOrders').insert({ facilityId: taken.facilityId, id: newId(), specimenId, orderId });
  }
}

/** One that was withdrawn, and the one that replaced it. */
async function insertPapers(tx: WriteTx, { encounter, facility }: VisitRecord): Promise<void> {
  const [facilityId, at, by] = [facility.id, encounter.endedAt, encounter.practitionerId];
  const paper = { facilityId, encounterId: encounter.id, kind: 'referral', year: 2026, head: { x: 1 }, content: { kind: 'referral' } };
  const first = newId();
  await tx('visitPapers').insert({ ...paper, id: first, number: 99998, issuedAt: at, issuedBy: by });
  await tx('visitPapers').insert({ ...paper, id: newId(), number: 99999, issuedAt: at, issuedBy: by, replaces: first });
  await tx('visitPaperWithdrawals').insert({
    facilityId,
    id: newId(),
    paperId: first,
    reason: 'sai tên',
    withdrawnAt: at,
    withdrawnBy: by,
  });
}

/** The portal refused, then took it; a simulator took it too. */
async function insertAnswers(tx: WriteTx, { encounter, facility }: VisitRecord): Promise<void> {
  const of = {
    facilityId: facility.id,
    encounterId: encounter.id,
    kind: 'claim',
    claimKey: 'k',
    tableVersion: '4750',
    tables: {},
    sha256: 'x',
  };
  const sent = { ...of, content: Buffer.from('x'), hospitalAmount: 1, fundAmount: 1, signed: Buffer.from('x'), signer: 'x' };
  const dates = { approvedAt: encounter.endedAt, approvedBy: encounter.practitionerId, answeredAt: encounter.endedAt };
  const answers = [
    { number: 101, state: 'rejected', source: 'portal', resultCode: '105', message: 'Sai thẻ' },
    { number: 102, state: 'accepted', source: 'portal', resultCode: '200', transactionCode: 'GD1' },
    { number: 103, state: 'accepted', source: 'simulator', resultCode: '200', transactionCode: 'GD2' },
  ];
  for (const answer of answers) await tx('claimSubmissions').insert({ ...sent, ...dates, ...answer, id: newId() });
}
