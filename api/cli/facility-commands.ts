import { Option, type Command } from 'commander';
import { write } from '../../db/doors.ts';
import { rows } from '../../db/knex.ts';
import { findFacilityByCode, setRoomPackage } from '../../db/stores/facility-store.ts';
import { newId } from '../../domain/ids.ts';
import { createFacility } from '../administration/create-facility.ts';
import { systemCtx } from '../http/system-context.ts';
import { withRuntime } from './command.ts';

interface CreateOptions {
  code: string;
  name: string;
  kind: 'health-department' | 'hospital' | 'regional-clinic' | 'commune-station';
  level: 'primary' | 'basic' | 'specialised';
  formerTier: 'central' | 'province' | 'district' | 'commune';
  priceClass: 'class-2' | 'class-3' | 'station';
  prescriptionLinkCode: string;
  province: string;
  commune?: string;
  address?: string;
  phone?: string;
  room: string[];
}

/** `CODE:NAME:DEPARTMENT:EXAMINATION SERVICE` */
function roomOf(text: string) {
  const [code, name, departmentCode, examinationServiceCode] = text.split(':');
  if (code === undefined || name === undefined || departmentCode === undefined || examinationServiceCode === undefined) {
    throw new Error(`--room wants CODE:NAME:DEPARTMENT:EXAMINATION-SERVICE, e.g. "P1:Phòng khám 1:K01:02.03"`);
  }
  return { id: newId(), code, name, departmentCode, examinationServiceCode, packageServiceCodes: [] };
}

export function facilityCommands(program: Command): void {
  const facility = program.command('facility').description('facilities that use this system');
  facility
    .command('create')
    .description('create a facility with its rooms')
    .requiredOption('--code <code>', 'insurance code (MA_CSKCB), 5 characters')
    .requiredOption('--name <name>', 'official name')
    .addOption(
      new Option('--kind <kind>').choices(['health-department', 'hospital', 'regional-clinic', 'commune-station']).makeOptionMandatory(),
    )
    .addOption(new Option('--level <level>').choices(['primary', 'basic', 'specialised']).makeOptionMandatory())
    .addOption(new Option('--former-tier <tier>').choices(['central', 'province', 'district', 'commune']).makeOptionMandatory())
    .addOption(new Option('--price-class <class>').choices(['class-2', 'class-3', 'station']).makeOptionMandatory())
    .requiredOption('--prescription-link-code <code>', 'code of the national prescription system, 5 characters 0-9a-z')
    .option('--province <code>', 'province', '14')
    .option('--commune <code>', 'commune')
    .option('--address <text>')
    .option('--phone <number>')
    .option('--room <room>', 'CODE:NAME:DEPARTMENT:EXAMINATION-SERVICE, repeatable', (value, all: string[]) => [...all, value], [])
    .action(
      withRuntime(async ({ services }, options: CreateOptions) => {
        const id = newId();
        const { code, name, kind, level, formerTier, priceClass, prescriptionLinkCode } = options;
        await createFacility(
          services,
          {
            ...{ id, code, name, kind, level, formerTier, priceClass, prescriptionLinkCode },
            provinceCode: options.province,
            communeCode: options.commune ?? null,
            address: options.address ?? null,
            phone: options.phone ?? null,
            points: null,
            gln: null,
            signerNumber: null,
            parentId: null,
            isDemo: false,
          },
          options.room.map(roomOf),
        );
        return { data: { id, code }, lines: [`Created ${code} ${name}`] };
      }),
    );
  packageCommand(facility);
  facility
    .command('list')
    .description('list the facilities')
    .action(
      withRuntime(async ({ services }) => {
        const found = await rows<{ id: string; code: string; name: string; kind: string; isDemo: boolean }>(
          services.db,
          `SELECT f.id, f.code, f.name, f.kind, f.is_demo FROM facilities AS f WHERE f.closed_at IS NULL ORDER BY f.code LIMIT 1000`,
        );
        return { data: found, lines: found.map((one) => `${one.code}  ${one.kind.padEnd(18)} ${one.name}${one.isDemo ? ' (demo)' : ''}`) };
      }),
    );
}

function packageCommand(facility: Command): void {
  facility
    .command('package')
    .description('services that everybody who is sent to a room gets ordered with the registration')
    .requiredOption('--code <code>', 'facility')
    .requiredOption('--room <code>', 'room')
    .option(
      '--service <code>',
      'service of the price list, repeatable; none empties the package',
      (value, all: string[]) => [...all, value],
      [],
    )
    .action(
      withRuntime(async ({ services }, options: { code: string; room: string; service: string[] }) => {
        const found = await findFacilityByCode(services.db, options.code);
        if (found === undefined) throw new Error(`there is no facility ${options.code}`);
        await write(systemCtx(services, found.id), 'room.package', async (tx) => {
          const done = await setRoomPackage(tx, found.id, { code: options.room, packageServiceCodes: options.service });
          if (!done) throw new Error(`facility ${options.code} has no room ${options.room}`);
        });
        return { data: options, lines: [`${options.code} ${options.room}: ${options.service.join(', ') || 'no package'}`] };
      }),
    );
}
