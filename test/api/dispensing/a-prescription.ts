import { expect } from 'chai';
import type { DispensingView } from '../../../api/dispensing/dispensing-schemas.ts';
import type { SignedPrescription } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { Client } from '../../support/api.ts';
import type { Workplace } from '../at-work.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';

export interface AtTheWindow {
  id: string;
  visit: OpenVisit;
  path: string;
  view(): Promise<DispensingView>;
  /** A body that hands over what is proposed, or `quantities` of the first lot of each line. */
  handing(depotId: string, quantities?: string[]): Promise<HandOverBody>;
}

export interface HandOverBody {
  id: string;
  depotId: string;
  collectedBy: string;
  acceptedWarnings: { code: string; path: string; reason: string }[];
  lines: { lineId: string; lotId: string; quantity: string }[];
}

/** A signed prescription of somebody without allergies; quantities by drug code. */
export async function aPrescription(place: Workplace, drugs: Record<string, string>, accepted: object[] = []): Promise<AtTheWindow> {
  const visit = await openVisit(place);
  await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
  await visit.diagnose('J02.9');
  const id = newId();
  const lines = Object.entries(drugs).map(([drugCode, quantity]) => ({
    ...{ id: newId(), drugCode, quantity, dosage: { note: 'uống theo lời dặn', days: 5 } },
  }));
  await place.doctor.post(`${visit.path}/prescriptions`, { id, lines, acceptedWarnings: accepted }).expect(201);
  return atTheWindow(place.pharmacist, id, visit);
}

export const [MORPHINE, DIAZEPAM] = ['T018', 'T234'] as const;

/** Morphine for the pain of cancer and diazepam, each on a sheet of its own; every finding answered. */
export async function controlledSheets(place: Workplace, days: number): Promise<Record<'n' | 'h', AtTheWindow>> {
  const visit = await openVisit(place);
  await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
  await visit.diagnose('C34.9');
  const lines = [
    { id: newId(), drugCode: MORPHINE, quantity: String(days * 2), dosage: { note: 'tiêm dưới da', days } },
    { id: newId(), drugCode: DIAZEPAM, quantity: '5', dosage: { note: 'uống tối', days: 5 } },
  ];
  const { issues } = (await place.doctor.post(`${visit.path}/prescription-checks`, { lines })).body as {
    issues?: { code: string; path: string }[];
  };
  const acceptedWarnings = (issues ?? []).map(({ code, path }) => ({ code, path, reason: 'giảm đau ung thư' }));
  const response = await place.doctor.post(`${visit.path}/prescriptions`, { id: newId(), lines, acceptedWarnings });
  expect(response.status, JSON.stringify(response.body)).to.equal(201);
  const { documents } = response.body as SignedPrescription;
  const of = (type: string): AtTheWindow => atTheWindow(place.pharmacist, documents.find((one) => one.type === type)?.id ?? '', visit);
  return { n: of('n'), h: of('h') };
}

export function atTheWindow(pharmacist: Client, id: string, visit: OpenVisit): AtTheWindow {
  const path = `/dispensings/${id}`;
  const view = async () => (await pharmacist.get(path).expect(200)).body as DispensingView;
  return {
    ...{ id, visit, path, view },
    handing: async (depotId, quantities) => {
      const { lines } = await view();
      const given = lines.flatMap((line, i) => {
        const wanted = quantities?.[i];
        const [first] = line.lots;
        if (wanted === undefined) return line.proposals.map(({ lotId, quantity }) => ({ lineId: line.id, lotId, quantity }));
        return wanted === '0' || first === undefined ? [] : [{ lineId: line.id, lotId: first.lotId, quantity: wanted }];
      });
      return { id: newId(), depotId, collectedBy: 'Lò Văn Thử', acceptedWarnings: [], lines: given };
    },
  };
}

/** `quantity × unit price` of the drugs on the bill of a visit. */
export async function drugsOnBill(visit: OpenVisit): Promise<string[]> {
  return (await visit.bill()).lines
    .filter(({ kind }) => kind === 'drug')
    .map(({ quantity, hospitalPrice }) => `${quantity} × ${hospitalPrice}`);
}

export const handOver = async (pharmacist: Client, at: AtTheWindow, body: HandOverBody): Promise<void> => {
  const response = await pharmacist.post(`${at.path}/hand-overs`, body);
  expect(response.status, JSON.stringify(response.body)).to.equal(201);
};
