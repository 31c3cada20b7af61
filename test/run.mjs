/**
 * Runs every suite and says at the end how many tests passed and failed. Plain JavaScript, because it must run in a fresh clone
 * before anything is installed: it installs what the lock file names and builds the web app first, when they are missing or old.
 *   node test/run.mjs            all tests
 *   node test/run.mjs --checks   the same, then compiler, linter, import rules and formatter, each counted as one test
 */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensurePackages, ensureWeb, root } from '../api/ensure-installed.mjs';

process.chdir(root);

const everything = ['test/**/*.test.ts'];
/** What could come out differently where the clock of the machine stands elsewhere. The browser has a time zone of its own. */
const timeDependent = [
  'test/domain/**/*.test.ts',
  'test/policy/*.test.ts',
  'test/fhir/**/*.test.ts',
  'test/db/**/*.test.ts',
  'test/api/**/*.test.ts',
];
const runs = [
  { timeZone: 'UTC', specs: everything },
  { timeZone: 'Asia/Ho_Chi_Minh', specs: timeDependent },
  { timeZone: 'America/New_York', specs: timeDependent },
];
const checks = ['check:types', 'check:lint', 'check:imports', 'check:format']; // what npm run check runs
/** A run that hangs (a server nobody stopped) is a failure, not a wait. */
const LONGEST_RUN_MS = 15 * 60_000;

/** Until the end is reached, leaving counts as a failure: installing and building end the process when they fail. */
let counts = [{ passed: 0, failed: 1 }];
process.on('exit', () => sayTotal(counts));

prepare();
const done = runs.map(runMocha);
if (process.argv.includes('--checks')) done.push(...checks.map(runCheck));
counts = done;

/** A linked node_modules belongs to another checkout: installing through the link would empty it under that one's feet. */
function prepare() {
  if (existsSync('node_modules') && lstatSync('node_modules').isSymbolicLink()) console.log('node_modules is a link; it is used as it is.');
  else ensurePackages();
  ensureWeb();
}

function runMocha({ timeZone, specs }) {
  console.log(`\n=== TZ=${timeZone}`);
  const file = `test/output/counts-${timeZone.replace('/', '-')}.json`;
  mkdirSync('test/output', { recursive: true });
  rmSync(file, { force: true });
  const found = specs.filter((spec) => existsSync(spec.slice(0, spec.indexOf('*'))));
  const args = ['--import=tsx', 'node_modules/mocha/bin/mocha.js', '--forbid-only', '--reporter', 'test/support/spec-and-counts.cjs'];
  const good = succeeds(process.execPath, [...args, '--reporter-option', `counts=${file}`, ...found], {
    env: { ...process.env, TZ: timeZone },
    timeout: LONGEST_RUN_MS,
  });
  const { passes, failures, pending, suites } = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passes: 0, failures: 0, pending: 0, suites: 0 };
  // A run that tells nothing, skips something or ends badly without a failed test has failed all the same.
  const problems = [
    ...(pending > 0 ? [`${pending} tests were skipped`] : []),
    ...(passes + failures === 0 ? ['no test ran'] : []),
    ...(!good && failures === 0 ? ['the run ended with an error'] : []),
  ];
  for (const problem of problems) console.error(`TZ=${timeZone}: ${problem}`);
  console.log(`TZ=${timeZone}: ${suites} suites, ${passes} passed, ${failures + problems.length} failed`);
  return { passed: passes, failed: failures + problems.length };
}

function runCheck(script) {
  console.log(`\n=== npm run ${script}`);
  return succeeds('npm', ['run', '--silent', script]) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function succeeds(command, args, options = {}) {
  const done = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32', ...options });
  if (done.error !== undefined) console.error(`${command}: ${done.error.message}`);
  return done.status === 0;
}

/** The last line is for machines. */
function sayTotal(all) {
  const passed = all.reduce((sum, run) => sum + run.passed, 0);
  const failed = all.reduce((sum, run) => sum + run.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
