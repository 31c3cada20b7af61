/**
 * Runs every suite and says at the end how many tests passed and failed. Plain JavaScript, because it must run in a fresh clone
 * before anything is installed: it installs what the lock file names and builds the web app first, when they are missing or old.
 *   node test/run.mjs            all tests
 *   node test/run.mjs --checks   the same, then compiler, linter, import rules and formatter, each counted as one test
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensurePackages, ensureWeb, root } from '../api/ensure-installed.mjs';

process.chdir(root);

/** What could come out differently where the clock of the machine stands elsewhere. The browser has a time zone of its own. */
const timeDependent = [
  'test/domain/**/*.test.ts',
  'test/policy/*.test.ts',
  'test/fhir/**/*.test.ts',
  'test/db/**/*.test.ts',
  'test/api/**/*.test.ts',
];
const BROWSER = 'test/web/**/*.test.ts';
/** Disks, processes and copies: no clock, and minutes long. */
const TIMELESS = ['test/db/backup/*.test.ts', 'test/api/backup/*.test.ts'];
/**
 * Lanes go side by side, each with a database server of its own; what stands in one lane goes one after the other. The first is heard as it goes, what the
 * second says is kept until both are over.
 */
const lanes = [
  {
    name: 'one',
    runs: [
      { name: 'UTC', timeZone: 'UTC', specs: ['test/**/*.test.ts'], ignore: [BROWSER] },
      { name: 'Asia/Ho_Chi_Minh', timeZone: 'Asia/Ho_Chi_Minh', specs: timeDependent, ignore: TIMELESS },
    ],
  },
  {
    name: 'two',
    runs: [
      { name: 'UTC, browser', timeZone: 'UTC', specs: [BROWSER] },
      { name: 'America/New_York', timeZone: 'America/New_York', specs: timeDependent, ignore: TIMELESS },
    ],
  },
];
const checks = ['check:types', 'check:lint', 'check:imports', 'check:format']; // what npm run check runs
/** A run that hangs (a server nobody stopped) is a failure, not a wait. */
const LONGEST_RUN_MS = 40 * 60_000;

/** Until the end is reached, leaving counts as a failure: installing and building end the process when they fail. */
let counts = [{ passed: 0, failed: 1, failures: [] }];
process.on('exit', () => sayTotal(counts));

prepare();
const done = (await Promise.all(lanes.map((lane, i) => runLane(lane, i === 0)))).flat();
for (const { said } of done) if (said !== undefined) console.log(said);
if (process.argv.includes('--checks')) done.push(...checks.map(runCheck));
counts = done;

/** A linked node_modules belongs to another checkout: installing through the link would empty it under that one's feet. */
function prepare() {
  if (existsSync('node_modules') && lstatSync('node_modules').isSymbolicLink()) console.log('node_modules is a link; it is used as it is.');
  else ensurePackages();
  ensureWeb();
  mkdirSync('test/output', { recursive: true });
}

async function runLane({ name, runs }, isHeard) {
  const results = [];
  for (const run of runs) results.push(await runMocha(run, name, isHeard));
  return results;
}

async function runMocha({ name, timeZone, specs, ignore = [] }, lane, isHeard) {
  const file = `test/output/counts-${name.replace(/\W+/g, '-')}.json`;
  rmSync(file, { force: true });
  const options = [...ignore.flatMap((spec) => ['--ignore', spec]), '--reporter-option', `counts=${file}`];
  const args = ['--import=tsx', 'node_modules/mocha/bin/mocha.js', '--forbid-only', '--reporter', 'test/support/spec-and-counts.cjs'];
  if (isHeard) console.log(`\n=== ${name}`);
  const env = { ...process.env, TZ: timeZone, HIS_TEST_LANE: lane };
  const { good, said } = await run(process.execPath, [...args, ...options, ...specs], env, isHeard);
  const { passes, failures, pending, suites, failed } = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passes: 0, failures: 0, pending: 0, suites: 0, failed: [] };
  // A run that tells nothing, skips something or ends badly without a failed test has failed all the same.
  const problems = [
    ...(pending > 0 ? [`${pending} tests were skipped`] : []),
    ...(passes + failures === 0 ? ['no test ran'] : []),
    ...(!good && failures === 0 ? ['the run ended with an error'] : []),
  ];
  const total = `${name}: ${suites} suites, ${passes} passed, ${failures + problems.length} failed`;
  if (isHeard) console.log(total);
  return {
    ...{ passed: passes, failed: failures + problems.length, failures: [...failed, ...problems].map((what) => `${name}: ${what}`) },
    ...(isHeard ? {} : { said: `\n=== ${name}\n${said}${total}` }),
  };
}

function runCheck(script) {
  console.log(`\n=== npm run ${script}`);
  const { status, error } = spawnSync('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error !== undefined) console.error(`npm: ${error.message}`);
  return status === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [`npm run ${script}`] };
}

async function run(command, args, env, isHeard) {
  const child = spawn(command, args, {
    stdio: ['ignore', ...(isHeard ? ['inherit', 'inherit'] : ['pipe', 'pipe'])],
    env,
    timeout: LONGEST_RUN_MS,
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => said.push(text));
  const good = await new Promise((resolve) => {
    child.once('error', (error) => (said.push(`${command}: ${error.message}\n`), resolve(false)));
    child.once('close', (code) => resolve(code === 0));
  });
  return { good, said: said.join('') };
}

/** What failed is said again where everybody looks; the last line is for machines. */
function sayTotal(all) {
  const failures = all.flatMap((run) => run.failures);
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((what) => `- ${what}`).join('\n')}`);
  const passed = all.reduce((sum, run) => sum + run.passed, 0);
  const failed = all.reduce((sum, run) => sum + run.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
