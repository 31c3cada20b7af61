import type { PatientView, ScanAnswer } from '../../../api/patients/patient-schemas.ts';
import type { Day } from '../../../domain/dates.ts';
import { foldName } from '../../../domain/patients/fold-name.ts';
import { parseBirthDate } from '../../../domain/patients/parse-birth-date.ts';
import { newId } from '../../../domain/ids.ts';
import { birthForPeople } from '../../lib/format.ts';

/** The form as the desk types it: text as typed, codes beside their names. Converted only when it is sent. */
export interface ReceptionForm {
  patientId: string;
  fullName: string;
  birth: string;
  sex: '' | 'male' | 'female' | 'unknown';
  citizenId: string;
  communeCode: string;
  communeName: string;
  addressText: string;
  ethnicityCode: string;
  occupationCode: string;
  phone: string;
  guardianName: string;
  guardianPhone: string;
  /** `none`, `new-card`, or the id of a card on file. */
  coverage: string;
  cardId: string;
  cardNumber: string;
  cardFrom: string;
  cardTo: string;
  cardFacility: string;
  cardFacilityName: string;
  cardArea: string;
  cardFiveYear: string;
  visitId: string;
  roomId: string;
  priority: string;
  reason: string;
  /** Empty: the system's proposal is taken. */
  arrivalCategory: string;
  referredFrom: string;
  referredFromName: string;
  referralNumber: string;
}

/** An empty form with its ids: made once, kept through every try, so that a repeat is the same row. */
export function emptyForm(roomId: string, reason: string): ReceptionForm {
  return {
    ...{ patientId: newId(), fullName: '', birth: '', sex: '', citizenId: '', phone: '' },
    ...{ communeCode: '', communeName: '', addressText: '', ethnicityCode: '', occupationCode: '', guardianName: '', guardianPhone: '' },
    ...emptyCard(),
    ...{
      visitId: newId(),
      roomId,
      priority: 'normal',
      reason,
      arrivalCategory: '',
      referredFrom: '',
      referredFromName: '',
      referralNumber: '',
    },
  };
}

const emptyCard = () => ({
  ...{ coverage: 'none', cardId: newId(), cardNumber: '', cardFrom: '', cardTo: '' },
  ...{ cardFacility: '', cardFacilityName: '', cardArea: '', cardFiveYear: '' },
});

/** The person's fields as they stand on record. */
export function fieldsOfPatient(patient: PatientView) {
  const citizenId = patient.identifiers.find((identifier) => identifier.system === 'citizen-id')?.value ?? '';
  return {
    patientId: patient.id,
    fullName: patient.fullName,
    birth: birthForPeople(patient.birthDate, patient.birthPrecision),
    sex: patient.sex,
    citizenId,
    communeCode: patient.address.communeCode ?? '',
    communeName: patient.address.communeName ?? '',
    addressText: patient.address.text ?? '',
    ethnicityCode: patient.ethnicityCode,
    occupationCode: patient.occupationCode,
    phone: patient.phone ?? '',
    guardianName: patient.guardian?.fullName ?? '',
    guardianPhone: patient.guardian?.phone ?? '',
  } satisfies Partial<ReceptionForm>;
}

/** The card in force today, or none: an expired one is shown only when it is chosen. */
export function fieldsOfCards(patient: PatientView, today: Day) {
  const card = patient.cards.find((one) => one.validFrom <= today && (one.validTo === null || one.validTo >= today));
  return { ...emptyCard(), coverage: card?.id ?? 'none' };
}

/** What the scanned card says; empty parts are left out, so they do not wipe what stands there. */
export function fieldsOfScan(scan: ScanAnswer): Partial<ReceptionForm> {
  const { person, card } = scan;
  const said: Partial<ReceptionForm> = {
    fullName: person.fullName ?? '',
    birth: person.birthDate === null ? '' : birthForPeople(person.birthDate, person.birthPrecision ?? 'day'),
    sex: person.sex ?? '',
    citizenId: person.citizenId ?? '',
    addressText: person.addressText ?? '',
    ...(card === null ? {} : fieldsOfScannedCard(card)),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
}

/**
 * What a second scan adds when it is the same person's other card: an identity card after an insurance card or the reverse.
 * Undefined when it is somebody else. What stands in the form stays, an insurance card takes the place of none.
 */
export function addedByScan(scan: ScanAnswer, form: ReceptionForm, today: Day): Partial<ReceptionForm> | undefined {
  const { fullName, birthDate } = scan.person;
  const typed = parseBirthDate(form.birth, today);
  const sameName = fullName !== null && form.fullName !== '' && foldName(fullName) === foldName(form.fullName);
  if (!sameName || typed === undefined || typed.birthDate !== birthDate) return undefined;
  const cardFields = scan.card === null ? [] : Object.keys(fieldsOfScannedCard(scan.card));
  const added = Object.entries(fieldsOfScan(scan)).filter(
    ([name]) => cardFields.includes(name) || form[name as keyof ReceptionForm] === '',
  );
  return Object.fromEntries(added);
}

function fieldsOfScannedCard(card: NonNullable<ScanAnswer['card']>): Partial<ReceptionForm> {
  const day = (value: string | null) => (value === null ? '' : birthForPeople(value, 'day'));
  return {
    coverage: 'new-card',
    cardNumber: card.cardNumber,
    cardFrom: day(card.validFrom),
    cardTo: day(card.validTo),
    cardFacility: card.registeredFacilityCode ?? '',
    cardFacilityName: card.registeredFacilityCode ?? '',
    cardArea: card.areaCode ?? '',
    cardFiveYear: day(card.fiveYearDate),
  };
}
