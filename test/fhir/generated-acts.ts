import fc from 'fast-check';
import type { ClinicalAttachment, ClinicalOrder, ClinicalResult, ClinicalScreening } from '../../domain/visits/clinical-findings.ts';
import type {
  ClinicalDepartment,
  ClinicalPaper,
  ClinicalRole,
  ClinicalSignature,
  RecordAccess,
} from '../../domain/visits/clinical-record.ts';
import type { VisitFacility, VisitObservation, VisitPractitioner, VisitPrescriptionLine } from '../../domain/visits/visit-record.ts';
import { paperKinds } from '../../domain/papers/paper.ts';
import { roles as everyRole } from '../../domain/permissions.ts';
import { code, day, id, moment, number, record, words } from './generated.ts';

/** Invented facilities, people and acts of every shape. */
const phone = fc.stringMatching(/^0\d{9}$/);

export const facilities = record<Omit<VisitFacility, 'id'>, 'code' | 'name' | 'provinceCode'>(
  {
    code: fc.stringMatching(/^\d{5}$/),
    name: words,
    provinceCode: fc.stringMatching(/^\d\d$/),
    gln: fc.stringMatching(/^\d{13}$/),
    phone,
    address: words,
  },
  ['code', 'name', 'provinceCode'],
);
export const departments = record<ClinicalDepartment, 'code'>({ code, name: words }, ['code']);
export const practitioners = record<VisitPractitioner, 'id' | 'fullName' | 'staffNumber'>(
  { id, fullName: words, staffNumber: code, licence: fc.stringMatching(/^\d{6}\/SL-CCHN$/) },
  ['id', 'fullName', 'staffNumber'],
);
export const roles = record<ClinicalRole, 'id' | 'practitionerId' | 'role' | 'placeIds'>(
  {
    ...{ id, practitionerId: id, role: fc.constantFrom(...everyRole), departmentCode: code, from: day, until: day },
    placeIds: fc.uniqueArray(id, { maxLength: 3 }),
  },
  ['id', 'practitionerId', 'role', 'placeIds'],
);
export const vitals = fc.record<VisitObservation>({
  ...{ id, value: number, takenAt: moment, practitionerId: id },
  kind: fc.constantFrom('pulse', 'systolic', 'diastolic', 'temperature', 'respiratory-rate', 'oxygen-saturation', 'weight', 'height'),
});
export const screenings = record<ClinicalScreening, 'id' | 'category' | 'name' | 'value' | 'takenAt' | 'practitionerId'>(
  {
    ...{ id, loinc: code, name: words, takenAt: moment, practitionerId: id },
    category: fc.constantFrom('social-history', 'survey'),
    value: fc.oneof(
      fc.record({ number, unit: words }),
      fc.record({ number, unit: words, ucum: fc.constantFrom('kg', '/min', '{score}') }),
      fc.record({ isTrue: fc.boolean() }),
      fc.record({ text: words }),
    ),
  },
  ['id', 'category', 'name', 'value', 'takenAt', 'practitionerId'],
);
const amount = fc.constantFrom('1', '2', '0.5');
export const dosages = fc.record(
  {
    ...{ morning: amount, noon: amount, afternoon: amount, evening: amount, days: fc.integer({ min: 1, max: 90 }) },
    timing: fc.constantFrom('before-meal' as const, 'as-needed' as const),
  },
  { requiredKeys: ['days'] },
);
export const prescriptionLines = record<
  Omit<VisitPrescriptionLine, 'sequence' | 'drugCode' | 'strength'>,
  'id' | 'drugName' | 'unit' | 'routeCode' | 'routeName' | 'quantity' | 'dosage' | 'dosageText'
>(
  {
    ...{
      id,
      drugName: words,
      ingredientCode: code,
      registrationNumber: code,
      atcCode: code,
      unit: words,
      routeCode: code,
      routeName: words,
    },
    ...{ quantity: number, dosage: dosages, dosageText: words },
  },
  ['id', 'drugName', 'unit', 'routeCode', 'routeName', 'quantity', 'dosage', 'dosageText'],
);
const attachments = fc.array(
  record<ClinicalAttachment, 'title' | 'contentType'>(
    {
      ...{
        title: words,
        contentType: fc.constantFrom('application/pdf', 'image/png'),
        data: fc.constant('ZGVtbw=='),
        sizeBytes: fc.nat(5_000_000),
      },
      ...{ url: fc.constant('https://example.vn/a.pdf'), sha1: fc.constant('vyGp6PvFo4RvsFtPoIWeCReyIC8=') },
    },
    ['title', 'contentType'],
  ),
  { maxLength: 3 },
);
export const results = record<
  Omit<ClinicalResult, 'machineCode' | 'values'>,
  Exclude<keyof ClinicalResult, 'description' | 'conclusion' | 'machineCode' | 'values'>
>(
  {
    ...{ orderId: id, serviceCode: code, serviceName: words, description: words, conclusion: words, attachments },
    ...{ performedAt: moment, performedById: id, approvedAt: moment, approvedById: id },
    group: fc.constantFrom('laboratory', 'imaging'),
    state: fc.constantFrom('final', 'corrected', 'withdrawn'),
    specimenIds: fc.uniqueArray(id, { maxLength: 2 }),
  },
  [
    ...(['orderId', 'group', 'serviceCode', 'serviceName', 'state', 'performedAt', 'performedById'] as const),
    ...(['approvedAt', 'approvedById', 'specimenIds', 'attachments'] as const),
  ],
);
export const procedures = record<
  Pick<ClinicalOrder, 'id' | 'serviceCode' | 'serviceName' | 'procedureCode' | 'performedAt' | 'performedById'>,
  'id' | 'serviceCode' | 'serviceName' | 'performedAt'
>({ id, serviceCode: code, serviceName: words, procedureCode: code, performedAt: moment, performedById: id }, [
  ...(['id', 'serviceCode', 'serviceName', 'performedAt'] as const),
]);
export const signatures = record<ClinicalSignature, 'id' | 'of' | 'signedById' | 'signedAt' | 'as'>(
  {
    ...{ id, signedById: id, signedAt: moment, as: fc.constantFrom('author', 'verifier') },
    of: fc.oneof(fc.constant({ kind: 'encounter' as const }), fc.record({ kind: fc.constant('result' as const), orderId: id })),
    digital: fc.constant({ data: 'ZGVtbw==', sigFormat: 'application/jose', targetFormat: 'application/fhir+json' }),
  },
  ['id', 'of', 'signedById', 'signedAt', 'as'],
);
export const papers = record<ClinicalPaper, Exclude<keyof ClinicalPaper, 'replacesId'>>(
  {
    ...{
      id,
      number: fc.stringMatching(/^\d{5}\/2026$/),
      issuedAt: moment,
      issuedById: id,
      isWithdrawn: fc.boolean(),
      replacesId: id,
      attachments,
    },
    kind: fc.constantFrom(...paperKinds),
  },
  ['id', 'kind', 'number', 'issuedAt', 'issuedById', 'isWithdrawn', 'attachments'],
);
export const accesses = fc.record<RecordAccess>({ id, kind: fc.constantFrom('open', 'export'), at: moment, userId: id });
export const documentParts = fc.uniqueArray(
  fc.record({
    loinc: fc.stringMatching(/^\d{4,5}-\d$/),
    display: words,
    title: words,
    words: fc.array(words, { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 4, selector: ({ loinc }) => loinc },
);
