import { read, type ReadTx } from '../../db/doors.ts';
import { findFacility, type Facility, type FacilityKind } from '../../db/stores/facility-store.ts';
import { findCode } from '../../db/stores/code-catalogue-store.ts';
import { readDiseaseLists } from '../../db/stores/slip-store.ts';
import { localDay, type Day } from '../../domain/dates.ts';
import { findDiseaseAnnexes } from '../../domain/insurance/disease-annex.ts';
import { proposeArrivalCategory, type ArrivalFacts as LawFacts } from '../../domain/insurance/propose-arrival-category.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { judgeSlip } from './judge-slip.ts';
import type { ArrivalFacts, ArrivalProposal } from './registration-schemas.ts';

const kinds: Record<FacilityKind, LawFacts['facility']['kind']> = {
  hospital: 'hospital',
  'regional-clinic': 'regional-clinic',
  'commune-station': 'commune-station',
  'health-department': 'other',
};

/** The arrival category for a visit that begins now, with the reason a clerk can read out and what is wrong with the paper. */
export async function proposeArrival(ctx: ApiCtx, facts: ArrivalFacts): Promise<ArrivalProposal> {
  return await read(ctx, async (tx) => {
    const facility = await findFacility(tx, ctx.facilityId);
    if (facility === undefined) throw notFound();
    const { slip, patientId } = facts;
    const paper = slip === undefined ? undefined : await judgeSlip(tx, ctx, { slip, patientId, facility });
    const proposal = await proposeFor(tx, facility, {
      ...facts,
      slip: paper?.counts,
      icdCode: facts.icdCode ?? slip?.icdCode,
      day: localDay(ctx.now),
    });
    const issues = paper?.issues ?? [];
    if (proposal === undefined) return { code: null, reason: 'no_case_fits', name: null, issues };
    return {
      ...proposal,
      name: (await findCode(tx, 'MA_DOITUONG_KCB', { code: proposal.code, day: localDay(ctx.now) }))?.name ?? proposal.code,
      issues,
    };
  });
}

/** What is known of a visit that begins; `slip`: the kind of paper that counts. */
export interface VisitFacts extends Omit<ArrivalFacts, 'slip' | 'patientId'> {
  slip?: 'referral' | 're-examination' | undefined;
  day: Day;
}

/** Undefined when no case of the law fits what is known: then a person decides. */
export async function proposeFor(tx: ReadTx, facility: Facility, facts: VisitFacts): Promise<{ code: string; reason: string } | undefined> {
  const { insured, emergency, registeredFacilityCode, areaCode, newborn, changedResidence, organDonor } = facts;
  const diseaseAnnex = await annexOf(tx, facility, facts);
  return proposeArrivalCategory({
    ...{ insured, emergency, careType: '01' },
    facility: {
      code: facility.code,
      level: facility.level,
      kind: kinds[facility.kind],
      formerTier: facility.formerTier,
      ...(facility.points === null ? {} : { points: facility.points }),
    },
    hasReferral: facts.slip === 'referral' || (facts.slip === undefined && facts.referredFrom !== undefined),
    hasFollowUpSlip: facts.slip === 're-examination',
    ...(registeredFacilityCode === undefined ? {} : { registeredFacilityCode }),
    ...(areaCode === undefined ? {} : { areaCode }),
    ...(diseaseAnnex === undefined ? {} : { diseaseAnnex }),
    newborn: newborn === true,
    changedResidence: changedResidence === true,
    organDonor: organDonor === true,
  });
}

/** Annex I opens the specialised level, annex II the basic one (TT 01/2025 Đ5). */
async function annexOf(tx: ReadTx, facility: Facility, { icdCode, birthDate, day }: VisitFacts): Promise<LawFacts['diseaseAnnex']> {
  if (icdCode === undefined || facility.level === 'primary') return undefined;
  const annexes = findDiseaseAnnexes(icdCode, await readDiseaseLists(tx, day), { birthDate, day });
  const opens = facility.level === 'specialised' ? 'I' : 'II';
  return annexes.has(opens) ? opens : undefined;
}

/** Only the three area codes of the law mean something here. */
export const toArea = (text: string | null | undefined): ArrivalFacts['areaCode'] =>
  (['K1', 'K2', 'K3'] as const).find((code) => code === text);
