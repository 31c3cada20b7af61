import { writeFileSync } from 'node:fs';
import { goldens } from './goldens.ts';

/** Run by hand after a mapping changed on purpose; the difference is then read and committed like any other code. */
for (const [name, make] of Object.entries(goldens)) {
  writeFileSync(new URL(`./examples/${name}.json`, import.meta.url), `${JSON.stringify(make(), null, 2)}\n`);
}
