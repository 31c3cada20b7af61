import type { TransmissionView } from '../../../api/national-prescriptions/national-schemas.ts';
import type { PatientData } from '../../../api/patients/patient-schemas.ts';
import type { SignedPrescription } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { aUser, stock, type Client, type TestApi } from '../../support/api.ts';
import type { TestNational } from '../../support/national-server.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';

/** A hospital with somebody who keeps its accounts and watches over the link. */
export interface Link extends Workplace {
  administrator: Client;
}

export async function aLink(api: TestApi): Promise<Link> {
  const place = await aWorkplace(api, aHospital);
  await stock(api, place.facility, { T001: '1000' });
  return { ...place, administrator: await aUser(api, place.facility, ['facility-administrator']) };
}

export async function setFacility(link: Link, national: TestNational, password = national.passwords.facility): Promise<string> {
  const id = newId();
  await link.administrator.post('/national-accounts/facility', { id, baseUrl: national.baseUrl, password }).expect(201);
  return id;
}

export async function setDoctor(link: Link, national: TestNational, password = national.passwords.doctor): Promise<string> {
  const id = newId();
  const body = { id, linkCode: 'SLA0000000001', password };
  await link.administrator.post(`/national-accounts/doctors/${link.doctor.userId}`, body).expect(201);
  return id;
}

export interface Signed {
  visit: OpenVisit;
  id: string;
  code: string;
}

/** A visit whose doctor may sign for it. */
export async function aVisitToSign(link: Link, person: Partial<PatientData> = {}, icdCode = 'J02.9'): Promise<OpenVisit> {
  const visit = await openVisit(link, { patient: { kind: 'new', id: newId(), data: aPerson(person) } });
  await link.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
  await visit.diagnose(icdCode);
  return visit;
}

/** Signs paracetamol in a visit. */
export async function signIn(link: Link, visit: OpenVisit): Promise<Signed> {
  const line = { id: newId(), drugCode: 'T001', dosage: { morning: '1', days: 5 } };
  const body = { id: newId(), lines: [line], acceptedWarnings: [] };
  const answer = (await link.doctor.post(`${visit.path}/prescriptions`, body).expect(201)).body as SignedPrescription;
  const [document] = answer.documents;
  if (document === undefined) throw new Error('a signing made no document');
  return { visit, id: document.id, code: document.code };
}

export const sign = async (link: Link, person: Partial<PatientData> = {}, icdCode?: string): Promise<Signed> =>
  await signIn(link, await aVisitToSign(link, person, icdCode));

export const view = async (link: Link, { id }: { id: string }): Promise<TransmissionView> =>
  (await link.administrator.get(`/national-prescriptions/${id}`).expect(200)).body as TransmissionView;

export const resend = async (link: Link, ...signed: { id: string }[]) =>
  (await link.administrator.post('/national-prescriptions/resends', { ids: signed.map(({ id }) => id) }).expect(200)).body as {
    queued: string[];
    refused: string[];
  };
