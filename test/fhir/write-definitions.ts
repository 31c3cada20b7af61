import { writeFileSync } from 'node:fs';
import { printDefinitions, pruneDefinitions } from '../support/prune-definitions.ts';

/** Run by hand when the package of definitions changes; the difference is then read and committed like any other code. */
writeFileSync(new URL('../../fhir-mappings/checker/definitions.json', import.meta.url), printDefinitions(pruneDefinitions()));
