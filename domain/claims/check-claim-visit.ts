import { error, type Issue, warning } from '../issue.ts';
import type { ClaimRow } from './claim-definitions.ts';

/** Inpatient, day inpatient, under four hours: the admission order belongs to them. */
const ADMITTED: readonly string[] = ['03', '04', '09'];
const REFERRED_OUT: readonly string[] = ['2', '5'];
const MAX_OTHER_DISEASES = 12;

/**
 * Facts of table 1 that must agree with each other; paths are field names.
 * Source: docs/legal/insurance.md#claims (rules CARD, RTE and ID of the project's list)
 */
export function checkClaimVisit(summary: ClaimRow): Issue[] {
  return [...checkCards(summary), ...checkRoute(summary), ...checkTimes(summary), ...checkWeight(summary), ...checkDiseases(summary)];
}

function checkCards(summary: ClaimRow): Issue[] {
  const cards = text(summary, 'MA_THE_BHYT');
  if (text(summary, 'MA_DOITUONG_KCB') === '9') return cards === '' ? [] : [error('claim_card_without_insurance', 'MA_THE_BHYT')];
  if (cards === '') return [error('claim_card_missing', 'MA_THE_BHYT')];
  const numbers = cards.split(';');
  const forms = numbers.every((number) => /^[A-Z]{2}[1-5]\d{12}$/.test(number)) ? [] : [error('claim_card_malformed', 'MA_THE_BHYT')];
  const counts = ['MA_DKBD', 'GT_THE_TU', 'GT_THE_DEN'].flatMap((name) =>
    text(summary, name).split(';').length === numbers.length ? [] : [error('claim_card_count_differs', name)],
  );
  const empty = ['MA_DKBD', 'GT_THE_TU'].flatMap((name) =>
    text(summary, name).split(';').includes('') ? [error('claim_field_missing', name)] : [],
  );
  return [...forms, ...counts, ...empty];
}

function checkRoute(summary: ClaimRow): Issue[] {
  const from = text(summary, 'MA_NOI_DI');
  const slip = text(summary, 'GIAY_CHUYEN_TUYEN');
  const category = text(summary, 'MA_DOITUONG_KCB');
  const needsReferral = category === '1.3' && from === '';
  const isSentOut = REFERRED_OUT.includes(text(summary, 'MA_LOAI_RV'));
  const here = text(summary, 'MA_CSKCB');
  return [
    ...(needsReferral ? [error('claim_referral_missing', 'MA_NOI_DI')] : []),
    ...((from !== '' || category === '1.3') && slip === '' ? [error('claim_referral_number_missing', 'GIAY_CHUYEN_TUYEN')] : []),
    ...(isSentOut !== (text(summary, 'MA_NOI_DEN') !== '') ? [error('claim_destination_disagrees', 'MA_NOI_DEN')] : []),
    ...['MA_NOI_DI', 'MA_NOI_DEN'].flatMap((name) =>
      text(summary, name) === here && here !== '' ? [error('claim_facility_is_own', name)] : [],
    ),
    ...(category === '1.1' && !text(summary, 'MA_DKBD').split(';').includes(here)
      ? [error('claim_not_registered_here', 'MA_DOITUONG_KCB')]
      : []),
  ];
}

function checkTimes(summary: ClaimRow): Issue[] {
  const start = text(summary, 'NGAY_VAO');
  const end = text(summary, 'NGAY_RA');
  const isAdmitted = ADMITTED.includes(text(summary, 'MA_LOAI_KCB'));
  const missing = ['LY_DO_VNT', 'NGAY_VAO_NOI_TRU'].filter((name) => isAdmitted && text(summary, name) === '');
  return [
    ...(end < start ? [error('claim_ends_before_start', 'NGAY_RA')] : []),
    ...(text(summary, 'NGAY_SINH').slice(0, 4) > start.slice(0, 4) ? [error('claim_born_after_visit', 'NGAY_SINH')] : []),
    ...missing.map((name) => error('claim_field_missing', name)),
    ...(text(summary, 'NGAY_TTOAN') === '' ? [warning('claim_not_paid', 'NGAY_TTOAN')] : []),
  ];
}

/** Required for infants; older patients without it only warn, since the portal's newer list does not ask for it. */
function checkWeight(summary: ClaimRow): Issue[] {
  if (text(summary, 'CAN_NANG') !== '') return [];
  const birth = text(summary, 'NGAY_SINH').slice(0, 8);
  const firstBirthday = String(Number(birth.slice(0, 4)) + 1).padStart(4, '0') + birth.slice(4);
  const isInfant = text(summary, 'NGAY_VAO').slice(0, 8) < firstBirthday;
  return [isInfant ? error('claim_field_missing', 'CAN_NANG') : warning('claim_weight_missing', 'CAN_NANG')];
}

function checkDiseases(summary: ClaimRow): Issue[] {
  const others = text(summary, 'MA_BENH_KT').split(';');
  return others.length > MAX_OTHER_DISEASES ? [error('claim_too_many_diseases', 'MA_BENH_KT', { max: MAX_OTHER_DISEASES })] : [];
}

const text = (row: ClaimRow, name: string): string => row[name] ?? '';
