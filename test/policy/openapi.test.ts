import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { API_VERSION } from '../../api/http/version.ts';
import { openApi } from '../../api/http/openapi.ts';
import { routes } from '../../api/routes.ts';

const committed = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
const real = openApi(routes, API_VERSION) as { paths: Record<string, Record<string, { operationId: string }>> };

describe('docs/openapi.json', () => {
  it('describes the routes as they are (npm run docs:openapi)', () => {
    expect(JSON.parse(committed)).to.deep.equal(JSON.parse(JSON.stringify(real)));
  });

  it('has every route, and nothing else', () => {
    const described = Object.entries(real.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    const declared = routes.map(({ method, path }) => `${method} /api${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).to.deep.equal(declared.sort());
  });

  it('gives every operation an id of its own', () => {
    const ids = Object.values(real.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).to.deep.equal([]);
  });

  it('refers to nothing that is not in it', () => {
    const references = [...committed.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]);
    const schemas = Object.keys((JSON.parse(committed) as { components: { schemas: object } }).components.schemas);
    expect([...new Set(references)].filter((name) => !schemas.includes(name ?? ''))).to.deep.equal([]);
  });
});
