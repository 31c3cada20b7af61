import { localDay } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import type { ChargeLine, VisitCoverage, VisitEncounter, VisitPatient } from '../visits/visit-record.ts';
import { identityNumber, SEX } from './build-claim-tables.ts';
import { checkClaimField } from './check-claim-field.ts';
import { type ClaimRow, claimRow, type ClaimTable, claimTable, claimVersionAt } from './claim-definitions.ts';
import { birthText, dayText, minuteText } from './claim-formats.ts';

/** What is known at the first cost of an open visit. */
export interface CheckInFacts {
  facilityCode: string;
  encounter: Pick<VisitEncounter, 'code' | 'careType' | 'arrivalCategory' | 'startedAt'>;
  patient: Pick<VisitPatient, 'facilityNumber' | 'fullName' | 'sex' | 'birthDate' | 'birthPrecision' | 'birthTime' | 'identifiers'>;
  /** The card in use; one only. */
  card: Pick<VisitCoverage, 'cardNumber' | 'registeredFacilityCode' | 'validFrom' | 'validTo'>;
  firstCharge: Pick<ChargeLine, 'kind' | 'code' | 'name' | 'orderedAt'>;
}

/**
 * The one row of the check-in table: every field in the official order, absent = empty. MA_LK is that of the later claim.
 * Source: docs/legal/insurance.md#check-in
 */
export function buildCheckIn({ facilityCode, encounter, patient, card, firstCharge }: CheckInFacts): ClaimRow {
  return claimRow('XML0', claimVersionAt(localDay(encounter.startedAt)), {
    MA_LK: encounter.code,
    STT: '1',
    MA_BN: patient.facilityNumber,
    HO_TEN: patient.fullName.toUpperCase(),
    SO_CCCD: identityNumber(patient, localDay(encounter.startedAt)),
    NGAY_SINH: birthText(patient),
    GIOI_TINH: SEX[patient.sex],
    MA_THE_BHYT: card.cardNumber,
    MA_DKBD: card.registeredFacilityCode,
    GT_THE_TU: dayText(card.validFrom),
    GT_THE_DEN: dayText(card.validTo),
    MA_DOITUONG_KCB: encounter.arrivalCategory,
    NGAY_VAO: minuteText(encounter.startedAt),
    MA_LOAI_KCB: encounter.careType,
    MA_CSKCB: facilityCode,
    ...firstCost(firstCharge),
    NGAY_YL: minuteText(firstCharge.orderedAt),
  });
}

/** The check-in table in the version of the day of admission. Source: docs/legal/insurance.md#check-in */
export function checkInTable(row: ClaimRow): ClaimTable {
  const start = row['NGAY_VAO'] ?? '';
  return claimTable('XML0', claimVersionAt(`${start.slice(0, 4)}-${start.slice(4, 6)}-${start.slice(6, 8)}`));
}

/**
 * Everything that keeps a check-in from being sent; paths read `XML0.1.HO_TEN`. Cards of ten or twelve characters are no card number there.
 * Source: docs/legal/insurance.md#check-in
 */
export function checkCheckIn(row: ClaimRow): Issue[] {
  const isCard = /^[A-Z]{2}[1-5]\d{12}$/.test(row['MA_THE_BHYT'] ?? '');
  return [
    ...checkInTable(row).fields.flatMap((field) => checkClaimField(field, row[field.name] ?? '', `XML0.1.${field.name}`)),
    ...(isCard ? [] : [error('claim_card_malformed', 'XML0.1.MA_THE_BHYT')]),
  ];
}

function firstCost({ kind, code, name }: CheckInFacts['firstCharge']): Record<string, string> {
  if (kind === 'drug') return { MA_THUOC: code, TEN_THUOC: name };
  if (kind === 'supply') return { MA_VAT_TU: code, TEN_VAT_TU: name };
  return { MA_DICH_VU: code, TEN_DICH_VU: name };
}
