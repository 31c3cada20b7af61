import { exportFhir } from '../../api/interop/reading/exports/run-export.ts';
import { openPool } from '../../db/knex.ts';
import { servicesOn } from './services.ts';

/** A process that makes the files of a FHIR export and is killed, as by a power cut, after some pages: DATABASE FACILITY EXPORT PAGES. */
const [databaseUrl = '', facilityId = '', exportId = '', pages = '1'] = process.argv.slice(2);
await exportFhir(
  servicesOn(openPool(databaseUrl)),
  { facilityId, exportId },
  {
    pageSize: 1,
    onProgress: (done) => {
      if (done === Number(pages)) process.kill(process.pid, 'SIGKILL');
    },
  },
);
