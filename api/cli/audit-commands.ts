import type { Command } from 'commander';
import { read } from '../../db/doors.ts';
import { verifyAuditChain, type AuditVerdict } from '../../db/stores/audit-store.ts';
import { findFacilityByCode, listFacilityIds } from '../../db/stores/facility-store.ts';
import { notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import type { Runtime } from '../runtime.ts';
import { withRuntime } from './command.ts';

export function auditCommands(program: Command): void {
  program
    .command('audit')
    .description('the audit trail')
    .command('verify')
    .description('recompute the hash chain of every facility and name the first entry that does not hold')
    .option('--facility <code>', 'only this one')
    .action(
      withRuntime(async (runtime, options: { facility?: string }) => {
        const verdicts: AuditVerdict[] = [];
        for (const facilityId of await facilityIds(runtime, options.facility)) {
          verdicts.push(await read(systemCtx(runtime.services, facilityId), async (tx) => await verifyAuditChain(tx, facilityId)));
        }
        const broken = verdicts.some((verdict) => verdict.brokenAt !== undefined);
        return { data: verdicts, lines: verdicts.map(line), failed: broken };
      }),
    );
}

async function facilityIds({ services }: Runtime, code: string | undefined): Promise<string[]> {
  if (code === undefined) return await listFacilityIds(services.db);
  const facility = await findFacilityByCode(services.db, code);
  if (facility === undefined) throw notFound('facility_not_found');
  return [facility.id];
}

function line({ facilityId, entries, headHash, brokenAt, why }: AuditVerdict): string {
  const state = brokenAt === undefined ? 'whole' : `BROKEN at entry ${brokenAt} (${why})`;
  return `${facilityId}  ${String(entries).padStart(8)} entries  ${state}  ${headHash ?? ''}`;
}
