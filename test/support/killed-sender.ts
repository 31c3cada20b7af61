import { deliver } from '../../api/interop/deliver.ts';
import { openPool } from '../../db/knex.ts';
import { servicesOn } from './services.ts';

/** A process that delivers a message and is killed, as by a power cut, at a step; `none` leaves that to somebody else: DATABASE FACILITY MESSAGE STEP. */
const [databaseUrl = '', facilityId = '', outboxId = '', at = 'none'] = process.argv.slice(2);
await deliver(
  servicesOn(openPool(databaseUrl)),
  { facilityId, outboxId },
  {
    onStep: async (step) => {
      if (step === at) process.kill(process.pid, 'SIGKILL');
      await Promise.resolve();
    },
  },
);
