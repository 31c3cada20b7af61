import { z } from 'zod';
import type { Route } from './define-route.ts';
import { Problem } from './schemas.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the routes; `docs/openapi.json` is this and a test compares them. */
export function openApi(routes: Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`;
    (paths[path] ??= {})[route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hoa Ban HIS', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: schema(Problem, 'output') },
    },
  };
}

function operation(route: Route): Json {
  const writes = !route.question;
  return {
    summary: route.summary,
    operationId: `${route.method}${route.path.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    'x-permission': route.permission,
    ...(route.opens === undefined ? {} : { 'x-opens': route.opens }),
    security: route.permission === 'public' ? [] : [{ bearer: [] }],
    parameters: [
      ...fields(route.params, 'path'),
      ...fields(route.query, 'query'),
      ...(writes && route.permission !== 'public'
        ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 8, maxLength: 255 } }]
        : []),
    ],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schema(route.body, 'input') } } } }),
    responses: responses(route),
  };
}

function responses(route: Route): Json {
  const good =
    route.response === 'empty'
      ? { description: 'Done' }
      : route.response === 'file'
        ? { description: 'The file', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
        : { description: 'The answer', content: { 'application/json': { schema: schema(route.response, 'output') } } };
  const problem = { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
  return { [route.status]: good, default: problem };
}

function fields(shape: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (shape === undefined) return [];
  const { properties = {}, required = [] } = schema(shape, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, value]) => ({ name, in: place, required: required.includes(name), schema: value }));
}

function schema(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Json;
  return rest;
}
