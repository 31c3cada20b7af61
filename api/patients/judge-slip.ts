import type { ReadTx, WriteTx } from '../../db/doors.ts';
import type { Facility } from '../../db/stores/facility-store.ts';
import { countSlipUses, findSlip, holdSlip, readDiseaseLists, readHolidays } from '../../db/stores/slip-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { checkReferralSlip, slipValidTo, type ReferralSlip } from '../../domain/insurance/check-referral-slip.ts';
import { findDiseaseAnnexes } from '../../domain/insurance/disease-annex.ts';
import { errorsOf, under, type Issue } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import type { SlipData } from './coverage-schemas.ts';

/** A paper as far as it counts for this visit. */
export interface JudgedSlip {
  /** `undefined`: it does not count, for instance because it has ended. */
  counts: SlipData['kind'] | undefined;
  issues: Issue[];
}

/** What a paper is worth today, without recording it. */
export async function judgeSlip(
  tx: ReadTx,
  ctx: ApiCtx,
  at: { slip: SlipData; patientId: string | undefined; facility: Facility },
): Promise<JudgedSlip> {
  const { slip, patientId, facility } = at;
  const known = patientId === undefined ? undefined : await findSlip(tx, { facilityId: ctx.facilityId, patientId, ...slip });
  const used = known !== undefined && (await countSlipUses(tx, known)) > 0;
  const facts = { day: localDay(ctx.now), facilityCode: facility.code, used, holidays: await readHolidays(tx) };
  return judged(slip, checkReferralSlip(known ?? (await withYear(tx, slip)), facts));
}

/** Records the paper of a registration and judges it while nobody else can use it; refuses one that can not be. */
export async function takeSlip(
  tx: WriteTx,
  ctx: ApiCtx,
  at: { slip: SlipData; patientId: string; facility: Facility },
): Promise<JudgedSlip & { id: string }> {
  const { slip, patientId, facility } = at;
  const holidays = await readHolidays(tx);
  const read = await withYear(tx, slip);
  const held = await holdSlip(tx, {
    facilityId: ctx.facilityId,
    id: derivedId(ctx.facilityId, 'slip', patientId, slip.kind, slip.fromFacilityCode, slip.number),
    patientId,
    ...{ kind: slip.kind, number: slip.number, fromFacilityCode: slip.fromFacilityCode, signedOn: slip.signedOn },
    ...{ icdCode: slip.icdCode ?? null, yearly: read.yearly, validTo: slipValidTo(read, holidays) ?? null },
    ...{ recordedAt: ctx.now, recordedBy: ctx.actor.userId },
  });
  const used = (await countSlipUses(tx, held)) > 0;
  const found = judged(slip, checkReferralSlip(held, { day: localDay(ctx.now), facilityCode: facility.code, used, holidays }));
  const errors = errorsOf(found.issues);
  if (errors.length > 0) throw rejected(under('visit.slip', errors));
  return { ...found, id: held.id, issues: under('visit.slip', found.issues) };
}

const judged = (slip: SlipData, issues: Issue[]): JudgedSlip => ({ counts: issues.length === 0 ? slip.kind : undefined, issues });

async function withYear(tx: ReadTx, slip: SlipData): Promise<ReferralSlip> {
  const { kind, fromFacilityCode, signedOn, icdCode } = slip;
  const rows = icdCode === undefined ? [] : await readDiseaseLists(tx, signedOn);
  const yearly = kind === 'referral' && icdCode !== undefined && findDiseaseAnnexes(icdCode, rows, { day: signedOn }).has('III');
  return { kind, fromFacilityCode, signedOn, yearly };
}
