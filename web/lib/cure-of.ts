import type { ClaimFinding } from '../../domain/claims/checks/claim-check.ts';
import type { TableCode } from '../../domain/claims/claim-definitions.ts';
import type { Permission } from '../../domain/permissions.ts';
import { can } from './session.ts';
import type { WordKey } from './i18n/i18n.tsx';

/** Where what a finding says is mended: a desk, and who has it. */
export interface Cure {
  /** Path of this browser, down to the tab and the field; undefined when the person here has no such desk. */
  path: string | undefined;
  /** The place in words, for whoever has to ask somebody else. */
  place: WordKey;
}

interface Place {
  place: WordKey;
  path: string;
  needs: readonly Permission[];
}

const places = {
  person: { place: 'cure.person', path: '/visit/', needs: ['coverage.write', 'patient.read', 'patient.write'] },
  card: { place: 'cure.card', path: '/visit/', needs: ['coverage.write', 'patient.read'] },
  record: { place: 'cure.record', path: '/doctor/', needs: ['encounter.read', 'queue.read', 'encounter.vitals.write'] },
  result: { place: 'cure.result', path: '/doctor/', needs: ['encounter.read', 'queue.read', 'encounter.vitals.write'] },
  drug: { place: 'cure.drug', path: '/doctor/', needs: ['encounter.read', 'queue.read', 'encounter.vitals.write'] },
  cashier: { place: 'cure.cashier', path: '/visit/', needs: ['coverage.write', 'patient.read'] },
} as const satisfies Record<string, Place>;

const ofGroup: Readonly<Record<string, keyof typeof places>> = {
  ID: 'card',
  CARD: 'card',
  RTE: 'card',
  CHK: 'card',
  MON: 'cashier',
  MED: 'drug',
  SUP: 'drug',
  LAB: 'result',
  SVC: 'record',
};

/** Tabs of the doctor's record, and of the examination its fields, by the field of the claim that is wrong. */
const spotOf: readonly [RegExp, string][] = [
  [/^CAN_NANG/, '?tab=examination&field=weight'],
  [/^CHAN_DOAN_VAO$/, '?tab=examination&field=arrivalDiagnosis'],
  [/^(MA_BENH|CHAN_DOAN|MA_PTTT)/, '?tab=examination&field=icd'],
  [/^(QT_BENHLY|TOMTAT_KQ|LY_DO_V)/, '?tab=examination&field=history'],
  [/^(MA_THUOC|TEN_THUOC|HAM_LUONG|DUONG_DUNG|LIEU_DUNG|CACH_DUNG|SO_DANG_KY|TT_THAU)$/, '?tab=prescription'],
  [/^(GIA_TRI|DON_VI_DO|MA_CHI_SO|KET_LUAN|MO_TA|MA_BS_DOC_KQ|MA_MAY)$/, '?tab=results'],
  [/^(MA_DICH_VU|TEN_DICH_VU|MA_VAT_TU|NGUOI_THUC_HIEN|NGAY_TH_YL|NGAY_YL)$/, '?tab=orders'],
];
/** Fields of the person and of the card on file, as the forms of reception name them. */
const onFile: readonly [RegExp, 'person' | 'card', string][] = [
  [/^HO_TEN$/, 'person', 'fullName'],
  [/^NGAY_SINH$/, 'person', 'birth'],
  [/^GIOI_TINH$/, 'person', 'sex'],
  [/^SO_CCCD$/, 'person', 'citizenId'],
  [/^DIEN_THOAI$/, 'person', 'phone'],
  [/^(MATINH|MAHUYEN|MAXA)_CU_TRU$/, 'person', 'communeName'],
  [/^DIA_CHI$/, 'person', 'addressText'],
  [/^MA_DANTOC$/, 'person', 'ethnicityCode'],
  [/^MA_NGHE_NGHIEP$/, 'person', 'occupationCode'],
  [/^NGUOI_GIAM_HO$/, 'person', 'guardianName'],
  [/^MA_THE/, 'card', 'fileNumber'],
  [/^GT_THE_TU$/, 'card', 'fileFrom'],
  [/^GT_THE_DEN$/, 'card', 'fileTo'],
  [/^MA_DKBD$/, 'card', 'fileFacilityName'],
  [/^MA_KHUVUC$/, 'card', 'fileArea'],
  [/^NAM_NAM_LIEN_TUC$/, 'card', 'fileFiveYear'],
  [/^NGAY_MIEN_CCT$/, 'card', 'fileExempt'],
];
const spotOfGroup: Readonly<Record<string, string>> = { drug: '?tab=prescription', result: '?tab=results' };

/** The place that cures a finding. What no desk can mend alone is looked at in the record. */
export function cureOf({ rule, fields }: Pick<ClaimFinding, 'rule' | 'fields'>, encounterId: string): Cure {
  const isPayment = fields.includes('NGAY_TTOAN');
  const isWeight = fields.includes('CAN_NANG') || fields.includes('NGAY_RA');
  const group = isPayment ? 'cashier' : isWeight ? 'record' : (ofGroup[rule.replace(/-.*/, '')] ?? 'record');
  const held = group === 'card' ? firstOf(fields, (field) => onFile.find(([pattern]) => pattern.test(field))) : undefined;
  const { place, path, needs } = places[held?.[1] ?? group];
  if (!needs.every((permission) => can(permission))) return { place, path: undefined };
  // Without the right to change the file the visit still shows the card.
  const heldSpot = held !== undefined && can('patient.write') ? `?field=${held[2]}` : '';
  const named = firstOf(fields, (field) => spotOf.find(([pattern]) => pattern.test(field))?.[1]);
  const spot = path === '/doctor/' ? (named ?? spotOfGroup[group] ?? '') : heldSpot;
  return { place, path: `${path}${encounterId}${spot}` };
}

function firstOf<T>(fields: readonly string[], find: (field: string) => T | undefined): T | undefined {
  for (const field of fields) {
    const found = find(field);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What the insurer says of a place in a claim, and what our own check had said of the same. */
export interface ToldPlace {
  table: string | null;
  field: string;
  own?: Pick<ClaimFinding, 'rule' | 'fields'> | undefined;
}

const groupOfTable: Partial<Record<TableCode, string>> = { XML2: 'MED', XML3: 'SVC', XML4: 'LAB' };

/** The place that cures what the insurer found: that of our own finding where there is one, else that of the table or the field. */
export function cureOfTold({ table, field, own }: ToldPlace, encounterId: string): Cure {
  const isCard = /^(MA_DOITUONG|MUC_HUONG)/.test(field) || onFile.some(([pattern]) => pattern.test(field));
  const group = isCard ? 'CARD' : (groupOfTable[table as TableCode] ?? 'GEN');
  return cureOf(own ?? { rule: `${group}-`, fields: field === '' ? [] : [field] }, encounterId);
}
