/** What is wrong with the form of a primitive value: it has the wrong JSON type, or the wrong letters. */
export type FormFault = 'type' | 'form' | 'spaces';

/** A million characters. Source: HL7 FHIR R4 datatypes.html#string */
const LONGEST = 1_048_576;
const YEAR = '([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)';
const DAY = `-(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])`;
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?';
const ZONE = '(Z|(\\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00))';
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

/** Source: HL7 FHIR R4 datatypes.html#primitive. `\s` includes the no-break space there as here. */
const FORMS: Record<string, RegExp> = {
  date: whole(`${YEAR}(-(0[1-9]|1[0-2])|${DAY})?`),
  dateTime: whole(`${YEAR}(-(0[1-9]|1[0-2])|${DAY}(T${CLOCK}${ZONE})?)?`),
  instant: whole(`${YEAR}${DAY}T${CLOCK}${ZONE}`),
  time: whole(CLOCK),
  code: /^[^\s]+(\s[^\s]+)*$/,
  id: /^[A-Za-z0-9\-.]{1,64}$/,
  oid: /^urn:oid:[0-2](\.(0|[1-9][0-9]*))+$/,
  uuid: /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  uri: /^\S+$/,
  url: /^\S+$/,
  canonical: /^\S+$/,
  string: /\S/,
  markdown: /\S/,
  xhtml: /\S/,
};

const NUMBERS: Record<string, (value: number) => boolean> = {
  decimal: Number.isFinite,
  integer: (value) => isWithin(value, -2_147_483_648),
  unsignedInt: (value) => isWithin(value, 0),
  positiveInt: (value) => isWithin(value, 1),
};
const isWithin = (value: number, from: number): boolean => Number.isInteger(value) && value >= from && value <= 2_147_483_647;

export const isPrimitive = (type: string): boolean => type === 'boolean' || type === 'base64Binary' || type in FORMS || type in NUMBERS;

/** Judges one value of a primitive type. Total: any value of JSON may be asked about. */
export function formFault(type: string, value: unknown): FormFault | undefined {
  if (type === 'boolean') return typeof value === 'boolean' ? undefined : 'type';
  const number = NUMBERS[type];
  if (number !== undefined) return typeof value !== 'number' ? 'type' : number(value) ? undefined : 'form';
  if (typeof value !== 'string') return 'type';
  if (type === 'base64Binary') return isBase64(value) ? undefined : 'form';
  return textFault(type, value);
}

function textFault(type: string, value: string): FormFault | undefined {
  if (value.length > LONGEST && type !== 'xhtml') return 'form';
  if (FORMS[type]?.test(value) !== true || CONTROL.test(value)) return 'form';
  if (DATED.has(type) && !isDayOfCalendar(value)) return 'form';
  if (ADDRESSES.has(type) && !isSoundUri(value)) return 'form';
  return type === 'string' && (isSpace(value.charAt(0)) || isSpace(value.charAt(value.length - 1))) ? 'spaces' : undefined;
}

const DATED = new Set(['date', 'dateTime', 'instant']);
const ADDRESSES = new Set(['uri', 'url', 'canonical']);
/** Only tab, line feed and carriage return of the control characters are text. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const isSpace = (letter: string): boolean => letter.trim() === '';

function isDayOfCalendar(value: string): boolean {
  const day = Number(value.slice(8, 10));
  // The zeroth day of the next month is the last of this one.
  return day <= 28 || day <= new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).getUTCDate();
}

/** Names of the two families that are checked wherever they stand, whatever the element is called. */
function isSoundUri(value: string): boolean {
  if (/^urn:uuid:/i.test(value)) return FORMS['uuid']?.test(value) === true;
  if (/^urn:oid:/i.test(value)) return FORMS['oid']?.test(value) === true;
  return !value.endsWith(':');
}

function isBase64(value: string): boolean {
  const packed = value.replace(/\s+/g, '');
  return packed.length > 0 && packed.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(packed);
}
