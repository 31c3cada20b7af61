import { Command, InvalidArgumentError } from 'commander';
import { Refusal } from '../http/errors.ts';
import { auditCommands } from './audit-commands.ts';
import { backupCommands } from './backup-commands.ts';
import { catalogueCommands } from './catalogue-commands.ts';
import { checkClaimsCommand } from './check-claims-command.ts';
import { claimCommands } from './claim-commands.ts';
import { costShareCommand } from './cost-share-command.ts';
import { destinationCommands } from './destination-commands.ts';
import { displayCommands } from './display-commands.ts';
import { facilityCommands } from './facility-commands.ts';
import { fhirClientCommands } from './fhir-client-commands.ts';
import { healthCheckCommands } from './health-check-commands.ts';
import { nationalCommands } from './national-commands.ts';
import { handOverCommands } from './hand-over-commands.ts';
import { consentCommands, outboxCommands } from './outbox-commands.ts';
import { portalCommands } from './portal-commands.ts';
import { settlementCommands } from './settlement-commands.ts';
import { signingCommands } from './signing-commands.ts';
import { userCommands } from './user-commands.ts';

/** The administrator's command line. Every group adds its commands; every command knows --help and --json. */
const program = new Command('his')
  .description('Hoa Ban HIS: administration. Uses the settings of the server (see README).')
  .option('--json', 'print results as JSON, for scripts')
  .showHelpAfterError()
  .configureHelp({ showGlobalOptions: true });

for (const add of [
  facilityCommands,
  userCommands,
  catalogueCommands,
  auditCommands,
  backupCommands,
  claimCommands,
  checkClaimsCommand,
  costShareCommand,
  destinationCommands,
  displayCommands,
  fhirClientCommands,
  healthCheckCommands,
  outboxCommands,
  consentCommands,
  handOverCommands,
  portalCommands,
  nationalCommands,
  settlementCommands,
  signingCommands,
])
  add(program);

try {
  await program.parseAsync();
} catch (cause) {
  const json = program.opts<{ json?: boolean }>().json === true;
  const failure = describe(cause);
  process.stderr.write(
    json ? `${JSON.stringify({ error: failure })}\n` : `${failure.code}${failure.detail === undefined ? '' : `: ${failure.detail}`}\n`,
  );
  process.exitCode = 1;
}

function describe(cause: unknown): { code: string; detail?: string; issues?: unknown } {
  if (cause instanceof Refusal)
    return {
      code: cause.code,
      ...(cause.issues.length > 0
        ? { detail: cause.issues.map((i) => `${i.code}${i.path === '' ? '' : ` (${i.path})`}`).join(', '), issues: cause.issues }
        : {}),
    };
  if (cause instanceof InvalidArgumentError) return { code: 'malformed', detail: cause.message };
  return { code: 'error', detail: cause instanceof Error ? cause.message : String(cause) };
}
