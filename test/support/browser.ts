import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

interface Candidate {
  executable: string;
  /** Added to the environment of the browser. */
  env: Record<string, string>;
}

const flags = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-default-apps', '--disable-domain-reliability', '--no-pings'],
];
const unpacked = fileURLToPath(new URL('../../.cache/chromium', import.meta.url));

/** The package's own list of font folders is that of its platform; without any font nothing has a width. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(unpacked, 'fonts')}</dir><cachedir>${join(unpacked, 'fonts-cache')}</cachedir></fontconfig>
`;

/**
 * A headless Chromium for the tests: the one HIS_CHROMIUM names, else one that is installed, else the one that comes with the
 * packages. Throws with everything that was tried: a browser test that cannot run has failed and is never skipped.
 */
export async function launchBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<Browser> {
  return await withFirst(environment, async (candidate) => await chromium.launch(launchOptions(candidate, environment)));
}

/** The same with a profile on the disk, as a desk's browser has one. */
export async function launchProfile(folder: string): Promise<BrowserContext> {
  const page = { viewport: { width: 1366, height: 768 }, locale: 'vi-VN' };
  return await withFirst(process.env, async (candidate) => {
    return await chromium.launchPersistentContext(folder, { ...launchOptions(candidate, process.env), ...page });
  });
}

async function withFirst<T>(environment: NodeJS.ProcessEnv, start: (candidate: Candidate) => Promise<T>): Promise<T> {
  const failures: string[] = [];
  for await (const candidate of candidates(environment, failures)) {
    try {
      return await start(candidate);
    } catch (cause) {
      failures.push(`${candidate.executable}: ${reason(cause)}`);
    }
  }
  throw new Error(`No Chromium could be started. Set HIS_CHROMIUM to one that runs here. Tried:\n${failures.join('\n')}`);
}

/** Lazily, because unpacking the last one takes a while. */
async function* candidates(environment: NodeJS.ProcessEnv, failures: string[]): AsyncGenerator<Candidate> {
  const chosen = environment['HIS_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    yield { executable: chosen, env: {} };
    return;
  }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = onPath(name, environment);
    if (found === undefined) failures.push(`${name}: not on PATH`);
    else yield { executable: found, env: {} };
  }
  try {
    yield await unpackChromium();
  } catch (cause) {
    failures.push(`@sparticuz/chromium: ${reason(cause)}`);
  }
}

/**
 * The browser of @sparticuz/chromium with the libraries that a bare machine lacks. Unpacked beside and then moved into place, so
 * that a run that was killed halfway leaves nothing that looks complete.
 */
async function unpackChromium(): Promise<Candidate> {
  if (!existsSync(unpacked)) {
    const making = `${unpacked}.${process.pid}`;
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    await unpackInto(making);
    writeFileSync(join(making, 'fonts/fonts.conf'), fontsConf);
    renameSync(making, unpacked);
  }
  return {
    executable: join(unpacked, 'chromium'),
    env: { LD_LIBRARY_PATH: join(unpacked, 'al2023/lib'), FONTCONFIG_PATH: join(unpacked, 'fonts') },
  };
}

/** The package unpacks into the temporary folder, and its libraries only where it believes to be on the platform it was made for. */
async function unpackInto(folder: string): Promise<void> {
  const names = ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME'] as const;
  const before = names.map((name) => [name, process.env[name]] as const);
  process.env['TMPDIR'] = folder;
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

const launchOptions = ({ executable, env }: Candidate, environment: NodeJS.ProcessEnv) => ({
  executablePath: executable,
  headless: true,
  // As root Chromium refuses its sandbox; it only ever opens pages of our own test server.
  chromiumSandbox: false,
  args: flags,
  env: { ...environment, ...env },
  timeout: 30_000,
});

function onPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  return (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not ours to run: the next place is looked at
  }
}

/** The first lines say why; the rest is the browser's whole log. */
const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).split('\n').slice(0, 6).join(' | ');
