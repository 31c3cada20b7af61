import { auditSubject, read, write, type ReadTx } from '../../db/doors.ts';
import { listCoverages, listDiagnoses, lockEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { findPatient, listIdentifiers } from '../../db/stores/patient-store.ts';
import { findPrescription, insertPrescriptionPrint, listPrescriptions } from '../../db/stores/prescription-store.ts';
import { findPractitioner, findUser } from '../../db/stores/user-store.ts';
import { findPaperPerson } from '../../db/views/paper-view.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { NewPrescriptionPrint, PrescriptionSheet } from './prescription-schemas.ts';

/** Notes that a sheet is printed and gives what the law wants on it; from the second time on it is a marked copy. */
export async function printPrescription(ctx: ApiCtx, prescriptionId: string, { id }: NewPrescriptionPrint): Promise<PrescriptionSheet> {
  const known = await read(ctx, async (tx) => await findPrescription(tx, ctx.facilityId, prescriptionId));
  if (known === undefined) throw notFound('prescription_not_found');
  return await write(ctx, 'prescription.print', async (tx) => {
    const encounter = await lockEncounter(tx, ctx.facilityId, known.encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    const print = { facilityId: ctx.facilityId, id, prescriptionId, printedAt: ctx.now, printedBy: ctx.actor.userId };
    const copy = await insertPrescriptionPrint(tx, print);
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: prescriptionId });
    const printedBy = (await findUser(tx, ctx.actor.userId))?.fullName ?? '';
    return { id, copy, printedAt: ctx.now, printedBy, ...(await readSheet(tx, encounter, prescriptionId)) };
  });
}

type Sheet = Omit<PrescriptionSheet, 'id' | 'copy' | 'printedAt' | 'printedBy'>;

async function readSheet(tx: ReadTx, encounter: Encounter, prescriptionId: string): Promise<Sheet> {
  const { facilityId } = encounter;
  const facility = await findFacility(tx, facilityId);
  const prescription = (await listPrescriptions(tx, facilityId, encounter.id)).find((one) => one.id === prescriptionId);
  if (facility === undefined || prescription === undefined) throw new Error('a sheet without its facility or document');
  return {
    facility,
    patient: await readPerson(tx, encounter),
    cardNumber: (await listCoverages(tx, facilityId, encounter.id)).at(-1)?.cardNumber ?? null,
    diagnoses: await listDiagnoses(tx, facilityId, encounter.id),
    prescription: {
      ...prescription,
      prescriberLicence: (await findPractitioner(tx, prescription.practitionerId))?.licence ?? null,
    },
  };
}

async function readPerson(tx: ReadTx, encounter: Encounter): Promise<Sheet['patient']> {
  const person = await findPaperPerson(tx, encounter.facilityId, encounter.patientId);
  const patient = await findPatient(tx, encounter.patientId);
  if (person === undefined || patient === undefined) throw new Error('the patient of a visit is gone');
  const identifiers = await listIdentifiers(tx, encounter.patientId);
  const citizenId = identifiers.find(({ system }) => system === 'citizen-id')?.value ?? null;
  return { ...person, phone: patient.phone, citizenId };
}
