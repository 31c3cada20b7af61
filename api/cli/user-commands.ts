import type { Command } from 'commander';
import { listWorkplaces } from '../../db/stores/session-store.ts';
import { findUserByName } from '../../db/stores/user-store.ts';
import { roles, type Role } from '../../domain/permissions.ts';
import { createUser, grantUserRoles, resetPassword } from '../administration/create-user.ts';
import { giveLicence } from '../administration/give-licence.ts';
import { notFound } from '../http/errors.ts';
import { readPassword, withRuntime } from './command.ts';

function rolesOf(text: string): Role[] {
  return text.split(',').map((one) => {
    const role = roles.find((known) => known === one.trim());
    if (role === undefined) throw new Error(`no role "${one}"; roles are ${roles.join(', ')}`);
    return role;
  });
}

export function userCommands(program: Command): void {
  const user = program.command('user').description('people who log in');
  user
    .command('create')
    .description('create a person; the password is read from standard input')
    .requiredOption('--username <name>', 'for log-in: a-z, 0-9, . _ -')
    .requiredOption('--full-name <name>')
    .requiredOption('--facility <code>', 'where they work')
    .requiredOption('--roles <roles>', `comma-separated: ${roles.join(', ')}`)
    .option('--licence <number>', 'practice licence')
    .option('--staff-number <number>')
    .action(
      withRuntime(
        async (
          { services },
          options: { username: string; fullName: string; facility: string; roles: string; licence?: string; staffNumber?: string },
        ) => {
          const created = await createUser(services, {
            username: options.username,
            fullName: options.fullName,
            facilityCode: options.facility,
            roles: rolesOf(options.roles),
            password: await readPassword(),
            ...(options.licence === undefined ? {} : { licence: options.licence }),
            ...(options.staffNumber === undefined ? {} : { staffNumber: options.staffNumber }),
          });
          return { data: created, lines: [`Created ${options.username}`] };
        },
      ),
    );
  user
    .command('grant')
    .description('give a person roles at a facility')
    .requiredOption('--username <name>')
    .requiredOption('--facility <code>')
    .requiredOption('--roles <roles>')
    .action(
      withRuntime(async ({ services }, options: { username: string; facility: string; roles: string }) => {
        const granted = await grantUserRoles(services, {
          username: options.username,
          facilityCode: options.facility,
          roles: rolesOf(options.roles),
        });
        return { data: granted, lines: [`Granted ${options.roles} at ${options.facility} to ${options.username}`] };
      }),
    );
  licenceCommand(user);
  user
    .command('reset-password')
    .description('set a new password, read from standard input, and end every session of the person')
    .requiredOption('--username <name>')
    .action(
      withRuntime(async ({ services }, options: { username: string }) => {
        const found = await findUserByName(services.db, options.username);
        const [workplace] = found === undefined ? [] : await listWorkplaces(services.db, found.id);
        if (workplace === undefined) throw notFound('user_not_found');
        const changed = await resetPassword(services, {
          username: options.username,
          password: await readPassword(),
          facilityId: workplace.id,
        });
        return { data: changed, lines: [`Password of ${options.username} changed; all sessions ended`] };
      }),
    );
}

function licenceCommand(user: Command): void {
  user
    .command('licence')
    .description('set the practice licence of a person and from when to when it holds')
    .requiredOption('--username <name>')
    .requiredOption('--number <number>', 'e.g. 004162/SL-GPHN')
    .option('--from <day>', 'YYYY-MM-DD, the first day it holds')
    .option('--until <day>', 'YYYY-MM-DD, the last day it holds')
    .action(
      withRuntime(async ({ services }, options: { username: string; number: string; from?: string; until?: string }) => {
        const changed = await giveLicence(services, options.username, {
          licence: options.number,
          licenceFrom: options.from ?? null,
          licenceUntil: options.until ?? null,
        });
        return { data: changed, lines: [`Licence of ${options.username} is ${options.number}`] };
      }),
    );
}
