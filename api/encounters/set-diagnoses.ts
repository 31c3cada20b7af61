import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import {
  changeDiagnosis,
  insertDiagnoses,
  listDiagnoses,
  retractDiagnoses,
  touchEncounter,
  type Diagnosis,
  type Encounter,
} from '../../db/stores/encounter-store.ts';
import { findIcdEntries, readAgeEdits } from '../../db/stores/icd-catalogue-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { checkDiagnosis } from '../../domain/catalogues/check-diagnosis.ts';
import { localDay, monthsBetween } from '../../domain/dates.ts';
import { errorsOf, under } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import type { SetDiagnoses, VersionView } from './encounter-schemas.ts';

/** Sets the diagnoses of a visit, the primary first, from the list in force today. What is taken off stays as retracted. */
export async function setDiagnoses(ctx: ApiCtx, encounterId: string, { version, items }: SetDiagnoses): Promise<VersionView> {
  return await write(ctx, 'encounter.diagnoses', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId, version);
    const day = localDay(ctx.now);
    const codes = items.map((item) => item.icdCode);
    const entries = await findIcdEntries(tx, codes, day);
    const patient = await findPatient(tx, encounter.patientId);
    if (patient === undefined) throw new Error('the patient of a visit is gone');
    const found = checkDiagnosis(
      items.map((item) => ({ icdCode: item.icdCode, entry: entries.get(item.icdCode) })),
      { sex: patient.sex, ageInMonths: monthsBetween(patient.birthDate, day) },
      await readAgeEdits(tx, codes, day),
    );
    const issues = under('items', found);
    if (errorsOf(issues).length > 0) throw rejected(issues);
    const wanted = items.map((item, i): Diagnosis => {
      const entry = entries.get(item.icdCode);
      if (entry === undefined) throw new Error('an unknown code passed the check');
      return {
        facilityId: ctx.facilityId,
        id: item.id,
        encounterId,
        rank: i + 1,
        icdCode: entry.code,
        icdVersion: entry.version,
        name: entry.nameVi,
        text: item.text || entry.nameVi,
        recordedBy: ctx.actor.userId,
        recordedAt: ctx.now,
      };
    });
    await replaceDiagnoses(tx, ctx, encounter, wanted);
    auditSubject(tx, { patientId: encounter.patientId, encounterId });
    return { version: await touchEncounter(tx, encounter), issues };
  });
}

/** A diagnosis keeps its row while its code stays; another code is another diagnosis. */
async function replaceDiagnoses(tx: WriteTx, ctx: ApiCtx, encounter: Encounter, wanted: Diagnosis[]): Promise<void> {
  const current = await listDiagnoses(tx, ctx.facilityId, encounter.id);
  const same = (a: Diagnosis, b: Diagnosis) => a.id === b.id && a.icdCode === b.icdCode;
  const gone = current.filter((old) => !wanted.some((one) => same(one, old)));
  await retractDiagnoses(
    tx,
    ctx.facilityId,
    gone.map((old) => old.id),
    { userId: ctx.actor.userId, at: ctx.now },
  );
  for (const one of wanted) {
    const old = current.find((candidate) => same(candidate, one));
    if (old !== undefined && (old.rank !== one.rank || old.text !== one.text))
      await changeDiagnosis(tx, one, { rank: one.rank, text: one.text });
  }
  await insertDiagnoses(
    tx,
    wanted.filter((one) => !current.some((old) => same(old, one))),
  );
}
