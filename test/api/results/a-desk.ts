import type { Response } from 'supertest';
import type { ResultAnswer, SpecimenAnswer, WorkDetail } from '../../../api/results/result-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aUser, type Client, type TestApi } from '../../support/api.ts';
import type { OpenVisit } from '../encounters/open-visit.ts';
import { aWorkplace, aHospital, type Workplace } from '../at-work.ts';

/** The services of these tests: a blood count, electrolytes with critical limits, an X-ray. */
export const BLOOD = '22.0121.1369';
export const ELECTROLYTES = '23.0058.1487';
export const XRAY = '18.0119.0028';

/** A hospital with its reporting desks. */
export interface ReportingPlace extends Workplace {
  head: Client;
  imaging: Client;
  reader: Client;
}

export async function aReportingPlace(api: TestApi): Promise<ReportingPlace> {
  const place = await aWorkplace(api, aHospital);
  return {
    ...place,
    head: await aUser(api, place.facility, ['laboratory-head']),
    imaging: await aUser(api, place.facility, ['imaging']),
    reader: await aUser(api, place.facility, ['imaging-doctor']),
  };
}

/** An order of a visit; `reason` and the like as the doctor sends them. */
export async function anOrder(place: Workplace, visit: OpenVisit, serviceCode: string, fields: object = {}): Promise<string> {
  const id = newId();
  await place.doctor.post(`${visit.path}/orders`, { id, serviceCode, ...fields }).expect(201);
  return id;
}

/** A sample for orders, taken and received by the laboratory. */
export async function aReceivedSample(place: Workplace, visit: OpenVisit, ...orderIds: string[]): Promise<SpecimenAnswer> {
  const sent = await place.laboratory
    .post('/specimens', { id: newId(), encounterId: visit.encounterId, orderIds, received: true })
    .expect(201);
  return sent.body as SpecimenAnswer;
}

/** What is typed for indicators, as the screen sends it. */
export const typed = (values: Record<string, string>) => ({
  id: newId(),
  values: Object.entries(values).map(([code, text]) => ({ code, typed: text })),
});

export interface LabOrder {
  orderId: string;
  path: string;
  enter(values: Record<string, string>, fields?: object): Promise<ResultAnswer>;
  tell(): Promise<void>;
  approve(version: number): Promise<ResultAnswer>;
  detail(): Promise<WorkDetail>;
}

/** An order at the laboratory with its sample received, and short ways to work on it. */
export async function atLaboratory(place: ReportingPlace, visit: OpenVisit, serviceCode = ELECTROLYTES): Promise<LabOrder> {
  const orderId = await anOrder(place, visit, serviceCode);
  await aReceivedSample(place, visit, orderId);
  const path = `/laboratory/orders/${orderId}`;
  const body = (response: Response): ResultAnswer => response.body as ResultAnswer;
  return {
    ...{ orderId, path },
    enter: async (values, fields = {}) => body(await place.laboratory.put(`${path}/result`, { ...typed(values), ...fields }).expect(200)),
    tell: async () => {
      await place.laboratory.post(`${path}/critical-notices`, { id: newId(), toldTo: 'BS Khoa', readBack: true }).expect(201);
    },
    approve: async (version) => body(await place.head.post(`${path}/approval`, { version }).expect(200)),
    detail: async () => (await place.laboratory.get(path).expect(200)).body as WorkDetail,
  };
}
