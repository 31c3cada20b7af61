import type { ClaimFile, ClaimFilePart } from '../../../../domain/claims/checks/claim-file.ts';
import { soundCheckIn, soundVisit } from '../../../support/sound-claims.ts';
import { claimTable, type ClaimTables, type TableCode } from '../../../../domain/claims/claim-definitions.ts';

/** A file with sound visits as another product may have written it. */
export function aFile(changes: Partial<ClaimFile> = {}, tables: readonly ClaimTables[] = [soundVisit()]): ClaimFile {
  return {
    root: 'GIAMDINHHS',
    facilityCode: '14009',
    preparedOn: '20261103',
    declaredCount: String(tables.length),
    signature: 'valid',
    encounters: tables.map((one) => ({
      parts: Object.entries(one).map(([code, rows]) => ({ code, root: claimTable(code as TableCode, '1931').root, rows })),
    })),
    ...changes,
  };
}

/** The file with its first table changed. */
const withPart = (changes: Partial<ClaimFilePart>): ClaimFile => {
  const file = aFile();
  const [first] = file.encounters;
  const parts = first?.parts.map((part, i) => (i === 0 ? { ...part, ...changes } : part)) ?? [];
  return { ...file, encounters: [{ parts }] };
};

const [summary = {}] = soundVisit().XML1 ?? [];
const { DON_VI_TINH: __, ...withoutUnit } = soundVisit().XML3?.[0] ?? {};

export interface FileCase {
  rule: string;
  fires: ClaimFile;
  fine: ClaimFile;
}

/** The envelope. */
export const fileCases: FileCase[] = [
  { rule: 'ENV-001', fires: aFile({ root: 'HOSO' }), fine: aFile() },
  { rule: 'ENV-002', fires: aFile({ facilityCode: '14001' }), fine: aFile() },
  { rule: 'ENV-003', fires: aFile({ preparedOn: '20261101' }), fine: aFile({ preparedOn: '20261102' }) },
  { rule: 'ENV-004', fires: aFile({ declaredCount: '2' }), fine: aFile({}, [soundVisit(), soundVisit()]) },
  { rule: 'ENV-005', fires: withPart({ code: 'XML12' }), fine: aFile() },
  { rule: 'ENV-006', fires: withPart({ problem: 'base64', rows: [] }), fine: withPart({ rows: [], root: '' }) },
  { rule: 'ENV-007', fires: withPart({ root: 'TONGHOP' }), fine: aFile() },
  {
    rule: 'ENV-009',
    fires: aFile({}, [{ ...soundVisit(), XML3: [withoutUnit] }]),
    fine: withPart({ rows: [Object.fromEntries(Object.entries(summary).reverse())] }),
  },
  { rule: 'ENV-011', fires: aFile({ signature: 'broken' }), fine: aFile({ signature: 'unchecked' }) },
  {
    rule: 'CHK-001',
    fires: aFile({ root: 'CHI_TIEU_TRANG_THAI_KCB', encounters: [{ parts: [{ code: 'XML0', root: 'TRANG_THAI_KCB', rows: [] }] }] }),
    fine: aFile({ root: 'CHI_TIEU_TRANG_THAI_KCB' }, [soundCheckIn()]),
  },
];
