// Plain JavaScript without packages: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const stamps = join(root, '.cache');

/** Runs a step unless what it depends on is the same as when it last succeeded. */
function whenChanged(name, made, digest, step) {
  const stamp = join(stamps, `${name}.stamp`);
  if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  step();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, digest);
}

function run(command, args, env = process.env) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env, shell: process.platform === 'win32' });
  if (done.status !== 0) {
    process.stderr.write(`${command} ${args.join(' ')} failed\n`);
    process.exit(1);
  }
}

/** Stops with a sentence when this Node is too old to run the product. */
function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.\n`);
  process.exit(1);
}

/** Installs the packages of the lock file when they are missing or another lock file was installed. */
export function ensurePackages() {
  requireNode();
  const packages = join(root, 'node_modules');
  // A linked folder belongs to another checkout: installing would empty it under whoever works there.
  if (existsSync(packages) && lstatSync(packages).isSymbolicLink()) return;
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(process.version)
    .digest('hex');
  whenChanged('packages', packages, digest, () => {
    process.stdout.write('Installing packages …\n');
    // Development packages build the web app and run the tests: they are wanted even where NODE_ENV says production.
    run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  });
}

/** Builds the web app when one of its sources changed. */
export function ensureWeb() {
  const hash = createHash('sha256');
  for (const folder of ['web', 'domain']) addFolder(hash, join(root, folder));
  hash.update(readFileSync(join(root, 'package-lock.json')));
  whenChanged('web', join(root, 'web/dist/index.html'), hash.digest('hex'), () => {
    process.stdout.write('Building the web app …\n');
    run(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'], {
      ...process.env,
      NODE_ENV: 'production',
    });
  });
}

/** What can end up in the bundle: of api/ the web borrows only types, which leave no trace. */
function addFolder(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'dist' && entry.name !== 'node_modules') addFolder(hash, path);
    else if (entry.isFile() && statSync(path).size < 5_000_000) hash.update(path.slice(root.length)).update(readFileSync(path));
  }
}
