import { isDay, monthsBetween, yearsBetween, type Day } from '../dates.ts';
import { error, information, under, warning, type Issue } from '../issue.ts';
import type { BirthPrecision, IdentifierSystem, Sex } from '../visits/visit-record.ts';
import { hasNameCharacters } from './fold-name.ts';

/** A person as a reception desk enters one; every number is optional, a newborn has none. */
export interface PatientInput {
  fullName: string;
  sex: Sex;
  birthDate: Day;
  birthPrecision: BirthPrecision;
  /** `HH:mm`, with precision `minute` only. */
  birthTime?: string;
  phone?: string;
  address: { communeCode?: string; text?: string };
  /** 2 digits. */
  ethnicityCode?: string;
  /** 5 digits. */
  occupationCode?: string;
  /** 3 digits. */
  nationalityCode?: string;
  identifiers: IdentifierInput[];
  guardian?: { fullName: string; phone?: string };
}

export interface IdentifierInput {
  system: IdentifierSystem;
  value: string;
  from?: Day;
  /** A number that was replaced ends; the day is inclusive. */
  until?: Day;
}

/** The claim tables hold 255 characters of a name (QĐ 130/QĐ-BYT, table 1). */
const NAME_LENGTH_MAX = 255;
/** Nobody on record has lived longer; more is a slip of the century. */
const AGE_MAX_YEARS = 122;
/** TT 26/2025/TT-BYT: the prescription of a child under 72 months names the parent or escort. */
const GUARDIAN_UNTIL_MONTHS = 72;
const PHONE = /^(0|\+84)\d{9,10}$/;
const IDENTIFIER_SHAPES: Record<IdentifierSystem, RegExp> = {
  'citizen-id': /^\d{12}$/,
  'old-citizen-id': /^\d{9}$/,
  passport: /^[A-Z0-9]{5,20}$/i,
  'social-insurance': /^\d{10}$/,
  'birth-certificate': /^\S.{0,49}$/,
  temporary: /^\S.{0,49}$/,
};

/**
 * Everything wrong with a new person, in the order of the form. Errors stop it, a warning needs a look, information is shown.
 * One-word names, long names, birth years alone and persons without any number are all in order: they are real people.
 * Source: docs/legal/prescribing.md#content and #identity-number
 */
export function checkNewPatient(patient: PatientInput, today: Day): Issue[] {
  return [
    ...checkName(patient.fullName, 'fullName'),
    ...checkBirth(patient, today),
    ...checkPhone(patient.phone, 'phone'),
    ...checkAddress(patient.address),
    ...checkCode(patient.ethnicityCode, 'ethnicityCode', 2),
    ...checkCode(patient.occupationCode, 'occupationCode', 5),
    ...checkCode(patient.nationalityCode, 'nationalityCode', 3),
    ...patient.identifiers.flatMap((identifier, i) => under(`identifiers.${i}`, checkIdentifier(identifier, patient))),
    ...checkRepeats(patient.identifiers),
    ...checkGuardian(patient, today),
  ];
}

function checkName(name: string, path: string): Issue[] {
  if (!/\p{L}/u.test(name)) return [error('name_missing', path)];
  if (name.length > NAME_LENGTH_MAX) return [error('name_too_long', path, { max: NAME_LENGTH_MAX })];
  return hasNameCharacters(name) ? [] : [error('name_characters', path)];
}

function checkBirth({ birthDate, birthPrecision, birthTime }: PatientInput, today: Day): Issue[] {
  if (!isDay(birthDate)) return [error('birth_date_impossible', 'birthDate')];
  if (birthDate > today) return [error('birth_date_future', 'birthDate')];
  if (yearsBetween(birthDate, today) > AGE_MAX_YEARS) return [error('birth_date_too_old', 'birthDate', { max: AGE_MAX_YEARS })];
  return [...checkPadding(birthDate, birthPrecision), ...checkBirthTime(birthPrecision, birthTime)];
}

function checkPadding(birthDate: Day, precision: BirthPrecision): Issue[] {
  const padded = { year: '-01-01', month: '-01', day: '', minute: '' }[precision];
  return birthDate.endsWith(padded) ? [] : [error('birth_date_precision', 'birthPrecision')];
}

function checkBirthTime(precision: BirthPrecision, time: string | undefined): Issue[] {
  if ((precision === 'minute') !== (time !== undefined)) return [error('birth_time_precision', 'birthTime')];
  return time === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? [] : [error('birth_time_impossible', 'birthTime')];
}

function checkPhone(phone: string | undefined, path: string): Issue[] {
  return phone === undefined || PHONE.test(phone.replace(/[\s.-]/g, '')) ? [] : [error('phone_format', path)];
}

function checkAddress({ communeCode, text }: PatientInput['address']): Issue[] {
  if (communeCode === undefined && (text ?? '').trim() === '') return [information('address_missing', 'address')];
  return checkCode(communeCode, 'address.communeCode', 5);
}

function checkCode(code: string | undefined, path: string, digits: number): Issue[] {
  return code === undefined || new RegExp(`^\\d{${digits}}$`).test(code) ? [] : [error('code_format', path, { digits })];
}

function checkIdentifier(identifier: IdentifierInput, patient: PatientInput): Issue[] {
  const { system, value, from, until } = identifier;
  if (!IDENTIFIER_SHAPES[system].test(value)) return [error('identifier_format', 'value', { system })];
  if (from !== undefined && until !== undefined && until < from) return [error('period_reversed', 'until')];
  return system === 'citizen-id' ? checkCitizenId(value, patient) : [];
}

/** The fourth digit is the century and the sex, the next two the birth year; the province is that of birth registration. */
function checkCitizenId(value: string, { birthDate, sex }: PatientInput): Issue[] {
  const digit = Number(value[3]);
  const year = `${19 + Math.floor(digit / 2)}${value.slice(4, 6)}`;
  const issues: Issue[] = [];
  if (isDay(birthDate) && year !== birthDate.slice(0, 4)) issues.push(warning('citizen_id_birth_year', 'value'));
  if (sex !== 'unknown' && sex !== (digit % 2 === 0 ? 'male' : 'female')) issues.push(warning('citizen_id_sex', 'value'));
  return issues;
}

/** A person has one number of a kind at a time; replaced numbers stay with their end. */
function checkRepeats(identifiers: IdentifierInput[]): Issue[] {
  return identifiers.flatMap((identifier, i) =>
    identifier.until === undefined &&
    identifiers.slice(0, i).some((earlier) => earlier.system === identifier.system && earlier.until === undefined)
      ? [error('identifier_repeated', `identifiers.${i}.system`, { system: identifier.system })]
      : [],
  );
}

function checkGuardian({ guardian, birthDate }: PatientInput, today: Day): Issue[] {
  if (guardian !== undefined)
    return under('guardian', [...checkName(guardian.fullName, 'fullName'), ...checkPhone(guardian.phone, 'phone')]);
  const small = isDay(birthDate) && birthDate <= today && monthsBetween(birthDate, today) < GUARDIAN_UNTIL_MONTHS;
  return small ? [information('guardian_missing', 'guardian')] : [];
}
