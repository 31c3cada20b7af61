import { expect } from 'chai';
import type { DispensingView } from '../../../api/dispensing/dispensing-schemas.ts';
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
