/** A field of the hospital's own record, by the claim table and field it goes into; the table is null where the field is in every table. */
export interface RecordField {
  table: string | null;
  field: string;
}

const fields: readonly [RegExp, RecordField][] = [
  [/^patient\.name|^patient\.fullname/, { table: null, field: 'HO_TEN' }],
  [/^patient\.birthdate/, { table: null, field: 'NGAY_SINH' }],
  [/^patient\.(gender|sex)/, { table: null, field: 'GIOI_TINH' }],
  [/^patient\.identifier/, { table: null, field: 'SO_CCCD' }],
  [/^patient\.telecom/, { table: null, field: 'DIEN_THOAI' }],
  [/^patient\.address/, { table: null, field: 'DIA_CHI' }],
  [/^(patient\.contact|relatedperson)/, { table: null, field: 'NGUOI_GIAM_HO' }],
  [/^(coverage\.period\.end|coverages\.[^.]+\.validto)/, { table: null, field: 'GT_THE_DEN' }],
  [/^coverage\.period/, { table: null, field: 'GT_THE_TU' }],
  [/^coverages?\./, { table: null, field: 'MA_THE_BHYT' }],
  [/^(medicationrequest|medicationdispense)\.(dosage|dispenserequest)|dosagetext$/, { table: 'XML2', field: 'LIEU_DUNG' }],
  [/^(medicationrequest|medicationdispense|prescriptions\.)/, { table: 'XML2', field: 'MA_THUOC' }],
  [/^(encounter\.period|encounter\.endedat)/, { table: 'XML1', field: 'NGAY_RA' }],
  [/^encounter\.reasoncode/, { table: 'XML1', field: 'LY_DO_VV' }],
  [/^(condition\.|encounter\.diagnosis)/, { table: 'XML1', field: 'MA_BENH_CHINH' }],
  [/^(observation\.value|observation\.component)/, { table: 'XML4', field: 'GIA_TRI' }],
  [/^(observation\.|diagnosticreport\.)/, { table: 'XML4', field: 'MA_CHI_SO' }],
  [/^(servicerequest|procedure|charges)\b/, { table: 'XML3', field: 'MA_DICH_VU' }],
];

/**
 * Where in our own record stands what a path tells of: a FHIRPath of a receiver (`Patient.birthDate`, `Bundle.entry[3].resource.ofType(Patient).birthDate`) or one
 * of our own checks (`prescriptions.0.lines.1.dosageText`). Undefined where the path names nothing that a desk enters.
 * Source: the mapping table of docs/decisions/0014-fhir-mappings.md
 */
export function fieldOfPath(path: string): RecordField | undefined {
  const plain = path
    .replace(/^Bundle\.entry\[[^\]]*\]\.resource\.?/, '')
    .replace(/^(\/\*)?ofType\((\w+)\)/, '$2')
    .toLowerCase();
  return fields.find(([pattern]) => pattern.test(plain))?.[1];
}
