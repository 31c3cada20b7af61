import type { CardData, PatientView } from '../../../api/patients/patient-schemas.ts';
import type { Registration } from '../../../api/patients/registration-schemas.ts';
import { daysBetween, type Day } from '../../../domain/dates.ts';
import { error, information, under, type Issue } from '../../../domain/issue.ts';
import { checkNewPatient, type PatientInput } from '../../../domain/patients/check-new-patient.ts';
import { parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';
import { parseBirthTime } from '../../../domain/patients/parse-birth-time.ts';
import { readDay } from '../../lib/read-day.ts';
import { fieldsOfPatient, type ReceptionForm } from './reception-form.ts';

/** Only what is not empty: an empty field says nothing. */
const said = <K extends string>(key: K, value: string): { [P in K]?: string } =>
  value.trim() === '' ? {} : ({ [key]: value.trim() } as { [P in K]?: string });

type Person = Omit<ReceptionForm, 'coverage'>;

/** The person as the server takes them. Identifiers the form does not show are kept as they are on record. */
export function personOf(
  form: Person,
  known: PatientView | undefined,
  today: Day,
): PatientInput & { unidentified?: boolean; motherId?: string } {
  const birth = parseBirthDate(form.birth, today);
  const birthTime = birth?.birthPrecision === 'day' ? parseBirthTime(form.birthTime) : undefined;
  const others = known?.identifiers.filter((identifier) => identifier.system !== 'citizen-id') ?? [];
  const citizen = form.citizenId.trim() === '' ? [] : [{ system: 'citizen-id' as const, value: form.citizenId.trim() }];
  return {
    fullName: form.fullName.trim(),
    sex: form.sex === '' ? 'unknown' : form.sex,
    birthDate: birth?.birthDate ?? '',
    birthPrecision: birthTime === undefined ? (birth?.birthPrecision ?? 'day') : 'minute',
    ...(birthTime === undefined ? {} : { birthTime }),
    ...said('phone', form.phone),
    address: { ...said('communeCode', form.communeCode), ...said('text', form.addressText) },
    ...said('ethnicityCode', form.ethnicityCode),
    ...said('occupationCode', form.occupationCode),
    ...(known === undefined ? {} : said('nationalityCode', known.nationalityCode)),
    identifiers: [...citizen, ...others],
    ...(form.guardianName.trim() === '' ? {} : { guardian: { fullName: form.guardianName.trim(), ...said('phone', form.guardianPhone) } }),
    ...(form.unidentified === 'yes' ? { unidentified: true } : {}),
    ...said('motherId', form.motherId),
  };
}

/** True when the desk changed something of a person on record. */
export function isEdited(form: ReceptionForm, known: PatientView, today: Day): boolean {
  const before = personOf({ ...form, ...fieldsOfPatient(known) }, known, today);
  return JSON.stringify(personOf(form, known, today)) !== JSON.stringify(before);
}

function patientOf(form: ReceptionForm, known: PatientView | undefined, today: Day): Registration['patient'] {
  const data = personOf(form, known, today);
  // Whoever stands in the form is named by its own id: a record that does not belong to it is never written over.
  if (known?.id !== form.patientId) {
    const distinct = words(form.knownDistinct);
    return { kind: 'new', id: form.patientId, ...(distinct.length === 0 ? {} : { knownDistinct: distinct }), data };
  }
  return isEdited(form, known, today) ? { kind: 'edited', id: known.id, version: known.version, data } : { kind: 'known', id: known.id };
}

function coverageOf(form: ReceptionForm): Registration['coverage'] {
  if (form.coverage === 'none') return { kind: 'none' };
  return form.coverage === 'new-card' ? { kind: 'new-card', card: cardOf(form) } : { kind: 'known-card', cardId: form.coverage };
}

function cardOf(form: ReceptionForm): CardData {
  return {
    id: form.cardId,
    cardNumber: form.cardNumber.replace(/\s/g, '').toUpperCase(),
    validFrom: readDay(form.cardFrom) ?? '',
    ...said('validTo', readDay(form.cardTo) ?? ''),
    registeredFacilityCode: form.cardFacility,
    ...(form.cardArea === '' ? {} : { areaCode: form.cardArea as NonNullable<CardData['areaCode']> }),
    ...said('fiveYearDate', readDay(form.cardFiveYear) ?? ''),
    ...said('exemptFrom', readDay(form.cardExempt) ?? ''),
  };
}

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** The paper the person brought, once its kind was chosen. */
export function slipOf(form: ReceptionForm): NonNullable<Registration['visit']['slip']> | undefined {
  if (form.slipKind === '') return undefined;
  return {
    kind: form.slipKind,
    number: form.slipNumber.trim(),
    fromFacilityCode: form.slipFrom,
    signedOn: readDay(form.slipSignedOn) ?? '',
  };
}

/** The whole form as one request: person, card, visit and room, saved together or not at all. */
export function registrationOf(form: ReceptionForm, known: PatientView | undefined, today: Day, eligibilityCheckId?: string): Registration {
  const slip = slipOf(form);
  const extraRoomIds = words(form.extraRooms).filter((id) => id !== form.roomId);
  return {
    patient: patientOf(form, known, today),
    coverage: coverageOf(form),
    visit: {
      id: form.visitId,
      roomId: form.roomId,
      priority: form.priority as Registration['visit']['priority'],
      reason: form.reason.trim(),
      ...(extraRoomIds.length === 0 ? {} : { extraRoomIds }),
      ...said('appointmentId', form.appointmentId),
      ...said('arrivalCategory', form.arrivalCategory),
      ...(form.arrivalCategory === '' ? {} : said('arrivalReason', form.arrivalReason)),
      ...(slip === undefined ? {} : { slip }),
      ...(form.coverage === 'none' || eligibilityCheckId === undefined ? {} : { eligibilityCheckId }),
      ...(isNewborn(form, today) ? { newborn: true } : {}),
    },
  };
}

/** Everything the desk can see wrong before it sends; paths are those of the request. */
export function checkReception(form: ReceptionForm, known: PatientView | undefined, today: Day): Issue[] {
  const person = checkNewPatient(personOf(form, known, today), today).filter(
    (issue) => form.birth.trim() !== '' || issue.path !== 'birthDate',
  );
  return [
    ...under('patient.data', person),
    ...(form.birth.trim() === '' ? [error('birth_date_required', 'patient.data.birthDate')] : []),
    ...checkBirthTime(form, today),
    ...(form.sex === '' ? [error('sex_missing', 'patient.data.sex')] : []),
    ...(form.coverage === 'new-card' ? checkCard(form) : []),
    // The visit does not wait for it, but its claim would come back.
    ...(form.coverage !== 'none' && form.communeCode === ''
      ? [information('commune_needed_for_claim', 'patient.data.address.communeCode')]
      : []),
    ...(form.roomId === '' ? [error('room_missing', 'visit.roomId')] : []),
    ...(form.reason.trim() === '' ? [error('reason_missing', 'visit.reason')] : []),
    ...(form.slipKind === '' ? [] : checkSlip(form)),
  ];
}

function checkBirthTime(form: ReceptionForm, today: Day): Issue[] {
  const path = 'patient.data.birthTime';
  if (form.birthTime.trim() === '') return [];
  if (parseBirthTime(form.birthTime) === undefined) return [error('birth_time_impossible', path)];
  return parseBirthDate(form.birth, today)?.birthPrecision === 'day' ? [] : [error('birth_time_precision', path)];
}

function checkSlip(form: ReceptionForm): Issue[] {
  return [
    ...(form.slipNumber.trim() === '' ? [error('slip_number_missing', 'visit.slip.number')] : []),
    ...(form.slipFrom === '' ? [error('slip_facility_missing', 'visit.slip.fromFacilityCode')] : []),
    ...(readDay(form.slipSignedOn) === undefined ? [error('day_impossible', 'visit.slip.signedOn')] : []),
  ];
}

/** Treated right after birth, from the mother's record (MA_DOITUONG_KCB 1.7). */
const NEWBORN_DAYS = 28;

/** The time of birth is asked while it counts, and shown where it is on record. */
export const asksBirthTime = (form: Pick<ReceptionForm, 'birth' | 'birthTime' | 'motherId'>, today: Day): boolean => {
  const birth = parseBirthDate(form.birth, today);
  return form.birthTime !== '' || form.motherId !== '' || (birth !== undefined && daysBetween(birth.birthDate, today) <= NEWBORN_DAYS);
};

function isNewborn(form: ReceptionForm, today: Day): boolean {
  const birth = parseBirthDate(form.birth, today);
  return form.motherId !== '' && birth !== undefined && daysBetween(birth.birthDate, today) <= NEWBORN_DAYS;
}

function checkCard(form: ReceptionForm): Issue[] {
  const wrongDay = (typed: string) => typed.trim() !== '' && readDay(typed) === undefined;
  return [
    ...(form.cardNumber.trim() === '' ? [error('card_number_malformed', 'coverage.card.cardNumber')] : []),
    ...(form.cardFrom.trim() === '' ? [error('card_dates_missing', 'coverage.card.validFrom')] : []),
    ...(wrongDay(form.cardFrom) ? [error('day_impossible', 'coverage.card.validFrom')] : []),
    ...(wrongDay(form.cardTo) ? [error('day_impossible', 'coverage.card.validTo')] : []),
    ...(wrongDay(form.cardExempt) ? [error('day_impossible', 'coverage.card.exemptFrom')] : []),
    ...(wrongDay(form.cardFiveYear) ? [error('day_impossible', 'coverage.card.fiveYearDate')] : []),
    ...(form.cardFacility === '' ? [error('registered_facility_missing', 'coverage.card.registeredFacilityCode')] : []),
  ];
}
