import type { ReadTx } from '../../db/doors.ts';
import { listCoverages, listDiagnoses, type Encounter } from '../../db/stores/encounter-store.ts';
import { bordereauType, buildBordereau, type BordereauSheet } from '../../domain/insurance/bordereau.ts';
import { findTreatmentDays } from '../../domain/insurance/treatment-days.ts';
import { readCards, readEncounterBill } from '../http/encounter-bill.ts';
import type { BordereauView } from './bordereau-schemas.ts';

/** The cost statement of a visit by the stored bill, or by what has been done so far; a sheet for each card and rate. */
export async function viewBordereau(tx: ReadTx, encounter: Encounter): Promise<BordereauView> {
  const { facilityId, id } = encounter;
  const { bill, charges, closure } = await readEncounterBill(tx, encounter);
  const sheets = buildBordereau(bill, charges, await readCards(tx, encounter));
  const coverages = await listCoverages(tx, facilityId, id);
  return {
    final: closure !== undefined,
    type: bordereauType(encounter.careType),
    departmentCodes: [...new Set(charges.map(({ departmentCode }) => departmentCode))],
    startedAt: encounter.startedAt,
    endedAt: closure?.closedAt ?? null,
    treatmentDays: closure === undefined ? null : (findTreatmentDays(encounter.careType, encounter.startedAt, closure.closedAt) ?? null),
    arrivalCategory: encounter.arrivalCategory,
    referredFrom: encounter.referredFrom,
    referredTo: closure?.referredTo ?? null,
    dischargeType: closure?.dischargeType ?? null,
    finalDiagnosis: closure?.finalDiagnosis ?? null,
    icdCodes: (await listDiagnoses(tx, facilityId, id)).map(({ icdCode }) => icdCode),
    sheets: sheets.map(({ card, ...sheet }) => ({ ...sheet, card: cardOf(card, coverages) })),
  };
}

function cardOf(
  card: BordereauSheet<{ cardNumber: string; validFrom: string }>['card'],
  coverages: Awaited<ReturnType<typeof listCoverages>>,
): BordereauView['sheets'][number]['card'] {
  const coverage = coverages.find(({ cardNumber, validFrom }) => cardNumber === card?.cardNumber && validFrom === card.validFrom);
  if (coverage === undefined) return null;
  const { cardNumber, validFrom, validTo, registeredFacilityCode, areaCode, fiveYearDate, exemptFrom } = coverage;
  return { cardNumber, validFrom, validTo, registeredFacilityCode, areaCode, fiveYearDate, exemptFrom };
}
