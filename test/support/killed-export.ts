import { exportClaims } from '../../api/claims/export-claims.ts';
import { openPool } from '../../db/knex.ts';
import { servicesOn } from './services.ts';

/** A process that makes the files of an export in threads and is killed, as by a power cut, after some pages: DATABASE FACILITY EXPORT PAGES. */
const [databaseUrl = '', facilityId = '', exportId = '', pages = '1'] = process.argv.slice(2);
let done = 0;
await exportClaims(
  servicesOn(openPool(databaseUrl)),
  { facilityId, exportId },
  {
    threads: 2,
    pageSize: 1,
    onProgress: () => {
      done += 1;
      if (done === Number(pages)) process.kill(process.pid, 'SIGKILL');
    },
  },
);
