import { openRecord, read, type ReadTx } from '../../db/doors.ts';
import { listCards } from '../../db/stores/insurance-card-store.ts';
import { findFacilityNumber, findPatient, listAllergies, listIdentifiers } from '../../db/stores/patient-store.ts';
import { findCommune, findFacilityEntry } from '../../db/stores/place-catalogue-store.ts';
import { localDay, type Day } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { PatientView } from './patient-schemas.ts';

/** A person's record as the desk sees it; the opening is logged in the same transaction. */
export async function viewPatient(ctx: ApiCtx, id: string): Promise<PatientView> {
  return await read(ctx, async (tx) => await showPatient(tx, ctx, id));
}

/** The same inside a transaction that shows more. A record that was merged away answers with the one that stayed. */
export async function showPatient(tx: ReadTx, ctx: ApiCtx, asked: string): Promise<PatientView> {
  const found = await findPatient(tx, asked);
  const patient = found?.mergedInto == null ? found : await findPatient(tx, found.mergedInto);
  if (patient === undefined) throw notFound('patient_not_found');
  const { id } = patient;
  await openRecord(tx, ctx, { patientId: id });
  const today = localDay(ctx.now);
  const identifiers = (await listIdentifiers(tx, id)).filter((one) => one.validTo === null);
  const { communeCode, addressText, guardianName, guardianPhone, mergedInto: _, ...shown } = patient;
  return {
    ...shown,
    address: {
      communeCode,
      communeName: communeCode === null ? null : ((await findCommune(tx, communeCode, today))?.name ?? null),
      text: addressText,
    },
    identifiers: identifiers.map(({ system, value }) => ({ system, value })),
    guardian: guardianName === null ? null : { fullName: guardianName, phone: guardianPhone },
    facilityNumber: (await findFacilityNumber(tx, ctx.facilityId, id)) ?? null,
    cards: await viewCards(tx, id, today),
    allergies: await listAllergies(tx, id),
  };
}

async function viewCards(tx: ReadTx, patientId: string, day: Day): Promise<PatientView['cards']> {
  const cards = await listCards(tx, patientId);
  const named: PatientView['cards'] = [];
  for (const { patientId: _, ...card } of cards) {
    const facility = await findFacilityEntry(tx, card.registeredFacilityCode, day);
    named.push({ ...card, registeredFacilityName: facility?.name ?? null });
  }
  return named;
}
