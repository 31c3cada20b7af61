import type { Ctx, WriteTx } from '../../db/doors.ts';
import {
  endIdentifiers,
  findPatient,
  insertIdentifiers,
  insertPatient,
  listIdentifiers,
  lockPatient,
  updatePatient,
  type Patient,
} from '../../db/stores/patient-store.ts';
import { enqueueResend } from '../../db/stores/resend-store.ts';
import { listKnownAt } from '../../db/views/merge-view.ts';
import { findLiveDuplicate, lockNewcomer } from '../../db/views/live-duplicate-view.ts';
import { findCommune } from '../../db/stores/place-catalogue-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { error, errorsOf, type Issue } from '../../domain/issue.ts';
import { foldName } from '../../domain/patients/fold-name.ts';
import { checkNewPatient } from '../../domain/patients/check-new-patient.ts';
import { conflict, notFound, Refusal, rejected } from '../http/errors.ts';
import { toPatientFields, toPatientInput } from './patient-fields.ts';
import type { PatientData } from './patient-schemas.ts';

/** Writes a new person with their numbers; returns what the desk should know. Refuses what a rule calls an error. */
export async function saveNewPatient(
  tx: WriteTx,
  ctx: Ctx,
  person: { id: string; data: PatientData; isDemo: boolean; knownDistinct?: string[] | undefined },
): Promise<Issue[]> {
  const issues = await judge(tx, ctx, person);
  // Their own id sent twice is another fault, and the key of the table says so.
  await refuseDuplicate(tx, ctx, person.data, [person.id, ...(person.knownDistinct ?? [])]);
  await insertPatient(tx, { id: person.id, isDemo: person.isDemo, ...toPatientFields(person.data) });
  await addNumbers(tx, ctx, person.id, person.data.identifiers);
  return issues;
}

/** Two desks that register one person at once make one record: the second is told of the first and goes on with that. */
async function refuseDuplicate(tx: WriteTx, ctx: Ctx, data: PatientData, knownDistinct: string[]): Promise<void> {
  const fields = toPatientFields(data);
  const facts = {
    citizenId: data.identifiers.find(({ system }) => system === 'citizen-id')?.value,
    nameFolded: foldName(fields.fullName),
    exactDay: fields.birthPrecision === 'day' || fields.birthPrecision === 'minute',
    now: ctx.now,
    knownDistinct,
    ...{ sex: fields.sex, birthDate: fields.birthDate, communeCode: fields.communeCode },
  };
  await lockNewcomer(tx, facts);
  const duplicate = await findLiveDuplicate(tx, facts);
  if (duplicate === undefined) return;
  throw new Refusal(409, 'duplicate_patient', [error('duplicate_patient', 'patient', duplicate)]);
}

/** Changes a person against the version that was seen; a number that is gone from the form is ended, not removed. */
export async function saveEditedPatient(
  tx: WriteTx,
  ctx: Ctx,
  person: { id: string; version: number; data: PatientData },
): Promise<Issue[]> {
  const patient = await lockLivePatient(tx, person.id);
  if (patient.version !== person.version) throw conflict('stale_version', 'patient.version');
  const issues = await judge(tx, ctx, person);
  await updatePatient(tx, patient, toPatientFields(person.data));
  const knownAt = await listKnownAt(tx, patient.id);
  await enqueueResend(
    tx,
    knownAt.map(({ id }) => id),
    { patientId: patient.id },
  );
  const current = (await listIdentifiers(tx, patient.id)).filter((one) => one.validTo === null);
  const kept = (one: { system: string; value: string }) =>
    person.data.identifiers.some((given) => given.system === one.system && given.value === one.value);
  const today = localDay(ctx.now);
  await endIdentifiers(
    tx,
    current.filter((one) => !kept(one)).map((one) => one.id),
    today,
  );
  const known = (given: { system: string; value: string }) =>
    current.some((one) => one.system === given.system && one.value === given.value);
  await addNumbers(
    tx,
    ctx,
    patient.id,
    person.data.identifiers.filter((given) => !known(given)),
  );
  return issues;
}

/** The person, held until commit; one that was merged away is not found any more. */
export async function lockLivePatient(tx: WriteTx, id: string): Promise<Patient> {
  const patient = await lockPatient(tx, id);
  if (patient === undefined || patient.mergedInto !== null) throw notFound('patient_not_found');
  return patient;
}

async function judge(tx: WriteTx, ctx: Ctx, { id, data }: { id: string; data: PatientData }): Promise<Issue[]> {
  const day = localDay(ctx.now);
  const issues = checkNewPatient(toPatientInput(data), day);
  const { communeCode } = data.address;
  if (communeCode !== undefined && (await findCommune(tx, communeCode, day)) === undefined)
    issues.push(error('commune_unknown', 'address.communeCode'));
  issues.push(...(await judgeMother(tx, id, data)));
  if (errorsOf(issues).length > 0) throw rejected(issues);
  return issues;
}

async function judgeMother(tx: WriteTx, id: string, { motherId }: PatientData): Promise<Issue[]> {
  if (motherId === undefined) return [];
  if (motherId === id) return [error('mother_is_self', 'motherId')];
  const mother = await findPatient(tx, motherId);
  if (mother === undefined) return [error('mother_unknown', 'motherId')];
  return mother.sex === 'male' ? [error('mother_not_female', 'motherId')] : [];
}

async function addNumbers(tx: WriteTx, ctx: Ctx, patientId: string, numbers: PatientData['identifiers']): Promise<void> {
  const validFrom = localDay(ctx.now);
  await insertIdentifiers(
    tx,
    patientId,
    numbers.map(({ system, value }) => ({ id: derivedId('identifier', patientId, system, value, ctx.now), system, value, validFrom })),
  );
}
