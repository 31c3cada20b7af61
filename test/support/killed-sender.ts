import { deliver } from '../../api/interop/deliver.ts';
import { openPool } from '../../db/knex.ts';
import { servicesOn } from './services.ts';

/**
 * A process that delivers a message and is killed, as by a power cut, at a step; `step:2` is the second time,
 * `none` leaves that to somebody else: DATABASE FACILITY MESSAGE STEP.
 */
const [databaseUrl = '', facilityId = '', outboxId = '', at = 'none'] = process.argv.slice(2);
const [stepOf, number = '1'] = at.split(':');
let seen = 0;
await deliver(
  servicesOn(openPool(databaseUrl)),
  { facilityId, outboxId },
  {
    onStep: async (step) => {
      seen += step === stepOf ? 1 : 0;
      if (step === stepOf && seen === Number(number)) process.kill(process.pid, 'SIGKILL');
      await Promise.resolve();
    },
  },
);
