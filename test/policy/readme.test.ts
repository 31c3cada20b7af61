import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { settingsShape } from '../../api/config.ts';
import { readSources, root } from './source-files.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The rows of the settings table as they must stand: name, default and meaning, in the order of the schema. */
function settingsRows(): string[] {
  const schema = z.toJSONSchema(z.object(settingsShape), { io: 'input', unrepresentable: 'any' });
  const properties = schema.properties as Record<string, { default?: string | number; description?: string }>;
  return Object.entries(properties).map(([name, setting]) => {
    const standard = setting.default === undefined ? '' : `\`${setting.default}\` `;
    return `| \`${name}\` | ${standard}| ${setting.description ?? 'without a description'} |`;
  });
}

describe('README.md', () => {
  it('lists every setting with its default and its meaning, and no other', () => {
    const rows = read('README.md')
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+` \|/.test(line));
    expect(rows).to.deep.equal(settingsRows());
  });
});

/** Files that touch the environment themselves, and why; all others get the finished configuration. */
const environmentReaders: Record<string, string> = {
  'seeds/volume/volume-command.ts': 'starts a process of its own',
  'api/cli/command.ts': 'hands it to readConfig, quieter than a server',
  'api/cli/migrate-command.ts': 'hands it to readConfig',
  'api/server.ts': 'hands it to readConfig; a failed start cannot ask the configuration how loud it may be',
  'db/embedded-programs.ts': 'finds programs on PATH',
  'db/embedded.ts': 'gives PATH to the database server',
};

describe('settings', () => {
  it('each say what they mean', () => {
    expect(settingsRows().filter((line) => line.includes('without a description'))).to.deep.equal([]);
  });

  it('are read from the environment only where the processes start', () => {
    const readers = ['api', 'db', 'domain', 'fhir-mappings', 'seeds', 'web']
      .flatMap(readSources)
      .filter(({ text }) => text.includes('process.env'));
    expect(readers.map(({ path }) => path).sort()).to.deep.equal(Object.keys(environmentReaders).sort());
  });
});

describe('commands that the documents name', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...markdownIn('docs')];
  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);

  it('exist', () => {
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm run ([a-z][a-z:-]*)/g)].map((match) => ({ page, script: match[1] ?? '' })),
    );
    expect(named).not.to.be.empty;
    expect(named.filter(({ script }) => !scripts.includes(script))).to.deep.equal([]);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(folder, path));
}
