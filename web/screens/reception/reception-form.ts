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
  /** For newborns: the time on the birth certificate. */
  birthTime: string;
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
  /** `yes`: nobody could name the person; the name is a label, the birth year an estimate. */
  unidentified: '' | 'yes';
  motherId: string;
  /** Records the clerk looked at and found to be other people, parted by blanks. */
  knownDistinct: string;
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
  /** From when the co-payment of the year is used up: the paper of exemption. */
  cardExempt: string;
  visitId: string;
  roomId: string;
  /** Further rooms of the same visit, parted by blanks. */
  extraRooms: string;
  appointmentId: string;
  priority: string;
  reason: string;
  /** Empty: the system's proposal is taken. */
  arrivalCategory: string;
  /** Why another category than the proposed one. */
  arrivalReason: string;
  slipKind: '' | 'referral' | 're-examination';
  slipNumber: string;
  slipFrom: string;
  slipFromName: string;
  slipSignedOn: string;
}

/** What the desk keeps from one person to the next. */
export interface ReceptionDefaults {
  roomId: string;
  reason: string;
}

/** An empty form with its ids: made once, kept through every try, so that a repeat is the same row. */
export function emptyForm({ roomId, reason }: ReceptionDefaults): ReceptionForm {
  return {
    ...{ patientId: newId(), fullName: '', birth: '', birthTime: '', sex: '', citizenId: '', phone: '' },
    ...{ communeCode: '', communeName: '', addressText: '', ethnicityCode: '', occupationCode: '', guardianName: '', guardianPhone: '' },
    ...{ unidentified: '' as const, motherId: '', knownDistinct: '' },
    ...emptyCard(),
    ...{ visitId: newId(), roomId, extraRooms: '', appointmentId: '', priority: 'normal', reason },
    ...{ arrivalCategory: '', arrivalReason: '' },
    ...{ slipKind: '' as const, slipNumber: '', slipFrom: '', slipFromName: '', slipSignedOn: '' },
  };
}

const emptyCard = () => ({
  ...{ coverage: 'none', cardId: newId(), cardNumber: '', cardFrom: '', cardTo: '' },
  ...{ cardFacility: '', cardFacilityName: '', cardArea: '', cardFiveYear: '', cardExempt: '' },
});

/** The person's fields as they stand on record. */
export function fieldsOfPatient(patient: PatientView) {
  const citizenId = patient.identifiers.find((identifier) => identifier.system === 'citizen-id')?.value ?? '';
  return {
    patientId: patient.id,
    fullName: patient.fullName,
    birth: birthForPeople(patient.birthDate, patient.birthPrecision),
    birthTime: patient.birthTime ?? '',
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
    unidentified: patient.unidentified ? 'yes' : '',
    motherId: patient.motherId ?? '',
  } satisfies Partial<ReceptionForm>;
}

/** The card in force today, or none: an expired one is shown only when it is chosen. */
export function fieldsOfCards(patient: PatientView, today: Day) {
  const card = patient.cards.find((one) => one.validFrom <= today && (one.validTo === null || one.validTo >= today));
  return { ...emptyCard(), coverage: card?.id ?? 'none' };
}

/** A guess of a whole life, when nobody at the desk can say more. */
const UNKNOWN_AGE = '40';

/** Somebody nobody can name: the label stands for the name, the birth year is a guess from the age. */
export function fieldsOfUnknown(age: string, label: string, today: Day): Partial<ReceptionForm> {
  const year = Number(today.slice(0, 4)) - Number(age === '' ? UNKNOWN_AGE : age);
  return { fullName: label, birth: String(year), sex: 'unknown', unidentified: 'yes', priority: 'emergency' };
}

/** A child born here: address, people and telephone are the mother's. */
export function fieldsOfNewborn(mother: PatientView, label: string): Partial<ReceptionForm> {
  const { communeCode, communeName, addressText, ethnicityCode, phone } = fieldsOfPatient(mother);
  return {
    ...{ fullName: label, communeCode, communeName, addressText, ethnicityCode, priority: 'child' },
    ...{ motherId: mother.id, guardianName: mother.fullName, guardianPhone: phone },
  };
}

/** The scanned insurance card, when the record does not hold it yet. */
export function cardNotOnFile(answer: ScanAnswer, known: PatientView): Partial<ReceptionForm> {
  if (answer.card === null) return {};
  const { cardNumber, validTo } = answer.card;
  const onFile = known.cards.find((card) => card.cardNumber === cardNumber && card.validTo === validTo);
  return onFile === undefined ? fieldsOfScannedCard(answer.card) : { coverage: onFile.id };
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
    communeCode: person.communeCode ?? '',
    communeName: person.communeName ?? '',
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
