import { openPool, row } from '../db/knex.ts';
import { listFacilityIds } from '../db/stores/facility-store.ts';
import { loadDemo, demoLogins } from '../seeds/demo/load-demo.ts';
import { loadOpenWork } from '../seeds/demo/open-work.ts';
import { loadReference } from '../seeds/reference/load-reference.ts';
import { referenceDigest } from '../seeds/reference/reference-digest.ts';
import { ensureDemoKey } from './http/signing/signing-key.ts';
import { systemCtx } from './http/system-context.ts';
import type { Runtime } from './runtime.ts';

/** First start: catalogues and the demo district. Later: catalogues only when the files changed. Returns lines for the newcomer. */
export async function prepareData(runtime: Runtime, say: (line: string) => void): Promise<string[]> {
  await loadChangedReference(runtime, say);
  if (!runtime.services.config.demo) return [];
  await loadDemo(runtime.services, say);
  await loadOpenWork(runtime.services, say);
  await makeDemoKeys(runtime);
  return demoLogins();
}

/** Every facility of the demo signs from the first day on; the certificates say that they are for trial only. */
async function makeDemoKeys({ services }: Runtime): Promise<void> {
  for (const id of await listFacilityIds(services.db)) await ensureDemoKey(systemCtx(services, id), services.secrets);
}

async function loadChangedReference(runtime: Runtime, say: (line: string) => void): Promise<void> {
  const digest = await referenceDigest();
  const owner = openPool(runtime.ownerUrl, { max: 1, statementTimeoutMs: 600_000 });
  try {
    const loaded = await row<{ value: string }>(owner, `SELECT i.value FROM installation AS i WHERE i.name = 'reference'`);
    if (loaded?.value === digest) return;
    say('Loading the official catalogues …');
    await loadReference(owner);
    await owner.raw(
      `INSERT INTO installation (name, value) VALUES ('reference', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [digest],
    );
  } finally {
    await owner.destroy();
  }
}
