import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Ctx } from '../../db/doors.ts';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { notFound } from '../http/errors.ts';
import { endSigningKey, setSigningKey, showSigningKey } from '../http/signing/signing-key.ts';
import { systemCtx } from '../http/system-context.ts';
import type { Runtime } from '../runtime.ts';
import { readPassword, withRuntime } from './command.ts';

async function ctxOf({ services }: Runtime, code: string): Promise<Ctx> {
  const facility = await findFacilityByCode(services.db, code);
  if (facility === undefined) throw notFound('facility_not_found');
  return systemCtx(services, facility.id);
}

export function signingCommands(program: Command): void {
  const key = program
    .command('signing-key')
    .description('key a facility signs claims and check-ins with; without one a marked demo key signs for the simulator');
  key
    .command('set')
    .description('set the key from a PKCS#12 file; its password is read from standard input, and both are never shown again')
    .requiredOption('--facility <code>')
    .requiredOption('--file <path>', '.p12 or .pfx')
    .action(
      withRuntime(async (runtime, { facility, file }: { facility: string; file: string }) => {
        const input = { file: readFileSync(file), password: await readPassword() };
        const { pem: _, ...shown } = await setSigningKey(await ctxOf(runtime, facility), runtime.services.secrets, input);
        return {
          data: { facility, ...shown },
          lines: [`Set the key of ${facility}: ${shown.subject}, until ${shown.validTo.slice(0, 10)}`],
        };
      }),
    );
  key
    .command('show')
    .description('whose key signs and how long it is in force')
    .requiredOption('--facility <code>')
    .action(
      withRuntime(async (runtime, { facility }: { facility: string }) => {
        const shown = await showSigningKey(await ctxOf(runtime, facility));
        if (shown === undefined) throw notFound('signing_key_not_found');
        return { data: shown, lines: [`${shown.subject}  until ${shown.validTo.slice(0, 10)}${shown.demo ? '  DEMO' : ''}`] };
      }),
    );
  key
    .command('remove')
    .description('end the key: nothing is signed for the portal until another is set')
    .requiredOption('--facility <code>')
    .action(
      withRuntime(async (runtime, { facility }: { facility: string }) => {
        await endSigningKey(await ctxOf(runtime, facility));
        return { data: { facility }, lines: [`Removed the key of ${facility}`] };
      }),
    );
}
