import { error, type Issue } from '../issue.ts';
import type { VisitPrescription } from '../visits/visit-record.ts';

export type PrescriptionType = VisitPrescription['type'];

export const PRESCRIPTION_RANDOM_LENGTH = 7;
/** What the random part is drawn from, by a cryptographic generator of the caller. */
export const PRESCRIPTION_RANDOM_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

const LINK_CODE = /^[0-9a-z]{5}$/;
const RANDOM = /^[0-9a-z]{7}$/;
const CODE = /^[0-9a-z]{5}[0-9a-z]{7}-[cnhyt]$/;

/**
 * The national code of a prescription: facility code of the prescription link (not the insurance one) + 7 random characters
 * + `-` + type, 14 characters in lower case as on the wire. Throws a RangeError when a part has the wrong shape: that is a
 * slip of the installation or of the generator, never of the doctor.
 * Source: QĐ 808/QĐ-BYT; docs/legal/prescribing.md#code
 */
export function prescriptionCode(facilityLinkCode: string, random: string, type: PrescriptionType): string {
  const facility = facilityLinkCode.toLowerCase();
  if (!LINK_CODE.test(facility)) throw new RangeError('the facility link code is not 5 characters 0-9a-z');
  if (!RANDOM.test(random)) throw new RangeError('the random part is not 7 characters 0-9a-z');
  return `${facility}${random}-${type}`;
}

/** Issue `prescription_code_format` unless the code, in capitals or small letters, has the national shape. */
export function checkPrescriptionCode(code: string): Issue[] {
  return CODE.test(code.toLowerCase()) ? [] : [error('prescription_code_format', '')];
}

/** Paper carries capitals, the wire small letters. */
export const prescriptionCodeForPaper = (code: string): string => code.toUpperCase();
