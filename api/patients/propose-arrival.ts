import { read } from '../../db/doors.ts';
import { findFacility, type Facility, type FacilityKind } from '../../db/stores/facility-store.ts';
import { findCode } from '../../db/stores/code-catalogue-store.ts';
import { localDay } from '../../domain/dates.ts';
import { proposeArrivalCategory, type ArrivalFacts as LawFacts } from '../../domain/insurance/propose-arrival-category.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { ArrivalFacts, ArrivalProposal } from './registration-schemas.ts';

const kinds: Record<FacilityKind, LawFacts['facility']['kind']> = {
  hospital: 'hospital',
  'regional-clinic': 'regional-clinic',
  'commune-station': 'commune-station',
  'health-department': 'other',
};

/** The arrival category for a visit that begins now, with the reason a clerk can read out. */
export async function proposeArrival(ctx: ApiCtx, facts: ArrivalFacts): Promise<ArrivalProposal> {
  return await read(ctx, async (tx) => {
    const facility = await findFacility(tx, ctx.facilityId);
    if (facility === undefined) throw notFound();
    const proposal = proposeFor(facility, facts);
    if (proposal === undefined) return { code: null, reason: 'no_case_fits', name: null, issues: [] };
    return {
      ...proposal,
      name: (await findCode(tx, 'MA_DOITUONG_KCB', { code: proposal.code, day: localDay(ctx.now) }))?.name ?? proposal.code,
      issues: [],
    };
  });
}

/** Undefined when no case of the law fits what is known: then a person decides. */
export function proposeFor(facility: Facility, facts: ArrivalFacts): { code: string; reason: string } | undefined {
  return proposeArrivalCategory({
    insured: facts.insured,
    emergency: facts.emergency,
    careType: '01',
    facility: {
      code: facility.code,
      level: facility.level,
      kind: kinds[facility.kind],
      formerTier: facility.formerTier,
      ...(facility.points === null ? {} : { points: facility.points }),
    },
    hasReferral: facts.referredFrom !== undefined,
    hasFollowUpSlip: false,
    ...(facts.registeredFacilityCode === undefined ? {} : { registeredFacilityCode: facts.registeredFacilityCode }),
  });
}
