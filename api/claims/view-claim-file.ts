import { read } from '../../db/doors.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { checkClaimTables } from '../../domain/claims/check-claim-tables.ts';
import { type ClaimRow, TABLE_CODES, type TableCode } from '../../domain/claims/claim-definitions.ts';
import { isDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import type { ClaimFileToRead, ClaimFileView } from './claim-schemas.ts';
import { readClaimFile, type ReadTable } from './read-claim-file.ts';

/** What a screen can show; a larger file wants the command line. */
const ENCOUNTERS_MAX = 500;

/** Opens an exported file, of this product or another one, and says what the checks find in it. Nothing of it is kept. */
export async function viewClaimFile(ctx: ApiCtx, { content }: ClaimFileToRead): Promise<ClaimFileView> {
  const reading = readClaimFile(Buffer.from(content, 'base64'));
  if ('issues' in reading) throw rejected(reading.issues);
  const { encounters, ...envelope } = reading.file;
  if (encounters.length > ENCOUNTERS_MAX) throw rejected([error('claim_file_too_many', 'content', { max: ENCOUNTERS_MAX })]);
  return await read(ctx, async (tx) => {
    const viewed: ClaimFileView['encounters'] = [];
    for (const tables of encounters) {
      const known = knownTables(tables);
      const admitted = admissionDay(known.XML1[0]);
      const parameters = admitted === undefined ? undefined : await readInsuranceParameters(tx, admitted);
      viewed.push({ key: known.XML1[0]?.['MA_LK'] ?? '', tables, issues: checkClaimTables(known, parameters) });
    }
    return { ...envelope, encounters: viewed };
  });
}

function knownTables(tables: ReadTable[]): Record<TableCode, ClaimRow[]> {
  const of = (code: TableCode) => tables.filter((table) => table.code === code).flatMap(({ rows }) => rows);
  return Object.fromEntries(TABLE_CODES.map((code) => [code, of(code)])) as Record<TableCode, ClaimRow[]>;
}

function admissionDay(summary: ClaimRow | undefined): string | undefined {
  const text = summary?.['NGAY_VAO'] ?? '';
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return isDay(day) ? day : undefined;
}
