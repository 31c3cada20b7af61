import { mkdirSync, writeFileSync } from 'node:fs';
import { API_VERSION } from '../http/version.ts';
import { openApi } from '../http/openapi.ts';
import { routes } from '../routes.ts';

/** `npm run docs:openapi`: the description of the routes as a file, for people who have no server at hand. */
mkdirSync(new URL('../../docs/', import.meta.url), { recursive: true });
writeFileSync(new URL('../../docs/openapi.json', import.meta.url), `${JSON.stringify(openApi(routes, API_VERSION), null, 2)}\n`);
console.log('docs/openapi.json is written.');
