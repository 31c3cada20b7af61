// npm run his -- COMMAND: the administrator's command line. Installs what is missing, then hands over to TypeScript.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages, root } from '../ensure-installed.mjs';

ensurePackages();
const done = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'api/cli/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
