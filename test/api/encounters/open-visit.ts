import type { BillView, EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { Registration } from '../../../api/patients/registration-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { anOpenVisit } from '../../support/a-registration.ts';
import type { Workplace } from '../at-work.ts';

/** A visit in examination and short ways to work on it as its doctor. */
export interface OpenVisit {
  encounterId: string;
  patientId: string;
  path: string;
  view(): Promise<EncounterView>;
  bill(): Promise<BillView>;
  /** The version as it is now, with whatever else goes into the body. */
  fresh(fields: object): Promise<{ version: number }>;
  diagnose(...icdCodes: string[]): Promise<void>;
  perform(serviceCode: string, quantity?: string): Promise<void>;
  prescribe(drugCode: string, quantity: string, days?: number): Promise<void>;
}

export async function openVisit(place: Workplace, fields: Partial<Registration> = {}): Promise<OpenVisit> {
  const { encounterId, patientId } = await anOpenVisit(place, fields);
  const path = `/encounters/${encounterId}`;
  const view = async (): Promise<EncounterView> => (await place.doctor.get(path).expect(200)).body as EncounterView;
  const fresh = async (body: object) => ({ ...body, version: (await view()).version });
  return {
    ...{ encounterId, patientId, path, view, fresh },
    bill: async () => (await place.doctor.get(`${path}/bill`).expect(200)).body as BillView,
    diagnose: async (...icdCodes) => {
      const items = icdCodes.map((icdCode) => ({ id: newId(), icdCode }));
      await place.doctor.put(`${path}/diagnoses`, await fresh({ items })).expect(200);
    },
    perform: async (serviceCode, quantity = '1') => {
      const id = newId();
      await place.doctor.post(`${path}/orders`, { id, serviceCode, quantity, repeatReason: 'Làm lại' }).expect(201);
      await place.doctor.post(`${path}/orders/${id}/performance`).expect(200);
    },
    prescribe: async (drugCode, quantity, days = 5) => {
      // A prescription needs a diagnosis.
      if ((await view()).diagnoses.length === 0) {
        await place.doctor.put(`${path}/diagnoses`, await fresh({ items: [{ id: newId(), icdCode: 'J02.9' }] })).expect(200);
      }
      const line = { id: newId(), drugCode, quantity, dosage: { note: 'theo lời dặn', days } };
      await place.doctor.post(`${path}/prescriptions`, { id: newId(), lines: [line], acceptedWarnings: [] }).expect(201);
    },
  };
}

/** A closing that no rule speaks against, once there is a diagnosis. */
export const aClosure = (fields: object = {}) => ({ outcome: '2', dischargeType: '1', ...fields });
