// npm run db:new -- table__column__operation
import { writeFileSync } from 'node:fs';

const name = process.argv[2];
if (name === undefined || !/^[a-z0-9_]+(__[a-z0-9_]+)+$/.test(name)) {
  process.stderr.write('usage: npm run db:new -- table__column__operation\n');
  process.exit(1);
}
const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const file = new URL(`./migrations/${time}_${name}.ts`, import.meta.url);
writeFileSync(
  file,
  `import type { Knex } from 'knex';

export const up = (knex: Knex) =>
  knex.raw(\`
\`);

export const down = (knex: Knex) => knex.raw(\`\`);
`,
  { flag: 'wx' },
);
process.stdout.write(`${file.pathname}\n`);
