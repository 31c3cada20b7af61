import { read } from '../../db/doors.ts';
import { checkClaimFile, tablesOf } from '../../domain/claims/checks/check-claim.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import { readNationalContexts } from './claim-context.ts';
import type { ClaimFileToRead, ClaimFileView } from './claim-schemas.ts';
import { readClaimFile } from './read-claim-file.ts';

/** What a screen can show; a larger file wants the command line. */
const ENCOUNTERS_MAX = 500;

/**
 * Opens an exported file, of this product or another one, and says what the checks find in it. Nothing of it is kept. Catalogues of this facility do
 * not count: the file may be that of another one.
 */
export async function viewClaimFile(ctx: ApiCtx, { content }: ClaimFileToRead): Promise<ClaimFileView> {
  const reading = readClaimFile(Buffer.from(content, 'base64'));
  if ('issues' in reading) throw rejected(reading.issues);
  const { file } = reading;
  if (file.encounters.length > ENCOUNTERS_MAX) throw rejected([error('claim_file_too_many', 'content', { max: ENCOUNTERS_MAX })]);
  const claims = file.encounters.map(tablesOf);
  const contexts = await read(ctx, async (tx) => await readNationalContexts(tx, claims, { now: ctx.now }));
  const found = checkClaimFile(file, (tables) => contexts[claims.findIndex((one) => one.XML1 === tables.XML1)] ?? contexts[0] ?? {});
  return {
    facilityCode: file.facilityCode,
    preparedOn: file.preparedOn,
    declaredCount: file.declaredCount,
    isSigned: file.signature !== 'none',
    findings: found.findings,
    encounters: file.encounters.map(({ parts }, i) => ({
      key: found.encounters[i]?.key ?? '',
      tables: parts.map(({ code, rows }) => ({ code, rows: rows.map((row) => ({ ...row })) })),
      findings: found.encounters[i]?.findings ?? [],
    })),
  };
}
