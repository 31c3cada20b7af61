import { systemFamilies } from '../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../fhir-mappings/visit-to-bundle.ts';
import { aClinicalRecord } from '../test/support/a-clinical-record.ts';
import { anUninsuredVisit, aVisit } from '../test/support/a-visit.ts';

/**
 * Our FHIR checker alone: milliseconds a resource, and what its definitions weigh. Aims: p95 ≤ 10 ms, ≤ 30 MB with FHIRPath and UCUM loaded and used. Beside it the tests'
 * validators and ours together on the same resources, as a ratio within the run.
 */
const [AIM_MS, AIM_MB] = [10, 30];
const ROUNDS = 30;

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};
const resources = [aVisit(), anUninsuredVisit()].flatMap((visit) =>
  systemFamilies.flatMap((family) =>
    (visitToBundle(visit, family, aClinicalRecord()).entry ?? []).flatMap(({ resource }) => resource ?? []),
  ),
);
const before = heap();
// Loaded here and not above, so that it is weighed.
const { checkResource } = await import('../fhir-mappings/checker/check-resource.ts');
const first = measure(resources.slice(0, 1), 1, (one) => checkResource(one).length);
for (const one of resources) checkResource(one);
const weight = heap() - before;
const ours = measure(resources, ROUNDS, (one) => checkResource(one).length);
// The tests' validators bring ours with them, so they come after the weighing.
const { judge } = await import('../test/support/fhir-validators.ts');
judge(resources[0] as (typeof resources)[number]);
const theirs = measure(resources, 1, (one) => Object.values(judge(one)).flat().length);
console.log(
  `FHIR checker: ${resources.length} resources, p50 ${ours.p50.toFixed(3)} p95 ${ours.p95.toFixed(3)} worst ${ours.worst.toFixed(1)} ms (aim p95 ≤ ${AIM_MS}), the first of all ` +
    `${first.worst.toFixed(0)} ms, ${ours.found} findings; all that the tests ask takes ${(theirs.mean / ours.mean).toFixed(0)} times as long`,
);
console.log(
  globalThis.gc === undefined
    ? 'FHIR checker: run with --expose-gc to weigh the definitions'
    : `FHIR checker: ${weight.toFixed(1)} MB once everything was used (aim ≤ ${AIM_MB})`,
);

function measure<T>(
  items: T[],
  rounds: number,
  check: (item: T) => number,
): { p50: number; p95: number; worst: number; mean: number; found: number } {
  let found = 0;
  const times = Array.from({ length: rounds }, () =>
    items.map((item) => {
      const start = performance.now();
      found += check(item);
      return performance.now() - start;
    }),
  ).flat();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), worst: at(1), mean: times.reduce((sum, one) => sum + one, 0) / times.length, found };
}
