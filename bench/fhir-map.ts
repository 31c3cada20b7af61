import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { derivedId } from '../domain/ids.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { checkBundle } from '../fhir-mappings/check-bundle.ts';
import { checkExport } from '../fhir-mappings/check-export.ts';
import { defaultFamily } from '../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../fhir-mappings/visit-to-bundle.ts';
import { aClinicalRecord } from '../test/support/a-clinical-record.ts';
import { anUninsuredVisit, aVisit } from '../test/support/a-visit.ts';

/**
 * Visits mapped to FHIR and judged by our checker, a second of processor time, on two cores: invented visits with their whole clinical record, each with ids of its own, two insured to one that is not.
 * No database and no network. Aim ≥ 300 a second on two cores. Beside it the mapping without the checker, as a ratio within the run.
 */
const AIM = 300;
const CORES = Math.min(2, availableParallelism());
const SECONDS = 3;
const [MAPPED, JUDGED] = ['mapped', 'judged'];

interface Rate {
  visits: number;
  /** Of the processor: on a machine that others use too, the clock on the wall measures them. */
  seconds: number;
  resources: number;
}

const clinical = aClinicalRecord();

function visitNumber(n: number): VisitRecord {
  const visit = n % 3 === 2 ? anUninsuredVisit() : aVisit();
  return { ...visit, encounter: { ...visit.encounter, id: derivedId('bench', 'encounters', String(n)), code: `14009.26.${n}` } };
}

/** Maps, and judges if asked, for so long. A finding fails the bench: it would measure the writing of issues. */
function run(isJudged: boolean, seconds: number): Rate {
  const started = performance.now();
  const before = process.cpuUsage();
  let [visits, resources] = [0, 0];
  while (performance.now() - started < seconds * 1000) {
    const visit = visitNumber(visits);
    const bundle = visitToBundle(visit, defaultFamily, clinical);
    if (isJudged && [...checkExport(visit, clinical), ...checkBundle(bundle, visit, clinical)].length > 0)
      throw new Error('an invented visit is not sound');
    visits += 1;
    resources += bundle.entry?.length ?? 0;
  }
  const { user, system } = process.cpuUsage(before);
  return { visits, seconds: (user + system) / 1e6, resources };
}

const rateOf = (all: Rate[]): number => all.reduce((sum, { visits, seconds }) => sum + visits / seconds, 0);

async function everywhere(isJudged: boolean): Promise<Rate[]> {
  return await Promise.all(
    Array.from({ length: CORES }, async () => {
      const worker = fork(fileURLToPath(import.meta.url), [isJudged ? JUDGED : MAPPED], { execArgv: ['--import', 'tsx'] });
      return await new Promise<Rate>((done, fail) => {
        worker.once('message', done);
        worker.once('error', fail);
      });
    }),
  );
}

const [, , task] = process.argv;
if (task === undefined) {
  const mapped = await everywhere(false);
  const judged = await everywhere(true);
  const each = judged.reduce((sum, { resources }) => sum + resources, 0) / judged.reduce((sum, { visits }) => sum + visits, 0);
  console.log(
    `FHIR mapping: ${rateOf(judged).toFixed(0)} visits a second mapped and judged on ${CORES} cores (aim ≥ ${AIM}), ${each.toFixed(0)} resources each; ` +
      `the checker takes ${((1 - rateOf(judged) / rateOf(mapped)) * 100).toFixed(0)} % of the time [${rateOf(mapped).toFixed(0)}/s without it]`,
  );
} else {
  run(task === JUDGED, 1); // the compiler warms up
  process.send?.(run(task === JUDGED, SECONDS));
  process.disconnect();
}
