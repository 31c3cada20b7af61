import type { ReceptionForm } from './reception-form.ts';

const fields: Record<string, keyof ReceptionForm> = {
  fullName: 'fullName',
  sex: 'sex',
  birthDate: 'birth',
  birthPrecision: 'birth',
  birthTime: 'birthTime',
  phone: 'phone',
  address: 'addressText',
  'address.communeCode': 'communeName',
  'address.text': 'addressText',
  ethnicityCode: 'ethnicityCode',
  occupationCode: 'occupationCode',
  guardian: 'guardianName',
  'guardian.fullName': 'guardianName',
  'guardian.phone': 'guardianPhone',
  cardNumber: 'cardNumber',
  validFrom: 'cardFrom',
  validTo: 'cardTo',
  registeredFacilityCode: 'cardFacilityName',
  areaCode: 'cardArea',
  fiveYearDate: 'cardFiveYear',
  exemptFrom: 'cardExempt',
  cardId: 'coverage',
  roomId: 'roomId',
  priority: 'priority',
  reason: 'reason',
  arrivalCategory: 'arrivalCategory',
  arrivalReason: 'arrivalReason',
  extraRoomIds: 'extraRooms',
  'slip.number': 'slipNumber',
  'slip.fromFacilityCode': 'slipFromName',
  'slip.signedOn': 'slipSignedOn',
  'slip.kind': 'slipKind',
  slip: 'slipNumber',
};

/** The field of the form that a path of the request speaks of; undefined when it is about the whole. */
export function fieldOfPath(path: string): keyof ReceptionForm | undefined {
  const inner = path.replace(/^(patient(\.data)?|coverage(\.card)?|visit|data|card)\./, '');
  if (inner.startsWith('identifiers')) return 'citizenId';
  return fields[inner];
}
